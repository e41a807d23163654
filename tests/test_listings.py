"""Pages that a site's generator makes to list posts: each has a feed, and a place in the sitemap."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.generate import sitemap
from feedpub.generate.listed import listed
from feedpub.generate.select import Selection, select
from feedpub.model.feed_options import FeedsOptions, TermOptions
from feedpub.model.options import SitemapOptions
from feedpub.model.records import Format, Listing, Markup, Post, Taxonomy, Term
from feedpub.model.site import Site

if TYPE_CHECKING:
    from feedpub.model.records import Document

SITE = Site(url="https://example.com/", title="Tea", description="Tea", language="en")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TAGS = TermOptions(enabled=True, rss="{page}/index.xml", title="{term} on {site}")


def listing(
    page: str, label: str, *, taxonomy: Taxonomy = Taxonomy.TAG, title: str = "", language: str = ""
) -> Listing:
    term = Term(taxonomy=taxonomy, slug=page, label=label)
    return Listing(term=term, url=f"https://example.com/{page}/", site_title=title, language=language)


def post(source: str, *listings: Listing, day: int = 1, **more: object) -> Post:
    made = Post(
        source=source,
        stem=source,
        url=f"https://example.com/{source}/",
        title=source,
        markup=Markup.MARKDOWN,
        body_line=1,
        date=NOW.replace(day=day),
        tags=("Label",),
        listings=listings,
    )
    return replace(made, **more)


def selected(*posts: Post, tags: TermOptions = TAGS) -> Selection:
    return select(posts, SITE, FeedsOptions(tags=tags), lambda term: term.slug if term else "site")


def test_each_page_has_a_feed_of_what_it_lists_newest_first() -> None:
    green = listing("tags/green-tea", "Green Tea")
    found = selected(post("a", green), post("b", green, day=2))
    (spec, posts) = found.feeds[1]
    assert (spec.title, spec.paths[Format.RSS]) == ("Green Tea on Tea", "tags/green-tea/index.xml")
    assert [each.source for each in posts] == ["b", "a"]


def test_labels_of_posts_that_are_listed_make_no_feeds_besides() -> None:
    assert len(selected(post("a")).feeds) == 1


def test_one_term_in_two_languages_is_two_feeds_with_the_titles_of_their_sites() -> None:
    english = listing("tags/go", "Go")
    korean = listing("ko/tags/go", "Go", title="차", language="ko")
    found = selected(post("a", english), post("b", korean, only_in_sections=True))
    assert [(spec.title, spec.language) for spec, _ in found.feeds] == [
        ("Tea", "en"),
        ("Go on 차", "ko"),
        ("Go on Tea", "en"),
    ]
    assert [[each.source for each in posts] for _, posts in found.feeds] == [["a"], ["b"], ["a"]]


def test_terms_that_are_not_wanted_have_no_feed() -> None:
    of_post = post("a", listing("tags/go", "Go"), listing("tags/tea", "Tea"))
    assert len(selected(of_post, tags=replace(TAGS, without=("go",))).feeds) == 2
    assert len(selected(of_post, tags=replace(TAGS, only=("TEA",))).feeds) == 2


def sitemaps(of: tuple[Post, ...], options: SitemapOptions) -> tuple[Document, ...]:
    return sitemap.generate(SITE, listed(SITE, of, options), options)


def test_the_sitemap_lists_the_pages_with_the_last_change_of_their_posts() -> None:
    green = listing("tags/green", "Green")
    (document,) = sitemaps((post("a", green), post("b", green, day=3)), SitemapOptions(home=False))
    assert b"<loc>https://example.com/tags/green/</loc>\n    <lastmod>2026-01-03T00:00:00Z</lastmod>" in document.data


def test_a_page_that_has_a_file_is_listed_as_the_file_says() -> None:
    green = listing("tags/green", "Green")
    page = post("tags/green", date=None, tags=())
    (document,) = sitemaps((post("a", green), page), SitemapOptions(home=False))
    assert document.data.count(b"tags/green/") == 1
    assert document.data.count(b"<lastmod>") == 2


def test_a_page_without_a_feed_is_in_the_sitemap_alone() -> None:
    of_post = post("a", replace(listing("tags", "tags"), has_feed=False))
    assert len(selected(of_post).feeds) == 1
    assert b"<loc>https://example.com/tags/</loc>" in sitemaps((of_post,), SitemapOptions())[0].data


def test_a_post_that_a_page_lists_twice_is_in_its_feed_once() -> None:
    found = selected(post("a", listing("tags/c", "C"), listing("tags/c", "C#")))
    assert [len(posts) for _, posts in found.feeds] == [1, 1]
