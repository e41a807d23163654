"""The files at a place of the command line: those in a folder, those in a zip file, or the one that it names."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from feedpub.io import archives, reading
from feedpub.io.resolving import real

if TYPE_CHECKING:
    from collections.abc import Iterator


class Files(Protocol):
    """Files that are read one by one."""

    def names(self) -> tuple[str, ...]:
        """Return their paths, in order."""

    def read(self, name: str, most: int) -> bytes:
        """Return what one of them holds. ValueError where it is larger, or cannot be read."""


class _Folder:
    """The files in a folder."""

    def __init__(self, folder: str, names: tuple[str, ...]) -> None:
        self._folder = folder
        self._names = names

    def names(self) -> tuple[str, ...]:
        return self._names

    def read(self, name: str, most: int) -> bytes:
        return reading.read(self._folder, name, most) or b""


@contextmanager
def opened(place: str) -> Iterator[Files]:
    """Open what lies at a place of the command line; no files where there is nothing.

    Raises SystemFault, RefusedError, and ValueError for a damaged zip file.
    """
    if reading.is_folder(place):
        yield _Folder(place, tuple(sorted(reading.names_below(place), key=PurePath)))
    elif archives.is_archive(place):
        with archives.opened(place) as archive:
            yield archive
    else:
        folder, name = os.path.split(real(place))
        yield _Folder(folder, (name,) if name and reading.exists(place) else ())
