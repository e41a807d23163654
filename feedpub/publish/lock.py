"""One run at a time for each output folder: a second one is refused at once, naming the first."""

# ruff: noqa: PTH104, PTH108, PTH123 - names are text in this package, as the system calls take them

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

from feedpub.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX systems
    import msvcrt
else:
    import fcntl

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_FAR = 1 << 30
"""Windows locks bytes: one far behind the number of the process, which others have to read."""


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Hold the lock file `path`; SystemFault when another process does. It ends with its process."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _BUSY:
                raise _busy(path) from error
            if error.errno not in _NO_LOCKS:
                raise
            with locked_by_name(f"{path}.pid"):
                yield
            return
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked_by_name(path: str) -> Iterator[None]:
    """Hold a lock where the file system knows none: the file is the lock; a dead process's is taken over."""
    if not _create(path):
        if _is_alive(_holder(path)):
            raise _busy(path)
        _clear(path)
        if not _create(path):
            raise _busy(path)
    try:
        yield
    finally:
        os.unlink(path)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX systems
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(descriptor: int) -> None:
    """Write the number of this process into the file, by calls that Windows has, too."""
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, str(os.getpid()).encode())


def _create(path: str) -> bool:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return False
    with open(descriptor, "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    return True


def _clear(path: str) -> None:
    """Take a dead process's file away; of two that try, one moves it and the other finds nothing."""
    stale = f"{path}.{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        os.rename(path, stale)
        os.unlink(stale)


def _holder(path: str) -> int | None:
    try:
        with open(path, encoding="ascii") as file:
            return int(file.read())
    except (OSError, ValueError):
        return None


def _is_alive(process: int | None) -> bool:
    """Whether a process runs; one without a number is taken for dead, one of other people for alive."""
    if process is None:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _busy(path: str) -> SystemFault:
    holder = _holder(path)
    who = f" (process {holder})" if holder else ""
    return SystemFault(
        f"another build{who} is publishing into the same folder; wait until it has ended and build again",
        path,
    )
