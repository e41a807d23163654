"""One run at a time for each output folder."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from feedpub.model.errors import SystemFault
from feedpub.publish import lock
from feedpub.publish.lock import locked, locked_by_name
from tests.publish.folders import documents, place, publish

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from feedpub.io.writing import Place
from feedpub.publish.lock import locked
with locked(Place(*sys.argv[1:])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_refused_at_once_and_told_which_process_is_at_work(tmp_path: Path) -> None:
    path = place(tmp_path / "lock")
    command = [sys.executable, "-c", HOLD, *path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:  # noqa: S603 - our own interpreter
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(SystemFault, match=f"process {other.pid}"), locked(path):
            pass
        other.kill()
    with locked(path):
        pass


def test_publishing_holds_the_lock_of_its_output_folder(tmp_path: Path) -> None:
    output, state = tmp_path / "public", tmp_path / ".feedpub"
    publish(documents({"rss.xml": "a"}), output, state)
    (path,) = state.glob("*.lock")
    with locked(place(path)), pytest.raises(SystemFault, match=f"process {os.getpid()}"):
        publish(documents({"rss.xml": "b"}), output, state)
    assert (output / "rss.xml").read_text("utf-8") == "a"


def test_a_lock_by_name_refuses_a_second_run(tmp_path: Path) -> None:
    path = tmp_path / "lock.pid"
    with (
        locked_by_name(place(path)),
        pytest.raises(SystemFault, match=f"process {os.getpid()}"),
        locked_by_name(place(path)),
    ):
        pass
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "no number", "999999999"])
def test_a_lock_by_name_of_a_dead_process_is_taken_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lock.pid"
    path.write_text(text, "ascii")
    with locked_by_name(place(path)):
        assert path.read_text("ascii") == str(os.getpid())
    assert list(tmp_path.iterdir()) == []


def test_a_lock_by_name_of_other_people_s_process_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(_process: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", kill)
    path = tmp_path / "lock.pid"
    path.write_text("1", "ascii")
    with pytest.raises(SystemFault, match="process 1"), locked_by_name(place(path)):
        pass


def test_a_dead_lock_that_another_run_takes_first_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock.pid"
    path.write_text("999999999", "ascii")
    monkeypatch.setattr(lock, "_clear", lambda _path: None)
    with pytest.raises(SystemFault), locked_by_name(place(path)):
        pass


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_where_the_file_system_knows_no_locks_the_name_is_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(lock, "_lock", refuse)
    path = tmp_path / "lock"
    with locked(place(path)), pytest.raises(SystemFault), locked(place(path)):
        pass


def test_a_lock_that_fails_otherwise_is_not_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(OSError, match="broken"), locked(place(tmp_path / "lock")):
        pass
