"""Zip files from anybody: read within limits, or refused with the reason."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.io import archives
from feedpub.model.errors import SystemFault
from tests.drawn import examples

if TYPE_CHECKING:
    from pathlib import Path


def packed(folder: Path, contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    file = folder / "a.zip"
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_files_of_an_archive_are_read_in_order(tmp_path: Path, method: int) -> None:
    file = packed(tmp_path, {"b/": b"", "b/x": b"1", "a": b"2" * 9, "__MACOSX/._a": b"3"}, method)
    assert archives.is_archive(file)
    with archives.opened(file) as archive:
        assert archive.names() == ("a", "b/x")
        assert archive.read("a", 9) == b"2" * 9


def test_an_archive_is_told_by_what_it_begins_with(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"<rss/>")
    assert not archives.is_archive(tmp_path / "x.zip")
    assert not archives.is_archive(tmp_path / "nothing.zip")
    assert archives.is_archive(packed(tmp_path, {}))


def test_a_file_that_unpacks_to_more_than_is_asked_for_is_refused(tmp_path: Path) -> None:
    with (
        archives.opened(packed(tmp_path, {"a": bytes(1_000_000)})) as archive,
        pytest.raises(ValueError, match="a in it unpacks to more than 999,999 bytes"),
    ):
        archive.read("a", 999_999)


def test_all_files_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 10)
    with archives.opened(packed(tmp_path, {"a": bytes(6), "b": bytes(6)})) as archive:
        archive.read("a", 100)
        with pytest.raises(ValueError, match="b in it unpacks to more than 4 bytes"):
            archive.read("b", 100)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_in_one_piece_is_refused(tmp_path: Path, method: int) -> None:
    with (
        archives.opened(packed(tmp_path, {"a": b"x"}, method)) as archive,
        pytest.raises(ValueError, match="packed in a way that is not read here; unpack it and name the folder"),
    ):
        archive.read("a", 9)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    file = packed(tmp_path, {"a": b"x"})
    data = bytearray(file.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)
    with archives.opened(file) as archive, pytest.raises(ValueError, match="a in it is encrypted"):
        archive.read("a", 9)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    file = packed(tmp_path, {"a": b"x" * 99}, zipfile.ZIP_STORED)
    file.write_bytes(file.read_bytes().replace(b"xxx", b"xyx"))
    with archives.opened(file) as archive, pytest.raises(ValueError, match="a in it is damaged"):
        archive.read("a", 99)


@pytest.mark.parametrize("length", [archives.MAX_LISTING + 1, (1 << 32) - 1])
def test_a_list_of_files_that_does_not_fit_into_memory_is_not_read(tmp_path: Path, length: int) -> None:
    file = packed(tmp_path, {"a": b"x"})
    data = file.read_bytes()
    file.write_bytes(data[:-10] + struct.pack("<L", length) + data[-6:])
    with pytest.raises(ValueError, match="very many or very large files; unpack it"), archives.opened(file):
        pass


def test_other_numbers_that_would_count_are_refused(tmp_path: Path) -> None:
    file = packed(tmp_path, {"a": b"x"})
    data = file.read_bytes()
    file.write_bytes(data[:-22] + b"PK\x06\x07" + bytes(16) + data[-22:])
    with pytest.raises(ValueError, match="very many or very large files"), archives.opened(file):
        pass


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06", b"PK\x03\x04" + bytes(99) + b"PK\x05\x06" + bytes(18)])
def test_what_only_begins_like_an_archive_is_refused_or_empty(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data[:-1])
    with pytest.raises(ValueError, match="it breaks off"), archives.opened(tmp_path / "a.zip"):
        pass


def test_an_archive_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SystemFault, match="cannot be read"), archives.opened(tmp_path / "nothing.zip"):
        pass


@examples(300)
@given(st.data())
def test_whatever_is_changed_in_an_archive_nothing_else_is_raised(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = packed(tmp_path_factory.mktemp("zip"), {"a": b"x" * 40, "posts/b.html": b"<p>" + bytes(range(99))})
    changed = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(changed)
    try:
        with archives.opened(file) as archive:
            for name in archive.names():
                assert len(archive.read(name, 999)) <= 999
    except ValueError as error:
        assert str(error).startswith("it is a ") or " in it " in str(error)  # noqa: PT017 - several reasons
