"""Rows of `feedpub diff` as they are printed: few of each kind, and safe to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.cli.cleaning import visible
from feedpub.guard.rows import NOTHING, DiffRow, of_feed, of_new_feeds, of_sitemap, translated_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.guard.changes import FeedChanges

__all__ = ["NOTHING", "DiffRow", "few_of_each", "of_feed", "of_new_feeds", "of_sitemap", "title_of", "translated_note"]

_SHOWN: Final = 20
"""Rows of one kind that people are shown."""


def title_of(feed: FeedChanges) -> str:
    """Return the title of a feed, with the paths of its formats."""
    return visible(f"{feed.feed.spec.title} ({', '.join(feed.feed.spec.paths.values())})")


def few_of_each(rows: Iterable[DiffRow]) -> Iterator[DiffRow]:
    """Return of each kind not more rows than people read, and how many there are besides; safe to be shown."""
    count: dict[str, int] = {}
    for row in rows:
        count[row.what] = count.get(row.what, 0) + 1
        if count[row.what] <= _SHOWN:
            yield DiffRow(what=row.what, name=visible(row.name), note=visible(row.note), ids=visible(row.ids))
    for what, number in count.items():
        if number > _SHOWN:
            yield DiffRow(what="and", name=f"{number - _SHOWN} more {what}")
