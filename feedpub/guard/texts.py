"""What tells a text from others: its letters, in runs; all of it; how it begins. Pure."""

from __future__ import annotations

import hashlib
import html
import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize
from urllib.parse import urlsplit
from zlib import crc32

from feedpub.text import patterns, plain

SAMPLE: Final = 4000
"""Characters of a text that are compared."""
OPENING: Final = 600
"""Letters of it that are kept between builds: a tenth of a text, as a rule, and enough to know it by."""
SHINGLE: Final = 9
LEAST: Final = 24
"""Shingles that a text must have of its own to be told by."""
_LEAST_SAME: Final = 9
"""Letters and digits that a text and the names of its pictures must have to be told by being the same."""
_WORD = patterns.lazy(r"[^\W_]+")
_TAG: Final = re.compile(r"<[^<>]*(?:>|\Z)")
_PICTURE = patterns.lazy(r"""\bsrc=["']?([^"'>\s]{1,2048})""")


@lru_cache(maxsize=4096)
def text_key(words: str) -> str:
    """Return the letters and digits of a text, in one case and form: what two spellings of a title share."""
    return _letters(words)


def _letters(words: str) -> str:
    return "".join(_WORD.findall(normalize("NFKC", words).casefold()))


def shingles(fragment: str) -> frozenset[int]:
    """Return the runs of letters that the text of an HTML fragment holds, as hashes: in any script, spaces or not."""
    key = text_key(plain.plain(fragment[: 3 * SAMPLE])[:SAMPLE])
    return frozenset(crc32(key[start : start + SHINGLE].encode()) for start in range(len(key) - SHINGLE + 1))


def likeness(one: frozenset[int], other: frozenset[int]) -> float | None:
    """Return the share of the shorter text that is also in the other, 0 to 1; None where either is too short."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= LEAST else None


def content_key(fragment: str) -> str:
    """Return what two copies of a text share: its letters, and the names of its pictures; nothing where it is short."""
    start = fragment[: 3 * SAMPLE]
    pictures = (address.rpartition("/")[2] for address in _PICTURE.findall(start))  # in folders that may be renamed
    key = text_key(" ".join((plain.plain(start)[:SAMPLE], *pictures)))
    return key if len(key) >= _LEAST_SAME else ""


def opening(fragment: str) -> str:
    """Return the letters that the text of an HTML fragment begins with: a fragment that has its first shingles."""
    return _letters(html.unescape(_TAG.sub("", fragment[: 3 * OPENING])))[:OPENING]


def digest(fragment: str, address: str) -> str:
    """Return what only an equal text of a post at this address has; nothing for none. Its domain does not count."""
    text = without_home(fragment, address)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32] if text else ""


def without_home(fragment: str, address: str) -> str:
    """Return a text without the domain of its site, and however it is escaped: a move to another changes none."""
    parts = urlsplit(address)
    return html.unescape(fragment).replace(f"{parts.scheme}://{parts.netloc}/", "/").strip()
