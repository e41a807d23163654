"""A post that had left the window of a feed, or never was in it, is shown to nobody as new."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from feedpub import pipeline
from feedpub.cli import run
from feedpub.model.errors import ContentError
from tests.owner import Site
from tests.subscribers import Subscriber

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.slow

FEEDS = ("rss.xml", "atom.xml", "feed.json")
BACK = "guard/resurfaced"


def seven(folder: Path, **settings: object) -> tuple[Site, Subscriber]:
    """Return a built site of seven posts, three of which its feed holds, and somebody who subscribed to it."""
    site = Site(folder, **{"feeds__limit": 3, **settings})
    site.posts(7)
    site.build()
    return site, Subscriber(site.output, *FEEDS)


def titles(site: Site, path: str = "rss.xml") -> Sequence[str]:
    return re.findall(r"<title>Of (\w+)s<", (site.output / path).read_text("utf-8"))


def fresh(site: Site, day: int, name: str = "fresh") -> None:
    site.post(name, title=f"Of {name}s", date=f"2024-06-{day:02} 23:30:00", categories="[News]")


def test_where_the_newest_post_goes_no_old_one_takes_its_place(tmp_path: Path) -> None:
    site, subscriber = seven(tmp_path)
    (site.content / "grove.md").unlink()
    (one,) = site.findings()
    assert one.code == BACK
    assert one.text.startswith("`content/dune.md` stays out of “example.com”, “example.com · News”: ")
    assert titles(site) == ["fjord", "ember"] == titles(site, "category/news/rss.xml")
    assert subscriber.reads() == []
    fresh(site, 9)
    assert site.findings() == []
    assert titles(site) == ["fresh", "fjord", "ember"]
    assert subscriber.reads() == sorted(f"{path}: Of freshs" for path in FEEDS)
    fresh(site, 10, "newer")
    assert site.findings() == []
    assert titles(site) == ["newer", "fresh", "fjord"]


def test_a_larger_limit_makes_a_feed_grow_with_new_posts(tmp_path: Path) -> None:
    site, subscriber = seven(tmp_path)
    site.set("feeds.limit", 5)
    assert [one.code for one in site.findings()] == [BACK]
    assert len(titles(site)) == 3
    fresh(site, 9)
    assert [one.code for one in site.findings()] == [BACK]
    fresh(site, 10, "newer")
    assert site.findings() == []
    assert titles(site) == ["newer", "fresh", "grove", "fjord", "ember"]
    assert subscriber.reads() == sorted(f"{path}: Of {name}s" for path in FEEDS for name in ("fresh", "newer"))


def test_whoever_wants_old_posts_back_says_so_once(tmp_path: Path) -> None:
    site, subscriber = seven(tmp_path)
    site.set("feeds.limit", 4)
    site.build("resurfaced")
    assert subscriber.reads() == sorted(f"{path}: Of dunes" for path in FEEDS)
    assert site.findings() == []
    assert titles(site) == ["grove", "fjord", "ember", "dune"]


def test_a_new_post_of_an_old_date_enters_and_one_that_is_old_does_not(tmp_path: Path) -> None:
    site, subscriber = seven(tmp_path)
    site.set("feeds.limit", 7)
    fresh(site, 2, "late")
    assert [one.code for one in site.findings()] == [BACK]
    assert titles(site) == ["grove", "fjord", "ember", "late"]
    assert subscriber.reads() == sorted(f"{path}: Of lates" for path in FEEDS)


def test_a_feed_that_only_old_posts_would_be_left_in_is_an_error(tmp_path: Path) -> None:
    site, subscriber = seven(tmp_path, feeds__limit=1)
    (site.content / "grove.md").unlink()
    with pytest.raises(ContentError) as stopped:
        site.build()
    codes = [one.code for one in stopped.value.diagnostics if one.code.startswith("guard/")]
    assert codes == [BACK, BACK]  # of the site, and of the category
    assert subscriber.reads() == []
    site.build("resurfaced")
    assert titles(site) == ["fjord"]


def test_every_way_to_build_keeps_the_same_floor(tmp_path: Path) -> None:
    """The next builds of a site of which a post went, however little they do, give what a build of everything gives."""
    site, _ = seven(tmp_path / "one")
    other = Site(tmp_path / "two", feeds__limit=3)
    shutil.copytree(site.folder, other.folder, dirs_exist_ok=True)
    for each in (site, other):
        (each.content / "grove.md").unlink()
    for text in ("Another text of ember.", "And one more."):
        for each in (site, other):
            file = each.content / "ember.md"
            file.write_text(f"{file.read_text('utf-8')}\n{text}\n", encoding="utf-8")
        site.build_in_brief()
        other.build(cache=False)
        assert text in (site.output / "feed.json").read_text("utf-8")
        assert state(site.output) == state(other.output)
    site.build()
    assert state(site.output) == state(other.output)


def test_a_build_after_one_that_kept_posts_out_makes_what_has_changed_and_no_more(tmp_path: Path) -> None:
    site, _ = seven(tmp_path)
    (site.content / "grove.md").unlink()
    site.build_in_brief()
    file = site.content / "ember.md"
    file.write_text(f"{file.read_text('utf-8')}\nMore.\n", encoding="utf-8")
    outcome = site.build_in_brief()
    assert {document.path for document in outcome.documents} == {
        *FEEDS,
        *(f"category/news/{path}" for path in FEEDS),
    }  # neither sitemap nor style sheet
    assert titles(site) == ["fjord", "ember"]


def test_why_tells_that_a_post_stays_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, _ = seven(tmp_path)
    (site.content / "grove.md").unlink()
    site.request()
    assert run(["why", "content/dune.md", "--site", str(site.folder)]) == 0
    said = capsys.readouterr().out
    assert said.count("it is older than all that is published there, and no new post (`feedpub build --accept") == 2
    assert "in “" not in said.replace("not in “", "")
    assert run(["why", "content/ember.md", "--site", str(site.folder)]) == 0
    assert "in “example.com” (rss.xml, atom.xml, feed.json), item 2 of 2" in capsys.readouterr().out
    assert run(["why", "content/amber.md", "--site", str(site.folder)]) == 0
    assert "not in “example.com”: 5 posts are newer, and it holds 3 (feeds.limit)" in capsys.readouterr().out


def state(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_a_build_would_change_has_no_post_that_stays_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, _ = seven(tmp_path)
    (site.content / "grove.md").unlink()
    assert all(not feed.new for feed in pipeline.difference(site.request()).feeds)
    assert run(["build", str(site.folder)]) == 0
    assert "`content/dune.md` stays out of “example.com”, “example.com · News”: older" in capsys.readouterr().err
    assert not pipeline.difference(site.request())
