"""Entries that were validated before: each is shown to the rules once, however many feeds hold it.

An entry whose bytes stood in a feed before, within the same start tags, is shown to those rules alone that may say
something: those that did so the last time, and those that look beyond the entry (`Rule.needs_document`). What is
remembered holds for one set of rules and one moment. That the reports are the same without it is held by
tests/validator/test_entries.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from feedpub.text.xml import Element, Reader
    from feedpub.validator.document import JsonNode, JsonPath, ParsedDocument
    from feedpub.validator.findings import Findings
    from feedpub.validator.ruleset import Applied

    _Again: TypeAlias = dict[int, list[Applied]]
    """The rules that an element has to be shown to again, by its number: elements are counted as they end."""

_Known = TypeVar("_Known")

_ENOUGH: Final = 16 * 1024 * 1024
_TAG: Final = rb"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>"""
_HEAD: Final = re.compile(rb"(?:<\?[^<>]*+(?<=\?)>\s*+)*+(?:<rss%b\s*+<channel%b|<feed%b)" % (_TAG, _TAG, _TAG))
"""A document up to the end of the start tags around its entries, which give all names in these their meaning."""


_DECLARED: Final = re.compile(rb"<!")
"""Comments and CDATA sections may hold what looks like an entry, and entities stand for anything."""


class _Memory(Generic[_Known]):
    """What is known of entries, by all that it depends on; when it is too much, it starts afresh."""

    def __init__(self, limit: int = _ENOUGH) -> None:
        self._limit = limit
        self.forget()

    def forget(self) -> None:
        """Forget everything."""
        self._size = 0
        self._known: dict[Hashable, _Known] = {}

    def find(self, context: Hashable, source: bytes) -> _Known | None:
        """Return what is known of an entry in a context."""
        return self._known.get((context, source))

    def keep(self, context: Hashable, source: bytes, known: _Known) -> None:
        """Remember an entry."""
        self._size += len(source)
        if self._size > self._limit:
            self.forget()
        self._known[context, source] = known


_XML: Final[_Memory[_Again]] = _Memory()
_JSON: Final[_Memory[list[tuple[JsonPath, list[Applied]]]]] = _Memory()


def forget() -> None:
    """Forget all entries."""
    _XML.forget()
    _JSON.forget()


def start_tags(data: bytes) -> bytes:
    """Return the beginning of a feed of RSS or Atom that can be cut at its entries; b"" for any other document."""
    match = _HEAD.match(data)
    return match[0] if match is not None and _DECLARED.search(data) is None else b""


class Cutter:
    """Reads one feed entry by entry."""

    def __init__(self, findings: Findings, document: ParsedDocument, start: bytes) -> None:
        self._findings = findings
        self._document = document
        self._context = (findings.rules, document.now, start)
        self._name = b"entry" if start.rpartition(b"<")[2].startswith(b"feed") else b"item"
        self._number = 0
        self._again: _Again = {}
        self._known: _Again | None = None

    def parts(self, data: bytes, reader: Reader) -> Iterator[bytes]:
        """Yield the document in parts, each entry by itself, for a reader."""
        end = b"</%b>" % self._name
        *pieces, rest = data.split(end)
        for piece in pieces:
            between, start, inside = piece.partition(b"<" + self._name)
            yield between
            yield from self._entry(start + inside + end, reader)
        yield rest

    def _entry(self, source: bytes, reader: Reader) -> Iterator[bytes]:
        parent = reader.innermost()
        if parent is None or not _holds_entries(parent):
            yield source
            return
        before = len(parent.nodes)
        self._number, self._again, self._known = 0, {}, _XML.find(self._context, source)
        yield source
        # Where more than one element was read, they stand beside others, which rules over them may look at.
        if self._known is None and reader.innermost() is parent and len(parent.nodes) == before + 1:
            _XML.keep(self._context, source, self._again)
        self._known = None

    def ended(self, element: Element) -> None:
        """Show an element that has ended to the rules, one of a known entry to those alone that may say something."""
        self._number += 1
        if self._known is None:
            if again := self._findings.show(element):
                self._again[self._number] = again
        elif rules := self._known.get(self._number):
            self._findings.run(rules, element, element, self._document)


def _holds_entries(element: Element) -> bool:
    """Whether an element is the one that the start tags around the entries began last."""
    above = element.parent
    is_channel = element.qname == "channel" and above is not None and above.parent is None and element.ordinal == 1
    return is_channel or (element.qname == "feed" and above is None)


class _Feed(Struct):
    """A JSON Feed as far as it is cut: its entries as they are written."""

    items: list[msgspec.Raw]


def show_json(top: JsonNode, findings: Findings, document: ParsedDocument, *, in_parts: bool) -> None:
    """Show all values of a JSON Feed to the rules.

    `in_parts`, those of known entries are shown to the rules alone that may say something.
    """
    sources = _sources(document.data) if in_parts else []
    pending = [top]
    while pending:
        node = pending.pop()
        if sources and node.name == "$.items[]" and isinstance(node.step, int):
            _show_entry(node, sources.pop(0), findings, document)
        else:
            findings.show(node)
            pending.extend(reversed(list(node.children())))


_LENGTH: Final = 2
"""Of the path of an entry: `items` and its number."""


def _sources(data: bytes | bytearray) -> list[bytes]:
    """Return the entries of a JSON Feed as they are written; none when it cannot be cut."""
    try:
        return list(map(bytes, msgspec.json.decode(data, type=_Feed).items))
    except ValueError:  # it is no feed, or no JSON by the strictest reading
        return []


def _show_entry(entry: JsonNode, source: bytes, findings: Findings, document: ParsedDocument) -> None:
    context = (findings.rules, document.now)
    known = _JSON.find(context, source)
    if known is None:
        shown = ((node, findings.show(node)) for node in entry.walk())
        _JSON.keep(context, source, [(node.path[_LENGTH:], again) for node, again in shown if again])
        return
    for path, again in known:
        node: JsonNode | None = entry
        for step in path:
            node = node.child(step) if node is not None else None
        if node is not None:
            findings.run(again, node, node, document)
