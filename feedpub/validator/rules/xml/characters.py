"""Rules about characters that XML allows and that are wrong all the same: traces of encodings mixed up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document

_FEEDS = frozenset({Kind.RSS, Kind.ATOM})
_SUSPECT_BYTES = (
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
    (b"\xc3", patterns.lazy(rb"\xc3(?:[\x82\x83](?:\xc2|&#)|\xa2\xe2\x82\xac)")),
    (b"\xef", patterns.lazy(rb"\xef\xbf\xbd")),
    (b"#", patterns.lazy(rb"&#(?:[xX](?:8|9|[cC][23];|[fF][fF][fF][dD])|1[2-5]\d|19[45]|65533)")),
)
"""What the bytes (UTF-8) of every document hold that either rule could complain of; nearly none does."""
_REPLACED = patterns.lazy("[\x80-\x9f\ufffd]")


@rule(
    "xml/bad-character", Level.WARNING, on=DOCUMENT, spec="Unicode, C1 controls", refs=("BadCharacters",), kinds=_FEEDS
)
def bad_character(document: Document) -> Iterator[Found]:
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
                found=text,
                hint="Read the source in the encoding it is in (often Windows-1252), and write UTF-8.",
            )


@rule("xml/encoded-twice", Level.WARNING, on=DOCUMENT, spec="RFC 3629", refs=("BadCharacters",), kinds=_FEEDS)
def encoded_twice(document: Document) -> Iterator[Found]:
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
            yield Found(
                text=f"The text seems to be encoded twice: {_around(text, 0)}.",
                at=element,
                attribute=attribute,
                found=text,
                hint=f"Decode it once before writing: {_around(meant, 0)}.",
            )


def _suspects(document: Document) -> Iterator[tuple[Element, str, str]]:
    """Return texts and attributes, with element and attribute; nothing when the bytes cannot hold what is sought."""
    if document.root is None or not plain.may_hold(document.data, _SUSPECT_BYTES):
        return
    for element in document.root.walk():
        for attribute, value in element.attributes.items():
            if not value.isascii():
                yield element, attribute, value
        for node in element.nodes:
            if isinstance(node, str) and not node.isascii():
                yield element, "", node


def _around(text: str, position: int) -> str:
    return '"' + " ".join(text[max(0, position - 15) : position + 25].split()) + '"'
