"""How alike two titles or two texts are, whatever their spelling, their tags, and what stands around them. Pure."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize
from zlib import crc32

from feedpub.text import patterns, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

ALIKE: Final = 0.6
"""Share of its text that two versions of a post have in common, at the least."""
_CLEARLY: Final = 0.15
"""How much more alike than the next best the best one must be."""
_SAMPLE: Final = 4000
"""Characters of a text that are compared."""
MOST_READ: Final = 3 * _SAMPLE
"""Characters of its HTML that they are taken from."""
SHINGLE: Final = 9
_LEAST: Final = 24
"""Shingles that a text must have of its own to be told by."""
_LEAST_SAME: Final = 9
"""Letters and digits that a text and the names of its pictures must have to be told by being the same."""


@lru_cache(maxsize=4096)
def text_key(words: str) -> str:
    """Return the letters and digits of a text, in one case and form: what two spellings of a title share."""
    return letters(words)


def letters(words: str) -> str:
    """Return the same, of a text that is not asked for again."""
    return "".join(_WORD.findall(normalize("NFKC", words).casefold()))


_WORD = patterns.lazy(r"[^\W_]+")


def shingles(fragment: str) -> frozenset[int]:
    """Return the runs of letters that the text of an HTML fragment holds, as hashes: in any script, spaces or not."""
    key = text_key(plain.plain(fragment[:MOST_READ])[:_SAMPLE])
    return frozenset(crc32(key[start : start + SHINGLE].encode()) for start in range(len(key) - SHINGLE + 1))


_PICTURE = patterns.lazy(r"""\bsrc=["']?([^"'>\s]{1,2048})""")


def content_key(fragment: str) -> str:
    """Return what two copies of a text share: its letters, and the names of its pictures; nothing where it is short."""
    start = fragment[:MOST_READ]
    pictures = (address.rpartition("/")[2] for address in _PICTURE.findall(start))  # in folders that may be renamed
    key = text_key(" ".join((plain.plain(start)[:_SAMPLE], *pictures)))
    return key if len(key) >= _LEAST_SAME else ""


def likeness(one: frozenset[int], other: frozenset[int]) -> float | None:
    """Return the share of the shorter text that is also in the other, 0 to 1; None where either is too short."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= _LEAST else None


def distinct(texts: Mapping[int, frozenset[int]]) -> Mapping[int, frozenset[int]]:
    """Leave out what several texts of one side share: a footer tells nothing."""
    spread = Counter(shingle for one in texts.values() for shingle in one)
    return {number: frozenset(each for each in one if spread[each] == 1) for number, one in texts.items()}


def alike(
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
