"""feedpub.content.body_images: the pictures of a body."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.content import body_images, pictures, render
from feedpub.model.records import Image, Markup
from tests.drawn import examples

BASE = "https://example.com/a/"
SEED = Path(__file__).parents[3] / "shared" / "seed"


def in_html(body: str) -> list[tuple[str, str]]:
    return _pairs(body_images(body, Markup.HTML, BASE))


def in_markdown(body: str) -> list[tuple[str, str]]:
    return _pairs(body_images(body, Markup.MARKDOWN, BASE))


def _pairs(images: tuple[Image, ...]) -> list[tuple[str, str]]:
    return [(image.url.removeprefix(BASE), image.alt) for image in images]


def test_a_body_without_pictures_has_none() -> None:
    assert in_html("<p>a</p>") == []
    assert in_markdown("a [b](c.png)!") == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<img src=a.png><IMG SRC='b c.png' ALT='&lt;b&gt;  x'>", [("a.png", ""), ("b%20c.png", "<b> x")]),
        ("<img src=a.png alt=1><img src=a.png alt=2>", [("a.png", "1")]),
        ("<img alt='a>b' src=a.png>", [("a.png", "a>b")]),
        ("<img src='?a=1&amp;b=2'>", [("?a=1&b=2", "")]),
        ("<img data-src=a.png>", [("a.png", "")]),
        ("<img src='data:image/gif;base64,R0' data-original=a.png>", [("a.png", "")]),
        ("<img src=/x/blank.gif data-srcset='a.png 1x, b.png 2x'>", [("a.png", "")]),
        ("<img srcset='a.png 1x, b.png 2x'>", [("a.png", "")]),
        ("<img src='data:image/gif;base64,R0'><img><img src=''>", []),
        ("<img src=p.gif width=1 height=1><img src=q.gif height='1px'><img src=r.gif width=0>", []),
        ("<img src=a.png width=100 height=10>", [("a.png", "")]),
        ("<pre><img src=a></pre><code><img src=b></code><!-- <img src=c> --><script><img src=d></script>", []),
        ("<img src='https://a b/'><img src='javascript:x'>", []),
        ("<image src=a.png>", []),
        ('<img alt="1" src="a.png" alt="2"><img src="data:x">', [("a.png", "1")]),
        ('<img src="data:x"><img src="a.png" alt="1">', [("a.png", "1")]),
    ],
)
def test_pictures_of_html_are_found(body: str, found: list[tuple[str, str]]) -> None:
    assert in_html(body) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("![alt](a.png)", [("a.png", "alt")]),
        ('![a **b** [c](d) &amp; \\*](a.png "title")', [("a.png", "a b c & *")]),
        ("![snake_case *x*](<a b.png>)", [("a%20b.png", "snake_case x")]),
        ("![a](b_(c).png 't')", [("b_(c).png", "a")]),
        ("![a](b\\)c.png)", [("b)c.png", "a")]),
        ("![a][r] ![R][] ![r]\n\n[r]: <c.png> 'x'", [("c.png", "a")]),
        ("![a][none] ![b]", []),
        ("<img src=raw.png alt=r> ![](a.png)", [("raw.png", "r"), ("a.png", "")]),
        ("[![a](b.png)](c)", [("b.png", "a")]),
        ("`![a](a.png)` ``![a](`b.png)`` ![c](c.png)", [("c.png", "c")]),
        ("```md\n![a](a.png)\n```\n![b](b.png)", [("b.png", "b")]),
        ("- x\n\n  ~~~\n  ![a](a.png)\n  ~~~\n\n![b](b.png)", [("b.png", "b")]),
        ("```\n![a](a.png)", []),
        ("Text\n\n    ![a](a.png)\n\n![b](b.png)", [("b.png", "b")]),
        ("![a][r] ![b]\n\n    [r]: a.png\n\n[b]: b.png", [("b.png", "b")]),
        ("\\![a](a.png) <!-- ![b](b.png) -->", []),
        ("![a](data:image/png;base64,AA) ![b](<>)", []),
        ("a ` b ![c](c.png)\n\nd ` e", [("c.png", "c")]),
    ],
)
def test_pictures_of_markdown_are_found(body: str, found: list[tuple[str, str]]) -> None:
    assert in_markdown(body) == found


PIECES = st.sampled_from(
    [
        "<img",
        " src=",
        '"a.png"',
        ' alt="b  c"',
        ' class="d"',
        ">",
        "/>",
        " />",
        '<img src="a.png" alt="',
        '"',
        " ",
        "\x00",
    ]
) | st.sampled_from(
    [
        '<img alt="a" src="/b.png">',
        "<!--",
        "<pre>",
        "<IMG",
        ' width="1"',
        ' src="data:x"',
        ' data-src="e"',
        "&amp;",
        "\u3000",
    ]
)


@pytest.mark.slow
@examples(500)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_plain_pictures_are_found_as_any_others(body: str) -> None:
    found = pictures._all_plain(body)  # noqa: SLF001 - the two ways of one function
    if found is not None:
        assert found == list(pictures._any_in_html(body))  # noqa: SLF001 - as above


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<img src="a.png">', ("a.png", "")),
        ('<p><img src="/b.jpg" alt="A  b" class="c" loading="lazy" /></p>', ("/b.jpg", "A b")),
        ('<img alt="A" src="a.png"/>', ("a.png", "A")),
    ],
)
def test_pictures_as_most_are_written_are_plain(tag: str, found: tuple[str, str]) -> None:
    assert pictures._all_plain(tag) == [found]  # noqa: SLF001 - the two ways of one function


@pytest.mark.parametrize("piece", ["![", "![a](", "![[a", "<img ", "`", "![a][", "<!--", "```\n", "[a]:\n", "![a](b("])
def test_hostile_text_is_scanned_in_reasonable_time(piece: str) -> None:
    assert in_markdown("![" + piece * 20_000) == []
    assert in_html("<img" + piece * 20_000) == []


@pytest.mark.skipif(not SEED.is_dir(), reason="the sample posts are not part of the project")
def test_the_pictures_of_a_sample_post_are_those_that_are_rendered() -> None:
    for path in sorted(SEED.glob("*.txt")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        images = body_images(body, Markup.HTML, BASE)
        assert images
        assert all(image.url in render(body, Markup.HTML, BASE) for image in images)
