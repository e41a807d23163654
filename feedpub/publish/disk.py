"""The few operations by which publishing changes a disk, and what their failures mean for people.

Everything written, moved or removed goes through `FileSystem`, so that a test can stop it at each step.
Reading does not.
"""

# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH123 - the home of the plain system calls

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections import deque
from typing import TYPE_CHECKING, Final, Protocol

from feedpub.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_FILE_MODE = 0o644
_AT_ONCE: Final = 8
"""Files that are waited for together: a disk that is asked for several writes them in one go."""
_SYNC = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)

_MENDS = {
    errno.ENOSPC: "the disk is full; make room and build again",
    errno.EDQUOT: "your quota of the disk is used up; make room and build again",
    errno.EROFS: "the file system is read-only; publish into a folder that can be written",
    errno.EACCES: "you may not write there; mend the permissions of the folder",
    errno.EPERM: "you may not write there; mend the permissions of the folder",
    errno.ENAMETOOLONG: "the name is too long for this file system; shorten the category, tag or slug",
    errno.ELOOP: "symbolic links lead in a circle; remove them",
    errno.EMFILE: "too many files are open; raise the limit (`ulimit -n`) and build again",
}


class FileSystem(Protocol):
    """What changes a disk. Each raises OSError when it fails."""

    def make_folder(self, path: str) -> None:
        """Make one folder; its parent is there."""
        ...

    def write(self, path: str, data: bytes, mode: int | None) -> None:
        """Write a new file, replacing a left-over one; `mode` None gives it that of any new file."""
        ...

    def sync(self, path: str) -> None:
        """Have the bytes of a file on the disk itself before going on."""
        ...

    def sync_folder(self, path: str) -> None:
        """Have the names in a folder on the disk itself before going on."""
        ...

    def sync_all(self, paths: Sequence[str]) -> None:
        """Have the bytes of all these files on the disk itself before going on, in any order."""
        ...

    def sync_folders(self, paths: Sequence[str]) -> None:
        """Have the names in all these folders on the disk itself before going on, in any order."""
        ...

    def replace(self, source: str, target: str) -> None:
        """Give a file another name in one step, in place of what has that name."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""
        ...

    def remove_folder(self, path: str) -> None:
        """Remove a folder, if it is there and empty."""
        ...


class Disk:
    """The file system of this machine."""

    def make_folder(self, path: str) -> None:
        """Make one folder; one that is there already is fine."""
        with contextlib.suppress(FileExistsError):
            os.mkdir(path)

    def write(self, path: str, data: bytes, mode: int | None) -> None:
        """Write a new file through its own descriptor, never through a link somebody left there."""
        _remove(path)
        with open(os.open(path, _CREATE, _FILE_MODE), "wb") as file:
            file.write(data)
            if mode is not None and sys.platform != "win32":
                os.fchmod(file.fileno(), mode)

    def sync(self, path: str) -> None:
        """Sync through a fresh descriptor: the files of a batch are written first and synced then."""
        _sync(path, _SYNC)

    def sync_folder(self, path: str) -> None:
        """Sync a folder where the system knows how (not Windows, which keeps names in order itself)."""
        if sys.platform != "win32":
            _sync(path, os.O_RDONLY)

    def sync_all(self, paths: Sequence[str]) -> None:
        """Sync files side by side; the first failure is raised when none is under way any more."""
        _side_by_side(self.sync, paths)

    def sync_folders(self, paths: Sequence[str]) -> None:
        """Sync folders side by side."""
        _side_by_side(self.sync_folder, paths)

    def replace(self, source: str, target: str) -> None:
        """Rename in one step."""
        os.replace(source, target)

    def remove(self, path: str) -> None:
        """Remove a file; a missing one is fine."""
        _remove(path)

    def remove_folder(self, path: str) -> None:
        """Remove a folder unless something is in it: then somebody needs it."""
        with contextlib.suppress(OSError):
            os.rmdir(path)


@contextlib.contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn an OSError into a SystemFault with the file (`path` where it names none) and the mend."""
    try:
        yield
    except OSError as error:
        raise fault(error, path) from error


def fault(error: OSError, path: str) -> SystemFault:
    """Give the error for people: the file concerned, what failed, what to do."""
    concerned = error.filename if isinstance(error.filename, str) else path
    reason = _MENDS.get(error.errno or 0, error.strerror or str(error))
    return SystemFault(f"{concerned}: {reason}", concerned)


def _remove(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def _sync(path: str, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _side_by_side(work: Callable[[str], None], paths: Sequence[str]) -> None:
    """Do the work of each path, several at once: they wait for the disk and not for each other."""
    if len(paths) == 1:
        return work(paths[0])
    import threading  # noqa: PLC0415 - a build that changes nothing needs none

    waiting = deque(paths)
    failed: list[BaseException] = []

    def some() -> None:
        while not failed:
            try:
                path = waiting.popleft()
            except IndexError:
                return  # no path is left
            try:
                work(path)
            except BaseException as error:  # noqa: BLE001 - raised again below, by the thread that asked
                failed.append(error)

    threads = [threading.Thread(target=some) for _ in range(min(_AT_ONCE, len(paths)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return None
