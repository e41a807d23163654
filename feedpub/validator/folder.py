"""Check all documents that are published together: each for itself, then against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.validator.check import Report, check, check_folder
from feedpub.validator.document import Folder
from feedpub.validator.sources import file_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from feedpub.validator.ruleset import Ruleset
    from feedpub.validator.sources import Location


def check_files(files: Iterable[Path], location: Location, rules: Ruleset, *, now: datetime) -> tuple[Report, ...]:
    """Return the report of each file, with what the rules across files find.

    Raises OSError when a file cannot be read.
    """
    reports = [check(file_source(file, location), rules, now=now) for file in files]
    folder = Folder(
        documents=tuple(report.document for report in reports),
        base_url=location.base_url,
        has_file=location.has_file,
        read=location.read,
        has_pages=location.has_pages(),
    )
    return check_folder(reports, folder, rules)
