"""The store of what only saves the next build some time, and the seals of all that feedpub has to know of a site.

Nothing in `.feedpub` is believed because it is there: it may have come with a checkout. A record counts when it bears
the seal of this user's key, which is not in the checkout; and it is opened through the gate (`io.writing`).

The store keeps each value in a file of its own, `.feedpub/NAMESPACE.KEY`, which is there whole or not at all. A key is
a digest: of what decides whether a value is still of use, or of the value itself.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from feedpub.io import writing
from feedpub.io.writing import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Self

STATE: Final = ".feedpub"
"""Folder of the site that holds the lock, the journal, the manifest and the store; never published."""
DIGEST_BYTES: Final = 16
MOST_BYTES: Final = 512 << 20
"""Of a file that is read whole."""
NEW: Final = ".new"
_CLOCK: Final = ".clock"
_TEMPORARY: Final = (NEW, _CLOCK)
_LONG_AGO: Final = 24 * 3600 * 10**9

Value = TypeVar("Value")


def digest_of(*data: bytes) -> bytes:
    """Return the digest of some bytes: SHA-256, which processors have built in."""
    return hashlib.sha256(b"".join(data)).digest()[:DIGEST_BYTES]


def key_of(*parts: object) -> str:
    """Return the key of a value that was made from nothing but these: values with a stable `repr`."""
    return digest_of(repr(parts).encode("utf-8", "surrogatepass")).hex()


def sealed(key: bytes, kind: str, data: bytes) -> bytes:
    """Return a record with its seal in front: what only who has the key can tell of its bytes.

    `kind` keeps one record from standing for another.
    """
    seal = hashlib.blake2b(f"feedpub {kind}\0".encode(), key=key, digest_size=DIGEST_BYTES)
    seal.update(data)
    return b"%s\n%s" % (seal.hexdigest().encode(), data)


def opened(key: bytes, kind: str, record: bytes) -> bytes | None:
    """Return what a record holds; None where it is none of this kind that was sealed with this key."""
    data = record[2 * DIGEST_BYTES + 1 :]
    # Nobody can try seals and measure how long each takes: an ordinary comparison will do.
    return data if record == sealed(key, kind, data) else None


class Namespace(NamedTuple, Generic[Value]):
    """Values of one type in stores."""

    name: str
    pack: Callable[[Value], bytes]
    unpack: Callable[[bytes], Value]
    is_single: bool = False
    """Whether a value takes the place of all others."""


class Store(NamedTuple):
    """What is kept of a site that only saves time, as far as it was sealed with one's own key."""

    site: str
    """The folder of the site."""
    key: bytes | None
    """None where nothing is kept."""
    may_write: bool = True

    def get(self, namespace: Namespace[Value], key: str) -> Value | None:
        """Return what was put there; None where nothing was, or something else is there now."""
        if self.key is None:
            return None
        place = self._place(namespace.name, key)
        try:
            record = writing.read(place, MOST_BYTES)
            data = None if record is None else opened(self.key, place.name, record)
            return None if data is None else namespace.unpack(data)
        except (OSError, ValueError, TypeError, RecursionError, MemoryError):
            return None

    def put(self, namespace: Namespace[Value], key: str, value: Value) -> bool:
        """Put a value in its place in one step, or not at all; return whether that could be done.

        A disk that is full or read-only costs the next build its time, not this one its result: so nothing is raised.
        """
        return self._put(namespace, key, namespace.pack(value))

    def add(self, namespace: Namespace[Value], value: Value) -> str:
        """Put a value under the digest of its bytes, and return that key; empty where that could not be done."""
        data = namespace.pack(value)
        key = digest_of(data).hex()
        return key if self._put(namespace, key, data) else ""

    def keep_only(self, namespace: Namespace[Any], keys: Collection[str]) -> None:
        """Remove all values of a namespace but these."""
        if self.key is None or not self.may_write:
            return
        state = Place(self.site, STATE)
        with suppress(OSError):
            for name in writing.names_in(state):
                start, _, key = name.partition(".")
                if start == namespace.name and key not in keys and _is_key(key):
                    _drop(state.at(name))

    def clock(self) -> int:
        """Return the time by the clock of the file system; 0 where nothing can be written."""
        if self.key is None or not self.may_write:
            return 0
        probe = self._place("probe", f"{os.getpid()}{_CLOCK}")
        try:
            _write(probe, b"")
            found = writing.status(probe)
            writing.remove(probe)
        except OSError:
            return 0
        return found.st_mtime_ns if found else 0

    def _put(self, namespace: Namespace[Any], key: str, data: bytes) -> bool:
        if self.key is None or not self.may_write:
            return False
        place = self._place(namespace.name, key)
        temporary = place.parent.at(f"{place.name}.{os.getpid()}{NEW}")
        try:
            _write(temporary, sealed(self.key, place.name, data))
            writing.replace(temporary, place)
        except (OSError, MemoryError):
            _drop(temporary)
            return False
        except BaseException:  # the build is ended
            _drop(temporary)
            raise
        if namespace.is_single:
            self.keep_only(namespace, (key,))
        return True

    def _place(self, namespace: str, key: str) -> Place:
        return Place(self.site, f"{STATE}/{namespace}.{key}")


NOWHERE: Final = Store("", None)
"""Keeps nothing."""
_TRUSTED_AFTER: Final = 2 * 10**9
"""Nanoseconds after which a file has surely another time when it is changed again, whatever clock gives it that."""


class MemoryStore(Store):
    """Keeps values as long as it lives, and writes nothing: for builds of one process, one after the other."""

    def __new__(cls, clock: Callable[[], int]) -> Self:
        """Return an empty store; `clock` tells the time of files in nanoseconds."""
        made = super().__new__(cls, "", b"", may_write=False)
        made._clock = clock
        made._values = {}
        return made

    _clock: Callable[[], int]
    _values: dict[tuple[str, str], bytes]

    def get(self, namespace: Namespace[Value], key: str) -> Value | None:
        """Return what was put there; None where nothing was."""
        data = self._values.get((namespace.name, key))
        return None if data is None else namespace.unpack(data)

    def keep_only(self, namespace: Namespace[Any], keys: Collection[str]) -> None:
        """Remove all values of a namespace but these."""
        for name, key in [each for each in self._values if each[0] == namespace.name and each[1] not in keys]:
            del self._values[name, key]

    def clock(self) -> int:
        """Return a moment before which a file must have its time to be trusted to change that with its bytes."""
        return self._clock() - _TRUSTED_AFTER

    def _put(self, namespace: Namespace[Any], key: str, data: bytes) -> bool:
        self._values[namespace.name, key] = data
        if namespace.is_single:
            self.keep_only(namespace, (key,))
        return True


def sweep(state: Place, names: Iterable[str]) -> None:
    """Remove what killed builds have left in `.feedpub`, or in a folder of it; `names` are those in it.

    Only files that are called as feedpub calls its own, after a process that is no more.
    """
    with suppress(OSError):
        for name in names:
            process = name.rpartition(".")[0].rpartition(".")[2] if name.endswith(_TEMPORARY) else ""
            if process.isascii() and process.isdecimal() and _is_over(int(process), state.at(name)):
                _drop(state.at(name))


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


def _is_over(process: int, place: Place) -> bool:
    """Whether the build that wrote a file has ended, as far as can be told: its number may be that of another now."""
    found = writing.status(place)
    if found is None or process == os.getpid():
        return False
    return not is_alive(process) or found.st_mtime_ns < _now(place) - _LONG_AGO


def _now(place: Place) -> int:
    """Return the time by the clock of the file system: that of the folder, in which a build writes again and again."""
    found = writing.status(place.parent)
    return found.st_mtime_ns if found else 0


def _write(place: Place, data: bytes) -> None:
    try:
        writing.write(place, data)
    except FileNotFoundError:
        writing.make_folder(place.parent)
        writing.write(place, data)


def _is_key(text: str) -> bool:
    return len(text) == 2 * DIGEST_BYTES and set(text) <= set("0123456789abcdef")


def _drop(place: Place) -> None:
    """Remove a file that only saves time, if that can be done."""
    with suppress(OSError):
        writing.remove(place)
