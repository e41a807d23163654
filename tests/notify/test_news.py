"""What is published, read from its bytes, and what of it is news."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from feedpub.notify import news
from feedpub.notify.state import Known, PageMark, PublishedMarks

SITE = "https://example.com/"
NOW = datetime(2026, 2, 1, tzinfo=UTC)
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def rss(*titles: str, generator: str = "feedpub") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>{SITE}{title}/</link><guid>{title}</guid>"
        f"<pubDate>Sat, 31 Jan 2026 12:00:00 GMT</pubDate><description>Of {title}.</description></item>"
        for title in titles
    )
    return f"<rss><channel><title>x</title><generator>{generator}</generator>{items}</channel></rss>".encode()


def sitemap(**pages: str) -> bytes:
    urls = "".join(
        f"<url><loc>{SITE}{name}{'/' if name else ''}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for name, day in pages.items()
    )
    return f'<urlset xmlns="{SPACE}">{urls}</urlset>'.encode()


def read(**documents: bytes) -> news.Now:
    return news.read([(f"{name}.xml", data) for name, data in documents.items()], SITE)


def known(now: news.Now) -> Known:
    return Known(published=news.remembered(None, now))


def test_feeds_of_others_and_sitemaps_of_others_are_passed_over() -> None:
    other = sitemap(a="2026-01-01").replace(b"example.com", b"example.org")
    now = read(rss=rss("a"), theirs=rss("b", generator="Hugo"), sitemap=other)
    assert list(now.published.feeds) == [f"{SITE}rss.xml"]
    assert list(now.published.pages) == [f"{SITE}a/"]
    assert list(now.digests) == [f"{SITE}rss.xml"]


def test_without_a_sitemap_the_pages_are_those_of_posts() -> None:
    before, after = read(rss=rss("a", "b")), read(rss=rss("b", "c"))
    found = news.since(known(before), after, SITE)
    assert found.pages == (f"{SITE}a/", f"{SITE}c/")


@pytest.mark.parametrize("order", [("news", "sitemap"), ("sitemap", "news")])
def test_a_sitemap_without_dates_takes_none_away(order: tuple[str, str]) -> None:
    both = {"sitemap": sitemap(a="2026-01-01"), "news": sitemap(a="")}
    now = read(**{name: both[name] for name in order})
    assert now.published.pages == {f"{SITE}a/": PageMark("2026-01-01")}


def test_a_page_has_changed_with_its_date_or_its_text_and_not_when_its_text_is_not_known_any_more() -> None:
    before = read(rss=rss("a", "b"), sitemap=sitemap(a="2026-01-01", b="2026-01-01", c="2026-01-01"))
    after = read(rss=rss("a"), sitemap=sitemap(a="2026-01-01", b="2026-01-01", c="2026-01-02"))
    assert news.since(known(before), after, SITE).pages == (f"{SITE}c/",)
    kept = Known(published=news.remembered(known(before), after))
    changed = read(rss=rss("a", "b").replace(b"Of b", b"About b"), sitemap=sitemap(a="2026-01-01", b="2026-01-01"))
    assert news.since(kept, changed, SITE).pages == (f"{SITE}b/", f"{SITE}c/")


def test_the_home_page_is_news_only_when_it_comes_or_goes() -> None:
    before = read(sitemap=sitemap(**{"": "2026-01-01"}))
    after = read(sitemap=sitemap(**{"": "2026-01-02"}))
    assert news.since(known(before), after, SITE).pages == ()
    assert news.since(known(before), read(), SITE).pages == (SITE,)
    assert news.since(Known(published=PublishedMarks()), after, SITE).pages == (SITE,)


def test_without_a_memory_what_is_young_is_news_and_the_future_is_not() -> None:
    now = read(rss=rss("a"), sitemap=sitemap(a="2026-01-31", b="2025-01-01", c="2027-01-01"))
    found = news.recent(now, NOW, timedelta(hours=24), SITE)
    assert (found.feeds, found.pages) == ((f"{SITE}rss.xml",), (f"{SITE}a/",))
    assert news.recent(now, NOW, timedelta(hours=1), SITE) == news.News(feeds=(), pages=())


def test_a_packed_sitemap_is_not_waited_for() -> None:

    data = sitemap(a="2026-01-01")
    now = news.read([("sitemap.xml", data), ("sitemap.xml.gz", gzip.compress(data))], SITE)
    assert list(now.digests) == [f"{SITE}sitemap.xml"]
