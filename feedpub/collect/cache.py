"""What was read of files, kept in one file for the next build: `.feedpub/cache`.

It can never change what a build gives. An entry counts for a file whose size and time are those of the entry, or
whose bytes are; a cache of another version or other settings, a damaged or a broken-off one counts for nothing.

    key      version, Python, settings, as a digest
    frames   length, checksum, listing (names, sizes, times, digests), packed records: some hundred files each
"""

from __future__ import annotations

import hashlib
import marshal
import os
import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from feedpub.collect.record import Named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_MAGIC: Final = b"feedpub cache 1\n"
_KEY_BYTES: Final = 32
_FRAME: Final = struct.Struct("<III")
"""Length of the listing, length of the records, checksum of both."""
_NEW: Final = ".new"
_LONG_AGO: Final = 24 * 3600 * 10**9
UNTRUSTED: Final = -1
"""The time of a file that might change again without its time changing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What tells whether a file is the one that was read: size, time of change in nanoseconds, digest of its bytes."""

    size: int
    changed: int
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Some files that were read together; `records` are packed."""

    named: tuple[Named, ...]
    marks: tuple[Mark, ...]
    records: bytes


def key_of(*parts: str) -> bytes:
    """Give the digest of all that says how files are read."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def digest_of(data: bytes) -> bytes:
    """Give the digest of a file."""
    return hashlib.blake2b(data, digest_size=16).digest()


def load(path: Path, key: bytes) -> dict[str, Frame]:
    """Give the frames of a cache by the source of their first file; none when it is absent, foreign or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    head = _MAGIC + key
    return {frame.named[0].source: frame for frame in _frames(data, len(head))} if data.startswith(head) else {}


def _frames(data: bytes, start: int) -> Iterator[Frame]:
    """Give the frames that are whole; what follows one that is not is not looked at."""
    while start + _FRAME.size <= len(data):
        listed, packed, checksum = _FRAME.unpack_from(data, start)
        start += _FRAME.size
        middle, end = start + listed, start + listed + packed
        if end > len(data) or zlib.crc32(memoryview(data)[start:end]) != checksum:
            return
        names, marks = marshal.loads(memoryview(data)[start:middle])  # noqa: S302 - what is read has its checksum
        yield Frame(
            named=tuple(Named(source=one[0], path=one[1], language=one[2], base=one[3]) for one in names),
            marks=tuple(Mark(size=one[0], changed=one[1], digest=one[2]) for one in marks),
            records=data[middle:end],
        )
        start = end


class Writer:
    """Writes a cache frame by frame beside the old one, and puts it in its place at the end.

    A disk that is full or read-only costs the next build some time, not this one its result: so nothing is raised.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._temporary = path.with_name(f"{path.name}.{os.getpid()}{_NEW}")
        self._file: BinaryIO | None = None
        self.started = 0
        """The time of this moment by the clock of the file system, which is the clock of the marks."""
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            self._file = self._temporary.open("wb")
            self.started = os.fstat(self._file.fileno()).st_mtime_ns
        self._write(_MAGIC + key)

    def add(self, frame: Frame) -> None:
        """Write a frame."""
        names = [(one.source, one.path, one.language, one.base) for one in frame.named]
        marks = [(one.size, self._trusted(one.changed), one.digest) for one in frame.marks]
        listing = marshal.dumps((names, marks))
        checksum = zlib.crc32(frame.records, zlib.crc32(listing))
        self._write(_FRAME.pack(len(listing), len(frame.records), checksum), listing, frame.records)

    def finish(self) -> None:
        """Put the cache in place, if it could be written."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
                self._temporary.replace(self._path)
                self._file = None
        self.drop()
        self._sweep()

    def drop(self) -> None:
        """Leave the old cache as it is."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                self._temporary.unlink(missing_ok=True)
            self._file = None

    def _write(self, *parts: bytes) -> None:
        if self._file is None:
            return
        try:
            self._file.writelines(parts)
        except OSError:
            self.drop()

    def _trusted(self, changed: int) -> int:
        """Give the time of a file, if a later change must show in it.

        A file that changed in the very moment it was read may have changed again in the same tick of the clock.
        """
        return changed if changed < self.started else UNTRUSTED

    def _sweep(self) -> None:
        """Remove what builds that were killed long ago have left."""
        with suppress(OSError):
            for left in self._path.parent.glob(f"{self._path.name}.*{_NEW}"):
                if left.stat().st_mtime_ns < self.started - _LONG_AGO:
                    left.unlink(missing_ok=True)
