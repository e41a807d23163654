"""A mistake in one file, on its way to becoming a diagnostic: it knows its place, not the file's name."""

from __future__ import annotations

from msgspec import Struct

from feedpub.model.records import Diagnostic, Level, Where

_FOUND_LIMIT = 80


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong, where, whom it harms and how to fix it; line and column count from 1, 0 is unknown."""

    code: str
    text: str
    hint: str = ""
    why: str = ""
    line: int = 0
    column: int = 0
    found: str = ""
    level: Level = Level.ERROR

    def diagnostic(self, source: str) -> Diagnostic:
        """Return the same, said of the file at `source`."""
        return Diagnostic(
            code=self.code,
            level=self.level,
            where=Where(path=source, line=self.line or None, column=self.column or None),
            text=self.text,
            hint=self.hint,
            why=self.why,
            found=shortened(self.found),
        )


class FrontMatterError(Exception):
    """Front matter that cannot be read; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


def shortened(value: str) -> str:
    """Return the value on one line, cut at eighty characters."""
    line = " ".join(value.split())
    return line if len(line) <= _FOUND_LIMIT else line[: _FOUND_LIMIT - 1] + "…"
