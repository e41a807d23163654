"""Replacement what has one safe fix in a document: what it says stays as it is, and no error may come of it.

Of the syntax of XML that is white space before the declaration, names of HTML, a bare `&` and well-known prefixes that
are not declared; of values what a rule says can only be meant (`Found.instead`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.model.records import Level
from feedpub.text.xml.recovery import recovered
from feedpub.validator import namespaces
from feedpub.validator.check import check
from feedpub.validator.sources import bytes_source

if TYPE_CHECKING:
    from datetime import datetime

    from feedpub.validator.check import Report
    from feedpub.validator.document import Replacement, Source
    from feedpub.validator.ruleset import Ruleset

_LINE_END: Final = re.compile(r"\r\n?|\n")


def fixed(source: Source, rules: Ruleset, *, now: datetime) -> tuple[bytes, bytes]:
    """Return a document as it is, and as it is with its fixes; the same twice where there is none.

    Raises as `check` does.
    """
    data = b"".join(source.open())
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data, data  # packed, in another encoding, or neither: nothing is safe there
    report = _report(source, text, rules, now)
    best = text
    if report.document.recovered and report.document.root is not None:
        text = recovered(text, namespaces.OF_PREFIXES).fixed
        report, best = _better(source, text, best, report, rules, now)
    if not report.document.faults:
        text = _with_values(best, report.document.fixes)
        report, best = _better(source, text, best, report, rules, now)
    return data, best.encode()


def _report(source: Source, text: str, rules: Ruleset, now: datetime) -> Report:
    return check(bytes_source(source.path, text.encode(), source.url), rules, now=now)


def _better(  # noqa: PLR0913, PLR0917 - a text, what it takes the place of, and how both are judged
    source: Source, text: str, before: str, report: Report, rules: Ruleset, now: datetime
) -> tuple[Report, str]:
    """Return a text and its report, or those before, where it has more errors that could be seen before."""
    if text == before:
        return report, before
    again = _report(source, text, rules, now)
    return (again, text) if _errors(again) <= _errors(report) else (report, before)


def _errors(report: Report) -> int:
    return sum(one.count for one in report.diagnostics if one.level is Level.ERROR)


def _with_values(text: str, fixes: list[Replacement]) -> str:
    """Return a text with values in the place of others; one that does not stand as it was read is left alone."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    edits = []
    for fix in fixes:
        begin = starts[fix.line - 1] + fix.column - 1
        tag = f"<{fix.qname}"
        end = text.find(">" if fix.attribute else f"</{fix.qname}", begin)
        if not text.startswith(tag, begin) or end < 0 or text.count(fix.old, begin + len(tag), end) != 1:
            continue
        at = text.index(fix.old, begin + len(tag), end)
        edits.append((at, at + len(fix.old), fix.new))
    parts: list[str] = []
    done = 0
    for start, end, new in sorted(set(edits)):
        parts += (text[done:start], new)
        done = end
    return "".join((*parts, text[done:]))
