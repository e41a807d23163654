"""Looks what stands in the output folder at the paths of documents and manifest. Writes nothing."""

# ruff: noqa: PTH115, PTH118, PTH120 - names are text here, and Path objects cost a third of a build that changes nothing

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from feedpub.io import writing
from feedpub.io.writing import real
from feedpub.model.records import Kind
from feedpub.publish.marks import HEAD, is_marked, kind_of
from feedpub.publish.plan import Obstacle, Published, Standing, folded
from feedpub.publish.records import is_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import FileIO

    from feedpub.io.writing import Place
    from feedpub.model.records import Document
    from feedpub.publish.records import Manifest

_CHUNK = 1 << 20
_LARGEST = 1 << 28


def survey(
    documents: Iterable[Document],
    manifest: Manifest,
    root: str,
    *,
    kept: Iterable[str] = (),
    folder: str = "",
) -> Published:
    """Return what stands below `root`, the output folder's real path; reads only what it has to.

    Nothing is looked for at the paths in `kept`: those files stay as they are.
    """
    seen = _Survey(root)
    for document in documents:
        seen.document(document)
    for path in (manifest.files.keys() - seen.wanted).difference(kept):
        seen.leftover(path)
    return Published(
        manifest=manifest.files,
        times=manifest.times,
        equal=seen.equal,
        files=seen.files,
        obstacles=seen.obstacles,
        folder=folder,
    )


def is_inside(root: str, path: str) -> bool:
    """Whether the folder that holds `path` really lies in `root`, whatever links lead there.

    Raises OSError where that cannot be found out.
    """
    found = real(os.path.dirname(os.path.join(root, path)))
    return found == root or found.startswith(root.rstrip(os.sep) + os.sep)


def digest_at(place: Place) -> str | None:
    """Return the digest of what stands there: of its bytes, or of where a link points; None for nothing."""
    found = writing.status(place)
    if found is None:
        return None
    if stat.S_ISLNK(found.st_mode):
        return f"link:{writing.link_target(place)}"
    if not stat.S_ISREG(found.st_mode):
        return "not-a-file"
    with writing.open_to_read(place) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_marked_at(full: str) -> bool:
    """Whether an ordinary file stands there that says of itself that feedpub made it."""
    try:
        status = os.lstat(full)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(status.st_mode):
        return False
    with _opened(full) as file:
        return is_marked(file.read(HEAD))


def _digest(path: str, status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return f"link:{os.readlink(path)}"
    if not stat.S_ISREG(status.st_mode):
        return "not-a-file"
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(full: str) -> FileIO:
    return os.fdopen(writing.open_published(full), "rb", buffering=0)


class _Survey:
    """The records of a survey while it goes on."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.equal: dict[str, int] = {}
        self.files: dict[str, Standing] = {}
        self.obstacles: dict[str, Obstacle] = {}
        self.wanted: set[str] = set()
        self._names: dict[tuple[int, int], str] = {}
        self._inside: dict[str, bool] = {}

    def document(self, document: Document) -> None:
        """Look at the path of a document."""
        path = document.path
        self.wanted.add(path)
        if not is_path(path):
            self.obstacles[path] = Obstacle.NOT_A_PATH
        elif not self._is_inside(path):
            self.obstacles[path] = Obstacle.OUTSIDE
        else:
            self._look(document, os.path.join(self.root, path))

    def leftover(self, path: str) -> None:
        """Look at a path that only the manifest names."""
        if not (is_path(path) and self._is_inside(path)):
            return
        full = os.path.join(self.root, path)
        try:
            status = os.lstat(full)
        except (FileNotFoundError, NotADirectoryError):
            return
        if not self._is_document(path, status):
            self.files[path] = Standing(size=status.st_size, digest=_digest(full, status))

    def _look(self, document: Document, full: str) -> None:
        path = document.path
        try:
            status = os.lstat(full)
        except FileNotFoundError:
            return
        except NotADirectoryError:
            self.obstacles[path] = Obstacle.NOT_A_FOLDER
            return
        self._names[status.st_dev, status.st_ino] = path
        if stat.S_ISLNK(status.st_mode):
            self._look_at_link(document, full, status)
        elif not stat.S_ISREG(status.st_mode):
            self.obstacles[path] = Obstacle.NOT_A_FILE
        elif _holds(full, status.st_size, document.data):
            self.equal[path] = status.st_mtime_ns
        else:
            self.files[path] = _standing(full, status)

    def _look_at_link(self, document: Document, full: str, status: os.stat_result) -> None:
        target = real(full)
        if not is_inside(self.root, target):
            self.obstacles[document.path] = Obstacle.OUTSIDE
        elif _is_file_of(target, document.data):
            self.equal[document.path] = status.st_mtime_ns
        else:
            self.files[document.path] = Standing(
                size=status.st_size, digest=_digest(full, status), kind=_kind_at(target)
            )

    def _is_inside(self, path: str) -> bool:
        parent = path.rpartition("/")[0]
        if parent not in self._inside:
            self._inside[parent] = is_inside(self.root, path)
        return self._inside[parent]

    def _is_document(self, path: str, status: os.stat_result) -> bool:
        """Whether an old name is the file of a document, because case does not count in this file system."""
        other = self._names.get((status.st_dev, status.st_ino))
        return other is not None and folded(other) == folded(path)


def _is_file_of(target: str, data: bytes) -> bool:
    try:
        status = os.lstat(target)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISREG(status.st_mode) and _holds(target, status.st_size, data)


def _standing(full: str, status: os.stat_result) -> Standing:
    with _opened(full) as file:
        head = file.read(HEAD)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    marked = is_marked(head)
    return Standing(
        size=status.st_size,
        digest=digest,
        marked=marked,
        kind=Kind.UNKNOWN if marked else _kind_at(full),
        mode=stat.S_IMODE(status.st_mode),
    )


def _kind_at(full: str) -> Kind:
    """Return what an ordinary file is; of one that is larger than any feed or sitemap nothing is said."""
    try:
        status = os.lstat(full)
    except (FileNotFoundError, NotADirectoryError):
        return Kind.UNKNOWN
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        return Kind.UNKNOWN
    with _opened(full) as file:
        return kind_of(file.read())


def _holds(full: str, size: int, data: bytes) -> bool:
    """Whether a file holds exactly `data`; its size is known, so most differences cost no reading."""
    if size != len(data):
        return False
    with _opened(full) as file:
        for start in range(0, size, _CHUNK):
            part = data[start : start + _CHUNK]
            if file.read(len(part)) != part:
                return False
    return True
