"""The text of a page."""

from __future__ import annotations

import pytest

from feedpub.model.errors import UsageError
from feedpub.sites import html
from tests.dialects.html.pages import body, dated, page, post

TEXTS = {
    "article": dated("<p>Text.</p>"),
    "main": page("<title>T</title>", "<header>H</header><main><p>Text.</p></main><footer>F</footer>"),
    "role main": page("<title>T</title>", '<div role="main"><p>Text.</p></div>F'),
    "body": page("<title>T</title>", "<header>H</header><nav>N</nav><p>Text.</p><aside>A</aside><footer>F</footer>"),
    "articleBody": page("<title>T</title>", 'x<div itemprop="articleBody"><p>Text.</p></div>'),
    "e-content": page("<title>T</title>", 'x<div class="post e-content"><p>Text.</p></div>'),
    "header of the article": dated("<header><h2>by Kim</h2></header><p>Text.</p><footer>tags</footer>"),
    "heading again": dated("<p>Text.</p>", title="A B").replace("<h1>A B", "<h1>a <i>b</i>"),
    "date above": dated('<p><time datetime="2024-06-21">June</time></p><p>Text.</p><time datetime="x">y</time>'),
    "buttons": dated('<p>Text.</p><div class="share-buttons">S</div><form><button>B</button></form>'),
    "comments": dated('<p>Text.</p><section id="comments">C</section><div id="disqus_thread"></div>'),
    "script": dated("<p>Text.</p><script>1</script><style>x</style><template>t</template>"),
    "hidden": dated("<p>Text.</p><div hidden>H</div>"),
    "twice unwanted": dated('<p>Text.</p><nav hidden class="breadcrumbs" id="share">H</nav>'),
    "navigation": dated('<nav>toc</nav><p>Text.</p><ul class="pagination"><li>1</li></ul>'),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_surrounds_the_text_is_left_out(text: str) -> None:
    assert body(text) == "<p>Text.</p>"


def test_what_belongs_to_the_text_stays() -> None:
    text = (
        "<blockquote><p>Q</p><footer>Kim</footer></blockquote><section><header><h2>S</h2></header></section>"
        '<p>On <time datetime="2024-01-01">a day</time> &lt;b&gt;.</p>'
    )
    assert body(dated(text)) == text


def test_text_without_elements_stays_text() -> None:
    assert body(page("<title>T</title>", "<main>a &lt; b<nav>n</nav> c</main>")) == "a &lt; b c"


def test_the_anchors_of_headings_go_and_the_headings_stay() -> None:
    text = '<h2>One <a class="header-anchor" href="#one">#</a> two</h2><a class="anchor" href="/x">Text</a>'
    assert body(dated(text)) == '<h2>One  two</h2><a class="anchor" href="/x">Text</a>'


def test_a_selector_of_the_owner_goes_before_everything() -> None:
    text = dated('<div class="body"><aside>Mine</aside></div><p>Text.</p>')
    assert body(text, content="div.body") == "<aside>Mine</aside>"
    assert body(text, content=".nowhere") == '<div class="body"></div><p>Text.</p>'


def test_addresses_are_those_of_the_page_where_the_post_is_elsewhere() -> None:
    head = '<link rel="canonical" href="/a"><base href="/c/">'
    text = '<p><img src="x.png" srcset="y.png 2x, z.png"><a href="http://[">l</a></p>'
    made = body(dated(text, head=head))
    assert 'src="https://example.com/c/x.png"' in made
    assert 'srcset="https://example.com/c/y.png 2x, https://example.com/c/z.png"' in made


def test_the_pictures_of_the_text_are_those_of_the_post() -> None:
    text = dated('<p><img src="a.png" alt="A"></p>').replace("<main>", '<header><img src="/logo.png"></header><main>')
    assert [(image.url, image.alt) for image in post(text).body_images] == [("https://example.com/a/a.png", "A")]


def test_a_page_of_nothing_has_no_text() -> None:
    assert body("<!doctype html>") == ""


def test_a_selector_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="no CSS selector") as caught:
        html.check_selector("div..x")
    assert caught.value.diagnostics[0].code == "config/bad-selector"


def test_without_the_library_for_selectors_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cssselect", None)
    with pytest.raises(UsageError, match=r"feedpub\[html\]"):
        html.check_selector("div.unseen")
