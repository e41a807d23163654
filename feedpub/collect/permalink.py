"""The address of a post: patterns with placeholders, and what a path of a site may look like."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from feedpub.text import patterns, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


class Placeholders(Struct, frozen=True, kw_only=True):
    """What the placeholders of a pattern are filled with."""

    folder: str
    """Of the file, below the content folder; without a slash at its ends."""
    name: str
    """Of the file, without its ending."""
    slug: str
    title: str
    date: datetime | None
    """In the site's time zone."""
    categories: tuple[str, ...]
    language: str


class Pattern(Struct, frozen=True, kw_only=True):
    """A permalink pattern: literal text and names of placeholders, in turn, beginning with text."""

    text: str
    parts: tuple[str, ...]


_PLACEHOLDER = re.compile(r":([a-z][a-z_]*)")
_SLASHES = patterns.lazy(r"/{2,}")
_INDEX = patterns.lazy(r"(?:^|(?<=/))index\.html?$")
_PLAIN = re.compile(r"/?(?:[A-Za-z0-9_~-]++/)*+[A-Za-z0-9_~-]*+")
"""A path that is as it has to be."""
_PERCENT = patterns.lazy(r"%[0-9A-Fa-f]{2}")


def compile_pattern(text: str) -> Pattern:
    """Read a pattern. Raises ValueError, with a sentence for people, for a placeholder that does not exist."""
    parts: list[str] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        name = _known(match[1])
        parts += [text[end : match.start()], name]
        end = match.start() + 1 + len(name)
    return Pattern(text=text, parts=(*parts, text[end:]))


def compile_undated(text: str) -> Pattern:
    """Read a pattern for pages, which have no date. Raises ValueError also for a placeholder that needs one."""
    pattern = compile_pattern(text)
    for name in pattern.parts[1::2]:
        if name in _OF_DATE:
            raise ValueError(f"pages have no date to fill in `:{name}` with")
    return pattern


def expand(pattern: Pattern, facts: Placeholders) -> str:
    """Fill in the pattern. Raises ValueError when it asks for the date of a page that has none."""
    form, fillers = _filling(pattern.parts)
    return form % tuple([filler(facts) for filler in fillers])


@lru_cache(maxsize=1024)
def _filling(parts: tuple[str, ...]) -> tuple[str, tuple[Callable[[Placeholders], str], ...]]:
    """Return the text of a pattern, `%s` in place of its placeholders, and what fills these in."""
    form = "%s".join(part.replace("%", "%%") for part in parts[::2])
    return form, tuple(_PLACEHOLDERS[name] for name in parts[1::2])


def quoted(path: str) -> str:
    """Return the path below the site's address as it stands in a URL. Raises ValueError like `site_path`."""
    return path.removeprefix("/") if _PLAIN.fullmatch(path) else urls.quote_path(site_path(path))


def site_path(path: str) -> str:
    """Return the path below the site's address, without a leading slash; `index.html` is its folder.

    Raises ValueError for a path that would lead out of the site.
    """
    squeezed = _SLASHES.sub("/", path).lstrip("/")
    if squeezed.endswith((".html", ".htm")):
        squeezed = _INDEX.sub("", squeezed)
    if squeezed and not urls.is_safe_path(squeezed.rstrip("/")):
        raise ValueError("it leads out of the site, or has characters that no path may have")
    return squeezed


def written_path(text: str, site_url: str) -> str:
    """Return the path that an author wrote as permalink: decoded once, the site's own address cut off.

    Raises ValueError for the address of another site.
    """
    path = unicodedata.normalize("NFC", text.strip())
    path = path.removeprefix(site_url)
    if _PERCENT.search(path):
        path = unquote(path, errors="strict")
    if path.startswith("//") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
        raise ValueError("it is the address of another site, not a path of this one")
    return path


@lru_cache(maxsize=4096)
def folder_path(folder: str) -> str:
    """Return the folder with each of its names made fit for an address."""
    return "/".join(urls.slug_or_hash(part) for part in folder.split("/")) if folder else ""


def _known(name: str) -> str:
    """Return the placeholder: the name, or what stands before its underscores (`:year_:month`)."""
    shorter = name
    while shorter:
        if shorter in _PLACEHOLDERS:
            return shorter
        shorter = shorter.rpartition("_")[0]
    names = ", ".join(f":{known}" for known in _PLACEHOLDERS)
    raise ValueError(f"there is no placeholder `:{name}`; there are {names}")


def _day(facts: Placeholders) -> datetime:
    if facts.date is None:
        raise ValueError("it asks for a date, and the page has none")
    return facts.date


def _dated(pattern: str) -> Callable[[Placeholders], str]:
    return lambda facts: pattern.format(_day(facts))


_PLACEHOLDERS: Mapping[str, Callable[[Placeholders], str]] = {
    "path": lambda facts: folder_path(facts.folder),
    "slug": lambda facts: facts.slug,
    "title": lambda facts: urls.slug_or_hash(facts.title),
    "name": lambda facts: urls.slug_or_hash(facts.name),
    "year": _dated("{0.year:04}"),
    "month": _dated("{0.month:02}"),
    "day": _dated("{0.day:02}"),
    "i_month": _dated("{0.month}"),
    "i_day": _dated("{0.day}"),
    "short_year": lambda facts: f"{_day(facts).year % 100:02}",
    "y_day": lambda facts: f"{_day(facts).timetuple().tm_yday:03}",
    "hour": _dated("{0.hour:02}"),
    "minute": _dated("{0.minute:02}"),
    "second": _dated("{0.second:02}"),
    "categories": lambda facts: "/".join(urls.slug_or_hash(name) for name in facts.categories),
    "language": lambda facts: facts.language.lower(),
}

_OF_DATE = frozenset(("year", "month", "day", "i_month", "i_day", "short_year", "y_day", "hour", "minute", "second"))
