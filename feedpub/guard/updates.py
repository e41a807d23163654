"""`feeds.updated = "content"`: a post counts as updated when its title or text is not what is published. Pure.

No output holds a clock: the date given is that of the build which found the change, and from then on it is the
published feed that holds it, so that the next build gives the same bytes.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.guard import texts
from feedpub.guard.lenient_dates import parse_date
from feedpub.guard.matching import address_key
from feedpub.model.records import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from feedpub.guard.snapshot import PublishedItem, Snapshot
    from feedpub.model.records import Item, Post


def items(made: Mapping[str, Item], old: Snapshot, now: datetime) -> Mapping[str, Item]:
    """Return the items (by `Post.source`), each with the date of its last change where its author declared none."""
    known: dict[str, PublishedItem] = {}
    for feed in old.feeds:
        for item in feed.items:
            known.setdefault(item.id, item)
    return {source: _dated(item, _known(item, known), now) for source, item in made.items()}


def _known(item: Item, known: Mapping[str, PublishedItem]) -> PublishedItem | None:
    names = (item.id_in(form) for form in Format)
    return next((known[name] for name in names if name in known), None)


def posts(all_posts: Iterable[Post], made: Mapping[str, Item], old: Snapshot) -> tuple[Post, ...]:
    """Return the posts with the date that their item has; those of no feed keep the date of the published sitemap."""
    known = {address_key(loc): lastmod for sitemap in old.sitemaps for loc, lastmod in sitemap.locs.items()}
    return tuple(_dated_post(post, made.get(post.source), known) for post in all_posts)


def _dated(item: Item, old: PublishedItem | None, now: datetime) -> Item:
    if item.post.updated is not None or old is None:
        return item
    updated = old.updated if _says_the_same(item, old) else now
    return item if updated is None or updated <= item.date else _with_date(item, updated)


def _with_date(item: Item, updated: datetime) -> Item:
    return replace(item, updated=updated, post=replace(item.post, updated=updated))


def _dated_post(post: Post, item: Item | None, known: Mapping[str, str]) -> Post:
    if item is not None:
        return item.post if item.post.updated != post.updated else post
    if post.date is None or post.updated is not None:
        return post
    before = parse_date(known.get(address_key(post.url), ""))
    return replace(post, updated=before) if before and before > post.date else post


def _says_the_same(item: Item, old: PublishedItem) -> bool:
    return has_same_title(item, old) and has_same_text(item, old)


def has_same_title(item: Item, old: PublishedItem) -> bool:
    """Whether the title is the published one, however it is escaped."""
    return html.unescape(item.post.title).split() == html.unescape(old.title).split()


def has_same_text(item: Item, old: PublishedItem) -> bool:
    """Whether the text is the published one; a move of the site to another domain changes none."""
    text = item.html or html.escape(item.summary, quote=False)
    if old.digest:
        return texts.digest(text, item.post.url) == old.digest
    more = item.post.extensions
    home = item.post.url if more is not None and old.link == more.linked else old.link
    return texts.without_home(text, item.post.url) == texts.without_home(old.content, home)
