"""The size of covers, and what directories find wrong with them."""

from __future__ import annotations

import pytest

from feedpub.content import artwork
from feedpub.content.artwork import Artwork
from tests import media


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (media.png(3), Artwork(format="PNG", width=3, height=3)),
        (media.jpeg(1500, 1400), Artwork(format="JPEG", width=1500, height=1400)),
        (media.jpeg(9, 9, components=4), Artwork(format="JPEG", width=9, height=9, is_for_print=True)),
        (media.jpeg(9, 9)[:20], Artwork(format="JPEG")),
        (b"GIF89a", Artwork(format="GIF")),
        (b"RIFF\0\0\0\0WEBP", Artwork(format="WebP")),
        (b"<svg/>", Artwork(format="SVG")),
        (b"\x89PNG\r\n\x1a\n", Artwork(format="")),
        (b"", Artwork(format="")),
    ],
)
def test_a_picture_is_measured(data: bytes, found: Artwork) -> None:
    assert artwork.measured(data) == found


@pytest.mark.parametrize(
    ("width", "height", "wrong"),
    [
        (1400, 1400, []),
        (3000, 3000, []),
        (1399, 1399, ["has 1399 × 1399 pixels, and not 1400 to 3000"]),
        (3001, 3001, ["has 3001 × 3001 pixels, and not 1400 to 3000"]),
        (1400, 1500, ["has 1400 × 1500 pixels and is not square"]),
    ],
)
def test_a_cover_is_square_and_of_the_size_that_directories_take(width: int, height: int, wrong: list[str]) -> None:
    assert list(artwork.faults(artwork.measured(media.jpeg(width, height)))) == wrong


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"GIF89a", "is a GIF, and no JPEG or PNG"),
        (b"what is this", "is no JPEG or PNG"),
        (media.jpeg(9, 9)[:20], "has no size that could be read"),
        (media.jpeg(1400, 1400, components=4), "has the colours of print (CMYK), and not those of screens (RGB)"),
    ],
)
def test_other_pictures_are_no_covers(data: bytes, wrong: str) -> None:
    assert list(artwork.faults(artwork.measured(data))) == [wrong]
