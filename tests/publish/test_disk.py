"""Failures of the disk are told to people with the file and what to do."""

from __future__ import annotations

import errno
import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from feedpub.io.writing import Place
from feedpub.model.errors import SystemFault
from feedpub.publish.disk import Disk, explained
from tests.publish.folders import place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("code", "fix"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permissions"),
        (errno.ENAMETOOLONG, "shorten"),
    ],
)
def test_a_failure_names_the_file_and_the_fix(code: int, fix: str) -> None:
    with pytest.raises(SystemFault, match=f"public/rss.xml: .*{fix}") as caught, explained("public"):
        raise OSError(code, os.strerror(code), "public/rss.xml")
    assert (caught.value.path, caught.value.exit_code) == ("public/rss.xml", 3)


def test_a_failure_that_names_no_file_is_told_of_the_output_folder() -> None:
    with pytest.raises(SystemFault, match="public: Input/output error"), explained("public"):
        raise OSError(errno.EIO, "Input/output error")
    with pytest.raises(SystemFault, match="public: odd"), explained("public"):
        raise OSError("odd")


def test_a_left_over_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"theirs")
    (tmp_path / "new").symlink_to(victim)
    Disk().write(place(tmp_path / "new"), b"ours", 0o640)
    assert victim.read_bytes() == b"theirs"
    assert stat.S_IMODE((tmp_path / "new").lstat().st_mode) == 0o640


def test_what_is_there_or_gone_already_is_no_failure(tmp_path: Path) -> None:
    disk = Disk()
    disk.make_folder(place(tmp_path))
    disk.remove(place(tmp_path / "gone"))
    disk.remove_folder(place(tmp_path / "gone"))
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_somebody_needs_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    Disk().remove_folder(place(tmp_path))
    assert tmp_path.exists()


class Watched(Disk):
    """Notes what it syncs; fails at the files that are told."""

    def __init__(self, *broken: str) -> None:
        self.broken = broken
        self.synced: list[Place] = []

    def sync(self, path: Place) -> None:
        if path.name in self.broken:
            raise OSError(errno.EIO, os.strerror(errno.EIO), path.name)
        self.synced.append(path)

    def sync_folder(self, path: Place) -> None:
        self.synced.append(path)


@pytest.mark.parametrize("number", [0, 1, 2, 100])
def test_each_of_many_is_synced_once_before_it_goes_on(number: int) -> None:
    disk, paths = Watched(), [Place("", str(each)) for each in range(number)]
    disk.sync_all(paths)
    assert sorted(disk.synced) == sorted(paths)
    disk.sync_folders(paths)
    assert sorted(disk.synced) == sorted([*paths, *paths])


@pytest.mark.parametrize("number", [1, 2, 100])
def test_one_that_cannot_be_synced_is_an_error_and_nothing_goes_on_beside_it(number: int) -> None:
    disk = Watched("0")
    with pytest.raises(OSError, match="'0'"):
        disk.sync_all([Place("", str(each)) for each in range(number)])
    assert threading.active_count() == 1


def test_files_and_folders_of_a_real_disk_are_synced_side_by_side(tmp_path: Path) -> None:
    disk, paths = Disk(), [place(tmp_path / f"{each}.xml") for each in range(20)]
    for path in paths:
        disk.write(path, b"<a/>", None)
    disk.sync_all(paths)
    disk.sync_folders([Place(str(tmp_path))] * 3)
    with pytest.raises(FileNotFoundError, match=r"gone\.xml"):
        disk.sync_all([*paths, place(tmp_path / "gone.xml")])
