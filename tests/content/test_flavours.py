"""What Python-Markdown, goldmark and pulldown-cmark add to Markdown; seen in what they make of the same texts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from feedpub.content import flavour as flavours
from feedpub.content import render
from feedpub.content.flavour import COMMON, GOLDMARK, PULLDOWN, Flavour, delimiters
from feedpub.model.records import Markup

BASE = "https://example.com/a/"
PYTHON = Flavour(
    constructs=(
        flavours.ABBREVIATIONS,
        flavours.ADMONITIONS,
        flavours.ATTRIBUTES,
        flavours.BARE_ATTRIBUTES,
        flavours.DEFINITIONS,
        flavours.ELEMENTS,
        flavours.HEADING_ATTRIBUTES,
        flavours.TOC,
    ),
    footnotes="python",
)


def html(written: str, flavour: Flavour) -> str:
    return render(written, Markup.MARKDOWN, BASE, flavour)


def anchors(flavour: Flavour) -> list[str]:
    """Return the ids of two references to one note, of the note, and of those to another."""
    made = html("A[^milk] b[^milk] c[^tea].\n\n[^milk]: Note.\n[^tea]: Other.\n", flavour)
    ids = [part.partition('"')[0] for part in made.split('id="')[1:]]
    assert all(f'href="https://example.com/a/#{each}"' in made for each in ids)
    return ids


@pytest.mark.parametrize(
    ("flavour", "found"),
    [
        (COMMON, ["fnref-milk", "fnref-milk-2", "fnref-tea", "fn-milk", "fn-tea"]),
        (PYTHON, ["fnref:milk", "fnref2:milk", "fnref:tea", "fn:milk", "fn:tea"]),
        (GOLDMARK, ["fnref:1", "fnref1:1", "fnref:2", "fn:1", "fn:2"]),
        (PULLDOWN, ["fr-milk-1", "fr-milk-2", "fr-tea-1", "milk", "tea"]),
        (replace(PULLDOWN, footnotes="zola-bottom"), ["fr-milk-1", "fr-milk-2", "fr-tea-1", "fn-milk", "fn-tea"]),
    ],
)
def test_footnotes_have_the_anchors_that_the_generator_gives_them(flavour: Flavour, found: list[str]) -> None:
    assert anchors(flavour) == found


@pytest.mark.parametrize("flavour", [COMMON, GOLDMARK])
@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("> [!NOTE]\n> hot", "<blockquote>\n<p><strong>Note</strong></p>\n<p>hot</p>\n</blockquote>"),
        (
            "> [!tip]- My *tip*\n> hot",
            "<blockquote>\n<p><strong>My <em>tip</em></strong></p>\n<p>hot</p>\n</blockquote>",
        ),
        ("> [!info|x]+ 주의\n>\n> hot", "<blockquote>\n<p><strong>주의</strong></p>\n<p>hot</p>\n</blockquote>"),
        ("> hot\n> [!NOTE]", "<blockquote>\n<p>hot\n[!NOTE]</p>\n</blockquote>"),
        ("[!NOTE] hot", "<p>[!NOTE] hot</p>"),
        ("`> [!NOTE]`", "<p><code>&gt; [!NOTE]</code></p>"),
    ],
)
def test_the_title_of_a_callout_stands_in_bold_before_its_text(flavour: Flavour, written: str, made: str) -> None:
    assert html(written, flavour) == made


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("::: tip\nhot\n:::\n\nEnd", "<p><strong>Tip</strong></p>\n<p>hot</p>\n<p>End</p>"),
        (
            "a\n:::warning Mind the pot\n- hot\n:::",
            "<p>a</p>\n<p><strong>Mind the pot</strong></p>\n<ul>\n<li>hot</li>\n</ul>",
        ),
        (
            ":::: {.note}\n::: tip\nhot\n:::\n::::",
            "<p><strong>Note</strong></p>\n<p><strong>Tip</strong></p>\n<p>hot</p>",
        ),
        ("::: tip\nhot", "<p>::: tip\nhot</p>"),
        ("a\n\n:::", "<p>a</p>\n<p>:::</p>"),
        ("    ::: tip\n    :::", "<pre><code>::: tip\n:::\n</code></pre>"),
    ],
)
def test_the_title_of_a_container_stands_in_bold_before_its_text(written: str, made: str) -> None:
    assert html(written, COMMON) == made


@pytest.mark.parametrize("written", ["[TOC]", "[toc]", "[[toc]]", "[[_TOC_]]", "@[TOC]", "${toc}"])
def test_a_mark_for_the_table_of_contents_is_nothing(written: str) -> None:
    assert html(f"{written}\n\nPots", COMMON) == html(f"{written}\n\nPots", GOLDMARK) == "<p>Pots</p>"
    assert "oc" in html(f"{written} of the pots\n", COMMON).lower()


@pytest.mark.parametrize("written", ["{::comment}a{:/comment}", "a\n: b", "!!! a", "*[A]: b", "$$a*b*$$ \\\\(x\\\\)"])
def test_common_markdown_knows_nothing_of_it(written: str) -> None:
    assert html(written, COMMON) == html(written, Flavour())
    assert "<dl>" not in html(written, COMMON)


# Python-Markdown


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('!!! note "M"\n    *a*\n\n    *b*', "<p><strong>M</strong></p>\n<p><em>a</em></p>\n<p><em>b</em></p>"),
        ("!!! tip\n    [b]\n\n[b]: /", '<p><strong>Tip</strong></p>\n<p><a href="https://example.com/">b</a></p>'),
        ('!!! danger ""\n    W', "<p>W</p>"),
        ('!!! important highlight "T"\n    W', "<p><strong>T</strong></p>\n<p>W</p>"),
    ],
)  # fmt: skip
def test_an_admonition_is_a_block_with_its_title(written: str, made: str) -> None:
    assert html(f"Intro.\n\n{written}\n\nEnd.", PYTHON) == f"<p>Intro.</p>\n<div>\n{made}\n</div>\n<p>End.</p>"


def test_admonitions_stand_in_each_other_and_in_lists() -> None:
    assert html("!!! a\n    !!! b\n        c\n", PYTHON) == (
        "<div>\n<p><strong>A</strong></p>\n<div>\n<p><strong>B</strong></p>\n<p>c</p>\n</div>\n</div>"
    )
    assert html("- a\n\n    !!! b\n        c\n\n- d\n", PYTHON) == (
        "<ul>\n<li>\n<p>a</p>\n<div>\n<p><strong>B</strong></p>\n<p>c</p>\n</div>\n</li>\n<li>\n<p>d</p>\n</li>\n</ul>"
    )


def test_what_opens_has_a_summary() -> None:
    assert html('???+ note "T"\n    a\n', PYTHON) == '<details open="">\n<summary>T</summary>\n<p>a</p>\n</details>'
    assert html("??? tip\n    a\n", PYTHON) == "<details>\n<summary>Tip</summary>\n<p>a</p>\n</details>"


@pytest.mark.parametrize("written", ["What!!! a", "`!!! a`", "```\n!!! a\n```", "    !!! a"])
def test_exclamation_marks_elsewhere_are_text(written: str) -> None:
    assert "!!! a" in html(written, PYTHON)


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("[a](#h)\n\n## H {#h .b}", '<p><a href="https://example.com/a/#h">a</a></p>\n<h2 id="h">H</h2>'),
        ("[a](#h)\n\nH {: #h }\n---", '<p><a href="https://example.com/a/#h">a</a></p>\n<h2 id="h">H</h2>'),
        ('a\n{: .b title="c"}', '<p title="c">a</p>'),
        ('*a*{title="b"}', '<p><em title="b">a</em></p>'),
        ("- a {: .b }\n- c", "<ul>\n<li>a</li>\n<li>c</li>\n</ul>"),
        ("f {x} and a{b}", "<p>f {x} and a{b}</p>"),
    ],
)
def test_attributes_are_no_text(written: str, made: str) -> None:
    assert html(written, PYTHON) == made


def test_definitions_of_several_paragraphs_are_read_with_four_blanks() -> None:
    assert html("Apple\n:   Fruit\n\n    Round\n\nOrange\n\n:   Citrus\n", PYTHON) == (
        "<dl>\n<dt>Apple</dt>\n<dd>\n<p>Fruit</p>\n<p>Round</p>\n</dd>\n"
        "<dt>Orange</dt>\n<dd>\n<p>Citrus</p>\n</dd>\n</dl>"
    )


def test_the_place_of_a_table_of_contents_is_left_out() -> None:
    assert html("[TOC]\n\na `[TOC]`\n", PYTHON) == "<p>a <code>[TOC]</code></p>"


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("a $x_1*y*z$ b", "<p>a $x_1*y*z$ b</p>"),
        ("it costs $5 or $6 *now*", "<p>it costs $5 or $6 <em>now</em></p>"),
        ("\\begin{align}\na*b*c \\\\\n\\end{align}", "<p>\\begin{align}\na*b*c \\\\\n\\end{align}</p>"),
    ],
)
def test_formulas_between_dollars_are_kept_letter_by_letter(written: str, made: str) -> None:
    mathematics = (flavours.DOLLAR, delimiters("\\begin{align}", "\\end{align}", is_block=True))
    assert html(written, replace(PYTHON, mathematics=mathematics)) == made


# goldmark


def test_goldmark_has_definitions_and_attributes_of_headings() -> None:
    assert html("Tea\n: a\n: b\n\n## H {.c}\n", GOLDMARK) == (
        "<dl>\n<dt>Tea</dt>\n<dd>a</dd>\n<dd>b</dd>\n</dl>\n<h2>H</h2>"
    )


def test_attributes_of_blocks_are_no_text_where_they_are_on() -> None:
    assert html('a\n{.b title="c"}\n\n> d\n{.e}\n', GOLDMARK) == (
        "<p>a\n{.b title=&quot;c&quot;}</p>\n<blockquote>\n<p>d\n{.e}</p>\n</blockquote>".replace("&quot;", '"')
    )
    flavour = replace(GOLDMARK, constructs=(*GOLDMARK.constructs, flavours.BARE_LINES))
    assert html('a\n{.b title="c"}\n\n> d\n{.e}\n', flavour) == (
        '<p title="c">a</p>\n<blockquote>\n<p>d</p>\n</blockquote>'
    )


def test_what_is_passed_through_is_kept_letter_by_letter() -> None:
    flavour = replace(GOLDMARK, mathematics=(flavours.TEX_BLOCK, flavours.DOLLARS, flavours.TEX_SPAN))
    assert html("\\[ a*b*c \\\\\\\\ \\]\n\nIn \\(a*b*c\\) `\\(a\\)`.\n\n$$\na \\\\\nb\n$$\n", flavour) == (
        "<p>\\[ a*b*c \\\\\\\\ \\]</p>\n<p>In \\(a*b*c\\) <code>\\(a\\)</code>.</p>\n<p>$$\na \\\\\nb\n$$</p>"
    )


@pytest.mark.parametrize("written", ["- \\( a\n- b \\)", "| \\( |\n|---|\n| \\) |", "> \\( a\n\n\\)"])
def test_a_formula_ends_in_the_block_that_it_begins_in(written: str) -> None:
    assert "\\" not in html(written, replace(GOLDMARK, mathematics=(flavours.TEX_SPAN,)))


def test_what_is_switched_off_is_text() -> None:
    assert html("~~a~~ https://e.org/", replace(GOLDMARK, without=("strikethrough", "autolink"))) == (
        "<p>~~a~~ https://e.org/</p>"
    )


def test_pictures_by_name_become_signs_but_in_code() -> None:
    flavour = replace(GOLDMARK, extensions=("shortcodes",))
    assert html("Done :tada: `:tada:` :nope:", flavour) == "<p>Done 🎉 <code>:tada:</code> :nope:</p>"


def test_breaks_and_typography_are_made_where_they_are_asked_for() -> None:
    assert html('"a" -- b\nc', replace(PULLDOWN, smart=True)) == "<p>“a” – b\nc</p>"
    assert html("a\nb", replace(GOLDMARK, breaks=True)) == "<p>a<br>\nb</p>"
