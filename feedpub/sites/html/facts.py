"""What one source of a page (JSON-LD, Open Graph, microdata) says of the article on it; later sources fill gaps."""

from __future__ import annotations

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


def together(sources: Iterable[PageFacts]) -> PageFacts:
    """Return for each fact what the first source says that knows it."""
    found: dict[str, Any] = {}
    for source in sources:
        for name in _NAMES:
            if not found.get(name) and (value := getattr(source, name)):
                found[name] = value
    return PageFacts(**found)


def listed(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without white space around and in them, each once, nothing empty."""
    return tuple(dict.fromkeys(name for each in names if (name := " ".join(each.split()))))


def by_commas(written: str) -> tuple[str, ...]:
    """Return the names of a list written as one text."""
    return listed(written.split(","))
