"""Where the media files of a site lie, and how large they are: recordings, and the cover of a show.

A file is looked for where it is published, in the output folder, then where generators take it from.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - msgspec reads the types of fields
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Level  # noqa: TC001 - msgspec reads the types of fields
from feedpub.text import patterns
from feedpub.text.urls import is_safe_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

_ROOTS: Final = ("", "static/", "public/", "assets/")
"""Folders of a site whose files are published at its root."""
_POINTER: Final = 1024
"""Bytes that a pointer of Git LFS has at most (git-lfs, docs/spec.md)."""
_POINTED: Final = patterns.lazy(rb"version https://git-lfs\.github\.com/spec/v1\n(?s:.*\n)?size ([0-9]{1,15})\n")


class MediaFolders(Struct, frozen=True, kw_only=True):
    """Where the media files of a site may lie."""

    site: Path
    content: Path
    output: str
    """Path of the folder that is published, below the site; it leads out of it where the command line says so."""
    url: str
    """Address of the site, with a slash at its end."""
    mistakes: Level
    """How grave it is that a file is not there: a generator builds the page all the same."""


class MediaFile(Struct, frozen=True, kw_only=True):
    """A media file of the site, as it was found."""

    root: Path
    path: str
    """Below the root."""
    shown: str
    """Its path below the site, as messages call it."""
    length: int
    """In bytes."""
    is_pointer: bool = False
    """Whether a pointer of Git LFS stands in its place, which says the size."""

    def stream(self) -> AbstractContextManager[BinaryIO]:
        """Open it for reading. Raises as `io.reading.stream`."""
        return reading.stream(self.root, self.path)

    def beginning(self, most: int) -> bytes:
        """Return no more than so many bytes of it. Raises as `io.reading.beginning`."""
        return reading.beginning(self.root, self.path, most) or b""


class Search(Struct, frozen=True, kw_only=True):
    """What came of looking for a file."""

    file: MediaFile | None = None
    refused: RefusedError | None = None
    """The first place that may not be looked at, where nothing was found."""
    looked: tuple[str, ...] = ()
    """The places in which there is none; empty for an address that is not of the site."""


def at(path: str, folders: MediaFolders) -> MediaFile | None:
    """Return the file at a path below the site, as `MediaFile.shown` gave it; None where it has gone."""
    inner = path.removeprefix(f"{folders.output}/")
    is_published = bool(folders.output) and inner != path
    root, below = (folders.site / folders.output, inner) if is_published else (folders.site, path)
    status = reading.file_status(root, below)
    return MediaFile(root=root, path=below, shown=path, length=status.st_size) if status else None


def find(url: str, written: str, source: str, folders: MediaFolders) -> Search:
    """Look for the file of an address of the site, as `written` in the file `source` of the site."""
    refused: RefusedError | None = None
    looked: list[str] = []
    for root, shown, path in _candidates(url, written, source, folders):
        try:
            status = reading.file_status(root, refusal.checked(path))
        except RefusedError as error:
            refused = refused or error
        else:
            if status:
                file = MediaFile(root=root, path=path, shown=shown, length=status.st_size)
                return Search(file=_as_meant(file))
            looked.append(shown)
    return Search(refused=refused, looked=tuple(dict.fromkeys(looked)))


def _as_meant(file: MediaFile) -> MediaFile:
    """Return a file, or what the pointer says of it that stands in its place."""
    if file.length <= _POINTER and (match := _POINTED.match(file.beginning(_POINTER))):
        return replace(file, length=int(match[1]), is_pointer=True)
    return file


def _candidates(url: str, written: str, source: str, folders: MediaFolders) -> Iterator[tuple[Path, str, str]]:
    """Return each path that may be the file's: a folder, how messages call the path, and the path below it."""
    paths = []
    if url.startswith(folders.url):
        paths.append(url[len(folders.url) :])
    if urlsplit(url).netloc == urlsplit(folders.url).netloc:
        paths.append(urlsplit(url).path.lstrip("/"))
    safe = [path for path in dict.fromkeys(map(_path, paths)) if is_safe_path(path)]
    if folders.output:
        yield from ((folders.site / folders.output, f"{folders.output}/{path}", path) for path in safe)
    written = _path(written)
    if "://" not in written and is_safe_path(written):
        beside = f"{source.rpartition('/')[0]}/{written}".lstrip("/")
        yield folders.site, beside, beside
    below = folders.content.relative_to(folders.site).as_posix()
    content = "" if below == "." else f"{below}/"
    for path in safe:
        yield from ((folders.site, f"{root}{path}", f"{root}{path}") for root in (*_ROOTS, content))


def _path(reference: str) -> str:
    return unquote(reference.partition("?")[0].partition("#")[0])
