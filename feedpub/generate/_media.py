"""Elements of Media RSS for RSS and Atom alike: the picture of a post, and files that find no other place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.generate._elements import PlainElement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.model.records import Enclosure, Image


def of_image(image: Image) -> list[PlainElement]:
    """Return media:content and media:thumbnail: some readers know the one, some the other (Media RSS 1.5.1)."""
    size = {"width": _number(image.width), "height": _number(image.height)}
    known = {"fileSize": _number(image.length), "type": image.type, "medium": "image"}
    return [
        PlainElement("media:content", None, {"url": image.url, **known, **size}),
        PlainElement("media:thumbnail", None, {"url": image.url, **size}),
    ]


def of_files(files: Iterable[Enclosure]) -> list[PlainElement]:
    """Return media:content for each file."""
    return [
        PlainElement("media:content", None, {"url": file.url, "fileSize": _number(file.length), "type": file.type})
        for file in files
    ]


def _number(value: int | None) -> str:
    """Return a size; none where it is not known, which an RSS enclosure says by 0 and Media RSS by saying nothing."""
    return str(value) if value else ""
