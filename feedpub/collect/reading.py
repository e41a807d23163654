"""Read files, unless a cache knows what they say, and share the work among processes where there is enough of it.

The files are read in groups (`cache`), and of a group whose files are the ones that the cache knows nothing is read.
What they say is unpacked only when it is asked for: a build that finds that it is what it was needs none of it.
"""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict, replace

from feedpub.collect import dialects, files, post
from feedpub.collect.cache import CONTENTS, Frame, GroupRecords
from feedpub.collect.names import named_of
from feedpub.collect.problem import Problem
from feedpub.collect.record import Record
from feedpub.incremental.fingerprint import edition
from feedpub.incremental.packing import Packing
from feedpub.incremental.store import DIGEST_BYTES, digest_of, key_of
from feedpub.io import workers
from feedpub.io.reader import FolderReader
from feedpub.io.tree import MARK_BYTES, trusted
from feedpub.model.errors import NO_MEMORY, TOO_DEEP, SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from feedpub.collect.cache import Cache, Group
    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings
    from feedpub.incremental.store import Store

    _Known: TypeAlias = tuple[bytes, bytes, int]
    """Mark and digest of a file, and the place of its record among those of the group."""

_WORTH_SHARING: Final = 500
"""Files to be read from which on two processes are faster than one (benchmarks/README.md)."""
_UNREAD: Final = bytes(DIGEST_BYTES)
"""Stands for the digest of a file that could not be read."""
RECORDS: Final = Packing[list[Record | None]](list[Record | None])


class FileSource(Struct, frozen=True, kw_only=True):
    """Where files are, and how they are parsed."""

    folder: Path
    settings: Settings
    max_bytes: int
    store: Store
    """Where is kept what earlier builds have read."""

    @property
    def key(self) -> str:
        """Of what is kept: the program, its libraries, and all that says how a file is read."""
        said = [(name, _stable(value)) for name, value in asdict(self.settings).items()]
        return key_of(edition(), said, self.max_bytes)


class _Task(NamedTuple):
    """A group to be read, and what the cache knows of files of these names."""

    group: Group
    known: Frame | None = None


class Reading:
    """The files of a site while they are read; what they say is given once, by `records`.

    Where other processes read them, they do so from the start, whatever this one does in the meantime.
    """

    def __init__(
        self, groups: Sequence[Group], source: FileSource, cache: Cache, jobs: int, report: Callable[[int], None]
    ) -> None:
        self._groups = groups
        self._source = source
        self._cache = cache
        self._current = [cache.current(group) for group in groups]
        known = zip(groups, self._current, strict=True)
        stale = [_Task(group, cache.known.get(group.key)) for group, frame in known if frame is None]
        jobs = jobs if sum(len(task.group.files) for task in stale) >= _WORTH_SHARING else 1
        self.is_shared = jobs > 1
        """Whether other processes read, because there is much to be read."""
        self._contents = workers.spread(partial(_contents, source), stale, jobs)
        self._steps = self._read(report)
        self._frames: list[Frame] = []
        """Of the groups that have been read."""
        self._marks: list[bytes] = []

    @property
    def marks(self) -> bytes:
        """What the file system said of the files before they were read (`io.tree.marks`), once all have been."""
        return b"".join(self._marks)

    def settle(self) -> None:
        """Read all files, and unpack none. Raises SystemFault when one cannot be read."""
        for _ in self._steps:
            pass

    def records(self) -> Iterator[Record]:
        """Return the records of the files that are posts or pages, in order. Raises as `settle` does."""
        for place, group in enumerate(self._groups):
            if place == len(self._frames):
                next(self._steps)
            yield from filter(None, self._unpacked(self._frames[place], group))
        self.settle()  # ends the writing of the cache

    def digest(self) -> str:
        """Return a digest of all records, once all files have been read."""
        return key_of([frame.content for frame in self._frames])

    def digests(self, sources: Collection[str]) -> Mapping[str, bytes]:
        """Return the digest of the bytes of each of these files, once all have been read."""
        wanted = frozenset(sources)
        found: dict[str, bytes] = {}
        for group, frame in zip(self._groups, self._frames, strict=True):
            of_group = group.files.sources
            for source in wanted.intersection(of_group):
                place = of_group.index(source) * DIGEST_BYTES
                found[source] = frame.digests[place : place + DIGEST_BYTES]
        return found

    def _read(self, report: Callable[[int], None]) -> Iterator[None]:
        """Read one group after the other, where it has to be read."""
        try:
            for group, current in zip(self._groups, self._current, strict=True):
                marks, frame = (group.marks, current) if current else self._fresh(group)
                self._marks.append(marks)
                self._frames.append(frame)
                report(len(group.files))
                yield
            keys = (group.key for group in self._groups)
            self._cache.finish(dict(zip(keys, self._frames, strict=True)))
        finally:
            self._contents.close()

    def _fresh(self, group: Group) -> tuple[bytes, Frame]:
        """Return the marks of files that were read, and what they say."""
        read = next(self._contents)
        # A file that changed in the very moment it was read may have changed again in the same tick of the clock.
        marks = trusted(read.marks, self._cache.started) if self._cache.started else b""
        if read.content is None:
            return read.marks, replace(self._cache.known[group.key], marks=marks, digests=read.digests)
        content = self._cache.keep(read.content)
        return read.marks, Frame(names=group.digest, marks=marks, digests=read.digests, content=content)

    def _unpacked(self, frame: Frame, group: Group) -> list[Record | None]:
        """Return the records of a frame; where they prove to be none, the files are read after all."""
        content = self._cache.content(frame)
        records = _records(content)
        if len(records) != len(group.files):
            self._cache.discard()
            records = _records(_contents(self._source, _Task(group)).content)
        return records


def _records(content: GroupRecords | None) -> list[Record | None]:
    try:
        return RECORDS.unpack(content.records) if content else []
    except ValueError:
        return []


class _Read(NamedTuple):
    """What was read of a group."""

    marks: bytes
    """Those of its files, from before they were read."""
    digests: bytes
    content: GroupRecords | None
    """None for that which the cache has."""


def _contents(source: FileSource, task: _Task) -> _Read:
    """Read a group. Runs in any process.

    Of a file whose mark or whose bytes are what the cache knows the record is taken from there; where all are, and
    nothing else is new, the records are not even unpacked.
    """
    group, frame = task
    content = source.store.get(CONTENTS, frame.content) if frame else None
    known = _known(frame, content) if frame and content else {}
    with FolderReader(source.folder, source.settings.named) as reader:
        read = [_read_one(names, mark, source, known.get(names), reader) for names, mark in _marked(group)]
    marks, digests = b"".join([mark for mark, _, _ in read]), b"".join([digest for _, digest, _ in read])
    found = [record for _, _, record in read]
    if known and found == list(range(len(known))):
        return _Read(marks, digests, None)
    old = _records(content)
    if len(old) != len(known):
        return _contents(source, _Task(group))
    records = [old[record] if isinstance(record, int) else record for record in found]
    return _Read(marks, digests, GroupRecords(names=group.names, records=RECORDS.pack(records)))


def _marked(group: Group) -> Iterator[tuple[bytes, bytes]]:
    """Return the names and the mark of each file; no mark where the file system was not asked."""
    return zip_longest(group.files.lines, _parts(group.marks, MARK_BYTES), fillvalue=b"")


def _parts(joined: bytes, size: int) -> list[bytes]:
    """Take marks or digests apart."""
    return [joined[place : place + size] for place in range(0, len(joined), size)]


def _known(frame: Frame, content: GroupRecords) -> Mapping[bytes, _Known]:
    """Return what is known of each file by its names."""
    names = content.names.split(b"\n")
    each = zip(_parts(frame.marks, MARK_BYTES), _parts(frame.digests, DIGEST_BYTES), range(len(names)), strict=False)
    return dict(zip(names, each, strict=False))


def _read_one(
    names: bytes, mark: bytes, source: FileSource, old: _Known | None, reader: FolderReader
) -> tuple[bytes, bytes, Record | int | None]:
    """Return the mark of a file, its digest and its record, or the place of the one that is known of it.

    A `mark` that is known stays: others have been told of that.
    """
    if old is not None and old[0] == mark:
        return old
    named = named_of(names)
    data, own = files.read(reader, named.source, source.max_bytes)
    mark = mark or own
    if isinstance(data, Problem):
        return mark, _UNREAD, Record(source=named.source, post=None, diagnostics=(data.diagnostic(named.source),))
    digest = digest_of(data)
    if old is not None and old[1] == digest:
        return mark, digest, old[2]
    try:
        return mark, digest, _parse(source.settings)(data, named, source.settings)
    except SystemFault as fault:
        if fault.path:
            raise
        raise SystemFault(f"{named.source}: {fault}", named.source) from fault
    except (MemoryError, RecursionError) as error:
        what = NO_MEMORY if isinstance(error, MemoryError) else TOO_DEEP
        raise SystemFault(f"{named.source}: {what}", named.source) from error


def _parse(settings: Settings) -> Callable[[bytes, Named, Settings], Record | None]:
    return dialects.load(settings.dialect).parse if settings.dialect else post.parse


def _stable(value: object) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
