"""feedpub.content: a formula stands once, as MathML with its TeX, or as TeX."""

from __future__ import annotations

import pytest

from feedpub.content import excerpt, render
from feedpub.model.records import Markup

TEX = r"\frac{a}{2}"
DRAWING = '<span class="katex-html" aria-hidden="true"><span class="base"><span class="mfrac">2a</span></span></span>'
INNER = "<mrow><mfrac><mi>a</mi><mn>2</mn></mfrac></mrow>"
MATHML = (
    f'<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>{INNER}'
    f'<annotation encoding="application/x-tex">{TEX}</annotation></semantics></math>'
)
KATEX = f'<span class="katex"><span class="katex-mathml">{MATHML}</span>{DRAWING}</span>'
FORMULA = f'<math alttext="{TEX}">{INNER}</math>'
ASSISTIVE = f"<math>{INNER}</math>"


def html(body: str) -> str:
    return render(body, Markup.HTML, "https://tea.example/")


def summary(body: str) -> str:
    return excerpt(body, Markup.HTML, "", 200)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        pytest.param(KATEX, FORMULA, id="KaTeX"),
        pytest.param(f'<span class="katex">{MATHML}</span>', FORMULA, id="Hugo's ToMath"),
        pytest.param(MATHML, FORMULA, id="Pandoc"),
        pytest.param(
            f'<mjx-container class="MathJax" jax="CHTML"><mjx-math class="MJX-TEX" aria-hidden="true"><mjx-mi></mjx-mi>'
            f'</mjx-math><mjx-assistive-mml display="inline">{ASSISTIVE}</mjx-assistive-mml></mjx-container>',
            ASSISTIVE,
            id="MathJax 3",
        ),
        pytest.param(
            f'<span class="MathJax_Preview"></span><span class="MathJax"><nobr aria-hidden="true">a2</nobr>'
            f'<span class="MJX_Assistive_MathML">{ASSISTIVE}</span></span><script type="math/tex">{TEX}</script>',
            ASSISTIVE,
            id="MathJax 2",
        ),
        pytest.param(
            '<span class="MathJax" data-mathml="&lt;math&gt;&lt;mi&gt;y&lt;/mi&gt;&lt;/math&gt;"><nobr>y</nobr></span>',
            "<math><mi>y</mi></math>",
            id="MathJax 2 without assistive MathML",
        ),
        pytest.param(
            f'<span class="MathJax_Preview">{TEX}</span><script type="math/tex">{TEX}</script>',
            rf"\({TEX}\)",
            id="MathJax 2, a script",
        ),
        pytest.param(
            f'<span class="mwe-math-element"><span style="display: none">{MATHML}</span>'
            f'<img src="/a.svg" class="mwe-math-fallback-image-inline" aria-hidden="true" alt="{TEX}"></span>',
            FORMULA,
            id="MediaWiki",
        ),
        pytest.param(f'<math><annotation encoding="TeX">{TEX}</annotation></math>', TEX, id="nothing but TeX"),
    ],
)
def test_a_formula_stands_once(written: str, published: str) -> None:
    result = html(f"<p>It is {written}.</p>")
    assert result == f"<p>It is {published}.</p>"
    assert html(result) == result


def test_a_formula_on_a_line_of_its_own_says_so() -> None:
    assert html(f'<span class="katex-display">{KATEX}</span>') == (
        f'<math display="block" alttext="{TEX}">{INNER}</math>'
    )
    assert html(f'<script type="math/tex; mode=display">% <![CDATA[\n{TEX} %]]></script>') == rf"\[{TEX}\]"


def test_mathematics_of_a_post_in_markdown_is_kept() -> None:
    body = "Half is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>, and `<math>` is code."
    assert render(body, Markup.MARKDOWN, "https://tea.example/") == (
        "<p>Half is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>, and <code>&lt;math&gt;</code> is code.</p>"
    )


@pytest.mark.parametrize("written", [KATEX, MATHML, f'<span class="katex-display">{KATEX}</span>'])
def test_a_summary_has_its_tex(written: str) -> None:
    assert summary(f"<p>It is {written}.</p>") == f"It is {TEX}."


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"),
        ("<math><msup><mi>x</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msup></math>", "x^(n+1)"),
        ("<math><msqrt><mi>x</mi></msqrt></math>", "√(x)"),
    ],
)
def test_a_summary_has_a_formula_without_tex_on_one_line(formula: str, text: str) -> None:
    assert summary(f"<p>It is {formula}.</p>") == f"It is {text}."


def test_a_class_around_a_whole_text_takes_nothing_away() -> None:
    assert html(f'<div class="katex mathjax"><p>It is {KATEX}, and more.</p></div>') == (
        f"<div><p>It is {FORMULA}, and more.</p></div>"
    )


def test_a_drawing_without_mathml_stays() -> None:
    assert "2a" in html(f'<p><span class="katex">{DRAWING}</span></p>')


def test_scripts_and_links_do_not_hide_in_mathematics() -> None:
    result = html(
        '<math href="javascript:x"><mi onclick="x()" style="color:red">a</mi><annotation-xml encoding="text/html">'
        "<script>x</script></annotation-xml></math><math><mtext><table><mglyph><style><img src=x onerror=x></style>"
        "</mglyph></table></mtext></math>"
    )
    assert result.startswith("<math><mi>a</mi></math>")
    assert "onerror" not in result
    assert "script" not in result
