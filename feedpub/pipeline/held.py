"""What the feeds of the last build held, kept in `.feedpub/held`: enough to make any of them again.

Belongs to the note of that build (`incremental.up_to_date`), which names it by its digest: alone, or with another
note, it says nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping  # noqa: TC003 - what is packed is read by the types of its fields
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.packing import Packing
from feedpub.model.records import FeedSpec, Post  # noqa: TC001 - what is packed is read by the types of its fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.incremental.request import Request
    from feedpub.validator import Report
    from feedpub.validator.facts import Facts

_NAME: Final = "held"


class Held(Struct, frozen=True, kw_only=True):
    """What the feeds of a build held."""

    feeds: tuple[tuple[FeedSpec, tuple[Post, ...]], ...]
    ids: Mapping[str, str]
    """Of the posts, by source."""
    digests: Mapping[str, bytes]
    """Of their files, by source."""
    facts: Mapping[str, str]
    """Digest of what each document of these feeds says to others, by the name it was validated under."""


class _Kept(Struct, frozen=True, kw_only=True, array_like=True):
    """What a file holds of that: each post once."""

    posts: tuple[Post, ...]
    feeds: tuple[tuple[FeedSpec, tuple[int, ...]], ...]
    """With the places of their posts."""
    ids: Mapping[str, str]
    digests: Mapping[str, bytes]
    facts: Mapping[str, str]


_KEPT: Final = Packing[_Kept](_Kept)


def write(request: Request, held: Held) -> str:
    """Keep it, and give its digest; empty where it could not be written."""
    posts = {post.source: post for _, of_feed in held.feeds for post in of_feed}
    place = {source: number for number, source in enumerate(posts)}
    feeds = tuple((spec, tuple(place[post.source] for post in of_feed)) for spec, of_feed in held.feeds)
    data = _KEPT.pack(
        _Kept(posts=tuple(posts.values()), feeds=feeds, ids=held.ids, digests=held.digests, facts=held.facts)
    )
    return _digest(data) if request.store and request.store.keep(_NAME, data) else ""


def read(request: Request, digest: str) -> Held | None:
    """Return what was kept under that digest; None where there is nothing of the kind."""
    data = request.store.read(_NAME) if request.store else None
    if data is None or not digest or _digest(data) != digest:
        return None
    try:
        kept = _KEPT.unpack(data)
    except ValueError:
        return None
    feeds = tuple((spec, tuple(kept.posts[number] for number in numbers)) for spec, numbers in kept.feeds)
    return Held(feeds=feeds, ids=kept.ids, digests=kept.digests, facts=kept.facts)


def facts_of(reports: Iterable[Report]) -> Mapping[str, str]:
    """Return a digest of what each document says to others, by name: ids, links, titles, dates, not their places."""
    return {report.document.path: _facts(report.document.facts) for report in reports}


def _facts(facts: Facts) -> str:
    items = [(one.id, one.link, one.title, one.published, one.updated) for one in facts.items]
    said = (facts.self_url, facts.home_url, facts.title, facts.updated, facts.hubs, items)
    return _digest(repr(said).encode("utf-8", "surrogatepass"))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data).hexdigest()
