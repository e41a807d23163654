"""Ids of feeds and entries (RFC 4287 section 4.2.6): what they look like, and that no two are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import typed
from feedpub.validator.rule import FEEDS, Found, rule
from feedpub.validator.types import ABSOLUTE, CANONICAL
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document

_FEW = 2
"""So many entries of one id may be versions of one entry; more, and nothing else, is a constant in a template."""


id_invalid = rule(
    "atom/id-invalid",
    Level.ERROR,
    spec="RFC 4287 section 4.2.6",
    refs=("InvalidFullLink", "InvalidLink", "InvalidUriChar", "InvalidTAG", "InvalidURN", "InvalidUUID", "NotBlank"),
    kinds=FEEDS,
)(
    typed(
        {"atom:id": ABSOLUTE},
        'The id "{value}" {problem}.',
        "Use the permanent URL, tag:example.com,2024:something or urn:uuid: and a UUID.",
        blank="The id is empty.",
    ),
    """An id is not an absolute URL, tag or URN.

    The id must be one of a kind in the whole world; a number, a path or a word is not, and readers mix up entries.

    ```xml bad in=entry
    <id>post-1</id>
    ```
    ```xml bad in=entry
    <id>tag:example.com,24:post-1</id>
    ```
    ```xml good in=entry
    <id>tag:example.com,2024:post-1</id>
    ```
    """,
)

id_not_canonical = rule(
    "atom/id-not-canonical", Level.WARNING, spec="RFC 4287 section 4.2.6.1", refs=("NonCanonicalURI",), kinds=FEEDS
)(
    typed(
        {"atom:id": CANONICAL},
        'The id "{value}" is not in canonical form.',
        lambda value, _: f"Use {uris.canonical(value)} for new entries; do not change the ids of published ones.",
    ),
    """An id is not in the normal form of its kind of URL.

    Readers compare ids letter by letter; a program that normalises the URL on its way makes all entries new.

    ```xml bad in=entry
    <id>http://Example.com:80/%7Eann</id>
    ```
    ```xml good in=entry
    <id>http://example.com/~ann</id>
    ```
    """,
)


def _entries(feed: Element) -> Iterator[tuple[Element, str, str]]:
    """Return the id element of each entry with the id and the text of its date."""
    for entry in feed.all("atom:entry"):
        place, updated = entry.child("atom:id"), entry.child("atom:updated")
        if place is not None:
            yield place, place.text.strip(), updated.text.strip() if updated is not None else ""


@rule("atom/entry-twice", Level.WARNING, on="atom:feed", spec="RFC 4287 section 4.1.1", refs=("DuplicateEntries",))
def entry_twice(feed: Element, _document: Document) -> Iterator[Found]:
    """Two entries have one id and one date.

    Entries of one id are versions of one entry, told apart by date; readers show one of the two, by chance.

    ```xml bad in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-02T00:00:00Z</updated></entry>
    ```
    """
    seen: set[tuple[str, str]] = set()
    for place, value, updated in _entries(feed):
        if value and (value, updated) in seen:
            yield Found(
                text=f'An entry before this one has the id "{value}" and the same date, too.',
                at=place,
                found=value,
                hint="Give each entry an id of its own.",
            )
        seen.add((value, updated))


@rule("atom/entry-in-versions", Level.INFO, on="atom:feed", spec="RFC 4287 section 4.1.1")
def entry_in_versions(feed: Element, _document: Document) -> Iterator[Found]:
    """Two entries have one id and different dates.

    They count as versions of one entry, and most readers keep only one of them; often the id was copied.

    ```xml bad in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-02T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-02T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    """
    dates: dict[str, str] = {}
    for place, value, updated in _entries(feed):
        if dates.setdefault(value, updated) != updated:
            yield Found(
                text=f'An entry before this one has the id "{value}", too.',
                at=place,
                found=value,
                hint="Give it an id of its own, unless it is an older version of the same entry.",
            )


@rule("atom/ids-all-alike", Level.ERROR, on="atom:feed", spec="RFC 4287 section 4.2.6", refs=("DuplicateIds",))
def ids_all_alike(feed: Element, _document: Document) -> Iterator[Found]:
    """All entries have the same id.

    To a reader they are one entry, of which it shows one version; all others are lost.

    ```xml bad in=feed
    <entry><id>https://example.com/</id></entry><entry><id>https://example.com/</id></entry>
    <entry><id>https://example.com/</id></entry>
    ```
    ```xml good in=feed
    <entry><id>https://example.com/1</id></entry><entry><id>https://example.com/2</id></entry>
    <entry><id>https://example.com/3</id></entry>
    ```
    """
    entries = list(_entries(feed))
    if len(entries) > _FEW and len({value for _, value, _ in entries}) == 1:
        place, value, _ = entries[1]
        yield Found(
            text=f'All {len(entries)} entries have the id "{value}".',
            at=place,
            found=value,
            hint="Give each entry an id of its own, for example its permanent URL.",
        )
