from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.io import hits, workers
from tests.running import SITE, feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = post()
TOML = "+++\ntitle = 'T'\ndate = 2024-01-02\n+++\nText.\n"


def told(folder: Path, *arguments: str) -> list[str]:
    ended = feedpub("build", *SITE, *arguments, cwd=folder)
    assert ended.status == 0, ended.err
    return [line for line in ended.err.splitlines() if line.startswith("front matter read")]


def noted(number: int) -> int:
    hits.count("even", fits=number % 2 == 0)
    return number


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_counted_in_any_process_comes_back_with_the_answers(jobs: int) -> None:
    hits.taken()
    hits.count("even", fits=True)
    assert list(workers.spread(noted, range(10), jobs)) == [*range(10)]
    assert [*hits.lines(hits.taken())] == ["even: 6 of 11 (55 %)"]


def test_what_was_taken_is_not_counted_again() -> None:
    hits.count("even", fits=True)
    hits.taken()
    assert hits.taken() == {}


def test_a_verbose_build_says_how_many_files_went_the_fast_way(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": PLAIN, "b.md": PLAIN, "c.md": TOML, "d.md": TOML})
    assert told(tmp_path, "-v") == ["front matter read as plain YAML: 2 of 4 (50 %)"]


def test_what_is_known_from_the_cache_is_not_counted(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": PLAIN})
    assert told(tmp_path, "-v")
    assert told(tmp_path, "-v") == []


def test_only_a_verbose_build_tells_of_fast_ways(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": PLAIN})
    assert told(tmp_path) == []
