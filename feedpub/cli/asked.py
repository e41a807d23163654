"""What the options of commands stand for. Loads nothing that understands command lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.cli.console import Console
from feedpub.io import tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def overrides(
    url: str | None, out: Path | None, site_type: str | None = None, built: Path | None = None
) -> Mapping[str, str]:
    """Return the dotted keys that the options stand for."""
    given = {
        "site.url": url,
        "output.folder": str(out.absolute()) if out else None,
        "site.type": site_type,
        "built.folder": str(built.absolute()) if built else None,
    }
    return {key: value for key, value in given.items() if value is not None}


def folder(path: Path) -> Path:
    """Return the path of a folder. Raises as `io.tree.require_folder` does."""
    tree.require_folder(str(path))
    return path


def console(*, quiet: bool = False, verbose: bool = False) -> Console:
    """Return the console for what the options ask."""
    return Console(verbosity=-1 if quiet else 1 if verbose else 0)
