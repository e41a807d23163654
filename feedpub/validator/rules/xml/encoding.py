"""Rules about the encoding of XML, and about characters that are traces of encodings mixed up."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validator.rule import ANY_DOCUMENT, DOCUMENT, Found, rule
from feedpub.validator.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


_FEEDS_OR_UNKNOWN = frozenset({Kind.RSS, Kind.ATOM, Kind.UNKNOWN})
_READ = frozenset({Kind.RSS, Kind.ATOM})
_UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"})
_HINT = 'Write the file in UTF-8 and declare <?xml version="1.0" encoding="utf-8"?>.'


@rule(
    "xml/encoding-unknown",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.3.3",
    refs=("UnknownEncoding", "SAXError"),
    harms=("Thunderbird", "Ruby's rss", "SimplePie", "WordPress", "FreshRSS"),
)
def encoding_unknown(document: ParsedDocument) -> Iterator[Found]:
    """The declared encoding is none that exists.

    XML tells readers to stop at an encoding they do not know.

    ```xml bad
    <?xml version="1.0" encoding="utf8-unicode"?><rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel/></rss>
    ```
    """
    encoding = document.encoding
    if encoding is not None and encoding.unknown:
        line, column = _declaration(document)
        text = f'There is no encoding "{encoding.declared}".'
        yield Found(text=text, line=line, column=column, found=encoding.declared, hint=_HINT)
    elif document.fault is not None and document.fault.code == "unknown-encoding":
        yield Found(text=f"The declared encoding cannot be read: {document.fault.text}.", line=1, column=1, hint=_HINT)


@rule(
    "xml/encoding-wrong",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.3.3",
    refs=("UnicodeError", "SAXError"),
    harms=("Thunderbird", "Ruby's rss", "SimplePie", "WordPress", "FreshRSS"),
)
def encoding_wrong(document: ParsedDocument) -> Iterator[Found]:
    r"""The bytes are not what the declared encoding allows.

    Strict readers stop at the first such byte; others show a wrong letter in its place.

    ```bytes bad
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Caf\xe9</title></channel></rss>
    ```
    ```bytes good
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Caf\xc3\xa9</title></channel></rss>
    ```
    """
    encoding = document.encoding
    if encoding is not None and encoding.bad_byte is not None and document.kind is not Kind.JSONFEED:
        yield Found(
            text=f"Byte {encoding.bad_byte} does not belong to the encoding {encoding.used}.",
            line=encoding.bad_line,
            column=encoding.bad_column,
            hint="Save the file in the encoding that it declares; UTF-8 is best.",
        )


@rule(
    "xml/encoding-contradictory",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 appendix F",
    refs=("UnicodeError", "SAXError"),
)
def encoding_contradictory(document: ParsedDocument) -> Iterator[Found]:
    r"""What the first bytes tell of the encoding is not what is declared.

    Which of them a reader believes cannot be foreseen.

    ```bytes bad
    \xef\xbb\xbf<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel/></rss>
    ```
    ```bytes good
    \xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel/></rss>
    ```
    """
    encoding = document.encoding
    if encoding is not None and encoding.contradictory:
        line, column = _declaration(document)
        told = f"byte order mark says {encoding.bom}" if encoding.bom else f"bytes are {encoding.shape}"
        text = f'The declared encoding is "{encoding.declared}", but the {told}.'
        yield Found(text=text, line=line, column=column, found=encoding.declared, hint=_HINT)
    elif encoding is not None and encoding.shape and not encoding.declared:
        text = f"The bytes are {encoding.shape}, which neither a declaration nor a byte order mark says."
        yield Found(text=text, line=1, column=1, hint=_HINT)


@rule(
    "xml/encoding-not-unicode",
    Level.WARNING,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.3.3",
    refs=("NonstdEncoding", "ObscureEncoding"),
    kinds=_FEEDS_OR_UNKNOWN,
)
def encoding_not_unicode(document: ParsedDocument) -> Iterator[Found]:
    """The encoding is an old one that readers need not support.

    XML obliges readers to read UTF-8 and UTF-16 only; with others letters go wrong somewhere.

    ```xml bad
    <?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel/></rss>
    ```
    """
    encoding = document.encoding
    if encoding is None or encoding.unknown or encoding.used in _UNICODE | {"ascii"}:
        return
    line, column = _declaration(document)
    name = encoding.declared or encoding.used
    yield Found(text=f'The encoding is "{name}".', line=line, column=column, found=name, hint=_HINT)


@rule(
    "xml/encoding-ascii",
    Level.INFO,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.3.3",
    refs=("NonstdEncoding",),
    kinds=_FEEDS_OR_UNKNOWN,
)
def encoding_ascii(document: ParsedDocument) -> Iterator[Found]:
    """The document is declared to be US-ASCII.

    It is read everywhere, but the first letter with an accent will make it invalid; as UTF-8 it is the same today.

    ```xml bad
    <?xml version="1.0" encoding="us-ascii"?><rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel/></rss>
    ```
    """
    encoding = document.encoding
    if encoding is not None and encoding.used == "ascii":
        line, column = _declaration(document)
        yield Found(text="The encoding is US-ASCII.", line=line, column=column, found=encoding.declared, hint=_HINT)


@rule(
    "xml/encoding-absent",
    Level.INFO,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.3.3",
    refs=("MissingEncoding",),
    kinds=_READ,
)
def encoding_absent(document: ParsedDocument) -> Iterator[Found]:
    """The document does not say in which encoding it is.

    XML takes UTF-8 then, but servers that send it as text/xml without a charset make old readers take US-ASCII.

    ```xml bad
    <rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel/></rss>
    ```
    """
    encoding = document.encoding
    if encoding is not None and document.size and not (encoding.declared or encoding.bom or encoding.shape):
        yield Found(text="The document declares no encoding.", line=1, column=1, hint=_HINT)


def _declaration(document: ParsedDocument) -> tuple[int, int]:
    """Return the place of the encoding's name in the declaration."""
    head = document.head.replace(b"\x00", b"")
    position = head.find(b"encoding")
    before = head[: max(0, position)]
    return before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1


_FEEDS = frozenset({Kind.RSS, Kind.ATOM})
_SUSPECT_BYTES = (
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
    (
        b"\xc3",
        patterns.lazy(rb"\xc3(?:[\x82\x83](?:\xc2|&#)|\xa2\xe2\x82\xac|\xb0\xc5\xb8)|" + plain.ENCODED_TWICE_BYTES),
    ),
    (b"\xef", patterns.lazy(rb"\xef\xbf\xbd")),
    (b"#", patterns.lazy(rb"&#(?:[xX](?:8|9|[cC][23];|[fF][fF][fF][dD])|1[2-5]\d|19[45]|65533)")),
)
"""What the bytes (UTF-8) of every document hold that either rule could complain of; nearly none does."""
_REPLACED = patterns.lazy("[\x80-\x9f\ufffd]")


@rule(
    "xml/bad-character", Level.WARNING, on=DOCUMENT, spec="Unicode, C1 controls", refs=("BadCharacters",), kinds=_FEEDS
)
def bad_character(document: ParsedDocument) -> Iterator[Found]:
    r"""Text holds U+FFFD, or a control character between U+0080 and U+009F.

    The first marks a letter that was lost before; the others are Windows-1252 taken for ISO-8859-1, and show as boxes.

    ```bytes bad
    <?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>It\x92s news</title></channel></rss>
    ```
    ```bytes good
    <?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel><title>It\x92s news</title></channel></rss>
    ```
    """
    for element, attribute, text in _suspects(document):
        match = _REPLACED.search(text)
        if match is not None:
            yield Found(
                text=f"The text holds U+{ord(match[0]):04X}: {_around(text, match.start())}.",
                at=element,
                attribute=attribute,
                found=match[0],
                hint="Read the source in the encoding it is in (often Windows-1252), and write UTF-8.",
            )


@rule("xml/encoded-twice", Level.WARNING, on=DOCUMENT, spec="RFC 3629", refs=("BadCharacters",), kinds=_FEEDS)
def encoded_twice(document: ParsedDocument) -> Iterator[Found]:
    r"""Text was turned into UTF-8 twice.

    People read "FranÃ§ois" for François.

    ```bytes bad
    <rss version="2.0"><channel><title>Fran\xc3\x83\xc2\xa7ois</title></channel></rss>
    ```
    ```bytes good
    <rss version="2.0"><channel><title>Fran\xc3\xa7ois</title></channel></rss>
    ```
    """
    for element, attribute, text in _suspects(document):
        meant = plain.decoded_once_more(text)
        if meant:
            word = plain.encoded_twice_in(text)
            place = text.find(word)  # what stands before it is the same in both
            yield Found(
                text=f"The text seems to be encoded twice: {_around(text, place)}.",
                at=element,
                attribute=attribute,
                found=word,
                hint=f"Decode it once before writing: {_around(meant, place)}.",
            )


def _suspects(document: ParsedDocument) -> Iterator[tuple[Element, str, str]]:
    """Return texts and attributes, with element and attribute; nothing when the bytes cannot hold what is sought."""
    if document.root is None or not _may_be_suspect(document):
        return
    for element in document.root.walk():
        for attribute, value in element.attributes.items():
            if not value.isascii():
                yield element, attribute, value
        for node in element.nodes:
            if isinstance(node, str) and not node.isascii():
                yield element, "", node


@lru_cache(maxsize=1)  # two rules ask, one after the other
def _may_be_suspect(document: ParsedDocument) -> bool:
    return plain.may_hold(document.data, _SUSPECT_BYTES)


def _around(text: str, position: int) -> str:
    return '"' + " ".join(text[max(0, position - 15) : position + 25].split()) + '"'
