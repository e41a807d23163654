"""What the feeds of the last build held, kept in `.feedpub/held`: enough to make any of them again.

Belongs to the note of that build (`unchanged`), which names it by its digest: alone, or with another note, it says
nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from feedpub.collect import packing
from feedpub.keeping import STATE, keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from feedpub.model import FeedSpec, Post
    from feedpub.request import Request
    from feedpub.validate import Report
    from feedpub.validate.facts import Facts

_NAME: Final = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the feeds of a build held."""

    feeds: tuple[tuple[FeedSpec, tuple[Post, ...]], ...]
    ids: Mapping[str, str]
    """Of the posts, by source."""
    digests: Mapping[str, bytes]
    """Of their files, by source."""
    facts: Mapping[str, str]
    """Digest of what each document of these feeds says to others, by the name it was validated under."""


def write(request: Request, held: Held) -> str:
    """Keep it, and give its digest; empty where it could not be written."""
    place = {source: number for number, source in enumerate(held.digests)}
    posts: list[Post | None] = [None] * len(place)
    feeds = []
    for spec, of_feed in held.feeds:
        for post in of_feed:
            posts[place[post.source]] = post
        feeds.append((spec, [place[post.source] for post in of_feed]))
    data = packing.dump((posts, feeds, dict(held.ids), dict(held.digests), dict(held.facts)))
    return _digest(data) if keep(str(_file(request)), data) else ""


def read(request: Request, digest: str) -> Held | None:
    """Give what was kept under that digest; None where there is nothing of the kind."""
    try:
        data = _file(request).read_bytes()
    except OSError:
        return None
    if not digest or _digest(data) != digest:
        return None
    try:
        return _restored(*packing.load(data))
    except (ValueError, TypeError, IndexError):
        return None


def _restored(
    posts: list[Post],
    feeds: Iterable[tuple[FeedSpec, list[int]]],
    ids: dict[str, str],
    digests: dict[str, bytes],
    facts: dict[str, str],
) -> Held:
    return Held(
        feeds=tuple((spec, tuple(posts[number] for number in numbers)) for spec, numbers in feeds),
        ids=ids,
        digests=digests,
        facts=facts,
    )


def facts_of(reports: Iterable[Report]) -> Mapping[str, str]:
    """Give a digest of what each document says to others, by its name: ids, links, titles, dates, not their places."""
    return {report.document.path: _facts(report.document.facts) for report in reports}


def _facts(facts: Facts) -> str:
    items = [(one.id, one.link, one.title, one.published, one.updated) for one in facts.items]
    said = (facts.self_url, facts.home_url, facts.title, facts.updated, facts.hubs, items)
    return _digest(repr(said).encode("utf-8", "surrogatepass"))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data).hexdigest()


def _file(request: Request) -> Path:
    return request.folder / STATE / _NAME
