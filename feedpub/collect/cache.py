"""What was read of files, kept for the next build: an index, `.feedpub/cache`, and a store, `.feedpub/cache.*`.

It can never change what a build gives. What it holds of a file counts while the file's names and mark (`groups`) are
the same, or its bytes are; a cache of another version or other settings, a damaged or a broken-off one counts for
nothing, and so does one without the seal of this user's key (`incremental.state`), which covers the index and, by the
digests in it, the store.

The store holds the names of the files of each group and their packed records, one group behind the other. The index
says where each lies, with its digest, and what tells whether it is still true. What is new goes behind what is
there, so that to read one file again of a hundred thousand writes what is known of a hundred; a store of which more
than half is out of date is written anew, under another name. The index is put in place last, and whole.
"""

from __future__ import annotations

import hashlib
import os
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import Struct, msgpack

from feedpub.collect.groups import digest_of
from feedpub.incremental.state import MOST_BYTES, NEW, SEAL_BYTES, drop, is_over, seal, sweep
from feedpub.io import writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from feedpub.incremental.state import Store

_NAME: Final = "cache"
_MAGIC: Final = b"feedpub cache 4\n"
_KEY_BYTES: Final = 32
_STORE_BYTES: Final = 8
_PROCESS_BYTES: Final = 4
"""Of the name of a store: the process that began it."""
_HEAD: Final = struct.Struct(f"<{len(_MAGIC)}s{_KEY_BYTES}s{_STORE_BYTES}s{SEAL_BYTES}s")
"""Of the index: what it is, what it must agree with, the name of the store, the seal of all that and what follows."""
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

    store: writing.Place
    start: int
    sizes: tuple[int, int]
    """Bytes of the names, and of the records behind them."""
    digest: bytes

    def read(self) -> Content | None:
        """Return it; None where it is not there, or is not what was written there."""
        names, records = self.sizes
        try:
            data = writing.read_part(self.store, self.start, names + records)
        except OSError:
            return None
        return Content(names=data[:names], records=data[names:]) if digest_of(data) == self.digest else None


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
        """Return names and records, from the store where they lie there; None where it proves to be damaged."""
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
    digest: bytes


_ENTRIES: Final = msgpack.Decoder(list[_Entry])


def frame_of(names: bytes, marks: bytes, digests: bytes, records: bytes) -> Frame:
    """Return the frame of files that were read just now."""
    return Frame(
        listing=listing_of(names, marks),
        said=digest_of(records),
        marks=marks,
        digests=digests,
        content=Content(names=names, records=records),
    )


def listing_of(names: bytes, marks: bytes) -> bytes:
    """Return the digest of names and marks, as `Group.listing` is one."""
    return digest_of(names, b"\0", marks)


def key_of(*parts: str) -> bytes:
    """Return the digest of all that says how files are read."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def is_there(store: Store) -> bool:
    """Whether there may be a cache that knows anything."""
    try:
        return writing.status(store.place(_NAME)) is not None
    except OSError:
        return False


def load(store: Store, key: bytes) -> Known:
    """Return what a cache knows: nothing when it is absent, foreign or damaged."""
    try:
        data = writing.read(store.place(_NAME), MOST_BYTES) or b""
        magic, agreed, name, own = _HEAD.unpack_from(data)
        body = memoryview(data)[_HEAD.size :]
        if (magic, agreed) != (_MAGIC, key) or own != _seal(store, key, name, body):
            return Known(frames={})
        entries = _ENTRIES.decode(body)
        place = _contents(store, name.hex())
        status = writing.status(place)
    except (OSError, ValueError, struct.error, MemoryError):
        return Known(frames={})
    size = status.st_size if status else 0
    whole = [one for one in entries if one.start + sum(one.sizes) <= size]
    used = sum(sum(one.sizes) for one in whole)
    is_dense = status is not None and size <= max(2 * used, _SMALL)
    return Known(frames=_frames(whole, place), store=name.hex() if is_dense else "")


def _seal(store: Store, key: bytes, name: bytes, body: bytes | memoryview) -> bytes:
    return seal(store.key, _NAME, key, name, body)


def _frames(entries: Iterable[_Entry], store: writing.Place) -> dict[str, Frame]:
    return {
        one.first: Frame(
            listing=one.listing,
            said=one.said,
            marks=one.marks,
            digests=one.digests,
            content=Place(store=store, start=one.start, sizes=one.sizes, digest=one.digest),
        )
        for one in entries
    }


def _contents(store: Store, name: str) -> writing.Place:
    return store.place(f"{_NAME}.{name}")


class Writer:
    """Writes a cache group by group: what is new of it into a store, the index beside the old one until the end.

    A disk that is full or read-only costs the next build some time, not this one its result: so nothing is raised.
    """

    def __init__(self, store: Store, key: bytes, name: str = "") -> None:
        self._site = store
        self._key = key
        self._temporary = store.place(f"{_NAME}.{os.getpid()}{NEW}")
        self._name = name or _new_name()
        self._store = _contents(store, self._name)
        self._is_new = not name
        self._index: BinaryIO | None = None
        self._contents: BinaryIO | None = None
        self._entries: list[_Entry] = []
        self.started = 0
        """The time of this moment by the clock of the file system, which is the clock of the files."""
        with suppress(OSError):
            writing.make_folder(self._temporary.parent)
            self._index = os.fdopen(writing.open_to_append(self._temporary), "wb")
            self._index.truncate(0)  # what a killed build of this number has left
            self.started = os.fstat(self._index.fileno()).st_mtime_ns

    def add(self, first: str, frame: Frame) -> None:
        """Note the group that begins with the file `first`; what the store does not hold of it is written there."""
        if self._index is None:
            return
        place = frame.content if isinstance(frame.content, Place) else None
        if place is None or place.store != self._store:
            content = frame.read()
            place = self._placed(content) if content else None
        if place is not None:
            said = (frame.listing, frame.said, frame.marks, frame.digests)
            self._entries.append(_Entry(first, *said, place.start, place.sizes, place.digest))

    def finish(self) -> None:
        """Put the cache in place, if it could be written."""
        if self._index is not None:
            body = msgpack.encode(self._entries)
            name = bytes.fromhex(self._name)
            head = _HEAD.pack(_MAGIC, self._key, name, _seal(self._site, self._key, name, body))
            old = self._in_place()
            try:
                self._index.writelines((head, body))
                self._index.close()
                writing.replace(self._temporary, self._site.place(_NAME))
            except OSError:
                self.drop()
            else:
                self._index = None
                if old != self._store:
                    drop(old)
        self.drop()
        self._sweep()

    def drop(self) -> None:
        """Leave the old cache as it is."""
        for file in filter(None, (self._contents, self._index)):
            with suppress(OSError):
                file.close()
        if self._index is not None:
            drop(self._temporary)
            if self._is_new:
                drop(self._store)
        self._contents = self._index = None

    def discard(self) -> None:
        """Remove the cache that is in place: it has proved to be damaged, and the next build had better have none."""
        self.drop()
        store = self._in_place()
        drop(self._site.place(_NAME))
        drop(store)

    def _placed(self, content: Content) -> Place | None:
        data = content.names + content.records
        try:
            if self._contents is None:
                descriptor = writing.create(self._store) if self._is_new else writing.open_to_append(self._store)
                self._contents = os.fdopen(descriptor, "ab", buffering=0)
            if self._contents.write(data) < len(data):  # as far as the disk had room
                raise OSError  # noqa: TRY301 - as if the disk had said so
            start = self._contents.tell() - len(data)
        except OSError:
            self.drop()
            return None
        sizes = (len(content.names), len(content.records))
        return Place(store=self._store, start=start, sizes=sizes, digest=digest_of(data))

    def _in_place(self) -> writing.Place | None:
        """Return the store of the cache that is in place, whichever build has put it there.

        The name counts without a seal: it is one of a store beside the index, whatever the index says.
        """
        try:
            head = writing.read_part(self._site.place(_NAME), 0, _HEAD.size)
            magic, _, name, _ = _HEAD.unpack(head)
        except (OSError, struct.error):
            return None
        return _contents(self._site, name.hex()) if magic == _MAGIC else None

    def _sweep(self) -> None:
        """Remove what builds that were killed have left."""
        with suppress(OSError):
            names = writing.names_in(self._temporary.parent)
            sweep(self._site.site, names)
            for name in names:
                place = self._site.place(name)
                if _is_store(name) and place != self._in_place() and _is_over(name, place):
                    drop(place)


def _new_name() -> str:
    """Return a name for a new store: two builds at once must not write to one."""
    process = os.getpid().to_bytes(_PROCESS_BYTES, "big")
    return (process + os.urandom(_STORE_BYTES - _PROCESS_BYTES)).hex()


def _is_store(name: str) -> bool:
    start, _, rest = name.partition(".")
    return start == _NAME and len(rest) == 2 * _STORE_BYTES and set(rest) <= set("0123456789abcdef")


def _is_over(name: str, place: writing.Place) -> bool:
    return is_over(int(name.partition(".")[2][: 2 * _PROCESS_BYTES], 16), place)
