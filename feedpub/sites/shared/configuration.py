"""A configuration or data file of another generator, as data: YAML, TOML or JSON, every scalar as text.

Nothing of it is run. What cannot be read ends the run with its place; what a key means, a dialect knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect import frontmatter
from feedpub.collect.fields import as_flag
from feedpub.collect.frontmatter import STRICT
from feedpub.collect.frontmatter.complaints import place
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.io import reading
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.records import Where
from feedpub.sites.shared.reading import NOTHING
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path as FilePath

    from feedpub.collect.frontmatter import Grammar, Path, Value
    from feedpub.model.records import Diagnostic

_DIGITS: Final = 16
_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 2000


class Written(Struct, frozen=True, kw_only=True):
    """The keys of a file, and what knows their places."""

    name: str
    values: dict[str, Value]
    source: str
    notes: tuple[Diagnostic, ...] = ()
    """Warnings of what others refuse."""

    def at(self, *path: str) -> Value | None:
        """Return the value of a key; None when it is not there, or is said to be nothing."""
        found: Value = self.values
        for step in path:
            if not isinstance(found, dict) or step not in found:
                return None
            found = found[step]
        return None if isinstance(found, str) and found in NOTHING else found

    def text(self, *path: str) -> str:
        """Return the text of a key, without white space around it; empty when there is none."""
        found = self.at(*path)
        return found.strip() if isinstance(found, str) else ""

    def flag(self, *path: str) -> bool | None:
        """Return a yes or no; None when the key says neither."""
        return as_flag(self.at(*path))

    def number(self, *path: str) -> int | None:
        """Return a whole number; None when the key says none, or one beyond reason."""
        found = self.text(*path)
        return int(found) if found.isascii() and found.isdigit() and len(found) < _DIGITS else None

    def words(self, *path: str) -> tuple[str, ...]:
        """Return the texts of a list, or the one text that stands in its place."""
        found = self.at(*path)
        if isinstance(found, str):
            return (found,)
        return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()

    def table(self, *path: str) -> dict[str, Value]:
        """Return the mapping of a key; empty when there is none."""
        found = self.at(*path)
        return found if isinstance(found, dict) else {}

    def where(self, *path: str | int) -> Where:
        """Return the place of a key, for a message."""
        while path:
            if spot := frontmatter.places_in(self.name, self.source)(path):
                return Where(path=self.name, line=spot.line, column=spot.column)
            path = path[:-1]
        return Where(path=self.name, line=1, column=1)


def is_too_long(path: str) -> bool:
    """Return whether no file can have this path; asked for it, systems answer with an error."""
    return len(path.encode()) > _LONGEST_PATH or any(len(each.encode()) > _LONGEST_NAME for each in path.split("/"))


def read(folder: FilePath, name: str, grammar: Grammar = STRICT) -> Written:
    """Read the file of the site in `folder`.

    Raises UsageError for what is no YAML, TOML or JSON, or not of the site; SystemFault when it cannot be read.
    """
    source = text(folder, name).replace("\r\n", "\n")
    try:
        values, notes = frontmatter.load_as(name, source, grammar)
    except FrontMatterError as error:
        raise _unreadable(name, error.problem) from error
    found = Written(name=name, values=values, source=source, notes=tuple(note.diagnostic(name) for note in notes))
    if path := _unclean((), found.values):
        raise _unreadable(name, _control_character(found.where(*path)))
    return found


def text(folder: FilePath, name: str) -> str:
    """Return the text of a file. Raises UsageError where it is none that XML may hold, SystemFault as `read` does."""
    data = reading.read(folder, name)
    if data is None:
        raise SystemFault(f"{folder / name} cannot be read: there is no such file", str(folder / name))
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(name, _not_utf8(error, name)) from error
    if match := _FORBIDDEN.search(decoded):
        line, column = place(decoded, match.start())
        raise _unreadable(name, _control_character(Where(path=name, line=line, column=column), match[0]))
    return decoded


_FORBIDDEN = patterns.lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _unclean(path: Path, value: Value) -> Path | None:
    """Return the path of the first text with a character that XML does not allow: an escape may stand for one."""
    if isinstance(value, str):
        return path if _FORBIDDEN.search(value) else None
    parts: Iterable[tuple[str | int, Value]] = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in parts:
        if isinstance(key, str) and _FORBIDDEN.search(key):
            return (*path, key)
        if found := _unclean((*path, key), inner):
            return found
    return None


def _control_character(where: Where, found: str = "") -> Problem:
    named = f" U+{ord(found):04X}" if found else ""
    return Problem(
        code="config/control-character",
        text=f"There is a character{named} here that XML does not allow.",
        hint="Delete it: such characters often come along when text is pasted.",
        why="One would make a whole feed unreadable.",
        line=where.line or 1,
        column=where.column or 1,
        found=named.strip(),
    )


def _not_utf8(error: UnicodeDecodeError, name: str) -> Problem:
    from feedpub.text.probable_encoding import instead  # noqa: PLC0415 - nearly all files are UTF-8

    what, hint = instead(error.object, name)
    before = error.object[: error.start].decode("utf-8-sig")
    line, column = place(before, len(before))
    return Problem(
        code="config/not-utf-8",
        text=f"Byte {error.start + 1} is not UTF-8{what}.",
        hint=hint,
        why="Titles would come out wrong in every feed.",
        line=line,
        column=column,
    )


def refusal(name: str, what: str, line: int) -> UsageError:
    """Return the error for a file that cannot be read, with the line."""
    return _unreadable(name, Problem(code="config/syntax", text=what, line=line, column=1))


def _unreadable(name: str, problem: Problem) -> UsageError:
    return UsageError(f"{name} cannot be read", (problem.diagnostic(name),))
