"""Where a path of a site leads, links and all, and what the system's answers mean. The other gates stand on this."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final, TypeVar

from feedpub.io import beneath
from feedpub.io.beneath import HAS_DIR_FD, NotBeneathError
from feedpub.io.refusal import TooLargeError, follows_links, has_hidden, names, refused
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Folder: TypeAlias = str | os.PathLike[str]

T = TypeVar("T")

ABSENT: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
"""What the system says where there is no file of a name; a name that is too long is none that a file can have."""
CIRCLE: Final = ABSENT | {errno.ELOOP}
"""The same, and that links lead in a circle."""
USUAL: Final = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
# Not to wait for a writer where a pipe lies in the place of a file.
FILE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | USUAL


def answered(root: Folder, path: str, ask: Callable[[], T | None]) -> T | None:
    """Return the answer to a question; None where it is that there is nothing. Raises SystemFault for any other."""
    try:
        return ask()
    except TooLargeError as error:
        raise refused(path, "too-large") from error
    except OSError as error:
        if error.errno in ABSENT:
            return None
        raise fault(os.path.join(root, path), error) from error
    except ValueError:
        return None  # a name with NUL, or with half a character: none that a file can have


def fault(path: str, error: OSError) -> SystemFault:
    """Return what the system said of a path, as an error of ours."""
    return SystemFault(f"{path} cannot be read: {error.strerror or error}.", path)


def with_links(root: Folder, path: str, ask: Callable[[str, list[str]], T]) -> T:
    """Return what `ask`, which follows no link, says of a path, or of what the links in it lead to."""
    base, parts = os.fspath(root), names(path)
    try:
        answer = ask(base, parts)
        if not (isinstance(answer, os.stat_result) and stat.S_ISLNK(answer.st_mode)):
            return answer
    except NotBeneathError:
        pass  # a link stands in the way: where it leads is asked below
    return ask(*_followed(base, parts, path))


def _followed(root: str, parts: list[str], path: str) -> tuple[str, list[str]]:
    """Return where a path with links in it leads: a folder, and the names below it, none of which was a link now.

    Raises RefusedError where that is not in the root. Whoever opens it follows no link, so that it makes no difference
    if one is put there meanwhile.
    """
    full = os.path.join(root, *parts)
    missing: OSError | None = None
    try:
        target = os.path.realpath(full, strict=True)
    except OSError as error:
        if error.errno not in ABSENT:
            raise
        target, missing = os.path.realpath(full), error
    real = os.path.realpath(root, strict=True)
    below = target[len(real.rstrip(os.sep)) + 1 :].split(os.sep) if is_below(target, real) else None
    if not follows_links():
        if below is None:
            raise refused(path, "link-outside")
        if has_hidden(below, parts):
            raise refused(path, "link-hidden")
    if missing is not None:
        raise missing
    if below is None:
        return os.path.dirname(target), [os.path.basename(target)]
    return real, [name for name in below if name]


def real(path: Folder) -> str:
    """Return a path without links, as far as there is anything at it. Raises SystemFault."""
    try:
        return os.path.realpath(path, strict=True)
    except OSError as error:
        if error.errno not in CIRCLE:
            raise fault(os.fspath(path), error) from error
        return os.path.realpath(path)
    except ValueError:
        return os.path.abspath(path)  # a name that no file can have


def is_below(target: str, folder: str) -> bool:
    """Return whether a path is that of a folder or of something in it; both without links."""
    return target == folder or target.startswith(folder.rstrip(os.sep) + os.sep)


def status_of(root: str, names: list[str]) -> os.stat_result:
    """Return what the system says, also of a link that it is one. Raises NotBeneathError for a link on the way."""
    if not names:
        return os.stat(root)
    if not HAS_DIR_FD:  # pragma: no cover - Windows
        return os.lstat(without_links(root, names))
    with beneath.folder(root, "/".join(names[:-1])) as parent:
        return os.stat(names[-1], dir_fd=parent, follow_symlinks=False)


def opened(root: str, names: list[str]) -> int:
    """Open for reading, without waiting for a writer. Raises NotBeneathError for a link."""
    return beneath.open_file(root, "/".join(names), FILE)


def without_links(root: str, names: list[str]) -> str:  # pragma: no cover - Windows
    """Return the path, which must hold no link. Raises NotBeneathError."""
    full = os.path.join(root, *names)
    if os.path.realpath(full) != os.path.join(os.path.realpath(root), *names):
        raise NotBeneathError("/".join(names), is_link=True)
    return full
