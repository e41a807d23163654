"""The head of an HTML page, read without a tree: its tags in order, and where in the text each stands.

For those who want to know what a page says of itself, or to add a line to it and leave every other byte alone.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TOKEN = re.compile(
    rf"{plain.COMMENT}"
    r"|(?=<(?P<raw>title|script|style|noscript|template)(?![^\s/>]))"
    rf"(?P<start>{plain.TAG})(?P<inside>.*?)(?:</(?P=raw)(?![^\s/>])[^>]*+(?:>|\Z)|\Z)"
    rf"|(?=<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)){plain.TAG}",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""[\s/]([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_OF_HEAD = frozenset({"html", "head", "base", "meta", "link"})
_MOST = 1_000_000
"""Characters of a page within which its head must end to be seen."""


class HeadElement(Struct, frozen=True, kw_only=True):
    """A tag of the head. Names are in lower case, values as a reader sees them."""

    name: str
    values: Mapping[str, str]
    inside: str = ""
    """What a `title` or `script` holds, as it is written."""


class Head(Struct, frozen=True, kw_only=True):
    """What stands before the body of a page."""

    tags: tuple[HeadElement, ...]
    end: int | None
    """Where a line can be added: before `</head>`, else after its last element; None for a page without `<head>`."""
    is_page: bool
    """Whether there is a tag of a whole page at all; without one it is a fragment of HTML, or no HTML."""
    said: Mapping[str, tuple[str, ...]]
    """What `meta` elements say, by what they are called in lower case; never nothing."""

    def named(self, name: str) -> Iterator[HeadElement]:
        """Return the tags of that name, in order."""
        return (tag for tag in self.tags if tag.name == name)

    def links(self, relation: str) -> Iterator[Mapping[str, str]]:
        """Return the `link` elements of that relation which have an address."""
        for tag in self.named("link"):
            if relation in tag.values.get("rel", "").lower().split() and tag.values.get("href", "").strip():
                yield tag.values

    def metas(self, *names: str) -> Iterator[str]:
        """Return what `meta` elements of these names say: all of the first name, then of the next."""
        return (content for name in names for content in self.said.get(name, ()))

    def meta(self, *names: str) -> str:
        """Return the first of `metas`; empty when there is none."""
        return next(self.metas(*names), "")


def read(page: str) -> Head:
    """Return the head of a page; it ends where a browser lets it end, at the first thing that belongs to a body."""
    page = page if len(page) <= _MOST else page[:_MOST]
    tags: list[HeadElement] = []
    begun, is_page, end = False, False, 0
    for match in _TOKEN.finditer(page):
        name = (match["raw"] or match["name"] or "").lower()
        if name == "body" or (name == "head" and match["end"]):
            is_page = True
            end = match.start() if name == "head" else end
            break
        if not name:
            is_page = is_page or match[0][:9].lower() == "<!doctype"
            continue
        if not match["raw"] and name not in _OF_HEAD:
            break
        is_page = is_page or name in {"html", "head", "title"}
        begun = begun or name == "head"
        end = match.end()
        if not match["end"] and name not in {"noscript", "template", "style"}:
            start = match["start"] or match[0]
            tags.append(HeadElement(name=name, values=_values(start, len(name)), inside=match["inside"] or ""))
    return Head(tags=tuple(tags), end=end if begun else None, is_page=is_page, said=_said(tags))


def _values(tag: str, length: int) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag, length + 1):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return found


def _said(tags: Iterable[HeadElement]) -> Mapping[str, tuple[str, ...]]:
    """Gather what `meta` elements say: Open Graph calls them by `property`, microdata by `itemprop`."""
    said: dict[str, tuple[str, ...]] = {}
    for tag in tags:
        if tag.name == "meta" and (content := " ".join(tag.values.get("content", "").split())):
            keys = ("property", "name", "itemprop", "http-equiv")
            for called in dict.fromkeys(tag.values.get(key, "").strip().lower() for key in keys):
                said[called] = (*said.get(called, ()), content)
    return said
