"""Reads the sitemaps that generators write, ours among them, many times as fast as a parser that makes elements.

Only a document that is nothing but plain entries, each laid out as the others, is read here: a loc, perhaps a lastmod,
perhaps pictures, with no reference but &amp;, and no comment or attribute anywhere. No rule finds anything in the form
of such an entry, and what the values say is kept as `gather` keeps it. The head and the first entry go through the
parser all the same. That both ways come to the same report is held by tests/validator/test_plain.py.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from feedpub.validator.facts import Rows, ValueFact, beginning
from feedpub.validator.gather import PLAIN_DATE, PLAIN_URL, is_plain_loc
from feedpub.validator.values.leftovers import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.validator.facts import Facts

IMAGES: Final = "http://www.google.com/schemas/sitemap-image/1.1"
_CORE: Final = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PICTURES: Final = f'xmlns:image="{IMAGES}"'.encode()
_COMMENT: Final = r"<!--(?:[^<>&-]|-(?!-)){0,1000}+-->"
_DECLARATION: Final = (
    rb"<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?:UTF|utf)-8[\"'])?(?: standalone=[\"'](?:yes|no)[\"'])?"
    rb" ?\?>\s*+"
)
_HEAD: Final = re.compile(
    rb"(?:"
    + _DECLARATION
    + rb")?+(?:<\?xml-stylesheet [^<>&?]{1,2048}+\?>\s*+)?+(?:"
    + _COMMENT.encode()
    + rb"\s*+){0,9}+"
    rb"<urlset((?:\s++[A-Za-z:]++=\"[^\"<>&]*+\")++)\s*+>\s*+(?=<url>)"
)
_END: Final = re.compile(rf"\s{{0,40}}+</urlset>(?:\s|{_COMMENT})*+\Z")
_LONGEST_END: Final = 4096
_LONGEST_ENTRY: Final = 1 << 16
"""Of the first one."""
_WIDEST: Final = 40
_SPACE: Final = rf"((?:[ \t\n]|\r\n){{0,{_WIDEST}}}+)"
_LOC: Final = re.compile(rf"<url>{_SPACE}<loc>")
_LASTMOD: Final = re.compile(rf"</loc>{_SPACE}<lastmod>")
_PICTURE: Final = re.compile(rf"{_SPACE}<image:image>{_SPACE}<image:loc>[^<]*+</image:loc>{_SPACE}</image:image>")
_CLOSE: Final = re.compile(rf"{_SPACE}</url>{_SPACE}")
_LETTERS: Final = "[!-%'-;=?-~]"
_MORE: Final = len("amp;")
_PATH: Final = "/urlset/url[{}]/lastmod"
_SOME: Final = 1000
_LONGEST: Final = 2048
_OF_PATHS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._~-%"
_ODD: Final = re.compile(rf"/(?:{'|'.join(NO_TEXT)}|[yY]our)".encode())
_ODD_ENCODED: Final = re.compile(rb"%(?:E2%8[01]|C2%A|EF%BB)")
"""What a path may hold, in its letters, that a rule may object to."""
_DIGITS: Final = bytes.maketrans(b"LH0123456789ABCDEF", b"__LLLLLLLLHHHHHHHH")
"""Low and high hexadecimal digits, these in upper case."""
_PLAIN_DATES: Final = re.compile(rf"(?:(?:{PLAIN_DATE.pattern})?\n)*+")


class Layout(NamedTuple):
    """The white space before the tags of an entry; a picture has three."""

    url: str
    loc: str
    lastmod: str
    picture: tuple[str, str, str] | None
    """None where no entry has one."""
    end: str

    @property
    def is_one_line(self) -> bool:
        """Whether all entries stand in one line."""
        return "\n" not in "".join((self.url, self.loc, self.lastmod, *(self.picture or ()), self.end))

    def pattern(self) -> re.Pattern[str]:
        """Return the pattern of an entry: its loc, lastmod and pictures are groups."""
        pictures = ""
        if self.picture is not None:
            first, second, third = self.picture
            picture = f"{first}<image:image>{second}<image:loc>{PLAIN_URL.pattern}</image:loc>{third}</image:image>"
            pictures = rf"(?:{picture}){{0,1000}}+"
        return re.compile(
            rf"{self.url}<url>{self.loc}<loc>({_LETTERS}++(?:&amp;{_LETTERS}*+)*+)</loc>"
            rf"(?:{self.lastmod}<lastmod>([0-9TZ:.+-]++)</lastmod>)?+({pictures}){self.end}</url>"
        )

    def letters(self) -> tuple[int, int]:
        """Return how many letters an entry and a lastmod have besides their values."""
        entry = len(self.url + self.loc + self.end) + len("<url><loc></loc></url>")
        return entry, len(self.lastmod) + len("<lastmod></lastmod>")


def may_be_plain(head: bytes) -> bool:
    """Whether a document that begins so can be one of plain entries."""
    found = _HEAD.match(head)
    return found is not None and _CORE in found[1].split()


class PlainParts(NamedTuple):
    """A sitemap of plain entries, as it seems."""

    outline: bytes
    """The document with the first entry alone."""
    text: str
    """The document from the first entry on."""
    start: int
    """Where in it the others begin."""
    end: int
    line: int
    """The line on which these begin, counted from 1."""
    column: int
    layout: Layout


def read(data: bytes) -> Scanned | None:
    """Return what a sitemap says, but for its first entry; None where something in it is not plain."""
    parts = _split(data)
    return _scan(parts, len(data)) if parts is not None else None


def _split(data: bytes) -> PlainParts | None:
    """Take a sitemap apart; None when it has less than two entries, or something in it is seen not to be plain."""
    start = _HEAD.match(data)
    if start is None or not data.isascii():
        return None
    text = str(memoryview(data)[start.end() :], "ascii")  # no copy that need not be: it may be long
    close = _CLOSE.search(text, 0, _LONGEST_ENTRY)
    end = _END.search(text, max(len(text) - _LONGEST_END, 0))
    if close is None or end is None or close.end(1) + len("</url>") > end.start():
        return None
    place = close.start(2)
    layout = _layout(text, close, has_pictures=_PICTURES in start[1].split())
    if layout is None or not layout.pattern().fullmatch(layout.url + text[:place]) or place >= end.start():
        return None
    begin = start[0] + text[:place].encode()
    if b"\r" in begin.replace(b"\r\n", b""):  # that ends a line for the parser
        return None
    column = len(begin) - (begin.rfind(b"\n") + 1) + 1
    outline = begin + text[end.start() :].encode()
    return PlainParts(outline, text, place, end.start(), begin.count(b"\n") + 1, column, layout)


def _layout(text: str, close: re.Match[str], *, has_pictures: bool) -> Layout | None:
    """Return how entries are laid out, by the first of each tag; None where that does not tell their places."""
    loc, lastmod = _LOC.match(text), _LASTMOD.search(text)
    shown = text.find("<image:image>") if has_pictures else -1
    picture = _PICTURE.search(text, max(shown - _WIDEST, 0)) if shown > 0 else None
    if loc is None:
        return None
    spaces = (picture[1], picture[2], picture[3]) if picture else None
    layout = Layout(close[2], loc[1], lastmod[1] if lastmod else "", spaces, close[1])
    return layout if "\n" in layout.url + layout.loc or layout.is_one_line else None


class Scanned(Struct, frozen=True, kw_only=True):
    """What entries say, as `Facts` keeps it."""

    outline: bytes
    """The document with the first entry alone."""
    size: int
    """Bytes of all of it."""
    locs: Sequence[str]
    lastmods: Sequence[str]
    rows: Rows
    between: str
    """The white space between a loc and its lastmod."""
    has_images: bool

    def add_to(self, facts: Facts, year: str) -> None:
        """Put it behind the facts of what stands before; `year` is the present one."""
        before = len(facts.urls)
        facts.urls.extend(self.locs, self.lastmods, self.rows)
        for place in _odd_locs(self.locs):
            facts.odd_urls.append(facts.urls[before + place])
        below, _, indent = self.between.rpartition("\n")
        for place in _odd_lastmods(self.lastmods, year):
            one = facts.urls[before + place]
            line, column = (
                one.line,
                one.column + len(f"<loc>{one.loc}</loc>{self.between}") + _MORE * one.loc.count("&"),
            )
            if "\n" in self.between:
                line, column = line + below.count("\n") + 1, len(indent) + 1
            facts.odd_lastmods.append(ValueFact(one.lastmod, line, column, _PATH.format(one.ordinal)))


def _scan(parts: PlainParts, size: int) -> Scanned | None:
    """Read the entries from the second on; None when one is not plain."""
    layout = parts.layout
    found = layout.pattern().findall(parts.text, parts.start, parts.end)
    if not found:
        return None
    locs, lastmods, images = zip(*found, strict=True)
    dated = len(lastmods) - lastmods.count("")
    letters = sum(sum(map(len, column)) for column in (locs, lastmods, images))
    of_entry, of_lastmod = layout.letters()
    if letters + len(locs) * of_entry + dated * of_lastmod != parts.end - parts.start:
        return None  # something stands between them
    if 2 * len(set(lastmods[:_SOME])) < len(lastmods[:_SOME]):  # many pages share a date
        shared = {each: each for each in lastmods}
        lastmods = tuple([shared[each] for each in lastmods])
    rows = _rows(parts, locs, lastmods, images)
    if parts.text.find("&", parts.start) >= 0:
        locs = tuple([loc.replace("&amp;", "&") if "&" in loc else loc for loc in locs])
    return Scanned(
        outline=parts.outline,
        size=size,
        locs=locs,
        lastmods=lastmods,
        rows=rows,
        between=layout.lastmod,
        has_images=any(images),
    )


def _rows(parts: PlainParts, locs: Sequence[str], lastmods: Sequence[str], images: Sequence[str]) -> Rows:
    """Return where the locs stand."""
    layout = parts.layout
    before = f"{layout.url}<url>{layout.loc}"
    if layout.is_one_line:
        entry, lastmod = layout.letters()
        widths = array("L", (entry + len(loc) for loc in locs))
        for place, (when, shown) in enumerate(zip(lastmods, images, strict=True)):
            widths[place] += (lastmod + len(when) if when else 0) + len(shown)
        return Rows(parts.line, parts.column + len(before), bytes(len(locs)), widths)
    height = before.count("\n") + layout.end.count("\n")
    higher = height + layout.lastmod.count("\n")
    heights: Sequence[int] = bytes([higher]) * len(lastmods)
    if "" in lastmods:
        heights = bytes([higher if when else height for when in lastmods])
    if any(images):
        heights = array("L", [each + shown.count("\n") for each, shown in zip(heights, images, strict=True)])
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Rows(parts.line + before.count("\n"), column, heights)


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
    return all(_hold_nothing_odd(locs[start : start + _SOME]) for start in range(0, len(locs), _SOME))


def _hold_nothing_odd(locs: Sequence[str]) -> bool:
    letters = "".join(locs).encode("ascii")
    return (
        letters.translate(None, _OF_PATHS) == b":" * len(locs)
        and letters.count(b"//") == len(locs)
        and _ODD.search(letters) is None
        and (b"%" not in letters or (_ODD_ENCODED.search(letters) is None and _are_beyond_ascii(letters)))
    )


def _are_beyond_ascii(letters: bytes) -> bool:
    """Whether each `%` begins an encoded byte beyond ASCII, with digits in upper case."""
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
