"""One run at a time for each output folder: a second one is refused at once, naming the first."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

from feedpub.incremental.store import NEW, is_alive
from feedpub.io import writing
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.io.writing import Place

if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX systems
    import msvcrt
else:
    import fcntl

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_DIGITS = 20
"""Of the number of a process, at most."""
_FAR = 1 << 30
"""Windows locks bytes: one far behind the number of the process, which others have to read."""


@contextlib.contextmanager
def locked(place: Place) -> Iterator[None]:
    """Hold the lock file; SystemFault when another process does. It ends with its process."""
    descriptor = writing.open_to_lock(place)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _BUSY:
                raise _busy(place) from error
            if error.errno not in _NO_LOCKS:
                raise
            with locked_by_name(place.parent.at(f"{place.name}.pid")):
                yield
            return
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked_by_name(place: Place) -> Iterator[None]:
    """Hold a lock where the file system knows none: the file is the lock; a dead process's is taken over."""
    if not _create(place):
        holder = _holder(place)
        if holder is not None and is_alive(holder):
            raise _busy(place)
        _clear(place)
        if not _create(place):
            raise _busy(place)
    try:
        yield
    finally:
        writing.remove(place)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":  # pragma: no cover - the tests run on POSIX systems
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(descriptor: int) -> None:
    """Write the number of this process into the file, by calls that Windows has, too.

    Not where the file has another name as well: that may be a file of others, and the number is only for a message.
    """
    if os.fstat(descriptor).st_nlink > 1:
        return
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, str(os.getpid()).encode())


def _create(place: Place) -> bool:
    try:
        descriptor = writing.create(place)
    except FileExistsError:
        return False
    try:
        os.write(descriptor, str(os.getpid()).encode())
    finally:
        os.close(descriptor)
    return True


def _clear(place: Place) -> None:
    """Take a dead process's file away; of two that try, one moves it and the other finds nothing."""
    stale = place.parent.at(f"{place.name}.{os.getpid()}{NEW}")
    with contextlib.suppress(FileNotFoundError):
        writing.replace(place, stale)
        writing.remove(stale)


def _holder(place: Place) -> int | None:
    """Return the number in a lock; None where there is none, or none can be read."""
    try:
        number = (writing.read(place, _DIGITS) or b"").decode("ascii")
    except (OSError, ValueError):
        return None
    return int(number) if number.isdecimal() else None


def _busy(place: Place) -> SystemFault:
    holder = _holder(place)
    who = f" (process {holder})" if holder else ""
    return SystemFault(
        f"another build{who} is publishing into the same folder; wait until it has ended and build again",
        os.fspath(place),
    )
