"""feedpub.content: headings lose the signs by which a page lets people copy their addresses, and no word."""

from __future__ import annotations

import pytest

from feedpub.content import render
from feedpub.model.records import Markup

BASE = "https://tea.example/pots/"


def html(body: str) -> str:
    return render(body, Markup.HTML, BASE)


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param('<h2 id="p">Pots<a hidden class="anchor" aria-hidden="true" href="#p">#</a></h2>', id="PaperMod"),
        pytest.param(
            '<h2 class="relative group">Pots <div id="p" class="anchor"></div><span class="absolute select-none">'
            '<a class="text-primary-300" href="#p" aria-label="Anchor">#</a></span></h2>',
            id="Blowfish",
        ),
        pytest.param('<h2 id="p">Pots<a class="td-heading-self-link" href="#p"></a></h2>', id="Docsy"),
        pytest.param('<h2 id="p">Pots <a href="#p"><img src="/link.svg" alt="link"></a></h2>', id="a picture"),
        pytest.param('<h2 id="p">Pots<a href="#p" class="anchor"><i class="fas fa-hashtag"></i></a></h2>', id="Chirpy"),
        pytest.param(
            '<h2 id="p"><a href="#p" class="anchor-heading"><svg viewBox="0 0 16 16" aria-hidden="true">'
            '<use xlink:href="#svg-link"></use></svg></a> Pots</h2>',
            id="Just the Docs",
        ),
        pytest.param(
            '<h2 id="p">Pots<a class="header-link" href="#p"><span class="sr-only">Permalink</span></a></h2>',
            id="Minimal Mistakes",
        ),
        pytest.param(
            '<h2><a id="user-content-p" class="anchor" aria-hidden="true" href="#p">'
            '<span aria-hidden="true" class="octicon octicon-link"></span></a>Pots</h2>',
            id="GitHub",
        ),
        pytest.param('<h2 id="p"><a class="zola-anchor" href="#p">🔗</a>Pots</h2>', id="Zola"),
        pytest.param('<h2 id="p"><a class="header" href="#p">Pots</a></h2>', id="mdBook, around the words"),
        pytest.param('<h2 id="p">Pots <a class="header-anchor" href="#p">&ZeroWidthSpace;</a></h2>', id="VitePress"),
        pytest.param(
            '<h2 id="p">Pots <a class="header-anchor" href="#p"><span class="visually-hidden">Permalink to “Pots”'
            '</span> <span aria-hidden="true">#</span></a></h2>',
            id="markdown-it-anchor",
        ),
        pytest.param(
            '<h2 id="p"><a aria-hidden="true" tabindex="-1" href="#p"><span class="icon icon-link"></span>'
            "</a>Pots</h2>",
            id="rehype-autolink-headings",
        ),
        pytest.param('<a href="#p"><span class="icon icon-link"></span></a><h2 id="p">Pots</h2>', id="rehype, before"),
        pytest.param('<h2 id="p">Pots</h2><a href="#p">#</a>', id="rehype, after"),
        pytest.param('<h2 id="p"><a href="#p">Pots</a></h2>', id="rehype, around the words"),
        pytest.param('<h2>Pots<a class="headerlink" href="#p" title="Link to this heading">¶</a></h2>', id="Sphinx"),
        pytest.param(
            '<h2 class="anchor anchorWithStickyNavbar_LWe7" id="p">Pots<a href="#p" class="hash-link" '
            'aria-label="Direct link to Pots" title="Direct link to Pots">\u200b</a></h2>',
            id="Docusaurus",
        ),
        pytest.param(
            '<h2 id="p" style="position:relative"><a href="#p" class="anchor before"><svg height="16"></svg>'
            "</a>Pots</h2>",
            id="Gatsby",
        ),
        pytest.param('<h2 id="_p"><a class="anchor" href="#_p"></a>Pots</h2>', id="Asciidoctor"),
        pytest.param('<h2 id="p">Pots<a class="anchorjs-link " aria-label="Anchor" href="#p"></a></h2>', id="AnchorJS"),
        pytest.param(f'<h2 id="p">Pots <a href="{BASE}#p">§</a></h2>', id="with the address of the page"),
        pytest.param('<h2 id="p"><a class="anchor" href="#p"><img src="/l.svg" alt=""></a>Pots</h2>', id="a picture"),
        pytest.param('<h2>Pots <a href="#p">#</a></h2>', id="id nowhere"),
        pytest.param('<h2 id="p">Pots <a href="#p">↩ ❦</a></h2>', id="any sign that leads to the heading"),
        pytest.param('<h2 id="p">Pots <a href="#p">[link]</a></h2>', id="a word in brackets"),
        pytest.param('<h2><a href="#p" id="p">#</a> Pots</h2>', id="id on the link"),
    ],
)
def test_a_heading_is_its_words(heading: str) -> None:
    assert html(heading) == "<h2>Pots</h2>"


@pytest.mark.parametrize(
    "heading",
    [
        '<div class="markdown-heading"><h2 class="heading-element">Pots</h2><a class="anchor" href="#p"></a></div>',
        (
            '<div class="sl-heading-wrapper level-h2"><h2 id="p">Pots</h2><a class="sl-anchor-link" href="#p">'
            '<span aria-hidden="true"></span><span class="sr-only">Section titled “Pots”</span></a></div>'
        ),
    ],
)
def test_a_sign_beside_a_heading_goes(heading: str) -> None:
    assert html(heading) == "<div><h2>Pots</h2></div>"


def test_a_heading_of_signs_stays() -> None:
    assert html('<h2 id="p"><a href="#p">???</a></h2>') == "<h2>???</h2>"


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>Learning C#</h2>",
        '<h2>C <a href="https://c.example/#a">#</a></h2>',
        '<h2><a href="https://other.example/#p">Pots</a></h2>',
        f'<h2>See <a href="{BASE}#lids">Lids</a></h2>',
        '<h2>The <a href="https://c.example/a#top">anchor</a> of a ship</h2>',
        f'<h2>Pots<sup><a href="{BASE}#fn1">*</a></sup></h2>',
    ],
)
def test_links_of_the_author_stay(heading: str) -> None:
    assert html(heading) == heading


def test_words_in_a_class_of_signs_stay() -> None:
    assert html('<h2><a class="anchor" href="#p">Pots</a> and lids</h2><p class="permalink">For ever</p>') == (
        f'<h2><a href="{BASE}#p">Pots</a> and lids</h2><p>For ever</p>'
    )


@pytest.mark.parametrize(
    "heading", ['<h2><a href="#p" id="p">#</a> Pots</h2>', '<h2><a name="p" href="#p">#</a>Pots</h2>']
)
def test_a_link_to_the_sign_leads_to_the_heading(heading: str) -> None:
    assert html(f'<p><a href="#p">go</a></p>{heading}') == f'<p><a href="{BASE}#p">go</a></p><h2 id="p">Pots</h2>'


def test_a_heading_with_an_id_of_its_own_has_both() -> None:
    result = html('<p><a href="#p">go</a> <a href="#q">on</a></p><h2 id="q"><a href="#p" id="p">#</a> Pots</h2>')
    assert result.endswith('<h2 id="q"><span id="p"></span>Pots</h2>')


def test_the_sign_of_a_summary_goes() -> None:
    body = '<details><summary id="p">Pots <a href="#p">#</a></summary>x</details>'
    assert html(body) == "<details><summary>Pots</summary>x</details>"


def test_signs_of_other_elements_go_where_their_class_says_so() -> None:
    assert html('<dl><dt>brew()<a class="headerlink" href="#brew">¶</a></dt></dl>') == "<dl><dt>brew()</dt></dl>"
