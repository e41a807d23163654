"""Writes docs/reference from the code, so that it cannot say anything else.

`python -m feedpub.cli.reference DIR`; with `--check` nothing is written, and the exit code is 1 when a file is stale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.cli.reference.commands import commands
from feedpub.cli.reference.configuration import configuration
from feedpub.cli.reference.rules import rules
from feedpub.config.written import config_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["commands", "config_file", "configuration", "pages", "rules", "stale", "write"]


def pages() -> Mapping[str, str]:
    """Return the text of every page by the name of its file."""
    from feedpub.cli.commands import group  # noqa: PLC0415 - the whole command line, which only this page needs
    from feedpub.validator import RULES  # noqa: PLC0415 - likewise the catalogue

    return {
        "configuration.md": configuration(),
        "commands.md": commands(group),
        "rules.md": rules(RULES),
    }


def stale(folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the pages that are missing or not what they should be."""
    return tuple(name for name, text in wanted.items() if not _holds(folder / name, text))


def write(folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Write the pages that are stale, and give their names."""
    names = stale(folder, wanted)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
    return names


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()
