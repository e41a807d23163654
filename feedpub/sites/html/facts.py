"""What one source of a page (JSON-LD, Open Graph, microdata) says of the article on it; later sources fill gaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.model.records import Author


class PageFacts(Struct, frozen=True, kw_only=True):
    """Texts as they are written; empty where the source says nothing."""

    title: str = ""
    published: str = ""
    updated: str = ""
    description: str = ""
    language: str = ""
    image: str = ""
    image_alt: str = ""
    authors: tuple[Author, ...] = ()
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


_NAMES = PageFacts.__struct_fields__
_DATES = frozenset({"published", "updated"})
_UNSET = re.compile(
    r"\s*+(?:-?000[01]-|1970-01-01(?:[T ]00:00(?::00(?:\.0+)?)?)?\s*+(?:Z|UTC|[+-]00:?00)?\s*+\Z|\w+, 0?1 Jan 0001\b)",
    re.ASCII,
)
"""What templates print for no date: year 1 of Go, year 0 of databases, the second from which clocks count."""


def together(sources: Iterable[PageFacts]) -> PageFacts:
    """Return for each fact what the first source says that knows it; a date that stands for none is not known."""
    found: dict[str, Any] = {}
    for source in sources:
        for name in _NAMES:
            if (
                not found.get(name)
                and (value := getattr(source, name))
                and not (name in _DATES and _UNSET.match(value))
            ):
                found[name] = value
    return PageFacts(**found)


def listed(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without white space around and in them, each once, nothing empty."""
    return tuple(dict.fromkeys(name for each in names if (name := " ".join(each.split()))))


def by_commas(written: str) -> tuple[str, ...]:
    """Return the names of a list written as one text."""
    return listed(written.split(","))
