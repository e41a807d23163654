"""Addresses as Jekyll makes them (`URL`, `Drops::UrlDrop`): a template filled in, or the permalink of the file."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from feedpub.text.dates import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


_PLACEHOLDER = re.compile(r":([a-z_]+)")
_ASCII_DEFAULT = re.compile(r"[^A-Za-z0-9]+")
_ASCII_PRETTY = re.compile(r"[^A-Za-z0-9._~!$&'()+,;=@]+")
_PRETTY = frozenset("._~!$&'()+,;=@")
_SQUEEZED = re.compile(r"/{2,}")


@lru_cache(maxsize=8192)
def slugify(text: str, *, pretty: bool = False) -> str:
    """Return the text with `-` for each run of other characters than letters, marks and digits of any script.

    `pretty` keeps some punctuation, too, and the case.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        slug = (_ASCII_PRETTY if pretty else _ASCII_DEFAULT).sub("-", text)
    else:
        slug = "".join(char if _stays(char, pretty=pretty) else "\0" for char in text)
        slug = re.sub("\0+", "-", slug)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if pretty else slug.lower()


def _stays(char: str, *, pretty: bool) -> bool:
    kind = unicodedata.category(char)
    return kind[0] in "LM" or kind == "Nd" or (pretty and char in _PRETTY)


def sanitized(path: str) -> str:
    """Return a path as Jekyll publishes it: no `..`, no `./`, one slash at a time, the first in front."""
    path = f"/{path}"
    if ".." in path:
        path = path.replace("..", "/")
    if "./" in path:
        path = path.replace("./", "")
    return _SQUEEZED.sub("/", path)


def titleized(slug: str) -> str:
    """Return the title of a post that has none: the words of its slug, each capitalised."""
    return " ".join(word.capitalize() for word in slug.split("-") if word)


class JekyllPermalinkFacts(Struct, frozen=True, kw_only=True):
    """What the placeholders are filled with; nothing in it is percent-encoded."""

    collection: str
    path: str
    """Below the folder of the collection, without its ending."""
    name: str
    """Of the file, without its ending, with its date."""
    slug: str
    categories: tuple[str, ...]
    date: datetime | None
    """In the site's time zone."""
    output_ext: str = ".html"


def decoded(template: str) -> str:
    """Return a template with the characters that escapes in it stand for; Jekyll escapes what it fills in alone."""
    if "%" in template:
        with suppress(UnicodeDecodeError):  # escapes that are no text stay what they are
            template = unquote(template, errors="strict")
    return unicodedata.normalize("NFC", template)


def document(template: str, facts: JekyllPermalinkFacts) -> str:
    """Return the path of a post or a document of a collection. Raises ValueError, with a sentence for people."""

    def fill(match: re.Match[str]) -> str:
        name = _known(match[1])
        return _PLACEHOLDERS[name](facts) + match[1][len(name) :]

    return sanitized(_PLACEHOLDER.sub(fill, template))


def check(template: str) -> None:
    """Raise ValueError, with a sentence for people, for a template with a placeholder that Jekyll has not."""
    for match in _PLACEHOLDER.finditer(template):
        _known(match[1])


def page(template: str, folder: str, basename: str, output_ext: str) -> str:
    """Return the path of a page."""
    values = {":path": folder, ":basename": basename, ":output_ext": output_ext}
    filled = re.sub(r":(?:path|basename|output_ext)", lambda match: values[match[0]], template)
    return sanitized(filled)


def _known(name: str) -> str:
    for candidate in (name, name.removesuffix("_")):
        if candidate in _PLACEHOLDERS:
            return candidate
    names = ", ".join(f":{known}" for known in _PLACEHOLDERS)
    raise ValueError(f"there is no placeholder `:{name}`; Jekyll has {names}")


def _day(facts: JekyllPermalinkFacts) -> datetime:
    if facts.date is None:
        raise ValueError("it asks for the date of a document that has none")
    return facts.date


def _dated(pattern: str) -> Callable[[JekyllPermalinkFacts], str]:
    return lambda facts: pattern.format(_day(facts))


def _weekday(facts: JekyllPermalinkFacts) -> str:
    return WEEKDAYS[_day(facts).weekday()]


def _month(facts: JekyllPermalinkFacts) -> str:
    return MONTHS[_day(facts).month - 1]


def _categories(facts: JekyllPermalinkFacts) -> str:
    return "/".join(dict.fromkeys(unicodedata.normalize("NFC", name).lower() for name in facts.categories))


_PLACEHOLDERS: Mapping[str, Callable[[JekyllPermalinkFacts], str]] = {
    "collection": lambda facts: facts.collection,
    "path": lambda facts: facts.path,
    "output_ext": lambda facts: facts.output_ext,
    "name": lambda facts: slugify(facts.name),
    "title": lambda facts: slugify(facts.slug, pretty=True),
    "slug": lambda facts: slugify(facts.slug),
    "categories": _categories,
    "slugified_categories": lambda facts: "/".join(dict.fromkeys(slugify(name) for name in facts.categories)),
    "year": _dated("{0.year:04}"),
    "month": _dated("{0.month:02}"),
    "day": _dated("{0.day:02}"),
    "hour": _dated("{0.hour:02}"),
    "minute": _dated("{0.minute:02}"),
    "second": _dated("{0.second:02}"),
    "i_day": _dated("{0.day}"),
    "i_month": _dated("{0.month}"),
    "short_month": lambda facts: _month(facts)[:3],
    "long_month": _month,
    "short_year": lambda facts: f"{_day(facts).year % 100:02}",
    "w_year": lambda facts: f"{_day(facts).isocalendar().year:04}",
    "week": lambda facts: f"{_day(facts).isocalendar().week:02}",
    "w_day": lambda facts: str(_day(facts).isoweekday()),
    "short_day": lambda facts: _weekday(facts)[:3],
    "long_day": _weekday,
    "y_day": lambda facts: f"{_day(facts).timetuple().tm_yday:03}",
}
