"""What publishing remembers between runs: the manifest of our files, and the journal of a run under way.

Both are JSON in the site's `.feedpub` folder, under a seal where the user has a key (`incremental.store`). The manifest
names a third file by its digest, the snapshot: what the guard has to know of all that was published. A record
that is absent is None, one that is damaged a ValueError, and of one that others may have made it is told; nothing here
decides what that means.
"""

from __future__ import annotations

import errno
import hashlib
import json
import ntpath
import os
from collections.abc import Mapping  # noqa: TC003 - records are read by the types of their fields
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct, ValidationError, convert, field, to_builtins

from feedpub.incremental.store import MOST_BYTES, NEW, digest_of, opened, sealed
from feedpub.io import writing
from feedpub.text import portable

if TYPE_CHECKING:
    from feedpub.io.writing import Place
    from feedpub.publish.disk import FileSystem

Content = TypeVar("Content")

_VERSION = 1
_MOST_BYTES = 128 << 20
"""Of a manifest or a journal: those of half a million files."""
_SNAPSHOT = "snapshot"
_HEX = frozenset("0123456789abcdef")


class Move(Struct, frozen=True, kw_only=True):
    """A temporary file that becomes a published one. Paths are below the output folder."""

    temporary: str
    target: str
    before: str | None
    """Digest of what stood at the target when the run was planned; None for nothing."""
    after: str
    """SHA-256 of the new file."""


class Removal(Struct, frozen=True, kw_only=True):
    """A published file that goes, if its digest still is `before`."""

    target: str
    before: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What the last run left in the output folder."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Path -> SHA-256 of every file that is ours."""
    times: Mapping[str, int] = field(default_factory=dict)
    """Path -> time of modification, in nanoseconds since 1970, of these files."""
    takes_over: bool = False
    """Whether feeds and sitemaps of others are replaced here: whoever publishes has said so once."""
    snapshot: str = ""
    """Digest of the snapshot; empty where none was kept."""


class Journal(Struct, frozen=True, kw_only=True):
    """All that a run does to the output folder."""

    ready: bool
    """False: temporary files are being written, throw them away. True: they are whole, go on with them."""
    folders: tuple[str, ...]
    """Folders that were made for new files, outermost first; the output folder itself is the empty path."""
    moves: tuple[Move, ...]
    removals: tuple[Removal, ...]
    manifest: Manifest


class Sealing(Struct, frozen=True, kw_only=True):
    """What tells that records are of this place, and this user's own."""

    name: str
    """What tells this place from others of the site."""
    site: tuple[str, int]
    """Path of the site and number of its folder in the file system: it may be moved, or be another folder one day."""
    key: bytes | None = None
    """That of this user; None where there is none."""


class Places(Sealing, frozen=True, kw_only=True):
    """Where the records of one output folder lie, and what tells that they are this site's own."""

    state: Place
    """The folder of the records."""

    @property
    def manifest(self) -> Place:
        """Path of the manifest."""
        return self.state.at(f"{self.name}.manifest.json")

    @property
    def journal(self) -> Place:
        """Path of the journal."""
        return self.state.at(f"{self.name}.journal.json")

    def snapshot(self, digest: str) -> Place:
        """Return the path of the snapshot with this digest."""
        return self.state.at(f"{self.name}.{_SNAPSHOT}.{digest}")

    @property
    def lock(self) -> Place:
        """Path of the lock."""
        return self.state.at(f"{self.name}.lock")


class Kept(Struct, Generic[Content], frozen=True):
    """A record as it was found."""

    content: Content
    is_sealed: bool
    """Whether this user made it, for this folder of this site; else it may have come from anywhere."""


def read_manifest(places: Places) -> Kept[Manifest] | None:
    """Return what the last run left; None if there is none.

    ValueError if it is damaged, OSError where it cannot be read or something else stands in its place.
    """
    return _load(places.manifest, "manifest", Manifest, places)


def read_journal(places: Places) -> Kept[Journal] | None:
    """Return the journal that a killed run left; None when there is none. Raises as `read_manifest` does."""
    found = _load(places.journal, "journal", Journal, places)
    if found is not None and not _holds_together(found.content):
        raise ValueError(f"{os.fspath(places.journal)}: not a journal")
    return found


def write_journal(journal: Journal, places: Places, disk: FileSystem, *, durable: bool) -> None:
    """Put the journal in place in one step; a durable one survives a loss of power, too."""
    _put(places.journal, record_of("journal", journal, places), disk, durable=durable)


def write_manifest(manifest: Manifest, places: Places, disk: FileSystem) -> None:
    """Put the manifest in place in one step, and remove the snapshots that it does not name."""
    _put(places.manifest, record_of("manifest", manifest, places), disk, durable=True)
    start = places.snapshot("").name
    for name in writing.names_in(places.state):
        if name.startswith(start) and name != start + manifest.snapshot:
            disk.remove(places.state.at(name))


def write_snapshot(data: bytes, places: Places, disk: FileSystem) -> str:
    """Put a snapshot in place in one step, for a manifest to name it by the digest returned."""
    digest = digest_of(data).hex()
    place = places.snapshot(digest)
    if writing.read(place, MOST_BYTES) != data:
        _put(place, data, disk, durable=True)
    return digest


def read_snapshot(manifest: Manifest, places: Places) -> bytes | None:
    """Return the snapshot that a manifest names; None where it names none.

    ValueError where it is missing or damaged, OSError where it cannot be read or something else stands in its place.
    """
    if not manifest.snapshot:
        return None
    place = places.snapshot(manifest.snapshot)
    data = writing.read(place, MOST_BYTES) if _HEX.issuperset(manifest.snapshot) else None
    if data is None or digest_of(data).hex() != manifest.snapshot:
        raise ValueError(f"{os.fspath(place)}: not what was kept")
    return data


def left_over(places: Places) -> tuple[Place, Place]:
    """Return where a killed run may have left a record that was not yet in place."""
    return _temporary(places.journal), _temporary(places.manifest)


def temporary_of(path: str) -> str:
    """Return the temporary name of a published file, in the same folder: hidden, short, and the same in every run."""
    parent, slash, _ = path.rpartition("/")
    return f"{parent}{slash}.feedpub-{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}"


def is_path(path: str) -> bool:
    """Whether this is the path of a file below the output folder, on any system, and not in a folder like `.git`."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    if "\0" in path or "\\" in path or ntpath.splitdrive(path)[0] or portable.private(path):
        return False
    return all(part not in {"", ".", ".."} for part in path.split("/"))


def _holds_together(journal: Journal) -> bool:
    """Whether a journal names nothing but what a run of ours would: whoever wrote it, it moves and removes files."""
    return (
        all(is_path(move.target) and move.temporary == temporary_of(move.target) for move in journal.moves)
        and all(is_path(removal.target) for removal in journal.removals)
        and all(folder == "" or is_path(folder) for folder in journal.folders)
    )


def _put(place: Place, data: bytes, disk: FileSystem, *, durable: bool) -> None:
    temporary = _temporary(place)
    try:
        disk.write(temporary, data, None)
        if durable:
            disk.sync(temporary)
        disk.replace(temporary, place)
    except BaseException:
        disk.remove(temporary)
        raise
    if durable:
        disk.sync_folder(place.parent)


def _temporary(place: Place) -> Place:
    return place.parent.at(place.name + NEW)


def record_of(kind: str, content: Struct, of: Sealing) -> bytes:
    """Return a record as it is kept: JSON, under a seal where there is a key."""
    record = {"version": _VERSION, "site": list(of.site), **to_builtins(content)}
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
    data = f"{text}\n".encode("utf-8", "surrogatepass")
    return data if of.key is None else sealed(of.key, f"{kind} {of.name}", data)


def content_of(kind: str, data: bytes, form: type[Content], of: Sealing) -> Kept[Content]:
    """Return what a record says, and whether it is our own. ValueError where it is damaged."""
    own = None if of.key is None else opened(of.key, f"{kind} {of.name}", data)
    try:
        record = json.loads(_unsealed(data) if own is None else own)
    except (ValueError, RecursionError, MemoryError) as error:
        raise ValueError("not a record") from error
    if not isinstance(record, dict) or record.get("version") != _VERSION:
        raise ValueError(f"not a record of version {_VERSION}")
    try:
        return Kept(convert(record, form), own is not None and _is_of(record.get("site"), of.site))
    except (ValidationError, RecursionError) as error:
        raise ValueError("not a record") from error


def _load(place: Place, kind: str, form: type[Content], places: Places) -> Kept[Content] | None:
    """Return a record; None where there is none."""
    try:
        data = writing.read(place, _MOST_BYTES)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        raise ValueError(f"{os.fspath(place)}: larger than any record") from error
    try:
        return None if data is None else content_of(kind, data, form, places)
    except ValueError as error:
        raise ValueError(f"{os.fspath(place)}: {error}") from error


def _unsealed(data: bytes) -> bytes:
    """Return what a record says whose seal is another's, or that has none."""
    return data if data.startswith(b"{") else data.partition(b"\n")[2]


def _is_of(said: object, site: tuple[str, int]) -> bool:
    """Whether a record was written for this site: at its path, or in its folder before that was moved."""
    return isinstance(said, list) and any(one == other for one, other in zip(said, site, strict=False))
