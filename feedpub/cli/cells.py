"""How wide text is on a terminal, whose cells a Korean or Chinese character takes two of."""

from __future__ import annotations

import unicodedata


def padded(text: str, room: int) -> str:
    """Return a text with blanks behind it, so that it fills so many cells of a terminal."""
    return text + " " * (room - width(text))


def width(text: str) -> int:
    """Return the number of cells a terminal uses: two for wide characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(cells, text))


def cells(character: str) -> int:
    """Return the number of cells of one character."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
