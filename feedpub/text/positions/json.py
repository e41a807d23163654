"""The places of keys and values in JSON (RFC 8259), and keys that repeat; fast enough for megabytes."""

from __future__ import annotations

import json
import re
from typing import Final

from feedpub.text.positions.spot import Lines, Path, Spot

_TOKEN: Final = re.compile(
    r"""
      " [^"\\]*+ (?: \\. [^"\\]*+ )*+ (?: " (\s*+:)? | \\?\Z )   # a string; with group 1 it is a key
    | [{}\[\]]
    | [^\s{}\[\]:,"]++                                           # a number, true, false, null
    """,
    re.VERBOSE | re.DOTALL,
)
_NO_KEY: Final = -1
_OUTSIDE: Final = -1
"""Number of what the whole text lies in."""


class JsonPlaces:
    """The places in one JSON text. A path that does not exist has the place of the nearest one around it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.children: dict[tuple[int, str | int], int] = {}
        """Number of the value at a key or an index of the value with a number; 0 is the whole."""
        self.keys: list[int] = []
        self.values: list[int] = []
        self.repeated: list[tuple[int, str, int]] = []
        self._lines: Lines | None = None

    def key(self, path: Path) -> Spot:
        """Return the place of the opening quote of the key; of the value where a value has no key."""
        number = self._number(path)
        offset = self.keys[number] if self.keys else _NO_KEY
        return self.value(path) if offset == _NO_KEY else self._spot(offset)

    def value(self, path: Path) -> Spot:
        """Return the place of the value's first character."""
        return self._spot(self.values[self._number(path)] if self.values else 0)

    def __contains__(self, path: object) -> bool:
        """Say whether the text has a value at this path."""
        number: int | None = 0 if self.values else None
        for step in path if isinstance(path, tuple) else (None,):
            number = None if number is None else self.children.get((number, step))
        return number is not None

    def duplicates(self) -> tuple[tuple[Path, Spot], ...]:
        """Return each key that its object has had before, with the place of the repetition."""
        if not self.repeated:
            return ()
        above = {number: step for step, number in self.children.items() if number}
        found = []
        for number, key, offset in self.repeated:
            path: list[str | int] = [key]
            while number in above:
                number, step = above[number]  # noqa: PLW2901 - climbs from the object to the whole
                path.append(step)
            found.append((tuple(reversed(path)), self._spot(offset)))
        return tuple(found)

    def _number(self, path: Path) -> int:
        number = 0
        for step in path:
            below = self.children.get((number, step))
            if below is None:
                break
            number = below
        return number

    def _spot(self, offset: int) -> Spot:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines.spot(offset)


def json_keys(text: str) -> JsonPlaces:
    """Find the place of every key and value, and the keys that occur twice in one object.

    Where a key repeats, the last one stands, as it does for `json.loads`.
    """
    places = JsonPlaces(text)
    children, keys, values = places.children, places.keys, places.values
    open_: list[tuple[int, bool, int]] = []
    parent, in_array, index = _OUTSIDE, True, 0
    key, key_at = "", _NO_KEY
    for token in _TOKEN.finditer(text):
        at = token.start()
        first = text[at]
        if token.lastindex:
            raw = text[at : text.rindex('"', at, token.end()) + 1]
            key, key_at = json.loads(raw, strict=False) if "\\" in raw else raw[1:-1], at
            if (parent, key) in children:
                places.repeated.append((parent, key, at))
            continue
        if first in "}]":
            if open_:
                parent, in_array, index = open_.pop()
            continue
        number = len(values)
        children[parent, index if in_array else key] = number
        keys.append(key_at)
        values.append(at)
        key_at = _NO_KEY
        index += in_array
        if first in "{[":
            open_.append((parent, in_array, index))
            parent, in_array, index = number, first == "[", 0
    return places
