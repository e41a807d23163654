"""Disks that fail: they do what a disk does until a given step, and then no more."""

from __future__ import annotations

import errno
import os
import signal
from typing import TYPE_CHECKING

from feedpub.publish.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedpub.io.writing import Place


class Killed(BaseException):
    """The process is dead: nothing it would do afterwards reaches the disk."""


class SteppedDisk(Disk):
    """Counts its steps and calls `at_step` before each; it waits for no real disk."""

    def __init__(self) -> None:
        self.steps = 0
        self.log: list[str] = []

    def at_step(self, name: str, path: Place) -> bool:
        """Say whether to write half a file and stop then; may stop the run by raising."""
        self.steps += 1
        self.log.append(f"{name} {os.path.basename(path)}")  # noqa: PTH119 - names are text in this package
        return False

    def make_folder(self, path: Place) -> None:
        self.at_step("make_folder", path)
        super().make_folder(path)

    def write(self, path: Place, data: bytes, mode: int | None) -> None:
        if self.at_step("write", path):
            super().write(path, data[: len(data) // 2], mode)
            self.stop()
        super().write(path, data, mode)

    def sync(self, path: Place) -> None:
        self.at_step("sync", path)

    def sync_folder(self, path: Place) -> None:
        self.at_step("sync_folder", path)

    def sync_all(self, paths: Sequence[Place]) -> None:
        for path in paths:  # one after the other, so that steps have numbers
            self.sync(path)

    def sync_folders(self, paths: Sequence[Place]) -> None:
        for path in paths:
            self.sync_folder(path)

    def replace(self, source: Place, target: Place) -> None:
        self.at_step("replace", target)
        super().replace(source, target)

    def remove(self, path: Place) -> None:
        self.at_step("remove", path)
        super().remove(path)

    def remove_folder(self, path: Place) -> None:
        self.at_step("remove_folder", path)
        super().remove_folder(path)

    def stop(self) -> None:
        """End the run."""
        raise Killed


class KillingDisk(SteppedDisk):
    """Kills the run at step `last`; with `half`, a file that it writes just then is half there."""

    def __init__(self, last: int, *, half: bool = False, kill: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.last = last
        self.half = half
        self.kill = kill

    def at_step(self, name: str, path: Place) -> bool:
        super().at_step(name, path)
        if self.steps < self.last:
            return False
        if self.half and name == "write" and self.steps == self.last:
            return True
        self.stop()
        return False

    def stop(self) -> None:
        if self.kill:
            self.kill()
        raise Killed


class FullDisk(SteppedDisk):
    """Has no room at step `last`, and for the steps of the same name after it."""

    def __init__(self, last: int, code: int = errno.ENOSPC) -> None:
        super().__init__()
        self.last = last
        self.code = code

    def at_step(self, name: str, path: Place) -> bool:
        super().at_step(name, path)
        if self.steps == self.last:
            raise OSError(self.code, os.strerror(self.code), os.fspath(path))
        return False


def kill_process() -> None:
    """Die at once, as a run does that the system kills."""
    os.kill(os.getpid(), signal.SIGKILL)
