"""Which files of a built folder are pages."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.collect.files import read_bytes, walk_folder
from feedpub.collect.problem import Problem
from feedpub.collect.sites.html import address
from feedpub.errors import SystemFault, UsageError
from feedpub.model import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from feedpub.collect.files import Walked
    from feedpub.options import BuiltOptions

_HIDDEN = frozenset({".git", ".github", ".hg", ".svn", ".well-known", ".cache", ".vscode", ".idea", "node_modules"})


class BuiltPage(Struct, frozen=True, kw_only=True):
    """A file of the built folder: its path below that, below the site, its address by its path, its bytes."""

    path: str
    source: str
    url: str
    data: bytes


def walk(site: Path, built: BuiltOptions, skip: Iterable[Path]) -> Walked:
    """Find the HTML files. `skip` are folders not to be entered; the built one itself may be among them."""
    root = folder_of(site, built.folder)
    real = os.path.realpath(root)
    others = [path for path in skip if os.path.realpath(path) != real]
    return walk_folder(site, root, address.ENDINGS, built.exclude, others, is_hidden=_is_hidden)


def _is_hidden(_path: str, name: str) -> bool:
    """Whether a web server shows nothing of it. A category may be `.net`, and a folder of pages `_pages`."""
    return name in _HIDDEN or name.startswith(".feedpub") or name.endswith("~")


def pages(site: Path, built: BuiltOptions, site_url: str, skip: Iterable[Path]) -> Iterator[BuiltPage]:
    """Read the HTML files, one after the other. Raises SystemFault when one cannot be read."""
    for file in walk(site, built, skip).files:
        data = read(f"{site}/{file.source}", file.source)
        url = address.of_path(file.path, site_url)
        yield BuiltPage(path=file.path, source=file.source, url=url, data=data)


def read(path: str, name: str) -> bytes:
    """Give the bytes of a page. Raises SystemFault, calling it `name`, when it cannot be read."""
    data = read_bytes(path, sys.maxsize)
    if isinstance(data, Problem):
        raise SystemFault(f"{name}: {data.text}", name)
    return data


def relative(site: Path, root: Path) -> str:
    """Give the way from the site to the built folder as sources have it: `_site/`, nothing for the site itself."""
    below = os.path.relpath(root, site).replace(os.sep, "/")
    return "" if below == "." else f"{below}/"


def folder_of(site: Path, name: str) -> Path:
    """Give the built folder. Raises UsageError when it is not there."""
    folder = site / name
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError) as error:  # of a name that is too long, or holds NUL
        raise UsageError(f"`{name}` is no name of a folder: {error}") from error
    if not is_folder:
        diagnostic = Diagnostic(
            code="config/no-built-folder",
            level=Level.ERROR,
            where=Where(path=name),
            text=f"There is no folder `{name}` with a built site.",
            hint="Run the generator first, or name the folder that it writes: --built FOLDER.",
        )
        raise UsageError(diagnostic.text, (diagnostic,))
    return folder
