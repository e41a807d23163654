"""Items of RSS 2.0: enclosures, and the guid (there, unique, and a permalink only if it is an address)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import most, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import (
    ABSOLUTE,
    ASCII,
    COUNT,
    MEDIA_TYPE,
    NOT_BLANK,
    TRUE_FALSE,
    all_of,
    either,
    or_blank,
    padded,
    that,
)
from feedpub.validator.values import media_types, repair, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


def _type_meant(_value: str, enclosure: Element) -> str:
    return f'Write "{next(iter(media_types.by_name(enclosure.get("url") or "")), "audio/mpeg")}".'


enclosure_length = rule(
    "rss/enclosure-length",
    Level.ERROR,
    spec="RSS 2.0, enclosure",
    refs=("InvalidIntegerAttribute", "InvalidNonNegativeInteger", "UseZeroForUnknown"),
    harms=("ROME", "Apple Podcasts"),
)(
    typed(
        {"item/enclosure/@length": padded(COUNT)},
        'The length "{value}" is no number of bytes.',
        hint='Write the size in bytes, or "0" when it is unknown.',
    ),
    """The length of an enclosure is no number of bytes.

    Players show the size and plan downloads by it; some pass over the episode.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="-1" type="audio/mpeg"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="0" type="audio/mpeg"/>
    ```
    """,
)

enclosure_type = rule(
    "rss/enclosure-type",
    Level.ERROR,
    spec="RSS 2.0, enclosure; RFC 6838",
    refs=("InvalidMIMEAttribute",),
    harms=("Apple Podcasts",),
)(
    typed({"item/enclosure/@type": MEDIA_TYPE}, 'The type "{value}" {problem}.', hint=_type_meant),
    """The type of an enclosure is no media type.

    Players load only what they can play, and tell it by the type.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="mp3"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    ```
    """,
)


@rule("rss/enclosure-type-unlike-name", Level.WARNING, on="item/enclosure", spec="practice of players")
def enclosure_type_unlike_name(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The type of an enclosure is not that of files with such a name.

    Some players go by the type, others by the name; one of them fails.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="video/mp4"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    ```
    """
    value, url = element.get("type"), element.get("url")
    if value and url and media_types.contradicts_name(value, url):
        usual = " or ".join(media_types.usual(url))
        text = f'The type is "{value}", the file is {url.rpartition("/")[2]}.'
        yield Found(text=text, attribute="type", found=value, hint=f"For this name write {usual}.")


enclosure_twice = rule(
    "rss/enclosure-twice", Level.WARNING, spec="RSS Advisory Board profile, enclosure", refs=("DuplicateEnclosure",)
)(
    most(
        {"channel/item": ("enclosure", 1)},
        "The item has {count} enclosures.",
        hint="Keep one; give other forms as <media:content>.",
    ),
    """An item has more than one enclosure.

    RSS does not forbid it, but most players take the first or the last and ignore the others.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    <enclosure url="https://example.com/1.ogg" length="1024" type="audio/ogg"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    ```
    """,
)


_SHORT = 9
"""A number with fewer digits than this was given out by other sites, too."""
_HINT = 'Add isPermaLink="false" where the guid is no address of a page.'
_LONG_ENOUGH = that(
    lambda value: not value.isdigit() or len(value) >= _SHORT,
    "is a short number",
    'Write it with the site: "tag:example.com,2026:17".',
)


def _is_permalink(element: Element) -> bool:
    return element.get("isPermaLink") in {None, "true"}


def _names_only(value: str) -> bool:
    return value.lower().startswith(("tag:", "urn:"))


def _permalink_meant(value: str, _guid: Element) -> str:
    is_address = value.lower().startswith(("http://", "https://")) and uris.absolute_problem(value)
    return f"{repair.advice(value)} {_HINT}" if is_address else _HINT


_ADDRESS = either(_names_only, all_of(ABSOLUTE, ASCII, hint=_HINT))
_NO_NAME = that(lambda value: not _names_only(value), "is only a name", _HINT)


@rule(
    "rss/guid-missing",
    Level.WARNING,
    on="channel/item",
    concerns=lambda outline: "guid" not in outline.children,
    spec="RSS Advisory Board profile, guid",
    refs=("MissingGuid",),
)
def guid_missing(_item: Element, document: ParsedDocument) -> Iterator[Found]:
    """An item has no guid.

    Readers tell items apart by it; without one they show an item again after each change of its title or address.

    ```xml bad in=item
    <title>One</title>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:1</guid>
    ```
    """
    version = document.root.get("version") if document.root is not None else None
    if (version or "2.").startswith("2."):
        text = "The item has no <guid>."
        yield Found(
            text=text, missing="guid", hint="Add one that never changes: the address of the post, or a tag: id."
        )


guid_blank = rule("rss/guid-blank", Level.ERROR, spec="RSS 2.0, guid", refs=("NotBlank", "InvalidHttpGUID"))(
    typed(
        {"item/guid": NOT_BLANK},
        "The <guid> is empty.",
        hint="Write something that never changes, such as the address of the post.",
        found="",
    ),
    """A guid is empty.

    All items with an empty guid are one and the same to a reader, which shows only one of them.

    ```xml bad in=item
    <title>One</title><guid></guid>
    ```
    ```xml good in=item
    <title>One</title><guid>https://example.com/1</guid>
    ```
    """,
)

guid_not_url = rule(
    "rss/guid-not-url", Level.ERROR, spec="RSS 2.0, guid", refs=("InvalidHttpGUID",), harms=("feedparser",)
)(
    typed(
        {"item/guid": or_blank(_ADDRESS)},
        'The guid "{value}" counts as a permalink, but {problem}.',
        _permalink_meant,
        when=_is_permalink,
    ),
    """A guid counts as a permalink but is no address.

    Without isPermaLink="false" readers open it as a page, and fail.

    ```xml bad in=item
    <title>One</title><guid>post-1</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">post-1-of-example.com</guid>
    ```
    """,
)

guid_not_permalink = rule(
    "rss/guid-not-permalink",
    Level.ERROR,
    spec="RSS 2.0, guid",
    refs=("InvalidPermalink", "InvalidHttpGUID"),
    harms=("feedparser",),
)(
    typed({"item/guid": _NO_NAME}, 'The guid "{value}" counts as a permalink, but {problem}.', when=_is_permalink),
    """A guid counts as a permalink but is a tag: or urn: name.

    No browser can open such a name.

    ```xml bad in=item
    <title>One</title><guid>tag:example.com,2026:1</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:1</guid>
    ```
    """,
)

guid_attribute = rule(
    "rss/guid-attribute", Level.ERROR, spec="RSS 2.0, guid", refs=("InvalidBooleanAttribute",), harms=("Ruby's rss",)
)(
    typed(
        {"item/guid/@isPermaLink": TRUE_FALSE},
        'isPermaLink is "{value}".',
        hint='Write "true" or "false", in small letters.',
    ),
    """The attribute isPermaLink is neither true nor false.

    Readers guess, each its own way.

    ```xml bad in=item
    <title>One</title><guid isPermaLink="no">post-1-of-example.com</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">post-1-of-example.com</guid>
    ```
    """,
)


@rule(
    "rss/guid-twice",
    Level.ERROR,
    on="rss/channel",
    spec="RSS 2.0, guid",
    refs=("DuplicateValue",),
    harms=("Apple Podcasts",),
)
def guid_twice(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Two items have the same guid.

    Readers take them for one item and never show the second.

    ```xml bad in=channel
    <item><title>One</title><guid>https://example.com/1</guid></item>
    <item><title>Two</title><guid>https://example.com/1</guid></item>
    ```
    ```xml good in=channel
    <item><title>One</title><guid>https://example.com/1</guid></item>
    <item><title>Two</title><guid>https://example.com/2</guid></item>
    ```
    """
    seen: dict[str, int] = {}
    for item in element.all("item"):
        guid = item.child("guid")
        value = guid.text.strip() if guid is not None else ""
        if guid is not None and value in seen:
            text = f'The guid "{value}" is also that of the item in line {seen[value]}.'
            yield Found(text=text, at=guid, found=value, hint="Give each item a guid of its own.")
        elif value:
            seen[value] = item.line


guid_short = rule("rss/guid-short", Level.WARNING, spec="RSS 2.0, guid", refs=("NotSufficientlyUnique",))(
    typed({"item/guid": _LONG_ENOUGH}, 'The guid "{value}" {problem}.', when=lambda guid: not _is_permalink(guid)),
    """A guid is a short number.

    Other sites give out the same numbers, and readers that keep all items together mix them up.

    ```xml bad in=item
    <title>One</title><guid isPermaLink="false">17</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:17</guid>
    ```
    """,
)
