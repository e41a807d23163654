"""Read a document for the rules: tell its kind, choose how to read it, fill in what is known of it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Protocol

from feedpub.io import hits
from feedpub.model.records import Kind
from feedpub.text.encoding import examine, first_byte, is_native, readable
from feedpub.text.xml import Element, Fault, Reader
from feedpub.validator import namespaces, plain, plain_feeds
from feedpub.validator.document import Document, JsonNode
from feedpub.validator.facts import Facts
from feedpub.validator.gather import gather_feed, gather_json, gather_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from feedpub.text.xml import Readymade
    from feedpub.validator.document import Source
    from feedpub.validator.rule import Node

    class OnNode(Protocol):
        """What is called with each element: its parent's name, and whether it is a plain entry of a sitemap."""

        def __call__(self, node: Node, parent: str, *, plain: bool) -> None:
            """Look at the element."""


_CHUNK = 1 << 18
_HEAD = 4096
_RELEASED = frozenset({"sm:url", "sm:sitemap"})
_FEEDS = frozenset({Kind.RSS, Kind.ATOM})
_SITEMAPS = frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX})
_LONG_NUMBER = 1000
_MOST_UNPACKED = 1 << 26
_MOST_RATIO = 200
"""Sitemaps shrink to a tenth or a thirtieth; what shrinks to less than this part was made to do harm."""
_MAYBE_BAD_BYTES = frozenset({"invalid-token", "not-well-formed"})
_ROOTS = {
    "rss": Kind.RSS,
    "feed": Kind.ATOM,
    "entry": Kind.ATOM,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAPINDEX,
}


def begin(source: Source, now: datetime) -> Document:
    """Return a document of which nothing is known yet but its place."""
    return Document(path=source.path, url=source.url, now=now, facts=Facts())


def run(source: Source, document: Document, on_node: OnNode, *, in_parts: bool) -> None:
    """Read the document; `on_node` is called with each element (or JSON value) and the name of its parent.

    A document that is read `in_parts` keeps to itself the elements in which no rule of feedpub finds anything (`plain`,
    `plain_feeds`): others may find something there.
    """
    chunks = _unpacked(source.open(), document)
    head = _first(chunks)
    document.head = head[:_HEAD]
    document.encoding = examine(head)
    whole = _chain(head, chunks)
    if _is_json(document):
        _read_json(b"".join(whole), document, on_node)
    else:
        _read_xml(whole, document, on_node, in_parts=in_parts)
        if document.fault is not None and document.fault.code in _MAYBE_BAD_BYTES:
            _find_bad_byte(source, document)


def _is_json(document: Document) -> bool:
    """Tell JSON by its first character; where that is no `<` either, by the name."""
    start = first_byte(document.head)
    return start in {b"{", b"["} or (start != b"<" and document.path.lower().endswith((".json", ".json.gz")))


def _find_bad_byte(source: Source, document: Document) -> None:
    """Tell bytes that are illegal in the encoding from other breaches of XML; the parser calls both alike."""
    if document.encoding is not None and is_native(document.encoding):
        data = b"".join(_unpacked(source.open(), document))
        document.encoding = readable(data, document.encoding)[2]


def _read_xml(chunks: Iterable[bytes], document: Document, on_node: OnNode, *, in_parts: bool) -> None:
    encoding = document.encoding
    assert encoding is not None, "run() examines first"  # noqa: S101 - for the type checker
    override: str | None = encoding.used if encoding.unknown or encoding.contradictory else None
    if not is_native(encoding):
        data, override, document.encoding = readable(b"".join(chunks), encoding)
        chunks = (data,)
    if in_parts and plain.may_be_plain(document.head):
        data = b"".join(chunks)
        is_plain = _read_plain(data, document, on_node)
        hits.count("sitemaps validated by patterns", fits=is_plain)
        if is_plain:
            return
        chunks = (data,)
    elif in_parts and override is None and plain_feeds.may_be_plain(document.head):
        _read_feed(b"".join(chunks), document, on_node)
        return
    _read_tree(_measured(chunks, document), document, on_node, override)


def _read_feed(data: bytes, document: Document, on_node: OnNode) -> None:
    """Read a feed that may hold plain items."""
    document.size = len(data)
    document.data = data
    _read_tree(plain_feeds.parts(data, document.now), document, on_node, None)


def _read_plain(data: bytes, document: Document, on_node: OnNode) -> bool:
    """Read a sitemap of plain entries; False, and nothing has been done, for any other document."""
    parts = plain.split(data) if document.fault is None else None
    scanned = plain.scan(parts[1], parts[2]) if parts else None
    if parts is None or scanned is None:
        return False
    _read_tree(_measured((parts[0],), document), document, on_node, None)
    scanned.add_to(document.facts, str(document.now.year))
    document.size = len(data)
    if scanned.has_images:
        document.prolog.used_namespaces.add(plain.IMAGES)
    return True


def _read_tree(parts: Iterable[bytes | Readymade], document: Document, on_node: OnNode, override: str | None) -> None:
    reader = Reader(
        lambda element: _ended(element, document, on_node),
        namespaces.PREFIXES,
        release=_RELEASED,
        on_root=lambda root: _rooted(root, document, reader),
        meant=lambda uri: namespaces.meant(uri) if document.kind in _FEEDS else None,
    )
    document.prolog = reader.prolog
    reader.read(parts, override)
    document.fault = document.fault or reader.fault
    document.root = reader.root
    if document.kind in _SITEMAPS:
        document.data = b""
    if document.root is not None:
        gather_feed(document.root, document.facts)


def _rooted(root: Element, document: Document, reader: Reader) -> None:
    document.root = root
    document.kind = _ROOTS.get(root.local, Kind.UNKNOWN)
    if document.kind in _SITEMAPS and root.namespace != namespaces.SITEMAP:
        # The namespace is one finding; what is inside is looked at as if it were right.
        reader.call(root.namespace, "sm")


def _ended(element: Element, document: Document, on_node: OnNode) -> None:
    parent = element.parent
    if element.name in _RELEASED:
        plain = gather_url(element, document.facts, str(document.now.year))
        on_node(element, parent.name if parent is not None else "", plain=plain)
    else:
        on_node(element, parent.name if parent is not None else "", plain=False)


def _read_json(data: bytes, document: Document, on_node: OnNode) -> None:
    from feedpub.text.positions import json_keys  # noqa: PLC0415 - only JSON needs it

    document.kind = Kind.JSONFEED
    document.size = len(data)
    document.data = data
    if document.fault is not None:
        return
    try:
        text = data.decode("utf-8-sig")
        value = _loaded(text)
    except UnicodeDecodeError as error:
        start = error.start
        document.fault = _json_fault(
            "bad-encoding", f"byte {start} is not UTF-8", data[:start].decode("latin-1"), start
        )
    except json.JSONDecodeError as error:
        document.fault = _json_fault("not-json", error.msg, text, error.pos)
    except _ConstantError as error:
        document.fault = _json_fault("not-json", f"{error} is not a value of JSON", text, text.find(str(error)))
    except RecursionError:
        document.fault = _json_fault("too-deep", "values lie too deep inside each other", text, 0)
    else:
        document.json = JsonNode(value, (), json_keys(text))
        for node in document.json.walk():
            on_node(node, "", plain=False)
        gather_json(document.json, document.facts)


class _ConstantError(Exception):
    """NaN or Infinity, which Python's reader lets pass."""


def _loaded(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    def refuse(name: str) -> None:
        raise _ConstantError(name)

    return json.loads(text, parse_constant=refuse, parse_int=_whole_number)


def _whole_number(digits: str) -> int | float:
    """Python refuses to read very long numbers exactly; nobody needs them exactly."""
    return int(digits) if len(digits) < _LONG_NUMBER else float(digits)


def _json_fault(code: str, text: str, before: str, position: int) -> Fault:
    start = before.rfind("\n", 0, position) + 1
    return Fault(code=code, text=text, line=before.count("\n", 0, position) + 1, column=position - start + 1)


def _measured(chunks: Iterable[bytes], document: Document) -> Iterator[bytes]:
    document.data = bytearray()
    for chunk in chunks:
        document.size += len(chunk)
        if document.kind not in _SITEMAPS:
            document.data += chunk
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
    try:
        yield from _inflated(stream)
    except zlib.error as error:
        document.fault = Fault(code="bad-gzip", text=str(error).partition(": ")[2] or str(error), line=1, column=1)
    except _BombError:
        text = f"the file unpacks to more than {_MOST_RATIO} times its size"
        document.fault = Fault(code="gzip-bomb", text=text, line=1, column=1)


class _BombError(Exception):
    """A gzip stream unpacks to far more than a document can."""


def _inflated(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Return the content of a gzip stream, of all its members.

    Raises zlib.error when it is broken or breaks off.
    """
    unpacker = zlib.decompressobj(wbits=31)
    packed = unpacked = 0
    for chunk in stream:
        packed += len(chunk)
        pending = chunk
        while pending:
            part = unpacker.decompress(pending, _CHUNK)
            unpacked += len(part)
            if unpacked > _MOST_UNPACKED and unpacked > packed * _MOST_RATIO:
                raise _BombError
            yield part
            pending = unpacker.unconsumed_tail
            if unpacker.eof and unpacker.unused_data:
                pending, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=31)
    yield unpacker.flush()
    if not unpacker.eof:
        raise zlib.error("the gzip stream breaks off")


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
