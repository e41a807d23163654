"""`feedpub validate --fix` and `--diff`: the fixes of files of one's own, written or looked at first."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.cli import inputs
from feedpub.io import reading, writing
from feedpub.model.errors import SystemFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from feedpub.cli.console import Console
    from feedpub.validator import Ruleset
    from feedpub.validator.sources import Location


def fix(  # noqa: PLR0913 - what is fixed, how it is judged, and where it is shown
    paths: Sequence[str], location: Location, rules: Ruleset, now: datetime, console: Console, *, writes: bool
) -> None:
    """Fix files, or show what would be changed.

    Raises UsageError for what is no file of one's own, SystemFault for what cannot be read or written.
    """
    from feedpub.validator import sources  # noqa: PLC0415 - start-up counts
    from feedpub.validator.fixing import fixed  # noqa: PLC0415 - few ask for it

    for file in _files(paths):
        old, new = fixed(sources.file_source(file, location), rules, now=now)
        if old == new:
            continue
        if writes:
            _write(file, new)
            console.say(f"Fixed {file}.")
        else:
            console.document("\n".join(_difference(str(file), old.decode(), new.decode())))


def _files(paths: Sequence[str]) -> Iterator[Path]:
    from feedpub.validator import sources  # noqa: PLC0415 - start-up counts

    for path in paths:
        if path == inputs.STDIN or inputs.is_url(path):
            raise UsageError(f"{path} is no file that could be fixed; name files or folders of your own")
        if not reading.exists(path):
            raise UsageError(f"there is no file or folder {path}")
        yield from sources.files_in(Path(path)) if reading.is_folder(path) else (Path(path),)


def _write(file: Path, data: bytes) -> None:
    try:
        writing.write_whole(writing.Place(str(file.parent), file.name), data)
    except OSError as error:
        raise SystemFault(f"{file} cannot be written: {error.strerror}", str(file)) from error


def _difference(path: str, old: str, new: str) -> Iterator[str]:
    return difflib.unified_diff(old.splitlines(), new.splitlines(), path, path, lineterm="")
