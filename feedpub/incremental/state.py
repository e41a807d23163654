"""Where feedpub keeps what it has to know of a site, and files there that only save the next build some time.

Nothing in `.feedpub` is believed because it is there: it may have come with a checkout. A record counts when it bears
the seal of this user's key, which is not in the checkout; and it is opened through the gate (`io.writing`).
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.io import writing
from feedpub.io.writing import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

STATE: Final = ".feedpub"
"""Folder of the site that holds the lock, the journal, the manifest and what is kept; never published."""
SEAL_BYTES: Final = 16
MOST_BYTES: Final = 512 << 20
"""Of a file that is read whole."""
NEW: Final = ".new"
CLOCK: Final = ".clock"
_LINE: Final = 2 * SEAL_BYTES
_LEFT_OVER: Final = (NEW, CLOCK)
_LONG_AGO: Final = 24 * 3600 * 10**9


def seal(key: bytes, kind: str, *parts: bytes | memoryview) -> bytes:
    """Return what only who has the key can tell of these bytes; `kind` keeps one record from standing for another."""
    made = hashlib.blake2b(f"feedpub {kind}\0".encode(), key=key, digest_size=SEAL_BYTES)
    for part in parts:
        made.update(part)
    return made.digest()


def sealed(key: bytes, kind: str, data: bytes) -> bytes:
    """Return a record with its seal in front, for `opened`."""
    return b"%s\n%s" % (seal(key, kind, data).hex().encode(), data)


def opened(key: bytes, kind: str, record: bytes) -> bytes | None:
    """Return what a record holds; None where it is none of this kind that was sealed with this key."""
    line, data = record[: _LINE + 1], record[_LINE + 1 :]
    # Nobody can try seals and measure how long each takes: an ordinary comparison will do.
    return data if line == seal(key, kind, data).hex().encode() + b"\n" else None


class Store(NamedTuple):
    """The files of a site that only save time, as far as they were sealed with one's own key."""

    site: str
    """The folder of the site."""
    key: bytes

    def place(self, name: str) -> Place:
        """Return where the file of that name is kept."""
        return Place(self.site, f"{STATE}/{name}")

    def read(self, name: str) -> bytes | None:
        """Return what was kept under that name; None where nothing was, or something else is there now."""
        try:
            record = writing.read(self.place(name), MOST_BYTES)
            return None if record is None else opened(self.key, name, record)
        except (OSError, MemoryError):
            return None

    def keep(self, name: str, data: bytes) -> bool:
        """Put a file in its place in one step, or not at all; return whether that could be done.

        A disk that is full or read-only costs the next build its time, not this one its result: so nothing is raised.
        """
        temporary = self.place(f"{name}.{os.getpid()}{NEW}")
        try:
            writing.make_folders(temporary.parent)
            writing.write(temporary, sealed(self.key, name, data))
            writing.replace(temporary, self.place(name))
        except OSError:
            drop(temporary)
            return False
        except BaseException:  # the build is ended
            drop(temporary)
            raise
        return True


def drop(place: Place | None) -> None:
    """Remove a file that only saves time, if that can be done."""
    if place is not None:
        with suppress(OSError):
            writing.remove(place)


def are_left_over(names: Iterable[str]) -> list[str]:
    """Return those of the names in `.feedpub` that builds have made which are at work, or were killed."""
    return [name for name in names if name.endswith(_LEFT_OVER)]


def sweep(site: str, names: Iterable[str] | None = None, folder: str = "") -> None:
    """Remove what killed builds have left in `.feedpub`, or in a folder of it; `names` are those in it, where known.

    Only files that are called as feedpub calls its own, after a process that is no more.
    """
    state = Place(site, STATE).at(folder)
    with suppress(OSError):
        for name in are_left_over(writing.names_in(state) if names is None else names):
            process = name.rpartition(".")[0].rpartition(".")[2]
            if process.isascii() and process.isdecimal() and is_over(int(process), state.at(name)):
                drop(state.at(name))


def is_over(process: int, place: Place) -> bool:
    """Whether the build that wrote a file has ended, as far as can be told: its number may be that of another now."""
    found = writing.status(place)
    if found is None or process == os.getpid():
        return False
    return not is_alive(process) or found.st_mtime_ns < _now(place) - _LONG_AGO


def is_alive(process: int) -> bool:
    """Whether a process runs; one of other people is taken for alive, and each where the system cannot be asked."""
    if sys.platform == "win32":  # pragma: no cover - there, signal 0 would interrupt it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _now(place: Place) -> int:
    """Return the time by the clock of the file system: that of the folder, in which a build writes again and again."""
    found = writing.status(place.parent)
    return found.st_mtime_ns if found else 0
