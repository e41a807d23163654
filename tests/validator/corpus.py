"""The corpus: files beside what the validator must say of them, all of it and nothing else.

`tests/corpus/AREA/name.xml` has its expectation in `name.xml.expect` (`name.expect` for a folder, a case of its own):
a line for each message, `LINE level rule` (`FILE:LINE level rule` in a folder), with ` xCOUNT` where it stands for
several. Lines that begin with `#` say what the case is about; a line `url ADDRESS` says where the file is published.

    python -m tests.validator.corpus tests/corpus/rss/*.xml      # writes the expectations; read them before you commit
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.validator import RULES, Ruleset, check
from feedpub.validator.check import check_files
from feedpub.validator.sources import Location, bytes_source, files_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.model.records import Diagnostic

CORPUS = Path(__file__).parent.parent / "corpus"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BASE_URL = "https://example.com/"


@cache
def _rules() -> Ruleset:
    return Ruleset(RULES)


def cases() -> list[Path]:
    """Return the files and folders of the corpus that are cases, sorted."""
    return sorted(
        path for area in CORPUS.iterdir() for path in area.iterdir() if area.is_dir() and path.suffix != ".expect"
    )


def expectation(case: Path) -> Path:
    """Return the file that says what is expected of a case."""
    return case.with_name(case.name + ".expect")


def expected(case: Path) -> list[str]:
    """Return the messages a case must produce."""
    lines = expectation(case).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "url "))]


def said(case: Path) -> list[str]:
    """Return the messages a case does produce."""
    return sorted(_folder(case)) if case.is_dir() else [_line(one) for one in diagnose(case)]


def diagnose(case: Path) -> tuple[Diagnostic, ...]:
    """Check a file of the corpus as its expectation says."""
    source = bytes_source(case.name, case.read_bytes(), _url(case))
    return check(source, _rules(), now=NOW).diagnostics


def _url(case: Path) -> str | None:
    if expectation(case).exists():
        for line in expectation(case).read_text("utf-8").splitlines():
            if line.startswith("url "):
                return line.removeprefix("url ").strip()
    return None


def diagnose_folder(case: Path) -> Iterator[tuple[str, Diagnostic]]:
    """Check a folder of the corpus; yield each message with the name of its file."""
    location = Location(root=case, base_url=BASE_URL)
    for report in check_files(files_in(case), location, _rules(), now=NOW):
        name = Path(report.document.path).relative_to(case).as_posix()
        yield from ((name, one) for one in report.diagnostics)


def _folder(case: Path) -> Iterator[str]:
    return (f"{name}:{_line(one)}" for name, one in diagnose_folder(case))


def _line(one: Diagnostic) -> str:
    again = f" x{one.count}" if one.count > 1 else ""
    return f"{one.where.line} {one.level.value} {one.code}{again}"


def write(case: Path) -> None:
    """Write down what the validator says now, keeping the notes at the top."""
    file = expectation(case)
    notes = (
        [line for line in file.read_text("utf-8").splitlines() if line.startswith(("#", "url "))]
        if (file.exists())
        else []
    )
    file.write_text("".join(f"{line}\n" for line in [*notes, *said(case)]), "utf-8")


if __name__ == "__main__":
    for argument in map(Path, sys.argv[1:]):
        if argument.suffix != ".expect":
            write(argument.resolve())
