"""Looks what stands at a place on the network at the paths of documents and manifest. Writes nothing.

Asked is for listings: one for each folder in which we have something. A file of which the store says the same as when
it was published is that file, and is not read.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.publish.marks import HEAD, is_marked, kind_of
from feedpub.publish.plan import Obstacle, Published, Standing
from feedpub.publish.records import is_path
from feedpub.publish.remote.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedpub.model.records import Document
    from feedpub.publish.remote.headers import Caching
    from feedpub.publish.remote.records import RemoteManifest
    from feedpub.publish.remote.store import Entry, RemoteStore

_LARGEST = 1 << 28
"""Bytes of a file that is read to see what it is."""


class RemoteSurvey(Struct, frozen=True, kw_only=True):
    """What stands at a place."""

    published: Published
    tags: Mapping[str, str]
    """Path -> what the store says of the file."""


class Listings:
    """What is in the folders of a place, each asked for once."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store
        self.are_of_folders = store.traits.has_folders
        self._known: dict[str, Mapping[str, Entry]] = {}

    def load(self, paths: Iterable[str]) -> None:
        """Ask for the folders of these paths."""
        folders = {path.rpartition("/")[0] for path in paths}
        if self.are_of_folders:
            for folder in sorted(folders):
                self._in(folder)
            return
        wanted = sorted(folders - self._known.keys())
        self._known.update(zip(wanted, self._store.at_once(self._store.entries, wanted), strict=True))

    def at(self, path: str) -> Entry | None:
        """Return what stands at a path; None for nothing."""
        folder, _, name = path.rpartition("/")
        return self._in(folder).get(name)

    def is_below_file(self, path: str) -> bool:
        """Whether a part of a path that has to be a folder is a file."""
        folder = path.rpartition("/")[0]
        while folder:
            entry = self.at(folder)
            if entry is not None and entry.kind is EntryKind.FILE:
                return True
            folder = folder.rpartition("/")[0]
        return False

    def _in(self, folder: str) -> Mapping[str, Entry]:
        if folder not in self._known:
            # Where there are folders, one that is not there has none below it, and nobody need be asked.
            is_there = not folder or not self.are_of_folders or self._is_folder(folder)
            self._known[folder] = self._store.entries(folder) if is_there else {}
        return self._known[folder]

    def _is_folder(self, folder: str) -> bool:
        entry = self.at(folder)
        return entry is not None and entry.kind is not EntryKind.FILE


def survey(
    documents: Sequence[Document], manifest: RemoteManifest, store: RemoteStore, caching: Caching, folder: str
) -> RemoteSurvey:
    """Return what stands at a place; reads only what it has to. `folder` is what messages call the place.

    Of what `manifest` says all is believed: it is one's own, or was looked at.
    """
    listings, obstacles = Listings(store), {}
    by_path = {document.path: document for document in documents}
    wanted = [path for path in {*by_path, *manifest.files} if is_path(path)]
    listings.load(wanted)
    for path in by_path:
        obstacle = _obstacle(path, listings)
        if obstacle is not None:
            obstacles[path] = obstacle
    there = {
        path: entry
        for path in wanted
        if path not in obstacles and (entry := listings.at(path)) is not None and entry.kind is EntryKind.FILE
    }
    unread = {path for path, entry in there.items() if tag_of(manifest, path) == entry.tag}
    read = store.read_all(path for path, entry in there.items() if path not in unread and entry.size <= _LARGEST)
    equal: dict[str, int] = {}
    files: dict[str, Standing] = {}
    for path, entry in there.items():
        document = by_path.get(path)
        digest = manifest.files[path] if path in unread else _digest(read.get(path))
        if document is not None and digest == document.digest and not _has_other_headers(document, manifest, caching):
            equal[path] = 0
        else:
            files[path] = _standing(entry, digest, read.get(path))
    return RemoteSurvey(
        published=Published(
            manifest=manifest.files, times={}, equal=equal, files=files, obstacles=obstacles, folder=folder
        ),
        tags={path: entry.tag for path, entry in there.items()},
    )


def tag_of(manifest: RemoteManifest, path: str) -> str:
    """Return what the store said of a file when it was published; empty where that is not known."""
    return manifest.tags.get(path, "").rpartition(" ")[0]


def headers_of(manifest: RemoteManifest, path: str) -> str:
    """Return the digest of the headers that a file was published with; empty where that is not known."""
    return manifest.tags.get(path, "").rpartition(" ")[2]


def _has_other_headers(document: Document, manifest: RemoteManifest, caching: Caching) -> bool:
    """Whether a file was published with other headers than it is to have now, as far as that is known."""
    known = headers_of(manifest, document.path)
    return bool(known) and known != caching.headers(document).digest


def _obstacle(path: str, listings: Listings) -> Obstacle | None:
    if not is_path(path):
        return Obstacle.NOT_A_PATH
    if not listings.are_of_folders:
        return None  # a name may be an object and begin the names of others, too
    if listings.is_below_file(path):
        return Obstacle.NOT_A_FOLDER
    entry = listings.at(path)
    return Obstacle.NOT_A_FILE if entry is not None and entry.kind is not EntryKind.FILE else None


def _standing(entry: Entry, digest: str, data: bytes | None) -> Standing:
    if data is None:
        return Standing(size=entry.size, digest=digest)
    marked = is_marked(data[:HEAD])
    return Standing(size=entry.size, digest=digest, marked=marked, kind=kind_of(b"" if marked else data))


def _digest(data: bytes | None) -> str:
    return "too-large" if data is None else hashlib.sha256(data).hexdigest()
