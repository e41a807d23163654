"""Diagnostics for build servers: GitLab's Code Quality, JUnit's XML, and Markdown for a comment or a job summary.

GitLab (docs.gitlab.com, "Code quality", report format): an array of objects with `description`, `check_name`,
`fingerprint`, `severity` (`info`, `minor`, `major`, `critical` or `blocker`), `location.path` (relative to the
repository, not beginning with `./`) and `location.lines.begin`. Of two findings with one fingerprint it shows one.

JUnit's format has no owner. What Jenkins, GitLab and others take: `testsuites` of `testsuite` (`name` and `tests` are
required; `failures`, `errors`) of `testcase` (`name`, `classname`, and `file` for GitLab), with at most one `failure`,
for Jenkins keeps only one of each test.

GitHub takes 65,536 characters in a comment, and 1,024 KiB in the summary of a step ("Workflow commands" of its
documentation).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from feedpub.cli import cleaning
from feedpub.cli.languages import write
from feedpub.cli.report import counted
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedpub.cli.report import FileReport
    from feedpub.model.records import Diagnostic

_SEVERITIES: Final[Mapping[Level, str]] = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def gitlab(reports: Sequence[FileReport]) -> str:
    """Return an array of GitLab's Code Quality; an empty one says that all is well."""
    seen: dict[str, int] = {}
    found = [_issue(report.path, one, seen) for report in reports for one in report.diagnostics]
    return cleaning.as_json(found) + "\n"


def _issue(path: str, one: Diagnostic, seen: dict[str, int]) -> dict[str, Any]:
    path = path.removeprefix("./")
    return {
        "description": " ".join(_parts(one)),
        "check_name": one.code,
        "fingerprint": _fingerprint(path, one, seen),
        "severity": _SEVERITIES[one.level],
        "location": {"path": path, "lines": {"begin": one.where.line or 1}},
    }


def _fingerprint(path: str, one: Diagnostic, seen: dict[str, int]) -> str:
    """Return what tells a finding from others, and is the same when lines above it come or go.

    `seen` counts those that are alike in all but their lines.
    """
    key = f"{path}\0{one.code}\0{one.where.element}\0{one.text}"
    seen[key] = number = seen.get(key, 0) + 1
    return hashlib.sha256(f"{key}\0{number}".encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _parts(one: Diagnostic) -> Iterator[str]:
    yield f"{write(one.text)}{counted.more(one, write)}"
    yield from (write(part) for part in (one.why, one.hint) if part)


def junit(reports: Sequence[FileReport]) -> str:
    """Return a suite for each file with a test for each finding.

    Errors are failures. Warnings and advice are tests that have passed, with what is said as their output, so that the
    numbers say what the exit status says. A file of which nothing is said is one test that has passed.
    """
    tests = sum(max(1, len(report.diagnostics)) for report in reports)
    suites = "".join(map(_suite, reports))
    head = f'<testsuites name="feedpub" tests="{tests}" failures="{sum(map(_failures, reports))}" errors="0">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{suites}</testsuites>\n'


def _failures(report: FileReport) -> int:
    return sum(one.level is Level.ERROR for one in report.diagnostics)


def _suite(report: FileReport) -> str:
    name = _attribute(report.path)
    cases = "".join(_case(name, one) for one in report.diagnostics)
    cases = cases or f'  <testcase name="valid" classname={name} file={name}/>\n'
    count = max(1, len(report.diagnostics))
    return f'<testsuite name={name} tests="{count}" failures="{_failures(report)}" errors="0">\n{cases}</testsuite>\n'


def _case(file: str, one: Diagnostic) -> str:
    place = "".join(f":{part}" for part in (one.where.line, one.where.column) if part is not None)
    head = f"  <testcase name={_attribute(one.code + place)} classname={file} file={file}>"
    text = _xml("\n".join(_parts(one)))
    if one.level is Level.ERROR:
        inner = f"<failure message={_attribute(write(one.text))} type={_attribute(one.code)}>{text}</failure>"
    else:
        inner = f"<system-out>{write(one.level.value)}: {text}</system-out>"
    return f"{head}{inner}</testcase>\n"


def _xml(text: str) -> str:
    """Return text for XML: escaped, without what XML 1.0 forbids, and in which no build server finds a command."""
    from html import escape  # noqa: PLC0415 - start-up counts, and few ask for XML

    return escape(cleaning.inert(cleaning.value(text)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))


def _attribute(text: str) -> str:
    return f'"{_xml(text)}"'


_MOST_ROWS: Final = 100
_MOST: Final = 60_000
"""Characters."""
_SIGNS: Final[Mapping[Level, str]] = {Level.ERROR: "⛔ ", Level.WARNING: "⚠️ ", Level.INFO: ""}
_WORDS: Final[Mapping[Level, str]] = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "advice"}


def markdown(reports: Sequence[FileReport]) -> str:
    """Return a heading that counts what was found, and a table with a row for each finding, the worst first."""
    return _page([(report.path, one) for report in reports for one in report.diagnostics])


def summary(reports: Sequence[FileReport]) -> str:
    """Return the same of errors and warnings, with a row for each cause: its first place, and how often it is said."""
    first: dict[tuple[str, Level, str], tuple[str, Diagnostic]] = {}
    for report in reports:
        for one in (each for each in report.diagnostics if each.level is not Level.INFO):
            cause = one.code, one.level, one.why
            path, before = first.get(cause, (report.path, None))
            first[cause] = path, replace(before, count=before.count + one.count, is_counted=False) if before else one
    return _page(list(first.values()))


def _page(found: list[tuple[str, Diagnostic]]) -> str:
    found.sort(key=lambda each: -each[1].level.rank)
    head = f"### feedpub: {write(_counted(one for _, one in found))}\n"
    if not found:
        return head
    rows = list(_fitting(_row(path, one) for path, one in found[:_MOST_ROWS]))
    left = len(found) - len(rows)
    more = f"\n{write(f'And {left} more, for which there is no room here.')}\n" if left else ""
    columns = " | ".join(map(write, ("where", "what", "what to do")))
    return f"{head}\n| | {columns} |\n|---|---|---|---|\n{''.join(rows)}{more}"


def _counted(found: Iterable[Diagnostic]) -> str:
    numbers = dict.fromkeys(reversed(Level), 0)
    for one in found:
        numbers[one.level] += one.count
    words = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "hint"}
    said = [f"{number} {words[level]}{'' if number == 1 else 's'}" for level, number in numbers.items() if number]
    return ", ".join(said) or "nothing wrong"


def _row(path: str, one: Diagnostic) -> str:
    place = ":".join(str(part) for part in (path, one.where.line) if part is not None)
    text = f"{cleaning.sentence_in_markdown(write(one.text))}{counted.more(one, write)}"
    what = f"{text}<br><sub>{cleaning.in_markdown(one.code)}</sub>"
    where, fix = cleaning.in_markdown(place), cleaning.sentence_in_markdown(write(one.hint))
    return f"| {_SIGNS[one.level]}{write(_WORDS[one.level])} | {where} | {what} | {fix} |\n"


def _fitting(rows: Iterable[str]) -> Iterator[str]:
    """Return as many rows as there is room for."""
    room = _MOST
    for row in rows:
        room -= len(row)
        if room < 0:
            return
        yield row
