"""Which ids existing feeds give to the posts of this site, for a move from any other publisher. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.guard.matching import Match, match

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedpub.guard.matching import Candidate
    from feedpub.guard.snapshot import PublishedFeed, PublishedItem


class Conflict(Struct, frozen=True, kw_only=True):
    """A post that has one id here and another there: subscribers of one of the two will get it again."""

    source: str
    kept: str
    other: str
    path: str
    """The feed that has the other id."""


class Adoption(Struct, frozen=True, kw_only=True):
    """What the feeds say of the posts."""

    matches: tuple[Match, ...]
    """Each post at most once."""
    pins: Mapping[str, str]
    """Source -> id, where the post would not have that id without."""
    conflicts: tuple[Conflict, ...]
    unmatched: tuple[tuple[str, PublishedItem], ...]
    """Items that are no post of this site, each with the path of its feed."""


def adopt(feeds: Iterable[PublishedFeed], candidates: Sequence[Candidate], fixed: Mapping[str, str]) -> Adoption:
    """Match the items of feeds to posts. `fixed` are ids that stay (source -> id): front matter and pins.

    The first feed decides where two give a post different ids.
    """
    found: dict[str, Match] = {}
    conflicts: dict[tuple[str, str], Conflict] = {}
    unmatched: dict[str, tuple[str, PublishedItem]] = {}
    settled: set[str] = set()
    for feed in feeds:
        items = [item for item in {item.id: item for item in feed.items}.values() if item.id not in settled]
        of_feed = match(items, candidates)
        for each in of_feed:
            source, name = each.candidate.source, each.item.id
            first = found.setdefault(source, each)
            kept = fixed.get(source, first.item.id)
            if name != kept:
                conflicts[source, name] = Conflict(source=source, kept=kept, other=name, path=feed.path)
            settled.add(name)
        met = {each.item.id for each in of_feed}
        unmatched.update({item.id: (feed.path, item) for item in items if item.id not in met})
    return Adoption(
        matches=tuple(found.values()),
        pins={
            source: each.item.id
            for source, each in found.items()
            if source not in fixed and each.item.id != each.candidate.id
        },
        conflicts=tuple(conflicts.values()),
        unmatched=tuple(unmatched.values()),
    )
