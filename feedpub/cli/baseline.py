"""What was known to be wrong with a site at a time, so that only what is new fails from then on.

A baseline counts, for each file, the findings of a rule at the same kind of place: `/rss/channel/item/guid`, whichever
item. So it holds when lines move and items come and go; what goes beyond its counts is new.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from feedpub.io import reading, writing
from feedpub.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from feedpub.cli.ruling import AnyReport
    from feedpub.live import LiveReport
    from feedpub.model.records import Diagnostic
    from feedpub.validator import Report

_VERSION: Final = 1
_INDEXES: Final = re.compile(r"\[\d+\]")


class _Baseline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The form of the file."""

    version: int
    files: dict[str, dict[str, int]]
    """For each file the number of findings by rule and kind of place, with a space between these."""


def write(file: Path, reports: Iterable[Report | LiveReport]) -> None:
    """Write what is wrong now. Raises SystemFault when the file cannot be written."""
    found = {report.path: dict(sorted(_counts(report.diagnostics).items())) for report in reports}
    content = {"version": _VERSION, "files": {path: counts for path, counts in sorted(found.items()) if counts}}
    writing.write_text(file.parent, file.name, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def without_known(file: Path, reports: Sequence[AnyReport]) -> list[AnyReport]:
    """Return the reports without what the file knows. Raises UsageError for a file that is no baseline."""
    known = _read(file).files
    return [
        replace(report, diagnostics=tuple(_new(report.diagnostics, Counter(known.get(report.path, {})))))
        for report in reports
    ]


def _read(file: Path) -> _Baseline:
    data = reading.given(file)
    if data is None:
        raise UsageError(f"there is no baseline {file}; --write-baseline {file} writes what is wrong now")
    try:
        found = convert(json.loads(data), _Baseline)
    except (ValueError, ValidationError, RecursionError) as error:
        raise UsageError(f"{file} is no baseline: {error}; write it anew with --write-baseline {file}") from None
    if found.version != _VERSION:
        raise UsageError(f"{file} is a baseline of version {found.version}; write it anew with --write-baseline {file}")
    return found


def _new(diagnostics: Iterable[Diagnostic], known: Counter[str]) -> Iterator[Diagnostic]:
    """Return what goes beyond the counts that are known; of a message that stands for many what is too much."""
    for one in diagnostics:
        key = _key(one)
        covered = min(one.count, known[key])
        known[key] -= covered
        if covered < one.count:
            yield replace(one, count=one.count - covered)


def _counts(diagnostics: Iterable[Diagnostic]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in diagnostics:
        counts[_key(one)] += one.count
    return counts


def _key(one: Diagnostic) -> str:
    return f"{one.code} {_INDEXES.sub('', one.where.xpath)}"
