"""Workflow commands, which GitHub Actions shows beside the line concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.cli import cleaning
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedpub.cli.report import FileReport
    from feedpub.model.records import Diagnostic

_COMMANDS: Final[Mapping[Level, str]] = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.INFO: "notice",
}
_IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(reports: Sequence[FileReport]) -> str:
    """Return one command a line for each diagnostic; nothing when there is none."""
    return "".join(_command(report.path, diagnostic) for report in reports for diagnostic in report.diagnostics)


def _command(path: str, diagnostic: Diagnostic) -> str:
    where = diagnostic.where
    properties = {"file": path, "line": where.line, "col": where.column, "title": diagnostic.code}
    written = ",".join(
        f"{name}={_clean(str(value)).translate(_IN_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{_COMMANDS[diagnostic.level]} {written}::{_message(diagnostic).translate(_IN_MESSAGE)}\n"


def _clean(text: str) -> str:
    """Return text whose lines stay lines: they are escaped, and shown as such."""
    return cleaning.inert(cleaning.value(text).replace("\t", " "))


def _message(diagnostic: Diagnostic) -> str:
    more = f" (and {diagnostic.count - 1} more)" if diagnostic.count > 1 else ""
    return "\n".join(_clean(part) for part in (diagnostic.text + more, diagnostic.why, diagnostic.hint) if part)
