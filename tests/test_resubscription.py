"""Whatever is done to a site, a subscriber gets no old post as new: the guard stops it, or nothing happens.

Each change is tried with both kinds of ids, those that know nothing of addresses and those that are addresses. The
reader proves that what the guard stops would have bothered people, and that its advice keeps them in peace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.owner import Site
from tests.subscribers import Subscriber

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.model.records import Diagnostic

pytestmark = pytest.mark.slow

FEEDS = ("rss.xml", "atom.xml", "feed.json")
AGAIN = "guard/reannounced"
EVERYTHING = (
    "reannounced",
    "id-reused",
    "feed-vanished",
    "feed-emptied",
    "feed-shrunk",
    "sitemap-shrunk",
    "dates-moved",
)


def setting(key: str, value: object) -> Callable[[Site], None]:
    return lambda site: site.set(key, value)


def renamed(site: Site) -> None:
    (site.content / "cedar.md").rename(site.content / "cedar-and-pine.md")


def moved(site: Site) -> None:
    (site.content / "trees").mkdir()
    (site.content / "cedar.md").rename(site.content / "trees/cedar.md")


def edited(old: str, new: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        for file in site.content.rglob("*.md"):
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return change


def back(key: str, value: object) -> Callable[[Site, list[Diagnostic]], None]:
    return lambda site, _: site.set(key, value)


def as_advised(site: Site, found: list[Diagnostic]) -> None:
    """Do what the hints say, to the letter."""
    for one in found:
        options = re.findall(r'`ids\.(\w+) = "([^"]*)"`', one.hint)
        for key, value in options:
            site.set(f"ids.{key}", value)
        if not options:
            site.pin(re.findall(r"Add the line `([^`]*)`", one.hint)[0])


@dataclass(frozen=True)
class Case:
    name: str
    change: Callable[[Site], None]
    uuid: set[str]
    """What the guard finds where ids know nothing of addresses."""
    permalink: set[str]
    """What it finds where they are addresses."""
    fix: Callable[[Site, list[Diagnostic]], None] = as_advised


def same_category(site: Site, _: list[Diagnostic]) -> None:
    edited("[Notes]", "[Notes, News]")(site)


CASES = [
    Case("domain change", setting("site.url", "https://new.example/"), {AGAIN}, {AGAIN}),
    Case("http to https", setting("site.url", "http://example.com/"), set(), {AGAIN}),
    Case("move below a folder", setting("site.url", "https://example.com/blog/"), set(), {AGAIN}),
    Case("permalink pattern change", setting("content.permalink", "/:year/:slug/"), set(), {AGAIN}),
    Case("slug change", edited("on-cedar", "about-cedar"), set(), {AGAIN}),
    Case("file rename", renamed, {AGAIN}, set()),
    Case("file move", moved, set(), {AGAIN}),
    Case(
        "category rename", edited("[News]", "[Notes]"), {"guard/feed-vanished"}, {"guard/feed-vanished"}, same_category
    ),
    Case("title edit", edited("Of cedars", "Of pines"), set(), set()),
    Case("body edit", edited("said by no other", "told by no other"), set(), set()),
    Case(
        "time zone change",
        setting("site.timezone", "Asia/Seoul"),
        {"guard/dates-moved"},
        {"guard/dates-moved"},
        back("site.timezone", "UTC"),
    ),
    Case(
        "switch of format",
        setting("feeds.formats", ["atom"]),
        {"guard/feed-vanished"},
        {"guard/feed-vanished"},
        back("feeds.formats", ["rss", "atom", "json"]),
    ),
    Case("switch of id scheme", lambda site: site.set("ids.scheme", other(site)), {AGAIN}, {AGAIN}),
]


def other(site: Site) -> str:
    return "uuid" if site.settings.get("ids.scheme") == "permalink" else "permalink"


@pytest.mark.parametrize("scheme", ["uuid", "permalink"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_guard_stops_what_would_be_announced_again_and_its_advice_fixes_it(
    tmp_path: Path, case: Case, scheme: str
) -> None:
    site = Site(tmp_path, ids__scheme=scheme)
    site.posts(6)
    site.build()
    peaceful = Subscriber(site.output, *FEEDS)

    case.change(site)
    found = site.findings()
    assert {one.code for one in found} == (case.uuid if scheme == "uuid" else case.permalink)
    assert peaceful.reads() == []

    case.fix(site, found)
    assert site.findings() == []
    assert peaceful.reads() == []


@pytest.mark.parametrize("scheme", ["uuid", "permalink"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_the_guard_lets_through_bothers_nobody_and_what_it_stops_does(
    tmp_path: Path, case: Case, scheme: str
) -> None:
    site = Site(tmp_path, ids__scheme=scheme)
    site.posts(6)
    site.build()
    subscriber = Subscriber(site.output, "atom.xml")
    case.change(site)
    site.build(*EVERYTHING)
    stopped = AGAIN in (case.uuid if scheme == "uuid" else case.permalink)
    assert bool(subscriber.reads()) == stopped


def test_a_post_that_is_really_new_is_announced_once(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.posts(4)
    site.build()
    subscriber = Subscriber(site.output, "rss.xml")
    site.post("news", title="News", date="2024-07-01")
    assert site.findings() == []
    assert subscriber.reads() == ["rss.xml: News"]
    site.build()
    assert subscriber.reads() == []
