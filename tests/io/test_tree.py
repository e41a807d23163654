"""What a folder holds is the same, however many processes look."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from feedpub.io import tree, workers
from feedpub.io.tree import WalkScope
from feedpub.model.errors import SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.io.tree import Tree

SCOPE = WalkScope(endings=(".md", ".html"), exclude=("drafts/",))
NAMES = (
    "b.md",
    "a/z.md",
    "a/b/c/d.md",
    "가/나.html",
    "B/A.MD",
    "B/.hidden.md",
    "drafts/x.md",
    "B/x\x01.md",
    "c/\x7f.md",
)

needs_a_helper = pytest.mark.skipif(not workers.can_help(), reason="processes are not forked on this system")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name in NAMES:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    for name, target in {"a/in.md": "../b.md", "B/out.md": "../../elsewhere.md", "c/broken.md": "gone.md"}.items():
        (folder / name).symlink_to(target)
    (tmp_path / "elsewhere.md").write_text("not of the site", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two processes be worth it everywhere."""
    monkeypatch.setattr(tree, "_WORTH_WALKING_IN_TWO", 0)
    monkeypatch.setattr(tree, "_WORTH_ASKING_IN_TWO", 2)


@pytest.fixture
def unhelpful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let helpers fail."""
    monkeypatch.setattr(workers.Helper, "answer", lambda _: None)


def walk(site: Path, jobs: int) -> Tree:
    return tree.walk(str(site), str(site), SCOPE, jobs=jobs)


@needs_a_helper
def test_two_processes_find_what_one_finds(site: Path, helped: list[bool]) -> None:
    alone = walk(site, 1)
    assert helped == []
    assert walk(site, 2) == alone
    assert helped == [True]
    assert alone.paths == ("B/A.MD", "a/b/c/d.md", "a/in.md", "a/z.md", "b.md", "가/나.html")
    assert alone.refused == (
        ("B/out.md", "link-outside"),
        ("B/x\x01.md", "bad-name"),
        ("c/broken.md", "link-broken"),
        ("c/\x7f.md", "bad-name"),
    )


@needs_a_helper
@pytest.mark.usefixtures("unhelpful")
def test_where_a_helper_fails_one_process_finds_all(site: Path) -> None:
    alone = walk(site, 1)
    assert walk(site, 2) == alone
    assert tree.marks(f"{site}/", alone.paths, 2) == tree.marks(f"{site}/", alone.paths)


@needs_a_helper
@pytest.mark.parametrize("folder", ["a/", "B/", "c/", "가/"])
def test_a_folder_that_cannot_be_read_is_told_of_whoever_met_it(
    site: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan: Callable[[str], object] = os.scandir

    def scandir(path: str) -> object:
        if path.endswith(f"/{folder}"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    with monkeypatch.context() as patch:  # pytest removes the folder before it takes patches back
        patch.setattr(os, "scandir", scandir)
        with pytest.raises(SystemFault, match=f"{folder} cannot be read: Permission denied"):
            walk(site, 2)


@needs_a_helper
def test_two_processes_are_told_the_same_of_files(site: Path, helped: list[bool]) -> None:
    paths = (*walk(site, 1).paths, "gone.md")
    alone = tree.marks(f"{site}/", paths)
    assert tree.marks(f"{site}/", paths, 2) == alone
    assert helped == [True]
    assert len(alone) == len(paths) * tree.MARK_BYTES
    assert alone.endswith(tree.GONE)


def test_a_few_files_are_looked_at_by_one_process(site: Path, helped: list[bool]) -> None:
    assert len(tree.marks(f"{site}/", ("b.md",), 2)) == tree.MARK_BYTES
    assert helped == []
