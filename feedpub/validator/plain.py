"""Reads the sitemaps that generators write, ours among them, many times as fast as a parser that makes elements.

Only a document that is nothing but plain entries, line by line in the usual form, is read here: a loc, perhaps a
lastmod, perhaps pictures, with no reference, comment or attribute anywhere. No rule finds anything in the form of
such an entry, and what the values say is kept as `gather` keeps it. The head and the first entry go through the
parser all the same. That both ways come to the same report is held by tests/validator/test_plain.py.
"""

from __future__ import annotations

import re
from array import array
from operator import add
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.validator.facts import Rows, ValueFact, beginning
from feedpub.validator.gather import PLAIN_DATE, PLAIN_URL, is_plain_loc
from feedpub.validator.values.leftovers import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.validator.facts import Facts

IMAGES: Final = "http://www.google.com/schemas/sitemap-image/1.1"
_HEAD: Final = re.compile(
    rb'<\?xml version="1\.0" encoding="UTF-8"\?>\n(?:<\?xml-stylesheet type="text/css" href="[^"<>&]{1,2048}"\?>\n)?'
    rb"(?:<!-- [\w ]+ -->\n)?"
    rb'<urlset xmlns="http://www\.sitemaps\.org/schemas/sitemap/0\.9"'
    rb'(?: xmlns:image="http://www\.google\.com/schemas/sitemap-image/1\.1")?>\n'
)
_PICTURE: Final = f"    <image:image>\n      <image:loc>{PLAIN_URL.pattern}</image:loc>\n    </image:image>\n"
_VALUES: Final = r"  <url>\n    <loc>([!-%'-;=?-~]++)</loc>\n(?:    <lastmod>([0-9TZ:.+-]++)</lastmod>\n)?+"
_ENTRY: Final = re.compile(rf"{_VALUES}((?:{_PICTURE}){{0,1000}}+)  </url>\n")
_BARE_ENTRY: Final = re.compile(rf"{_VALUES}  </url>\n")
_ENTRY_LETTERS: Final = len("  <url>\n    <loc></loc>\n  </url>\n")
_LASTMOD_LETTERS: Final = len("    <lastmod></lastmod>\n")
_LASTMOD: Final = "/urlset/url[{}]/lastmod"
_END: Final = "</urlset>\n"
_COLUMN: Final = 5
_LINES: Final = 3
"""Of an entry without lastmod and pictures."""
_SOME: Final = 1000
_LONGEST: Final = 2048
_OF_PATHS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._~-%"
_SIGNS: Final = (
    *(f"/{word}".encode() for word in NO_TEXT),
    *(b"/your", b"/Your", b"%E2%80", b"%E2%81", b"%C2%A", b"%EF%BB"),
)
"""What a path may hold, in its letters, that a rule may object to."""
_DIGITS: Final = bytes.maketrans(b"LH0123456789ABCDEF", b"__LLLLLLLLHHHHHHHH")
"""Low and high hexadecimal digits, these in upper case."""
_PLAIN_DATES: Final = re.compile(rf"(?:(?:{PLAIN_DATE.pattern})?\n)*+")


def may_be_plain(head: bytes) -> bool:
    """Whether a document that begins so can be one of plain entries."""
    return _HEAD.match(head) is not None


def split(data: bytes) -> tuple[bytes, str, int] | None:
    """Return head, first entry and end as a document, all other entries as text, and the line on which these begin.

    None when there are not two entries, or something in the document is not plain.
    """
    start = _HEAD.match(data)
    if start is None or not data.isascii():
        return None
    text = data[start.end() :].decode("ascii")
    first = _ENTRY.match(text)
    if first is None or not text.endswith(_END) or first.end() == len(text) - len(_END):
        return None
    if b"xmlns:image" not in start[0] and "<image:" in text:
        return None
    begin = start[0] + first[0].encode()
    return begin + _END.encode(), text[first.end() : -len(_END)], begin.count(b"\n") + 1


class Scanned(Struct, frozen=True, kw_only=True):
    """What entries say, as `Facts` keeps it."""

    locs: Sequence[str]
    lastmods: Sequence[str]
    rows: Rows
    has_images: bool

    def add_to(self, facts: Facts, year: str) -> None:
        """Put it behind the facts of what stands before; `year` is the present one."""
        before = len(facts.urls)
        facts.urls.extend(self.locs, self.lastmods, self.rows)
        for place in _odd_locs(self.locs):
            facts.odd_urls.append(facts.urls[before + place])
        for place in _odd_lastmods(self.lastmods, year):
            one = facts.urls[before + place]
            facts.odd_lastmods.append(
                ValueFact(one.lastmod, one.line + 1, one.column, _LASTMOD.format(one.ordinal)),
            )


def scan(entries: str, line: int) -> Scanned | None:
    """Read the entries from the second on, the first of which begins on `line`; None when one is not plain."""
    found = (_ENTRY if "<image:" in entries else _BARE_ENTRY).findall(entries)
    if not found:
        return None
    locs, lastmods, *pictures = zip(*found, strict=True)
    dated = len(lastmods) - lastmods.count("")
    letters = sum(sum(map(len, column)) for column in (locs, lastmods, *pictures))
    if letters + len(locs) * _ENTRY_LETTERS + dated * _LASTMOD_LETTERS != len(entries):
        return None  # something stands between them
    if 2 * len(set(lastmods[:_SOME])) < len(lastmods[:_SOME]):  # many pages share a date
        shared = {each: each for each in lastmods}
        lastmods = tuple([shared[each] for each in lastmods])
    images = pictures[0] if pictures else ()
    return Scanned(
        locs=locs,
        lastmods=lastmods,
        rows=Rows(line + 1, _COLUMN, _heights(lastmods, images)),
        has_images=any(images),
    )


def _heights(lastmods: Sequence[str], images: Sequence[str]) -> Sequence[int]:
    """Return how many lines each entry has."""
    if not any(images):
        plain = bytes([_LINES + 1]) * len(lastmods)
        return bytes([_LINES + 1 if when else _LINES for when in lastmods]) if "" in lastmods else plain
    lines = [_LINES + 1 if when else _LINES for when in lastmods]
    pictures = [shown.count("\n") if shown else 0 for shown in images]
    return array("H", map(add, lines, pictures))


def _odd_locs(locs: Sequence[str]) -> list[int]:
    """Return the places of those that are not of the plain form."""
    if _are_plain(locs):
        return []
    return [place for place, loc in enumerate(locs) if not is_plain_loc(loc)]


def _are_plain(locs: Sequence[str]) -> bool:
    """Whether it is seen at once that all are of the plain form: they are of one host, and have no other letters."""
    common = beginning(locs)
    start = "/".join(common.split("/", 3)[:3]) + "/"
    if not (common.startswith(start) and PLAIN_URL.fullmatch(start)) or max(map(len, locs)) > _LONGEST:
        return False
    letters = "".join(locs).encode("ascii")
    return (
        letters.translate(None, _OF_PATHS) == b":" * len(locs)
        and letters.count(b"//") == len(locs)
        and not any(sign in letters for sign in _SIGNS)
        and _are_beyond_ascii(letters)
    )


def _are_beyond_ascii(letters: bytes) -> bool:
    """Whether each `%` begins an encoded byte beyond ASCII, with digits in upper case."""
    if b"%" not in letters:
        return True
    digits = letters.translate(_DIGITS)
    return digits.count(b"%") == digits.count(b"%HL") + digits.count(b"%HH")


def _odd_lastmods(lastmods: Sequence[str], year: str) -> list[int]:
    """Return the places of those that are not of the plain form, or of this year or later."""
    if max(lastmods) < year and _PLAIN_DATES.fullmatch("\n".join((*lastmods, ""))):
        return []
    return [
        place
        for place, lastmod in enumerate(lastmods)
        if lastmod and not (lastmod < year and PLAIN_DATE.fullmatch(lastmod))
    ]
