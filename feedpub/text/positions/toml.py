"""The places of keys in TOML (toml.io, version 1.0)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.text import patterns
from feedpub.text.positions.spot import Lines, Path, Spot

if TYPE_CHECKING:
    from collections.abc import Mapping

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
