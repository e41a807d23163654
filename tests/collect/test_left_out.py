"""What is left out of texts, and how that is said."""

from __future__ import annotations

import pytest

from feedpub.collect.left_out import MARK, Body, LeftOut, diagnostics, readable, without_marks
from feedpub.model.records import Level, Markup, Post, Where


def left_out(what: str, path: str = "a.md", line: int = 1) -> LeftOut:
    where = Where(path=path, line=line, column=3)
    return LeftOut(what=what, why="only Jekyll can carry it out", where=where, hint="Run it.")


def post(summary: str = "") -> Post:
    return Post(
        source="a.md",
        stem="a",
        url="https://example.com/a/?b&c",
        title="Tea & <milk>",
        markup=Markup.MARKDOWN,
        body_line=1,
        summary=summary,
    )


def test_each_cause_is_told_once_with_the_number_of_posts_and_the_first_place() -> None:
    found = diagnostics([left_out("{% x %}", "a.md", 4), left_out("{{ y }}"), left_out("{% x %}", "b.md")])
    assert [(one.level, one.found, one.where.path, one.where.line) for one in found] == [
        (Level.WARNING, "{% x %}", "a.md", 4),
        (Level.WARNING, "{{ y }}", "a.md", 1),
    ]
    assert found[0].text == "`{% x %}` is left out of the texts of 2 posts: only Jekyll can carry it out."
    assert found[1].text == "`{{ y }}` is left out of the text of this post: only Jekyll can carry it out."


def test_of_many_causes_the_rest_is_told_together() -> None:
    found = diagnostics(left_out(f"{{% x{number} %}}") for number in range(1000))
    assert len(found) == 21
    assert found[-1].text.startswith("980 other things are left out of the text of this post")


@pytest.mark.parametrize("text", ["", " \n", "<p>\n</p>", "<div class='a'></div>", "***"])
def test_a_post_of_which_nothing_is_left_has_its_summary_and_its_link(text: str) -> None:
    body = readable(post("Hot & cold"), Body(text=text, left_out=(left_out("{% x %}"),)))
    assert body.text == (
        '<p>Hot &amp; cold</p>\n<p><a href="https://example.com/a/?b&amp;c">Tea &amp; &lt;milk&gt;</a></p>\n'
    )


@pytest.mark.parametrize("text", ["Text", "차", "![](a.png)", '<img src="a.png">'])
def test_a_post_of_which_something_is_left_stays(text: str) -> None:
    body = Body(text=text, left_out=(left_out("{% x %}"),))
    assert readable(post(), body) is body


def test_an_empty_post_stays_empty() -> None:
    assert not readable(post("Hot"), Body(text="")).text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"a {MARK} b", "a  b"),
        (f"![a]({MARK}/a.png) b", " b"),
        (f"<img alt='a' src='{MARK}'> b", " b"),
        (f"[a](/{MARK}/b) c", "a c"),
        (f'<a href="{MARK}">a</a>', "<a>a</a>"),
        ("![a](b.png) [c](d)", "![a](b.png) [c](d)"),
    ],
)
def test_pictures_and_links_go_whose_addresses_are_left_out(text: str, kept: str) -> None:
    assert without_marks(text) == kept
