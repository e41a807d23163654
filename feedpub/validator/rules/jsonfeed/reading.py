"""Rules on how a JSON Feed is written: its syntax, encoding and size (RFC 8259)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rule import ANY_DOCUMENT, DOCUMENT, Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import JsonNode, ParsedDocument

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
