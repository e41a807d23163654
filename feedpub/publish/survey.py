"""Looks what stands in the output folder at the paths of documents and manifest. Writes nothing."""

# ruff: noqa: PTH113, PTH115, PTH118, PTH120, PTH123, PTH202 - names are text here, and Path objects cost a third of a build that changes nothing

from __future__ import annotations

import hashlib
import ntpath
import os
import stat
from typing import TYPE_CHECKING

from feedpub.publish.marks import HEAD, is_marked
from feedpub.publish.plan import Obstacle, Published, Standing, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.model import Document

_CHUNK = 1 << 20


def survey(
    documents: Iterable[Document],
    manifest: Mapping[str, str],
    root: str,
    *,
    kept: Iterable[str] = (),
    folder: str = "",
) -> Published:
    """Give what stands below `root`, the output folder's real path; reads only what it has to.

    Nothing is looked for at the paths in `kept`: those files stay as they are.
    """
    seen = _Survey(root)
    for document in documents:
        seen.document(document)
    for path in (manifest.keys() - seen.wanted).difference(kept):
        seen.leftover(path)
    return Published(
        manifest=manifest,
        equal=frozenset(seen.equal),
        files=seen.files,
        obstacles=seen.obstacles,
        folder=folder,
    )


def is_inside(root: str, path: str) -> bool:
    """Whether the folder that holds `path` really lies in `root`, whatever links lead there."""
    real = os.path.realpath(os.path.dirname(os.path.join(root, path)))
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def digest_at(path: str) -> str | None:
    """Give the digest of what stands at `path`: of its bytes, or of where a link points; None for nothing."""
    try:
        return _digest(path, os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _digest(path: str, status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return f"link:{os.readlink(path)}"
    if not stat.S_ISREG(status.st_mode):
        return "not-a-file"
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Survey:
    """The records of a survey while it goes on."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.equal: set[str] = set()
        self.files: dict[str, Standing] = {}
        self.obstacles: dict[str, Obstacle] = {}
        self.wanted: set[str] = set()
        self._names: dict[tuple[int, int], str] = {}
        self._inside: dict[str, bool] = {}

    def document(self, document: Document) -> None:
        """Look at the path of a document."""
        path = document.path
        self.wanted.add(path)
        if not _is_path(path):
            self.obstacles[path] = Obstacle.NOT_A_PATH
        elif not self._is_inside(path):
            self.obstacles[path] = Obstacle.OUTSIDE
        else:
            self._look(document, os.path.join(self.root, path))

    def leftover(self, path: str) -> None:
        """Look at a path that only the manifest names."""
        if not (_is_path(path) and self._is_inside(path)):
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
            self.equal.add(path)
        else:
            self.files[path] = _standing(full, status)

    def _look_at_link(self, document: Document, full: str, status: os.stat_result) -> None:
        target = os.path.realpath(full)
        if not is_inside(self.root, target):
            self.obstacles[document.path] = Obstacle.OUTSIDE
        elif os.path.isfile(target) and _holds(target, os.path.getsize(target), document.data):
            self.equal.add(document.path)
        else:
            self.files[document.path] = Standing(size=status.st_size, digest=_digest(full, status))

    def _is_inside(self, path: str) -> bool:
        parent = path.rpartition("/")[0]
        if parent not in self._inside:
            self._inside[parent] = is_inside(self.root, path)
        return self._inside[parent]

    def _is_document(self, path: str, status: os.stat_result) -> bool:
        """Whether an old name is the file of a document, because case does not count in this file system."""
        other = self._names.get((status.st_dev, status.st_ino))
        return other is not None and folded(other) == folded(path)


def _standing(full: str, status: os.stat_result) -> Standing:
    with open(full, "rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Standing(size=status.st_size, digest=digest, marked=is_marked(head), mode=stat.S_IMODE(status.st_mode))


def _holds(full: str, size: int, data: bytes) -> bool:
    """Whether a file holds exactly `data`; its size is known, so most differences cost no reading."""
    if size != len(data):
        return False
    with open(full, "rb", buffering=0) as file:
        for start in range(0, size, _CHUNK):
            part = data[start : start + _CHUNK]
            if file.read(len(part)) != part:
                return False
    return True


def _is_path(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    if "\0" in path or "\\" in path or ntpath.splitdrive(path)[0]:
        return False
    return all(part not in {"", ".", ".."} for part in path.split("/"))
