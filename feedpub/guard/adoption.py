"""Which ids existing feeds give to the posts of this site, for a move from any other publisher. Pure."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard.matching import Doubt, Match, match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import tzinfo

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
    doubts: tuple[Doubt, ...] = ()
    """Those of them that may be one of several posts."""


def adopt(
    feeds: Iterable[PublishedFeed], candidates: Sequence[Candidate], fixed: Mapping[str, str], zone: tzinfo = UTC
) -> Adoption:
    """Match the items of feeds to posts. `fixed` are ids that stay (source -> id): front matter and pins.

    The first feed decides where two give a post different ids.
    """
    found: dict[str, Match] = {}
    conflicts: dict[tuple[str, str], Conflict] = {}
    unmatched: dict[str, tuple[str, PublishedItem]] = {}
    doubts: dict[str, Doubt] = {}
    settled: set[str] = set()
    for feed in feeds:
        items = [item for item in {item.id: item for item in feed.items}.values() if item.id not in settled]
        matching = match(items, candidates, zone=zone)
        for each in matching.matches:
            source, name = each.candidate.source, each.item.id
            first = found.setdefault(source, each)
            kept = fixed.get(source, first.item.id)
            if name != kept:
                conflicts[source, name] = Conflict(source=source, kept=kept, other=name, path=feed.path)
            settled.add(name)
        doubts.update((each.item.id, each) for each in matching.doubts)
        met = {each.item.id for each in matching.matches}
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
        doubts=tuple(_open(doubts.values(), {*found, *fixed}, settled)),
    )


def _open(doubts: Iterable[Doubt], told: AbstractSet[str], settled: AbstractSet[str]) -> Iterator[Doubt]:
    """Return the doubts that another feed, or whoever fixed an id, has not ended."""
    for each in doubts:
        left = tuple(one for one in each.candidates if one.source not in told)
        if left and each.item.id not in settled:
            yield replace(each, candidates=left)
