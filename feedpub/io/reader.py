"""Reads thousands of files of a site: the folder of the last one stays open for the next."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final

from feedpub.io.beneath import HAS_DIR_FD, NotBeneathError
from feedpub.io.refusal import TooLargeError, names, refused
from feedpub.io.resolving import FILE, USUAL, answered, fault, opened, status_of, with_links

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from feedpub.io.resolving import Folder

_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | USUAL
_MAYBE_LINK: Final = frozenset({errno.ELOOP, errno.ENOTDIR, errno.EMLINK, getattr(errno, "EFTYPE", errno.ELOOP)})
_NO_NAMES: Final = frozenset({"", ".", ".."})


class Read:
    """What was read of a file. A class of its own kind takes long to make, and the shortest build makes this one."""

    __slots__ = ("data", "status")

    def __init__(self, data: bytes, status: os.stat_result) -> None:
        self.data = data
        self.status = status
        """What the system said of it before it was read."""


class FolderReader:
    """Reads files below a root one after the other, and keeps the folder of the last one open for the next.

    `named` is the way from the root to a folder that the command line names, with a slash, where there is one: what
    lies below it is opened beneath that folder.
    """

    def __init__(self, root: Folder, named: str = "") -> None:
        self._root, self._named = os.fspath(root), named
        self._folder: str | None = None
        self._names: list[str] = []
        self._open: list[int] = []

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the folders."""
        self.close()

    def close(self) -> None:
        """Close the folders."""
        while self._open:
            os.close(self._open.pop())
        self._folder, self._names = None, []

    def read(self, path: str, most: int) -> Read:
        """Return a file that is there. Raises RefusedError, TooLargeError, SystemFault also where there is none."""
        try:
            descriptor = self._opened(path)
            try:
                return read_open(descriptor, path, most)
            finally:
                os.close(descriptor)
        except TooLargeError:
            raise
        except OSError as error:
            raise fault(f"{self._root}/{path}", error) from error

    def is_file(self, path: str) -> bool:
        """Return whether there is a file. Raises RefusedError also for a device or a pipe, SystemFault."""
        return regular(answered(self._root, path, lambda: self._status(path)), path) is not None

    def _opened(self, path: str) -> int:
        if HAS_DIR_FD:
            try:
                return os.open(self._name_in_open_folder(path), FILE, dir_fd=self._open[-1])
            except OSError as error:
                if error.errno not in _MAYBE_LINK:
                    raise
        return with_links(*self._below(path), opened)

    def _status(self, path: str) -> os.stat_result:
        if HAS_DIR_FD:
            try:
                name = self._name_in_open_folder(path)
                found = os.stat(name, dir_fd=self._open[-1], follow_symlinks=False)
            except OSError as error:
                if error.errno not in _MAYBE_LINK:
                    raise
            else:
                if not stat.S_ISLNK(found.st_mode):
                    return found
        return with_links(*self._below(path), status_of)

    def _below(self, path: str) -> tuple[str, str]:
        if self._named and path.startswith(self._named):
            return os.path.join(self._root, self._named), path[len(self._named) :]
        return self._root, path

    def _name_in_open_folder(self, path: str) -> str:
        """Open the folder of a path, and return the name in it."""
        folder, _, name = path.rpartition("/")
        if name in _NO_NAMES:
            raise NotBeneathError(path, is_link=False)
        if folder != self._folder:
            root, below = self._below(path)
            self._enter(root, below.rpartition("/")[0])
            self._folder = folder
        return name

    def _enter(self, root: str, folder: str) -> None:
        """Open a folder, name by name, from the last one that is on the way to it and open."""
        wanted = [root, *names(folder)]
        self._folder = None
        same = next((place for place, pair in enumerate(zip(wanted, self._names)) if pair[0] != pair[1]), None)  # noqa: B905 - as far as both go
        same = min(len(wanted), len(self._names)) if same is None else same
        while len(self._open) > same:
            os.close(self._open.pop())
        del self._names[same:]
        for name in wanted[same:]:
            flags = _FOLDER if self._open else _FOLDER & ~getattr(os, "O_NOFOLLOW", 0)
            self._open.append(os.open(name, flags, dir_fd=self._open[-1] if self._open else None))
            self._names.append(name)


def regular(found: os.stat_result | None, path: str) -> os.stat_result | None:
    """Return what the system said of a path where that is a file; None for nothing, or a folder.

    Raises RefusedError for a device or a pipe.
    """
    if found is None or stat.S_ISDIR(found.st_mode):
        return None
    if not stat.S_ISREG(found.st_mode):
        raise refused(path, "not-a-file")
    return found


def read_open(descriptor: int, path: str, most: int) -> Read:
    """Return what an open file holds. Raises TooLargeError, RefusedError for a device or a pipe, OSError."""
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise no_file(found, path)
    size = found.st_size
    if size > most:
        raise TooLargeError(path, size, found)
    data = os.read(descriptor, size + 1)
    return Read(data if len(data) == size else _rest(descriptor, Read(data, found), path, most), found)


def no_file(found: os.stat_result, path: str) -> Exception:
    """Return the error for what is no file."""
    if stat.S_ISDIR(found.st_mode):
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    return refused(path, "not-a-file")


def _rest(descriptor: int, begun: Read, path: str, most: int) -> bytes:
    """Return the bytes of a file that is not as long as the system said."""
    parts, size = [begun.data], len(begun.data)
    while parts[-1]:
        parts.append(os.read(descriptor, 1 << 20))
        size += len(parts[-1])
        if size > most:
            raise TooLargeError(path, size, begun.status)
    return b"".join(parts)
