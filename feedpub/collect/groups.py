"""Which files are read together. Opens no file.

Where a group ends depends on the names in it alone, so that a new file changes one group, and what is known of the
others stands. A file is known to be the one that was read by its names and its marks: its size and times.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.names import Names
from feedpub.io.tree import MARK_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE: Final = 128
"""Files of a group on average."""
DIGEST_BYTES: Final = 16


class Group(Struct, frozen=True, kw_only=True):
    """Files to be read together."""

    files: Names
    marks: bytes = b""
    """That of each file, one behind the other; empty where the file system was not asked."""
    listing: bytes = b""
    """Digest of names and marks."""

    @property
    def key(self) -> str:
        """What tells this group from the others: its first file."""
        return self.files.first

    @property
    def names(self) -> bytes:
        """All names of the files, one line each."""
        return b"\n".join(self.files.lines)


def parts(joined: bytes, size: int) -> list[bytes]:
    """Take marks or digests apart."""
    return [joined[place : place + size] for place in range(0, len(joined), size)]


def digest_of(*data: bytes) -> bytes:
    """Return the digest of some bytes, as groups and the cache know them: SHA-256, which processors have built in."""
    return hashlib.sha256(b"".join(data)).digest()[:DIGEST_BYTES]


def unseen(files: Names) -> list[Group]:
    """Return the groups without asking the file system."""
    return [Group(files=part) for part in _divided(files)]


def seen(files: Names, marks: bytes) -> list[Group]:
    """Return the groups with what the file system says of their files: `marks` is what `io.tree.marks` gave."""
    groups = []
    start = 0
    for part in _divided(files):
        end = start + len(part) * MARK_BYTES
        groups.append(_group(part, marks[start:end]))
        start = end
    return groups


def _divided(files: Names) -> Iterator[Names]:
    """Divide files into groups, each of which begins with a file that is a first one by its name."""
    firsts = [place for place, checksum in enumerate(map(zlib.crc32, files.lines)) if checksum % SIZE == 0 and place]
    start = 0
    for end in (*firsts, len(files)):
        if end > start:
            yield Names(lines=files.lines[start:end])
        start = end


def _group(files: Names, marks: bytes) -> Group:
    return Group(files=files, marks=marks, listing=digest_of(b"\n".join(files.lines), b"\0", marks))
