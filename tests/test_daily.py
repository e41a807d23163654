"""Columns whose posts share a title: a subscriber gets none of them twice, and is told of each new one."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site
from tests.subscribers import Subscriber

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from feedpub.model.records import Diagnostic

pytestmark = pytest.mark.slow

FEEDS = ("rss.xml", "atom.xml", "feed.json")
DAYS = range(1, 6)


def picture(site: Site, name: str, day: int, when: str = "08:00") -> None:
    site.post(name, f"![](photo-{day}.jpg)", title="오늘의 뉴스", date=f"2026-03-{day:02} {when}".strip())


def renamed(site: Site, when: str = "08:00") -> None:
    for day in DAYS:
        (site.content / f"photo-{day}.md").unlink()
        picture(site, f"day-{day}", day, when)


def numbered_anew(site: Site) -> None:
    for day in DAYS:
        picture(site, f"photo-{day + 1}", day)
    (site.content / "photo-1.md").unlink()


CHANGES: dict[str, Callable[[Site], None]] = {
    "renamed": renamed,
    "renamed and moved by three hours": lambda site: renamed(site, "11:00"),
    "renamed and written by the day": lambda site: renamed(site, ""),
    "numbered anew": numbered_anew,
}


def follow(site: Site, found: list[Diagnostic]) -> None:
    """Do what the hints say."""
    for one in found:
        if one.code == "guard/reannounced":
            site.pin(re.findall(r"Add the line `([^`]*)`", one.hint)[0])


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_is_done_to_a_column_its_posts_keep_their_ids(tmp_path: Path, change: Callable[[Site], None]) -> None:
    site = Site(tmp_path)
    for day in DAYS:
        picture(site, f"photo-{day}", day)
    site.build()
    subscriber = Subscriber(site.output, *FEEDS)
    change(site)
    found = site.findings()
    assert [one.code for one in found].count("guard/reannounced") == len(DAYS)
    assert subscriber.reads() == []
    follow(site, found)
    assert {one.code for one in site.findings(accept=("dates-moved",))} <= {"guard/dates-moved"}
    assert subscriber.reads() == []
    picture(site, "fresh", 6)
    assert site.findings() == []
    assert subscriber.reads() == [f"{path}: 오늘의 뉴스" for path in sorted(FEEDS)]


def test_a_photo_in_the_place_of_a_deleted_one_is_asked_about_and_either_answer_is_kept(tmp_path: Path) -> None:
    for number, expected in enumerate(([], ["rss.xml: 오늘의 뉴스"])):
        site = Site(tmp_path / f"{number}")
        for day in DAYS:
            picture(site, f"photo-{day}", day)
        site.build()
        subscriber = Subscriber(site.output, "rss.xml")
        (site.content / "photo-5.md").unlink()
        site.post("photo-6", "![](sunrise.jpg)", title="오늘의 뉴스", date="2026-03-06 08:00")
        (one,) = site.findings()
        assert "is `content/photo-6.md` (2026-03-06T08:00:00Z) under another id, or it is gone" in one.text
        answers = re.findall(r"`feedpub (ids pin [^`]+)`", one.hint)
        assert run([*shlex.split(answers[number]), "--site", str(site.folder)]) == 0
        assert site.findings(accept=("dates-moved",)) == [] or number == 0
        assert subscriber.reads() == expected
