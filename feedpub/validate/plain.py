"""Reads the sitemaps that generators write, ours among them, many times as fast as a parser that makes elements.

Only a document that is nothing but plain entries, line by line in the usual form, is read here: a loc, perhaps a
lastmod, perhaps pictures, with no reference, comment or attribute anywhere. No rule finds anything in the form of
such an entry, and what the values say is kept as `gather` keeps it. The head and the first entry go through the
parser all the same. That both ways come to the same report is held by tests/validate/test_plain.py.
"""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING, Final

from feedpub.records import dataclass
from feedpub.validate.facts import UrlFact, ValueFact
from feedpub.validate.gather import PLAIN_DATE, PLAIN_URL

if TYPE_CHECKING:
    from feedpub.validate.facts import Facts

IMAGES: Final = "http://www.google.com/schemas/sitemap-image/1.1"
_HEAD: Final = re.compile(
    rb'<\?xml version="1\.0" encoding="UTF-8"\?>\n(?:<!-- [\w ]+ -->\n)?'
    rb'<urlset xmlns="http://www\.sitemaps\.org/schemas/sitemap/0\.9"'
    rb'(?: xmlns:image="http://www\.google\.com/schemas/sitemap-image/1\.1")?>\n'
)
_PICTURE: Final = f"    <image:image>\n      <image:loc>{PLAIN_URL.pattern}</image:loc>\n    </image:image>\n"
_ENTRY: Final = re.compile(
    r"  <url>\n    <loc>([!-%'-;=?-~]+)</loc>\n(?:    <lastmod>([0-9TZ:.+-]+)</lastmod>\n)?"
    rf"((?:{_PICTURE}){{0,1000}})  </url>\n"
)
_LASTMOD: Final = "/urlset/url[{}]/lastmod"
_END: Final = "</urlset>\n"
_COLUMN: Final = 5


def may_be_plain(head: bytes) -> bool:
    """Whether a document that begins so can be one of plain entries."""
    return _HEAD.match(head) is not None


def split(data: bytes) -> tuple[bytes, str, int] | None:
    """Give head, first entry and end as a document, all other entries as text, and the line on which these begin.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What entries say, as `Facts` keeps it."""

    urls: list[UrlFact]
    odd_urls: list[UrlFact]
    odd_lastmods: list[ValueFact]
    has_images: bool

    def add_to(self, facts: Facts) -> None:
        """Put it behind the facts of what stands before."""
        facts.urls += self.urls
        facts.odd_urls += self.odd_urls
        facts.odd_lastmods += self.odd_lastmods


def scan(entries: str, line: int, year: str) -> Scanned | None:
    """Read the entries from the second on, the first of which begins on `line`; None when one is not plain."""
    urls: list[UrlFact] = []
    odd_urls: list[UrlFact] = []
    odd_lastmods: list[ValueFact] = []
    end, has_images = 0, False
    for ordinal, match in enumerate(_ENTRY.finditer(entries), start=2):
        if match.start() != end:
            return None
        end = match.end()
        loc, lastmod, images = match.groups("")
        one = UrlFact(loc, intern(lastmod), line + 1, _COLUMN, ordinal)
        urls.append(one)
        if not PLAIN_URL.fullmatch(loc):
            odd_urls.append(one)
        if lastmod and not (lastmod < year and PLAIN_DATE.fullmatch(lastmod)):
            odd_lastmods.append(ValueFact(lastmod, line + 2, _COLUMN, _LASTMOD.format(ordinal)))
        line += 4 if lastmod else 3
        if images:
            has_images = True
            line += images.count("\n")
    if end != len(entries):
        return None
    return Scanned(urls=urls, odd_urls=odd_urls, odd_lastmods=odd_lastmods, has_images=has_images)
