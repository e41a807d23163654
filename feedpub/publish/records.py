"""What publishing remembers between runs: the manifest of our files, and the journal of a run under way.

Both are JSON in the site's `.feedpub` folder. Reading gives None for a record that is absent and raises
ValueError for one that is damaged; nothing here decides what that means.
"""

# ruff: noqa: PTH118, PTH120, PTH123 - names are text in this package, as the system calls take them

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.publish.disk import FileSystem

_VERSION = 1


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


class Journal(Struct, frozen=True, kw_only=True):
    """All that a run does to the output folder."""

    ready: bool
    """False: temporary files are being written, throw them away. True: they are whole, go on with them."""
    folders: tuple[str, ...]
    """Folders that were made for new files, outermost first; the output folder itself is the empty path."""
    moves: tuple[Move, ...]
    removals: tuple[Removal, ...]
    manifest: Mapping[str, str]


class Places(Struct, frozen=True, kw_only=True):
    """Where the records of one output folder lie."""

    state: str
    """The site's `.feedpub` folder."""
    key: str
    """What tells this output folder from others of the site."""

    @property
    def manifest(self) -> str:
        """Path of the manifest."""
        return os.path.join(self.state, f"{self.key}.manifest.json")

    @property
    def journal(self) -> str:
        """Path of the journal."""
        return os.path.join(self.state, f"{self.key}.journal.json")

    @property
    def lock(self) -> str:
        """Path of the lock."""
        return os.path.join(self.state, f"{self.key}.lock")


def manifest_bytes(files: Mapping[str, str]) -> bytes:
    """Give the manifest as its file holds it: the same files give the same bytes."""
    return _dump({"version": _VERSION, "files": dict(files)})


def read_manifest(places: Places) -> Mapping[str, str] | None:
    """Give path -> SHA-256 of what the last run published; None if there is none, ValueError if damaged."""
    record = _load(places.manifest)
    return None if record is None else _digests(record.get("files"))


def read_journal(places: Places) -> Journal | None:
    """Give the journal that a killed run left; None when there is none, ValueError if damaged."""
    record = _load(places.journal)
    if record is None:
        return None
    try:
        return Journal(
            ready=bool(record["ready"]),
            folders=tuple(str(path) for path in record["folders"]),
            moves=tuple(Move(**move) for move in record["moves"]),
            removals=tuple(Removal(**removal) for removal in record["removals"]),
            manifest=_digests(record["manifest"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{places.journal}: not a journal") from error


def write_journal(journal: Journal, places: Places, disk: FileSystem, *, durable: bool) -> None:
    """Put the journal in place in one step; a durable one survives a loss of power, too."""
    data = _dump({"version": _VERSION, **to_builtins(journal)})
    _put(places.journal, data, disk, durable=durable)


def write_manifest(files: Mapping[str, str], places: Places, disk: FileSystem) -> None:
    """Put the manifest in place in one step."""
    _put(places.manifest, manifest_bytes(files), disk, durable=True)


def _put(path: str, data: bytes, disk: FileSystem, *, durable: bool) -> None:
    temporary = f"{path}.new"
    try:
        disk.write(temporary, data, None)
        if durable:
            disk.sync(temporary)
        disk.replace(temporary, path)
    except OSError:
        disk.remove(temporary)
        raise
    if durable:
        disk.sync_folder(os.path.dirname(path))


def _dump(record: Mapping[str, Any]) -> bytes:
    text = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode("utf-8", "surrogatepass")


def _load(path: str) -> dict[str, Any] | None:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return None
    record = json.loads(data.decode("utf-8", "surrogatepass"))
    if not isinstance(record, dict) or record.get("version") != _VERSION:
        raise ValueError(f"{path}: not a record of version {_VERSION}")
    return record


def _digests(files: object) -> Mapping[str, str]:
    if not isinstance(files, dict):
        raise ValueError("no table of files")  # noqa: TRY004 - a damaged record, not a wrong call
    return {str(path): str(digest) for path, digest in files.items()}
