"""The image of a channel: its format, and that it says what the channel says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_ENDING = patterns.lazy(r"\.([A-Za-z0-9]{2,5})$")
_FORMATS = frozenset({"gif", "jpg", "jpeg", "jpe", "png"})


def _channel_says(element: Element, name: str) -> str:
    channel = element.parent.parent if element.parent is not None else None
    said = channel.child(name) if channel is not None else None
    return said.text.strip() if said is not None else ""


@rule("rss/image-format", Level.WARNING, on="image/url", spec="RSS 2.0, image", refs=("ImageUrlFormat",))
def image_format(element: Element, _document: Document) -> Iterator[Found]:
    """The image of the channel is none of the formats that RSS names.

    RSS knows GIF, JPEG and PNG; readers that show other formats here are few.

    ```xml bad in=channel
    <image><url>https://example.com/logo.tiff</url><title>News</title><link>https://example.com/</link></image>
    ```
    ```xml good in=channel
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """
    value = element.text.strip()
    parts = uris.split(value)
    ending = _ENDING.search(parts.path) if parts.query is None else None  # with a query it is a program that answers
    if ending is not None and ending[1].lower() not in _FORMATS:
        yield Found(text=f"The image is a .{ending[1]} file.", found=value, hint="Use a PNG, JPEG or GIF image.")


@rule(
    "rss/image-link-unlike-channel",
    Level.WARNING,
    on="image/link",
    spec="RSS 2.0, image",
    refs=("ImageLinkDoesntMatch",),
)
def image_link_unlike_channel(element: Element, _document: Document) -> Iterator[Found]:
    """The image of the channel leads elsewhere than the channel.

    RSS says that both should be the same; a click on the picture surprises people otherwise.

    ```xml bad in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/about/</link></image>
    ```
    ```xml good in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """
    value, wanted = element.text.strip(), _channel_says(element, "link")
    if wanted and value != wanted:
        text = f'The image links to "{value}", the channel to "{wanted}".'
        yield Found(text=text, found=value, hint=f'Write "{wanted}" here, too.')


@rule(
    "rss/image-title-unlike-channel",
    Level.WARNING,
    on="image/title",
    spec="RSS Advisory Board profile, image",
    refs=("ImageTitleDoesntMatch",),
)
def image_title_unlike_channel(element: Element, _document: Document) -> Iterator[Found]:
    """The title of the image is not that of the channel.

    Readers use it as the picture's text, where people expect the name of the feed.

    ```xml bad in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>Logo</title><link>https://example.com/</link></image>
    ```
    ```xml good in=channel
    <title>News</title><link>https://example.com/</link>
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """
    value, wanted = element.text.strip(), _channel_says(element, "title")
    if wanted and value != wanted:
        text = f'The title of the image is "{value}", that of the channel "{wanted}".'
        yield Found(text=text, found=value, hint=f'Write "{wanted}" here, too.')
