"""What a command leaves besides what it prints: the file of `--report`, and the summary of a step of GitHub Actions.

A report is for people who sort and filter: every finding in a line, advice too. In a table no cell is a formula: an
apostrophe stands before what would begin one, which a post or an address may have chosen (OWASP, "CSV Injection"). It
begins with a byte order mark, without which Excel takes UTF-8 for the code page of the machine, and is else as RFC 4180
says.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from feedpub.cli import cleaning, environment, problems, report
from feedpub.cli.languages import write
from feedpub.io import reading, writing
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedpub.cli.console import Console
    from feedpub.cli.report import FileReport
    from feedpub.model.records import Diagnostic

COLUMNS: Final = ("level", "code", "file", "line", "column", "element", "text", "hint", "found", "count")
_MOST: Final = 1024 * 1024
"""Bytes of a summary; of more GitHub shows nothing at all."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def record(reports: Sequence[FileReport], file: Path | None, console: Console) -> None:
    """Write what was found to the file that is asked for, and add it to the summary of the step, if there is one.

    Raises SystemFault where the file cannot be written.
    """
    if file is not None:
        rows = list(_rows(reports))
        writing.write_text(file.parent, file.name, _json(rows) if file.suffix.lower() == ".json" else _csv(rows))
        console.say(f"Wrote {len(rows)} finding{'' if len(rows) == 1 else 's'} to {file}.")
    if name := environment.step_summary():
        _summarise(reports, Path(name), console)


def record_of_site(diagnostics: Iterable[Diagnostic], site: Path, file: Path | None, console: Console) -> None:
    """Do the same with what is said of the files of a site. Raises as `record` does."""
    record(report.by_file(problems.placed(diagnostics, site)), file, console)


def _rows(reports: Sequence[FileReport]) -> Iterator[dict[str, str | int | None]]:
    for of_file in reports:
        for one in of_file.diagnostics:
            where = one.where
            values = (
                one.level.value,
                one.code,
                of_file.path,
                where.line,
                where.column,
                where.element,
                one.text,
                one.hint,
                one.found,
                one.count,
            )
            yield dict(zip(COLUMNS, values, strict=True))


def _json(rows: list[dict[str, str | int | None]]) -> str:
    return cleaning.as_json(rows) + "\n"


def _csv(rows: list[dict[str, str | int | None]]) -> str:
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows([_cell(value) for value in _translated(row).values()] for row in rows)
    return f"\ufeff{text.getvalue()}"


def _translated(row: dict[str, str | int | None]) -> dict[str, str | int | None]:
    """Return a row of the table, which people read, in the language of `--lang`."""
    return {name: write(str(value)) if name in {"text", "hint"} else value for name, value in row.items()}


def _cell(value: str | int | None) -> str | int | None:
    if not isinstance(value, str):
        return value
    text = cleaning.visible(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _summarise(reports: Sequence[FileReport], file: Path, console: Console) -> None:
    """Add to the summary. A build does not fail because of it: where it cannot be written, that is said."""
    from feedpub.cli.report.servers import summary  # noqa: PLC0415 - only a build server comes here

    try:
        before = reading.given(file) or b""
        text = before.decode("utf-8", "replace") + summary(reports)
        if len(text.encode()) <= _MOST:
            writing.write_text(file.parent, file.name, text)
    except SystemFault as fault:
        console.say(f"The summary of this step was not written: {fault}")
