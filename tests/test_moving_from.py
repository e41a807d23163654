"""Each publisher that the how-to names: nothing is shown twice after a move, to anybody, and what is new once.

Every row of its table is tried to the letter, with the feed of the old site and with each of its exports.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site
from tests.publishers import POSTS, PUBLISHERS
from tests.subscribers import everybody

if TYPE_CHECKING:
    from tests.subscribers import Subscribers

pytestmark = pytest.mark.slow

HOW_TO = Path(__file__).parents[1] / "docs/how-to/move-to-feedpub.md"
BY_SCHEME = {"Jekyll (jekyll-feed)", "Hugo", "Pelican"}
"""Rows of generators whose ids are addresses: tests/test_moving.py."""


def rows() -> dict[str, list[str]]:
    """Return the rows of the table of publishers, by their first cell."""
    table = HOW_TO.read_text(encoding="utf-8").partition("| from |")[2].partition("\n\n")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {row[0]: row[1:] for row in cells}


def settings(name: str) -> dict[str, object]:
    """Return the lines of feedpub.toml that the row of a publisher names, by dotted key."""
    found: dict[str, object] = {}
    for line in re.findall(r'`([\w."?=/-]+ = "[^`]*")`', rows()[name][1]):
        key, _, value = line.partition(" = ")
        found[key] = tomllib.loads(f"x = {value}")["x"]
    return found


CASES = [(name, source) for name, one in PUBLISHERS.items() for source in ("feed", *one.exports)]


def test_the_how_to_has_a_row_for_each_publisher() -> None:
    assert rows().keys() == {*PUBLISHERS, *BY_SCHEME}


def moving(folder: Path, name: str) -> tuple[Site, Subscribers]:
    """Return the new site, with the old feed at the path where its own is to be, and everybody who reads that."""
    one = PUBLISHERS[name]
    site = Site(folder / "site", content__permalink=one.permalink)
    for key, value in settings(name).items():
        site.set(key, value)
    for post in POSTS:
        site.post(post.name, post.text, title=f'"{post.title}"', date=f"2024-06-{post.day} 09:15:00 +0000")
    feed = site.output / one.path
    feed.parent.mkdir(parents=True)
    feed.write_text(one.feed, encoding="utf-8")
    site.request()
    return site, everybody(site.output, one.path)


@pytest.mark.parametrize(("name", "source"), CASES, ids=[f"{name}-{source}" for name, source in CASES])
def test_after_a_move_only_what_is_new_is_shown(
    tmp_path: Path, name: str, source: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = PUBLISHERS[name]
    site, subscribers = moving(tmp_path, name)
    monkeypatch.chdir(site.folder)
    places = [str(site.output / one.path)] if source == "feed" else one.exports[source](tmp_path)
    assert run(["ids", "adopt", *places]) == 0
    assert "3 posts in 1 feed: 3 recognised, 3 pinned in feedpub.ids." in capsys.readouterr().err
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(take_over=True) == []
    shown = {reader: subscriber.reads() for reader, subscriber in subscribers.items()}
    assert shown == {reader: [f"{one.path}: New"] for reader in subscribers}


@pytest.mark.parametrize("name", ["WordPress", "Ghost", "Blogger", "RSS 1.0", "Atom 0.3"])
def test_without_the_ids_everybody_would_be_shown_everything_again(tmp_path: Path, name: str) -> None:
    site, subscribers = moving(tmp_path, name)
    site.findings(take_over=True, accept=("reannounced",))
    for reader, subscriber in subscribers.items():
        assert len(subscriber.reads()) == len(POSTS), reader
