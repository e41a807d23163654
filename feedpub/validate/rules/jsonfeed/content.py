"""Rules over the HTML of a JSON Feed, and over HTML where none belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import html, plain, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validate.document import Document, JsonNode

_CONTENT = "$.items[].content_html"
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


@rule("jsonfeed/relative-reference-in-content", Level.WARNING, on=_CONTENT, spec="practice of readers")
def relative_reference_in_content(node: JsonNode, _document: Document) -> Iterator[Found]:
    """The HTML of an item holds a relative address.

    JSON Feed has no base address; readers resolve it against different ones, and links and pictures break.

    ```json bad in=item
    "id": "1", "content_html": "<img src='/1.png' alt=''>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<img src='https://example.com/1.png' alt=''>"
    ```
    """
    if not isinstance(node.value, str) or "<" not in node.value:
        return
    for element, attribute, address in html.facts(node.value).references:
        if address.strip() and not uris.is_absolute(address.strip()):
            yield Found(
                text=f'The {attribute} of <{element}> is "{address}", which is relative.',
                hint="Write the full address with https://.",
                found=address,
            )
            return


@rule("jsonfeed/unsafe-content", Level.WARNING, on=_CONTENT, spec="practice of readers")
def unsafe_content(node: JsonNode, _document: Document) -> Iterator[Found]:
    """The HTML of an item holds scripts, forms or frames.

    Readers strip them, and some reject the item; what matters must be readable without.

    ```json bad in=item
    "id": "1", "content_html": "<p onclick='go()'>Hello</p><script>go()</script>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Hello</p>"
    ```
    """
    if not isinstance(node.value, str) or "<" not in node.value:
        return
    found = html.facts(node.value)
    names = [f"<{name}>" for name in found.unsafe]
    names += [f"{attribute} on <{element}>" for element, attribute in found.handlers]
    names += [f"{url.partition(':')[0]}: in {attribute} of <{element}>" for element, attribute, url in found.scripts]
    if names:
        yield Found(
            text=f"The content holds {', '.join(names)}.",
            hint="Leave it out, or give a link to the page instead.",
            found=names[0],
        )


@rule("jsonfeed/lazy-image", Level.WARNING, on=_CONTENT, spec="practice of readers")
def lazy_image(node: JsonNode, _document: Document) -> Iterator[Found]:
    """A picture has no address until a script fills it in.

    No script runs in a reader, so the picture never appears.

    ```json bad in=item
    "id": "1", "content_html": "<img data-src='https://example.com/1.png' alt=''>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<img src='https://example.com/1.png' loading='lazy' alt=''>"
    ```
    """
    if isinstance(node.value, str) and "<" in node.value and html.facts(node.value).lazy:
        yield Found(
            text=f"<{html.facts(node.value).lazy[0]}> has no address that works without a script.",
            hint="Write the address into src.",
        )


@rule("jsonfeed/unclosed-tag", Level.WARNING, on=_CONTENT, spec="HTML Living Standard, optional tags")
def unclosed_tag(node: JsonNode, _document: Document) -> Iterator[Found]:
    """The HTML of an item does not close what it opens.

    The rest of the page in a reader becomes bold, a link, or disappears.

    ```json bad in=item
    "id": "1", "content_html": "<p>Hello <b>world</p>"
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Hello <b>world</b></p>"
    ```
    """
    unclosed = html.facts(node.value).unclosed if isinstance(node.value, str) and "<" in node.value else []
    if unclosed:
        yield Found(
            text=f"The content does not close <{unclosed[0]}>.", hint=f"Add </{unclosed[0]}>.", found=unclosed[0]
        )
