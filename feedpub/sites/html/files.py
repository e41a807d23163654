"""Which files of a built folder are pages."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.collect.files import walk_folder
from feedpub.io import reading, resolving
from feedpub.io.reader import FolderReader
from feedpub.io.refusal import TooLargeError
from feedpub.model.errors import SystemFault, UsageError
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.html import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from feedpub.collect.files import WalkedFolder
    from feedpub.model.options import BuiltOptions

_HIDDEN = frozenset({".git", ".github", ".hg", ".svn", ".well-known", ".cache", ".vscode", ".idea", "node_modules"})


_MOST = 128_000_000
"""Bytes of a page."""


class BuiltPage(Struct, frozen=True, kw_only=True):
    """A file of the built folder: its path below that, below the site, its address by its path, its bytes."""

    path: str
    source: str
    url: str
    data: bytes


def walk(site: Path, built: BuiltOptions, skip: Iterable[Path]) -> WalkedFolder:
    """Find the HTML files. `skip` are folders not to be entered; the built one itself may be among them."""
    root = folder_of(site, built.folder)
    real = resolving.real(root)
    others = [path for path in skip if resolving.real(path) != real]
    return walk_folder(
        site, root, address.ENDINGS, built.exclude, others, is_hidden=_is_hidden, is_given=is_given(built.folder)
    )


def _is_hidden(_path: str, name: str) -> bool:
    """Whether a web server shows nothing of it. A category may be `.net`, and a folder of pages `_pages`."""
    return name in _HIDDEN or name.startswith(".feedpub") or name.endswith("~")


def pages(site: Path, built: BuiltOptions, site_url: str, skip: Iterable[Path]) -> Iterator[BuiltPage]:
    """Read the HTML files, one after the other. Raises SystemFault when one cannot be read."""
    with FolderReader(site, named(site, built.folder)) as reader:
        for file in walk(site, built, skip).files:
            data = read(reader, file.source)
            url = address.of_path(file.path, site_url)
            yield BuiltPage(path=file.path, source=file.source, url=url, data=data)


def read(reader: FolderReader, path: str) -> bytes:
    """Return the bytes of a page. Raises RefusedError, and SystemFault when it cannot be read."""
    try:
        return reader.read(path, _MOST).data
    except TooLargeError as error:
        raise SystemFault(f"{path} has {error.size} bytes; no page is as large.", path) from error


def is_given(name: str) -> bool:
    """Whether the command line names the built folder: it may lie anywhere. The site's files name one inside."""
    return PurePath(name).is_absolute()


def named(site: Path, name: str) -> str:
    """Return the way to the built folder, as `FolderReader` has it, where the command line names it."""
    return relative(site, site / name) if is_given(name) else ""


def relative(site: Path, root: Path) -> str:
    """Return the way from the site to the built folder as sources have it: `_site/`, nothing for the site itself."""
    below = os.path.relpath(root, site).replace(os.sep, "/")
    return "" if below == "." else f"{below}/"


def folder_of(site: Path, name: str) -> Path:
    """Return the built folder. Raises UsageError when it is not there."""
    folder = site / name
    if not (reading.is_folder(name) if is_given(name) else reading.is_folder(site, name)):
        diagnostic = Diagnostic(
            code="config/no-built-folder",
            level=Level.ERROR,
            where=Where(path=name),
            text=f"There is no folder `{name}` with a built site.",
            hint="Run the generator first, or name the folder that it writes: --built FOLDER.",
        )
        raise UsageError(diagnostic.text, (diagnostic,))
    return folder
