"""Addresses of a Hexo site: `permalink`, `new_post_name`, and what becomes of names in them. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.sites.hexo.rules import HexoRules

_PART: Final = re.compile(r":(\w*[^_\W])", re.ASCII)
_DIGITS: Final[Mapping[str, str]] = {
    "year": r"\d{4}",
    "month": r"\d{2}",
    "day": r"\d{2}",
    "i_month": r"\d{1,2}",
    "i_day": r"\d{1,2}",
    "hash": "[0-9a-f]{12}",
}
_MOST_FREE: Final = 3
"""Parts of a name that may be anything: time grows with their number as exponent."""
_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_SPECIAL: Final = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_KEPT: Final = ";,/?:@&=+$-_.!~*'()#"
"""What `encodeURI` leaves as it is, besides letters and digits."""
_NAMED: Final = re.compile(r"LATIN (CAPITAL|SMALL) LETTER ([A-Z]{1,2})(?: WITH .+)?")
_LETTERS: Final = ("LATIN CAPITAL LETTER", "LATIN SMALL LETTER", "FULLWIDTH LATIN", "CIRCLED LATIN")
_OTHERS: Final[Mapping[str, str]] = {
    "ß": "s",
    "ẞ": "S",
    "ı": "i",
    "ŉ": "n",
    "Œ": "OE",
    "œ": "oe",
    "ſ": "l",
    "ẚ": "a",
    "Ɔ": "O",
    "ɔ": "o",
    "Ǝ": "E",
    "ǝ": "e",
    "Ɛ": "E",
    "ɛ": "e",
    "Ɖ": "D",
    "Ɯ": "M",
    "ɯ": "m",
    "ɵ": "o",
    "Ʉ": "U",
    "ʉ": "u",
    "Ʌ": "V",
    "ʌ": "v",
    "ɐ": "a",
    "ɥ": "h",
}
"""Letters whose name does not tell which one of ASCII Hexo writes."""


class UnknownPartError(Exception):
    """A part of a permalink that only Hexo, or a plug-in, can tell."""


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """Return the path that a permalink stands for. Raises UnknownPartError with the name of a part."""

    def one(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise UnknownPartError(match[1])
        return parts[match[1]]

    return _PART.sub(one, pattern)


def parts_in(pattern: str) -> frozenset[str]:
    """Return the names of the parts of a permalink."""
    return frozenset(match[1] for match in _PART.finditer(pattern))


def named(pattern: str, path: str) -> dict[str, str]:
    """Return what the path of a post says by the pattern of `new_post_name`; `title` is its slug."""
    expression = _expression(_without_ending(pattern))
    match = expression.fullmatch(_without_ending(path)) if expression else None
    found = match.groupdict() if match else {}
    return found if "title" in found else {**found, "title": slugize(_without_ending(path))}


def _without_ending(path: str) -> str:
    start, dot, ending = path.rpartition(".")
    return start if dot and start.rpartition("/")[2] and "/" not in ending else path


@lru_cache(maxsize=16)
def _expression(pattern: str) -> re.Pattern[str] | None:
    parts: list[str] = []
    names: set[str] = set()
    end = free = 0
    for match in _PART.finditer(pattern):
        name = match[1]
        if name in names or not name.isidentifier():
            return None
        names.add(name)
        free += name not in _DIGITS
        parts += [re.escape(pattern[end : match.start()]), f"(?P<{name}>{_DIGITS.get(name, '.+?')})"]
        end = match.end()
    return re.compile("".join([*parts, re.escape(pattern[end:])]), re.ASCII) if free <= _MOST_FREE else None


def slugize(text: str, letters: str = "") -> str:
    """Return what a name is in addresses: Latin letters without their marks, all that is no letter a hyphen."""
    made = "".join(map(_plain, text)) if not text.isascii() else text
    made = _SPECIAL.sub("-", _CONTROL.sub("", made)).strip("-")
    return made.lower() if letters == "lower" else made.upper() if letters == "upper" else made


@lru_cache(maxsize=1024)
def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _OTHERS:
        return _OTHERS[letter]
    name = unicodedata.name(letter, "")
    if not name.startswith(_LETTERS):
        return letter
    bare = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    if bare.isascii():
        return bare
    match = _NAMED.fullmatch(name)
    return (match[2] if match[1] == "CAPITAL" else match[2].lower()) if match else letter


def pretty(path: str, rules: HexoRules) -> str:
    """Return the path of a page as `pretty_urls` wants it."""
    if not rules.keeps_index:
        path = path.removesuffix("index.html") if path.endswith("index.html") else path
    if not rules.keeps_html and not path.endswith("index.html"):
        path = path.removesuffix(".html")
    return path


def absolute(site_url: str, path: str) -> str:
    """Return the address of a page."""
    return urls.to_uri(site_url + urls.quote_path(unquote(path, errors="replace")))


def of_feed(base_url: str, path: str) -> str:
    """Return the address as the feeds of hexo-generator-feed write it, which is the id there."""
    return base_url + quote(unquote(path, errors="replace"), safe=_KEPT)
