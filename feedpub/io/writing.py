"""The gate for what feedpub writes: the output folder, `.feedpub`, and the few files that a command is asked to write.

Every path is taken beneath a folder, name by name, and no link is followed (`beneath`). What stands in the way is
named in an OSError, and never written through, truncated or removed instead. What was written is read back here, too:
others may have put a link, a pipe or something endless in its place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.io import beneath
from feedpub.io.beneath import HAS_DIR_FD, NotBeneathError
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

FILE_MODE: Final = 0o644
PRIVATE_MODE: Final = 0o600
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)
"""To open a pipe that somebody has put there must not wait for its other end."""
_SYNC: Final = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
_BUSY: Final = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY})
"""What systems say of a folder that is in use."""
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})


class Place(NamedTuple):
    """A path beneath a folder. `os.fspath` returns the whole path, for messages."""

    root: str
    """The folder, which is there; its own path may hold links."""
    path: str = ""
    """With `/`; empty for the folder itself."""

    def __fspath__(self) -> str:
        """Return the whole path."""
        return os.path.join(self.root, self.path) if self.path else self.root

    def at(self, path: str) -> Place:
        """Return a path below this one."""
        return Place(self.root, f"{self.path}/{path}" if self.path and path else self.path or path)

    @property
    def parent(self) -> Place:
        """The folder that holds it."""
        return Place(self.root, self.path.rpartition("/")[0])

    @property
    def name(self) -> str:
        """Its last name."""
        return self.path.rpartition("/")[2]


def real(path: str) -> str:
    """Return the path without links, as far as it is there. Raises OSError where that cannot be found out."""
    try:
        return os.path.realpath(path, strict=True)
    except (FileNotFoundError, NotADirectoryError):
        parent, name = os.path.split(os.path.join(os.getcwd(), path).rstrip(os.sep))
        return os.path.normpath(os.path.join(real(parent), name))


def beneath_what_is_there(path: str) -> Place:
    """Return a path without links beneath the last of its folders that is there."""
    base = path
    while not _is_there(base):
        base = os.path.dirname(base)
    return Place(base, path[len(base) :].strip(os.sep).replace(os.sep, "/"))


def _is_there(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def status(place: Place) -> os.stat_result | None:
    """Return what the file system says of a path, of a link itself; None where nothing is.

    Raises OSError where that cannot be found out.
    """
    try:
        with _held(place) as (name, parent):
            return os.stat(name, dir_fd=parent, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_folder(place: Place) -> bool:
    """Whether a folder is there, which is no link. Raises OSError where that cannot be found out."""
    if not beneath.names(place.path):
        return stat.S_ISDIR(os.stat(place.root).st_mode)
    found = status(place)
    return found is not None and stat.S_ISDIR(found.st_mode)


def names_in(place: Place) -> list[str]:
    """Return the names in a folder; none where there is no such folder. Raises OSError where it cannot be read."""
    try:
        if not HAS_DIR_FD:
            return os.listdir(place)  # pragma: no cover - Windows
        with _explained(place), beneath.folder(place.root, place.path) as descriptor:
            return os.listdir(descriptor)
    except (FileNotFoundError, NotADirectoryError):
        return []


def open_to_read(place: Place) -> FileIO:
    """Open an ordinary file. Raises OSError for none, for anything else that stands there, and where the disk fails."""
    return os.fdopen(_opened(place, os.O_RDONLY), "rb", buffering=0)


def read(place: Place, limit: int) -> bytes | None:
    """Return the bytes of an ordinary file; None where nothing is.

    Raises OSError for anything else that stands there, for a file of more than `limit` bytes, and where the disk fails.
    """
    try:
        file = open_to_read(place)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with file:
        if os.fstat(file.fileno()).st_size > limit:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(place))
        return file.read()


def link_target(place: Place) -> str:
    """Return where a link points."""
    with _held(place) as (name, parent):
        return os.readlink(name, dir_fd=parent)


def open_published(path: str) -> int:
    """Open a published file to compare it with what is to be published, and return the descriptor; follow no link.

    `path` is whole, and without links but for what others may have put there just now.
    """
    return os.open(path, os.O_RDONLY | _AT_ONCE | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))


def create(place: Place) -> int:
    """Make a file and return its descriptor; FileExistsError where anything is, a link that leads nowhere too."""
    with _held(place) as (name, parent):
        return os.open(name, _flags(_NEW), FILE_MODE, dir_fd=parent)


def open_to_lock(place: Place) -> int:
    """Open a file that is to be locked, making it where it is missing, and return its descriptor."""
    return _opened(place, os.O_RDWR | os.O_CREAT)


def write(place: Place, data: bytes, mode: int | None = None, *, private: bool = False) -> None:
    """Write a new file, replacing a left-over one; `mode` None gives it that of any new file."""
    with _held(place) as (name, parent):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=parent)
        descriptor = os.open(name, _flags(_NEW), PRIVATE_MODE if private else FILE_MODE, dir_fd=parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if mode is not None and sys.platform != "win32":
                os.fchmod(descriptor, mode)


def write_whole(place: Place, data: bytes) -> None:
    """Put a file in place in one step: the old one is whole until the new one is.

    Raises OSError for a link or anything else that is no ordinary file, and where the disk fails.
    """
    found = status(place)
    if found is not None and not stat.S_ISREG(found.st_mode):
        is_link = stat.S_ISLNK(found.st_mode)
        raise OSError(errno.ELOOP, "it is a symbolic link", os.fspath(place)) if is_link else _strange(place)
    beside = place.parent.at(f".{place.name.removeprefix('.')}.new")
    try:
        write(beside, data, stat.S_IMODE(found.st_mode) if found else None)
        replace(beside, place)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(beside)
        raise


def put(place: Place, data: bytes) -> None:
    """Put a file that nobody else may read in place in one step, unless something is there by then."""
    beside = place.parent.at(f"{place.name}.{os.getpid()}.new")
    try:
        write(beside, data, private=True)
        with _held(beside) as (old, old_parent), _held(place) as (new, new_parent):
            try:
                os.link(old, new, src_dir_fd=old_parent, dst_dir_fd=new_parent, follow_symlinks=False)
            except FileExistsError:
                return
            except OSError:  # a file system without second names
                os.replace(old, new, src_dir_fd=old_parent, dst_dir_fd=new_parent)
    finally:
        remove(beside)


def replace(source: Place, target: Place) -> None:
    """Return a file another name in one step, in place of what has that name; a link there is replaced itself."""
    with _held(source) as (old, old_parent), _held(target) as (new, new_parent):
        os.replace(old, new, src_dir_fd=old_parent, dst_dir_fd=new_parent)


def set_time(place: Place, time: int) -> None:
    """Set the time of modification of a file, in nanoseconds since 1970; of a link its own, where that can be done."""
    follows = os.utime not in os.supports_follow_symlinks
    with _held(place) as (name, parent):
        os.utime(name, ns=(time, time), dir_fd=parent, follow_symlinks=follows)


def remove(place: Place) -> None:
    """Remove a file, if it is there; of a link, the link."""
    with contextlib.suppress(FileNotFoundError), _held(place) as (name, parent):
        os.unlink(name, dir_fd=parent)


def make_folder(place: Place, mode: int = 0o777) -> None:
    """Make one folder; one that is there already is fine, a link to one is not."""
    try:
        with _held(place) as (name, parent):
            os.mkdir(name, mode, dir_fd=parent)
    except FileExistsError:
        if not is_folder(place):
            raise


def make_folders(place: Place, mode: int = 0o777) -> None:
    """Make a folder and those that lead to it."""
    whole = Place(place.root)
    for name in beneath.names(place.path):
        whole = whole.at(name)
        make_folder(whole, mode)


def remove_folder(place: Place) -> None:
    """Remove a folder, if it is there and empty. Raises OSError where an empty one cannot be removed."""
    try:
        with _held(place) as (name, parent):
            os.rmdir(name, dir_fd=parent)
    except (FileNotFoundError, NotADirectoryError, NotBeneathError):
        return  # it has gone, or what stands there now is no folder of ours
    except OSError as error:
        # Systems may say that it is forbidden before they look whether anything is in it.
        if error.errno not in _BUSY and not (error.errno in _FORBIDDEN and names_in(place)):
            raise


def sync(place: Place) -> None:
    """Have the bytes of a file on the disk itself before going on."""
    descriptor = _opened(place, _SYNC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(place: Place) -> None:
    """Have the names in a folder on the disk itself, where the system knows how (Windows keeps them in order itself).

    One that has gone has no names.
    """
    if HAS_DIR_FD:
        with (
            contextlib.suppress(FileNotFoundError),
            _explained(place),
            beneath.folder(place.root, place.path) as descriptor,
        ):
            os.fsync(descriptor)


@contextlib.contextmanager
def _held(place: Place) -> Iterator[tuple[str, int | None]]:
    """Return what to call a path by, and the open folder that holds it; None where the system cannot do that."""
    *above, name = beneath.names(place.path) or [""]
    if not name:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(place))
    with _explained(place):
        if not HAS_DIR_FD:  # pragma: no cover - Windows
            parent = os.path.join(real(place.root), *above)
            if real(parent) != parent:
                raise NotBeneathError(place.path, is_link=True)
            yield os.path.join(parent, name), None
            return
        with beneath.folder(place.root, "/".join(above)) as descriptor:
            yield name, descriptor


def _opened(place: Place, flags: int, mode: int = FILE_MODE) -> int:
    """Open an ordinary file; whatever else stands there is an OSError."""
    with _explained(place):
        descriptor = beneath.open_file(place.root, place.path, flags | _AT_ONCE, mode)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise _strange(place)
        return descriptor


@contextlib.contextmanager
def _explained(place: Place) -> Iterator[None]:
    """Have an error name the whole path: the system knows the last name alone. Of a link in the way, the link's."""
    try:
        yield
    except NotBeneathError as error:
        error.filename = _first_link(place) if error.is_link else os.fspath(place)
        raise
    except OSError as error:
        error.filename = os.fspath(place)
        raise


def _first_link(place: Place) -> str:
    whole = place.root
    for name in beneath.names(place.path):
        whole = os.path.join(whole, name)
        if os.path.islink(whole):
            break
    return whole


def _strange(place: Place) -> OSError:
    return OSError(errno.EINVAL, "it is no ordinary file", os.fspath(place))


def _flags(flags: int) -> int:
    return flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def write_text(folder: Path, name: str, text: str) -> Path:
    """Put a file that belongs to the owner of a folder in place in one step, and return its path.

    Raises SystemFault where it cannot be written.
    """
    file = folder / name
    try:
        write_whole(Place(str(folder), name), text.encode())
    except OSError as error:
        raise SystemFault(f"{file} cannot be written: {error.strerror}", str(file)) from error
    return file
