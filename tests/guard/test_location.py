"""Finding what is published."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from feedpub.guard import location
from feedpub.model.errors import SystemFault
from tests.faults import denied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Web:
    """Stands for the web: pages by address."""

    def __init__(self, **pages: bytes) -> None:
        self.pages = {f"https://e.com/{name}": data for name, data in pages.items()}

    def __call__(self, addresses: Iterable[str]) -> Mapping[str, bytes | None]:
        return {address: self.pages.get(address) for address in addresses}


def test_of_a_folder_what_is_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"a")
    (tmp_path / "folder").mkdir()
    assert location.in_folder(tmp_path, ["a.xml", "b.xml", "folder", "nul\0"]) == (("a.xml", b"a"),)


def test_a_file_beyond_all_measure_is_no_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xml").write_bytes(b"long")
    monkeypatch.setattr(location, "MAX_BYTES", 3)
    assert location.in_folder(tmp_path, ["a.xml"]) == ()


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xml").write_bytes(b"a")

    monkeypatch.setattr(os, "open", denied("a.xml"))
    with pytest.raises(SystemFault, match="Permission denied"):
        location.in_folder(tmp_path, ["a.xml"])


def test_the_parts_of_an_index_are_found_beside_it(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    index = b"<sitemapindex><sitemap><loc>https://e.com/maps/1.xml</loc></sitemap><sitemap><loc>/</loc></sitemap>"
    (tmp_path / "maps/all.xml").write_bytes(index)
    (tmp_path / "maps/1.xml").write_bytes(b"part")
    assert location.in_folder(tmp_path, ["maps/all.xml"])[1:] == (("maps/1.xml", b"part"),)


@pytest.mark.parametrize("base", ["https://e.com", "https://e.com/"])
def test_at_an_address_documents_lie_below_it(base: str) -> None:
    web = Web(**{"a.xml": b"<rss/>", "%ED%95%9C.xml": b"<feed/>", "page.xml": b" <HTML>"})
    found = location.at_address(base, ["a.xml", "한.xml", "page.xml", "none.xml"], web)
    assert found == (("a.xml", b"<rss/>"), ("한.xml", b"<feed/>"))


def test_an_address_that_is_a_feed_is_all_there_is() -> None:
    web = Web(feed=b"<rss/>", **{"a.xml": b"<rss/>"})
    assert location.at_address("https://e.com/feed", ["a.xml"], web) == (("https://e.com/feed", b"<rss/>"),)


def test_a_page_without_slash_is_the_folder_of_its_documents() -> None:
    web = Web(blog=b"<!doctype html>", **{"blog/a.xml": b"<rss/>"})
    assert location.at_address("https://e.com/blog", ["a.xml"], web) == (("a.xml", b"<rss/>"),)
