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


@pytest.mark.parametrize(
    "script",
    [
        '<script type="math/tex; mode=display">x^2 < 3</script>',
        '<script src="https://gist.github.com/kim/a1b2.js"></script>',
    ],
)
def test_scripts_that_hold_something_of_the_text_stay(script: str) -> None:
    unseen = '<script src="/a.js"></script><script type="module">x</script><script>x</script>'
    assert body(dated(f"<p>Text.</p>{script}{unseen}")) == f"<p>Text.</p>{script}"


def test_text_without_elements_stays_text() -> None:
    assert body(page("<title>T</title>", "<main>a &lt; b<nav>n</nav> c</main>")) == "a &lt; b c"


@pytest.mark.parametrize(
    "chrome",
    [
        '<p class="reading-time">3 min read</p>',
        '<div class="post__meta">June</div>',
        '<div class="post-tags">tea</div>',
        '<ul class="tags"><li>tea</li></ul>',
        '<div class="related"><h2>Related</h2></div>',
        '<div class="author-card">Kim</div>',
        '<div class="author-bio">Kim writes</div>',
        '<div class="paginav">Next</div>',
        '<div class="post-nav-links">Next</div>',
        '<div class="newsletter-form">Your address</div>',
        '<div class="breadcrumb">Home</div>',
        '<div class="post-footer">F</div>',
        '<a class="edit-page" href="/e">Edit</a>',
        '<div class="toc"><ul><li>One</li></ul></div>',
        '<div id="TableOfContents">One</div>',
        '<div role="navigation">N</div>',
        '<section id="webmentions">W</section>',
        '<div class="social-icons">S</div>',
    ],
)
def test_blocks_of_the_page_go_by_their_names(chrome: str) -> None:
    assert body(dated(f"{chrome}<p>Text.</p>{chrome}")) == "<p>Text.</p>"


@pytest.mark.parametrize(
    "text",
    [
        '<ul id="markdown-toc"><li>One</li></ul>',
        '<p class="related-work">R</p>',
        '<div class="newsletter"><p>N</p></div>',
        '<p class="author">Kim</p>',
        '<div class="note tip">Share your comments</div>',
    ],
)
def test_text_of_the_author_stays_whatever_it_is_about(text: str) -> None:
    assert body(dated(text)) == text


def test_a_table_of_contents_in_what_is_nothing_but_the_text_is_the_author_s() -> None:
    toc = '<div class="toc"><ul><li>One</li></ul></div>'
    assert body(page("<title>T</title>", f'<div class="entry-content">{toc}<p>Text.</p></div>')) == f"{toc}<p>Text.</p>"


def test_a_heading_with_a_sign_is_the_title_still() -> None:
    text = dated("<p>Text.</p>", title="A B").replace("<h1>A B", '<h1 id="a">A B <a class="headerlink" href="#a">¶</a>')
    assert body(text) == "<p>Text.</p>"


def test_titles_of_signs_are_compared_by_these() -> None:
    assert body(dated("<p>Text.</p>", title="???").replace("<h1>???", "<h1>!!!")) == "<h1>!!!</h1><p>Text.</p>"


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
