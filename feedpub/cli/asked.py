"""What the options of commands stand for. Loads nothing that understands command lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from feedpub.cli.console import Console
from feedpub.io import reading
from feedpub.model.errors import SystemFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def overrides(
    url: str | None, out: Path | None, site_type: str | None = None, built: Path | None = None
) -> Mapping[str, str]:
    """Give the dotted keys that the options stand for."""
    given = {
        "site.url": url,
        "output.folder": str(out.absolute()) if out else None,
        "site.type": site_type,
        "built.folder": str(built.absolute()) if built else None,
    }
    return {key: value for key, value in given.items() if value is not None}


def folder(path: Path) -> Path:
    """Give the path of a folder. Raises UsageError when there is none, or something else is there.

    SystemFault where names of files are not UTF-8: addresses are made of them, and must be the same everywhere.
    """
    if sys.getfilesystemencoding() != "utf-8":
        raise SystemFault(
            f"names of files are in {sys.getfilesystemencoding()} here, and feedpub needs UTF-8; "
            "set PYTHONUTF8=1 in the environment, or a locale like C.UTF-8"
        )
    if reading.is_folder(path):
        return path
    if reading.exists(path):
        raise UsageError(f"{path} is a file; name the folder that holds it")
    raise UsageError(f"there is no folder {path}")


def console(*, quiet: bool = False, verbose: bool = False) -> Console:
    """Give the console for what the options ask."""
    return Console(verbosity=-1 if quiet else 1 if verbose else 0)
