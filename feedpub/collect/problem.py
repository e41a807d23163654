"""A mistake in one file, on its way to becoming a diagnostic: it knows its place, not the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


def grouped(diagnostics: Iterable[Diagnostic], is_of_post: Callable[[Diagnostic], bool]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics; of warnings and advice about posts one for each cause, with its number and first place.

    What harms in the same way is of one cause. Errors stay one each: all have to be corrected.
    """
    found: dict[object, Diagnostic] = {}
    for one in diagnostics:
        is_one_of_many = one.level is not Level.ERROR and is_of_post(one)
        cause = (one.code, one.level, one.why) if is_one_of_many else len(found)
        first = found.get(cause)
        found[cause] = replace(first, count=first.count + one.count) if first else one
    return tuple(found.values())
