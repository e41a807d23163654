"""HTML where a JSON Feed has plain text; what stands in `content_html` is judged by the rules of `content`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validate.document import Document, JsonNode

_PLAIN = ("$.title", "$.description", "$.items[].title", "$.items[].summary", "$.items[].tags[]")


@rule("jsonfeed/html-in-plain-text", Level.WARNING, on=_PLAIN, spec="JSON Feed 1.1, items: plain text")
def html_in_plain_text(node: JsonNode, _document: Document) -> Iterator[Found]:
    """A text that is plain holds HTML.

    Readers show the tags and entities as they are written.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "title": "<b>Hello</b>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<b>Hello</b>", "title": "Hello"
    ```
    """
    sign = plain.html_sign(node.value) if isinstance(node.value, str) else ""
    if sign:
        yield Found(
            text=f'"{node.qname}" is plain text and holds "{sign}".',
            hint="Write the text without HTML; only content_html may hold it.",
            found=sign,
        )
