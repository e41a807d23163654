"""A configuration or data file of another generator, as data: YAML, TOML or JSON, every scalar as text.

Nothing of it is run. What cannot be read ends the run with its place; what a key means, a dialect knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect import frontmatter
from feedpub.collect.fields import as_flag
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.errors import SystemFault, UsageError
from feedpub.model import Where

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.frontmatter import Value

_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 2000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class Written(Struct, frozen=True, kw_only=True):
    """The keys of a file, and what knows their places."""

    name: str
    values: dict[str, Value]
    source: str

    def at(self, *path: str) -> Value | None:
        """Give the value of a key; None when it is not there, or is said to be nothing."""
        found: Value = self.values
        for step in path:
            if not isinstance(found, dict) or step not in found:
                return None
            found = found[step]
        return None if isinstance(found, str) and found in _NOTHING else found

    def text(self, *path: str) -> str:
        """Give the text of a key, without white space around it; empty when there is none."""
        found = self.at(*path)
        return found.strip() if isinstance(found, str) else ""

    def flag(self, *path: str) -> bool | None:
        """Give a yes or no; None when the key says neither."""
        return as_flag(self.at(*path))

    def words(self, *path: str) -> tuple[str, ...]:
        """Give the texts of a list, or the one text that stands in its place."""
        found = self.at(*path)
        if isinstance(found, str):
            return (found,)
        return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()

    def table(self, *path: str) -> dict[str, Value]:
        """Give the mapping of a key; empty when there is none."""
        found = self.at(*path)
        return found if isinstance(found, dict) else {}

    def where(self, *path: str) -> Where:
        """Give the place of a key, for a message."""
        while path:
            if spot := frontmatter.places_in(self.name, self.source)(path):
                return Where(path=self.name, line=spot.line, column=spot.column)
            path = path[:-1]
        return Where(path=self.name, line=1, column=1)


def is_too_long(path: str) -> bool:
    """Return whether no file can have this path; asked for it, systems answer with an error."""
    return len(path.encode()) > _LONGEST_PATH or any(len(each.encode()) > _LONGEST_NAME for each in path.split("/"))


def read(folder: Path, name: str) -> Written:
    """Read the file. Raises UsageError for what is no YAML, TOML or JSON, SystemFault when it cannot be read."""
    file = folder / name
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SystemFault(f"{file} cannot be read: {error.strerror}", str(file)) from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return Written(name=name, values=frontmatter.load_as(name, text), source=text)
    except UnicodeDecodeError as error:
        raise _unreadable(name, _not_utf8(error)) from error
    except FrontMatterError as error:
        raise _unreadable(name, error.problem) from error


def _not_utf8(error: UnicodeDecodeError) -> Problem:
    line = 1 + error.object.count(b"\n", 0, error.start)
    return Problem(code="config/not-utf-8", text=f"Byte {error.start + 1} is not UTF-8.", line=line, column=1)


def _unreadable(name: str, problem: Problem) -> UsageError:
    return UsageError(f"{name} cannot be read", (problem.diagnostic(name),))
