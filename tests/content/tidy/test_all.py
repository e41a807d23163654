"""feedpub.content: whatever is written, tidying ends soon, once is enough, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.content import excerpt, render
from feedpub.content.tidy import tidy
from feedpub.model.records import Markup

URL = "https://tea.example/pots/"

PIECES = [
    '<h2 id="x">',
    "</h2>",
    '<a href="#x" class="anchor">',
    "#",
    "</a>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    '<table class="lntable">',
    "</table>",
    "<tr>",
    '<td class="lntd">',
    "1\n2\n",
    '<span class="ln">1</span>',
    "<math>",
    "</math>",
    "<mi>x</mi>",
    '<annotation encoding="TeX">',
    "</annotation>",
    '<span class="katex">',
    "</span>",
    '<iframe src="https://www.youtube.com/embed/abcdefg">',
    "</iframe>",
    '<object data="x.pdf">',
    '<lite-youtube videoid="abcdefg">',
    '<embed src="y.mp3">',
    '<script type="math/tex">',
    "</script>",
    "<mjx-container>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "a &amp; &lt;b&gt;",
    "<audio>",
    '<img src="">',
    '<div class="ec-line">',
    "<li>",
    "<template>",
    "<select>",
    "<b>",
    "<noscript>",
    "<!--",
    "-->",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_text_makes_it_fail_or_lets_a_script_through(body: str) -> None:
    result = render(body, Markup.HTML, URL)
    assert "<script" not in result
    assert "<mjx" not in result
    assert excerpt(body, Markup.HTML, "", 50) is not None


@pytest.mark.parametrize(
    "body",
    [
        '<p>Tea &amp; <b>milk</b></p>\n<!-- more -->\n<pre><code class="language-go">x\n</code></pre><IMG src=a>',
        '<h2 id="pots">Pots</h2><p class="lead">See <a href="#pots">pots</a><sup><a href="#fn:1">1</a></sup></p>',
        '<table><tr><td>1</td></tr></table><p style="color: red">x<p>y',
    ],
)
def test_a_text_without_anything_of_the_kind_is_the_same(body: str) -> None:
    assert tidy(body) is body


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 480 + '<pre><span class="ln">1</span>x</pre>' + "</div>" * 480,
        "<math>" + "<mrow>" * 450 + "<mi>x</mi>",
        '<span class="katex">' * 400 + "<math><mi>x</mi></math>",
    ],
)
def test_depth_is_no_matter(body: str) -> None:
    assert "x" in render(body, Markup.HTML, URL)
    assert "x" in excerpt(body, Markup.HTML, "", 50)


def test_elements_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="close them"):
        excerpt('<svg width="300">' * 1000, Markup.HTML, "", 50)
