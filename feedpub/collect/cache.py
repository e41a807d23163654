"""What was read of the files of a site, kept for the next build. It can never change what a build gives.

Files are read in groups. Where a group ends depends on the names in it alone, so that a new file changes one group, and
what is known of the others stands. A file is known to be the one that was read by its names and its mark, that is its
size and times, or else by its bytes.

The frames of all groups are one value of the store, by which is known which files have to be read again; what they
say is a value for each group, and is looked up only when it is asked for.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.names import Names
from feedpub.incremental.packing import Packing
from feedpub.incremental.store import digest_of
from feedpub.io.tree import MARK_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.incremental.store import Store

SIZE: Final = 128
"""Files of a group on average."""


class Group(Struct, frozen=True, kw_only=True):
    """Files to be read together."""

    files: Names
    marks: bytes = b""
    """That of each file, one behind the other; empty where the file system was not asked."""

    @property
    def key(self) -> str:
        """What tells this group from the others: its first file."""
        return self.files.first

    @property
    def names(self) -> bytes:
        """All names of the files, one line each."""
        return b"\n".join(self.files.lines)

    @property
    def digest(self) -> bytes:
        """That of the names."""
        return digest_of(self.names)


def divided(files: Names, marks: bytes = b"") -> Iterator[Group]:
    """Divide files into groups, each of which begins with a file that is a first one by its name.

    `marks` is what the file system says of them, as `io.tree.marks` gave it, where it was asked.
    """
    firsts = [place for place, checksum in enumerate(map(zlib.crc32, files.lines)) if checksum % SIZE == 0 and place]
    start = 0
    for end in (*firsts, len(files)):
        if end > start:
            yield Group(files=Names(lines=files.lines[start:end]), marks=marks[start * MARK_BYTES : end * MARK_BYTES])
        start = end


class Frame(Struct, frozen=True, kw_only=True, array_like=True):
    """What is known of a group without unpacking what its files say."""

    names: bytes
    """Digest of the names of its files."""
    marks: bytes
    """Those of the files as they were when they were read."""
    digests: bytes
    """Those of the bytes of the files, `DIGEST_BYTES` each; zeros for one that could not be read."""
    content: str
    """Key of what they say, and its digest."""


class GroupRecords(Struct, frozen=True, kw_only=True, array_like=True):
    """What the files of a group are, and what they say."""

    names: bytes
    """As `Group.names` gives them."""
    records: bytes
    """Packed."""


_FRAMES: Final = Packing[dict[str, Frame]](dict[str, Frame]).kept_as("group", is_single=True)
"""By the source of the first file of a group."""
CONTENTS: Final = Packing[GroupRecords](GroupRecords).kept_as("record")


class Cache:
    """What earlier builds have read, and what this one reads."""

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key
        self.known: dict[str, Frame] = store.get(_FRAMES, key) or {}
        self.started = store.clock()
        """The time by the clock of the files, before any of them is looked at; 0 where nothing can be kept."""
        self._is_kept = self.started > 0
        self._fresh: dict[str, GroupRecords] = {}

    def current(self, group: Group) -> Frame | None:
        """Return what is known of a group whose files are, by their names, sizes and times, those that were read."""
        frame = self.known.get(group.key)
        return frame if frame and (frame.marks, frame.names) == (group.marks, group.digest) else None

    def keep(self, content: GroupRecords) -> str:
        """Keep what files say that were read just now, for the next build and for this one; return its key."""
        key = digest_of(content.names, b"\0", content.records).hex()
        self._fresh[key] = content
        self._is_kept = self._is_kept and self._store.put(CONTENTS, key, content)
        return key

    def content(self, frame: Frame) -> GroupRecords | None:
        """Return what files say, the first time that it is asked for; None where that is lost or damaged."""
        return self._fresh.pop(frame.content, None) or self._store.get(CONTENTS, frame.content)

    def finish(self, frames: dict[str, Frame]) -> None:
        """Put what is known now of all groups in the place of what was known."""
        if self._is_kept and frames != self.known and self._store.put(_FRAMES, self._key, frames):
            self._store.keep_only(CONTENTS, {frame.content for frame in frames.values()})

    def discard(self) -> None:
        """Forget all groups: something has proved to be damaged, and the next build had better read everything."""
        self._is_kept = False
        self._store.keep_only(_FRAMES, ())
