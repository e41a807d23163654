"""The gate to a place on the network: the few things that publishing asks of it, whatever its protocol is.

Everything read, written or removed there goes through `RemoteStore`. Paths are below the place, with `/`. What fails is
a SystemFault with a sentence; that nothing is at a path is no failure.
"""

from __future__ import annotations

import contextlib
import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from feedpub.model.errors import FeedpubError
from feedpub.publish.remote.connecting import TRAITS, connected, fault
from feedpub.publish.remote.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from feedpub.publish.remote.address import RemoteAddress

    Task = TypeVar("Task")
    Answer = TypeVar("Answer")

_AT_ONCE: Final = 16
"""Requests that are waited for together."""
_NO_HEADERS: Final = Headers()
_TAGS: Final = ("ETag", "etag", "mtime", "created")
"""What file systems of fsspec call what changes with an object, the best first."""
_TIMES: Final = ("LastModified", "mtime", "updated", "created")
_NEW: Final = ".part"
_GONE: Final = (FileNotFoundError, NotADirectoryError, IsADirectoryError)


class EntryKind(enum.Enum):
    """What a name in a place is."""

    FILE = "file"
    FOLDER = "directory"
    OTHER = "other"


class Entry(NamedTuple):
    """A name in a place."""

    kind: EntryKind
    size: int
    """Bytes."""
    tag: str
    """Another one whenever the file is written, and nothing more is known of it."""
    changed: float
    """Seconds since 1970 by the clock of the store; 0 where it does not say."""


class RemoteStore:
    """A place on the network. `file_system` is that of fsspec, connected when something is first asked of it."""

    def __init__(self, target: RemoteAddress, file_system: Any = None) -> None:  # noqa: ANN401 - fsspec has no types
        self.target = target
        self.traits = TRAITS[target.protocol]
        self._connected = file_system

    # Reading

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """Return what is in a folder, by name; nothing where there is no such folder."""
        whole = self._whole(folder)
        with self._explained(folder):
            try:
                found = self._fs.ls(whole, detail=True)
            except _GONE:
                return {}
        entries: dict[str, Entry] = {}
        for one in found:
            parent, _, name = one["name"].rstrip("/").rpartition("/")
            # A store lists the object itself, too, where its name is that of a folder, and both where both are there.
            if name and parent.strip("/") == whole.strip("/"):
                entry = _entry(one)
                if name not in entries or entry.kind is EntryKind.FILE:
                    entries[name] = entry
        return entries

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where there is none."""
        with self._explained(path):
            try:
                return bytes(self._fs.cat_file(self._whole(path)))
            except _GONE:
                return None
            except OSError:
                # SFTP has one answer for all that fails; a folder is no file.
                folder, _, name = path.rpartition("/")
                entry = self.entries(folder).get(name) if self.traits.has_folders else None
                if entry is not None and entry.kind is EntryKind.FOLDER:
                    return None
                raise

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return the bytes of those of the files that are there."""
        wanted = list(paths)
        found = zip(wanted, self.at_once(self.read, wanted), strict=True)
        return {path: data for path, data in found if data is not None}

    def paths(self) -> list[str]:
        """Return the path of every file in the place, which asks for as many listings as there are folders."""
        whole = self._whole("")
        with self._explained():
            try:
                found = self._fs.find(whole)
            except _GONE:
                return []
        start = whole.strip("/")
        inside = (name.strip("/") for name in found)
        return sorted(name[len(start) :].lstrip("/") for name in inside if name.startswith(start) and name != start)

    # Writing

    def put(self, path: str, data: bytes, headers: Headers = _NO_HEADERS) -> None:
        """Put a file in place in one step: readers get the old one or the new one."""
        if not self.traits.has_folders:
            with self._explained(path):
                self._fs.pipe_file(self._whole(path), data, **self._told(headers))
            return
        self.put_apart(path + _NEW, data)
        with self._explained(path):
            self._fs.mv(self._whole(path + _NEW), self._whole(path))

    def put_apart(self, path: str, data: bytes, headers: Headers = _NO_HEADERS) -> None:
        """Write a file that nobody reads before it is moved, which need not be whole at each moment."""
        if not self.traits.has_folders:
            self.put(path, data, headers)
            return
        self._make_folder_of(path)
        with self._explained(path):
            self._fs.pipe_file(self._whole(path), data)

    def create(self, path: str, data: bytes) -> bool:
        """Make a file where none is; return whether that could be done. Of two who try, one can."""
        self._make_folder_of(path)
        with self._explained(path):
            try:
                self._fs.pipe_file(self._whole(path), data, mode="create")
            except FileExistsError:
                return False
            except (OSError, NotImplementedError, ValueError) as error:
                return self._created_by_looking(path, data, error)
        return True

    def _created_by_looking(self, path: str, data: bytes, error: Exception) -> bool:
        """Make a file where the store knows no way to say "only if there is none": look before, and afterwards."""
        if isinstance(error, (PermissionError, FileNotFoundError, ConnectionError, TimeoutError)):
            raise error
        if self.read(path) is not None:
            return False  # SFTP has one answer for all that fails
        self.put(path, data)
        return self.read(path) == data

    def move(self, source: str, target: str) -> None:
        """Return a file another name, in place of what has that name: readers get the old one or the new one."""
        old, new = self._whole(source), self._whole(target)
        self._make_folder_of(target)
        with self._explained(target):
            if self.traits.has_folders:
                self._fs.mv(old, new)
            else:
                self._fs.cp_file(old, new)
                self._fs.rm_file(old)

    def remove(self, path: str) -> None:
        """Remove a file, if it is there, and the folders that are empty then."""
        with self._explained(path), contextlib.suppress(FileNotFoundError):
            self._fs.rm_file(self._whole(path))

    def remove_empty_folders(self, path: str) -> None:
        """Remove the folders above a path in which nothing is, where there are folders."""
        folder = path.rpartition("/")[0]
        while folder and self.traits.has_folders and not self.entries(folder):
            with self._explained(folder), contextlib.suppress(FileNotFoundError):
                self._fs.rmdir(self._whole(folder))
            folder = folder.rpartition("/")[0]

    def at_once(self, work: Callable[[Task], Answer], tasks: Iterable[Task]) -> list[Answer]:
        """Return the answers to the tasks in their order; several at once where the store can do that."""
        wanted = list(tasks)
        if not self.traits.is_parallel or len(wanted) < 2:  # noqa: PLR2004 - one alone has nobody to wait for
            return [work(one) for one in wanted]
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - few builds publish there

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(work, wanted))

    @property
    def _fs(self) -> Any:  # noqa: ANN401 - fsspec has no types
        if self._connected is None:
            self._connected = connected(self.target)
        return self._connected

    def _whole(self, path: str) -> str:
        """Return a path as fsspec takes it."""
        target = self.target
        root = f"{target.host}/{target.path}".rstrip("/") if target.protocol != "sftp" else target.path
        root = f"/{root}" if target.protocol == "memory" else root
        return f"{root}/{path}" if path else root

    def _told(self, headers: Headers) -> Mapping[str, Any]:
        """Return the headers as the library takes them."""
        if self.target.protocol == "s3":
            named = {"ContentType": headers.content_type, "CacheControl": headers.cache_control}
            return {name: value for name, value in named.items() if value}
        if self.target.protocol == "gs" and headers.content_type:
            fixed = {"cache_control": headers.cache_control} if headers.cache_control else None
            return {"content_type": headers.content_type, "fixed_key_metadata": fixed}
        return {}

    def _make_folder_of(self, path: str) -> None:
        if self.traits.has_folders:
            with self._explained(path):
                self._fs.makedirs(self._whole(path.rpartition("/")[0]), exist_ok=True)

    @contextlib.contextmanager
    def _explained(self, path: str = "") -> Iterator[None]:
        """Have whatever a library raises say what is wrong: they have no error in common."""
        try:
            yield
        except FeedpubError:
            raise
        except Exception as error:
            raise fault(self.target, error, path) from error


def _entry(told: Mapping[str, Any]) -> Entry:
    kinds = {kind.value: kind for kind in EntryKind}
    size = int(told.get("size") or 0)
    mark = next((told[name] for name in _TAGS if told.get(name)), "")
    mark = str(_seconds(mark)) if isinstance(mark, (datetime, int, float)) else str(mark).strip('"')
    when = next((told[name] for name in _TIMES if told.get(name)), 0)
    return Entry(kinds.get(told.get("type", ""), EntryKind.OTHER), size, f"{size}:{mark}", _seconds(when))


def _seconds(when: object) -> float:
    """Return a moment in seconds since 1970; 0 where it is none."""
    if isinstance(when, datetime):
        return when.timestamp()
    if isinstance(when, str):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(when).timestamp()
    return float(when) if isinstance(when, (int, float)) else 0.0
