"""What a page says of itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.model.details import Translation
from feedpub.model.records import Absence, Author
from feedpub.text.dates import rfc3339
from tests.dialects.html.pages import URL, dated, page, post, record


def ld(*objects: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in objects)


def when(html: str, path: str = "a/index.html") -> str | None:
    date = post(html, path).date
    return rfc3339(date) if date else None


ARTICLE = {"@type": "BlogPosting", "headline": "Hello", "datePublished": "2024-06-21T10:00:00Z"}
TIME = "2024-06-21T10:00:00Z"

DATED = {
    "Open Graph": dated(),
    "JSON-LD": page(ld(ARTICLE)),
    "JSON-LD in a list": page(ld([{"@type": "WebSite"}, ARTICLE])),
    "JSON-LD in a graph": page(ld({"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"}, ARTICLE]})),
    "JSON-LD in the body": page(body=ld(ARTICLE)),
    "JSON-LD with several types": page(ld({**ARTICLE, "@type": ["Thing", "https://schema.org/NewsArticle"]})),
    "JSON-LD of two plug-ins": page(ld(ARTICLE, {**ARTICLE, "@type": "Article"})),
    "JSON-LD of this page among others": page(
        ld({**ARTICLE, "mainEntityOfPage": {"@id": f"{URL}a/"}}, {"@type": "Article", "datePublished": "2001-01-01"})
    ),
    "microdata": page(
        body='<div itemscope itemtype="https://schema.org/BlogPosting"><h1 itemprop="headline">Hello</h1>'
        f'<meta itemprop="datePublished" content="{TIME}"></div>'
    ),
    "h-entry": page(body=f'<div class="h-entry"><time class="dt-published" datetime="{TIME}">x</time></div>'),
    "hentry": page(body=f'<div class="hentry"><abbr class="published" title="{TIME}">x</abbr></div>'),
    "pubdate": page(body=f'<p>x <time pubdate datetime="{TIME}">x</time></p>'),
    "meta date": page(f'<meta name="DC.date.issued" content="{TIME}">'),
    "time of the one article": page(body=f'<article><h1>Hello</h1><time datetime="{TIME}">x</time><p>T</p></article>'),
    "time of the article with the heading": page(
        body=f'<article><h1>Hello</h1><p>On <time datetime="{TIME}">x</time></p></article>'
        '<article><h2><a href="/b/">Other</a></h2><time datetime="2001-01-01">y</time></article>'
    ),
    "heading that links itself": page(
        body=f'<article><h1><a href="/a/">Hello</a></h1><time datetime="{TIME}">x</time></article>'
    ),
}
UNDATED = {
    "nothing": page(body="<p>Text.</p>"),
    "website of Open Graph": dated(head='<meta property="og:type" content="website">'),
    "JSON-LD of a page": page(ld({"@type": "WebPage", "datePublished": TIME})),
    "JSON-LD of another page": page(ld({**ARTICLE, "url": f"{URL}b/"})),
    "JSON-LD of several": page(ld(ARTICLE, {**ARTICLE, "headline": "Other"})),
    "JSON-LD of a list": page(ld({"@type": "Blog", "blogPost": [ARTICLE]})),
    "JSON-LD that is broken": page('<script type="application/ld+json">{"@type": "Article", </script>'),
    "JSON-LD of nothing": page(ld(7, None, {"@type": 5}, [])),
    "microdata of a list": page(
        body="".join(
            f'<div itemscope itemtype="http://schema.org/Article"><time itemprop="datePublished" datetime="{day}">'
            "</time></div>"
            for day in ("2024-01-01", "2024-01-02")
        )
    ),
    "microdata of a member of a blog": page(
        body='<div itemprop="blogPost" itemscope itemtype="http://schema.org/BlogPosting">'
        f'<meta itemprop="datePublished" content="{TIME}"></div>'
    ),
    "entry that leads elsewhere": page(
        body='<div class="h-entry"><a href="/b/"><h2>Other</h2></a>'
        f'<time class="dt-published" datetime="{TIME}"></time></div>'
    ),
    "two dates": page(body=f'<time pubdate datetime="{TIME}"></time><time pubdate datetime="{TIME}"></time>'),
    "article without a heading of the page": page(body=f'<article><h2>x</h2><time datetime="{TIME}"></time></article>'),
    "time in the text": page(
        body=f'<article><h1>Hello</h1><blockquote><time datetime="{TIME}"></time></blockquote></article>'
    ),
}


@pytest.mark.parametrize("html", DATED.values(), ids=DATED)
def test_a_page_with_the_date_of_its_article_is_a_post(html: str) -> None:
    assert when(html) == TIME


@pytest.mark.parametrize("html", UNDATED.values(), ids=UNDATED)
def test_any_other_page_is_not(html: str) -> None:
    assert when(html) is None
    assert post(html).not_in_feeds is Absence.NO_DATE


def test_the_home_page_is_never_a_post() -> None:
    assert when(dated(), "index.html") is None


def test_a_date_alone_is_midnight_in_the_zone_of_the_site() -> None:
    assert when(dated(date="2024-06-21")) == "2024-06-21T00:00:00Z"


def test_a_date_that_cannot_be_read_is_told() -> None:
    found = record(dated(date="Friday"))
    assert found is not None
    assert [one.code for one in found.diagnostics] == ["page/bad-date"]
    assert found.post is not None
    assert found.post.date is None


@pytest.mark.parametrize(
    "date",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+09:00",
        "0001-01-01 00:00:00 +0000 UTC",
        "0001-01-01",
        "-0001-11-30T00:00:00+00:00",
        "0000-00-00",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "1970-01-01T00:00:00.000Z",
        "1970-01-01T00:00:00+00:00",
    ],
)
def test_a_date_that_stands_for_none_is_none(date: str) -> None:
    found = record(dated(date=date, head=f'<meta property="article:modified_time" content="{date}">'))
    assert found is not None
    assert found.post is not None
    assert (found.post.date, found.post.updated, found.diagnostics) == (None, None, ())


def test_a_date_stands_where_another_source_has_one_for_none() -> None:
    script = '<script type="application/ld+json">{"@type": "Article", "datePublished": "0001-01-01T00:00:00Z"}</script>'
    assert post(dated(head=script)).date == datetime(2024, 6, 21, 10, tzinfo=UTC)


def test_a_date_of_long_ago_is_one() -> None:
    assert post(dated(date="1911-10-10")).date == datetime(1911, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [("2024-07-01T00:00:00Z", "2024-07-01T00:00:00Z"), (TIME, None), ("2024-01-01", None)],
)
def test_a_change_counts_when_it_is_later_than_the_date(changed: str, expected: str | None) -> None:
    found = post(dated(head=f'<meta property="article:modified_time" content="{changed}">')).updated
    assert (rfc3339(found) if found else None) == expected


TITLES = {
    "og:title": ('<meta property="og:title" content="A &amp; B"><title>x</title>', "<h1>y</h1>", "A & B"),
    "og:title with the site": ('<meta property="og:title" content="Hello - My Site">', "", "Hello"),
    "title with the site": ("<title>Hello | My Site</title>", "", "Hello"),
    "title with what follows the heading": ("<title>Hello – Somewhere</title>", "<h1>Hello</h1>", "Hello"),
    "title with a sign of its own": ("<title>Jazz: a history</title>", "<h1>Jazz: a history</h1>", "Jazz: a history"),
    "name of Open Graph": (
        '<title>Hello · Blog</title><meta property="og:site_name" content="Blog">',
        "",
        "Hello",
    ),
    "heading": ("", "<h1>From <em>the</em>\n heading</h1>", "From the heading"),
    "heading when the title is the site's": ("<title>My Site</title>", "<h1>Hello</h1>", "Hello"),
    "no name behind the sign": ("<title>Hello · </title>", "", "Hello"),
    "nothing before the sign": ("<title>| My Site</title>", "", "Two Words"),
    "file": ("", "", "Two Words"),
    "headline": (ld({**ARTICLE, "headline": "It&#39;s"}), "", "It's"),
}


@pytest.mark.parametrize(("head", "body", "expected"), TITLES.values(), ids=TITLES)
def test_the_title_is_without_the_name_of_the_site(head: str, body: str, expected: str) -> None:
    assert post(page(head, body), "two-words/index.html", names=("My Site",)).title == expected


def test_everything_that_json_ld_says_is_taken() -> None:
    said = {
        **ARTICLE,
        "author": [{"@id": "#me"}, "Bob", "https://example.com/me", {"@type": "Person"}, 7],
        "image": [{"@type": "ImageObject", "url": "/a.png"}],
        "keywords": "tea, cups,",
        "articleSection": ["News", {"name": "More"}],
        "description": "Of tea.",
        "dateModified": "2024-06-22",
    }
    person = {"@id": "#me", "@type": "Person", "name": "Kim", "email": "mailto:kim@example.com", "url": f"{URL}kim/"}
    found = post(page(ld({"@graph": [person, said]})))
    assert found.authors == (Author(name="Kim", email="kim@example.com", url=f"{URL}kim/"), Author(name="Bob"))
    assert (found.categories, found.tags) == (("News", "More"), ("tea", "cups"))
    assert found.image is not None
    assert (found.image.url, found.image.type) == (f"{URL}a.png", "image/png")
    assert found.summary == "Of tea."
    assert found.updated is not None


def test_everything_that_open_graph_says_is_taken() -> None:
    head = (
        '<meta property="article:section" content="News"><meta property="article:tag" content="a">'
        '<meta property="article:tag" content="b"><meta property="article:author" content="https://example.com/kim">'
        '<meta name="author" content="Kim"><meta property="og:image" content="b.jpg">'
        '<meta property="og:image:alt" content="B"><meta property="og:description" content="D">'
    )
    found = post(dated(head=head))
    assert (found.categories, found.tags, found.summary) == (("News",), ("a", "b"), "D")
    assert found.authors == (Author(name="Kim"),)
    assert found.image is not None
    assert (found.image.url, found.image.alt) == (f"{URL}a/b.jpg", "B")


def test_everything_that_microdata_says_is_taken() -> None:
    body = (
        '<div itemscope itemtype="http://schema.org/Article"><span itemprop="author" itemscope>'
        '<a itemprop="url" href="https://kim.example/"><b itemprop="name">Kim</b></a></span>'
        '<span itemprop="author">Lee</span><span itemprop="keywords">a, b</span><i itemprop="articleSection">S</i>'
        f'<img itemprop="image" src="/c.gif"><time itemprop="datePublished" datetime="{TIME}">x</time></div>'
    )
    found = post(page(body=body))
    assert found.authors == (Author(name="Kim", url="https://kim.example/"), Author(name="Lee"))
    assert (found.tags, found.categories) == (("a", "b"), ("S",))
    assert found.image is not None
    assert found.image.url == f"{URL}c.gif"


def test_the_tags_and_authors_of_an_entry_are_taken() -> None:
    body = (
        f'<div class="h-entry"><time class="dt-published" datetime="{TIME}"></time><a class="p-author">Kim</a>'
        '<a rel="tag" href="/t/">#tea</a><span class="p-category">cup</span></div>'
    )
    found = post(page(body=body))
    assert (found.authors, found.tags) == ((Author(name="Kim"),), ("cup", "tea"))


def test_the_keywords_are_tags_where_no_other_are() -> None:
    assert post(dated(head='<meta name="keywords" content="a, b">')).tags == ("a", "b")


def test_the_description_of_the_site_says_nothing_of_a_page() -> None:
    html = dated(head='<meta name="description" content="Of the site">')
    assert post(html, description="Of the site").summary == ""


@pytest.mark.parametrize(
    ("canonical", "url", "absence"),
    [
        ("", f"{URL}a/", None),
        ("/a/", f"{URL}a/", None),
        ("http://example.com/a", f"{URL}a", None),
        ("https://example.com/a.html#x", f"{URL}a.html", None),
        ("https://example.com/b/", f"{URL}a/", Absence.CANONICAL_ELSEWHERE),
        ("https://other.example/a/", f"{URL}a/", Absence.CANONICAL_ELSEWHERE),
        ("https://[x", f"{URL}a/", None),
    ],
)
def test_the_address_is_the_canonical_one_on_this_site(canonical: str, url: str, absence: Absence | None) -> None:
    found = post(dated(head=f'<link rel="canonical" href="{canonical}">'))
    assert (found.url, found.not_in_sitemap) == (url, absence)


def test_a_copy_of_another_page_of_the_site_is_in_no_feed_and_one_of_another_site_is() -> None:
    copy = post(dated(head='<link rel="canonical" href="/b/">'))
    other = post(dated(head='<link rel="canonical" href="https://other.example/">'))
    assert (copy.not_in_feeds, other.not_in_feeds) == (Absence.CANONICAL_ELSEWHERE, None)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.html", URL),
        ("a/index.htm", f"{URL}a/"),
        ("about.html", f"{URL}about.html"),
        ("한국/a b.html", f"{URL}%ED%95%9C%EA%B5%AD/a%20b.html"),
    ],
)
def test_without_canonical_link_the_address_is_that_of_the_file(path: str, url: str) -> None:
    assert post(page(), path).url == url


@pytest.mark.parametrize("name", ["robots", "googlebot"])
@pytest.mark.parametrize("content", ["noindex", "NOINDEX, follow", "none"])
def test_a_page_that_is_not_to_be_indexed_is_not_in_the_sitemap(name: str, content: str) -> None:
    assert post(page(f'<meta name="{name}" content="{content}">')).not_in_sitemap is Absence.NOINDEX


def test_a_page_for_all_robots_is_in_the_sitemap() -> None:
    assert post(page('<meta name="robots" content="index,follow,max-image-preview:large">')).not_in_sitemap is None


@pytest.mark.parametrize("content", ["0; url=/b/", "0;URL='https://other.example/'", "5, /b/", "0;url=&quot;/b/&quot;"])
def test_a_page_that_sends_its_visitors_on_is_none(content: str) -> None:
    found = record(page(f'<meta http-equiv="refresh" content="{content}">'))
    assert found is not None
    assert (found.post, found.hidden) == (None, Absence.REDIRECT)


@pytest.mark.parametrize("content", ["300; url=/b/", "60", "0; url=/a/", "x"])
def test_a_page_that_renews_itself_is_one(content: str) -> None:
    assert post(page(f'<meta http-equiv="refresh" content="{content}">'))


def test_what_is_said_to_browsers_without_scripts_is_not_said_of_the_page() -> None:
    assert post(page('<noscript><meta http-equiv="refresh" content="0; url=/b/"></noscript>'))


@pytest.mark.parametrize("path", ["404.html", "404/index.html", "50x.html"])
def test_the_page_of_an_error_is_none(path: str) -> None:
    found = record(page(), path)
    assert found is not None
    assert found.hidden is Absence.ERROR_PAGE


@pytest.mark.parametrize(
    "data", [b"", b"google-site-verification: google1.html", b"<p>part</p>", b"<?xml version='1.0'?><a/>"]
)
def test_a_fragment_is_no_page(data: bytes) -> None:
    assert record(data) is None


def test_language_and_versions_in_other_languages_are_taken() -> None:
    head = (
        '<link rel="alternate" hreflang="ko" href="/ko/a/"><link rel="alternate" hreflang="X-Default" href="/a/">'
        '<link rel="alternate" hreflang="??" href="/x/"><link rel="alternate" type="application/rss+xml" href="/f.xml">'
    )
    found = post(page(head, lang="de_AT"))
    assert found.language == "de-AT"
    assert found.translations == (
        Translation(language="ko", url=f"{URL}ko/a/"),
        Translation(language="x-default", url=f"{URL}a/"),
    )
    assert post(page(lang="EN")).language == ""


def test_addresses_are_resolved_against_the_base_of_the_page() -> None:
    found = post(dated(head='<base href="/c/"><meta property="og:image" content="x.png">'))
    assert found.image is not None
    assert found.image.url == f"{URL}c/x.png"


def test_a_page_in_another_encoding_is_read() -> None:
    html = page("<title>한국어</title>").replace("utf-8", "euc-kr").encode("euc-kr")
    assert post(html).title == "한국어"


_PIECES = st.sampled_from(
    [
        *(
            "<html>",
            "<head>",
            "</head>",
            "<body>",
            "<article>",
            "</article>",
            "<h1>",
            "</h1>",
            "<time datetime=2024-01-01>",
        ),
        *(
            "<meta property='article:published_time' content='2024-01-01'>",
            "<base href='http://['>",
            "<link rel=canonical href='//'>",
        ),
        *(
            '<script type="application/ld+json">',
            '{"@type":"Article","author":[[]],"image":{},"keywords":[{}]}',
            "</script>",
        ),
        *(
            "<div itemscope itemtype=http://schema.org/Article>",
            "<i itemprop=author itemscope>",
            "<b itemprop=author>",
            "</div>",
        ),
        *(
            "<meta http-equiv=refresh content='0;url=https://]'>",
            "<!--",
            "-->",
            "\x00",
            "\ud800",
            "&#0;",
            "<svg><title>",
            "<p",
            "'",
            '"',
        ),
        *(
            "<div class='h-entry e-content'>",
            "<img src='data:,'>",
            "<table>",
            "<template>",
            "<html lang='\u200b'>",
            "<meta charset=utf-7>",
        ),
    ]
)


@pytest.mark.slow
@given(st.lists(_PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    found = record(b"<!doctype html>" + text.encode("utf-8", "surrogatepass"))
    assert found is not None


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    found = record(data)
    assert found is None or found.source == "_site/a/index.html"
    assert record(b"<html><head><title>" + data) is not None


def test_a_page_of_great_depth_is_read_in_short_time() -> None:
    assert post(page("<title>Deep</title>", "<div>" * 100_000)).title == "Deep"


@pytest.mark.parametrize(
    "nested",
    [
        "<div>",
        "<i itemprop=author itemscope>",
        "<i itemprop=name itemscope>",
        "<article class=h-entry>",
        "<nav><aside class=share>",
        "<p><b>",
    ],
)
def test_elements_in_elements_are_read_in_short_time(nested: str) -> None:
    start = '<div itemscope itemtype="http://schema.org/Article"><meta itemprop=datePublished content=2024-01-01>'
    assert post(page("<title>Deep</title>", start + nested * 5_000)).title == "Deep"
