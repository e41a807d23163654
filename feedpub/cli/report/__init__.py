"""How diagnostics are printed: for people, for programs, for code hosts and build servers.

A format is a function from reports to text. It decides nothing about what is right or wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from feedpub.cli.report.programs import as_json, github, sarif
from feedpub.cli.report.servers import gitlab, junit, markdown
from feedpub.cli.report.text import coloured, plain
from feedpub.model.records import Kind, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from feedpub.model.records import Diagnostic

    Format: TypeAlias = Callable[[Sequence["FileReport"]], str]

__all__ = ["FORMATS", "FileReport", "by_file", "coloured", "formatted", "no_lines"]


def no_lines(_number: int) -> str:
    """Stand for a file whose lines are not at hand."""
    return ""


class FileReport(Struct, frozen=True, kw_only=True):
    """What is to be said of one file."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    kind: Kind = Kind.UNKNOWN
    line: Callable[[int], str] = no_lines
    """Returns the line with a number, from 1; nothing where it is not known."""

    @property
    def valid(self) -> bool:
        """Whether there is no error."""
        return not any(diagnostic.level is Level.ERROR for diagnostic in self.diagnostics)


def by_file(
    diagnostics: Iterable[Diagnostic], lines: Callable[[str], Callable[[int], str]] = lambda _path: no_lines
) -> tuple[FileReport, ...]:
    """Group diagnostics by their file, in the order in which the files first occur.

    `lines` gives for a path the function that gives its lines.
    """
    files: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        files.setdefault(diagnostic.where.path, []).append(diagnostic)
    return tuple(FileReport(path=path, diagnostics=tuple(found), line=lines(path)) for path, found in files.items())


FORMATS: Final[Mapping[str, Format]] = {
    "text": plain,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "gitlab": gitlab,
    "junit": junit,
    "markdown": markdown,
}
"""By the name that `--format` takes."""


def formatted(name: str, reports: Sequence[FileReport], *, colour: bool) -> str:
    """Return the reports in the named format; colour is for people only, so only `text` has it."""
    return coloured(reports) if colour and FORMATS[name] is plain else FORMATS[name](reports)
