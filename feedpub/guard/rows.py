"""What a build would change for subscribers and search engines, row by row, however it is shown. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.guard.wording import posts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from feedpub.guard.changes import FeedChanges, SitemapChanges
    from feedpub.guard.snapshot import PublishedFeed

NOTHING: Final = "Nothing changes: subscribers and search engines would see no difference."


class DiffRow(Struct, frozen=True, kw_only=True):
    """What happens to a post or an address."""

    what: str
    name: str
    note: str = ""
    """What else people may want to know, short enough for a phone."""
    ids: str = ""
    """The old id and the new one, where that is what matters."""
    is_ours: bool = False
    """Whether the name is words of ours, which may be translated, and not a title or an address."""


def translated_note(row: DiffRow, translate: Callable[[str], str]) -> str:
    """Return the note of a row in another language; what has changed of a post is a list of words."""
    return ", ".join(map(translate, row.note.split(", "))) if row.what == "changed" else translate(row.note)


def of_feed(feed: FeedChanges) -> Iterator[DiffRow]:
    """Return what subscribers of a feed would see."""
    if feed.is_new:
        yield DiffRow(what="new feed", name=posts(len(feed.new)), is_ours=True)
        return
    for item in feed.new:
        yield DiffRow(what="new", name=item.post.title)
    for pair in feed.announced_again:
        yield DiffRow(what="announced again", name=pair.new.post.title, ids=f"{pair.old.id} -> {pair.name}")
    for pair in feed.reused:
        yield DiffRow(what="id reused", name=pair.new.post.title, note=f"was “{pair.old.title}”")
    for each in feed.changed:
        yield DiffRow(what="changed", name=each.item.post.title, note=", ".join(each.what))
    for old in feed.dropped:
        yield DiffRow(what="pushed out", name=old.title or old.link)
    for old in feed.gone:
        yield DiffRow(what="gone", name=old.title or old.link)


def of_new_feeds(feeds: Iterable[FeedChanges]) -> Iterator[DiffRow]:
    """Return the feeds that there were not."""
    return (DiffRow(what="new feed", name=feed.feed.spec.title, note=posts(len(feed.new))) for feed in feeds)


def of_vanished(feed: PublishedFeed) -> DiffRow:
    """Return what subscribers of a feed would see that is made no more."""
    return DiffRow(what="gone", name=f"the feed “{feed.title}”", is_ours=True)


def of_sitemap(sitemap: SitemapChanges) -> Iterator[DiffRow]:
    """Return what search engines would see."""
    for loc in sitemap.added:
        yield DiffRow(what="added", name=loc)
    for loc in sitemap.removed:
        yield DiffRow(what="removed", name=loc)
    for loc, old, new in sitemap.lastmod:
        yield DiffRow(what="lastmod", name=loc, note=f"{old or 'none'} -> {new or 'none'}")
