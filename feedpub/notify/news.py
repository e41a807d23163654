"""What is published now, read from its bytes, and what of it is news to whom. Asks nobody, writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta  # noqa: TC003 - msgspec reads the types of fields
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard import snapshot
from feedpub.guard.lenient_dates import parse_date
from feedpub.incremental.store import digest_of
from feedpub.model.records import Kind
from feedpub.notify.state import PageMark, PublishedMarks
from feedpub.text.urls import quote_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.guard.snapshot import PublishedFeed
    from feedpub.notify.state import Known


class Now(Struct, frozen=True, kw_only=True):
    """What is published, with what is needed to tell of it."""

    published: PublishedMarks
    digests: Mapping[str, str]
    """Every document that is waited for, sitemaps too -> digest of its bytes."""
    rss: frozenset[str]
    """The feeds that are RSS."""
    updated: Mapping[str, datetime]
    """When feeds and pages were changed last, as far as they say."""


def read(documents: Iterable[tuple[str, bytes]], site_url: str) -> Now:
    """Return what documents publish, each with its path below the address of the site: feeds of feedpub, sitemaps.

    Documents of anybody else are passed over, and so are sitemaps of other sites.
    """
    contents = dict(documents)
    found = snapshot.read(contents.items())
    feeds = {site_url + quote_path(feed.path): feed for feed in found.feeds if feed.by_feedpub}
    maps = [one for one in found.sitemaps if all(loc.startswith(site_url) for loc in one.locs)]
    listed: dict[str, str] = {}
    for one in maps:
        for loc, lastmod in one.locs.items() if one.kind is Kind.SITEMAP else ():
            listed[loc] = lastmod or listed.get(loc, "")  # a sitemap of news has none
    texts = _texts(feed for _, feed in sorted(feeds.items()))
    pages = listed if maps else dict.fromkeys(link for link in texts if link.startswith(site_url))
    digests = {url: digest_of(contents[feed.path]).hex() for url, feed in feeds.items()}
    updated = {url: moment for url, feed in feeds.items() if (moment := _newest(feed)) is not None}
    updated |= {url: moment for url, text in pages.items() if text and (moment := parse_date(text)) is not None}
    return Now(
        published=PublishedMarks(
            feeds=digests,
            pages={url: PageMark(lastmod or "", texts.get(url, "")) for url, lastmod in pages.items()},
        ),
        digests=digests
        | {
            site_url + quote_path(one.path): digest_of(contents[one.path]).hex()
            for one in maps
            if not one.path.endswith(".gz")
        },
        rss=frozenset(url for url, feed in feeds.items() if feed.kind is Kind.RSS),
        updated=updated,
    )


def _texts(feeds: Iterable[PublishedFeed]) -> dict[str, str]:
    """Return a digest of title and text of each post, from the feed that has most of it."""
    longest: dict[str, tuple[int, str]] = {}
    for feed in feeds:
        for item in feed.items:
            if item.link and len(item.content) > longest.get(item.link, (-1, ""))[0]:
                longest[item.link] = len(item.content), f"{item.title}\n{item.content}"
    return {link: digest_of(text.encode("utf-8", "surrogatepass")).hex() for link, (_, text) in longest.items()}


def _newest(feed: PublishedFeed) -> datetime | None:
    return max((moment for item in feed.items if (moment := item.updated or item.published) is not None), default=None)


class News(Struct, frozen=True, kw_only=True):
    """What is new, changed or gone, in the order of addresses."""

    feeds: tuple[str, ...]
    pages: tuple[str, ...]


def since(known: Known, now: Now, home: str) -> News:
    """Return what has changed since everybody was told.

    A feed has with its bytes; a page with its date or its text, and when it comes or goes. The home page, whose date is
    that of the newest post, is news only when it comes or goes.
    """
    before, after = known.published, now.published
    feeds = (url for url, digest in after.feeds.items() if before.feeds.get(url) != digest)
    changed = {url for url, mark in after.pages.items() if url not in before.pages or _differs(before.pages[url], mark)}
    gone = before.pages.keys() - after.pages.keys()
    arrived = {home} if (home in before.pages) != (home in after.pages) else set()
    return News(feeds=tuple(sorted(feeds)), pages=tuple(sorted(((changed | gone) - {home}) | arrived)))


def _differs(before: PageMark, after: PageMark) -> bool:
    is_other_text = bool(before.text and after.text) and before.text != after.text
    return before.lastmod != after.lastmod or is_other_text


def recent(now: Now, moment: datetime, age: timedelta, home: str) -> News:
    """Return what says of itself that it is younger: all that can be known where nothing is known of before."""
    young = {url for url, updated in now.updated.items() if moment - age <= updated <= moment}
    return News(
        feeds=tuple(sorted(young & now.published.feeds.keys())),
        pages=tuple(sorted((young & now.published.pages.keys()) - {home})),
    )


def everything(now: Now) -> News:
    """Return all that is published."""
    return News(feeds=tuple(sorted(now.published.feeds)), pages=tuple(sorted(now.published.pages)))


def remembered(known: Known | None, now: Now) -> PublishedMarks:
    """Return what is to be remembered: of posts that no feed holds any more the text that they had."""
    if known is None:
        return now.published
    before = known.published.pages
    return PublishedMarks(
        feeds=now.published.feeds,
        pages={
            url: mark if mark.text or url not in before else replace(mark, text=before[url].text)
            for url, mark in now.published.pages.items()
        },
    )
