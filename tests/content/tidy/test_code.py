"""feedpub.content: blocks of code are their text, without numbers of lines, buttons and tables."""

from __future__ import annotations

import re
from html import unescape

import pytest

from feedpub.content import render
from feedpub.model.records import Markup
from feedpub.text.plain import TAG

CODE = "if a < b\n  brew\n"


def html(body: str) -> str:
    return render(body, Markup.HTML, "https://tea.example/")


def code_of(result: str) -> str:
    """The text of the one block of code, after which nothing stands."""
    (block,) = re.findall(r"<pre>(?:<code>)?(.*?)(?:</code>)?</pre>", result, re.DOTALL)
    return unescape(re.sub(TAG, "", block.replace("<br>", "\n")))


NUMBERED = [
    pytest.param(
        '<div class="highlight"><div class="chroma">\n<table class="lntable"><tr><td class="lntd">\n'
        '<pre tabindex="0" class="chroma"><code><span class="lnt">1\n</span><span class="lnt">2\n</span>'
        "</code></pre></td>\n"
        '<td class="lntd">\n<pre class="chroma"><code class="language-lua"><span class="line"><span class="cl">'
        '<span class="k">if</span> a &lt; b\n</span></span><span class="line"><span class="cl">  brew\n</span></span>'
        "</code></pre></td></tr></table>\n</div>\n</div>",
        id="Chroma, table",
    ),
    pytest.param(
        '<div class="highlight"><div style="color:#fff"><table style="border:0"><tr><td style="border:0">\n'
        "<pre><code><span>1\n</span><span>2\n</span></code></pre></td>\n<td>\n"
        '<pre><code class="language-lua">if a &lt; b\n  brew\n</code></pre></td></tr></table></div></div>',
        id="Chroma, table without classes",
    ),
    pytest.param(
        '<div class="highlight"><pre class="chroma"><code><span class="line"><span class="ln">1</span><span class="cl">'
        'if a &lt; b\n</span></span><span class="line"><span class="ln">2</span><span class="cl">  brew\n</span></span>'
        "</code></pre></div>",
        id="Chroma, inline",
    ),
    pytest.param(
        '<pre><code><span style="display:flex"><span style="white-space:pre;user-select:none;color:#7f7f7f">1</span>'
        '<span>if a &lt; b\n</span></span><span style="display:flex"><span style="user-select: none">2</span>'
        "<span>  brew\n</span></span></code></pre>",
        id="Chroma, inline without classes",
    ),
    pytest.param(
        '<div class="language-lua highlighter-rouge"><div class="highlight"><pre class="highlight"><code>'
        '<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1\n2\n</pre></td>'
        '<td class="rouge-code"><pre><span class="k">if</span> a &lt; b\n  brew\n</pre></td></tr></tbody></table>'
        "</code></pre></div></div>",
        id="Rouge",
    ),
    pytest.param(
        '<div class="language-lua highlighter-rouge"><div class="code-header"><span data-label-text="Lua"><i></i>'
        '</span><button aria-label="copy"><i></i></button></div><div class="highlight"><code>'
        '<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1\n2\n</pre></td>'
        '<td class="rouge-code"><pre>if a &lt; b\n  brew\n</pre></td></tr></tbody></table></code></div></div>',
        id="Rouge, in Chirpy",
    ),
    pytest.param(
        '<table class="rouge-line-table"><tbody><tr id="line-1" class="lineno"><td class="rouge-gutter gl">'
        "<pre>1</pre></td>"
        '<td class="rouge-code"><pre>if a &lt; b\n</pre></td></tr><tr id="line-2" class="lineno">'
        '<td class="rouge-gutter gl"><pre>2</pre></td><td class="rouge-code"><pre>  brew\n</pre></td></tr>'
        "</tbody></table>",
        id="Rouge, a row for each line",
    ),
    pytest.param(
        '<div class="highlight"><table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>'
        '<span></span><span class="normal">1</span>\n<span class="normal">2</span></pre></div></td>'
        '<td class="code"><div>'
        "<pre><span></span><code>if a &lt; b\n  brew\n</code></pre></div></td></tr></table></div>",
        id="Pygments, table",
    ),
    pytest.param(
        '<div class="highlight"><pre><span></span><span class="linenos">1</span>if a &lt; b\n'
        '<span class="linenos">2</span>  brew\n</pre></div>',
        id="Pygments, inline",
    ),
    pytest.param(
        '<div class="highlight"><pre><code><a id="__codelineno-0-1" href="#__codelineno-0-1"></a>if a &lt; b\n'
        '<a id="__codelineno-0-2" href="#__codelineno-0-2"></a>  brew\n</code></pre></div>',
        id="Material for MkDocs",
    ),
    pytest.param(
        '<div class="sourceCode" id="cb1"><pre class="sourceCode"><code><span id="cb1-1"><a href="#cb1-1" '
        'aria-hidden="true" tabindex="-1"></a>if a &lt; b</span>\n<span id="cb1-2"><a href="#cb1-2" aria-hidden="true">'
        "</a>  brew</span>\n</code></pre></div>",
        id="Pandoc",
    ),
    pytest.param(
        '<div class="expressive-code"><figure class="frame"><pre data-language="lua"><code><div class="ec-line">'
        '<div class="gutter"><div class="ln" aria-hidden="true">1</div></div><div class="code">'
        "<span>if</span> a &lt; b</div>"
        '</div><div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">2</div></div>'
        '<div class="code"><span class="indent">  </span>brew</div></div></code></pre><div class="copy">'
        '<button title="Copy to clipboard"><div></div></button></div></figure></div>',
        id="Expressive Code",
    ),
    pytest.param(
        '<div class="code-toolbar"><pre class="line-numbers"><code>if a &lt; b\n  brew\n<span aria-hidden="true" '
        'class="line-numbers-rows"><span></span><span></span></span></code></pre><div class="toolbar">'
        '<div class="toolbar-item"><span>Lua</span></div><div class="toolbar-item"><button>Copy</button>'
        "</div></div></div>",
        id="Prism",
    ),
    pytest.param(
        '<pre><code class="hljs"><table class="hljs-ln"><tbody><tr><td class="hljs-ln-line hljs-ln-numbers">'
        '<div class="hljs-ln-n" data-line-number="1"></div></td>'
        '<td class="hljs-ln-line hljs-ln-code">if a &lt; b</td></tr>'
        '<tr><td class="hljs-ln-numbers"><div class="hljs-ln-n"></div></td><td class="hljs-ln-code">  brew</td></tr>'
        "</tbody></table></code></pre>",
        id="highlight.js",
    ),
    pytest.param(
        '<figure class="highlight lua"><table><tr><td class="gutter"><pre><span class="line">1</span><br>'
        '<span class="line">2</span><br></pre></td><td class="code"><pre><span class="line">if a &lt; b</span><br>'
        '<span class="line">  brew</span><br></pre></td></tr></table></figure>',
        id="Hexo",
    ),
    pytest.param(
        '<pre data-linenos data-lang="lua"><code data-lang="lua"><table><tbody><tr><td>1</td><td><span>if a &lt; b\n'
        "</span></td></tr><tr><td>2</td><td><span>  brew\n</span></td></tr></tbody></table></code></pre>",
        id="Zola",
    ),
    pytest.param(
        '<div class="language-lua line-numbers-mode"><button title="Copy Code" class="copy"></button>'
        '<span class="lang">lua</span><pre class="shiki"><code><span class="line"><span>if a &lt; b</span></span>\n'
        '<span class="line">  brew</span>\n</code></pre><div class="line-numbers-wrapper" aria-hidden="true">'
        '<span class="line-number">1</span><br><span class="line-number">2</span><br></div></div>',
        id="VitePress",
    ),
    pytest.param(
        '<pre><code><span class="linenumber react-syntax-highlighter-line-number">1</span><span>if a &lt; b</span>\n'
        '<span class="linenumber react-syntax-highlighter-line-number">2</span><span>  brew</span>\n</code></pre>',
        id="react-syntax-highlighter",
    ),
    pytest.param(
        '<pre class="prettyprint linenums"><ol class="linenums"><li class="L0">if a &lt; b</li>'
        '<li class="L1">  brew</li>'
        "</ol></pre>",
        id="code-prettify",
    ),
    pytest.param(
        '<table class="highlight js-file-line-container"><tbody><tr><td class="blob-num" data-line-number="1"></td>'
        '<td class="blob-code">if a &lt; b</td></tr><tr><td class="blob-num" data-line-number="2"></td>'
        '<td class="blob-code">  brew</td></tr></tbody></table>',
        id="a gist",
    ),
]


@pytest.mark.parametrize("block", NUMBERED)
def test_code_is_its_text(block: str) -> None:
    result = html(block)
    assert code_of(result) == CODE
    assert "<table" not in result
    assert "lua" not in result.lower()
    assert "copy" not in result.lower()


@pytest.mark.parametrize("block", NUMBERED)
def test_a_second_rendering_changes_nothing(block: str) -> None:
    assert html(html(block)) == html(block)


def test_a_file_name_above_numbered_code_stays() -> None:
    block = (
        '<table class="highlighttable"><tr><th colspan="2" class="filename">'
        '<span class="filename">a.py</span></th></tr>'
        '<tr><td class="linenos"><pre>1</pre></td><td class="code"><pre>x</pre></td></tr></table>'
    )
    assert html(block) == "<p>a.py</p><pre><code>x</code></pre>"


@pytest.mark.parametrize(
    "table",
    [
        "<table><tbody><tr><td>1</td><td><pre>x</pre></td></tr></tbody></table>",
        "<table><tbody><tr><td><pre>a</pre></td><td><pre>b</pre></td></tr></tbody></table>",
        "<table><tbody><tr><td>1</td><td><pre>x</pre></td></tr><tr><td>2</td><td>y</td></tr></tbody></table>",
    ],
)
def test_tables_of_the_author_stay(table: str) -> None:
    assert html(table) == table


@pytest.mark.parametrize("text", ["The copy of the ad", "42 is the answer", "Line numbers are for pages"])
def test_words_stay_whatever_their_class(text: str) -> None:
    assert html(f'<p class="copy ln lineno gutter line-number lang">{text}</p>') == f"<p>{text}</p>"


def test_a_first_line_that_is_empty_stays() -> None:
    assert html('<pre><code><span class="ln">1</span>\n<span class="ln">2</span>a\n</code></pre>') == (
        "<pre><code>\na\n</code></pre>"
    )


def test_buttons_to_copy_code_go() -> None:
    assert html('<div><a class="copy-button" href="#">Copy</a><pre><code>a</code></pre></div>') == (
        "<div><pre><code>a</code></pre></div>"
    )


@pytest.mark.parametrize("label", ["code-header", "code-lang", "code-block-header"])
def test_the_name_of_a_language_goes_and_that_of_a_file_stays(label: str) -> None:
    block = '<div class="code"><div class="{}"><span>{}</span></div><pre><code>a</code></pre></div>'
    assert html(block.format(label, "Ruby")) == "<div><pre><code>a</code></pre></div>"
    assert "a.rb" in html(block.format(label, "a.rb"))
