"""What kramdown, the Markdown of Jekyll, adds: seen in what kramdown 2.4 makes of the same texts."""

from __future__ import annotations

import pytest

from feedpub.content import body_images, excerpt, render
from feedpub.content.flavour import KRAMDOWN
from feedpub.model.records import Markup

BASE = "https://example.com/a/"


def html(written: str) -> str:
    return render(written, Markup.MARKDOWN, BASE, KRAMDOWN)


def summary(written: str) -> str:
    return excerpt(written, Markup.MARKDOWN, "", 300, KRAMDOWN)


# Comments


@pytest.mark.parametrize(
    "written",
    [
        "One.\n\n{::comment}\nsecret\n\nsecret too\n{:/comment}\n\nTwo.\n",
        "One.\n\n{::comment}\nsecret\n```\n{:/}\n\nTwo.\n",
        "One.\n\n{::comment}secret{:/comment}\n\nTwo.\n",
        "{::comment}\nsecret\n{:/comment}\n\nOne.\n\nTwo.\n",
        "One.\n\n   {::comment}\n   secret\n   {:/comment}\n\nTwo.\n",
    ],
)
def test_a_comment_is_nowhere(written: str) -> None:
    assert html(written) == "<p>One.</p>\n<p>Two.</p>"
    assert summary(written) == "One. Two."


def test_a_comment_within_a_line_is_nowhere() -> None:
    assert html("A {::comment}secret *x*{:/comment}line.") == "<p>A line.</p>"
    assert html("> A{::comment}secret{:/} quote.") == "<blockquote>\n<p>A quote.</p>\n</blockquote>"
    assert html("- {::comment}secret{:/}\n- b") == "<ul>\n<li></li>\n<li>b</li>\n</ul>"


def test_the_pictures_of_a_comment_are_no_pictures_of_the_post() -> None:
    body = "![a](a.png)\n\n{::comment}\n![b](b.png)\n{:/comment}\n"
    found = body_images(body, Markup.MARKDOWN, BASE, KRAMDOWN)
    assert [image.url for image in found] == ["https://example.com/a/a.png"]


@pytest.mark.parametrize(
    "code", ["`{::comment}a{:/comment}`", "```\n{::comment}a{:/comment}\n```", "    {::comment}a{:/}"]
)
def test_in_code_all_stays_as_it_is_written(code: str) -> None:
    assert "{::comment}a{:/" in html(code)


def test_a_comment_that_never_ends_is_text() -> None:
    assert html("{::comment}\na *b*") == "<p>{::comment}\na <em>b</em></p>"


def test_what_is_no_markdown_is_left_as_it_is() -> None:
    assert (
        html("{::nomarkdown}\n<b>*a*</b>\n{:/}\n\nc {::nomarkdown}*d*{:/} *e*") == "<b>*a*</b>\n<p>c *d* <em>e</em></p>"
    )


def test_options_are_no_text() -> None:
    assert html('{::options auto_ids="false" /}\n\nA {::comment some /}b.') == "<p>A b.</p>"


# Tables of contents, and attributes


@pytest.mark.parametrize(
    "written",
    [
        "* TOC\n{:toc}\n\nA.\n",
        "1. Not shown\n{: toc}\n\nA.\n",
        "- a\n- b\n{:toc .large-only}\n\nA.\n",
        "{:toc}\n* TOC\n\nA.\n",
        "* TOC\n{:toc}\nA.\n",
    ],
)
def test_a_table_of_contents_is_left_out(written: str) -> None:
    assert html(written) == "<p>A.</p>"
    assert summary(written) == "A."


def test_a_list_with_other_attributes_stays() -> None:
    assert html("* a\n{: .toc-like}\n") == "<ul>\n<li>a</li>\n</ul>"


@pytest.mark.parametrize(
    "heading", ["## Brew {#brew}", "## Brew {#brew} ##", "Brew {#brew}\n----", "## Brew\n{: #brew .x}"]
)
def test_the_id_of_a_heading_is_an_id_and_no_text(heading: str) -> None:
    assert (
        html(f"[a](#brew)\n\n{heading}\n")
        == '<p><a href="https://example.com/a/#brew">a</a></p>\n<h2 id="brew">Brew</h2>'
    )


def test_attributes_of_spans_reach_their_elements() -> None:
    written = '![a](a.png){: width="300" .right}{:.b} *b*{: title="c"} [d](https://e.org){:target="_blank"} `f`{:.ruby}'
    assert html(written) == (
        '<p><img src="https://example.com/a/a.png" alt="a" width="300"> <em title="c">b</em> '
        '<a href="https://e.org/">d</a> <code>f</code></p>'
    )


def test_attributes_may_go_on_in_the_next_line_and_have_names() -> None:
    assert html('{:wide: width="9"}\n\n![a](a.png){:\n.b wide}') == (
        '<p><img src="https://example.com/a/a.png" alt="a" width="9"></p>'
    )


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("A\n{: .note}\n\nB\n", "<p>A</p>\n<p>B</p>"),
        ("A\n{: .note}\nB\n", "<p>A</p>\n\n<p>B</p>"),
        ("> A\n{: .prompt-info }\n", "<blockquote>\n<p>A</p>\n</blockquote>"),
        ("- {: .a} b\n", "<ul>\n<li>b</li>\n</ul>"),
        ("```ruby\n{: .x}\n```\n{: .y}\n", "<pre><code>{: .x}\n</code></pre>"),
        ("`{: .x}`", "<p><code>{: .x}</code></p>"),
        ("a {b: c}", "<p>a {b: c}</p>"),
    ],
)
def test_lists_of_attributes_are_no_text_but_in_code(written: str, made: str) -> None:
    assert html(written) == made


# Mathematics


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("$$\nx_1 &= 2*3*4 \\\\\ny_* &= a_*\n$$", "<p>\\[x_1 &amp;= 2*3*4 \\\\\ny_* &amp;= a_*\\]</p>"),
        ("A $$a*b*c < d$$ b.", "<p>A \\(a*b*c &lt; d\\) b.</p>"),
        ("A\n$$\na_b_c\n$$\nb", "<p>A\n\\(a_b_c\\)\nb</p>"),
        ("$$ x $$", "<p>\\[x\\]</p>"),
        ("- a\n\n  $$\n  b_1*c*\n  $$", "<ul>\n<li>\n<p>a</p>\n<p>\\[b_1*c*\\]</p>\n</li>\n</ul>"),
        ("> $$\n> x\n> y\n> $$", "<blockquote>\n<p>\\[x\ny\\]</p>\n</blockquote>"),
        ("**$$a|b$$**", "<p><strong>\\(a|b\\)</strong></p>"),
        ("`$$a$$`", "<p><code>$$a$$</code></p>"),
        ("$x*y*z$", "<p>$x<em>y</em>z$</p>"),
    ],
)
def test_formulas_are_kept_letter_by_letter(written: str, made: str) -> None:
    assert html(written) == made


# Definitions, abbreviations, footnotes


def test_definitions_become_a_list_of_them() -> None:
    assert html("Green\n: a\n: *b*\n\nBlack\nWhite\n\n: c\n\n  d\n\nE.\n") == (
        "<dl>\n<dt>Green</dt>\n<dd>a</dd>\n<dd><em>b</em></dd>\n<dt>Black</dt>\n<dt>White</dt>\n"
        "<dd>\n<p>c</p>\n<p>d</p>\n</dd>\n</dl>\n<p>E.</p>"
    )


def test_definitions_within_an_item_of_a_list_stay_in_it() -> None:
    assert html("* Size\n  : 1 kB\n* b\n") == (
        "<ul>\n<li>\n\n<dl>\n<dt>Size</dt>\n<dd>1 kB</dd>\n</dl>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"
    )


@pytest.mark.parametrize("written", ["A\n\n\n: b", ": b", "    A\n: b", "A:\nb : c", "```\nA\n: b\n```"])
def test_a_colon_alone_makes_no_definition(written: str) -> None:
    assert "<dl>" not in html(written)


def test_abbreviations_say_what_they_mean_where_they_are_words() -> None:
    assert html('HTML, XHTML and `HTML`.\n\n*[HTML]: Hyper "Text"\n') == (
        '<p><abbr title="Hyper &quot;Text&quot;">HTML</abbr>, XHTML and <code>HTML</code>.</p>'
    )


def test_abbreviations_that_stand_for_much_text_are_refused() -> None:
    with pytest.raises(ValueError, match="too much text"):
        html("A " * 2000 + f"\n\n*[A]: {'b' * 1000}\n")


def test_footnotes_have_the_anchors_of_the_page() -> None:
    made = html("A[^milk] b[^2] c[^milk].\n\n[^milk]: Note.\n[^2]: Other.\n")
    for anchor in ("fn:milk", "fnref:milk", "fnref:milk:1", "fn:2", "fnref:2"):
        assert f'id="{anchor}"' in made
        assert f'href="https://example.com/a/#{anchor}"' in made
    assert "fn-" not in made


# HTML


def test_markdown_within_elements_that_ask_for_it_is_markdown() -> None:
    assert html('<div markdown="1">\n*a*\n\n- b[^1]\n</div>\n\n[^1]: c').startswith(
        "<div>\n<p><em>a</em></p>\n<ul>\n<li>b<sup>"
    )
    assert html('<p markdown="1">*a*</p>') == "<p><em>a</em></p>"
    assert html('<div>\n<section markdown="1">\n*a*\n</section>\n*b*\n</div>') == (
        "<div>\n<section>\n<p><em>a</em></p>\n</section>\n*b*\n</div>"
    )


def test_an_element_ends_with_its_end_and_not_with_a_blank_line() -> None:
    assert html("<div>\n  *a*\n\n      *b*\n</div>\n*c*") == "<div>\n  *a*\n\n      *b*\n</div>\n<p><em>c</em></p>"


def test_a_line_that_is_a_tag_of_running_text_begins_a_paragraph() -> None:
    assert html("<br>\n**a**") == "<p><br>\n<strong>a</strong></p>"


# Tables, lists, links


def test_a_table_needs_no_head() -> None:
    row = "<tr>\n<td>a</td>\n<td><code>b|c</code></td>\n</tr>\n"
    assert html("| a | `b|c` |\n") == f"<table>\n<tbody>\n{row}</tbody>\n</table>"


def test_a_table_may_be_ruled_with_plus_signs() -> None:
    assert html("|a|b|\n|--+:-:|\n|c|d|\n|=====|\n|e|f|\n") == (
        '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="center">b</th>\n</tr>\n</thead>\n<tbody>\n'
        '<tr>\n<td>c</td>\n<td align="center">d</td>\n</tr>\n<tr>\n<td>e</td>\n<td align="center">f</td>\n</tr>\n'
        "</tbody>\n</table>"
    )


def test_a_paragraph_with_a_pipe_in_one_line_is_no_table() -> None:
    assert html("a | b\nc") == "<p>a | b\nc</p>"


def test_a_caret_ends_a_list() -> None:
    assert html("* a\n^\n* b\n").count("<ul>") == 2


def test_a_list_of_another_kind_below_an_item_belongs_to_it() -> None:
    assert html("1. a\n  - b\n  - c\n1. d\n") == (
        "<ol>\n<li>a\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ol>"
    )


def test_an_address_may_have_spaces() -> None:
    assert html('![a](b (1) c.png "d")') == (
        '<p><img src="https://example.com/a/b%20(1)%20c.png" alt="a" title="d"></p>'
    )


def test_emphasis_may_end_before_a_letter() -> None:
    assert html("a **b.**c *d.*e") == "<p>a <strong>b.</strong>c <em>d.</em>e</p>"


@pytest.mark.parametrize(
    "written",
    [
        "<div>\n\n      <img src='a.png'>\n</div>",
        '<div markdown="1">\n![](a.png)\n</div>',
        "![](<a.png>)",
        "![](a.png )",
    ],
)
def test_pictures_that_the_page_shows_are_in_the_sitemap(written: str) -> None:
    found = body_images(written, Markup.MARKDOWN, BASE, KRAMDOWN)
    assert [image.url for image in found] == ["https://example.com/a/a.png"]
