"""Where the keys of a TOML or JSON text stand, so that a message can say `file:line:column`.

The standard parsers give values without places. These scanners give places without values: they expect text
that the parser has accepted, judge nothing, and give what they have found when the text is broken after all.
Neither recurses.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from functools import cached_property
from operator import itemgetter
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

    def offset(self, line: int) -> int:
        """Return where a line begins; of one behind the last the end of the last line feed."""
        before = min(line - 1, len(self._ends))
        return self._ends[before - 1] + 1 if before > 0 else 0


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


_BRACKET: Final = re.compile(r'(?:[^"{}\[\]]++|"[^"]*+(?:(?<=\\)"[^"]*+)*+(?:"|\Z))*+(?:[{}\[\]]|\Z)')
"""Up to the next bracket, or to the end, in a text without escaped backslashes: a quote behind one ends no string."""
_TOKEN: Final = re.compile(
    r"""
      ( " [^"\\]*+ (?: \\. [^"\\]*+ )*+ (?: " | \\?\Z ) ) (\s*+:)?   # a string; with group 2 it is a key
    | [{}\[\]]
    | [^\s{}\[\]:,"]++                                               # a number, true, false, null
    """,
    re.VERBOSE | re.DOTALL,
)
_NO_KEY: Final = -1
_OUTSIDE: Final = -1
"""Where the bracket would stand that the whole text lies in."""


class _Inside(Struct):
    """What lies directly in an object or array, by key or index: where the key stands, and where the value."""

    places: dict[str | int, tuple[int, int]]
    repeated: list[tuple[str, int, int]]
    """The keys that stood there before, with their places, and the values that they replace."""


class JsonPlaces:
    """The places in one JSON text. A path that does not exist has the place of the nearest one around it.

    Nothing is looked for before somebody asks, and then only in the objects and arrays that the path leads through.
    Where a key repeats, the last one stands, as it does for `json.loads`.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._inside: dict[int, _Inside] = {}
        """By the place of the opening bracket."""

    def key(self, path: Path) -> Spot:
        """Return the place of the opening quote of the key; of the value where a value has no key."""
        key, value = self._nearest(path)
        return self._lines.spot(value if key == _NO_KEY else key)

    def value(self, path: Path) -> Spot:
        """Return the place of the value's first character."""
        return self._lines.spot(self._nearest(path)[1])

    def __contains__(self, path: object) -> bool:
        """Say whether the text has a value at this path."""
        return isinstance(path, tuple) and len(self._found((0, *path))) > len(path)

    def duplicates(self) -> tuple[tuple[Path, Spot], ...]:
        """Return each key that its object has had before, with the place of the repetition."""
        found: list[tuple[int, Path]] = []
        pending: list[tuple[int, Path]] = [(at, ()) for _, at in self._in(_OUTSIDE).places.values()]
        while pending:
            at, path = pending.pop()
            inside = self._in(at)
            found.extend((place, (*path, key)) for key, place, _ in inside.repeated)
            pending.extend((value, (*path, step)) for step, (_, value) in inside.places.items())
            pending.extend((replaced, ()) for _, _, replaced in inside.repeated)
        return tuple((path, self._lines.spot(at)) for at, path in sorted(found, key=itemgetter(0)))

    def _nearest(self, path: Path) -> tuple[int, int]:
        return (self._found((0, *path)) or [(_NO_KEY, 0)])[-1]

    def _found(self, path: Path) -> list[tuple[int, int]]:
        """Return the places of the whole (the first value), and of what lies in it along a path, as far as there is."""
        found: list[tuple[int, int]] = []
        at = _OUTSIDE
        for step in path:
            place = self._in(at).places.get(step)
            if place is None:
                break
            found.append(place)
            at = place[1]
        return found

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def _ends(self) -> dict[int, int]:
        """The place of each opening bracket, with the place behind its closing one."""
        ends, open_ = {}, []
        for match in _BRACKET.finditer(self.text.replace(_BACKSLASH, "  ")):
            end = match.end()
            bracket = match[0][-1:]
            if bracket in ("{", "["):
                open_.append(end - 1)
            elif open_ and bracket in ("}", "]"):
                ends[open_.pop()] = end
        return ends

    def _in(self, at: int) -> _Inside:
        """Return what lies directly in the value that begins there."""
        found = self._inside.get(at)
        if found is None:
            is_container = at == _OUTSIDE or self.text[at] in "{["
            found = self._inside[at] = self._scanned(at) if is_container else _Inside({}, [])
        return found

    def _scanned(self, opening: int) -> _Inside:
        inside = _Inside({}, [])
        in_object = opening != _OUTSIDE and self.text[opening] == "{"
        key, key_at, at = "", _NO_KEY, opening + 1
        while (token := _TOKEN.search(self.text, at)) is not None:
            start, at = token.span()
            if token[2] is not None:
                key, key_at = _read(token[1]), start
                if key in inside.places:
                    inside.repeated.append((key, start, inside.places[key][1]))
                continue
            if token[0] in _CLOSING:
                if opening == _OUTSIDE:
                    continue
                break
            inside.places[key if in_object else len(inside.places)] = (key_at, start)
            key_at = _NO_KEY
            if token[0] in _OPENING:
                at = self._ends.get(start, len(self.text))
        return inside


_BACKSLASH: Final = r"\\"
"""Escaped."""
_OPENING: Final = frozenset("{[")
_CLOSING: Final = frozenset("}]")


def _read(key: str) -> str:
    return json.loads(key, strict=False) if "\\" in key else key[1:-1]


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
