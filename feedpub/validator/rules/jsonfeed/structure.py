"""Rules of JSON itself (RFC 8259), and of the keys of a JSON Feed: those that must be there, those known, types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import missing
from feedpub.validator.rule import ANY_DOCUMENT, DOCUMENT, Found, Outline, outline_of, rule
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


_LARGE = 5 * 1024 * 1024
_MARK = b"\xef\xbb\xbf"
_HALF = patterns.lazy(rb"\\u[dD]")
"""As it is written; UTF-8 has none."""


def _fault(document: ParsedDocument, code: str, text: str, hint: str) -> Iterator[Found]:
    for fault in document.faults:
        if fault.code == code:
            words = text.format(fault.text)
            yield Found(
                text=words, hint=fault.hint or hint, line=fault.line, column=fault.column, apart=fault.text, path="$"
            )


@rule(
    "jsonfeed/not-json",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="RFC 8259 section 2",
    harms=("NetNewsWire", "gofeed", "miniflux"),
)
def not_json(document: ParsedDocument) -> Iterator[Found]:
    """The file breaks the syntax of JSON.

    A reader stops there and shows nothing of the feed.

    ```json bad
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],}
    ```
    ```json bad
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "_rating": NaN}
    ```
    ```json good
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    """
    hint = "Write it with a JSON library: no comma before a closing bracket, double quotes, \\n for a line break."
    return _fault(document, "not-json", "The file is not JSON here: {}.", hint)


@rule("jsonfeed/bad-encoding", Level.ERROR, on=ANY_DOCUMENT, spec="RFC 8259 section 8.1", harms=("NetNewsWire",))
def bad_encoding(document: ParsedDocument) -> Iterator[Found]:
    r"""The file is not in UTF-8.

    JSON that is exchanged has no other encoding; a reader stops or shows wrong characters.

    ```bytes bad
    {"version": "https://jsonfeed.org/version/1.1", "title": "Caf\xe9", "items": []}
    ```
    ```json good
    {"version": "https://jsonfeed.org/version/1.1", "title": "Café", "items": []}
    ```
    """
    return _fault(document, "bad-encoding", "The file is not UTF-8: {}.", "Save the file as UTF-8.")


@rule("jsonfeed/too-deep", Level.ERROR, on=ANY_DOCUMENT, spec="RFC 8259 section 9", harms=("gofeed",))
def too_deep(document: ParsedDocument) -> Iterator[Found]:
    """Lists or objects lie too deep inside each other.

    It is an attack, or will be taken for one; readers stop there or crash.

    ```repeated bad
    200000 times, between {"version": "https://jsonfeed.org/version/1.1", "_": and }
    [
    ```
    ```json good
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "_": [[[]]]}
    ```
    """
    return _fault(document, "too-deep", "The file could not be read: {}.", "Close lists and objects where they end.")


@rule("jsonfeed/too-many-values", Level.WARNING, on=ANY_DOCUMENT, spec="practice of readers")
def too_many_values(document: ParsedDocument) -> Iterator[Found]:
    """The file holds more values than any reader keeps.

    Nothing of it was checked; readers that hold a whole feed in memory run out of it.

    ```repeated bad
    200001 times, between {"version": "https://jsonfeed.org/version/1.1", "items": [1 and ]}
    ,1
    ```
    ```json good
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    """
    hint = "Publish the newest items only, and lead to older ones by next_url."
    return _fault(document, "too-many", "The file was not checked: {}.", hint)


@rule(
    "jsonfeed/gzip-broken", Level.ERROR, on=ANY_DOCUMENT, spec="RFC 1952", harms=("NetNewsWire", "gofeed", "miniflux")
)
def gzip_broken(document: ParsedDocument) -> Iterator[Found]:
    r"""The file is packed with gzip and cannot be unpacked to its end.

    Readers drop the whole file.

    ```site bad
    --- feed.json.gz
    \x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc
    ```
    ```json good
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    """
    for code in ("bad-gzip", "gzip-bomb"):
        yield from _fault(document, code, "The gzip file cannot be unpacked: {}.", "Pack the file again.")


@rule(
    "jsonfeed/not-an-object",
    Level.ERROR,
    on="$",
    spec="JSON Feed 1.1, top-level",
    harms=("NetNewsWire", "gofeed", "miniflux"),
)
def not_an_object(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """The file holds a list or a single value instead of an object.

    A reader looks for the keys of a feed and finds none.

    ```json bad
    [{"id": "1", "content_text": "Hello"}]
    ```
    ```json good
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": "Hello"}]}
    ```
    """
    if not isinstance(node.value, dict):
        what = "a list" if isinstance(node.value, list) else "a single value"
        yield Found(
            text=f"The file holds {what}, not an object.",
            hint='Write {"version": …, "title": …, "items": […]}.',
        )


@rule("jsonfeed/duplicate-key", Level.ERROR, on=DOCUMENT, spec="RFC 8259 section 4", harms=("gofeed", "NetNewsWire"))
def duplicate_key(document: ParsedDocument) -> Iterator[Found]:
    """An object has one key twice.

    Some readers take the first value, others the last, others stop.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "title": "Old news", "items": []
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []
    ```
    """
    repeated = document.json.places.duplicates() if document.json is not None and document.has_repeated_keys else ()
    for path, spot in repeated:
        xpath = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        yield Found(
            text=f'The key "{path[-1]}" stands twice in one object.',
            hint="Keep one.",
            line=spot.line,
            column=spot.column,
            path=xpath,
            found=str(path[-1]),
        )


@rule("jsonfeed/byte-order-mark", Level.WARNING, on=ANY_DOCUMENT, spec="RFC 8259 section 8.1")
def byte_order_mark(document: ParsedDocument) -> Iterator[Found]:
    r"""The file begins with a byte order mark.

    RFC 8259 forbids it; strict parsers stop at the first character.

    ```bytes bad
    \xef\xbb\xbf{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    ```json good
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    """
    if document.head.startswith(_MARK):
        yield Found(text="The file begins with a byte order mark.", hint='Save it as "UTF-8 without BOM".')


@rule("jsonfeed/lone-surrogate", Level.WARNING, on=DOCUMENT, spec="RFC 8259 section 8.2")
def lone_surrogate(document: ParsedDocument) -> Iterator[Found]:
    r"""A text holds half of a character (a lone surrogate such as \ud83d).

    It is no character; readers show a replacement, or stop.

    ```bytes bad
    {"version": "https://jsonfeed.org/version/1.1", "title": "News \\ud83d", "items": []}
    ```
    ```bytes good
    {"version": "https://jsonfeed.org/version/1.1", "title": "News \\ud83d\\ude00", "items": []}
    ```
    """
    if document.json is None or not _HALF.search(document.data):
        return
    for node in document.json.walk():
        if isinstance(node.value, str) and any("\ud800" <= one <= "\udfff" for one in node.value):
            yield Found(
                text=f'"{node.qname}" holds half of a character.',
                at=node,
                hint="Cut texts between characters, not between the halves of one.",
            )


@rule("jsonfeed/too-large", Level.WARNING, on=ANY_DOCUMENT, spec="practice of readers")
def too_large(document: ParsedDocument) -> Iterator[Found]:
    """The feed is larger than 5 MB.

    Readers fetch it every hour; some give up before its end.

    ```repeated bad in=feed
    3000000 times, between "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "_pad": " and "
    ..
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []
    ```
    """
    if document.size > _LARGE:
        yield Found(
            text=f"The feed has {document.size:,} bytes.",
            hint="List fewer items, or excerpts; next_url can lead to the older ones.",
            found=str(document.size),
        )
