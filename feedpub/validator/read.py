"""Read a document for the rules: tell its kind, choose how to read it, fill in what is known of it."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from feedpub.io import hits
from feedpub.model.records import Kind
from feedpub.text.encoding import examine, first_byte, is_native, readable
from feedpub.text.xml import Element, Fault, Reader
from feedpub.validator import entries, listing, namespaces, plain
from feedpub.validator.document import ParsedDocument
from feedpub.validator.facts import Facts
from feedpub.validator.gather import gather_feed, gather_url
from feedpub.validator.json_reading import read_json
from feedpub.validator.schema import atom, extensions
from feedpub.validator.schema.rss import homes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from feedpub.text.xml.repairs import Columns
    from feedpub.validator.document import Source
    from feedpub.validator.findings import Findings


_CHUNK = 1 << 18
_HEAD = 4096
_RELEASED = frozenset({"sm:url", "sm:sitemap"})
_FEEDS = frozenset({Kind.RSS, Kind.ATOM})
_SITEMAPS = frozenset({Kind.SITEMAP, Kind.SITEMAPINDEX})
_PICTURES = b"xmlns:image"
"""Pictures are looked for among the files of a site, one by one."""
_MOST_UNPACKED = 1 << 26
_MOST_RATIO = 200
"""Sitemaps shrink to a tenth or a thirtieth; what shrinks to less than this part was made to do harm."""
_RECOVERABLE = frozenset(
    {
        "bad-encoding",
        "declaration-not-first",
        "invalid-token",
        "not-well-formed",
        "unbound-prefix",
        "undefined-entity",
    }
)
_ROOTS = {
    "rss": Kind.RSS,
    "feed": Kind.ATOM,
    "entry": Kind.ATOM,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAPINDEX,
}


def begin(source: Source, now: datetime) -> ParsedDocument:
    """Return a document of which nothing is known yet but its place."""
    return ParsedDocument(
        path=source.path, url=source.url, now=now, facts=Facts(), files=source.files, is_own=source.is_own
    )


def run(source: Source, document: ParsedDocument, findings: Findings, *, in_parts: bool) -> None:
    """Read the document, and show each element (or JSON value) to the rules.

    Of a document that is read `in_parts` the rules are not shown the plain entries of a sitemap (`plain`), nor the
    entries of a feed that are known (`entries`): those of feedpub find nothing there, others may.
    """
    chunks = _unpacked(source.open(), document)
    head = _first(chunks)
    document.head = head[:_HEAD]
    document.encoding = examine(head)
    whole = _chain(head, chunks)
    if _is_json(document):
        read_json(b"".join(whole), document, findings, in_parts=in_parts)
    elif listing.is_listing(document):
        document.kind, document.is_listing = Kind.SITEMAP, True
        listing.read(b"".join(whole), document)
    else:
        _read_xml(whole, document, findings, in_parts=in_parts)


def is_too_large(document: ParsedDocument) -> bool:
    """Whether reading ended because there is more in the document than is kept."""
    return document.fault is not None and document.fault.code == "too-many"


def is_recoverable(document: ParsedDocument) -> bool:
    """Whether more of a document that could not be read to its end might be read once it is repaired."""
    return document.fault is not None and document.kind is not Kind.JSONFEED and document.fault.code in _RECOVERABLE


def run_recovered(source: Source, document: ParsedDocument, findings: Findings, fault: Fault) -> None:
    """Read a document of XML as `run` does, after repairs; `fault` is what ended the reading without."""
    from feedpub.text.xml.recovery import recovered  # noqa: PLC0415 - few documents need it

    chunks = _unpacked(source.open(), document)
    data = b"".join(chunks)
    document.head = data[:_HEAD]
    written, encoding, document.encoding = readable(data, examine(data))
    repaired = recovered(written.decode("utf-8"), namespaces.OF_PREFIXES)
    reader = _reader(document, lambda element: _ended(element, document, findings))
    document.size, document.data = len(data), written
    _read_tree(reader, (repaired.data,), document, encoding, repaired.columns)
    document.recovered = repaired.faults
    declared = document.prolog.namespaces
    declared[:] = [one for one in declared if one.uri not in repaired.added]
    if not document.faults and document.encoding.bad_byte is None:
        document.recovered = (fault,)  # it is none any more when the document is read as it must be meant


def _is_json(document: ParsedDocument) -> bool:
    """Tell JSON by its first character; where that is no `<` either, by the name."""
    start = first_byte(document.head)
    return start in {b"{", b"["} or (start != b"<" and document.path.lower().endswith((".json", ".json.gz")))


def _read_xml(chunks: Iterable[bytes], document: ParsedDocument, findings: Findings, *, in_parts: bool) -> None:
    encoding = document.encoding
    assert encoding is not None, "run() examines first"  # noqa: S101 - for the type checker
    override: str | None = encoding.used if encoding.unknown or encoding.contradictory else None
    if not is_native(encoding):
        data, override, document.encoding = readable(b"".join(chunks), encoding)
        chunks = (data,)
    if in_parts and plain.may_be_plain(document.head) and not (document.files and _PICTURES in document.head):
        data = b"".join(chunks)
        scanned = plain.read(data) if document.fault is None else None
        hits.count("sitemaps validated by patterns", fits=scanned is not None)
        if scanned is not None:
            del data  # it may be long
            _add_plain(scanned, document, findings)
            return
        chunks = (data,)
    elif in_parts and override is None and entries.start_tags(document.head):
        chunks = (b"".join(chunks),)
        if start := entries.start_tags(chunks[0]):
            _read_feed(chunks[0], start, document, findings)
            return
    reader = _reader(document, lambda element: _ended(element, document, findings))
    _read_tree(reader, _measured(chunks, document), document, override)


def _read_feed(data: bytes, start: bytes, document: ParsedDocument, findings: Findings) -> None:
    """Read a feed entry by entry."""
    cutter = entries.Cutter(findings, document, start)
    reader = _reader(document, cutter.ended)
    document.size = len(data)
    document.data = data
    _read_tree(reader, cutter.parts(data, reader), document)


def _add_plain(scanned: plain.Scanned, document: ParsedDocument, findings: Findings) -> None:
    """Take over what a sitemap of plain entries says."""
    reader = _reader(document, lambda element: _ended(element, document, findings))
    _read_tree(reader, _measured((scanned.outline,), document), document)
    document.size = scanned.size
    if document.fault is not None:  # in the head: what comes after is not read
        return
    scanned.add_to(document.facts, str(document.now.year))
    if document.root is not None:
        document.root.counts["url"] += len(scanned.locs)
    if scanned.has_images:
        document.prolog.used_namespaces.add(plain.IMAGES)


def _reader(document: ParsedDocument, on_end: Callable[[Element], None]) -> Reader:
    reader = Reader(
        on_end,
        namespaces.PREFIXES,
        release=_RELEASED,
        on_root=lambda root: _rooted(root, document, reader),
        meant=lambda uri: namespaces.meant(uri) if document.kind in _FEEDS else None,
        is_bounded=not document.is_own,
    )
    return reader


def _read_tree(
    reader: Reader,
    parts: Iterable[bytes],
    document: ParsedDocument,
    override: str | None = None,
    columns: Columns | None = None,
) -> None:
    document.prolog = reader.prolog
    reader.read(parts, override, columns)
    document.fault = document.fault or reader.fault
    document.root = reader.root
    if document.kind in _SITEMAPS:
        document.data = b""
    if document.root is not None and not is_too_large(document):
        gather_feed(document.root, document.facts)


def _rooted(root: Element, document: ParsedDocument, reader: Reader) -> None:
    document.root = root
    document.kind = _kind(root)
    if document.kind in _SITEMAPS and root.namespace != namespaces.SITEMAP:
        # The namespace is one finding; what is inside is looked at as if it were right.
        reader.call(root.namespace, "sm")
    elif document.kind in _FEEDS and not root.name.startswith("{"):
        reader.is_strange = _is_strange
    if document.kind is Kind.RSS:
        reader.homes = homes(root.get("version") or "")
    elif document.kind is Kind.ATOM03:
        reader.call(namespaces.ATOM_03, "atom03")
    elif document.kind is Kind.RDF:
        for namespace in namespaces.OBSOLETE - {namespaces.ATOM_03}:
            reader.call(namespace, "rss1")


def _is_strange(name: str) -> bool:
    return atom.is_unknown(name) or extensions.is_unknown(name)


def _kind(root: Element) -> Kind:
    """Return what a document is by its root; a draft of Atom before 0.3 is an Atom document that has it wrong."""
    if root.name == "rdf:RDF":
        return Kind.RDF
    if root.namespace == namespaces.ATOM_03 and root.get("version") == "0.3":
        return Kind.ATOM03
    return _ROOTS.get(root.local, Kind.UNKNOWN)


def _ended(element: Element, document: ParsedDocument, findings: Findings) -> None:
    is_plain = element.name in _RELEASED and gather_url(element, document.facts, str(document.now.year))
    findings.show(element, plain=is_plain)


def _measured(chunks: Iterable[bytes], document: ParsedDocument) -> Iterator[bytes]:
    document.data = bytearray()
    for chunk in chunks:
        document.size += len(chunk)
        if document.kind not in _SITEMAPS:
            document.data += chunk
        yield chunk


def _unpacked(chunks: Iterable[bytes], document: ParsedDocument) -> Iterator[bytes]:
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
