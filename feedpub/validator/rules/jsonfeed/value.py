"""Rules over the values of a JSON Feed: version, ids, dates, addresses, languages, types, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import slots, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.address.places import with_fault
from feedpub.validator.schema import addresses
from feedpub.validator.types import (
    ABSOLUTE,
    LANGUAGE,
    MEDIA_TYPE,
    NOT_BLANK,
    Type,
    in_form,
    in_language,
    one_of,
    or_blank,
    plausible,
)
from feedpub.validator.values import dates, media_types, repair
from feedpub.validator.values.addresses import LOCAL_HOST, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import JsonNode, ParsedDocument

_SPEC = "JSON Feed 1.1"
VERSIONS = ("https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1")
_DATES = ("$.items[].date_published", "$.items[].date_modified")
_ADDRESSES = tuple(slot for slot, use in addresses.JSON.items() if use is not Use.NAME)
_NUMBERS = ("$.items[].attachments[].size_in_bytes", "$.items[].attachments[].duration_in_seconds")
_NOT_EMPTY = (
    *_ADDRESSES,
    "$.title",
    "$.items[].title",
    "$.hubs[].type",
    "$.language",
    "$.items[].language",
    "$.items[].tags[]",
)


def _date(value: str) -> dates.DateReading:
    """Read a date as RFC 3339 has it, which takes small letters for T and Z."""
    return dates.rfc3339(value.upper())


def _date_meant(value: str, _node: JsonNode) -> str:
    usual = 'Write it like "2024-05-05T10:20:30Z" or with an offset: "…+02:00".'
    return in_form(dates.meant_rfc3339(value), usual)


bad_version = rule("jsonfeed/bad-version", Level.ERROR, spec=f"{_SPEC}, top-level", harms=("NetNewsWire",))(
    typed({"$.version": one_of(VERSIONS)}, 'The version "{value}" is none of JSON Feed.', f'Write "{VERSIONS[-1]}".'),
    """The version is not the address of a version of JSON Feed.

    Readers know a JSON Feed by it and reject other files.

    ```json bad in=feed
    "version": "1.1", "title": "News", "items": []
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []
    ```
    """,
)

empty_id = rule("jsonfeed/empty-id", Level.ERROR, spec=f"{_SPEC}, items", harms=("NetNewsWire",))(
    typed(
        {"$.items[].id": NOT_BLANK},
        "The id is empty.",
        "Write the address of the page, or anything that never changes.",
        found="",
    ),
    """The id of an item is empty.

    Readers must discard an item without id.

    ```json bad in=item
    "id": "", "content_text": "Hello"
    ```
    ```json good in=item
    "id": "https://example.com/1", "content_text": "Hello"
    ```
    """,
)


@rule("jsonfeed/duplicate-id", Level.WARNING, on="$.items", spec=f"{_SPEC}, items")
def duplicate_id(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """Two items have one id.

    Readers take them for one item and show either.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News",
    "items": [{"id": "1", "content_text": "a"}, {"id": 1, "content_text": "b"}]
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News",
    "items": [{"id": "1", "content_text": "a"}, {"id": "2", "content_text": "b"}]
    ```
    """
    seen: dict[str, int] = {}
    for index, item in enumerate(node.children()):
        one = item.child("id")
        if one is None or not isinstance(one.value, str | int | float) or one.value == "":
            continue
        first = seen.setdefault(str(one.value), index)
        if first != index:
            yield Found(
                text=f'The id "{one.value}" is a duplicate: item {first + 1} has it, too.',
                at=one,
                hint="Give each item an id of its own.",
                found=str(one.value),
            )


bad_date = rule("jsonfeed/bad-date", Level.ERROR, spec=f"{_SPEC}, items; RFC 3339 section 5.6", harms=("miniflux",))(
    typed(
        slots(Type(lambda value: _date(value).problem), *_DATES),
        'The date "{value}" {problem}.',
        _date_meant,
    ),
    """A date is not of the form of RFC 3339.

    Readers pass over the date, and sort the item wrongly, or reject it.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "date_published": "Sun, 05 May 2024 10:20:30 +0000"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "date_published": "2024-05-05T10:20:30+00:00"
    ```
    """,
)

implausible_date = rule("jsonfeed/implausible-date", Level.WARNING, spec="practice of readers")(
    typed(slots(plausible(_date), *_DATES), 'The date "{value}" {problem}.', "Write the real date."),
    """A date lies in the future or before there were feeds.

    Readers hide such an item, or keep it at the top or the end for ever.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "date_published": "2091-05-05T10:20:30Z"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "date_published": "2024-05-05T10:20:30Z"
    ```
    """,
)


@rule("jsonfeed/modified-before-published", Level.WARNING, on="$.items[]", spec=f"{_SPEC}, items")
def modified_before_published(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """An item was changed before it was published.

    One of the two dates is wrong; readers that sort by it place the item wrongly.

    ```json bad in=item
    "id": "1", "content_text": "a", "date_published": "2024-05-05T00:00:00Z", "date_modified": "2024-05-04T00:00:00Z"
    ```
    ```json good in=item
    "id": "1", "content_text": "a", "date_published": "2024-05-05T00:00:00Z", "date_modified": "2024-05-06T00:00:00Z"
    ```
    """
    published, modified = node.child("date_published"), node.child("date_modified")
    if published is None or modified is None:
        return
    if isinstance(published.value, str) and isinstance(modified.value, str):
        first, then = dates.rfc3339(published.value.upper()).moment, dates.rfc3339(modified.value.upper()).moment
        if first is not None and then is not None and then < first:
            yield Found(
                text=f'date_modified "{modified.value}" lies before date_published "{published.value}".',
                at=modified,
                hint="Leave date_modified out when the item was not changed since.",
                found=modified.value,
            )


empty_value = rule("jsonfeed/empty-value", Level.WARNING, spec=_SPEC)(
    typed(
        slots(NOT_BLANK, *_NOT_EMPTY),
        '"{element.qname}" is empty.',
        "Write a value, or leave the key out if it may be absent.",
        found="",
    ),
    """A value is empty that says nothing then.

    Readers show a blank, or take it for the address of the feed.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": ""
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello"
    ```
    """,
)

bad_url = rule("jsonfeed/bad-url", Level.WARNING, spec=f"{_SPEC}; RFC 3986, RFC 3987")(
    typed(
        slots(or_blank(ABSOLUTE), *_ADDRESSES),
        'The address "{value}" {problem}.',
        lambda value, _: repair.advice(value),
    ),
    """An address is relative, or breaks the syntax of URLs.

    There is nothing it could be relative to that all readers agree on; the link or picture breaks.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "/posts/1"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/posts/1"
    ```
    """,
)

local_host = rule("jsonfeed/local-host", Level.WARNING, spec="RFC 6761; RFC 1918")(
    with_fault(LOCAL_HOST, addresses.JSON),
    """An address is one of the machine or network the feed was made on.

    Nobody else can open it; mostly the site's address was not set when it was built.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "url": "http://localhost:4000/posts/1"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "url": "https://example.com/posts/1"
    ```
    """,
)

bad_language = rule("jsonfeed/bad-language", Level.ERROR, spec=f"{_SPEC}; RFC 5646", harms=("miniflux",))(
    typed(
        slots(or_blank(LANGUAGE), "$.language", "$.items[].language"),
        'The language "{value}" {problem}.',
        lambda value, _: in_language(value, 'Write "{}".', 'Write a tag such as "en" or "pt-BR".'),
    ),
    """The language is not a valid language tag.

    Readers choose fonts, reading direction and voice by it, and get them wrong.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "language": "en_US"
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "language": "en-US"
    ```
    """,
)

bad_mime_type = rule("jsonfeed/bad-mime-type", Level.ERROR, spec=f"{_SPEC}, attachments", harms=("miniflux",))(
    typed(
        {"$.items[].attachments[].mime_type": MEDIA_TYPE},
        'The type "{value}" {problem}.',
        'Write a type such as "audio/mpeg".',
    ),
    """The type of an attachment is not a media type.

    Players choose by it what they can play and pass over the file.

    ```json bad in=item
    "id": "1", "content_text": "a", "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "mp3"}]
    ```
    ```json good in=item
    "id": "1", "content_text": "a", "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg"}]
    ```
    """,
)


@rule("jsonfeed/mime-type-unlike-name", Level.WARNING, on="$.items[].attachments[]", spec="practice of readers")
def mime_type_unlike_name(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """The type of an attachment is another one than its file name tells.

    Players go by either and fail with the other.

    ```json bad in=item
    "id": "1", "content_text": "a", "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "video/mp4"}]
    ```
    ```json good in=item
    "id": "1", "content_text": "a", "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg"}]
    ```
    """
    url, kind = node.child("url"), node.child("mime_type")
    if url is None or kind is None or not isinstance(url.value, str) or not isinstance(kind.value, str):
        return
    if media_types.problem(kind.value) is None and media_types.contradicts_name(kind.value, url.value):
        usual = media_types.by_name(url.value)[0]
        yield Found(
            text=f'The type "{kind.value}" is not that of "{url.value}".',
            at=kind,
            hint=f'Write "{usual}", if the file is what its name says.',
            found=kind.value,
        )


@rule("jsonfeed/bad-number", Level.ERROR, on=_NUMBERS, spec=f"{_SPEC}, attachments", harms=("gofeed", "miniflux"))
def bad_number(node: JsonNode, _document: ParsedDocument) -> Iterator[Found]:
    """A size or duration is negative, or a size is not whole.

    Players show nonsense, or reject the attachment.

    ```json bad in=item
    "id": "1", "content_text": "a",
    "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": -1}]
    ```
    ```json good in=item
    "id": "1", "content_text": "a",
    "attachments": [{"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1000}]
    ```
    """
    value = node.value
    if not isinstance(value, int | float) or isinstance(value, bool):
        return
    is_whole = isinstance(value, int) or value.is_integer()
    if value < 0 or (node.qname == "size_in_bytes" and not is_whole):
        yield Found(
            text=f'"{node.qname}" is {value}.',
            hint="Write a whole number that is not negative, or leave the key out.",
            found=str(value),
        )
