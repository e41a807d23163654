"""One run at a time for each place on the network, as far as stores know locks: an object that is there or is not.

It holds a word that its builder made up. Whoever builds the same site on the same machine has kept that word, and a
lock of the folder beside it (`publish.lock`): a lock with that word is of a build that is no more, and is taken over
at once. One of another machine counts until nothing has been heard of that for `LEASE` seconds, by the clock of the
store. Two that take over the same lock at the same moment find out before anything is published: each looks whether the
word is still its own.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING, Final

from feedpub.incremental.store import STATE
from feedpub.io import writing
from feedpub.model.errors import SystemFault
from feedpub.publish.disk import explained
from feedpub.publish.lock import locked
from feedpub.publish.remote.records import LOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.io.writing import Place
    from feedpub.publish.remote.store import RemoteStore

LEASE: Final = 900
"""Seconds for which a lock of another machine counts."""
_RENEWED_EVERY: Final = 60
"""Seconds."""
_MOST_BYTES: Final = 64
CLOCK: Final = "clock."
"""Begins the names of files that are written to see what time it is."""


class RemoteLock:
    """The lock of a place, while it is held."""

    def __init__(self, store: RemoteStore, word: bytes) -> None:
        self._store = store
        self._word = word
        self._renewed = time.monotonic()

    def look(self) -> None:
        """Raise SystemFault where another build has taken the lock over."""
        if self._store.read(LOCK) != self._word:
            raise _busy(self._store)

    def renew(self) -> None:
        """Say now and then that this build goes on. Raises as `look` does."""
        if time.monotonic() - self._renewed > _RENEWED_EVERY:
            self.look()
            self._store.put(LOCK, self._word)
            self._renewed = time.monotonic()

    def release(self) -> None:
        """Let others build."""
        if self._store.read(LOCK) == self._word:
            self._store.remove(LOCK)


@contextlib.contextmanager
def held(store: RemoteStore, beside: Place) -> Iterator[RemoteLock]:
    """Hold the lock of a place; SystemFault when another build does.

    `beside` is where this machine keeps what it has to know of the place: a lock of its own, and the word.
    """
    own, kept = beside.parent.at(f"{beside.name}.lock"), beside.parent.at(f"{beside.name}.word")
    with explained(os.fspath(beside)), contextlib.ExitStack() as stack:
        writing.make_folders(beside.parent)
        stack.enter_context(locked(own))
        word = os.urandom(16).hex().encode()
        former = writing.read(kept, _MOST_BYTES)
        writing.write(kept, b"%s%s" % (word, former[:32] if former else b""))
        _take(store, word, _words(former))
        lock = RemoteLock(store, word)
        try:
            yield lock
        except BaseException:
            # What ended the build is what people have to know; the next one here takes the lock over.
            with contextlib.suppress(SystemFault):
                lock.release()
            raise
        lock.release()


def _words(kept: bytes | None) -> frozenset[bytes]:
    """Return the words of builds of this folder: the last one, and the one before, which it may not have replaced."""
    return frozenset({kept[:32], kept[32:64]}) - {b""} if kept else frozenset()


def _take(store: RemoteStore, word: bytes, own: frozenset[bytes]) -> None:
    if store.create(LOCK, word):
        return
    holder = store.read(LOCK)
    if holder is not None:
        if holder not in own and not _is_over(store, word):
            raise _busy(store)
        store.remove(LOCK)
    if not store.create(LOCK, word):
        raise _busy(store)


def _is_over(store: RemoteStore, word: bytes) -> bool:
    """Whether nothing has been heard of a builder for long, by the clock of the store."""
    probe = f"{STATE}/{CLOCK}{word.decode()}"
    store.put(probe, b"")
    try:
        entries = store.entries(STATE)
    finally:
        store.remove(probe)
    lock, now = entries.get(LOCK.rpartition("/")[2]), entries.get(probe.rpartition("/")[2])
    return bool(lock and now and lock.changed and now.changed - lock.changed > LEASE)


def _busy(store: RemoteStore) -> SystemFault:
    where = f"{store.target}/{LOCK}"
    return SystemFault(
        f"another build is publishing to {store.target}; wait until it has ended and build again. If it was killed, "
        f"its lock ({where}) ends {LEASE // 60} minutes after it; whoever knows that it was may remove that file",
        where,
    )
