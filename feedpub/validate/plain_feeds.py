"""Reads the feeds that feedpub writes many times as fast as the parser and the rules over each element do.

A document is cut where its items begin. Those that are plain (`plain_items`) are put into the tree as they are, and
not shown to the rules over elements, none of which would find anything; an item that was seen before costs next to
nothing. The head, the first item, what follows the last one, and every item that is not plain go through the parser.
So the rules over the channel and the whole document find the same tree. That both ways come to the same report is
held by tests/validate/test_plain_feeds.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from feedpub.safexml import XML_NAMESPACE
from feedpub.validate import plain_items
from feedpub.validate.namespaces import ATOM, CONTENT, DC, MEDIA
from feedpub.validate.values import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from feedpub.safexml import Element, Readymade
    from feedpub.validate.plain_items import PlainItem

_PROLOG: Final = r'<\?xml version="1\.0" encoding="UTF-8"\?>\n(?:<\?xml-stylesheet [^<>]*\?>\n)?'
_FEWEST: Final = 2
"""Items from which on something is gained."""
_ENOUGH: Final = 32 * 1024 * 1024


def _declared(**namespaces: str) -> str:
    return "|".join(f'{prefix}="{re.escape(uri)}"' for prefix, uri in namespaces.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How items stand in a document of a format."""

    head: re.Pattern[bytes]
    """The start tags around the items, and all before them; no prefix has another meaning than the usual one."""
    start: bytes
    """What begins the start tag of an item."""
    between: bytes
    """What stands between items."""
    end: bytes
    """What stands behind the last item."""
    container: str
    read: Callable[[bytes], PlainItem | None]

    def holds_items(self, element: Element) -> bool:
        """Whether an element is the one that the head began."""
        above = element.parent
        is_inside = above is not None and above.parent is None if self.container == "channel" else above is None
        return is_inside and element.name == self.container and element.ordinal == 1


_RSS: Final = _Form(
    head=re.compile(
        rf'{_PROLOG}<rss(?: xmlns:(?:{_declared(atom=ATOM, content=CONTENT, dc=DC, media=MEDIA)}))* version="2\.0">\n'
        r"  <channel>\n".encode()
    ),
    start=b"<item",
    between=b"\n    ",
    end=b"\n  </channel>\n</rss>\n",
    container="channel",
    read=plain_items.rss_item,
)
_ATOM: Final = _Form(
    head=re.compile(
        rf'{_PROLOG}<feed(?: xmlns:{_declared(media=MEDIA)})? xmlns="{re.escape(ATOM)}"'
        r'(?: xml:lang="[A-Za-z0-9-]*")?>\n'.encode()
    ),
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


@dataclass(frozen=True, slots=True)
class _Part:
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
        return self.source.count(b"\n") + self.after.count(b"\n")

    @property
    def namespaces(self) -> frozenset[str]:
        return self.item.namespaces

    def belongs_in(self, parent: Element) -> bool:
        return self.form.holds_items(parent)

    def add_to(self, parent: Element, line: int) -> None:
        parent.nodes += self.item.sprout.grow(parent, line), self.after.decode()


def may_be_plain(head: bytes) -> bool:
    """Whether a document that begins so can hold plain items."""
    return _RSS.head.match(head) is not None or _ATOM.head.match(head) is not None


def parts(data: bytes, now: datetime) -> Iterator[bytes | Readymade]:
    """Give a document in parts, for `safexml.Reader`; in one part when it is not written as ours are."""
    for form in (_RSS, _ATOM):
        head = form.head.match(data)
        # Comments and CDATA sections may hold what looks like an item.
        if head is not None and b"<!" not in data:
            return _parts(data, form, head[0], now)
    return iter((data,))


def _parts(data: bytes, form: _Form, head: bytes, now: datetime) -> Iterator[bytes | Readymade]:
    before, *items = data.split(form.between + form.start)
    if len(items) < _FEWEST:
        yield data
        return
    first, *more, last = items
    last, end = (last.removesuffix(form.end), form.end) if last.endswith(form.end) else (last, b"")
    declared = frozenset(
        ("", XML_NAMESPACE, *(uri for uri in (ATOM, CONTENT, DC, MEDIA) if f'"{uri}"'.encode() in head))
    )
    yield b"".join((before, form.between, form.start, first, form.between))
    for source in more:
        yield _part(source, form.between, form, declared, now)
    space = end[: end.find(b"<")]
    yield _part(last, space, form, declared, now)
    yield end[len(space) :]


def _part(source: bytes, after: bytes, form: _Form, declared: frozenset[str], now: datetime) -> bytes | Readymade:
    """Give an item and the white space behind it, as bytes when it is not plain."""
    item = _KNOWN.read(source, form)
    if item is None or not item.namespaces <= declared or dates.implausible(item.newest, now):
        return form.start + source + after
    return _Part(item, form, source, after)
