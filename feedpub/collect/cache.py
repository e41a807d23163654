"""What was read of files, kept for the next build: an index, `.feedpub/cache`, and a store, `.feedpub/cache.*`.

It can never change what a build gives. What it holds of a file counts while the file's names and mark (`groups`) are
the same, or its bytes are; a cache of another version or other settings, a damaged or a broken-off one counts for
nothing.

The store holds the names of the files of each group and their packed records, one group behind the other. The index
says where each lies, with its checksum, and what tells whether it is still true. What is new goes behind what is
there, so that to read one file again of a hundred thousand writes what is known of a hundred; a store of which more
than half is out of date is written anew, under another name. The index is put in place last, and whole.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import Struct, msgpack

from feedpub.collect.groups import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

_MAGIC: Final = b"feedpub cache 3\n"
_KEY_BYTES: Final = 32
_STORE_BYTES: Final = 8
_HEAD: Final = struct.Struct(f"<{len(_MAGIC)}s{_KEY_BYTES}s{_STORE_BYTES}sI")
"""Of the index: what it is, what it must agree with, the name of the store, the checksum of all that follows."""
_NEW: Final = ".new"
_LONG_AGO: Final = 24 * 3600 * 10**9
_SMALL: Final = 1_000_000
"""Bytes of a store up to which it does not matter how much of it is out of date."""


class Content(Struct, frozen=True, kw_only=True):
    """What the files of a group are, and what they say."""

    names: bytes
    """As `Group.names` gives them."""
    records: bytes
    """Packed."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a store holds that."""

    store: str
    """Path of the store."""
    start: int
    sizes: tuple[int, int]
    """Bytes of the names, and of the records behind them."""
    checksum: int

    def read(self) -> Content | None:
        """Give it; None where it is not there, or is damaged."""
        names, records = self.sizes
        try:
            with open(self.store, "rb", buffering=0) as file:  # noqa: PTH123 - hundreds of times
                file.seek(self.start)
                data = file.read(names + records)
        except OSError:
            return None
        return Content(names=data[:names], records=data[names:]) if zlib.crc32(data) == self.checksum else None


class Frame(Struct, frozen=True, kw_only=True):
    """What is known of a group."""

    listing: bytes
    """Digest of names and marks of its files."""
    said: bytes
    """Digest of the packed records."""
    marks: bytes
    """Those of the files as they were when they were read."""
    digests: bytes
    """Those of the bytes of the files, `DIGEST_BYTES` each; zeros for one that could not be read."""
    content: Content | Place

    def read(self) -> Content | None:
        """Give names and records, from the store where they lie there; None where it proves to be damaged."""
        return self.content.read() if isinstance(self.content, Place) else self.content


class Known(Struct, frozen=True, kw_only=True):
    """What a cache knows."""

    frames: dict[str, Frame]
    """By the source of the first file of the group."""
    store: str = ""
    """Name of the store that more can be written to; empty where a new one is better."""


class _Entry(Struct, frozen=True, array_like=True):
    """What the index says of a group."""

    first: str
    listing: bytes
    said: bytes
    marks: bytes
    digests: bytes
    start: int
    sizes: tuple[int, int]
    checksum: int


_ENTRIES: Final = msgpack.Decoder(list[_Entry])


def frame_of(names: bytes, marks: bytes, digests: bytes, records: bytes) -> Frame:
    """Give the frame of files that were read just now."""
    return Frame(
        listing=listing_of(names, marks),
        said=digest_of(records),
        marks=marks,
        digests=digests,
        content=Content(names=names, records=records),
    )


def listing_of(names: bytes, marks: bytes) -> bytes:
    """Give the digest of names and marks, as `Group.listing` is one."""
    return digest_of(names, b"\0", marks)


def key_of(*parts: str) -> bytes:
    """Give the digest of all that says how files are read."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def load(path: Path, key: bytes) -> Known:
    """Give what a cache knows: nothing when it is absent, foreign or damaged."""
    try:
        data = path.read_bytes()
        magic, agreed, store, checksum = _HEAD.unpack_from(data)
        body = data[_HEAD.size :]
        if (magic, agreed) != (_MAGIC, key) or checksum != zlib.crc32(body, zlib.crc32(store)):
            return Known(frames={})
        entries = _ENTRIES.decode(body)
        size = _store(path, store.hex()).stat().st_size
    except (OSError, ValueError, struct.error):
        return Known(frames={})
    whole = [one for one in entries if one.start + sum(one.sizes) <= size]
    used = sum(sum(one.sizes) for one in whole)
    is_dense = size <= max(2 * used, _SMALL)
    return Known(frames=_frames(whole, str(_store(path, store.hex()))), store=store.hex() if is_dense else "")


def _frames(entries: Iterable[_Entry], store: str) -> dict[str, Frame]:
    return {
        one.first: Frame(
            listing=one.listing,
            said=one.said,
            marks=one.marks,
            digests=one.digests,
            content=Place(store=store, start=one.start, sizes=one.sizes, checksum=one.checksum),
        )
        for one in entries
    }


def _store(path: Path, name: str) -> Path:
    return path.with_name(f"{path.name}.{name}")


class Writer:
    """Writes a cache group by group: what is new of it into a store, the index beside the old one until the end.

    A disk that is full or read-only costs the next build some time, not this one its result: so nothing is raised.
    """

    def __init__(self, path: Path, key: bytes, store: str = "") -> None:
        self._path = path
        self._key = key
        self._temporary = path.with_name(f"{path.name}.{os.getpid()}{_NEW}")
        self._name = store or os.urandom(_STORE_BYTES).hex()  # two builds at once must not write to one new store
        self._store = _store(path, self._name)
        self._is_new = not store
        self._index: BinaryIO | None = None
        self._contents: BinaryIO | None = None
        self._entries: list[_Entry] = []
        self.started = 0
        """The time of this moment by the clock of the file system, which is the clock of the files."""
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            self._index = self._temporary.open("wb")
            self.started = os.fstat(self._index.fileno()).st_mtime_ns

    def add(self, first: str, frame: Frame) -> None:
        """Note the group that begins with the file `first`; what the store does not hold of it is written there."""
        if self._index is None:
            return
        place = frame.content if isinstance(frame.content, Place) else None
        if place is None or place.store != str(self._store):
            content = frame.read()
            place = self._placed(content) if content else None
        if place is not None:
            said = (frame.listing, frame.said, frame.marks, frame.digests)
            self._entries.append(_Entry(first, *said, place.start, place.sizes, place.checksum))

    def finish(self) -> None:
        """Put the cache in place, if it could be written."""
        if self._index is not None:
            body = msgpack.encode(self._entries)
            store = bytes.fromhex(self._name)
            head = _HEAD.pack(_MAGIC, self._key, store, zlib.crc32(body, zlib.crc32(store)))
            old = self._in_place()
            try:
                self._index.writelines((head, body))
                self._index.close()
                self._temporary.replace(self._path)
            except OSError:
                self.drop()
            else:
                self._index = None
                if old != self._store:
                    _remove(old)
        self.drop()
        self._sweep()

    def drop(self) -> None:
        """Leave the old cache as it is."""
        for file in filter(None, (self._contents, self._index)):
            with suppress(OSError):
                file.close()
        if self._index is not None:
            _remove(self._temporary)
            if self._is_new:
                _remove(self._store)
        self._contents = self._index = None

    def discard(self) -> None:
        """Remove the cache that is in place: it has proved to be damaged, and the next build had better have none."""
        self.drop()
        store = self._in_place()
        _remove(self._path)
        _remove(store)

    def _placed(self, content: Content) -> Place | None:
        data = content.names + content.records
        try:
            if self._contents is None:
                self._contents = self._store.open("ab", buffering=0)
            if self._contents.write(data) < len(data):  # as far as the disk had room
                raise OSError  # noqa: TRY301 - as if the disk had said so
            start = self._contents.tell() - len(data)
        except OSError:
            self.drop()
            return None
        sizes = (len(content.names), len(content.records))
        return Place(store=str(self._store), start=start, sizes=sizes, checksum=zlib.crc32(data))

    def _in_place(self) -> Path | None:
        """Give the store of the cache that is in place, whichever build has put it there."""
        try:
            with self._path.open("rb") as file:
                magic, _, store, _ = _HEAD.unpack(file.read(_HEAD.size))
        except (OSError, struct.error):
            return None
        return _store(self._path, store.hex()) if magic == _MAGIC else None

    def _sweep(self) -> None:
        """Remove what builds that were killed long ago have left."""
        with suppress(OSError):
            for left in self._path.parent.glob(f"{self._path.name}.*"):
                if left != self._in_place() and left.stat().st_mtime_ns < self.started - _LONG_AGO:
                    left.unlink(missing_ok=True)


def _remove(file: Path | None) -> None:
    if file is not None:
        with suppress(OSError):
            file.unlink(missing_ok=True)
