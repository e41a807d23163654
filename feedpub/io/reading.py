"""Opens what a site names, for reading: posts, data, pages, configurations. Nothing else in feedpub opens these.

Each function takes a root, which is the owner's word (the site, or a folder that the command line names) and may be a
link, and a path below it, which is the site's. The path is opened beneath the root: a link that stays in it is followed
to where it leads, one that leads out is refused, and so are `..`, hidden folders that a link leads into, whatever is
neither file nor folder, and files of a size that nothing here has. `refusal.following_links`, which the
command line and callers of the library ask for, lets links lead anywhere.

A file is absent where the system says that there is none. Every other answer of the system is a SystemFault: what
could not be looked at is never taken for absent.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from feedpub.io import beneath
from feedpub.io.beneath import HAS_DIR_FD
from feedpub.io.reader import no_file, read_open, regular
from feedpub.io.refusal import names, refused
from feedpub.io.resolving import ABSENT, CIRCLE, answered, fault, real, status_of, with_links, without_links
from feedpub.io.resolving import opened as resolving_opened
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from feedpub.io.resolving import Folder

MOST: Final = 10_000_000
"""Bytes of a file, where the caller names no other limit: no configuration has more."""


def status(root: Folder, path: str) -> os.stat_result | None:
    """Return what the system says of a file or folder; None where there is none.

    Raises RefusedError, and SystemFault where the system gives no answer.
    """
    return answered(root, path, lambda: with_links(root, path, status_of))


def is_file(root: Folder, path: str) -> bool:
    """Return whether there is a file. Raises like `file_status`."""
    return file_status(root, path) is not None


def file_status(root: Folder, path: str) -> os.stat_result | None:
    """Return what the system says of a file; None where there is none, or a folder.

    Raises RefusedError also for a device or a pipe, SystemFault as `status`.
    """
    return regular(status(root, path), path)


def is_folder(root: Folder, path: str = "") -> bool:
    """Return whether there is a folder. Raises like `status`."""
    found = status(root, path)
    return found is not None and stat.S_ISDIR(found.st_mode)


def is_usual_folder(root: Folder, name: str) -> bool:
    """Return whether there is a folder of a name that stands for one wherever there is one.

    Raises like `status`, and RefusedError for a link to nothing, a device or a pipe: such a folder has gone astray.
    """
    found = status(root, name)
    if found is None and _is_link(root, name):
        raise refused(name, "link-broken")
    if found is not None and not (stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)):
        raise refused(name, "not-a-file")
    return found is not None and stat.S_ISDIR(found.st_mode)


def _is_link(root: Folder, path: str) -> bool:
    """Return whether a path that leads to nothing is a link, or lies behind one."""
    try:
        return answered(root, path, lambda: status_of(os.fspath(root), names(path))) is not None
    except SystemFault as error:
        if isinstance(error.__cause__, beneath.NotBeneathError):
            return True
        raise


def exists(path: Folder) -> bool:
    """Return whether there is anything at a path of the command line. Raises SystemFault."""
    return status(path, "") is not None


def names_in(root: Folder) -> tuple[str, ...] | None:
    """Return the names in a folder, sorted; None where there is no folder. Raises like `status`."""
    return answered(root, "", lambda: with_links(root, "", _names_in))


def names_below(root: Folder, path: str = "", enters: Callable[[str], bool] = lambda _: True) -> Iterator[str]:
    """Return the paths below the root of all that lies below a folder and is no folder, links among it.

    Those of a folder come before those of the folders in it, each sorted. `enters` says, by its path, whether a folder
    is entered. No link is followed; whoever opens one asks again. Raises like `status`.
    """
    listed = listing(root, path)
    around = f"{path}/" if path else ""
    yield from (around + name for name in listed.others)
    for below in (around + name for name in listed.folders):
        if enters(below):
            yield from names_below(root, below, enters)


class FolderListing:
    """The names in a folder, sorted."""

    __slots__ = ("folders", "others")

    def __init__(self, folders: tuple[str, ...], others: tuple[str, ...]) -> None:
        self.folders = folders
        self.others = others
        """Of files, links and whatever else there is."""


def listing(root: Folder, path: str = "") -> FolderListing:
    """Return what lies in a folder; nothing where there is no folder. Raises like `status`."""
    found = answered(root, path, lambda: with_links(root, path, _listing))
    return found or FolderListing((), ())


@contextmanager
def entries(folder: str, shown: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """List a folder, for a walk that follows no link; `shown` is what messages call it. Raises SystemFault.

    Also for what is asked of an entry meanwhile.
    """
    try:
        with os.scandir(folder) as found:
            yield found
    except OSError as error:
        raise SystemFault(f"{shown} cannot be read: {error.strerror}.", shown) from error


def found(path: str) -> os.stat_result | None:
    """Return what the system says of a path that a walk has found, links followed; None where it is gone."""
    try:
        return os.stat(path)
    except OSError as error:
        if error.errno in ABSENT:
            return None
        raise fault(path, error) from error
    except ValueError:
        return None  # a name that no file can have


def is_there(root: Folder, path: str) -> bool:
    """Return whether there is anything at a path: quickly, for thousands, whose links are followed. Nothing is read.

    Raises SystemFault.
    """
    return found(os.path.join(root, path)) is not None


def size(root: Folder, path: str) -> int | None:
    """Return the bytes of a file at a path, as quickly; None where there is none, or something else.

    Raises SystemFault.
    """
    status_found = found(os.path.join(root, path))
    return status_found.st_size if status_found is not None and stat.S_ISREG(status_found.st_mode) else None


class Target:
    """What a link leads to."""

    __slots__ = ("mode", "path")

    def __init__(self, path: str, mode: int) -> None:
        self.path = path
        """Without links."""
        self.mode = mode
        """0 where there is nothing."""

    @property
    def is_there(self) -> bool:
        """Whether there is anything."""
        return self.mode != 0

    @property
    def is_file(self) -> bool:
        """Whether it is a file."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.mode)


def target(link: str) -> Target:
    """Return what a link leads to: nothing, where links lead in a circle. Raises SystemFault."""
    try:
        mode = os.stat(link).st_mode
    except OSError as error:
        if error.errno not in CIRCLE:
            raise fault(link, error) from error
        mode = 0
    return Target(real(link), mode)


# What it says


def read(root: Folder, path: str, most: int = MOST) -> bytes | None:
    """Return the bytes of a file; None where there is none. Raises RefusedError, SystemFault also for a folder."""
    return answered(root, path, lambda: _contents(os.fspath(root), path, most))


def text(
    root: Folder, path: str, most: int = MOST, *, encoding: str = "utf-8-sig", errors: str = "strict"
) -> str | None:
    """Return the text of a file, with line feeds; None where there is none.

    Raises RefusedError, SystemFault, and UnicodeDecodeError.
    """
    data = read(root, path, most)
    return None if data is None else data.decode(encoding, errors).replace("\r\n", "\n").replace("\r", "\n")


def beginning(root: Folder, path: str, most: int) -> bytes | None:
    """Return no more than so many bytes of a file; None where there is none. Raises like `read`."""

    def ask() -> bytes:
        with os.fdopen(opened(root, path), "rb") as file:
            return file.read(most)

    return answered(root, path, ask)


@contextmanager
def stream(root: Folder, path: str) -> Iterator[BinaryIO]:
    """Open a file for whoever looks into it here and there. Raises RefusedError, and SystemFault also where none is."""
    try:
        with os.fdopen(opened(root, path), "rb") as file:
            yield file
    except OSError as error:
        raise fault(path, error) from error


def given(path: Folder, most: int = MOST) -> bytes | None:
    """Return the bytes of a file that the command line names; None where there is none. Raises like `read`."""
    folder, name = os.path.split(real(path))
    return read(folder, name, most) if name else None


def chunks(root: Folder, path: str, size: int, shown: str) -> Iterator[bytes]:
    """Return a file, which messages call `shown`, in parts.

    Raises RefusedError, and SystemFault also where there is none.
    """
    try:
        with os.fdopen(opened(root, path), "rb") as file:
            while chunk := file.read(size):
                yield chunk
    except OSError as error:
        raise fault(shown, error) from error


def opened(root: Folder, path: str) -> int:
    """Open a file, and return its descriptor. Raises RefusedError, and OSError where it cannot be opened."""
    descriptor = with_links(root, path, resolving_opened)
    try:
        is_file = stat.S_ISREG((found := os.fstat(descriptor)).st_mode)
    except OSError:
        os.close(descriptor)
        raise
    if not is_file:
        os.close(descriptor)
        raise no_file(found, path)
    return descriptor


def _contents(root: str, path: str, most: int) -> bytes:
    descriptor = with_links(root, path, resolving_opened)
    try:
        return read_open(descriptor, path, most).data
    finally:
        os.close(descriptor)


def _names_in(root: str, names: list[str]) -> tuple[str, ...]:
    if not HAS_DIR_FD:  # pragma: no cover - Windows
        return tuple(sorted(os.listdir(without_links(root, names))))
    with beneath.folder(root, "/".join(names)) as folder:
        return tuple(sorted(os.listdir(folder)))


def _listing(root: str, names: list[str]) -> FolderListing:
    if not HAS_DIR_FD:  # pragma: no cover - Windows
        return _sorted(without_links(root, names))
    with beneath.folder(root, "/".join(names)) as folder:
        return _sorted(folder)


def _sorted(folder: str | int) -> FolderListing:
    folders: list[str] = []
    others: list[str] = []
    with os.scandir(folder) as found:
        for entry in found:
            (folders if entry.is_dir(follow_symlinks=False) else others).append(entry.name)
    return FolderListing(tuple(sorted(folders)), tuple(sorted(others)))
