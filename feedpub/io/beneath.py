"""Opens what lies beneath a folder, so that no name and no link leads out of it.

A path is taken name by name, each opened in the folder that was opened before it and none of them followed if it is a
link (`openat`, `O_NOFOLLOW`). So it makes no difference whether somebody exchanges a folder for a link meanwhile: what
was checked is what is opened. Where the system cannot open a name in an open folder (Windows), the path is resolved
and compared before it is opened.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

HAS_DIR_FD: Final = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Whether the system can open a name in an open folder."""

_USUAL: Final = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_FOLDER: Final = os.O_RDONLY | _USUAL | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


class NotBeneathError(OSError):
    """A path that leads out of its folder, or over a link. `filename` is the path, below the folder."""

    def __init__(self, path: str, *, is_link: bool) -> None:
        super().__init__(errno.ELOOP if is_link else errno.EINVAL, "leads out of its folder", path)
        self.is_link = is_link
        """Whether one of its names is a symbolic link; else it is absolute, or goes up."""


def names(path: str) -> list[str]:
    """Return the names of a relative path with `/`. Raises NotBeneathError for `..`, an absolute path, or a NUL."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    is_absolute = path.startswith("/") or os.path.isabs(path) or bool(os.path.splitdrive(path)[0])
    goes_up = ".." in parts or (os.sep == "\\" and "\\" in path)
    if is_absolute or goes_up or "\0" in path:
        raise NotBeneathError(path, is_link=False)
    return parts


@contextmanager
def folder(root: str | int, path: str = "") -> Iterator[int]:
    """Open a folder beneath `root` (a path, which may hold links, or the descriptor of an open folder), and close it.

    Raises NotBeneathError where the path leads out or over a link, else OSError as `os.open` does. POSIX only.
    """
    descriptor = os.open(root, _FOLDER & ~_NO_LINK) if isinstance(root, str) else os.dup(root)
    try:
        for name in names(path):
            inner = _inside(descriptor, name, _FOLDER, 0, path)
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def open_file(root: str | int, path: str, flags: int, mode: int = 0o666) -> int:
    """Open a file beneath `root`, as `os.open` does, and return its descriptor.

    `flags` are those of `os.open`; no link is followed whatever they say. Raises NotBeneathError where the path leads
    out or over a link, else OSError as `os.open` does.
    """
    parts = names(path)
    if not parts:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not HAS_DIR_FD:
        return _opened_by_path(str(root), path, flags, mode)
    with folder(root, "/".join(parts[:-1])) as parent:
        return _inside(parent, parts[-1], flags | _USUAL | _NO_LINK, mode, path)


def _inside(parent: int, name: str, flags: int, mode: int, path: str) -> int:
    try:
        return os.open(name, flags, mode, dir_fd=parent)
    except OSError as error:
        # A link is ELOOP, or ENOTDIR where a folder is asked for; EMLINK and EFTYPE on BSD systems.
        if error.errno not in {errno.ENOENT, errno.EACCES} and _is_link(parent, name):
            raise NotBeneathError(path, is_link=True) from error
        raise


def _is_link(parent: int, name: str) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _opened_by_path(root: str, path: str, flags: int, mode: int) -> int:  # pragma: no cover - Windows
    full = os.path.join(root, *names(path))
    real = os.path.realpath(root)
    if os.path.realpath(full) != os.path.join(real, *names(path)):
        raise NotBeneathError(path, is_link=True)
    return os.open(full, flags | _USUAL, mode)
