"""Read files, unless a cache knows what they say, and share the work among processes where there is enough of it.

The files are read in groups. Where a group ends depends on the names in it alone, so that a new file changes one
group, and the others can be taken from the cache as they lie there.
"""

from __future__ import annotations

import operator
import os
import zlib
from contextlib import closing
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Final

from feedpub import processes
from feedpub.collect import cache, files, packing, post, sites
from feedpub.collect.cache import UNTRUSTED, Frame, Mark
from feedpub.collect.problem import Problem
from feedpub.collect.record import Record
from feedpub.edition import edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from feedpub.collect.outcome import How
    from feedpub.collect.record import Named
    from feedpub.collect.settings import Settings

_GROUP: Final = 256
"""Files of a group on average."""
_WORTH_SHARING: Final = 1500
"""Files to be read from which on two processes are faster than one (benchmarks/README.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where files are, and how they are parsed."""

    folder: Path
    settings: Settings
    max_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Files to be read together, and what the cache knows of files of these names."""

    named: tuple[Named, ...]
    known: Frame | None


def read(named: Sequence[Named], source: Source, how: How, report: Callable[[int], None]) -> Iterator[Record]:
    """Give the records of the files that are posts or pages, in order; `report` is told how many files are done.

    Raises SystemFault when a file cannot be read.
    """
    key = _key(source)
    known = cache.load(how.cache, key) if how.cache else {}
    writer = cache.Writer(how.cache, key) if how.cache and how.keep else None  # before any file is looked at
    groups = [_Group(named=part, known=known.pop(part[0].source, None)) for part in _parts(named)]
    stale = [group for group in groups if not _is_current(group, source.folder)]
    if writer and not (stale or known):
        writer.drop()
    try:
        for frame in _frames(groups, stale, source, how.jobs):
            whole, records = _unpacked(frame, source)
            if writer:
                writer.add(whole)
            report(len(records))
            yield from filter(None, records)
        if writer:
            writer.finish()
    finally:
        if writer:
            writer.drop()


def _frames(groups: Sequence[_Group], stale: Sequence[_Group], source: Source, jobs: int) -> Iterator[Frame]:
    """Give what the files of each group say."""
    to_read = sum(len(group.named) for group in stale)
    jobs = jobs if to_read >= _WORTH_SHARING else 1
    with closing(processes.spread(partial(_frame, source), stale, jobs)) as made:
        waiting = iter(stale)
        next_stale = next(waiting, None)
        for group in groups:
            if group is next_stale:
                yield next(made)
                next_stale = next(waiting, None)
            elif group.known is not None:
                yield group.known


def _unpacked(frame: Frame, source: Source) -> tuple[Frame, list[Record | None]]:
    """Give the records of a frame; where they prove to be none, the files are read after all."""
    records = _records(frame)
    if len(records) != len(frame.named):
        frame = _frame(source, _Group(named=frame.named, known=None))
        records = _records(frame)
    return frame, records


def _records(frame: Frame) -> list[Record | None]:
    try:
        return packing.unpack(frame.records)
    except ValueError:
        return []


def _parts(named: Sequence[Named]) -> Iterator[tuple[Named, ...]]:
    """Divide files into groups, each of which begins with a file that is a first one by its name."""
    start = 0
    for place, each in enumerate(named):
        if place > start and zlib.crc32(each.source.encode("utf-8", "surrogateescape")) % _GROUP == 0:
            yield tuple(named[start:place])
            start = place
    if named:
        yield tuple(named[start:])


def _is_current(group: _Group, folder: Path) -> bool:
    """Whether every file is, by its size and time, the one that the cache knows."""
    known = group.known
    return (
        known is not None
        and known.named == group.named
        and all(_stands(f"{folder}/{each.source}", mark) for each, mark in zip(group.named, known.marks, strict=True))
    )


def _stands(path: str, mark: Mark) -> bool:
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands of names: no objects for each
    except OSError:
        return False
    return status.st_mtime_ns == mark.changed and status.st_size == mark.size


def _frame(source: Source, group: _Group) -> Frame:
    """Read a group: what the cache knows is taken from there, file by file. Runs in any process."""
    frame = group.known
    known = _records(frame) if frame is not None else []
    old: dict[Named, tuple[Mark, Record | None]] = {}
    if frame is not None and len(known) == len(frame.named):
        old = dict(zip(frame.named, zip(frame.marks, known, strict=True), strict=True))
    made = [_read_one(each, source, old.get(each)) for each in group.named]
    marks, records = tuple(mark for mark, _ in made), [record for _, record in made]
    is_same = frame is not None and frame.named == group.named and _are(records, known)
    packed = frame.records if frame is not None and is_same else packing.pack(records)
    return Frame(named=group.named, marks=marks, records=packed)


def _are(records: Sequence[Record | None], others: Sequence[Record | None]) -> bool:
    """Whether these are the very same records: to compare what they hold would take as long as to pack them."""
    return len(records) == len(others) and all(map(operator.is_, records, others))


def _read_one(named: Named, source: Source, old: tuple[Mark, Record | None] | None) -> tuple[Mark, Record | None]:
    path = f"{source.folder}/{named.source}"
    if old is not None and _stands(path, old[0]):
        return old
    status = files.status(path)  # before the bytes: a change in between must show the next time
    data = files.read_bytes(path, source.max_bytes)
    if isinstance(data, Problem):
        record = Record(source=named.source, post=None, diagnostics=(data.diagnostic(named.source),))
        return Mark(size=0, changed=UNTRUSTED, digest=b""), record
    digest = cache.digest_of(data)
    mark = Mark(size=status.st_size, changed=status.st_mtime_ns, digest=digest)
    if old is not None and old[0].digest == digest:
        return mark, old[1]
    return mark, _parse(source.settings)(data, named, source.settings)


def _parse(settings: Settings) -> Callable[[bytes, Named, Settings], Record | None]:
    return sites.load(settings.dialect).parse if settings.dialect else post.parse


def _key(source: Source) -> bytes:
    """Give what a cache must agree with: the program, its libraries, and all that says how a file is read."""
    settings = source.settings
    said = [f"{each.name}={_stable(getattr(settings, each.name))}" for each in fields(settings)]
    return cache.key_of(edition(), *said, str(source.max_bytes))


def _stable(value: object) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
