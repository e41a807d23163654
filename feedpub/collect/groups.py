"""Which files are read together, and what the file system says of each. Opens no file.

Where a group ends depends on the names in it alone, so that a new file changes one group, and what is known of the
others stands. A line tells all by which a file is known to be the one that was read: its names, size and times.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from feedpub.collect.record import Named

SIZE: Final = 128
"""Files of a group on average."""
DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Files to be read together."""

    named: tuple[Named, ...]
    lines: tuple[str, ...]
    """One for each file; empty ones where the file system was not asked."""
    times: tuple[int, ...]
    """When each was last touched, in nanoseconds: the later of the times of its bytes and of its inode."""
    listing: bytes = b""
    """Digest of the lines."""

    @property
    def key(self) -> str:
        """What tells this group from the others: its first file."""
        return self.named[0].source


def names_of(line: str) -> str:
    """Give the part of a line that holds the names."""
    return line.rsplit("\0", 3)[0]


def untrusted(line: str) -> str:
    """Give the line of a file that may have changed again without showing it: no file will ever have this line."""
    return f"{names_of(line)}\0untrusted\0\0"


def encoded(lines: Sequence[str]) -> bytes:
    """Give lines as bytes; names need not be Unicode."""
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def digest_of(data: bytes) -> bytes:
    """Give the digest of some bytes, as groups and the cache know them: SHA-256, which processors have built in."""
    return hashlib.sha256(data).digest()[:DIGEST_BYTES]


def divided(named: Sequence[Named]) -> Iterator[tuple[Named, ...]]:
    """Divide files into groups, each of which begins with a file that is a first one by its name."""
    start = 0
    for place, each in enumerate(named):
        if zlib.crc32(each.source.encode("utf-8", "surrogateescape")) % SIZE == 0 and place > start:
            yield tuple(named[start:place])
            start = place
    if named:
        yield tuple(named[start:])


def unseen(named: Sequence[Named]) -> list[Group]:
    """Give the groups without asking the file system."""
    return [Group(named=part, lines=("",) * len(part), times=(0,) * len(part)) for part in divided(named)]


def seen(named: Sequence[Named], folder: Path) -> list[Group]:
    """Give the groups with what the file system says of their files now; `folder` is what sources lie below."""
    return [_seen(part, f"{folder}/") for part in divided(named)]


def _seen(named: tuple[Named, ...], prefix: str) -> Group:
    lines, times = [], []
    for each in named:
        names = f"{each.source}\0{each.path}\0{each.language}\0{each.base}"
        try:
            status = os.stat(prefix + each.source)  # noqa: PTH116 - thousands of names: no objects for each
        except OSError:
            lines.append(f"{names}\0gone\0\0")
            times.append(0)
        else:
            lines.append(f"{names}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}")
            times.append(_touched(status))
    return Group(named=named, lines=tuple(lines), times=tuple(times), listing=digest_of(encoded(lines)))


def _touched(status: os.stat_result) -> int:
    """Give the later of two times, for that of the inode cannot be set back by hand."""
    return max(status.st_mtime_ns, status.st_ctime_ns)
