"""Read files, unless a cache knows what they say, and share the work among processes where there is enough of it.

The files are read in groups (`groups`), and of a group whose files are the ones that the cache knows nothing is read.
What they say is unpacked only when it is asked for: a build that finds that it is what it was needs none of it.
"""

from __future__ import annotations

import hashlib
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict, replace

from feedpub.collect import cache, dialects, files, packing, post
from feedpub.collect.groups import DIGEST_BYTES, digest_of, parts
from feedpub.collect.names import named_of
from feedpub.collect.problem import Problem
from feedpub.collect.record import Record
from feedpub.incremental.fingerprint import edition
from feedpub.io import workers
from feedpub.io.reader import FolderReader
from feedpub.io.tree import MARK_BYTES, trusted
from feedpub.model.errors import NO_MEMORY, TOO_DEEP, SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from feedpub.collect.cache import Content, Frame
    from feedpub.collect.groups import Group
    from feedpub.collect.outcome import How
    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings

_WORTH_SHARING: Final = 500
"""Files to be read from which on two processes are faster than one (benchmarks/README.md)."""
_UNREAD: Final = bytes(DIGEST_BYTES)
"""Stands for the digest of a file that could not be read."""


class Source(Struct, frozen=True, kw_only=True):
    """Where files are, and how they are parsed."""

    folder: Path
    settings: Settings
    max_bytes: int


class _Task(Struct, frozen=True, kw_only=True):
    """A group to be read, and what the cache knows of files of these names."""

    group: Group
    known: Frame | None

    @property
    def is_current(self) -> bool:
        """Whether every file is, by its names, size and times, the one that the cache knows."""
        return self.known is not None and self.known.listing == self.group.listing


class Reading:
    """The files of a site while they are read; what they say is given once, by `records`.

    Where other processes read them, they do so from the start, whatever this one does in the meantime.
    """

    def __init__(self, groups: Sequence[Group], source: Source, how: How, report: Callable[[int], None]) -> None:
        key = _key(source)
        known = cache.load(how.cache, key) if how.cache else cache.Known(frames={})
        self._groups = groups
        self._source = source
        self._writer: cache.Writer | None = None
        if how.cache and how.keep:
            self._writer = cache.Writer(how.cache, key, known.store)  # before any file is looked at
        self._tasks = [_Task(group=group, known=known.frames.pop(group.key, None)) for group in groups]
        stale = [task for task in self._tasks if not task.is_current]
        if self._writer and not (stale or known.frames):
            self._writer.drop()
        jobs = how.jobs if sum(len(task.group.files) for task in stale) >= _WORTH_SHARING else 1
        self.is_shared = jobs > 1
        """Whether other processes read, because there is much to be read."""
        self._contents = workers.spread(partial(_contents, source), stale, jobs)
        self._frames = self._read(report)
        self._settled: list[Frame] = []
        self._marks: list[bytes] = []
        self._digests: list[bytes] = []
        self._said = hashlib.blake2b()

    @property
    def marks(self) -> bytes:
        """What the file system said of the files before they were read (`io.tree.marks`), once all have been."""
        return b"".join(self._marks)

    def settle(self) -> None:
        """Read all files, and unpack none. Raises SystemFault when one cannot be read."""
        self._settled += self._frames

    def records(self) -> Iterator[Record]:
        """Return the records of the files that are posts or pages, in order. Raises as `settle` does."""
        settled, self._settled = self._settled[::-1], []
        for group in self._groups:
            frame = settled.pop() if settled else next(self._frames)
            yield from filter(None, self._unpacked(frame, group))
        self._settled += self._frames  # ends the writing of the cache

    def digest(self) -> str:
        """Return a digest of all records, once all files have been read."""
        return self._said.hexdigest()

    def digests(self, sources: Collection[str]) -> Mapping[str, bytes]:
        """Return the digest of the bytes of each of these files, once all have been read."""
        wanted = frozenset(sources)
        found: dict[str, bytes] = {}
        for group, digests in zip(self._groups, self._digests, strict=True):
            of_group = group.files.sources
            for source in wanted.intersection(of_group):
                place = of_group.index(source) * DIGEST_BYTES
                found[source] = digests[place : place + DIGEST_BYTES]
        return found

    def _read(self, report: Callable[[int], None]) -> Iterator[Frame]:
        """Return what the files of each group say, and write it to the cache when it is not what stands there."""
        writer = self._writer
        try:
            for task in self._tasks:
                current = task.known if task.is_current else None
                marks, frame = (task.group.marks, current) if current else self._fresh(task)
                if writer:
                    writer.add(task.group.key, frame)
                self._marks.append(marks)
                self._digests.append(frame.digests)
                self._said.update(frame.said)
                report(len(task.group.files))
                yield frame
            if writer:
                writer.finish()
        finally:
            self._contents.close()
            if writer:
                writer.drop()

    def _fresh(self, task: _Task) -> tuple[bytes, Frame]:
        """Return the marks of files that were read, and what they say."""
        read = next(self._contents)
        names, marks = b"", b""
        if self._writer:
            # A file that changed in the very moment it was read may have changed again in the same tick of the clock.
            names, marks = task.group.names, trusted(read.marks, self._writer.started)
        if read.records is None:
            assert task.known is not None, "it was taken from there"  # noqa: S101 - for the type checker
            listing = cache.listing_of(names, marks)
            return read.marks, replace(task.known, listing=listing, marks=marks, digests=read.digests)
        return read.marks, cache.frame_of(names, marks, read.digests, read.records)

    def _unpacked(self, frame: Frame, group: Group) -> list[Record | None]:
        """Return the records of a frame; where they prove to be none, the files are read after all."""
        content = frame.read()
        records = _records(content.records) if content else []
        if len(records) != len(group.files):
            if self._writer:
                self._writer.discard()
            records = _records(_contents(self._source, _Task(group=group, known=None)).records or b"")
        return records


def _records(packed: bytes) -> list[Record | None]:
    try:
        return packing.RECORDS.unpack(packed)
    except ValueError:
        return []


class _Read(NamedTuple):
    """What was read of a group."""

    marks: bytes
    """Those of its files, from before they were read."""
    digests: bytes
    records: bytes | None
    """Packed; None for those that the cache has."""


def _contents(source: Source, task: _Task) -> _Read:
    """Read a group. Runs in any process.

    Of a file whose mark or whose bytes are what the cache knows the record is taken from there; where all are, and
    nothing else is new, the records are not even unpacked.
    """
    content = task.known.read() if task.known else None
    known = _known(task.known, content) if task.known and content else {}
    with FolderReader(source.folder, source.settings.named) as reader:
        read = [_read_one(names, mark, source, known.get(names), reader) for names, mark in _marked(task.group)]
    marks, digests = b"".join([mark for mark, _, _ in read]), b"".join([digest for _, digest, _ in read])
    found = [record for _, _, record in read]
    if known and found == list(range(len(known))):
        return _Read(marks, digests, None)
    old = _records(content.records) if content else []
    if len(old) != len(known):
        return _contents(source, _Task(group=task.group, known=None))
    records = [old[record] if isinstance(record, int) else record for record in found]
    is_known = content is not None and records == old and content.names == task.group.names
    return _Read(marks, digests, None if is_known else packing.RECORDS.pack(records))


def _marked(group: Group) -> Iterator[tuple[bytes, bytes]]:
    """Return the names and the mark of each file; no mark where the file system was not asked."""
    return zip_longest(group.files.lines, parts(group.marks, MARK_BYTES), fillvalue=b"")


class _Known(NamedTuple):
    """What the cache knows of a file."""

    mark: bytes
    digest: bytes
    place: int
    """Of its record among those of the group."""


def _known(frame: Frame, content: Content) -> Mapping[bytes, _Known]:
    """Return what a frame knows of each of its files by its names; nothing where it is not of one piece."""
    names = content.names.split(b"\n")
    marks, digests = parts(frame.marks, MARK_BYTES), parts(frame.digests, DIGEST_BYTES)
    if not len(names) == len(marks) == len(digests):
        return {}
    return {name: _Known(marks[place], digests[place], place) for place, name in enumerate(names)}


def _read_one(
    names: bytes, mark: bytes, source: Source, old: _Known | None, reader: FolderReader
) -> tuple[bytes, bytes, Record | int | None]:
    """Return the mark of a file, its digest and its record, or the place of the one that is known of it.

    A `mark` that is known stays: others have been told of that.
    """
    if old is not None and old.mark == mark:
        return mark, old.digest, old.place
    named = named_of(names)
    data, own = files.read(reader, named.source, source.max_bytes)
    mark = mark or own
    if isinstance(data, Problem):
        return mark, _UNREAD, Record(source=named.source, post=None, diagnostics=(data.diagnostic(named.source),))
    digest = digest_of(data)
    if old is not None and old.digest == digest:
        return mark, digest, old.place
    try:
        return mark, digest, _parse(source.settings)(data, named, source.settings)
    except (MemoryError, RecursionError) as error:
        what = NO_MEMORY if isinstance(error, MemoryError) else TOO_DEEP
        raise SystemFault(f"{named.source}: {what}", named.source) from error


def _parse(settings: Settings) -> Callable[[bytes, Named, Settings], Record | None]:
    return dialects.load(settings.dialect).parse if settings.dialect else post.parse


def _key(source: Source) -> bytes:
    """Return what a cache must agree with: the program, its libraries, and all that says how a file is read."""
    settings = source.settings
    said = [f"{name}={_stable(value)}" for name, value in asdict(settings).items()]
    return cache.key_of(edition(), *said, str(source.max_bytes))


def _stable(value: object) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
