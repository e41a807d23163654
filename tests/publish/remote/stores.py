"""Places for the tests: in the memory of the process, and such as fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from feedpub.publish.remote import RemoteDestination
from feedpub.publish.remote.address import parsed
from feedpub.publish.remote.headers import Caching
from tests.publish.folders import KEY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.model.records import Document
    from feedpub.publish import Plan

memory = pytest.importorskip("fsspec.implementations.memory", reason="fsspec is not installed").MemoryFileSystem
ADDRESS: Final = "memory://bucket/blog"
ROOT: Final = "/bucket/blog/"
CACHING: Final = Caching(documents="public, max-age=300, must-revalidate", stylesheets="public, max-age=3600")
CHANGING: Final = frozenset({"pipe_file", "cp_file", "rm_file", "mv", "makedirs", "rmdir"})
ASKING: Final = frozenset({"ls", "cat_file", "find"})


def empty() -> Any:  # noqa: ANN401 - fsspec has no types
    """Return a file system of its own, in memory."""
    file_system = memory(skip_instance_cache=True)
    file_system.store, file_system.pseudo_dirs = {}, [""]  # else all share those of the class
    return file_system


def texts_in(file_system: Any, *, with_records: bool = False) -> dict[str, str]:  # noqa: ANN401 - fsspec has no types
    """Return path -> text of every file at the place."""
    paths = [path for path in file_system.find("/") if with_records or "/.feedpub/" not in path]
    return {path.removeprefix(ROOT): file_system.cat_file(path).decode("utf-8", "replace") for path in sorted(paths)}


def left_in(file_system: Any) -> set[str]:  # noqa: ANN401 - fsspec has no types
    """Return the names of records that no run leaves that has ended well."""
    names = {path.rpartition("/")[2] for path in file_system.find(f"{ROOT}.feedpub")}
    return {name for name in names if name != "manifest.json" and not name.startswith("snapshot.")}


def place(file_system: Any, site: Path, key: bytes | None = KEY) -> RemoteDestination:  # noqa: ANN401 - fsspec has no types
    """Return the place, as a build of the site in a folder of this machine sees it."""
    site.mkdir(exist_ok=True)
    return RemoteDestination(parsed(ADDRESS), str(site), caching=CACHING, key=key, file_system=file_system)


def publish(file_system: Any, site: Path, documents: tuple[Document, ...], **more: Any) -> Plan:  # noqa: ANN401 - those of `publish`
    """Publish documents there, as a user with a key does."""
    return place(file_system, site).publish(documents, **more)


class Killed(BaseException):
    """The process is dead: nothing it would do afterwards reaches the store."""


class Failing:
    """A file system of which calls fail from the one with a given number on, or that one alone."""

    def __init__(  # noqa: PLR0913 - ways to fail
        self,
        file_system: Any,  # noqa: ANN401 - fsspec has no types
        number: int,
        error: Callable[[], BaseException],
        *,
        counted: frozenset[str] = CHANGING,
        is_for_ever: bool = False,
        after: bool = False,
    ) -> None:
        self._real = file_system
        self._number = number
        self._error = error
        self._counted = counted
        self._is_for_ever = is_for_ever
        self._after = after
        self.done = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file system has
        real = getattr(self._real, name)
        if name not in self._counted:
            return real

        def call(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - those of the call
            self.done += 1
            fails = self.done == self._number or (self._is_for_ever and self.done > self._number)
            if fails and not self._after:
                raise self._error()
            answer = real(*arguments, **more)
            if fails:
                raise self._error()
            return answer

        return call
