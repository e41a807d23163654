"""What subscribers and search engines would see of a build: for each feed and the sitemap what is new, other, gone.

`feedpub diff` prints it. It says what is, and judges nothing: that is the guard's part. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.guard.comparison import compare, vanished
from feedpub.guard.lenient_dates import parse_date
from feedpub.guard.matching import address_key
from feedpub.guard.updates import has_same_text, has_same_title
from feedpub.model.records import Kind, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedpub.guard.comparison import Comparison, New, NewFeed, Pair
    from feedpub.guard.snapshot import PublishedFeed, PublishedItem, Snapshot
    from feedpub.model.records import Diagnostic, Item


class Changed(Struct, frozen=True, kw_only=True):
    """A post that is not quite what is published: `what` is any of title, text, date, updated, address."""

    item: Item
    what: tuple[str, ...]


class FeedChanges(Struct, frozen=True, kw_only=True):
    """What the subscribers of a feed would see."""

    feed: NewFeed
    is_new: bool = False
    """There was no such feed."""
    new: tuple[Item, ...] = ()
    announced_again: tuple[Pair, ...] = ()
    """Posts under a new id: readers would show them as new."""
    reused: tuple[Pair, ...] = ()
    """Posts that take the id of another."""
    changed: tuple[Changed, ...] = ()
    dropped: tuple[PublishedItem, ...] = ()
    """Posts that newer ones push out; nobody sees that."""
    gone: tuple[PublishedItem, ...] = ()
    """Posts that the site no longer has."""

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(
            self.is_new or self.new or self.announced_again or self.reused or self.changed or self.dropped or self.gone
        )


class SitemapChanges(Struct, frozen=True, kw_only=True):
    """What search engines would see."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    lastmod: tuple[tuple[str, str, str], ...] = ()
    """Address, old and new lastmod."""

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.added or self.removed or self.lastmod)


class Changes(Struct, frozen=True, kw_only=True):
    """All that would change."""

    feeds: tuple[FeedChanges, ...]
    """Those that change."""
    unchanged: int
    """How many do not."""
    vanished: tuple[PublishedFeed, ...]
    sitemap: SitemapChanges
    findings: tuple[Diagnostic, ...] = ()
    """What the guard would stop the build for."""
    not_compared: str = ""
    """Why nothing is known of what is published; nothing changes then, as far as anybody knows."""

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.feeds or self.vanished or self.sitemap)


def unknown(why: str) -> Changes:
    """Return what is said where nothing is known of what is published."""
    return Changes(feeds=(), unchanged=0, vanished=(), sitemap=SitemapChanges(), not_compared=why)


def changes(old: Snapshot, new: New, sitemaps: Snapshot, findings: Iterable[Diagnostic] = ()) -> Changes:
    """Return what changes between what is published and a build; `sitemaps` and `findings` are the build's."""
    compared: dict[str, Comparison] = {}
    for one in compare(old, new):
        compared.setdefault(one.new.spec.id, one)  # every format says the same
    known = {*new.ids.values()}
    addresses = {address_key(post.url) for post in new.posts}
    feeds = [
        _of_feed(compared[feed.spec.id], known, addresses)
        if feed.spec.id in compared
        else FeedChanges(feed=feed, is_new=True, new=feed.items)
        for feed in new.feeds
    ]
    changed = tuple(filter(None, feeds))
    return Changes(
        feeds=changed,
        unchanged=len(feeds) - len(changed),
        vanished=tuple(vanished(old, new)),
        sitemap=_of_sitemaps(_locs(old), _locs(sitemaps)),
        findings=tuple(one for one in findings if one.level is Level.ERROR),
    )


def _of_feed(one: Comparison, known: set[str], addresses: set[str]) -> FeedChanges:
    is_here = [item.id in known or address_key(item.link) in addresses for item in one.missing]
    missing = list(zip(one.missing, is_here, strict=True))
    return FeedChanges(
        feed=one.new,
        new=one.fresh,
        announced_again=tuple(pair for pair in one.pairs if pair.is_announced_again),
        reused=one.reused,
        changed=tuple(_changed(one.pairs)),
        dropped=tuple(item for item, here in missing if here),
        gone=tuple(item for item, here in missing if not here),
    )


def _changed(pairs: Iterable[Pair]) -> Iterator[Changed]:
    for pair in pairs:
        what = tuple(_differences(pair))
        if what:
            yield Changed(item=pair.new, what=what)


def _differences(pair: Pair) -> Iterator[str]:
    old, new = pair.old, pair.new
    if not has_same_title(new, old):
        yield "title"
    if not has_same_text(new, old):
        yield "text"
    if old.published is not None and old.published != new.date.replace(microsecond=0):
        yield "date"
    if (old.updated or old.published or new.date) != new.updated.replace(microsecond=0) and new.post.updated:
        yield "updated"
    if old.link != new.link_in(pair.form):
        yield "address"


def _locs(published: Snapshot) -> Mapping[str, str]:
    return {
        loc: lastmod
        for sitemap in published.sitemaps
        if sitemap.kind is Kind.SITEMAP
        for loc, lastmod in sitemap.locs.items()
    }


def _of_sitemaps(old: Mapping[str, str], new: Mapping[str, str]) -> SitemapChanges:
    return SitemapChanges(
        added=tuple(loc for loc in new if loc not in old),
        removed=tuple(loc for loc in old if loc not in new),
        lastmod=tuple(
            (loc, old[loc], lastmod)
            for loc, lastmod in new.items()
            if loc in old and old[loc] != lastmod and parse_date(old[loc]) != parse_date(lastmod)
        ),
    )
