"""Waiting for a file to change, by both ways."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest

from feedpub.io import watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Watched = Callable[[Callable[[], object]], bool]

LONG = 10.0
"""Seconds within which a change is certainly told."""
SHORT = 0.3
"""Seconds in which nothing is told of what does not count; more prove no more."""


@pytest.fixture(params=["by looking", "by the system"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[float], bool]]:
    """Return what waits so many seconds for a change of a folder, and says whether there was one."""
    if request.param == "by the system":
        pytest.importorskip("watchfiles", reason="the extra `serve` is not installed")
    stop, happened = threading.Event(), threading.Event()
    skip = [str(tmp_path / "public")]
    changes = watching.changes([str(tmp_path)], skip, stop, by_looking=request.param == "by looking")
    ready = threading.Event()

    def watch() -> None:
        ready.set()
        for _ in changes:
            happened.set()

    thread = threading.Thread(target=watch)
    thread.start()
    ready.wait(LONG)

    def wait(seconds: float) -> bool:
        came = happened.wait(seconds)
        happened.clear()
        return came

    yield wait
    stop.set()
    thread.join(LONG)
    assert not thread.is_alive()


def began(told: Callable[[float], bool], folder: Path) -> None:
    """Make sure that the folder is watched by now."""
    for number in range(100):
        (folder / "first.md").write_text("x" * number, encoding="utf-8")
        if told(0.1):
            break
    while told(SHORT):
        pass


def test_each_kind_of_change_is_told(told: Callable[[float], bool], tmp_path: Path) -> None:
    began(told, tmp_path)
    file = tmp_path / "posts" / "tea.md"
    file.parent.mkdir()
    file.write_text("Tea", encoding="utf-8")
    assert told(LONG)
    while told(SHORT):
        pass
    file.write_text("Green tea", encoding="utf-8")
    assert told(LONG)
    file.rename(file.with_name("green.md"))
    assert told(LONG)
    while told(SHORT):
        pass
    file.with_name("green.md").unlink()
    assert told(LONG)


def test_what_does_not_count_is_not_told(told: Callable[[float], bool], tmp_path: Path) -> None:
    for name in ("public", ".git", "node_modules", "content"):
        (tmp_path / name).mkdir()
    began(told, tmp_path)
    for name in ("public/rss.xml", ".git/index", "node_modules/x.js", "content/.tea.md.swp", "content/tea.md~"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert not told(SHORT)
    (tmp_path / ".eleventy.js").write_text("x", encoding="utf-8")
    assert told(LONG)


def test_a_folder_that_goes_is_no_fault(tmp_path: Path) -> None:
    assert watching.look(str(tmp_path / "gone"), frozenset()) == {}


def test_without_the_library_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert not watching.is_told_by_the_system()
    stop = threading.Event()
    stop.set()
    assert list(watching.changes([str(tmp_path)], (), stop)) == []


@pytest.mark.parametrize("by_looking", [True, False])
def test_each_of_several_folders_is_watched(tmp_path: Path, *, by_looking: bool) -> None:
    if not by_looking:
        pytest.importorskip("watchfiles", reason="the extra `serve` is not installed")
    folders = [tmp_path / "site", tmp_path / "elsewhere"]
    for folder in folders:
        folder.mkdir()
    stop, told = threading.Event(), threading.Semaphore(0)

    def watch() -> None:
        for _ in watching.changes([str(folder) for folder in folders], (), stop, by_looking=by_looking):
            told.release()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        assert told.acquire(timeout=LONG)  # they are watched
        for folder in folders:
            while told.acquire(timeout=SHORT):
                pass
            (folder / "a.md").write_text("changed", encoding="utf-8")
            assert told.acquire(timeout=LONG), folder
    finally:
        stop.set()
        thread.join(LONG)
