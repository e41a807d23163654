"""Make little of much that is said alike: few of each rule in full, and a table of rules with their counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.cli.cells import padded
from feedpub.cli.languages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.cli.report import FileReport
    from feedpub.model.records import Diagnostic, Level

MOST: Final = 60
"""Messages that people are shown in full."""
_OF_EACH: Final = 2
"""Of each rule, where there are more in all."""


def is_long(reports: Iterable[FileReport]) -> bool:
    """Whether there are more messages than people read."""
    return sum(len(report.diagnostics) for report in reports) > MOST


def folded(reports: Sequence[FileReport]) -> list[FileReport]:
    """Return the first messages of each rule; the last of them has the count of those that are left out."""
    total: Counter[str] = Counter()
    for report in reports:
        for one in report.diagnostics:
            total[one.code] += one.count
    shown: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    found = []
    for report in reports:
        kept: list[Diagnostic] = []
        for one in report.diagnostics:
            if shown[one.code] < _OF_EACH:
                shown[one.code] += 1
                is_last = shown[one.code] == _OF_EACH
                kept.append(replace(one, count=total[one.code] - counted[one.code]) if is_last else one)
                counted[one.code] += one.count
        found.append(replace(report, diagnostics=tuple(kept)))
    return found


def statistics(reports: Sequence[FileReport]) -> list[str]:
    """Return the lines of a table: how often each rule found something and in how many files, the worst first."""
    findings: Counter[tuple[Level, str]] = Counter()
    files: Counter[tuple[Level, str]] = Counter()
    for report in reports:
        for one in report.diagnostics:
            findings[one.level, one.code] += one.count
        files.update({(one.level, one.code) for one in report.diagnostics})
    rows = sorted(findings, key=lambda row: (-row[0].rank, -findings[row], row[1]))
    width = max((len(code) for _, code in rows), default=0)
    return [
        f"{padded(say(level.value), 8)} {code:<{width}} {_numbers(findings[level, code], files[level, code])}"
        for level, code in rows
    ]


def _numbers(findings: int, files: int) -> str:
    return say(f"{findings:>8,} in {files:,} file{'' if files == 1 else 's'}")
