"""Rules over the keys of a JSON Feed: which must be there, which are known, which types they have."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validate.document import Document, JsonNode

_SPEC = "JSON Feed 1.1"
_AUTHOR = {"name": str, "url": str, "avatar": str}
_NUMBER = (int, float)
_TYPES: dict[str, dict[str, type | tuple[type, ...]]] = {
    "$": {
        "version": str,
        "title": str,
        "home_page_url": str,
        "feed_url": str,
        "description": str,
        "user_comment": str,
        "next_url": str,
        "icon": str,
        "favicon": str,
        "author": dict,
        "authors": list,
        "language": str,
        "expired": bool,
        "hubs": list,
        "items": list,
    },
    "$.items[]": {
        "id": (str, int, float),
        "url": str,
        "external_url": str,
        "title": str,
        "content_html": str,
        "content_text": str,
        "summary": str,
        "image": str,
        "banner_image": str,
        "date_published": str,
        "date_modified": str,
        "author": dict,
        "authors": list,
        "tags": list,
        "language": str,
        "attachments": list,
    },
    "$.items[].attachments[]": {
        "url": str,
        "mime_type": str,
        "title": str,
        "size_in_bytes": _NUMBER,
        "duration_in_seconds": _NUMBER,
    },
    "$.hubs[]": {"type": str, "url": str},
    "$.author": dict(_AUTHOR),
    "$.authors[]": dict(_AUTHOR),
    "$.items[].author": dict(_AUTHOR),
    "$.items[].authors[]": dict(_AUTHOR),
}
"""Object -> key -> type, all that JSON Feed 1.1 knows."""
_ELEMENTS: dict[str, type] = {
    "$.items": dict,
    "$.authors": dict,
    "$.hubs": dict,
    "$.items[].authors": dict,
    "$.items[].attachments": dict,
    "$.items[].tags": str,
}
"""List -> type of its values."""
_REQUIRED = {
    "$": ("version", "title", "items"),
    "$.items[]": ("id",),
    "$.items[].attachments[]": ("url", "mime_type"),
    "$.hubs[]": ("type", "url"),
}
_NAMES = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
OBJECTS = tuple(_TYPES)


@rule("jsonfeed/missing-key", Level.ERROR, on=tuple(_REQUIRED), spec=_SPEC)
def missing_key(node: JsonNode, _document: Document) -> Iterator[Found]:
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
    """
    if not isinstance(node.value, dict):
        return
    for key in _REQUIRED[node.name]:
        if key not in node.value:
            yield Found(text=f'The key "{key}" is missing.', missing=key, hint=f'Add "{key}".')


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


@rule("jsonfeed/wrong-type", Level.ERROR, on=(*OBJECTS, *_ELEMENTS), spec=_SPEC)
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
        known = _TYPES.get(node.name, {})
        pairs = [(child, known[str(child.path[-1])]) for child in node.children() if child.path[-1] in known]
    else:
        pairs = [(child, _ELEMENTS[node.name]) for child in node.children()] if node.name in _ELEMENTS else []
    for child, wanted in pairs:
        if not _is_of(child.value, wanted):
            name = _NAMES[wanted[0] if isinstance(wanted, tuple) else wanted]
            yield Found(
                text=f'"{child.qname}" is {_described(child.value)}, not {name}.',
                at=child,
                hint=f"Write {name}" + (", or leave the key out." if child.value is None else "."),
                found=str(child.value),
            )


def _is_of(value: object, wanted: type | tuple[type, ...]) -> bool:
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def _described(value: object) -> str:
    return "null" if value is None else _NAMES[type(value)]


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


@rule("jsonfeed/unknown-key", Level.WARNING, on=OBJECTS, spec=f"{_SPEC}, extensions")
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
    known = _TYPES[node.name]
    for child in node.children() if isinstance(node.value, dict) else ():
        key = str(child.path[-1])
        if key not in known and not key.startswith("_"):
            meant = _meant(key, known)
            yield Found(
                text=f'The key "{key}" is unknown.',
                at=child,
                hint=f'Write "{meant}".' if meant else f'If the key is your own, write "_{key}".',
                found=key,
            )


def _meant(key: str, known: dict[str, type | tuple[type, ...]]) -> str:
    plain = {name.replace("_", ""): name for name in known}
    close = get_close_matches(key.lower().replace("_", "").replace("-", ""), plain, n=1, cutoff=0.8)
    return plain[close[0]] if close else ""
