"""Rules over the keys of a JSON Feed: which must be there, which are known, which types they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing
from feedpub.validator.rule import Found, rule
from feedpub.validator.schema.jsonfeed import ITEMS, KEYS, REQUIRED, TYPES
from feedpub.validator.schema.shape import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import Document, JsonNode

_SPEC = "JSON Feed 1.1"


missing_key = rule("jsonfeed/missing-key", Level.ERROR, spec=_SPEC)(
    missing(REQUIRED, 'The key "{name}" is missing.', 'Add "{name}".'),
    """A key that is required is missing.

    Readers reject the feed without version, title or items, and pass over an item without id.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "items": []
    ```
    ```json bad in=item
    "content_text": "Hello"
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "attachments": [{"url": "https://example.com/1.mp3"}]
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello"
    ```
    """,
)


@rule("jsonfeed/item-without-content", Level.ERROR, on="$.items[]", spec=f"{_SPEC}, items")
def item_without_content(node: JsonNode, _document: Document) -> Iterator[Found]:
    """An item has neither content_html nor content_text.

    One of them is required; readers show an empty item, or none.

    ```json bad in=item
    "id": "1", "title": "Hello"
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Hello</p>"
    ```
    """
    if isinstance(node.value, dict) and not node.value.keys() & {"content_html", "content_text"}:
        yield Found(
            text="The item has neither content_html nor content_text.",
            missing="content_html",
            hint='Add "content_html" or "content_text".',
        )


@rule("jsonfeed/wrong-type", Level.ERROR, on=(*KEYS, *ITEMS), spec=_SPEC)
def wrong_type(node: JsonNode, _document: Document) -> Iterator[Found]:
    """A value has another type than the specification gives its key.

    Readers in typed languages reject the whole feed because of one such value.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": ["News"], "items": {}
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "title": null
    ```
    ```json bad in=item
    "id": "1", "content_text": "Hello", "tags": [1, 2]
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "tags": ["one", "two"]
    ```
    """
    if isinstance(node.value, dict):
        known = KEYS.get(node.name, {})
        pairs = [(child, known[str(child.path[-1])]) for child in node.children() if child.path[-1] in known]
    else:
        pairs = [(child, ITEMS[node.name]) for child in node.children()] if node.name in ITEMS else []
    for child, wanted in pairs:
        if not wanted.has(child.value):
            yield Found(
                text=f'"{child.qname}" is {_described(child.value)}, not {wanted.name}.',
                at=child,
                hint=f"Write {wanted.name}" + (", or leave the key out." if child.value is None else "."),
                found=str(child.value),
            )


def _described(value: object) -> str:
    return next((one.name for one in TYPES if one.has(value)), "null")


@rule("jsonfeed/id-not-string", Level.WARNING, on="$.items[].id", spec=f"{_SPEC}, items")
def id_not_string(node: JsonNode, _document: Document) -> Iterator[Found]:
    """The id of an item is a number.

    Readers turn it into text, not all the same way; then the item is new to some of them.

    ```json bad in=item
    "id": 1, "content_text": "Hello"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello"
    ```
    """
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        yield Found(
            text=f"The id {node.value} is a number.", hint=f'Write "{node.value}" in quotes.', found=str(node.value)
        )


@rule("jsonfeed/unknown-key", Level.WARNING, on=tuple(KEYS), spec=f"{_SPEC}, extensions")
def unknown_key(node: JsonNode, _document: Document) -> Iterator[Found]:
    """A key is unknown to JSON Feed and does not begin with an underscore.

    Readers pass over it, mostly because its name is misspelt; keys of one's own begin with "_".

    ```json bad in=item
    "id": "1", "content_text": "Hello", "contentHTML": "<p>Hello</p>"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "_rating": {"stars": 5}
    ```
    """
    known = KEYS[node.name]
    for child in node.children() if isinstance(node.value, dict) else ():
        key = str(child.path[-1])
        if key not in known and not key.startswith("_"):
            meant = nearest(key, known, fold=_folded, cutoff=0.8)
            yield Found(
                text=f'The key "{key}" is unknown.',
                at=child,
                hint=f'Write "{meant}".' if meant else f'If the key is your own, write "_{key}".',
                found=key,
            )


def _folded(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")
