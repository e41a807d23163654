"""Which published item is which post, though its id, its address or its text may have changed.

From the surest sign to the weakest: the id, the address (an old one, too), title and date, the text. A sign counts
only where it points to one item and one post; what is told wrongly here would give a post another's id. Pure.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize
from urllib.parse import unquote, urlsplit
from zlib import crc32

from msgspec import Struct

from feedpub.text import patterns, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from feedpub.guard.snapshot import PublishedItem

    _ItemKeys: TypeAlias = Callable[["PublishedItem"], Iterable[str]]
    _CandidateKeys: TypeAlias = Callable[["Candidate"], Iterable[str]]

NEAR: Final = timedelta(hours=36)
"""How far apart two dates of one post may lie: a day and a time zone."""
ALIKE: Final = 0.6
"""Share of its text that two versions of a post have in common, at the least."""
_CLEARLY: Final = 0.15
"""How much more alike than the next best the best one must be."""
_SAMPLE: Final = 4000
"""Characters of a text that are compared."""
_SHINGLE: Final = 9
_LEAST: Final = 24
"""Shingles that a text must have of its own to be told by."""
_MOST_COMPARED: Final = 400
"""Items left over whose texts are compared; a site that changed more than that is told by its addresses."""


class Reason(enum.Enum):
    """Why an item and a post are held to be the same; the value says it to people."""

    ID = "they have the same id"
    LINK = "they have the same address"
    ALIAS = "the post names the address among its `aliases`"
    TITLE_AND_DATE = "they have the same title and date"
    TEXT = "they have the same text"


class Candidate(Struct, frozen=True, kw_only=True):
    """A post that an item may be."""

    source: str
    id: str
    link: str
    title: str
    date: datetime | None
    aliases: tuple[str, ...] = ()
    content: Callable[[], str] = str
    """Returns its text as HTML; asked for only when nothing else tells."""


class Match(Struct, frozen=True, kw_only=True):
    """An item and the post that it is."""

    item: PublishedItem
    candidate: Candidate
    reason: Reason


def match(items: Iterable[PublishedItem], candidates: Iterable[Candidate], *, by_id: bool = True) -> tuple[Match, ...]:
    """Pair items with posts, each at most once; `by_id` False where ids are known to lead astray."""
    pairing = _Pairing(items, candidates)
    signs: list[Callable[[], None]] = [
        lambda: pairing.by(Reason.LINK, _addresses, lambda post: (address_key(post.link),)),
        lambda: pairing.by(Reason.ALIAS, _addresses, lambda post: map(address_key, post.aliases)),
        pairing.by_title_and_date,
        pairing.by_text,
    ]
    if by_id:
        signs.insert(0, lambda: pairing.by(Reason.ID, lambda item: (item.id,), lambda post: (post.id,)))
    for sign in signs:
        if pairing.items and pairing.candidates:  # the keys of all posts of a large site take their time
            sign()
    return tuple(pairing.matches)


class _Pairing:
    """Items and posts by number while they are paired; what is paired is out of the question for weaker signs."""

    def __init__(self, items: Iterable[PublishedItem], candidates: Iterable[Candidate]) -> None:
        self.items = dict(enumerate(items))
        self.candidates = dict(enumerate(candidates))
        self.matches: list[Match] = []

    def by(self, reason: Reason, of_item: _ItemKeys, of_candidate: _CandidateKeys) -> None:
        """Pair those with a key in common that no other post has."""
        owners: dict[str, int | None] = {}
        for number, candidate in self.candidates.items():
            for key in of_candidate(candidate):
                owners[key] = number if owners.get(key, number) == number else None
        for number, item in tuple(self.items.items()):
            owner = next((owners[key] for key in of_item(item) if key and key in owners), None)
            if owner in self.candidates:
                self._pair(number, owner, reason)

    def by_title_and_date(self) -> None:
        """Pair those of one title whose dates lie close together."""
        by_title: dict[str, list[int]] = {}
        for number, candidate in self.candidates.items():
            by_title.setdefault(text_key(candidate.title), []).append(number)
        for number, item in tuple(self.items.items()):
            near = [
                one
                for one in by_title.get(text_key(item.title) or "?", ())
                if one in self.candidates and is_near(item.published, self.candidates[one].date)
            ]
            if len(near) == 1:
                self._pair(number, near[0], Reason.TITLE_AND_DATE)

    def by_text(self) -> None:
        """Pair the texts that have most in common, where it is much, and clearly more than with any other."""
        some = list(self.items.items())[:_MOST_COMPARED]
        olds = _distinct({number: shingles(item.content) for number, item in some})
        wanted = frozenset().union(*olds.values())
        lengths: dict[int, int] = {}
        common: dict[int, frozenset[int]] = {}
        for number, one in self.candidates.items():
            whole = shingles(one.content())
            lengths[number] = len(whole)
            common[number] = whole & wanted  # all texts of a large site would not fit into memory
        for old, new in _alike(olds, _distinct(common), lengths):
            if old in self.items and new in self.candidates:
                self._pair(old, new, Reason.TEXT)

    def _pair(self, item: int, candidate: int | None, reason: Reason) -> None:
        if candidate is not None:
            found = self.candidates.pop(candidate)
            self.matches.append(Match(item=self.items.pop(item), candidate=found, reason=reason))


# Addresses


_TRACKING = patterns.lazy(r"(?:^|&)(?:(?:utm_\w+|fbclid)=[^&]*|ref=feed(?=&|$))")
_FILE = patterns.lazy(r"(?:/index)?(?:\.(?:html?|xhtml|php|aspx?))?(?<!/)/*+$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def address_key(url: str) -> str:
    """Return what is left of an address when scheme, host, endings, slashes, case and encoding do not count.

    Empty for a home page: it tells no post from another.
    """
    if not url.isascii() or "%" in url:
        url = normalize("NFC", unquote(url))
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    query = _TRACKING.sub("", parts.query).strip("&")
    path = _FILE.sub("", parts.path).casefold()
    return f"{path}?{query}" if query else path


def _addresses(item: PublishedItem) -> Iterator[str]:
    """Return the address of an item, and its id where that is one: behind `feedproxy` links it is the true one."""
    yield address_key(item.link)
    if item.id != item.link and item.id.startswith(("http://", "https://")):
        yield address_key(item.id)


# Titles and dates


@lru_cache(maxsize=4096)
def text_key(words: str) -> str:
    """Return the letters and digits of a text, in one case and form: what two spellings of a title share."""
    return "".join(_WORD.findall(normalize("NFKC", words).casefold()))


_WORD = patterns.lazy(r"[^\W_]+")


def is_near(one: datetime | None, other: datetime | None) -> bool:
    """Whether the dates can be those of one post; one that is not known can be any."""
    return one is None or other is None or abs(one - other) <= NEAR


# Texts


def shingles(fragment: str) -> frozenset[int]:
    """Return the runs of letters that the text of an HTML fragment holds, as hashes: in any script, spaces or not."""
    key = text_key(plain.plain(fragment[: 3 * _SAMPLE])[:_SAMPLE])
    return frozenset(crc32(key[start : start + _SHINGLE].encode()) for start in range(len(key) - _SHINGLE + 1))


def likeness(one: frozenset[int], other: frozenset[int]) -> float | None:
    """Return the share of the shorter text that is also in the other, 0 to 1; None where either is too short."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= _LEAST else None


def _distinct(texts: Mapping[int, frozenset[int]]) -> Mapping[int, frozenset[int]]:
    """Leave out what several texts of one side share: a footer tells nothing."""
    spread = Counter(shingle for one in texts.values() for shingle in one)
    return {number: frozenset(each for each in one if spread[each] == 1) for number, one in texts.items()}


def _alike(
    olds: Mapping[int, frozenset[int]], news: Mapping[int, frozenset[int]], lengths: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the pairs that are alike, the surest first; a text that is like two others is like none.

    `news` are what new texts of these `lengths` have in common with any old one.
    """
    holders = {shingle: number for number, one in news.items() for shingle in one}
    found: list[tuple[float, int, int]] = []
    for old, one in olds.items():
        common = Counter(holders[shingle] for shingle in one if shingle in holders)
        shares = sorted(
            ((_share(count, len(one), lengths[new]), new) for new, count in common.most_common(3)), reverse=True
        )
        second = shares[1][0] if len(shares) > 1 else 0.0
        if shares and shares[0][0] >= ALIKE and shares[0][0] - second >= _CLEARLY:
            found.append((shares[0][0], old, shares[0][1]))
    return [(old, new) for _, old, new in sorted(found, key=lambda each: (-each[0], each[1]))]


def _share(common: int, one: int, other: int) -> float:
    """Return how much of the shorter text is in both; nothing where that is too short to tell."""
    shorter = min(one, other)
    return common / shorter if shorter >= _LEAST else 0.0
