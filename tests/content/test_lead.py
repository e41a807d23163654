"""feedpub.content.excerpt: the beginning of a post as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedpub.content import excerpt
from feedpub.model.records import Markup

SEED = Path(__file__).parents[3] / "shared" / "seed"


ENOUGH = "This is a sentence. " * 7 + "It is the last."
"""Of a text, for an excerpt."""


def of_html(body: str, separator: str = "", limit: int = 300) -> str:
    return excerpt(body, Markup.HTML, separator, limit)


def of_markdown(body: str, separator: str = "", limit: int = 300) -> str:
    return excerpt(body, Markup.MARKDOWN, separator, limit)


@pytest.mark.parametrize(
    "marker",
    ["<!-- more -->", "<!--more-->", "<!--MORE-->", "<!--more read on-->", "<!-- excerpt -->", "<!-- excerpt-end -->"],
)
def test_an_excerpt_is_all_the_text_before_the_marker(marker: str) -> None:
    assert of_html(f"<h2>a</h2><p>b</p>{marker}<p>c</p>") == "a b"
    assert of_markdown(f"# a\n\nb\n\n{marker}\n\nc") == "a b"


@pytest.mark.parametrize("comment", ["<!-- anymore -->", "<!-- moreover -->", "<!-- excerpts -->"])
def test_another_comment_is_no_marker(comment: str) -> None:
    assert of_html(f"<h2>a</h2><p>b</p>{comment}<p>c</p>") == "b c"


def test_the_separator_of_the_site_ends_an_excerpt() -> None:
    assert of_markdown("a\n\nb\n\n[more]\n\nc", "[more]") == "a b"
    assert of_markdown("a\n\n<!-- more -->\n\nb\n\n[more]\n\nc", "[more]") == "a"
    assert of_markdown("a\n\nb", "[more]") == "a b"


@pytest.mark.parametrize(
    "body",
    [
        "a\n\n```\n<!-- more -->\n```\n\nb",
        "a\n\n~~~~\n<!-- more -->\n~~~\n~~~~\n\nb",
        "a `<!-- more -->` b\n\nc <!-- x -->",
    ],
)
def test_a_marker_in_code_does_not_count(body: str) -> None:
    assert "more" not in of_markdown(body.replace("a `<!-- more -->`", "a"))
    assert of_markdown(body).startswith("a")
    assert of_markdown("# t\n\n" + body).startswith("a")


def test_a_marker_in_the_code_of_html_does_not_count() -> None:
    assert of_html("<h2>t</h2><pre><!-- more --></pre><p>a</p><!-- more --><p>b</p>") == "t a"


def test_a_marker_with_no_text_before_it_gives_the_first_paragraph() -> None:
    assert of_html("<p><img src=a></p><!--more--><p>a</p>") == "a"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<p><img src=a></p><h2>h</h2><p>first {ENOUGH}</p><p>second</p>", f"first {ENOUGH}"),
        ("<p>first</p><h2>h</h2><p>second</p><pre>c</pre><p>third</p>", "first second third"),
        (f"<p>Watch:</p><p>{ENOUGH}</p><p>more</p>", f"Watch: {ENOUGH}"),
        ("<p>Listen.</p><ul><li>l</li></ul><p>a</p>", "Listen. l a"),
        ("<details><summary>More…</summary><p>a</p></details>", "More… a"),
        ("<p>&nbsp;</p><p>* * *</p><p>a</p>", "a"),
        ("<table><tr><td><p>t</p></td></tr></table><p>a</p>", "a"),
        ("<ul><li>l<ul><li>m</li></ul></li></ul><p>a</p>", "a"),
        ("<ul><li>l</li><li>m</li></ul><table><tr><td>t</td></tr></table>", "l m"),
        ("<h2>h</h2><table><tr><td>t</td></tr></table>", "h t"),
        ("<figure><img src=a><figcaption>c</figcaption></figure><div><p>a <b>b</b></p></div>", "a b"),
        ("<script>x</script><style>y</style><blockquote><p>q</p></blockquote>", "q"),
        ("text alone", "text alone"),
        ("<h2>open heading", "open heading"),
        ("one<br>two<p>three", "one two three"),
        ("<p>a &lt;b&gt;</p>", "a <b>"),
        ("", ""),
        ("<p><img src=a></p>", ""),
        ('<p><img src=a alt="A heron"><img src=b alt="its nest"></p>', "A heron its nest"),
        ('<p><img src=a alt="A heron"></p><p>a</p>', "a"),
    ],
)
def test_the_first_paragraphs_with_words_are_the_excerpt(body: str, text: str) -> None:
    assert of_html(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "# h\n\n![i](a.png)\n\nfirst **bold**[^1] [l][x] &amp; `c`\n\nsecond\n\n[x]: /x\n[^1]: n",
            "first bold l & c second",
        ),
        ("- a\n- b\n", "a b"),
        ("```\ncode\n```\n\ntext", "text"),
    ],
)
def test_the_first_paragraphs_of_markdown_are_the_excerpt(body: str, text: str) -> None:
    assert of_markdown(body) == text


def test_references_and_footnotes_defined_after_the_marker_are_known() -> None:
    assert of_markdown("a [b][x] c[^1]\n\n<!-- more -->\n\nd\n\n[x]: /x\n[^1]: note") == "a b c"


def test_an_excerpt_is_cut_at_the_limit() -> None:
    assert of_html("<p>hello wonderful world</p>", limit=16) == "hello wonderful…"


def test_only_the_beginning_of_a_long_post_is_read() -> None:
    assert of_markdown("# h\n\n" + "word\n\n" * 20_000) == " ".join(["word"] * 38)
    assert of_html("<p>" + "x" * 100_000, limit=5) == "xxxx…"


@pytest.mark.skipif(not SEED.is_dir(), reason="the sample posts are not part of the project")
def test_the_excerpt_of_a_sample_post_is_its_first_paragraph() -> None:
    for path in sorted(SEED.glob("*.txt")):
        text = of_html(path.read_text(encoding="utf-8").split("---\n", 2)[2])
        assert text.endswith("."), path
        assert "<" not in text


@pytest.mark.parametrize(
    "reference",
    [
        '<sup id="fnref:1"><a href="#fn:1" class="footnote" rel="footnote" role="doc-noteref">1</a></sup>',
        '<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>',
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>',
        '<sup><a href="#fn-1" id="ref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup>',
        '<sup class="footnote-reference"><a href="#fn-1">1</a></sup>',
        '<a class="footnote-reference superscript" href="#id2" role="doc-noteref"><span>[</span>1<span>]</span></a>',
    ],
    ids=["kramdown", "goldmark", "Pandoc", "markdown-it", "remark", "Zola", "docutils"],
)
def test_footnotes_of_html_are_not_in_the_excerpt(reference: str) -> None:
    notes = '<section class="footnotes"><ol><li id="fn:1"><p>A note.</p></li></ol></section>'
    assert excerpt(f"<p>Tea{reference} is hot.</p>{notes}", Markup.HTML, "", 100) == "Tea is hot."
