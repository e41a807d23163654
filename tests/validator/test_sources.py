from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.validator import sources

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_below_root_has_an_address(tmp_path: Path) -> None:
    location = sources.Location(root=tmp_path, base_url="https://example.com/blog/")
    assert location.url_of(tmp_path / "ä b" / "feed.xml") == "https://example.com/blog/%C3%A4%20b/feed.xml"


def test_a_file_outside_of_root_has_none(tmp_path: Path) -> None:
    location = sources.Location(root=tmp_path / "public", base_url="https://example.com/")
    assert location.url_of(tmp_path / "feed.xml") is None


def test_without_the_address_of_root_there_is_none(tmp_path: Path) -> None:
    assert sources.Location(root=tmp_path).url_of(tmp_path / "feed.xml") is None


@pytest.mark.parametrize(("path", "there"), [("a.html", True), ("", True), ("b/", True), ("c", False), ("../x", False)])
def test_files_are_looked_for_below_root_only(tmp_path: Path, path: str, *, there: bool) -> None:
    root = tmp_path / "root"
    (root / "b").mkdir(parents=True)
    (root / "a.html").write_text("a")
    (tmp_path / "x").write_text("x")
    assert sources.Location(root=root).has_file(path) is there


def test_a_file_is_read_below_root_only(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "robots.txt").write_text("a")
    (tmp_path / "secret").write_text("b")
    location = sources.Location(root=tmp_path / "root")
    assert location.read("robots.txt") == b"a"
    assert location.read("../secret") == b""
    assert location.read("absent") == b""


def test_pages_are_found_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss/>")
    assert not sources.Location(root=tmp_path).has_pages()
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "index.html").write_text("x")
    assert sources.Location(root=tmp_path).has_pages()


def test_the_size_of_a_file_below_root_is_known(tmp_path: Path) -> None:
    (tmp_path / "root" / "a").mkdir(parents=True)
    (tmp_path / "root" / "1.mp3").write_bytes(b"abc")
    (tmp_path / "secret").write_bytes(b"abcd")
    location = sources.Location(root=tmp_path / "root")
    assert [location.size(path) for path in ("1.mp3", "a", "absent", "../secret")] == [3, None, None, None]


def test_feeds_and_sitemaps_of_a_folder_are_found_and_other_files_passed_over(tmp_path: Path) -> None:
    contents = {
        "rss.xml": b"<rss/>",
        "atom.XML": b"<?xml version='1.0'?><a:feed xmlns:a=''/>",
        "sub/sitemap.xml": b"<urlset/>",
        "utf16.xml": "<feed/>".encode("utf-16"),
        "feed.json": b'{"version": "https://jsonfeed.org/version/1.1"}',
        "empty.rss": b"",
        "sitemap.xml.gz": b"\x1f\x8b",
        "package.json": b'{"version": "1.0"}',
        "other.xml": b"<svg/>",
        "page.html": b"<rss/>",
        ".hidden/rss.xml": b"<rss/>",
    }
    for name, data in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = {file.relative_to(tmp_path).as_posix() for file in sources.files_in(tmp_path)}
    assert found == {*contents} - {"package.json", "other.xml", "page.html", ".hidden/rss.xml"}


def test_a_file_can_be_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"x" * 300_000)
    source = sources.file_source(tmp_path / "a.xml", sources.Location(root=tmp_path))
    assert b"".join(source.open()) == b"".join(source.open()) == b"x" * 300_000
