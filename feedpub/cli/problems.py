"""Prints diagnostics in the format asked for: to standard error for people, to standard output for programs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from feedpub.cli import report
from feedpub.cli.console import wants_colour
from feedpub.model import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.cli.report import FileReport
    from feedpub.model import Diagnostic


def show(reports: Sequence[FileReport], console: Console, form: str) -> None:
    """Print the reports; as text nothing is printed when there is nothing to say."""
    if form == "text":
        written = report.formatted(form, reports, colour=wants_colour(console.err))
        if written:
            console.complain(written)
    else:
        console.result(report.formatted(form, reports, colour=False))


def worth_saying(diagnostics: Iterable[Diagnostic], *, verbose: bool) -> list[Diagnostic]:
    """Give the diagnostics that people want to see: advice only when they asked for it."""
    return [one for one in diagnostics if verbose or one.level is not Level.INFO]


def counted(diagnostics: Iterable[Diagnostic]) -> str:
    """Say how many errors and warnings there are: `2 errors, 1 warning`."""
    levels = [one.level for one in diagnostics]
    parts = [
        f"{number} {level.value}{'s' if number > 1 else ''}"
        for level in (Level.ERROR, Level.WARNING)
        if (number := levels.count(level))
    ]
    return ", ".join(parts)


def lines_of(folder: Path, made: Mapping[str, bytes]) -> Callable[[str], Callable[[int], str]]:
    """Give what finds the lines of a file of the site, or of a document in `made` that is not published yet."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            data = made[path] if path in made else (folder / path).read_bytes()
        except OSError:
            return []  # the message stands without the line
        return data.decode("utf-8", "replace").splitlines()

    def line(path: str, number: int) -> str:
        found = lines(path)
        return found[number - 1] if 0 < number <= len(found) else ""

    return lambda path: lambda number: line(path, number)
