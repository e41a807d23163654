"""Names as Hugo makes paths of them, and permalinks with their tokens.

Two ways, seen in Hugo 0.168: each blank of a file's name or of a term becomes a `-`; in slugs and titles, several
become one, and none stands at an end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec import Struct

from feedpub.text.dates import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_ALLOWED = frozenset("./\\_#+~-@")
_HEX = re.compile(r"%[0-9A-Fa-f]{2}")
_PLAIN = re.compile(r"[a-z0-9._/-]*")


class Spelling(Struct, frozen=True, kw_only=True):
    """How the site spells paths."""

    keeps_case: bool = False
    drops_accents: bool = False

    def name(self, text: str) -> str:
        """Return the name of a file, a folder or a term as a part of a path."""
        if _PLAIN.fullmatch(text):
            return text
        return _named(text, self)

    def words(self, text: str) -> str:
        """Return a slug or a title as a part of a path."""
        if _PLAIN.fullmatch(text):
            return text
        return self.cased(_joined(self.prepared(text)))

    def prepared(self, text: str) -> str:
        """Return the text in NFC, without accents where the site drops them."""
        text = unicodedata.normalize("NFC", text)
        if not self.drops_accents:
            return text
        bare = (char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
        return unicodedata.normalize("NFC", "".join(bare))

    def cased(self, text: str) -> str:
        """Return the text in small letters unless the site keeps case."""
        return text if self.keeps_case else lower(text)


@lru_cache(maxsize=8192)
def _named(text: str, spelling: Spelling) -> str:
    prepared = spelling.prepared(text)
    kept = ("-" if char.isspace() else char for char, fits in _chars(prepared) if fits or char.isspace())
    return spelling.cased("".join(kept))


def lower(text: str) -> str:
    """Return the text in small letters as Go does, one for one: `İ` is `i`, and not an `i` with a dot besides."""
    return "".join(char.lower()[0] for char in text)


@lru_cache(maxsize=4096)
def _fits(char: str) -> bool:
    return char in _ALLOWED or unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"


def _chars(text: str) -> list[tuple[str, bool]]:
    """Return each character, and whether it may stand in a path; `%` may before two hexadecimal digits."""
    hexes = {match.start() for match in _HEX.finditer(text)}
    return [(char, _fits(char) or (char == "%" and index in hexes)) for index, char in enumerate(text)]


def _joined(text: str) -> str:
    kept: list[str] = []
    is_waiting = was_hyphen = False
    for char, fits in _chars(text):
        if fits:
            was_hyphen = char == "-"
            if is_waiting and not was_hyphen:
                kept.append("-")
            is_waiting = False
            kept.append(char)
        elif kept and not was_hyphen and char.isspace():
            is_waiting = True
    return "".join(kept)


def clean(path: str) -> str:
    """Return the path without empty parts and dots, and without slashes at its ends."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


class HugoPermalinkFacts(Struct, frozen=True, kw_only=True):
    """What the tokens of a permalink are filled with."""

    date: datetime | None
    """On the clocks of its author."""
    title: str
    slug: str
    base: str
    """The name of the file or of the bundle's folder, without language and ending."""
    sections: tuple[str, ...]
    titles: tuple[str, ...]
    """The slugs or titles of the sections."""


_TOKEN = re.compile(r":([A-Za-z]+|\d{2,4})(\[[^\[\]]*+\])?")
_RANGE = re.compile(r"\[(?:(?P<one>\d+|last)|(?P<start>\d+|last)?:(?P<end>\d+|last)?)\]")


def check(pattern: str) -> None:
    """Raise ValueError, with a sentence for people, for a token that Hugo does not know."""
    for match in _TOKEN.finditer(pattern):
        if match[1].lower() not in _TOKENS and match[1] not in _LAYOUTS:
            names = ", ".join(f":{name}" for name in _TOKENS)
            raise ValueError(f"there is no token `{match[0]}`; there are {names}")
        if match[2] and not _RANGE.fullmatch(match[2]):
            raise ValueError(f"`{match[2]}` is no range of sections; write `[1:]`, `[:last]` or `[0]`")


def expand(pattern: str, facts: HugoPermalinkFacts, spelling: Spelling) -> str:
    """Fill in a permalink of the configuration. Raises ValueError for a token that cannot be."""
    filled = fill(pattern, facts, spelling)
    return clean(
        spelling.words(unquote(filled.strip("/").replace("+", " ")))
    )  # Hugo decodes a path as if it were a query


def fill(pattern: str, facts: HugoPermalinkFacts, spelling: Spelling) -> str:
    """Fill in the tokens, and leave what stands between them as it is. Raises ValueError."""
    check(pattern)

    def filled(match: re.Match[str]) -> str:
        layout = _LAYOUTS.get(match[1])
        if layout:
            return spelling.words(layout.format(_day(facts)))
        value = _TOKENS[match[1].lower()](facts, spelling)
        if isinstance(value, tuple):
            return "/".join(_sliced(value, match[2]))
        # A `#` at the end is the sign of an empty fragment, which goes when the URL is written down.
        escaped = value[:-1] if value.endswith("#") and value.count("#") == 1 else value
        return escaped + (match[2] or "")

    return _TOKEN.sub(filled, pattern)


def _day(facts: HugoPermalinkFacts) -> datetime:
    if facts.date is None:
        from datetime import datetime  # noqa: PLC0415 - Hugo's zero date, for pages that have none

        return datetime(1, 1, 1)  # noqa: DTZ001 - shown as it is, on nobody's clocks
    return facts.date


def _sliced(parts: tuple[str, ...], written: str | None) -> tuple[str, ...]:
    match = _RANGE.fullmatch(written or "[:]")
    if match is None:  # pragma: no cover - `check` has refused it
        return parts
    if one := match["one"]:
        index = _index(one, len(parts))
        return parts[index : index + 1]
    start, end = match["start"], match["end"]
    return parts[_index(start, len(parts)) if start else 0 : _index(end, len(parts)) if end else len(parts)]


def _index(written: str, length: int) -> int:
    return max(length - 1, 0) if written == "last" else int(written)


def _of_day(pattern: str) -> Callable[[HugoPermalinkFacts, Spelling], str]:
    return lambda facts, _: pattern.format(_day(facts))


def _title(facts: HugoPermalinkFacts, spelling: Spelling) -> str:
    return spelling.words(facts.title.replace("/", "-").replace("\\", "-"))


def _written_slug(facts: HugoPermalinkFacts, spelling: Spelling) -> str:
    return spelling.words(facts.slug.strip("-"))


_TOKENS: Final[Mapping[str, Callable[[HugoPermalinkFacts, Spelling], str | tuple[str, ...]]]] = {
    "year": _of_day("{0.year}"),
    "month": _of_day("{0.month:02}"),
    "monthname": lambda facts, _: MONTHS[_day(facts).month - 1].lower(),
    "day": _of_day("{0.day:02}"),
    "weekday": lambda facts, _: str((_day(facts).weekday() + 1) % 7),
    "weekdayname": lambda facts, _: WEEKDAYS[_day(facts).weekday()].lower(),
    "yearday": lambda facts, _: str(_day(facts).timetuple().tm_yday),
    "section": lambda facts, _: facts.sections[0] if facts.sections else "",
    "sections": lambda facts, _: facts.sections,
    "sectionslug": lambda facts, spelling: spelling.words(facts.titles[-1]) if facts.titles else "",
    "sectionslugs": lambda facts, spelling: tuple(map(spelling.words, facts.titles)),
    "title": _title,
    "slug": lambda facts, spelling: _written_slug(facts, spelling) or _title(facts, spelling),
    "filename": lambda facts, spelling: spelling.words(facts.base),
    "contentbasename": lambda facts, spelling: spelling.words(facts.base),
    "slugorfilename": lambda facts, spelling: _written_slug(facts, spelling) or spelling.words(facts.base),
    "slugorcontentbasename": lambda facts, spelling: _written_slug(facts, spelling) or spelling.words(facts.base),
}
_LAYOUTS: Final = {
    "2006": "{0.year:04}",
    "06": "{0:%y}",
    "01": "{0.month:02}",
    "02": "{0.day:02}",
    "15": "{0.hour:02}",
    "04": "{0.minute:02}",
    "05": "{0.second:02}",
}
"""The parts of a date as Go's layouts name them, for those that are figures."""
