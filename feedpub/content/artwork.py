"""The size of a cover, from the beginning of a JPEG or PNG, and what directories of podcasts say of it.

Only these two formats are read: directories take no other (Apple's artwork requirements; PSP-1, itunes:image).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

ENOUGH: Final = 1_000_000
"""Bytes of a picture in which its size stands: profiles and previews may come before it."""
_LEAST, _MOST = 1400, 3000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_FILL: Final = 0xFF
"""Begins each marker, and may stand before one any number of times."""
_OF_MARKER: Final = 2
"""Bytes."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers of JPEG without a length (ITU-T T.81, table B.1)."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the header of a frame, in which the size stands."""
_CMYK: Final = 4
"""Components of a picture for print."""
_KNOWN: Final = ((b"GIF8", "GIF"), (b"RIFF", "WebP"), (b"<svg", "SVG"), (b"<?xml", "SVG"), (b"BM", "BMP"))


class Artwork(Struct, frozen=True, kw_only=True):
    """A picture: `width` and `height` in pixels, 0 where its format is not read."""

    format: str
    """`JPEG`, `PNG`, or what it seems to be; empty for what is no picture."""
    width: int = 0
    height: int = 0
    is_for_print: bool = False
    """Whether its colours are those of print (CMYK)."""

    @property
    def media_type(self) -> str:
        """`image/jpeg` or `image/png`; empty for another format."""
        return {"JPEG": "image/jpeg", "PNG": "image/png"}.get(self.format, "")


def measured(data: bytes) -> Artwork:
    """Return what a picture is that begins with these bytes."""
    if data.startswith(_PNG) and len(data) >= 24:  # noqa: PLR2004 - signature, length, `IHDR`, and two numbers
        width, height = struct.unpack(">II", data[16:24])
        return Artwork(format="PNG", width=width, height=height)
    if data.startswith(_JPEG):
        return _jpeg(data)
    kind = next((name for sign, name in _KNOWN if data.startswith(sign)), "")
    return Artwork(format=kind)


def _jpeg(data: bytes) -> Artwork:
    """Walk over the segments up to the header of the frame."""
    place = len(_JPEG)
    while place + 9 < len(data) and data[place] == _FILL:
        marker = data[place + 1]
        if marker in _ALONE or marker == _FILL:
            place += 1 if marker == _FILL else _OF_MARKER
            continue
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        if marker in _FRAMES:
            height, width, components = struct.unpack(">HHB", data[place + 5 : place + 10])
            return Artwork(format="JPEG", width=width, height=height, is_for_print=components == _CMYK)
        place += 2 + length
    return Artwork(format="JPEG")


def faults(cover: Artwork) -> Iterator[str]:
    """Return what directories find wrong with a cover, in words that follow `it`."""
    if not cover.media_type:
        yield f"is a {cover.format}, and no JPEG or PNG" if cover.format else "is no JPEG or PNG"
        return
    if not (cover.width and cover.height):
        yield "has no size that could be read"
        return
    size = f"has {cover.width} × {cover.height} pixels"
    if cover.width != cover.height:
        yield f"{size} and is not square"
    elif not _LEAST <= cover.width <= _MOST:
        yield f"{size}, and not {_LEAST} to {_MOST}"
    if cover.is_for_print:
        yield "has the colours of print (CMYK), and not those of screens (RGB)"
