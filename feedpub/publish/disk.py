"""The few operations by which publishing changes a disk, and what their failures mean for people.

Everything written, moved or removed goes through `FileSystem`, so that a test can stop it at each step.
Reading does not.
"""

from __future__ import annotations

import contextlib
import errno
from collections import deque
from typing import TYPE_CHECKING, Final, Protocol

from feedpub.io import workers, writing
from feedpub.io.beneath import NotBeneathError
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from feedpub.io.writing import Place

_AT_ONCE: Final = 8
"""Files that are waited for together: a disk that is asked for several writes them in one go."""

_MENDS = {
    errno.ENOSPC: "the disk is full; make room and build again",
    errno.EDQUOT: "your quota of the disk is used up; make room and build again",
    errno.EROFS: "the file system is read-only; publish into a folder that can be written",
    errno.EACCES: "you may not write there; fix the permissions of the folder",
    errno.EPERM: "you may not write there; fix the permissions of the folder",
    errno.ENAMETOOLONG: "the name is too long for this file system; shorten the category, tag or slug",
    errno.EISDIR: "a folder stands where a file has to be; remove it",
    errno.EEXIST: "something else stands where a folder has to be; remove it",
    errno.ELOOP: "symbolic links lead in a circle; remove them",
    errno.EMFILE: "too many files are open; raise the limit (`ulimit -n`) and build again",
}


class FileSystem(Protocol):
    """What changes a disk. Each raises OSError when it fails."""

    def make_folder(self, place: Place) -> None:
        """Make one folder; its parent is there."""
        ...

    def write(self, place: Place, data: bytes, mode: int | None) -> None:
        """Write a new file, replacing a left-over one; `mode` None gives it that of any new file."""
        ...

    def set_time(self, place: Place, time: int) -> None:
        """Set the time of modification of a file, in nanoseconds since 1970."""
        ...

    def sync(self, place: Place) -> None:
        """Have the bytes of a file on the disk itself before going on."""
        ...

    def sync_folder(self, place: Place) -> None:
        """Have the names in a folder on the disk itself before going on."""
        ...

    def sync_all(self, places: Sequence[Place]) -> None:
        """Have the bytes of all these files on the disk itself before going on, in any order."""
        ...

    def sync_folders(self, places: Sequence[Place]) -> None:
        """Have the names in all these folders on the disk itself before going on, in any order."""
        ...

    def replace(self, source: Place, target: Place) -> None:
        """Return a file another name in one step, in place of what has that name."""
        ...

    def remove(self, place: Place) -> None:
        """Remove a file, if it is there."""
        ...

    def remove_folder(self, place: Place) -> None:
        """Remove a folder, if it is there and empty."""
        ...


class Disk:
    """The file system of this machine, behind the gate."""

    def make_folder(self, place: Place) -> None:
        """Make one folder; one that is there already is fine."""
        writing.make_folder(place)

    def write(self, place: Place, data: bytes, mode: int | None) -> None:
        """Write a new file, never through a link somebody left there."""
        writing.write(place, data, mode)

    def set_time(self, place: Place, time: int) -> None:
        """Set the time of a file, of a link itself."""
        writing.set_time(place, time)

    def sync(self, place: Place) -> None:
        """Sync through a fresh descriptor: the files of a batch are written first and synced then."""
        writing.sync(place)

    def sync_folder(self, place: Place) -> None:
        """Sync a folder; one that has gone is fine."""
        writing.sync_folder(place)

    def sync_all(self, places: Sequence[Place]) -> None:
        """Sync files side by side; the first failure is raised when none is under way any more."""
        _side_by_side(self.sync, places)

    def sync_folders(self, places: Sequence[Place]) -> None:
        """Sync folders side by side."""
        _side_by_side(self.sync_folder, places)

    def replace(self, source: Place, target: Place) -> None:
        """Rename in one step."""
        writing.replace(source, target)

    def remove(self, place: Place) -> None:
        """Remove a file; a missing one is fine."""
        writing.remove(place)

    def remove_folder(self, place: Place) -> None:
        """Remove a folder unless something is in it: then somebody needs it."""
        writing.remove_folder(place)


@contextlib.contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn an OSError into a SystemFault with the file (`path` where it names none) and the fix."""
    try:
        yield
    except OSError as error:
        raise fault(error, path) from error


def fault(error: OSError, path: str) -> SystemFault:
    """Return the error for people: the file concerned, what failed, what to do."""
    concerned = error.filename if isinstance(error.filename, str) else path
    if isinstance(error, NotBeneathError) and error.is_link:
        return SystemFault(
            f"{concerned}: a symbolic link is in the way, and feedpub follows none; remove it", concerned
        )
    reason = _MENDS.get(error.errno or 0, error.strerror or str(error))
    return SystemFault(f"{concerned}: {reason}", concerned)


def _side_by_side(work: Callable[[Place], None], places: Sequence[Place]) -> None:
    """Do the work of each place, several at once: they wait for the disk and not for each other."""
    if len(places) == 1:
        return work(places[0])
    import threading  # noqa: PLC0415 - a build that changes nothing needs none

    waiting = deque(places)
    failed: list[BaseException] = []

    def some() -> None:
        while not failed:
            try:
                place = waiting.popleft()
            except IndexError:
                return  # none is left
            try:
                work(place)
            except BaseException as error:  # noqa: BLE001 - raised again below, by the thread that asked
                failed.append(error)

    begun = workers.begin_threads(threading.Thread(target=some) for _ in range(min(_AT_ONCE, len(places)) - 1))
    some()
    for thread in begun:
        thread.join()
    if failed:
        raise failed[0]
    return None
