"""Where the keys of a TOML or JSON text stand, so that a message can say `file:line:column`.

The standard parsers give values without places. These scanners give places without values: they expect text
that the parser has accepted, judge nothing, and give what they have found when the text is broken after all.
Neither recurses.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping


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


_PLACE = patterns.lazy(r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")
_LONG_NUMBER = patterns.lazy(r"[0-9A-Fa-f_]{1000,}")


def toml_mistake(error: ValueError, text: str) -> tuple[str, Spot]:
    """Return what tomllib says is wrong, without the place, and the place."""
    match = _PLACE.fullmatch(str(error))
    if match is None and (number := _LONG_NUMBER.search(text)):  # more than the interpreter turns into text, or back
        return "a number has too many digits", Lines(text).spot(number.start())
    if match is None:
        return str(error), Spot(1, 1)
    if match[2] is None:
        return f"{match[1]} at the end of the file", Lines(text).spot(len(text))
    return match[1], Spot(int(match[2]), int(match[3]))


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


_BLANK: Final = patterns.lazy(r"(?:[ \t\r\n\ufeff]|#[^\n]*+)*+")
_GAP: Final = patterns.lazy(r"(?:[ \t\r\n,]|#[^\n]*+)*+")
_INDENT: Final = patterns.lazy(r"[ \t]*+")
_KEY: Final = patterns.lazy(r""" "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+' | [A-Za-z0-9_-]++ """, re.VERBOSE)
_SCALAR: Final = patterns.lazy(
    r'''
      """ (?: [^"\\] | \\. | "{1,2}(?!") )*+ "{3,5}
    | \'\'\' (?: [^'] | '{1,2}(?!') )*+ '{3,5}
    | " (?: [^"\\\n] | \\. )*+ "
    | ' [^'\n]*+ '
    | \d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}\#]*+
    | [^\s,\]}\#]++
    ''',
    re.VERBOSE | re.DOTALL,
)


def toml_keys(text: str) -> Mapping[Path, Spot]:
    """Return the place of every key; of `[table]` headers the name, of elements of an array the element.

    A key that stands in several places (`[a.b]` and `[a.c]` both name `a`) has the first of them.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.keys


class _Open(Struct):
    """An array or inline table whose end has not come yet."""

    path: Path
    index: int | None
    """Of the next element of an array; None for a table."""


class _Scanner:
    """Walks over a text statement by statement; `_at` is the offset it has come to."""

    def __init__(self, text: str) -> None:
        self.keys: dict[Path, Spot] = {}
        self._text = text
        self._lines = Lines(text)
        self._at = 0
        self._last_key = 0
        """Offset of the key read last."""
        self._lengths: dict[Path, int] = {}
        """Number of tables so far in each array of tables."""

    def scan(self) -> None:
        table: Path = ()
        while self._skip(_BLANK):
            before = self._at
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._values(self._key_and_sign(table))
            if self._at == before:  # not TOML: there is nothing to find after this
                return

    def _skip(self, pattern: re.Pattern[str]) -> str:
        """Go behind what the pattern matches; give the character that follows, empty at the end."""
        match = pattern.match(self._text, self._at)
        if match:
            self._at = match.end()
        return self._text[self._at : self._at + 1]

    def _header(self) -> Path:
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        path = self._dotted((), into_last=not is_array)
        if is_array:
            number = self._lengths.get(path, 0)
            self._lengths[path] = number + 1
            path = (*path, number)
            self._mark(path, self._last_key)
        while self._skip(_INDENT) == "]":
            self._at += 1
        return path

    def _key_and_sign(self, table: Path) -> Path:
        path = self._dotted(table, into_last=False)
        if self._skip(_INDENT) == "=":
            self._at += 1
        return path

    def _dotted(self, path: Path, *, into_last: bool) -> Path:
        """Read `a."b".c` and mark each part; a part that is an array of tables means its last table."""
        follows = "."
        while follows == ".":
            self._skip(_INDENT)
            match = _KEY.match(self._text, self._at)
            if match is None:
                break
            path = (*path, _unquoted(match.group()))
            self._last_key = match.start()
            self._mark(path, match.start())
            self._at = match.end()
            follows = self._skip(_INDENT)
            if follows == ".":
                self._at += 1
            if (follows == "." or into_last) and path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        return path

    def _mark(self, path: Path, offset: int) -> None:
        if path not in self.keys:
            self.keys[path] = self._lines.spot(offset)

    def _values(self, path: Path) -> None:
        """Go over the value of the key, and over everything that lies inside it."""
        open_: list[_Open] = []
        here: Path | None = path
        while here is not None:
            character = self._skip(_INDENT)
            if character == "[":
                open_.append(_Open(here, 0))
                self._at += 1
            elif character == "{":
                open_.append(_Open(here, None))
                self._at += 1
            else:
                self._skip(_SCALAR)
            here = self._next_value(open_)

    def _next_value(self, open_: list[_Open]) -> Path | None:
        """Close what ends here; give the path of the value that comes next, None when all is closed."""
        while open_:
            character = self._skip(_GAP)
            inner = open_[-1]
            if character in {"]", "}", ""}:
                open_.pop()
                self._at += len(character)
            elif inner.index is None:
                return self._inline_key(inner.path)
            else:
                element = (*inner.path, inner.index)
                inner.index += 1
                self._mark(element, self._at)
                return element
        return None

    def _inline_key(self, table: Path) -> Path | None:
        before = self._at
        key = self._key_and_sign(table)
        return key if self._at > before else None


def _unquoted(key: str) -> str:
    """Return what a key as written means."""
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"':
        return key
    return _ESCAPE.sub(_unescaped, key[1:-1])


_ESCAPE: Final = patterns.lazy(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def _unescaped(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    if letter is not None:
        return _LETTERS.get(letter, letter)
    number = int(short or long, 16)
    return chr(number) if number <= 0x10FFFF else match.group()  # noqa: PLR2004 - the last character there is
