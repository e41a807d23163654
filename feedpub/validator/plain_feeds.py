"""Reads the feeds that feedpub writes many times as fast as the parser and the rules over each element do.

A document is cut where its items begin. Those that are plain (`plain_items`) are put into the tree as they are, and
not shown to the rules over elements, none of which would find anything; an item that was seen before costs next to
nothing. The head, what follows the last item, and every item that is not plain go through the parser; so does the
first item, unless it was seen before, for the rules to be asked now and then all the same. And so the rules over the
channel and the whole document find the same tree. That both ways come to the same report is held by
tests/validator/test_plain_feeds.py.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.io import hits
from feedpub.text.xml import XML_NAMESPACE
from feedpub.validator import plain_items
from feedpub.validator.namespaces import ATOM, CONTENT, DC, MEDIA
from feedpub.validator.values import dates

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feedpub.text.xml import Element, Readymade
    from feedpub.validator.plain_items import PlainItem

_FEWEST: Final = 2
"""Items from which on something is gained."""
_ENOUGH: Final = 32 * 1024 * 1024


class _Form(Struct, frozen=True, kw_only=True):
    """How items stand in a document of a format."""

    root: str
    """Pattern of the start tags around the items, in which no prefix has another meaning than the usual one."""
    start: bytes
    """What begins the start tag of an item."""
    between: bytes
    """What stands between items."""
    end: bytes
    """What stands behind the last item."""
    container: str
    read: Callable[[bytes], PlainItem | None]

    def head(self, data: bytes) -> bytes:
        """Return the beginning of a document, up to the end of the start tags around the items; b"" for any other."""
        match = _head(self.root).match(data)
        return match[0] if match is not None else b""

    def holds_items(self, element: Element) -> bool:
        """Whether an element is the one that the head began."""
        above = element.parent
        is_inside = above is not None and above.parent is None if self.container == "channel" else above is None
        return is_inside and element.name == self.container and element.ordinal == 1


@cache
def _head(root: str) -> re.Pattern[bytes]:
    """Compile the pattern of a head when it is needed: most commands read no feed."""
    prolog = r'<\?xml version="1\.0" encoding="UTF-8"\?>\n(?:<\?xml-stylesheet [^<>]*\?>\n)?'
    return re.compile((prolog + root).encode())


_RSS: Final = _Form(
    root=r'<rss(?: xmlns:(?:atom="http://www\.w3\.org/2005/Atom"|content="http://purl\.org/rss/1\.0/modules/content/"'
    r'|dc="http://purl\.org/dc/elements/1\.1/"|media="http://search\.yahoo\.com/mrss/"))*'
    r' version="2\.0">\n  <channel>\n',
    start=b"<item",
    between=b"\n    ",
    end=b"\n  </channel>\n</rss>\n",
    container="channel",
    read=plain_items.rss_item,
)
_ATOM: Final = _Form(
    root=r'<feed(?: xmlns:media="http://search\.yahoo\.com/mrss/")? xmlns="http://www\.w3\.org/2005/Atom"'
    r'(?: xml:lang="[A-Za-z0-9-]*")?>\n',
    start=b"<entry",
    between=b"\n  ",
    end=b"\n</feed>\n",
    container="atom:feed",
    read=plain_items.atom_entry,
)


class _Known:
    """The plain items that were read before, by their bytes; when they are too many, it starts afresh."""

    def __init__(self, limit: int) -> None:
        self._items: dict[bytes, PlainItem] = {}
        self._limit = limit
        self._size = 0

    def __contains__(self, source: bytes) -> bool:
        """Whether an item was read before, and is plain."""
        return source in self._items

    def read(self, source: bytes, form: _Form) -> PlainItem | None:
        """Read an item that begins behind `form.start`; None when it is not plain."""
        item = self._items.get(source)
        if item is None and (item := form.read(source)) is not None:
            self._size += len(source)
            if self._size > self._limit:
                self._items.clear()
                self._size = len(source)
            self._items[source] = item
        return item


_KNOWN: Final = _Known(_ENOUGH)


class _Part(Struct, frozen=True):
    """A plain item and the white space behind it; see `safexml.Readymade`."""

    item: PlainItem
    form: _Form
    source: bytes
    """The item, from behind the name in its start tag on."""
    after: bytes

    @property
    def data(self) -> bytes:
        return self.form.start + self.source + self.after

    @property
    def lines(self) -> int:
        return self.item.lines + self.after.count(b"\n")

    @property
    def namespaces(self) -> frozenset[str]:
        return self.item.namespaces

    def belongs_in(self, parent: Element) -> bool:
        return self.form.holds_items(parent)

    def add_to(self, parent: Element, line: int) -> None:
        self.item.add_to(parent, line)
        if self.after:
            parent.nodes.append(self.after.decode())


def may_be_plain(head: bytes) -> bool:
    """Whether a document that begins so can hold plain items."""
    return bool(_RSS.head(head) or _ATOM.head(head))


def parts(data: bytes, now: datetime) -> list[bytes | Readymade]:
    """Return a document in parts, for `safexml.Reader`; in one part when it is not written as ours are."""
    form = _RSS if _RSS.head(data) else _ATOM
    start = form.head(data)
    before, *items = data.split(form.between + form.start)
    if not start or len(items) < _FEWEST:
        return [data]
    first, *more, last = items
    end = form.end if last.endswith(form.end) else b""
    space = end[: end.find(b"<")]
    declared = {"", XML_NAMESPACE, *(uri for uri in (ATOM, CONTENT, DC, MEDIA) if f'"{uri}"'.encode() in start)}
    head = before + form.between
    if first in _KNOWN:
        more.insert(0, first)
    else:
        head += form.start + first + form.between
    found = [
        head,
        *(_part(source, form.between, form, declared, now) for source in more),
        _part(last.removesuffix(form.end), space, form, declared, now),
        end[len(space) :],
    ]
    # Comments and CDATA sections may hold what looks like an item.
    return [data] if any(isinstance(part, bytes) and b"<!" in part for part in found) else found


def _part(source: bytes, after: bytes, form: _Form, declared: set[str], now: datetime) -> bytes | Readymade:
    """Return an item and the white space behind it, as bytes when it is not plain."""
    item = _KNOWN.read(source, form)
    is_plain = item is not None and item.namespaces <= declared and not dates.implausible(item.newest, now)
    hits.count("items of feeds validated by patterns", fits=is_plain)
    if item is None or not is_plain:
        return form.start + source + after
    return _Part(item, form, source, after)
