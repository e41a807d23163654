"""Diagnostics for programs: JSON, the workflow commands of GitHub, and SARIF 2.1.0 (OASIS), which code hosts read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from feedpub import __version__
from feedpub.cli import cleaning
from feedpub.cli.languages import write
from feedpub.cli.report import counted
from feedpub.model.records import Level
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedpub.cli.report import FileReport
    from feedpub.model.records import Diagnostic


def as_json(reports: Sequence[FileReport]) -> str:
    """Return one object that has every file with its messages, in ASCII, so that no terminal can spoil it."""
    return cleaning.as_json({"files": [_json_file(report) for report in reports]}) + "\n"


def _json_file(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "kind": report.kind.value,
        "valid": report.valid,
        "messages": [_json_message(diagnostic) for diagnostic in report.diagnostics],
    }


def _json_message(diagnostic: Diagnostic) -> dict[str, Any]:
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


_COMMANDS: Final[Mapping[Level, str]] = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.INFO: "notice",
}
_IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(reports: Sequence[FileReport]) -> str:
    """Return one command a line for each diagnostic; nothing when there is none."""
    return "".join(_github_command(report.path, diagnostic) for report in reports for diagnostic in report.diagnostics)


def _github_command(path: str, diagnostic: Diagnostic) -> str:
    where = diagnostic.where
    properties = {"file": path, "line": where.line, "col": where.column, "title": diagnostic.code}
    written = ",".join(
        f"{name}={_clean(str(value)).translate(_IN_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{_COMMANDS[diagnostic.level]} {written}::{_text(diagnostic).translate(_IN_MESSAGE)}\n"


def _clean(text: str) -> str:
    """Return text whose lines stay lines: they are escaped, and shown as such."""
    return cleaning.inert(cleaning.value(text).replace("\t", " "))


def _text(diagnostic: Diagnostic) -> str:
    parts = (write(diagnostic.text) + counted.more(diagnostic, write), write(diagnostic.why), write(diagnostic.hint))
    return "\n".join(_clean(part) for part in parts if part)


_LEVELS: Final[Mapping[Level, str]] = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(reports: Sequence[FileReport]) -> str:
    """Return one log with one run; its rules are those that the results name."""
    rules = _rules(diagnostic for report in reports for diagnostic in report.diagnostics)
    places = {code: index for index, code in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "feedpub", "version": __version__, "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report.path, diagnostic, places[diagnostic.code])
            for report in reports
            for diagnostic in report.diagnostics
        ],
    }
    return cleaning.as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rules(diagnostics: Iterable[Diagnostic]) -> dict[str, dict[str, Any]]:
    first: dict[str, Diagnostic] = {}
    for diagnostic in diagnostics:
        first.setdefault(diagnostic.code, diagnostic)
    return {code: _rule(first[code]) for code in sorted(first)}


def _rule(diagnostic: Diagnostic) -> dict[str, Any]:
    """Describe the rule by what its first result says: GitHub wants all three texts of every rule."""
    summary = diagnostic.code.replace("/", ": ").replace("-", " ")
    rule: dict[str, Any] = {
        "id": diagnostic.code,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": diagnostic.why or summary},
        "help": {"text": diagnostic.hint or diagnostic.why or summary},
        "defaultConfiguration": {"level": _LEVELS[diagnostic.level]},
    }
    return {**rule, "properties": {"refs": list(diagnostic.refs)}} if diagnostic.refs else rule


def _result(path: str, diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.level],
        "message": {"text": diagnostic.text + hint},
        "occurrenceCount": diagnostic.count,
        "locations": [_location(path, diagnostic)],
    }


def _location(path: str, diagnostic: Diagnostic) -> dict[str, Any]:
    where = diagnostic.where
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if where.line is not None:
        column = {} if where.column is None else {"startColumn": where.column}
        physical["region"] = {"startLine": where.line, **column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if where.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": where.xpath}]
    return location


def _bytes(path: str) -> bytes:
    """Return the name as the file system has it; a name that no file can have, as it is written in a post, marked."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "replace")


def _uri(path: str) -> str:
    """Return the path as a URI reference; one from the root of a file system has the scheme `file`."""
    if urls.is_web(path):
        return quote(_bytes(path), safe="/:?#[]@!$&'()*+,;=%~")
    slashed = path.replace("\\", "/")
    if slashed[1:3] == ":/":
        slashed = f"/{slashed}"
    encoded = quote(_bytes(slashed), safe="/:@" if "://" in slashed else "/")
    return f"file://{encoded}" if encoded.startswith("/") else encoded
