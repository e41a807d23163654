"""What is to be changed in a text so that it can be read, and what was wrong there; places stay those of the text.

Nothing here knows XML. A replacement keeps the lines of what it replaces; where it is longer or shorter, `Columns`
leads from the columns of the repaired text back to those of the text as it is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from feedpub.text.xml.element import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_REPAIRS: Final = 50_000
"""A text that needs more is no document with mistakes, and what would be said of its rest is worth nothing."""
_MOST_SHOWN: Final = 60
_LINE_END: Final = re.compile(r"\r\n?|\n")
_VISIBLE: Final = re.compile(r"[^\r\n]")


class TooManyRepairsError(Exception):
    """A text needs more repairs than any document with mistakes does."""


class Columns:
    """Leads from places in a repaired text to those in the text as it is written."""

    def __init__(self, shifts: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        self._shifts = shifts

    def original(self, line: int, column: int) -> int:
        """Return the column, counted from 1, that a place of the repaired text had in the text."""
        shifts = self._shifts.get(line)
        if not shifts:
            return column
        place = bisect_right(shifts, column - 1, key=lambda shift: shift[0])
        return max(1, column - shifts[place - 1][1]) if place else column


class Repairs:
    """The repairs of one text, and the faults that they stand for: the same fault at the same path is counted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._edits: list[tuple[int, int, str]] = []
        self._fixes: list[tuple[int, int, str]] = []
        self._faults: dict[tuple[str, str, str, str], Fault] = {}
        self._counts: dict[tuple[str, str, str, str], int] = {}
        self._starts: list[int] = []

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was wrong, each with how often it was."""
        counted = [
            Fault(
                code=one.code,
                text=one.text,
                hint=one.hint,
                found=one.found,
                path=one.path,
                line=one.line,
                column=one.column,
                count=self._counts[key],
            )
            for key, one in self._faults.items()
        ]
        return tuple(sorted(counted, key=lambda one: (one.line, one.column)))

    def note(  # noqa: PLR0913 - the parts of a fault
        self, code: str, at: int, text: str, *, hint: str = "", found: str = "", path: str = ""
    ) -> None:
        """Note what is wrong at an offset."""
        key = (code, hint, found, path)
        self._counts[key] = self._counts.get(key, 0) + 1
        if key not in self._faults:
            line, column = self.place(at)
            self._faults[key] = Fault(code=code, text=text, hint=hint, found=found, path=path, line=line, column=column)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put a text without line ends in the place of one without line ends. Raises TooManyRepairsError."""
        self._edits.append((start, end, new))
        if len(self._edits) > MOST_REPAIRS:
            raise TooManyRepairsError

    def blank(self, start: int, end: int) -> None:
        """Put spaces in the place of all but line ends. Raises TooManyRepairsError."""
        if start < end:
            self.replace(start, end, _VISIBLE.sub(" ", self.text[start:end]))

    def add(self, at: int, new: str) -> None:
        """Put in a text without line ends, whatever the number of repairs."""
        self._edits.append((at, at, new))

    def fix(self, start: int, end: int, new: str) -> None:
        """Take note of a change that is right for certain, and may be written into the document."""
        self._fixes.append((start, end, new))

    def fixed(self) -> str:
        """Return the text with the changes that are right for certain, and no others."""
        parts: list[str] = []
        done = 0
        for start, end, new in sorted(self._fixes):
            parts += (self.text[done:start], new)
            done = end
        return "".join((*parts, self.text[done:]))

    def drop(self, start: int, end: int) -> None:
        """Take all back that was to be done within, and put spaces there. Raises TooManyRepairsError."""
        while self._edits and self._edits[-1][0] >= start:
            self._edits.pop()
        self.blank(start, end)

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of an offset, counted from 1."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def made(self) -> tuple[str, Columns]:
        """Return the repaired text, and what leads back."""
        parts: list[str] = []
        shifts: dict[int, list[tuple[int, int]]] = {}
        done = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < done:
                continue  # what it would repair is gone
            parts += (self.text[done:start], new)
            done = end
            if grown := len(new) - (end - start):
                line, column = self.place(start)
                before = shifts.setdefault(line, [])
                total = (before[-1][1] if before else 0) + grown
                before.append((column - 1 + end - start + total, total))
        return "".join((*parts, self.text[done:])), Columns(shifts)


def shown(text: str) -> str:
    """Return a text as it fits into a sentence."""
    text = " ".join(text[: 4 * _MOST_SHOWN].split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
