"""The objects of JSON Feed 1.1: which keys they have, which of them must be there, and the types of their values."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from feedpub.validator.schema.shape import SchemaNames


class JsonType(Struct, frozen=True):
    """A type of JSON values."""

    name: str
    classes: tuple[type, ...]

    def has(self, value: object) -> bool:
        """Return whether a value is of the type."""
        return self.takes(type(value))

    def takes(self, kind: type) -> bool:
        """Return whether values of a class are of the type."""
        return kind in self.classes


STRING: Final = JsonType("a string", (str,))
_ID: Final = JsonType("a string", (str, int, float))
"""A number is taken, too, and warned of."""
NUMBER: Final = JsonType("a number", (int, float))
BOOLEAN: Final = JsonType("true or false", (bool,))
LIST: Final = JsonType("a list", (list,))
OBJECT: Final = JsonType("an object", (dict,))
TYPES: Final = (STRING, BOOLEAN, NUMBER, LIST, OBJECT)
_AUTHOR: Final = {STRING: "name? url? avatar?"}
_OBJECTS: Final = {
    "$": {
        STRING: "version title home_page_url? feed_url? description? user_comment? next_url? icon? favicon? language?",
        LIST: "items authors? hubs?",
        OBJECT: "author?",
        BOOLEAN: "expired?",
    },
    "$.items[]": {
        _ID: "id",
        STRING: "url? external_url? title? content_html? content_text? summary? image? banner_image? date_published?"
        " date_modified? language?",
        LIST: "authors? tags? attachments?",
        OBJECT: "author?",
    },
    "$.items[].attachments[]": {
        STRING: "url mime_type title?",
        NUMBER: "size_in_bytes? duration_in_seconds?",
    },
    "$.hubs[]": {STRING: "type url"},
    **dict.fromkeys(("$.author", "$.authors[]", "$.items[].author", "$.items[].authors[]"), _AUTHOR),
}
KEYS: Final = {
    path: {key: kind for kind, listed in keys.items() for key in SchemaNames(listed).known}
    for path, keys in _OBJECTS.items()
}
"""Object -> key -> type of its value."""
REQUIRED: Final = {
    path: tuple(key for listed in _OBJECTS[path].values() for key in SchemaNames(listed).required)
    for path in ("$", "$.items[]", "$.items[].attachments[]", "$.hubs[]")
}
"""Object -> the keys it must have, where it must have some."""
ITEMS: Final = {
    **dict.fromkeys(("$.items", "$.authors", "$.hubs", "$.items[].authors", "$.items[].attachments"), OBJECT),
    "$.items[].tags": STRING,
}
"""List -> type of its values."""
