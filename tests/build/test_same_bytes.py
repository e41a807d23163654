"""Two builds on different days, machines, locales and time zones: the same bytes, and no file is touched."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from feedpub.build import items, validation
from feedpub.collect import reading
from feedpub.io import tree
from tests.owner import Site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

WORLDS = [
    {"TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1795000000", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Seoul", "LC_ALL": "ko_KR.UTF-8", "SOURCE_DATE_EPOCH": "1895000000", "PYTHONHASHSEED": "2"},
    {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "3"},
]


def build(site: Site, world: dict[str, str]) -> None:
    environ = {name: value for name, value in os.environ.items() if name not in {"TZ", "LC_ALL", "SOURCE_DATE_EPOCH"}}
    program = "import sys; from feedpub.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "build", str(site.folder)]
    subprocess.run(command, env=environ | world, check=True, capture_output=True)  # noqa: S603 - our own words


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


@pytest.mark.parametrize("updated", ["author", "content"])
def test_neither_clock_nor_locale_nor_time_zone_changes_a_byte_or_touches_a_file(tmp_path: Path, updated: str) -> None:
    site = Site(tmp_path / "one", feeds__updated=updated, site__timezone="Asia/Seoul")
    other = Site(tmp_path / "two", feeds__updated=updated, site__timezone="Asia/Seoul")
    for each in (site, other):
        each.posts(4)
        each.post("날짜만", title="날짜만", date="2024-06-30")
        each.request()
    build(site, WORLDS[0])
    before = state(site.output)
    for world in WORLDS[1:]:
        build(site, world)
    assert state(site.output) == before
    build(other, WORLDS[1])
    assert {path: data for path, (data, _) in state(other.output).items()} == {
        path: data for path, (data, _) in before.items()
    }


MEANS: list[dict[str, Any]] = [
    {"jobs": 1, "cache": False},
    {"jobs": 1, "cache": True},
    {"jobs": 2, "cache": False},
    {"jobs": 3, "cache": True},
    {"jobs": 2, "cache": True, "in_brief": True},
]


def edited(site: Site, rng: random.Random) -> None:
    """Write a post, write one anew, add to one, or take one away."""
    name = f"post-{rng.randrange(40)}"
    file = site.content / f"{name}.md"
    if rng.random() < 0.2:  # a fifth of the edits
        file.unlink(missing_ok=True)
        return
    if rng.random() < 0.5 and file.exists():
        file.write_text(file.read_text(encoding="utf-8") + f"\nMore {rng.random()}.\n", encoding="utf-8")
        return
    day = f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    words = " ".join(rng.choice(["amber", "birch", "다리", "*dune*", "![x](/x.png)"]) for _ in range(20))
    site.post(name, words, title=f"{name} {rng.randrange(5)}", date=day, categories=rng.choice(["A", "B", "다리"]))


def build_by(site: Site, *, in_brief: bool = False, **means: Any) -> None:  # noqa: ANN401 - of a request
    accept = ("feed-shrunk", "feed-vanished", "dates-moved", "sitemap-shrunk", "id-reused")
    (site.build_in_brief if in_brief else site.build)(*accept, **means)


def test_neither_processes_nor_caches_change_a_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_WORTH_SHARING", 2)
    monkeypatch.setattr(validation, "_WORTH_SHARING", 1)
    monkeypatch.setattr(tree, "_WORTH_WALKING_IN_TWO", 0)
    monkeypatch.setattr(tree, "_WORTH_ASKING_IN_TWO", 2)
    monkeypatch.setattr(items, "_WORTH_SHARING", 1)
    rng = random.Random(7)  # noqa: S311 - the same edits every time, nothing secret
    sites = [Site(tmp_path / str(number)) for number in range(len(MEANS))]
    for number in range(6):
        for _ in range(1 + 5 * (number % 2)):
            edited(sites[0], rng)
        for other in sites[1:]:
            shutil.rmtree(other.content)
            shutil.copytree(sites[0].content, other.content)
        for site, means in zip(sites, MEANS, strict=True):
            build_by(site, **means)
        first, *others = ({path: data for path, (data, _) in state(site.output).items()} for site in sites)
        assert all(other == first for other in others)
        assert len(first) > len(MEANS)
