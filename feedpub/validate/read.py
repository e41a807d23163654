"""Read a document for the rules: tell its kind, choose how to read it, fill in what is known of it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

from feedpub.decode import examine, is_native, readable
from feedpub.model import Kind
from feedpub.safexml import Element, Fault, Reader
from feedpub.validate import namespaces
from feedpub.validate.document import Document, JsonNode
from feedpub.validate.facts import Facts
from feedpub.validate.gather import gather_feed, gather_json, gather_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from feedpub.validate.document import Source
    from feedpub.validate.rule import Node

    OnNode: TypeAlias = Callable[[Node, str], None]

_CHUNK = 1 << 18
_HEAD = 4096
_STREAMED = {
    "sm:url": Kind.SITEMAP,
    "sm:sitemap": Kind.SITEMAPINDEX,
    "url": Kind.SITEMAP,
    "sitemap": Kind.SITEMAPINDEX,
}
_RELEASED = frozenset(_STREAMED)
_ROOTS = {
    "rss": Kind.RSS,
    "feed": Kind.ATOM,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAPINDEX,
}


def begin(source: Source, now: datetime) -> Document:
    """Give a document of which nothing is known yet but its place."""
    return Document(path=source.path, url=source.url, now=now, facts=Facts())


def run(source: Source, document: Document, on_node: OnNode) -> None:
    """Read the document; `on_node` is called with each element (or JSON value) and the name of its parent."""
    chunks = _unpacked(source.open(), document)
    head = _first(chunks)
    document.head = head[:_HEAD]
    document.encoding = examine(head)
    whole = _chain(head, chunks)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        _read_json(b"".join(whole), document, on_node)
    else:
        _read_xml(whole, document, on_node)


def _read_xml(chunks: Iterable[bytes], document: Document, on_node: OnNode) -> None:
    encoding = document.encoding
    assert encoding is not None, "run() examines first"  # noqa: S101 - for the type checker
    override: str | None = None
    streams = is_native(encoding)
    if not streams:
        data, override, document.encoding = readable(b"".join(chunks), encoding)
        chunks = (data,)
    reader = Reader(
        lambda element: _ended(element, document, on_node),
        namespaces.PREFIXES,
        release=_RELEASED,
        on_root=lambda root: _rooted(root, document),
    )
    document.prolog = reader.prolog
    reader.read(_measured(chunks, document), override)
    document.fault = document.fault or reader.fault
    document.root = reader.root
    if document.root is not None:
        gather_feed(document.root, document.facts)


def _rooted(root: Element, document: Document) -> None:
    document.root = root
    document.kind = _ROOTS.get(root.local, Kind.UNKNOWN)


def _ended(element: Element, document: Document, on_node: OnNode) -> None:
    parent = element.parent
    on_node(element, parent.name if parent is not None else "")
    if element.name in _RELEASED:
        gather_url(element, document.facts)


def _read_json(data: bytes, document: Document, on_node: OnNode) -> None:
    from feedpub.locate import json_keys  # noqa: PLC0415 - only JSON needs it

    document.kind = Kind.JSONFEED
    document.size = len(data)
    document.data = data
    try:
        text = data.decode("utf-8-sig")
        value: Any = json.loads(text)
    except UnicodeDecodeError as error:
        document.fault = Fault(
            code="bad-encoding",
            text=f"byte {error.start} is not UTF-8",
            line=data[: error.start].count(b"\n") + 1,
            column=error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1,
        )
        return
    except json.JSONDecodeError as error:
        document.fault = Fault(code="not-json", text=error.msg, line=error.lineno, column=error.colno)
        return
    except RecursionError:
        document.fault = Fault(code="too-deep", text="values lie too deep inside each other", line=1, column=1)
        return
    document.json = JsonNode(value, (), json_keys(text))
    for node in document.json.walk():
        on_node(node, "")
    gather_json(document.json, document.facts)


def _measured(chunks: Iterable[bytes], document: Document) -> Iterator[bytes]:
    for chunk in chunks:
        document.size += len(chunk)
        yield chunk


def _unpacked(chunks: Iterable[bytes], document: Document) -> Iterator[bytes]:
    """Unpack gzip by its first bytes; a stream that breaks off is a fault of the document."""
    iterator = iter(chunks)
    head = _first(iterator)
    stream = _chain(head, iterator)
    if not head.startswith(b"\x1f\x8b"):
        yield from stream
        return
    document.packed = True
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for chunk in stream:
            pending = chunk
            while pending:
                yield unpacker.decompress(pending, _CHUNK)
                pending = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data:
                    pending, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=31)
    except zlib.error as error:
        document.fault = Fault(code="bad-gzip", text=str(error), line=1, column=1)
        return
    if not unpacker.eof:
        document.fault = Fault(code="bad-gzip", text="the gzip stream breaks off", line=1, column=1)


def _first(chunks: Iterator[bytes]) -> bytes:
    """Take enough chunks to see the head of the document."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= _HEAD:
            break
    return head


def _chain(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest
