from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.collect import dialects
from feedpub.io import markers
from feedpub.sites.eleventy import config as eleventy
from feedpub.sites.hugo import sources as hugo
from feedpub.sites.jekyll import MARKERS as JEKYLL
from feedpub.sites.pelican import config as pelican

if TYPE_CHECKING:
    from pathlib import Path

HUGO = tuple(name.partition("/")[0] for name in (*hugo._SURE, *hugo._SHARED, *hugo._FOLDERS))  # noqa: SLF001 - its marker files


@pytest.mark.parametrize("name", [*JEKYLL, *HUGO, *pelican.MARKERS, *eleventy.MARKERS, "zola.toml"])
def test_a_marker_file_has_the_generators_asked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert markers.of_another_generator(str(tmp_path))


def test_a_site_of_feedpubs_own_asks_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("feedpub.toml", "feedpub.ids", "README.md", ".feedpub", ".git", ".github"):
        (tmp_path / name).touch()
    for name in ("content", "public"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(dialects, "load", lambda _: pytest.fail("asked"))
    assert dialects.find(tmp_path) is None


def test_a_folder_that_is_not_there_is_looked_at_closer(tmp_path: Path) -> None:
    assert dialects.find(tmp_path / "absent") is None
