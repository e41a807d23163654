"""Every call of the system fails in turn: nothing is published, or the next run finishes it; and it is said."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from feedpub.io import beneath, writing
from feedpub.model.errors import SystemFault
from feedpub.publish import survey
from tests.publish.folders import documents, publish, texts_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

OLD = {"rss.xml": "old rss", "atom.xml": "same", "gone/rss.xml": "old term", "sitemap.xml": "old sitemap"}
NEW = {"rss.xml": "new rss, longer", "atom.xml": "same", "new/rss.xml": "new term", "sitemap.xml": "new sitemap"}
THEIRS = {"index.html": "theirs"}
CALLS = {
    "open",
    "stat",
    "lstat",
    "fstat",
    "mkdir",
    "unlink",
    "replace",
    "rmdir",
    "listdir",
    "fsync",
    "readlink",
    "fdopen",
}
MOST = 600
"""More calls than a run makes; a test makes sure of it."""


class Failing:
    """The module `os`, of which the call with a given number fails."""

    def __init__(self, number: int, code: int) -> None:
        self.number = number
        self.code = code
        self.done = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is in the module
        real = getattr(os, name)
        return self._counted(real) if name in CALLS else real

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - those of the call
            self.done += 1
            if self.done == self.number:
                raise OSError(self.code, os.strerror(self.code), "somewhere")
            return call(*arguments, **more)

        return counted


@pytest.fixture
def site(tmp_path: Path) -> Callable[[], Path]:
    """Return what gives a folder that was published as OLD, always the same one."""
    folder, kept = tmp_path / "site", tmp_path / "kept"
    folder.mkdir()
    publish(documents(OLD), folder / "public", folder / ".feedpub")
    (folder / "public" / "index.html").write_text("theirs")
    shutil.copytree(folder, kept)

    def anew() -> Path:
        shutil.rmtree(folder)
        return shutil.copytree(kept, folder)

    return anew


def failed(folder: Path, number: int, code: int) -> tuple[int, SystemFault | None]:
    """Publish NEW, with a call that fails; return how many there were, and the failure."""
    failing = Failing(number, code)
    with pytest.MonkeyPatch.context() as patch:
        for module in (beneath, writing, survey):
            patch.setattr(module, "os", failing)
        try:
            publish(documents(NEW), folder / "public", folder / ".feedpub")
        except SystemFault as fault:
            return failing.done, fault
    return failing.done, None


@pytest.mark.parametrize(
    ("code", "first", "step"),
    # What is done about a failure hardly depends on its code: all calls fail in one way, and a third in each other.
    [(errno.EIO, 1, 1), (errno.EMFILE, 1, 3), (errno.EACCES, 2, 3), (errno.ENOSPC, 3, 3), (errno.EROFS, 1, 3)],
)
def test_a_call_that_fails_leaves_whole_files_and_a_run_that_the_next_finishes(
    site: Callable[[], Path], code: int, first: int, step: int
) -> None:
    number, calls = first, MOST
    while number <= calls:
        folder = site()
        calls, fault = failed(folder, number, code)
        calls = MOST if fault else calls
        standing = {path: text for path, text in texts_in(folder / "public").items() if ".feedpub-" not in path}
        assert all(text in {OLD.get(path), NEW.get(path), THEIRS.get(path)} for path, text in standing.items())
        assert {"rss.xml", "atom.xml", "sitemap.xml", "index.html"} <= standing.keys()
        if fault is None:
            assert texts_in(folder / "public") == {**NEW, **THEIRS}, number
        publish(documents(NEW), folder / "public", folder / ".feedpub")
        assert texts_in(folder / "public") == {**NEW, **THEIRS}, number
        assert not list((folder / ".feedpub").glob("*.new"))
        number += step
    assert calls < MOST
    assert number > 100
