"""What a build says that directories would refuse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import media
from tests.podcast.sites import ITUNES, bare, build, channel, configured, how_to, said
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path


SMALL = "has 1000 × 1000 pixels, and not 1400 to 3000"


def test_one_line_says_what_apple_requires_of_a_site_that_says_nothing_of_its_show(tmp_path: Path) -> None:
    ended = build(write(tmp_path, bare()))
    assert ended.status == 0
    [line] = said(ended)
    assert line == (
        "feedpub.toml: warning podcast/not-described: The feed rss.xml has 2 audio enclosures, and nothing is said of "
        "the show; Apple Podcasts requires a category, whether it is explicit, and a cover, a square JPEG or PNG of "
        "1400 to 3000 pixels"
    )
    one = channel(tmp_path).findall("item")[1]
    assert (one.findtext(f"{ITUNES}duration"), one.findtext(f"{ITUNES}explicit")) == ("3723", "false")


def test_a_site_may_say_that_it_is_no_podcast(tmp_path: Path) -> None:
    files = bare()
    ended = build(write(tmp_path, files | {"feedpub.toml": f"{files['feedpub.toml']!s}[podcast]\nenabled = false\n"}))
    assert (ended.status, said(ended)) == (0, [])
    assert b"itunes" not in (tmp_path / "public/rss.xml").read_bytes()


def test_what_a_show_lacks_is_said_at_its_table(tmp_path: Path) -> None:
    files = bare()
    table = '[podcast]\ncategory = "Arts"\nimage = "/cover.png"\n'
    files |= {"feedpub.toml": f"{files['feedpub.toml']!s}{table}", "cover.png": media.png(1000)}
    ended = build(write(tmp_path, files))
    assert said(ended) == [
        f"feedpub.toml:8:1: warning podcast/cover-unfit: The cover /cover.png {SMALL}",
        "feedpub.toml:6:2: warning itunes/required-tag-missing: The podcast has no itunes:explicit.",
        "feedpub.toml:6:2: warning itunes/required-tag-missing: The podcast has no itunes:owner with itunes:email.",
    ]


def test_a_category_that_apple_does_not_have_is_an_error_at_its_line(tmp_path: Path) -> None:
    files = bare()
    ended = build(write(tmp_path, files | {"feedpub.toml": f"{files['feedpub.toml']!s}[podcast]\ncategory = 'Art'\n"}))
    assert ended.status == 1
    assert "feedpub.toml:7:" in ended.err
    assert "itunes/category-unknown" in ended.err
    assert 'Write "Arts".' in ended.err


def test_a_recording_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    files = bare()
    del files["two.mp3"]
    ended = build(write(tmp_path, files))
    assert ended.status == 1
    assert "content/two.md:4:1: error post/enclosure-missing: There is no media file `/two.mp3`" in ended.err


def test_a_build_that_keeps_going_leaves_the_episode_out_that_has_lost_its_recording(tmp_path: Path) -> None:
    files = bare()
    del files["two.mp3"]
    assert build(write(tmp_path, files), "--keep-going").status == 0
    assert [item.findtext("title") for item in channel(tmp_path).iterfind("item")] == ["One"]


def test_episodes_that_the_feed_cannot_hold_are_said(tmp_path: Path) -> None:
    assert said(
        build(write(tmp_path, {**how_to(), "feedpub.toml": configured().replace("limit = 0", "limit = 1")}))
    ) == ["feedpub.toml:10:1: warning podcast/episodes-cut-off: The feed of the site holds 1 of 2 episodes"]


def test_a_site_whose_feeds_are_not_rss_is_told_that_directories_take_no_other(tmp_path: Path) -> None:
    only = configured().replace("limit = 0", 'limit = 0\nformats = ["json"]')
    assert said(build(write(tmp_path, {**how_to(), "feedpub.toml": only}))) == [
        "feedpub.toml:11:1: warning podcast/no-rss: No feed with the 2 recordings is RSS"
    ]


def test_episodes_whose_length_nobody_knows_are_said_once(tmp_path: Path) -> None:
    junk = {"public/audio/the-harbour.mp3": b"123", "public/audio/the-forest.mp3": b"12"}
    [line] = said(build(write(tmp_path, {**how_to(), **junk})))
    assert line.startswith("content/2025-11-01-the-forest.md:3:1: warning podcast/duration-unknown: Of 2 of 2 episodes")


def test_a_recording_now_and_then_makes_no_podcast(tmp_path: Path) -> None:
    more = {
        f"content/{number}.md": f"---\ntitle: T{number}\ndate: 2024-01-0{number}\n---\nW {number}.\n"
        for number in (1, 2, 3)
    }
    ended = build(write(tmp_path, bare(**more)))
    assert (ended.status, said(ended)) == (0, [])
    assert "info podcast/not-described" in build(tmp_path, "--verbose").err


@pytest.mark.parametrize(
    ("line", "said_of"),
    [
        ("guid = 'abc'", "'abc' is no UUID"),
        ("value = { type = 'a', method = 'b', recipients = [] }", "nobody would be paid"),
        ("funding = 'example.com'", "is no web address"),
        ("person = { name = ' ' }", "a person has no name"),
        ("explicit = 'no'", "podcast.explicit is text"),
        ("categories = 'Arts'", "did you mean 'category'?"),
    ],
)
def test_a_mistake_in_the_table_is_told_with_its_line(tmp_path: Path, line: str, said_of: str) -> None:
    settings = f'[site]\nurl = "https://example.com/"\n[podcast]\n{line}\n'
    ended = build(write(tmp_path, {**how_to(), "feedpub.toml": settings}))
    assert ended.status == 2
    assert "feedpub.toml:4:" in ended.err
    assert said_of in ended.err
