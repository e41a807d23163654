"""What documents from elsewhere may cost: how large they unpack to, and how much memory it takes to read them. Pure."""

from __future__ import annotations

import zlib
from typing import Final

from msgspec import Struct

from feedpub.text import encoding as decode

JSON: Final = (b"{", b"[")
"""What a document of JSON begins with."""
HEAD: Final = 64
"""Bytes at the start of a document that show which it is."""
_MOST_UNPACKED: Final = 1 << 27
PACKED: Final = b"\x1f\x8b"
"""What a packed document begins with."""


class Bounds(Struct, frozen=True, kw_only=True):
    """How much of documents fits into memory, whoever made them."""

    size: int
    """Bytes of all of them, unpacked."""
    marks: int
    """Characters of one that begin an element, an attribute, a value: each costs memory."""


WEB: Final = Bounds(size=1 << 28, marks=1_000_000)
"""For what anybody may serve."""
FILE: Final = Bounds(size=1 << 30, marks=10_000_000)
"""For an export that its owner has, of all posts of a site."""


def unpacked(data: bytes) -> bytes:
    """Return a document, unpacked where it is packed. ValueError where that cannot be done."""
    if not data.startswith(PACKED):
        return data
    try:
        unpacker = zlib.decompressobj(wbits=31)
        whole = unpacker.decompress(data, _MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError(f"it is packed, and the packing is broken ({error})") from error
    if not unpacker.eof:
        raise ValueError("it is packed, and breaks off or unpacks to more than a feed can be")
    return whole


def check(data: bytes, size: int, bounds: Bounds) -> None:
    """Count what a document costs before it is read; `size` is that of all so far. ValueError for too much."""
    if size > bounds.size:
        raise ValueError(f"all documents together unpack to more than {bounds.size:,} bytes")
    counted = b"{[," if decode.first_byte(data[:HEAD]) in JSON else b"<="
    if sum(data.count(mark) for mark in counted) > bounds.marks:
        raise ValueError(f"it has more than {bounds.marks:,} elements, attributes and values")
