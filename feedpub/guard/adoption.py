"""Which ids existing feeds give to the posts of this site, for a move from any other publisher. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from feedpub.guard.known_as import Guid, both, of_item
from feedpub.guard.matching import Match, MatchDoubt, match
from feedpub.guard.pins import Pin, is_writable
from feedpub.guard.snapshot import FORMATS
from feedpub.model.details import KnownAs
from feedpub.model.records import Format
from feedpub.text import patterns

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
    pins: tuple[Pin, ...]
    """Of the posts that would be known otherwise without."""
    conflicts: tuple[Conflict, ...]
    unmatched: tuple[tuple[str, PublishedItem], ...]
    """Items that are no post of this site, each with the path of its feed."""
    doubts: tuple[MatchDoubt, ...] = ()
    """Those of them that may be one of several posts."""
    unwritable: tuple[Pin, ...]
    """What would be pinned if a line could say it."""
    comments: Mapping[str, int]
    """How many items of a feed, by its path, are comments on posts."""


class _Known(Struct):
    """What feeds say of one post."""

    id: str
    known_as: KnownAs | None
    match: Match
    by_format: dict[Format, str] = field(default_factory=dict)
    """The first id that a feed of each format has for it."""


def adopt(
    feeds: Iterable[PublishedFeed], candidates: Sequence[Candidate], fixed: Mapping[str, Pin], zone: tzinfo = UTC
) -> Adoption:
    """Match the items of feeds to posts. `fixed` are ids that stay: front matter and pins.

    The first feed decides where two of one format give a post different ids; each format keeps its own.
    """
    found: dict[str, _Known] = {}
    conflicts: dict[tuple[str, str], Conflict] = {}
    unmatched: dict[tuple[Format, str], tuple[str, PublishedItem]] = {}
    doubts: dict[str, MatchDoubt] = {}
    settled: set[tuple[Format, str]] = set()
    comments: Counter[str] = Counter()
    for feed in feeds:
        form = FORMATS[feed.kind]
        comments[feed.path] += sum(map(_is_comment, feed.items))
        posts = (item for item in feed.items if item.id and not _is_comment(item))
        items = {item.id: item for item in posts if (form, item.id) not in settled}
        matching = match(items.values(), candidates, zone=zone)
        for each in matching.matches:
            source, name = each.candidate.source, each.item.id
            kept = _kept(found, each, form, fixed.get(source))
            if name != kept:
                conflicts[source, name] = Conflict(source=source, kept=kept, other=name, path=feed.path)
            settled.add((form, name))
        doubts.update((each.item.id, each) for each in matching.doubts)
        unmatched.update(
            {(form, name): (feed.path, item) for name, item in items.items() if (form, name) not in settled}
        )
    ids = {name for _, name in settled}
    wanted = tuple(_pins(found, fixed))
    return Adoption(
        matches=tuple(one.match for one in found.values()),
        pins=tuple(filter(is_writable, wanted)),
        unwritable=tuple(pin for pin in wanted if not is_writable(pin)),
        conflicts=tuple(conflicts.values()),
        unmatched=tuple({item.id: (path, item) for path, item in unmatched.values() if item.id not in ids}.values()),
        doubts=tuple(_open(doubts.values(), {*found, *fixed}, ids)),
        comments=+comments,
    )


_COMMENT: Final = patterns.lazy(r"#(?:comment-?|c)\d+$")
"""How the address of a comment ends in WordPress, Drupal and Movable Type, and in Blogger: the rest is its post's."""


def _is_comment(item: PublishedItem) -> bool:
    return _COMMENT.search(item.link) is not None


def _open(doubts: Iterable[MatchDoubt], told: AbstractSet[str], settled: AbstractSet[str]) -> Iterator[MatchDoubt]:
    """Return the doubts that another feed, or whoever fixed an id, has not ended."""
    for each in doubts:
        left = tuple(one for one in each.candidates if one.source not in told)
        if left and each.item.id not in settled:
            yield replace(each, candidates=left)


def _kept(found: dict[str, _Known], each: Match, form: Format, pin: Pin | None) -> str:
    """Take note of what an item tells of its post, and return the id that the post keeps in this format."""
    source, item = each.candidate.source, each.item
    if source not in found:
        name, known = (pin.id, pin.known_as) if pin else (item.id, None)
        found[source] = _Known(id=name, known_as=known, match=each)
        if pin:
            found[source].by_format[form] = _id_in(form, name, known)
    one = found[source]
    first = one.by_format.setdefault(form, item.id)
    if first == item.id:
        one.known_as = both(one.known_as, _of_item(each, form, one.id))
    return first


def _of_item(each: Match, form: Format, name: str) -> KnownAs | None:
    """Return how subscribers know the post; an address that is not its own any more can be kept as a guid alone."""
    known = of_item(each.item, form, name)
    if each.item.guid is Guid.NONE and each.item.link != each.candidate.link:
        return None if each.item.id == name else KnownAs(rss=each.item.id)
    return known


def _id_in(form: Format, name: str, known: KnownAs | None) -> str:
    values = {Format.RSS: known.rss, Format.ATOM: known.atom, Format.JSON: known.json} if known else {}
    return values.get(form) or name


def _pins(found: Mapping[str, _Known], fixed: Mapping[str, Pin]) -> Iterator[Pin]:
    for source, one in found.items():
        before = fixed.get(source)
        is_new = one.id != one.match.candidate.id if before is None else False
        if is_new or one.known_as != (before.known_as if before else None):
            yield Pin(source=source, id=one.id, known_as=one.known_as)
