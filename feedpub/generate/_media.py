"""Elements of Media RSS for RSS and Atom alike: the picture of a post, and files that find no other place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.generate._feedgen import MEDIA, child

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.generate._feedgen import Element
    from feedpub.model import Enclosure, Image


def add_image(entry: Element, image: Image | None) -> None:
    """Add media:content and media:thumbnail: some readers know the one, some the other (Media RSS 1.5.1)."""
    if image is None:
        return
    width, height = _number(image.width), _number(image.height)
    child(
        entry,
        f"{MEDIA}content",
        url=image.url,
        fileSize=_number(image.length),
        type=image.type,
        medium="image",
        width=width,
        height=height,
    )
    child(entry, f"{MEDIA}thumbnail", url=image.url, width=width, height=height)


def add_files(entry: Element, files: Iterable[Enclosure]) -> None:
    """Add media:content for each file."""
    for file in files:
        child(entry, f"{MEDIA}content", url=file.url, fileSize=_number(file.length), type=file.type)


def _number(value: int | None) -> str:
    """Give a size; none where it is not known, which an RSS enclosure says by 0 and Media RSS by saying nothing."""
    return str(value) if value else ""
