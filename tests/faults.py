"""Lets operations on files fail, one by one, as a failing disk would; what Python itself loads is left alone."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READING: Final = ("open", "stat", "lstat", "fstat", "read", "scandir", "listdir", "readlink")
"""The operations by which files are found and read."""


def denied(name: str) -> Callable[..., Any]:
    """Return an `os.open` that is not allowed to open files of this name."""
    really = os.open

    def opened(path: Any, *given: Any, **more: Any) -> int:  # noqa: ANN401 - as that of the system
        if PurePath(os.fsdecode(path)).name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return really(path, *given, **more)

    return opened


class Disk:
    """Counts the operations below a folder, and lets one of them fail."""

    def __init__(self, folder: Path, failing: int = -1, error: int = errno.EIO) -> None:
        self._folder, self._failing, self._error = str(folder), failing, error
        self._ours: set[int] = set()
        self.done: list[str] = []

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch every operation meanwhile."""
        patches = [patch.object(os, name, self._watching(name, getattr(os, name))) for name in READING]
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()

    def _watching(self, name: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - as that of the system
            if not self._is_ours(name, given, more):
                return really(*given, **more)
            self.done.append(f"{name} {given[0] if given else '.'}")
            if len(self.done) - 1 == self._failing:
                raise OSError(self._error, os.strerror(self._error), given[0])
            result = really(*given, **more)
            if name == "open":
                self._ours.add(result)
            return result

        return operation

    def _is_ours(self, name: str, given: tuple[Any, ...], more: dict[str, Any]) -> bool:
        """Whether an operation is about the folder: by a path, or by something that was opened there."""
        first = given[0] if given else "."
        if isinstance(first, int):
            return first in self._ours
        if more.get("dir_fd") is not None:
            return more["dir_fd"] in self._ours
        if name == "open" and given[1] & (os.O_WRONLY | os.O_RDWR):
            return False  # writing has its own tests
        return str(Path(os.fsdecode(first)).absolute()).startswith(self._folder)
