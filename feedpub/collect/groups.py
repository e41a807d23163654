"""Which files are read together. Opens no file.

Where a group ends depends on the names in it alone, so that a new file changes one group, and what is known of the
others stands. A file is known to be the one that was read by its names and its marks: its size and times.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from feedpub.tree import MARK_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedpub.collect.record import Named

SIZE: Final = 128
"""Files of a group on average."""
DIGEST_BYTES: Final = 16


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


def parts(joined: bytes, size: int) -> list[bytes]:
    """Take marks or digests apart."""
    return [joined[place : place + size] for place in range(0, len(joined), size)]


def digest_of(*data: bytes) -> bytes:
    """Give the digest of some bytes, as groups and the cache know them: SHA-256, which processors have built in."""
    return hashlib.sha256(b"".join(data)).digest()[:DIGEST_BYTES]


def unseen(named: Sequence[Named]) -> list[Group]:
    """Give the groups without asking the file system."""
    return [Group(named=part) for part in _divided(named)]


def seen(named: Sequence[Named], marks: bytes) -> list[Group]:
    """Give the groups with what the file system says of their files: `marks` is what `tree.marks` gave."""
    groups = []
    start = 0
    for part in _divided(named):
        end = start + len(part) * MARK_BYTES
        groups.append(_group(part, marks[start:end]))
        start = end
    return groups


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
