"""Dates of feeds and entries (RFC 4287 sections 3.3, 4.2.9 and 4.2.15): their form, and whether they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import slots, typed
from feedpub.validator.rule import FEEDS, Found, rule
from feedpub.validator.types import RFC3339, Moment
from feedpub.validator.values import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document

_DATES = ("atom:updated", "atom:published")
_PLAUSIBLE = Moment(reading=dates.rfc3339, told=lambda reading: reading.problem)


def _moment(container: Element, name: str) -> datetime | None:
    child = container.child(name)
    return dates.rfc3339(child.text.strip()).moment if child is not None else None


date_invalid = rule(
    "atom/date-invalid", Level.ERROR, spec="RFC 4287 section 3.3", refs=("InvalidRFC3339Date",), kinds=FEEDS
)(
    typed(
        slots(RFC3339, *_DATES),
        'The date "{value}" {problem}.',
        "Write date, time and zone in one word: 2026-11-01T09:30:00Z or 2026-11-01T09:30:00+01:00.",
        blank="The {element.local} is empty.",
    ),
    """A date is not written as RFC 3339 wants it.

    Readers that cannot read it sort the entry at random, date it today, or refuse it.

    ```xml bad in=entry
    <updated>2026-11-01 09:30</updated>
    ```
    ```xml good in=entry
    <updated>2026-11-01T09:30:00+01:00</updated>
    ```
    """,
)

date_implausible = rule(
    "atom/date-implausible",
    Level.WARNING,
    spec="RFC 4287 sections 4.2.9 and 4.2.15",
    refs=("ImplausibleDate",),
    kinds=FEEDS,
)(
    typed(
        slots(_PLAUSIBLE, *_DATES),
        'The date "{value}" {problem}.',
        "Check the year, and the clock of the machine that wrote it.",
    ),
    """A date lies in the future, or before there were feeds.

    Readers hold back entries of the future or keep them on top, and never show those from long ago.

    ```xml bad in=entry
    <updated>2206-11-01T09:30:00Z</updated>
    ```
    ```xml good in=entry
    <updated>2026-11-01T09:30:00Z</updated>
    ```
    """,
)


@rule("atom/published-after-updated", Level.WARNING, on="atom:entry", spec="RFC 4287 sections 4.2.9 and 4.2.15")
def published_after_updated(entry: Element, _document: Document) -> Iterator[Found]:
    """An entry was changed before it was published.

    One of the dates is wrong, often by a time zone; readers sort by either.

    ```xml bad in=entry
    <published>2026-11-02T00:00:00Z</published><updated>2026-11-01T00:00:00Z</updated>
    ```
    ```xml good in=entry
    <published>2026-11-01T00:00:00Z</published><updated>2026-11-01T00:00:00Z</updated>
    ```
    """
    published, updated = _moment(entry, "atom:published"), _moment(entry, "atom:updated")
    if published is not None and updated is not None and published > updated:
        yield Found(
            text="The published date is later than the updated date.",
            at=entry.child("atom:published"),
            hint="Where nothing was changed since, write the same moment into both.",
        )


@rule("atom/feed-older-than-entry", Level.WARNING, on="atom:feed", spec="RFC 4287 section 4.2.15")
def feed_older_than_entry(feed: Element, _document: Document) -> Iterator[Found]:
    """The feed was last changed before one of its entries was.

    Readers that look at the feed's date first pass over the new entry.

    ```xml bad in=feed
    <updated>2026-11-01T00:00:00Z</updated><entry><updated>2026-11-02T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <updated>2026-11-02T00:00:00Z</updated><entry><updated>2026-11-02T00:00:00Z</updated></entry>
    ```
    """
    own = _moment(feed, "atom:updated")
    moments = [moment for entry in feed.all("atom:entry") if (moment := _moment(entry, "atom:updated"))]
    newest = max(moments, default=None)
    if own is not None and newest is not None and own < newest:
        yield Found(
            text=f"The feed's date is older than that of an entry, {newest:%Y-%m-%dT%H:%M:%SZ}.",
            at=feed.child("atom:updated"),
            hint=f"Write {newest:%Y-%m-%dT%H:%M:%SZ}, the date of the newest entry.",
        )


@rule("atom/updated-shared", Level.WARNING, on="atom:feed", spec="practice of readers", refs=("DuplicateUpdated",))
def updated_shared(feed: Element, _document: Document) -> Iterator[Found]:
    """Two entries were changed at the very same moment.

    Readers sort by this date; as a rule it is the time of a build, and says of every entry that it has changed.

    ```xml bad in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-01T08:15:00Z</updated></entry>
    ```
    """
    seen: set[datetime] = set()
    for entry in feed.all("atom:entry"):
        place, moment = entry.child("atom:updated"), _moment(entry, "atom:updated")
        is_own = moment == _moment(entry, "atom:published")  # never changed since, so it is not the time of a build
        if place is not None and moment is not None and not is_own:
            if moment in seen:
                yield Found(
                    text=f'An entry before this one has the date "{place.text.strip()}", too.',
                    at=place,
                    found=place.text.strip(),
                    hint="Write the moment at which this entry itself was last changed.",
                )
            seen.add(moment)
