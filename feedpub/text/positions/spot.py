"""A place in a text, and the way to one. Nothing here knows any format."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TypeAlias

from msgspec import Struct

Path: TypeAlias = tuple[str | int, ...]
"""Keys of tables or objects, and indices of arrays, from the outermost inward."""


class Spot(Struct, frozen=True):
    """A place in a text. Both count from 1; columns count characters."""

    line: int
    column: int


class Lines:
    """Turns offsets into spots. A line ends with a line feed, as the parsers count them."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def spot(self, offset: int) -> Spot:
        """Return the place of the character at `offset`."""
        line = bisect_left(self._ends, offset)
        return Spot(line + 1, offset - (self._ends[line - 1] if line else -1))
