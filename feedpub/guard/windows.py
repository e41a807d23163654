"""Posts that would slide back into a feed which newer ones had pushed them out of, or which never held them. Pure.

A feed holds its newest posts: its window. Where the newest goes, or a feed is to hold more, posts enter at the other
end that are older than all that is published. To whoever subscribed since they would be new. So the window keeps its
floor, the oldest post of the published feed, until newer posts push it on. A post that is really new may be of any
date: it is one whose address the published sitemap does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard.comparison import compare, successions
from feedpub.guard.fixes import CONFIGURATION
from feedpub.guard.matching import address_key
from feedpub.guard.wording import finding, listed
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from feedpub.guard.comparison import Comparison, New
    from feedpub.guard.snapshot import PublishedFeed, Snapshot
    from feedpub.model.records import Diagnostic, Item

CODE: Final = "resurfaced"


class Resurfaced(Struct, frozen=True, kw_only=True):
    """The posts that would come back into a feed."""

    feed: str
    """Its id."""
    title: str
    sources: frozenset[str]
    is_all: bool
    """Whether it would hold no other."""


def may_resurface(old: Snapshot, new: New) -> bool:
    """Whether anything may come back, by the ids and dates of posts alone."""
    return any(_has_older(feed, successor.items) for feed, successor in successions(old, new))


def resurfaced(old: Snapshot, new: New, whole: Callable[[], Snapshot]) -> tuple[Resurfaced, ...]:
    """Return what would come back; `whole` gives what is published with all that sitemaps list, if that is needed."""
    concerned = [feed for feed, successor in successions(old, new) if _has_older(feed, successor.items)]
    if not concerned:
        return ()
    found: dict[str, set[str]] = {}
    known: _Known | None = None
    for one in compare(replace(old, feeds=tuple(concerned)), new):
        if _older(one.old, one.fresh, or_as_old=True):
            known = known or _Known(whole())
            found.setdefault(one.new.spec.id, set()).update(known.among(one))
    return tuple(
        Resurfaced(
            feed=feed.spec.id,
            title=feed.spec.title,
            sources=frozenset(sources),
            is_all=all(item.post.source in sources for item in feed.items),
        )
        for feed in new.feeds
        if (sources := found.get(feed.spec.id))
    )


def said(back: Sequence[Resurfaced], *, is_accepted: bool) -> Iterator[Diagnostic]:
    """Tell which posts stay out of feeds, in one line; an error where a feed would hold nothing else."""
    if is_accepted:
        if back:
            yield replace(_finding(back, ("comes back into", "come back into")), level=Level.INFO)
        return
    out = [one for one in back if not one.is_all]
    if out:
        yield replace(_finding(out, ("stays out of", "stay out of")), level=Level.INFO)
    for one in back:
        if one.is_all:
            yield _finding([one], ("would be all that is left in",) * 2)


def _finding(back: Sequence[Resurfaced], verbs: tuple[str, str]) -> Diagnostic:
    names = sorted(frozenset().union(*(one.sources for one in back)))
    titles = listed([one.title for one in back], "“{}”")
    return finding(
        CODE,
        CONFIGURATION,
        f"{listed(names)} {verbs[len(names) > 1]} {titles}: older than all that is published there, and no new post.",
        hint=f"`--accept {CODE}` lets old posts in; without, a feed grows as new posts come.",
        why="Whoever subscribed since these posts left the feed, or before they were in it, would get them as new.",
        count=len(names),
        element="feeds.limit",
    )


class _Known:
    """What subscribers and search engines know of a site, in feeds or not."""

    def __init__(self, published: Snapshot) -> None:
        self._addresses = {address_key(loc) for sitemap in published.sitemaps for loc in sitemap.locs}
        self._ids = {item.id for feed in published.feeds for item in feed.items}

    def among(self, one: Comparison) -> frozenset[str]:
        """Return the older posts that are known; all of them where no sitemap tells, as after a change of addresses."""
        tells = any(self._lists(pair.new) for pair in one.pairs)
        if not tells:
            return frozenset(item.post.source for item in _older(one.old, one.fresh))
        # What is known and of the moment of the oldest was left out beside it; another publisher may have added it now.
        older = _older(one.old, one.fresh, or_as_old=one.old.by_feedpub)
        return frozenset(item.post.source for item in older if self._has(item))

    def _has(self, item: Item) -> bool:
        is_in_a_feed = not self._ids.isdisjoint(item.post.every_id(item.id))
        return bool(item.post.not_in_sitemap) or is_in_a_feed or self._lists(item)

    def _lists(self, item: Item) -> bool:
        return any(address_key(url) in self._addresses for url in (item.post.url, *item.post.aliases))


def _has_older(feed: PublishedFeed, items: Iterable[Item]) -> bool:
    """Whether a feed would hold posts that are older than all it holds, by their ids; the comparison looks closer."""
    ids = {item.id for item in feed.items}
    return any(ids.isdisjoint(item.post.every_id(item.id)) for item in _older(feed, items, or_as_old=True))


def _older(feed: PublishedFeed, items: Iterable[Item], *, or_as_old: bool = False) -> list[Item]:
    floor = min((item.published for item in feed.items if item.published is not None), default=None)
    if floor is None:
        return []
    dated = ((item.date.replace(microsecond=0), item) for item in items)
    return [item for date, item in dated if date < floor or (or_as_old and date == floor)]
