"""Which files are read together, and what the file system says of each. Opens no file.

Where a group ends depends on the names in it alone, so that a new file changes one group, and what is known of the
others stands. A file is known to be the one that was read by its names and its marks: its size and times.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from feedpub import processes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from feedpub.collect.record import Named

SIZE: Final = 128
"""Files of a group on average."""
_WORTH_SHARING: Final = 20_000
"""Files to be asked for from which on two processes are faster than one (benchmarks/README.md)."""
_SHARE: Final = 50
"""Groups that are asked for together."""
DIGEST_BYTES: Final = 16
_MARK: Final = struct.Struct("<qqq")
"""Size in bytes, times of the last change of the bytes and of the inode in nanoseconds."""
MARK_BYTES: Final = _MARK.size
GONE: Final = _MARK.pack(-1, 0, 0)
"""The mark of a file that is not there any more."""
UNTRUSTED: Final = _MARK.pack(-2, 0, 0)
"""Stands for the mark of a file that may change again without its mark changing: no file will ever have this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Files to be read together."""

    named: tuple[Named, ...]
    marks: bytes = b""
    """That of each file, one behind the other; empty where the file system was not asked."""
    listing: bytes = b""
    """Digest of names and marks."""

    @property
    def key(self) -> str:
        """What tells this group from the others: its first file."""
        return self.named[0].source

    @property
    def names(self) -> bytes:
        """All names of the files, one line each."""
        lines = [f"{each.source}\0{each.path}\0{each.language}\0{each.base}" for each in self.named]
        return "\n".join(lines).encode("utf-8", "surrogateescape")

    @property
    def newest(self) -> int:
        """The moment at which a file was last touched, in nanoseconds; 0 where the file system was not asked."""
        return max((_touched(*times) for _, *times in _MARK.iter_unpack(self.marks)), default=0)


def trusted(marks: bytes, moment: int) -> bytes:
    """Give the marks, without those of files that were touched at this moment or later."""
    return b"".join(
        UNTRUSTED if _touched(changed, inode) >= moment else _MARK.pack(size, changed, inode)
        for size, changed, inode in _MARK.iter_unpack(marks)
    )


def _touched(changed: int, inode: int) -> int:
    """Give the later of the times of a mark: that of the inode cannot be set back by hand."""
    return max(changed, inode)


def parts(joined: bytes, size: int) -> list[bytes]:
    """Take marks or digests apart."""
    return [joined[place : place + size] for place in range(0, len(joined), size)]


def digest_of(*data: bytes) -> bytes:
    """Give the digest of some bytes, as groups and the cache know them: SHA-256, which processors have built in."""
    return hashlib.sha256(b"".join(data)).digest()[:DIGEST_BYTES]


def unseen(named: Sequence[Named]) -> list[Group]:
    """Give the groups without asking the file system."""
    return [Group(named=part) for part in _divided(named)]


def seen(named: Sequence[Named], folder: Path, jobs: int = 1) -> list[Group]:
    """Give the groups with what the file system says of their files now; `folder` is what sources lie below.

    `jobs` is the greatest number of processes that ask it.
    """
    parts = list(_divided(named))
    jobs = jobs if len(named) >= _WORTH_SHARING else 1
    shares = [parts[start : start + _SHARE] for start in range(0, len(parts), _SHARE)]
    marks = chain.from_iterable(processes.spread(partial(_marks_of, f"{folder}/"), shares, jobs))
    return [_group(part, of_part) for part, of_part in zip(parts, marks, strict=True)]


def _divided(named: Sequence[Named]) -> Iterator[tuple[Named, ...]]:
    """Divide files into groups, each of which begins with a file that is a first one by its name."""
    sources = (each.source.encode("utf-8", "surrogateescape") for each in named)
    firsts = [place for place, checksum in enumerate(map(zlib.crc32, sources)) if checksum % SIZE == 0 and place]
    start = 0
    for end in (*firsts, len(named)):
        if end > start:
            yield tuple(named[start:end])
        start = end


def _group(named: tuple[Named, ...], marks: bytes) -> Group:
    names = Group(named=named).names
    return Group(named=named, marks=marks, listing=digest_of(names, b"\0", marks))


def _marks_of(prefix: str, some: Sequence[tuple[Named, ...]]) -> list[bytes]:
    """Give the marks of the files of some groups. Runs in any process."""
    return [b"".join(_marks(prefix + each.source for each in named)) for named in some]


def _marks(paths: Iterable[str]) -> Iterator[bytes]:
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116 - thousands of names: no objects for each
        except OSError:
            yield GONE
        else:
            yield _MARK.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
