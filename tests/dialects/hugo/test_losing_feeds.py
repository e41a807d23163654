"""A term of a Hugo site that is renamed keeps its feed, as the guard says."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from feedpub import config, pipeline
from feedpub.model.errors import ContentError
from feedpub.pipeline import Request
from tests.owner import NOW
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path


def tagged(folder: Path, tag: str, toml: str = "") -> Request:
    posts = {
        f"content/posts/p{day}.md": f"+++\ntitle = 'P{day}'\ndate = 2026-03-0{day}T08:00:00Z\ntags = ['{tag}']\n+++\n"
        f"\nText {day} is about the number {day} and nothing else.\n"
        for day in (1, 2, 3)
    }
    write(folder, {"hugo.toml": 'baseURL = "https://h.example/"\ntitle = "H"\n', "feedpub.toml": toml, **posts})
    return Request(folder=folder, options=config.load(folder), now=NOW)


def test_a_renamed_tag_keeps_its_feed_by_the_line_that_the_guard_names(tmp_path: Path) -> None:
    pipeline.build(tagged(tmp_path, "trees"))
    with pytest.raises(ContentError) as caught:
        pipeline.build(tagged(tmp_path, "wood"))
    (found,) = [one for one in caught.value.diagnostics if one.level.value == "error"]
    line = found.hint.split("`")[1]
    assert tomllib.loads(line) == {"feeds": {"tags": {"aliases": {"Trees": "Wood"}}}}
    pipeline.build(tagged(tmp_path, "wood", f"{line}\n"))
    assert (tmp_path / "public/tags/trees/index.xml").is_file()
    assert (tmp_path / "public/tags/wood/index.xml").is_file()
