"""What publishing to a place on the network remembers there, below `.feedpub`: manifest, snapshot, journal, new files.

The records are those of a folder (`publish.records`), under the same seals. They lie at the place, for whoever builds
next may do so on another machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping  # noqa: TC003 - records are read by the types of their fields
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.incremental.store import STATE, digest_of
from feedpub.publish import complaints
from feedpub.publish.records import Kept, Manifest, Move, Removal, Sealing, content_of, is_path, record_of
from feedpub.publish.remote.store import RemoteStore  # noqa: TC001 - as above

if TYPE_CHECKING:
    from feedpub.model.records import Diagnostic

JOURNAL: Final = f"{STATE}/journal.json"
LOCK: Final = f"{STATE}/lock"
MANIFEST: Final = f"{STATE}/manifest.json"
SNAPSHOT: Final = "snapshot."
"""Begins the names of snapshots; their digests follow."""
STAGED: Final = "new."
"""Begins the names of files that are to be published."""


class RemoteManifest(Manifest, frozen=True, kw_only=True):
    """What the last run left at a place."""

    tags: Mapping[str, str] = field(default_factory=dict)
    """Path -> what the store said of the file then, and a digest of the headers it was given, with a space between."""


class RemoteJournal(Struct, frozen=True, kw_only=True):
    """All that a run does at a place."""

    ready: bool
    """False: new files are being written, throw them away. True: they are whole, go on with them."""
    moves: tuple[Move, ...]
    steps: tuple[int, ...]
    """How many of the moves, one behind the other, may be made side by side: none of these names another."""
    removals: tuple[Removal, ...]
    manifest: RemoteManifest


class RemoteRecords(Struct, frozen=True, kw_only=True):
    """The records at a place."""

    store: RemoteStore
    key: bytes | None = None

    @property
    def sealing(self) -> Sealing:
        """By what records are known to be of this place: whatever machine and folder it is published from."""
        name = hashlib.sha256(str(self.store.target).encode()).hexdigest()[:16]
        return Sealing(name=name, site=(str(self.store.target), 0), key=self.key)

    def manifest(self) -> Kept[RemoteManifest] | None:
        """Return what the last run left; None if there is none, ValueError if it is damaged."""
        data = self.store.read(MANIFEST)
        return None if data is None else content_of("manifest", data, RemoteManifest, self.sealing)

    def journal(self) -> Kept[RemoteJournal] | None:
        """Return the journal of a killed run; None if there is none, ValueError if it is damaged."""
        data = self.store.read(JOURNAL)
        if data is None:
            return None
        found = content_of("journal", data, RemoteJournal, self.sealing)
        if not _holds_together(found.content):
            raise ValueError("not a journal")
        return found

    def begun(self) -> bool:
        """Whether a run is at work, or was killed: it has left a lock, a journal or new files."""
        names = self.store.entries(STATE)
        return any(name.startswith(STAGED) or f"{STATE}/{name}" in {JOURNAL, LOCK} for name in names)

    def snapshot(self, manifest: Manifest) -> bytes | None:
        """Return what was kept of what was published; None where nothing was, empty where it is damaged."""
        if not manifest.snapshot:
            return None
        data = self.store.read(_of_state(SNAPSHOT + manifest.snapshot)) if _is_digest(manifest.snapshot) else None
        return data if data is not None and digest_of(data).hex() == manifest.snapshot else b""

    def put_manifest(self, manifest: RemoteManifest) -> None:
        """Put the manifest in place, and remove the snapshots that it does not name."""
        self.store.put(MANIFEST, record_of("manifest", manifest, self.sealing))
        self.sweep(SNAPSHOT, manifest.snapshot)

    def put_journal(self, journal: RemoteJournal) -> None:
        """Put the journal in place in one step."""
        self.store.put(JOURNAL, record_of("journal", journal, self.sealing))

    def put_snapshot(self, data: bytes, known: Manifest) -> str:
        """Put a snapshot in place, for a manifest to name it by the digest returned."""
        digest = digest_of(data).hex()
        if digest != known.snapshot:
            self.store.put(_of_state(SNAPSHOT + digest), data)
        return digest

    def sweep(self, start: str, but: str = "") -> None:
        """Remove the files of one kind, but one."""
        names = self.store.entries(STATE)
        self.store.at_once(
            self.store.remove, [_of_state(name) for name in names if name.startswith(start) and name != start + but]
        )


def staged(path: str) -> str:
    """Return where the new file of a path lies before it is published."""
    return _of_state(STAGED + hashlib.sha256(path.encode()).hexdigest()[:16])


def damaged(store: RemoteStore, path: str, what: str) -> Diagnostic:
    """Return the warning for a record that cannot be read."""
    return complaints.damaged(f"{store.target}/{path}", what)


def _of_state(name: str) -> str:
    return f"{STATE}/{name}"


def _is_digest(text: str) -> bool:
    return set(text) <= set("0123456789abcdef")


def _holds_together(journal: RemoteJournal) -> bool:
    """Whether a journal names nothing but what a run of ours would: whoever wrote it, it moves and removes files."""
    return (
        all(is_path(move.target) and move.temporary == staged(move.target) for move in journal.moves)
        and all(is_path(removal.target) for removal in journal.removals)
        and sum(journal.steps) == len(journal.moves)
        and min(journal.steps, default=1) > 0
    )
