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
from tests.publishers import BLOGGER_RSS, MICROBLOG_JSON, POSTS, PUBLISHERS, WORDPRESS_ATOM
from tests.subscribers import KeyedSubscriber, Subscriber, everybody, newsboat

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


@pytest.mark.parametrize("name", PUBLISHERS)
def test_it_is_enough_that_the_guard_is_shown_the_old_feed(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The output folder holds nothing of the old site: it lies in a folder of its own, at the path of the new feed."""
    one = PUBLISHERS[name]
    site, subscribers = moving(tmp_path, name)
    old = tmp_path / "old"
    site.output.rename(old)
    codes = {found.code for found in site.findings(against=str(old))}
    assert codes == {"guard/reannounced"}
    monkeypatch.chdir(site.folder)
    assert run(["ids", "adopt", str(old)]) == 0
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(against=str(old)) == []
    for reader, subscriber in subscribers.items():
        assert subscriber.reads() == [f"{one.path}: New"], reader


def test_the_feeds_of_categories_of_wordpress_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, subscribers = moving(tmp_path, "WordPress")
    for post in POSTS:
        file = site.content / f"{post.name}.md"
        file.write_text(file.read_text("utf-8").replace("---\n", "---\ncategories: [Big Trees]\n", 1), "utf-8")
    path = "category/big-trees/feed/index.xml"
    (site.output / path).parent.mkdir(parents=True)
    (site.output / path).write_text(PUBLISHERS["WordPress"].feed, encoding="utf-8")
    of_category = everybody(site.output, path)
    monkeypatch.chdir(site.folder)
    assert run(["ids", "adopt", *PUBLISHERS["WordPress"].exports["export"](tmp_path)]) == 0
    site.post("2024-07-01-new", title="New", date="2024-07-01", categories="[Big Trees]")
    site.post("2024-07-02-other", title="Other", date="2024-07-02")
    assert site.findings(take_over=True) == []
    for reader, subscriber in of_category.items():
        assert subscriber.reads() == [f"{path}: New"], reader
    assert subscribers["newsboat"].reads() == ["feed/index.xml: New", "feed/index.xml: Other"]


def test_the_atom_feed_of_wordpress_has_the_ids_of_its_rss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, _ = moving(tmp_path, "WordPress")
    path = "feed/atom/index.xml"
    site.set("feeds.atom", path)
    site.request()
    (site.output / path).parent.mkdir()
    (site.output / path).write_text(WORDPRESS_ATOM, encoding="utf-8")
    subscribers = everybody(site.output, path)
    monkeypatch.chdir(site.folder)
    assert run(["ids", "adopt", *PUBLISHERS["WordPress"].exports["export"](tmp_path)]) == 0
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(take_over=True) == []
    for reader, subscriber in subscribers.items():
        assert subscriber.reads() == [f"{path}: New"], reader


@pytest.mark.parametrize("source", ["feed", "archive"])
def test_the_json_feed_of_microblog_goes_on(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site, _ = moving(tmp_path, "micro.blog")
    (site.output / "feed.json").write_text(MICROBLOG_JSON, encoding="utf-8")
    subscriber = Subscriber(site.output, "feed.json")
    monkeypatch.chdir(site.folder)
    archive = PUBLISHERS["micro.blog"].exports["archive"](tmp_path)
    assert run(["ids", "adopt", *(archive if source == "archive" else [str(site.output)])]) == 0
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(take_over=True) == []
    assert subscriber.reads() == ["feed.json: New"]


def test_the_rss_of_blogger_is_led_to_one_with_the_same_guids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, _ = moving(tmp_path, "Blogger")
    (site.output / "rss.xml").write_text(BLOGGER_RSS, encoding="utf-8")  # where the redirect of `?alt=rss` leads
    subscribers = everybody(site.output, "rss.xml")
    monkeypatch.chdir(site.folder)
    assert run(["ids", "adopt", *PUBLISHERS["Blogger"].exports["takeout"](tmp_path)]) == 0
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert site.findings(take_over=True) == []
    for reader, subscriber in subscribers.items():
        assert subscriber.reads() == ["rss.xml: New"], reader


def test_newsboat_knows_items_without_guid_and_link_by_the_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, _ = moving(tmp_path, "a feed without `<guid>`")
    feed = site.output / "rss.xml"
    feed.write_text(re.sub(r"(?<=</title>)<link>[^<]*</link>(?=<pubDate>)", "", feed.read_text("utf-8")), "utf-8")
    subscriber = KeyedSubscriber(site.output, "rss.xml", newsboat)
    monkeypatch.chdir(site.folder)
    assert run(["ids", "adopt", str(feed)]) == 0
    site.post("2024-07-01-new", title="New", date="2024-07-01")
    assert {found.code for found in site.findings(take_over=True)} == {"guard/reannounced"}  # in other readers
    site.findings(take_over=True, accept=("reannounced",))
    assert subscriber.reads() == ["rss.xml: New"]
