"""What is left out of texts, and how that is said."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from feedpub.collect.left_out import MARK, Body, LeftOut, diagnostics, readable, without_marks
from feedpub.model.records import Level, Markup, Post, Where


def left_out(what: str, path: str = "a.md", line: int = 1, uses: int = 1) -> LeftOut:
    where = Where(path=path, line=line, column=3)
    return LeftOut(what=what, why="only Jekyll can carry this out", where=where, hint="Run it.", uses=uses)


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


def test_one_cause_is_told_once_with_its_things_its_posts_its_uses_and_the_first_place() -> None:
    [found] = diagnostics([left_out("{{ y }}", "a.md", 4), left_out("{% x %}", uses=5), left_out("{% x %}", "b.md")])
    assert (found.level, found.found, found.count) == (Level.WARNING, "{{ y }}", 7)
    assert (found.where.path, found.where.line) == ("a.md", 4)
    assert found.text == "`{% x %}` and `{{ y }}` are left out of the texts of 2 posts: only Jekyll can carry this out."


def test_causes_that_something_else_helps_against_are_told_apart() -> None:
    other = replace(left_out("{{.Name}}"), why="Jekyll cannot read this", hint="Put it between raw.")
    found = diagnostics([other, left_out("{% x %}", "a.md"), left_out("{% x %}", "b.md")])
    assert [(one.text, one.hint) for one in found] == [
        ("`{% x %}` is left out of the texts of 2 posts: only Jekyll can carry this out.", "Run it."),
        ("`{{.Name}}` is left out of the text of this post: Jekyll cannot read this.", "Put it between raw."),
    ]


def test_of_many_things_the_most_frequent_are_named() -> None:
    [found] = diagnostics([*(left_out(f"{{% x{number} %}}") for number in range(1000)), left_out("{% x7 %}", "b.md")])
    assert found.text.startswith("`{% x7 %}`, `{% x0 %}`, `{% x1 %}`, `{% x2 %}` and 996 other things are left out of")
    assert found.count == 1001


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
        (f"a `{MARK}` `b {MARK}` `` {MARK} ``", "a  `b ` ``  ``"),
        ("![a](b.png) [c](d)", "![a](b.png) [c](d)"),
    ],
)
def test_pictures_and_links_go_whose_addresses_are_left_out(text: str, kept: str) -> None:
    assert without_marks(text) == kept
