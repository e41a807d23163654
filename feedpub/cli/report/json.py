"""JSON for programs: the shape is a promise, keys are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feedpub.cli import cleaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.cli.report import FileReport
    from feedpub.model.records import Diagnostic


def as_json(reports: Sequence[FileReport]) -> str:
    """Return one object that has every file with its messages, in ASCII, so that no terminal can spoil it."""
    return cleaning.as_json({"files": [_file(report) for report in reports]}) + "\n"


def _file(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "kind": report.kind.value,
        "valid": report.valid,
        "messages": [_message(diagnostic) for diagnostic in report.diagnostics],
    }


def _message(diagnostic: Diagnostic) -> dict[str, Any]:
    where = diagnostic.where
    return {
        "rule": diagnostic.code,
        "level": diagnostic.level.value,
        "line": where.line,
        "column": where.column,
        "element": where.element,
        "path": where.xpath,
        "text": diagnostic.text,
        "why": diagnostic.why,
        "hint": diagnostic.hint,
        "found": diagnostic.found,
        "count": diagnostic.count,
        "refs": list(diagnostic.refs),
    }
