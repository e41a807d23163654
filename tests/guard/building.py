"""Builds and what is published of them, for the tests of the guard."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from feedpub.generate.select import select
from feedpub.guard import ids
from feedpub.guard.comparison import New, NewFeed
from feedpub.guard.findings import guard
from feedpub.guard.snapshot import PublishedFeed, PublishedItem, PublishedSitemap, Snapshot
from feedpub.model.options import Options, SiteOptions
from feedpub.model.records import Kind
from tests import builders
from tests.builders import SITE_URL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedpub.model.records import Diagnostic, Item, Post, Term

OPTIONS = Options(site=SiteOptions(url=SITE_URL))
LONG = "<p>The committee met on Tuesday to go through the plan once more, line by line, and said nothing at all.</p>"
ELSE = "<p>Nobody expected that the old bridge over the river would open before the winter, but it did in May.</p>"


def made(
    posts: Sequence[Post],
    *,
    options: Options = OPTIONS,
    html: str = LONG,
    pins: Mapping[str, str] | None = None,
    **fields: Any,  # noqa: ANN401 - any field of New
) -> New:
    """Return a build that holds these posts in the feed of the site."""
    names = ids.assign(posts, options.ids, options.site.url, pins=pins or {})
    items = tuple(builders.item(post, id=names[post.source], html=html) for post in posts if post.date)
    spec = builders.spec()
    given = {
        "feeds": (NewFeed(spec=spec, items=items),) if items else (),
        "posts": tuple(posts),
        "ids": names,
        "paths": frozenset(spec.paths.values()) if items else frozenset(),
        "locs": {"sitemap.xml": len(posts)},
        "select": lambda feeds: select(posts, builders.site(), feeds, _feed_id).feeds,
        "pinned": frozenset(pins or {}),
    }
    return New(**{**given, **fields})


def _feed_id(term: Term | None) -> str:
    return builders.spec(term).id


def old_item(item: Item, **fields: Any) -> PublishedItem:  # noqa: ANN401 - any field of an item
    """Return an item as it stands after publishing."""
    given = {
        "id": item.id,
        "link": item.post.url,
        "title": item.post.title,
        "published": item.date,
        "content": item.html,
    }
    return PublishedItem(**{**given, **fields})


def standing(new: New, *paths: str) -> Snapshot:
    """Return what stands after publishing this build."""
    items = tuple(old_item(item) for item in new.feeds[0].items) if new.feeds else ()
    feeds = tuple(PublishedFeed(path=path, kind=Kind.RSS, title="Old", items=items) for path in paths or ("rss.xml",))
    locs = {post.url: "" for post in new.posts}
    sitemap = PublishedSitemap(path="sitemap.xml", kind=Kind.SITEMAP, size=len(locs), locs=locs)
    return Snapshot(feeds=feeds, sitemaps=(sitemap,))


def found(old: Snapshot, new: New, options: Options = OPTIONS) -> tuple[Diagnostic, ...]:
    """Return what the guard finds."""
    return guard(old, new, options, UTC)


def codes(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """Return the codes of findings, without the room they come from."""
    return [one.code.removeprefix("guard/") for one in diagnostics]
