"""Enclosures of RSS 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import media_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_LENGTH = patterns.lazy(r"\s*[+]?[0-9]+\s*")


@rule(
    "rss/enclosure-length",
    Level.ERROR,
    on="item/enclosure",
    spec="RSS 2.0, enclosure",
    refs=("InvalidIntegerAttribute", "InvalidNonNegativeInteger", "UseZeroForUnknown"),
)
def enclosure_length(element: Element, _document: Document) -> Iterator[Found]:
    """The length of an enclosure is no number of bytes.

    Players show the size and plan downloads by it; some pass over the episode.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="-1" type="audio/mpeg"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="0" type="audio/mpeg"/>
    ```
    """
    value = element.get("length")
    if value is not None and not _LENGTH.fullmatch(value):
        text = f'The length "{value}" is no number of bytes.'
        yield Found(
            text=text, attribute="length", found=value, hint='Write the size in bytes, or "0" when it is unknown.'
        )


@rule(
    "rss/enclosure-type",
    Level.ERROR,
    on="item/enclosure",
    spec="RSS 2.0, enclosure; RFC 6838",
    refs=("InvalidMIMEAttribute",),
)
def enclosure_type(element: Element, _document: Document) -> Iterator[Found]:
    """The type of an enclosure is no media type.

    Players load only what they can play, and tell it by the type.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="mp3"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    ```
    """
    value = element.get("type")
    problem = media_types.problem(value) if value is not None else None
    if value is not None and problem:
        yield Found(
            text=f'The type "{value}" {problem}.',
            attribute="type",
            found=value,
            hint=f'Write "{next(iter(media_types.by_name(element.get("url") or "")), "audio/mpeg")}".',
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


@rule(
    "rss/enclosure-twice",
    Level.WARNING,
    on="channel/item",
    spec="RSS Advisory Board profile, enclosure",
    refs=("DuplicateEnclosure",),
)
def enclosure_twice(element: Element, _document: Document) -> Iterator[Found]:
    """An item has more than one enclosure.

    RSS does not forbid it, but most players take the first or the last and ignore the others.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    <enclosure url="https://example.com/1.ogg" length="1024" type="audio/ogg"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    ```
    """
    enclosures = element.all("enclosure")
    if len(enclosures) > 1:
        text = f"The item has {len(enclosures)} enclosures."
        yield Found(text=text, at=enclosures[1], hint="Keep one; give other forms as <media:content>.")
