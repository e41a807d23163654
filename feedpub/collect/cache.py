"""What was read of files, kept in one file for the next build: `.feedpub/cache`.

It can never change what a build gives. What it holds of a file counts while the file's names and mark (`groups`) are
the same, or its bytes are; a cache of another version or other settings, a damaged or a broken-off one counts for
nothing.

    key      version, Python, settings, as a digest
    frames   what is known of each group: names, marks and digests of its files, their packed records
    index    where each frame lies, its checksum, the digests of what is in it
    end      where the index lies, and its checksum
"""

from __future__ import annotations

import hashlib
import marshal
import os
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.groups import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_MAGIC: Final = b"feedpub cache 2\n"
_KEY_BYTES: Final = 32
_END: Final = struct.Struct("<QQI")
"""Start of the index, its length, its checksum."""
_NEW: Final = ".new"
_LONG_AGO: Final = 24 * 3600 * 10**9


class Frame(Struct, frozen=True, kw_only=True):
    """What the files of a group say. Only what tells whether it is still true has been looked at."""

    listing: bytes
    """Digest of names and marks of its files."""
    said: bytes
    """Digest of the packed records."""
    data: bytes
    """Names, marks and digests of the files, packed records, one behind the other."""
    sizes: tuple[int, int, int, int]
    """Bytes of each."""

    @property
    def names(self) -> bytes:
        """The names of the files, as `Group.names` gives them."""
        return self.data[: self.sizes[0]]

    @property
    def marks(self) -> bytes:
        """The marks of the files as they were when they were read."""
        return self._part(1)

    @property
    def digests(self) -> bytes:
        """The digests of the bytes of the files, `DIGEST_BYTES` each; zeros for one that could not be read."""
        return self._part(2)

    @property
    def records(self) -> bytes:
        """The records of the files, packed."""
        return self._part(3)

    def _part(self, number: int) -> bytes:
        start = sum(self.sizes[:number])
        return self.data[start : start + self.sizes[number]]


def frame_of(names: bytes, marks: bytes, digests: bytes, records: bytes) -> Frame:
    """Give the frame of files that were read just now."""
    return Frame(
        listing=digest_of(names, b"\0", marks),
        said=digest_of(records),
        data=b"".join((names, marks, digests, records)),
        sizes=(len(names), len(marks), len(digests), len(records)),
    )


def key_of(*parts: str) -> bytes:
    """Give the digest of all that says how files are read."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def load(path: Path, key: bytes) -> dict[str, Frame]:
    """Give the frames of a cache by the source of their first file; none when it is absent, foreign or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    return dict(_frames(data)) if data.startswith(_MAGIC + key) else {}


def _frames(data: bytes) -> Iterator[tuple[str, Frame]]:
    """Give the frames that are whole."""
    if len(data) < _END.size:
        return
    start, length, checksum = _END.unpack_from(data, len(data) - _END.size)
    index = data[start : start + length]
    if start + length + _END.size != len(data) or zlib.crc32(index) != checksum:
        return
    for first, begin, sizes, listing, said, whole in marshal.loads(index):  # noqa: S302 - it has its checksum
        part = data[begin : begin + sum(sizes)]
        if zlib.crc32(part) == whole:
            yield first, Frame(listing=listing, said=said, data=part, sizes=sizes)


class Writer:
    """Writes a cache frame by frame beside the old one, and puts it in its place at the end.

    A disk that is full or read-only costs the next build some time, not this one its result: so nothing is raised.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._temporary = path.with_name(f"{path.name}.{os.getpid()}{_NEW}")
        self._file: BinaryIO | None = None
        self._index: list[tuple[str, int, tuple[int, ...], bytes, bytes, int]] = []
        self._end = 0
        self.started = 0
        """The time of this moment by the clock of the file system, which is the clock of the files."""
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            self._file = self._temporary.open("wb")
            self.started = os.fstat(self._file.fileno()).st_mtime_ns
        self._write(_MAGIC + key)

    def add(self, first: str, frame: Frame) -> None:
        """Write the frame of the group that begins with the file `first`."""
        self._index.append((first, self._end, frame.sizes, frame.listing, frame.said, zlib.crc32(frame.data)))
        self._write(frame.data)

    def finish(self) -> None:
        """Put the cache in place, if it could be written."""
        index = marshal.dumps(self._index)
        self._write(index, _END.pack(self._end, len(index), zlib.crc32(index)))
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
        self._end += sum(map(len, parts))

    def _sweep(self) -> None:
        """Remove what builds that were killed long ago have left."""
        with suppress(OSError):
            for left in self._path.parent.glob(f"{self._path.name}.*{_NEW}"):
                if left.stat().st_mtime_ns < self.started - _LONG_AGO:
                    left.unlink(missing_ok=True)
