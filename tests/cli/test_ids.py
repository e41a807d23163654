"""`feedpub ids`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    one = Site(tmp_path)
    one.posts(3)
    one.request()
    return one


def pins(site: Site) -> list[str]:
    file = site.folder / "feedpub.ids"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [line for line in lines if line and not line.startswith("#")]


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Old</title>{''.join(items)}</channel></rss>".encode()


def item(title: str, day: int, name: str) -> str:
    date = f"2024-06-{day:02}T23:30:00Z"
    return (
        f"<item><title>{title}</title><link>https://old.example/{name}</link><guid isPermaLink='false'>{name}</guid>"
        f"<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>{date}</dc:date></item>"
    )


def test_list_says_where_every_id_comes_from(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("own", title="Own", date="2024-06-01", id="urn:x:own")
    site.post("page", title="Page")
    site.pin("content/birch.md\turn:x:birch")
    assert run(["ids", "list"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(source, origin) for source, _, origin in lines] == [
        ("content/amber.md", "scheme"),
        ("content/birch.md", "feedpub.ids"),
        ("content/cedar.md", "scheme"),
        ("content/own.md", "front matter"),
    ]
    assert lines[1][1] == "urn:x:birch"


def test_pin_fixes_an_id_as_it_is_so_that_the_file_can_be_renamed(site: Site) -> None:
    site.build()
    assert run(["ids", "pin", "content/cedar.md"]) == 0
    (site.folder / "feedpub.ids").write_text((site.folder / "feedpub.ids").read_text().replace("cedar.md", "pine.md"))
    (site.content / "cedar.md").rename(site.content / "pine.md")
    assert site.findings() == []


def test_pin_moves_the_id_from_the_old_path_of_a_renamed_file(site: Site) -> None:
    site.pin("content/gone.md\turn:x:1")
    assert run(["ids", "pin", "cedar", "urn:x:1"]) == 0
    assert pins(site) == ["content/cedar.md\turn:x:1"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["page"], "is no post with a date"),
        (["own"], "says `id: urn:x:own` itself"),
        (["cedar", "urn:x:own"], "is the id of content/own.md"),
        (["cedar", " "], "an id is one line"),
        (["nothing"], "no post or page"),
    ],
)
def test_pin_refuses_what_cannot_be(
    site: Site, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("own", title="Own", date="2024-06-01", id="urn:x:own")
    site.post("page", title="Page")
    assert run(["ids", "pin", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert pins(site) == []


def test_a_broken_file_of_pins_is_not_written_anew(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pin("nonsense")
    assert run(["ids", "pin", "cedar"]) == 2
    assert "ids/no-pin" in capsys.readouterr().err
    assert pins(site) == ["nonsense"]


def test_a_file_of_pins_that_is_not_utf_8_is_refused(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "feedpub.ids").write_bytes(b"\xff")
    assert run(["ids", "list"]) == 2
    assert "is not UTF-8" in capsys.readouterr().err


def test_pins_that_cannot_be_read_or_written_are_a_fault(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / ".feedpub.ids.new").mkdir()
    assert run(["ids", "pin", "cedar"]) == 3
    (site.folder / "feedpub.ids").mkdir()
    assert run(["ids", "list"]) == 3
    assert "cannot be read" in capsys.readouterr().err


def test_adopt_pins_the_ids_of_a_feed_and_says_what_it_did_not_recognise(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.folder / "old.xml").write_bytes(
        feed(item("Of ambers", 1, "1"), item("Of cedars", 3, "3"), item("Of another site", 9, "9"))
    )
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/amber.md\t1", "content/cedar.md\t3"]
    said = capsys.readouterr().err
    assert "3 posts in 1 feed: 2 recognised, 2 pinned" in said
    assert "2: they have the same title and date" in said
    assert "not recognised: “Of another site” https://old.example/9 (9)" in said
    before = (site.folder / "feedpub.ids").read_bytes()
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert (site.folder / "feedpub.ids").read_bytes() == before


def test_adopt_reaches_posts_that_no_feed_holds(site: Site) -> None:
    site.set("feeds.limit", 1)
    site.request()
    (site.folder / "old.xml").write_bytes(feed(item("Of ambers", 1, "1")))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/amber.md\t1"]


def test_adopt_knows_a_post_by_its_text(site: Site) -> None:
    body = "Nobody expected that the old bridge over the river would open before the winter, but it did in May."
    site.post("bridge", f"**{body}**", title="The bridge", date="2024-07-01")
    other = f"<item><guid isPermaLink='false'>3</guid><title>Old</title><description>{body}</description></item>"
    (site.folder / "old.xml").write_bytes(feed(other))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/bridge.md\t3"]


def test_a_dry_run_of_adopt_prints_the_pins(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "old.xml").write_bytes(feed(item("Of ambers", 1, "1")))
    assert run(["ids", "adopt", "--dry-run", "old.xml"]) == 0
    assert capsys.readouterr().out == "content/amber.md\t1\n"
    assert pins(site) == []


def test_what_is_fixed_stays_and_a_second_id_of_a_post_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pin("content/amber.md\tkept")
    (site.folder / "feeds").mkdir()
    (site.folder / "feeds/a.xml").write_bytes(feed(item("Of ambers", 1, "1"), item("Of cedars", 3, "3")))
    (site.folder / "feeds/b.xml").write_bytes(feed(item("Of cedars", 3, "three")))
    assert run(["ids", "adopt", "feeds"]) == 0
    assert pins(site) == ["content/amber.md\tkept", "content/cedar.md\t3"]
    said = capsys.readouterr().err
    assert "content/amber.md has the id 1 in feeds/a.xml, and keeps kept" in said
    assert "content/cedar.md has the id three in feeds/b.xml, and keeps 3" in said


def test_adopt_asks_which_of_several_posts_an_item_is(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        site.post(f"news {number}", title="News", date="2024-06-01")
    site.post("last", title="News", date="2024-06-09")
    feeds = (item("News", 1, "today"), item("News", 9, "last"))
    (site.folder / "old.xml").write_bytes(feed(*feeds))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/last.md\tlast"]
    said = capsys.readouterr().err
    assert "not sure: “News” of 2024-06-01T23:30:00Z https://old.example/today is one of these, or none:" in said
    lines = [line.strip() for line in said.splitlines() if "ids pin" in line]
    assert lines == [f"feedpub ids pin 'content/news {number}.md' today" for number in range(3)]
    assert "not recognised" not in said


def test_many_doubts_are_counted_and_another_feed_or_a_pin_ends_them(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("p", "q"):
        site.post(name, title="News", date="2024-06-09 23:30:00")
    (site.folder / "old.xml").write_bytes(feed(*(item("News", 9, f"{number}") for number in range(25))))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert "and 5 more of which that cannot be said" in capsys.readouterr().err
    for name in ("p", "q"):
        site.pin(f"content/{name}.md\t{name}")
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert "not sure" not in capsys.readouterr().err


def test_adopt_reads_a_page_its_feed_and_the_older_pages_of_that(site: Site) -> None:
    page = b"<!doctype html><link rel=alternate type='application/rss+xml' href='/feed/'><link rel=x href='/y'>"
    older = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='next' href='/feed/?paged=2'/>"
    with serving() as server:
        server.answers = {
            "/": Answer(page),
            "/feed/": Answer(feed(older, item("Of cedars", 3, "3"))),
            "/feed/?paged=2": Answer(feed(older, item("Of ambers", 1, "1"))),
        }
        assert run(["ids", "adopt", f"{server.url}/"]) == 0
    assert pins(site) == ["content/amber.md\t1", "content/cedar.md\t3"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "there is no feed at"),
        ({"/x": Answer(b"<html>no links</html>")}, "is a page that names no feed"),
        ({"/x": Answer(b"<rss><channel>")}, "holds no feed: The published document cannot be read"),
    ],
)
def test_adopt_refuses_an_address_without_feed(
    site: Site, answers: dict[str, Answer], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as server:
        server.answers = answers
        assert run(["ids", "adopt", f"{server.url}/x"]) == 2
    assert message in capsys.readouterr().err
    assert pins(site) == []


@pytest.mark.parametrize("place", ["nothing.xml", "content"])
def test_adopt_refuses_a_place_without_feed(site: Site, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    del site
    assert run(["ids", "adopt", place]) == 2
    assert "there is no feed" in capsys.readouterr().err


def test_many_unknown_posts_are_counted(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    del site
    with open("old.json", "w", encoding="utf-8") as file:  # noqa: PTH123 - in the current folder
        items = ", ".join(f'{{"id": "{number}", "title": "T{number}"}}' for number in range(25))
        file.write(f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}')
    assert run(["ids", "adopt", "old.json"]) == 0
    assert "and 5 more that are no posts of this site" in capsys.readouterr().err
