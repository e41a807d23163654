"""Rules on the keys of a JSON Feed: those that must be there, those that are known, and the types of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing
from feedpub.validator.rule import Found, Outline, outline_of, rule
from feedpub.validator.schema.jsonfeed import ITEMS, KEYS, NUMBER, REQUIRED, TYPES
from feedpub.validator.schema.shape import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedpub.validator.document import JsonNode, ParsedDocument
    from feedpub.validator.schema.jsonfeed import JsonType


_SPEC = "JSON Feed 1.1"
_CONTENT = frozenset({"content_html", "content_text"})


missing_key = rule("jsonfeed/missing-key", Level.ERROR, spec=_SPEC, harms=("NetNewsWire",))(
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


def _has_no_content(outline: Outline) -> bool:
    return outline.kind is dict and _CONTENT.isdisjoint(outline.children)


@rule(
    "jsonfeed/item-without-content",
    Level.ERROR,
    on="$.items[]",
    spec=f"{_SPEC}, items",
    concerns=_has_no_content,
    harms=("NetNewsWire",),
)
def item_without_content(_node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """An item has neither content_html nor content_text.

    One of them is required; readers show an empty item, or none.

    ```json bad in=item
    "id": "1", "title": "Hello"
    ```
    ```json good in=item
    "id": "1", "content_html": "<p>Hello</p>"
    ```
    """
    yield Found(
        text="The item has neither content_html nor content_text.",
        missing="content_html",
        hint='Add "content_html" or "content_text".',
    )


def _wanted(outline: Outline) -> Sequence[JsonType | None]:
    """Return the type that each value of an object or list should have, None where any will do."""
    if outline.kind is dict:
        return [KEYS.get(outline.name, {}).get(key) for key in outline.children]
    return [ITEMS.get(outline.name)] * len(outline.types)


def _has_wrong_type(outline: Outline) -> bool:
    return any(wanted and not wanted.takes(kind) for kind, wanted in zip(outline.types, _wanted(outline), strict=True))


@rule(
    "jsonfeed/wrong-type",
    Level.ERROR,
    on=(*KEYS, *ITEMS),
    spec=_SPEC,
    concerns=_has_wrong_type,
    harms=("gofeed", "miniflux"),
)
def wrong_type(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
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
    for child, wanted in zip(node.children(), _wanted(Outline(*outline_of(node))), strict=True):
        if wanted and not wanted.has(child.value):
            yield Found(
                text=f'"{child.qname}" is {_described(child.value)}, not {wanted.name}.',
                at=child,
                hint=f"Write {wanted.name}" + (", or leave the key out." if child.value is None else "."),
                found=str(child.value),
            )


def _described(value: object) -> str:
    return next((one.name for one in TYPES if one.has(value)), "null")


def _is_number(outline: Outline) -> bool:
    return NUMBER.takes(outline.kind)


@rule("jsonfeed/id-not-string", Level.WARNING, on="$.items[].id", spec=f"{_SPEC}, items", concerns=_is_number)
def id_not_string(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """The id of an item is a number.

    Readers turn it into text, not all the same way; then the item is new to some of them.

    ```json bad in=item
    "id": 1, "content_text": "Hello"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello"
    ```
    """
    yield Found(
        text=f"The id {node.value} is a number.", hint=f'Write "{node.value}" in quotes.', found=str(node.value)
    )


def _unknown(outline: Outline) -> list[str]:
    return [key for key in outline.children if key not in KEYS[outline.name] and not key.startswith("_")]


@rule("jsonfeed/unknown-key", Level.WARNING, on=tuple(KEYS), spec=f"{_SPEC}, extensions", concerns=_unknown)
def unknown_key(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """A key is unknown to JSON Feed and does not begin with an underscore.

    Readers pass over it, mostly because its name is misspelt; keys of one's own begin with "_".

    ```json bad in=item
    "id": "1", "content_text": "Hello", "contentHTML": "<p>Hello</p>"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "_rating": {"stars": 5}
    ```
    """
    for key in _unknown(Outline(*outline_of(node))):
        meant = nearest(key, KEYS[node.name], fold=_folded, cutoff=0.8)
        yield Found(
            text=f'The key "{key}" is unknown.',
            at=node.child(key),
            hint=f'Write "{meant}".' if meant else f'If the key is your own, write "_{key}".',
            found=key,
        )


def _folded(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")
