"""Elements of XML as plain data, and their text in a document: what each entry is made of, in RSS and Atom alike.

A site has thousands of entries of a dozen elements each, and a tree of lxml costs five times what this does. It is
written as lxml writes it, byte for byte. Prefixes are declared by the head of the feed.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from feedpub.model.records import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedpub.model.records import Enclosure, Item
    from feedpub.model.site import Site


_LONG: Final = 1000
_NONE: Final[Mapping[str, str]] = {}


class PlainElement(NamedTuple):
    """An element; attributes without a value are left out."""

    name: str
    content: Content = None
    attributes: Mapping[str, str] = _NONE


Content: TypeAlias = "str | Sequence[PlainElement] | None"


def written(element: PlainElement, indent: str) -> str:
    """Return the lines of an element that stands at this indent."""
    name, content, attributes = element
    tag = name
    for key, value in attributes.items():
        if value:
            tag += f' {key}="{_quoted(value)}"'
    if content is None:
        return f"{indent}<{tag}/>\n"
    if not isinstance(content, str):
        inner = "".join([written(each, indent + "  ") for each in content])
        return f"{indent}<{tag}>\n{inner}{indent}</{name}>\n"
    escape = _as_title if name == "title" else _escaped if len(content) < _LONG else _once_escaped
    return f"{indent}<{tag}>{escape(content)}</{name}>\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


@lru_cache(maxsize=64)
def _once_escaped(text: str) -> str:
    """As `_escaped`: the text of a post is long, and stands in RSS and Atom."""
    return _escaped(text)


def _as_title(text: str) -> str:
    """As `_escaped`, but with numbers, see `_feedgen.numeric`."""
    return text.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&#x3E;").replace("\r", "&#13;")


def of_image(image: Image) -> list[PlainElement]:
    """Return media:content and media:thumbnail: some readers know the one, some the other (Media RSS 1.5.1)."""
    size = {"width": _number(image.width), "height": _number(image.height)}
    known = {"fileSize": _number(image.length), "type": image.type, "medium": "image"}
    return [
        PlainElement("media:content", None, {"url": image.url, **known, **size}),
        PlainElement("media:thumbnail", None, {"url": image.url, **size}),
    ]


_FIRST_PICTURE: Final = re.compile(r'<img\s(?=[^<>]*\bsrc="(?P<url>https?://[^"<>]+)")[^<>]*>')
_SIZE: Final = re.compile(r'\b(width|height)="([0-9]{1,5})"')
_LEAST: Final = 100
"""Pixels: what is smaller is a badge, a face, or counts visitors."""


@lru_cache(maxsize=64)
def first_picture(fragment: str) -> Image | None:
    """Return the first picture of an HTML fragment that is not said to be small; RSS and Atom ask for the same."""
    for match in _FIRST_PICTURE.finditer(fragment):
        size = {name: int(number) for name, number in _SIZE.findall(match[0])}
        if min(size.values(), default=_LEAST) >= _LEAST:
            return Image(url=html.unescape(match["url"]), width=size.get("width"), height=size.get("height"))
    return None


def picture_of(item: Item, site: Site) -> Image | None:
    """Return the picture that stands for an item."""
    if item.post.image is not None or not site.shows_first_picture:
        return item.post.image
    return first_picture(item.html)


def of_files(files: Iterable[Enclosure]) -> list[PlainElement]:
    """Return media:content for each file."""
    return [
        PlainElement("media:content", None, {"url": file.url, "fileSize": _number(file.length), "type": file.type})
        for file in files
    ]


def _number(value: int | None) -> str:
    """Return a size; none where it is not known, which an RSS enclosure says by 0 and Media RSS by saying nothing."""
    return str(value) if value else ""
