"""What `feedpub diff` says of each feed and the sitemap, row by row, however it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.cli.cleaning import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.guard.changes import FeedChanges, SitemapChanges

NOTHING: Final = "Nothing changes: subscribers and search engines would see no difference."
_SHOWN: Final = 20
"""Rows of one kind that people are shown."""


class Row(Struct, frozen=True, kw_only=True):
    """What happens to a post or an address. Its words are safe to be shown."""

    what: str
    name: str
    note: str = ""
    """What else people may want to know, short enough for a phone."""
    ids: str = ""
    """The old id and the new one, where that is what matters."""


def title_of(feed: FeedChanges) -> str:
    """Return the title of a feed, with the paths of its formats."""
    return visible(f"{feed.feed.spec.title} ({', '.join(feed.feed.spec.paths.values())})")


def of_feed(feed: FeedChanges) -> Iterator[Row]:
    """Return what subscribers of a feed would see, of each kind not more than people read."""
    return _few_of_each(_of_feed(feed))


def of_new_feeds(feeds: Iterable[FeedChanges]) -> Iterator[Row]:
    """Return the feeds that there were not, not more than people read."""
    return _few_of_each(
        Row(what="new feed", name=feed.feed.spec.title, note=next(_of_feed(feed)).name) for feed in feeds
    )


def of_sitemap(sitemap: SitemapChanges) -> Iterator[Row]:
    """Return what search engines would see, of each kind not more than people read."""
    return _few_of_each(_of_sitemap(sitemap))


def _of_feed(feed: FeedChanges) -> Iterator[Row]:
    if feed.is_new:
        yield Row(what="new feed", name=f"{len(feed.new)} post{'' if len(feed.new) == 1 else 's'}")
        return
    for item in feed.new:
        yield Row(what="new", name=item.post.title)
    for pair in feed.announced_again:
        yield Row(what="announced again", name=pair.new.post.title, ids=f"{pair.old.id} -> {pair.name}")
    for pair in feed.reused:
        yield Row(what="id reused", name=pair.new.post.title, note=f"was “{pair.old.title}”")
    for each in feed.changed:
        yield Row(what="changed", name=each.item.post.title, note=", ".join(each.what))
    for old in feed.dropped:
        yield Row(what="pushed out", name=old.title or old.link)
    for old in feed.gone:
        yield Row(what="gone", name=old.title or old.link)


def _of_sitemap(sitemap: SitemapChanges) -> Iterator[Row]:
    for loc in sitemap.added:
        yield Row(what="added", name=loc)
    for loc in sitemap.removed:
        yield Row(what="removed", name=loc)
    for loc, old, new in sitemap.lastmod:
        yield Row(what="lastmod", name=loc, note=f"{old or 'none'} -> {new or 'none'}")


def _few_of_each(rows: Iterable[Row]) -> Iterator[Row]:
    count: dict[str, int] = {}
    for row in rows:
        count[row.what] = count.get(row.what, 0) + 1
        if count[row.what] <= _SHOWN:
            yield Row(what=row.what, name=visible(row.name), note=visible(row.note), ids=visible(row.ids))
    for what, number in count.items():
        if number > _SHOWN:
            yield Row(what="and", name=f"{number - _SHOWN} more {what}")
