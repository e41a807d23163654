"""What recordings say of themselves, and the pictures that directories take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.collect import recordings
from feedpub.model.podcasts import Chapter, Episode
from tests import media
from tests.collect.sites import Sites
from tests.collect.test_post import DATED, fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from feedpub.model.records import Post

pytest.importorskip("mutagen", reason="recordings are read by mutagen, of the extra `podcast`")

BASE = "https://example.com/"
COVER = media.png(1400)


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    folder = tmp_path / "site"
    folder.mkdir()
    return Sites(folder)


def post(sites: Sites, recording: bytes, *lines: str, name: str = "one.mp3", **files: bytes) -> Post:
    written: dict[str, str | bytes] = {DATED: fields(f"audio: /{name}", *lines), f"static/{name}": recording}
    written |= {f"static/{key.replace('_', '.')}": data for key, data in files.items()}
    collected = sites.collect(written)
    assert collected.diagnostics == ()
    return collected.posts[0]


@pytest.mark.parametrize(
    ("name", "data", "seconds"),
    [
        ("one.mp3", media.mp3(3), 3),
        ("one.mp3", media.mp3(0.1), 1),
        ("one.m4a", media.m4a(3723), 3723),
        ("one.m4b", media.m4a(125), 125),
    ],
)
def test_a_recording_is_measured(sites: Sites, name: str, data: bytes, seconds: int) -> None:
    found = post(sites, data, name=name)
    assert [(each.duration, each.length) for each in found.enclosures] == [(seconds, len(data))]
    assert found.episode is None


def test_what_the_author_says_goes_before_what_the_recording_says(sites: Sites) -> None:
    recording = media.mp3(3, [(0, 3000, "Start")], COVER)
    found = post(sites, recording, "duration: 9", "chapters: /c.json", "episode_image: /e.jpg")
    assert found.enclosures[0].duration == 9
    assert found.episode == Episode(duration=9, chapters_url=f"{BASE}c.json", image=f"{BASE}e.jpg")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("one.mp3", media.mp3(3, [(1000, 3000, "Ende – ä"), (0, 1000, "Start")])),
        ("one.m4a", media.m4a(3, [(0, "Start"), (1000, "Ende – ä")])),
    ],
)
def test_chapters_come_out_of_the_recording(sites: Sites, name: str, data: bytes) -> None:
    found = post(sites, data, name=name).episode
    assert found is not None
    assert found.chapters == (Chapter(start=0, title="Start"), Chapter(start=1000, title="Ende – ä"))
    assert found.chapters_url == f"{BASE}podcast/name/chapters.json"


@pytest.mark.parametrize(
    ("name", "data"), [("one.mp3", media.mp3(3, cover=COVER)), ("one.m4a", media.m4a(3, (), COVER))]
)
def test_the_cover_comes_out_of_the_recording(sites: Sites, name: str, data: bytes) -> None:
    found = post(sites, data, name=name).episode
    assert found == Episode(image=f"{BASE}podcast/name/cover.png", cover_in=f"static/{name}")


@pytest.mark.parametrize("cover", [media.png(1399), media.png(1400, 1500), b"GIF89a"])
def test_a_cover_that_directories_refuse_is_left_where_it_is(sites: Sites, cover: bytes) -> None:
    assert post(sites, media.mp3(3, cover=cover)).episode is None


def test_the_picture_of_the_post_is_that_of_the_episode_where_directories_take_it(sites: Sites) -> None:
    found = post(sites, media.mp3(3, cover=COVER), "image: /p.jpg", p_jpg=media.jpeg(3000, 3000))
    assert found.episode == Episode(image=f"{BASE}p.jpg")
    found = post(sites, media.mp3(3, cover=COVER), "image: /p.jpg", p_jpg=media.jpeg(1200, 630))
    assert found.episode == Episode(image=f"{BASE}podcast/name/cover.png", cover_in="static/one.mp3")


@pytest.mark.parametrize("data", [b"", b"123", b"ID3\x04\0\0\0\0\0\x01", media.m4a(3)[:60]])
def test_a_recording_that_is_none_is_advice(sites: Sites, data: bytes) -> None:
    collected = sites.collect({DATED: fields("audio: /one.mp3"), "one.mp3": data})
    assert [each.duration for each in collected.posts[0].enclosures] == [None]
    assert [one.code for one in collected.diagnostics] == ["post/recording-unreadable"]


def test_without_the_library_nothing_is_measured(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "is_available", lambda: False)
    found = post(sites, media.mp3(3, [(0, 3000, "Start")], COVER))
    assert (found.enclosures[0].duration, found.episode) == (None, None)


def test_only_the_first_recording_is_the_episode(sites: Sites) -> None:
    lines: Sequence[str] = ("enclosures: [/a.pdf, /one.mp3, /two.mp3]", "duration: 7")
    files = {"a.pdf": b"1", "one.mp3": media.mp3(3), "two.mp3": media.mp3(5)}
    collected = sites.collect({DATED: fields(*lines), **files})
    assert [each.duration for each in collected.posts[0].enclosures] == [None, 7, None]
    assert collected.posts[0].recording == collected.posts[0].enclosures[1]
