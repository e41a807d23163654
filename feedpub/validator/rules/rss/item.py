"""Enclosures of RSS 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import most, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import COUNT, MEDIA_TYPE, padded
from feedpub.validator.values import media_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document


def _type_meant(_value: str, enclosure: Element) -> str:
    return f'Write "{next(iter(media_types.by_name(enclosure.get("url") or "")), "audio/mpeg")}".'


enclosure_length = rule(
    "rss/enclosure-length",
    Level.ERROR,
    spec="RSS 2.0, enclosure",
    refs=("InvalidIntegerAttribute", "InvalidNonNegativeInteger", "UseZeroForUnknown"),
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
    "rss/enclosure-type", Level.ERROR, spec="RSS 2.0, enclosure; RFC 6838", refs=("InvalidMIMEAttribute",)
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
def enclosure_type_unlike_name(element: Element, _document: Document) -> Iterator[Found]:
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
        usual = " or ".join(media_types.by_name(url))
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
