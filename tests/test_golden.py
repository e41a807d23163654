"""What a build of each small site of tests/golden gives, byte for byte. `make golden` writes them anew."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from tests.golden.sites import FOLDER, NAMES, built, expected

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
"""Deflate, no name, no time (RFC 1952)."""


def unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Unpack `.gz` files: another zlib packs otherwise, and that is no change of ours."""
    return {path: gzip.decompress(data) if path.endswith(".gz") else data for path, data in files.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_site_gives_the_folder_it_gave_when_it_was_last_read(name: str, tmp_path: Path) -> None:
    given, wanted = unpacked(built(name, tmp_path)), unpacked(expected(name))
    assert sorted(given) == sorted(wanted)
    for path, data in wanted.items():
        assert given[path] == data, path


def test_there_are_sites_for_every_table_of_the_configuration() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*/site/feedpub.toml"))
    tables = set(re.findall(r"^\[([a-z.]+)\]", written, re.MULTILINE))
    assert tables >= {"site", "content", "feeds", "feeds.tags", "feeds.authors", "feeds.languages", "sitemap", "ids"}


def test_packed_files_carry_neither_name_nor_time() -> None:
    packed = [data for name in NAMES for path, data in expected(name).items() if path.endswith(".gz")]
    assert packed
    assert all(data.startswith(GZIP_HEAD) for data in packed)
