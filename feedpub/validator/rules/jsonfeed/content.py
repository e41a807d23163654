"""HTML where a JSON Feed has plain text; what stands in `content_html` is judged by the rules of `content`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import slots, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import PLAIN_TEXT, Type
from feedpub.validator.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import Document, JsonNode

_BAD = patterns.lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_WHOLLY_MARKUP = patterns.lazy(r"\s*<([A-Za-z][A-Za-z0-9]*)\b[^<>]*>.*</[A-Za-z][A-Za-z0-9]*\s*>\s*", re.DOTALL)
_SUSPECT_BYTES = (
    (b"\\", patterns.lazy(rb"\\u")),
    (b"\x7f", patterns.lazy(rb"\x7f")),
    (b"\xc2", patterns.lazy(rb"\xc2[\x80-\x9f]")),
    (b"\xef", patterns.lazy(rb"\xef\xbf")),
    (b"\xc3", patterns.lazy(rb"\xc3(?:[\x82\x83]|\xa2\xe2)")),
)
"""What the bytes of a feed hold that has a bad character or was encoded twice; few others do. Control characters below
U+0020 JSON itself forbids."""
_PLAIN = ("$.title", "$.description", "$.items[].title", "$.items[].summary", "$.items[].tags[]")


def _element_around(text: str) -> str:
    """Return the name of the element of HTML that the whole text is in."""
    match = _WHOLLY_MARKUP.fullmatch(text)
    return match[1] if match is not None and plain.is_html_element(match[1]) else ""


html_in_plain_text = rule("jsonfeed/html-in-plain-text", Level.WARNING, spec="JSON Feed 1.1, items: plain text")(
    typed(
        slots(PLAIN_TEXT, *_PLAIN),
        '"{element.qname}" is plain text and holds "{problem}".',
        "Write the text without HTML; only content_html may hold it.",
        found="{problem}",
    ),
    """A text that is plain holds HTML.

    Readers show the tags and entities as they are written.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "title": "<b>Hello</b>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<b>Hello</b>", "title": "Hello"
    ```
    """,
)

html_in_content_text = rule("jsonfeed/html-in-content-text", Level.WARNING, spec="JSON Feed 1.1, items")(
    typed(
        {"$.items[].content_text": Type(_element_around)},
        '"content_text" is HTML: it begins with "<{problem}".',
        "Write it as content_html, or leave the tags out.",
        found="{problem}",
    ),
    """content_text is HTML from beginning to end.

    It is for plain text: readers show the tags as they are written. A text that speaks of tags is none of these.

    ```json bad in=item
    "id": "1", "content_text": "<p>Rain again.</p>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Rain again.</p>"
    ```
    ```json good in=item
    "id": "1", "content_text": "Write <b>bold</b> for bold."
    ```
    """,
)


@rule("jsonfeed/empty-content", Level.WARNING, on="$.items[]", spec="JSON Feed 1.1, items")
def empty_content(node: JsonNode, _document: Document) -> Iterator[Found]:
    """The content of an item is empty.

    content_html or content_text must be there, and readers open an empty page when there is nothing in it.

    ```json bad in=item
    "id": "1", "content_html": ""
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Rain again.</p>"
    ```
    """
    contents = [one for key in ("content_html", "content_text") if (one := node.child(key)) is not None]
    if contents and all(isinstance(one.value, str) and not one.value.strip() for one in contents):
        yield Found(
            text=f'"{contents[0].qname}" is empty.', at=contents[0], hint="Write the post, or its summary, into it."
        )


@rule("jsonfeed/bad-character", Level.WARNING, on="$", spec="RFC 8259 section 8.2; Unicode, C1 controls")
def bad_character(node: JsonNode, document: Document) -> Iterator[Found]:
    r"""Text holds a control character such as U+0000, or U+FFFD.

    Those show as boxes, or cut the text off; U+FFFD marks a letter that was lost before.

    ```json bad in=item
    "id": "1", "content_text": "Rain\u0000 again"
    ```
    ```json good in=item
    "id": "1", "content_text": "Rain\nagain"
    ```
    """
    for one in _suspects(node, document):
        match = _BAD.search(one.value)
        if match is not None:
            yield Found(
                text=f'"{one.qname}" holds U+{ord(match[0]):04X}.',
                at=one,
                hint="Read the source in the encoding it is in, and write whole characters.",
            )


@rule("jsonfeed/encoded-twice", Level.WARNING, on="$", spec="RFC 3629")
def encoded_twice(node: JsonNode, document: Document) -> Iterator[Found]:
    r"""Text was turned into UTF-8 twice.

    People read "FranÃ§ois" for François.

    ```json bad in=item
    "id": "1", "content_text": "Fran\u00c3\u00a7ois"
    ```
    ```json good in=item
    "id": "1", "content_text": "Fran\u00e7ois"
    ```
    """
    for one in _suspects(node, document):
        meant = plain.decoded_once_more(one.value)
        if meant:
            yield Found(
                text=f'"{one.qname}" seems to be encoded twice.',
                at=one,
                found=one.value,
                hint=f'Decode it once before writing: "{" ".join(meant.split())[:40]}".',
            )


def _suspects(top: JsonNode, document: Document) -> Iterator[JsonNode]:
    """Return all texts, nothing when the bytes cannot hold what is sought."""
    if plain.may_hold(document.data, _SUSPECT_BYTES):
        yield from (one for one in top.walk() if isinstance(one.value, str))
