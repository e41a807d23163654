"""What front matter says of episodes, as podcasters and the themes of generators write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.model.podcasts import (
    Chapter,
    Episode,
    EpisodeType,
    PodcastLicense,
    PodcastPerson,
    PodcastText,
    PodcastValue,
    Transcript,
    ValueRecipient,
)
from feedpub.model.records import Enclosure, Level
from tests.collect.sites import Sites
from tests.collect.test_post import DATED, fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from feedpub.model.records import Post

ELSEWHERE = "https://cdn.example/one.mp3"
AUDIO = f"audio: {{url: {ELSEWHERE}, length: 5}}"
BASE = "https://example.com/"


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    folder = tmp_path / "site"
    folder.mkdir()
    return Sites(folder)


def episode(sites: Sites, *lines: str) -> Episode:
    collected = sites.collect({DATED: fields(AUDIO, *lines)})
    assert collected.diagnostics == ()
    found = collected.posts[0].episode
    assert found is not None
    return found


def codes(sites: Sites, *lines: str) -> list[tuple[str, int | None]]:
    return [(one.code, one.where.line) for one in sites.collect({DATED: fields(*lines)}).diagnostics]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1:02:03", 3723),
        ('"1:02:03"', 3723),
        ("62:03", 3723),
        ("3723", 3723),
        ("3723.9", 3723),
        ("01:02:03.500", 3723),
        ("62 min", 3720),
        ("1h 2m 3s", 3723),
        ("PT1H2M3S", 3723),
        ("0:03:13", 193),
    ],
)
def test_a_length_of_time_is_read_as_themes_write_it(sites: Sites, written: str, seconds: int) -> None:
    collected = sites.collect({DATED: fields(AUDIO, f"duration: {written}")})
    assert [each.duration for each in collected.posts[0].enclosures] == [seconds]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        *((word, True) for word in ("true", "yes", '"yes"', "explicit", "Explicit", "on", "1")),
        *((word, False) for word in ("false", "no", '"no"', "clean", "Clean", "off", "0")),
    ],
)
def test_the_words_of_all_guides_say_whether_it_is_explicit(sites: Sites, written: str, said: bool) -> None:  # noqa: FBT001 - the answer
    assert episode(sites, f"explicit: {written}").explicit is said


@pytest.mark.parametrize(
    "lines",
    [
        ("season: 2", "episode: 7", "episode_type: bonus", "episode_title: T"),
        ("seasonNumber: 2", "episodeNumber: 7", "episodeType: bonus", "episodeTitle: T"),
        ("itunes_season: 2", "itunes_episode: 7", "itunes_episodeType: bonus", "itunes_title: T"),
        ("podcast_season: '02'", "podcast_episode: 007", "podcast_episode_type: Bonus", "podcast_title: T"),
        ("itunes: {season: 2, episode: 7, episodeType: bonus, title: T}",),
        ("podcast:", "  season: 2", "  episode: 7", "  type: bonus", "  title: T"),
        ("podcast: {season: {number: 2}, episode: {number: 7, type: bonus, title: T}}",),
        ("params: {podcast: {season: 2, episode: 7, type: bonus, title: T}}",),
        ("extra: {season: 2, episode: 7, episode_type: bonus, episode_title: T}",),
        ("season: 2", "episode: {number: 7, type: bonus, title: T}"),
        ("season: 9", "episode: 9", "itunes: {season: 2, episode: 7, episode-type: bonus, title: T}"),
    ],
)
def test_keys_are_known_however_they_are_written(sites: Sites, lines: Sequence[str]) -> None:
    assert episode(sites, *lines) == Episode(season=2, number=7, type=EpisodeType.BONUS, title="T")


def test_what_the_podcast_namespace_has_is_read(sites: Sites) -> None:
    found = episode(
        sites,
        "transcript:",
        "  - /one.vtt",
        "  - {url: 'https://cdn.example/one', type: application/srt, language: de, rel: captions}",
        "chapters: one.json",
        "person: [Ann, {name: Bo, role: guest, group: cast, href: /bo/, img: /bo.jpg}]",
        "season: {number: 1, name: The sea}",
        "episode_display: Ch. 1",
        "image: /banner.jpg",
        "episode_image: /one.jpg",
        "podcast:",
        "  block: 'yes'",
        "  author: Ann and Bo",
        "  license: {name: ours, url: /license/}",
        "  txt: {value: abc, purpose: verify}",
        "  value: {type: lightning, method: keysend, suggested: '0.1', recipients:"
        " [{name: Ann, type: node, address: '02ab', split: 90, customKey: 1, fee: true}]}",
    )
    assert found == Episode(
        author="Ann and Bo",
        season=1,
        season_name="The sea",
        display="Ch. 1",
        image=f"{BASE}one.jpg",
        block=True,
        transcripts=(
            Transcript(url=f"{BASE}one.vtt", type="text/vtt"),
            Transcript(url="https://cdn.example/one", type="application/srt", language="de", rel="captions"),
        ),
        chapters_url=f"{BASE}name/one.json",
        persons=(
            PodcastPerson(name="Ann"),
            PodcastPerson(name="Bo", role="guest", group="cast", href=f"{BASE}bo/", img=f"{BASE}bo.jpg"),
        ),
        license=PodcastLicense(name="ours", url=f"{BASE}license/"),
        txt=(PodcastText(value="abc", purpose="verify"),),
        value=PodcastValue(
            type="lightning",
            method="keysend",
            suggested="0.1",
            recipients=(ValueRecipient(type="node", address="02ab", split=90, name="Ann", custom_key="1", fee=True),),
        ),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("chapters:", "  - '00:01:30.500 Second <https://example.com/b>'", "  - '00:00:00.000 First'"),
        ("chapters: |", "  0 First", "  90.5 Second <https://example.com/b>"),
        ("chapters: [{start: 0, title: First}, {startTime: '1:30.5', title: Second, url: /b}]",),
    ],
)
def test_chapters_that_are_written_out_are_published_beside_the_post(sites: Sites, lines: Sequence[str]) -> None:
    found = episode(sites, *lines)
    first, second = Chapter(start=0, title="First"), Chapter(start=90_500, title="Second", url=f"{BASE}b")
    assert found.chapters == (first, second)
    assert found.chapters_url == f"{BASE}podcast/name/chapters.json"


# The file, by the keys of themes

OCTOPOD = ("audio: {mp3: e.mp3, ogg: e.ogg}", "filesize: {mp3: 11, ogg: 22}", "duration: '0:03:13'", "explicit: 'no'")
CASTANET = ("podcast_file: e.mp3", "podcast_bytes: '11'", "podcast_duration: '3:13'", "explicit: 'no'")
EMPIRE = ("audio: {duration: '3:13', file: e.mp3, bytes: 11}", "explicit: 'false'")
FEED = ("podcast_link: https://example.com/name/e.mp3", "podcast_length: 11", "podcast_duration: '3:13'")
TEMPLATE = ("file: https://example.com/name/e.mp3", "length: 11", "duration: '00:03:13'")
SIMPLEPOD = ("extra: {audio_file: e.mp3, audio_bytes: 11, duration: '3:13'}",)
NESTED = ("podcast: {url: e.mp3, length: 11, mime_type: audio/mpeg, duration: 193}",)


@pytest.mark.parametrize(
    "lines", [OCTOPOD, CASTANET, EMPIRE, FEED, TEMPLATE, SIMPLEPOD, NESTED], ids=lambda lines: lines[0][:14]
)
def test_the_file_is_found_by_the_keys_of_themes(sites: Sites, lines: Sequence[str]) -> None:
    post = sites.post(fields(*lines))
    first = post.enclosures[0]
    assert first == Enclosure(url=f"{BASE}name/e.mp3", length=11, type="audio/mpeg", duration=193)


def test_of_octopod_the_further_formats_need_their_sizes_from_the_disk(sites: Sites) -> None:
    collected = sites.collect(
        {"content/2024-06-22-name/index.md": fields(*OCTOPOD), "content/2024-06-22-name/e.ogg": b"1234"}
    )
    assert [each.url.rpartition(".")[2] for each in collected.posts[0].enclosures] == ["mp3", "ogg"]


@pytest.mark.parametrize(
    "line",
    ["podcast: true", "podcast: false", "itunes_url: https://apple.example/x", "podcast_url: /show/", "file: a.c"],
)
def test_keys_that_lead_elsewhere_are_no_files(sites: Sites, line: str) -> None:
    collected = sites.collect({DATED: fields(line)})
    assert (collected.posts[0].enclosures, collected.diagnostics) == ((), ())


def test_one_file_under_two_keys_is_one(sites: Sites) -> None:
    post = sites.post(fields(AUDIO, f"podcast_file: {ELSEWHERE}"))
    assert [each.url for each in post.enclosures] == [ELSEWHERE]


# What is said


@pytest.mark.parametrize(
    "line",
    [
        "duration: three weeks",
        "season: first",
        "episode: 0",
        "episode: S1E2",
        "episodeType: teaser",
        "explicit: maybe",
        "transcript: /one.pdf",
        "person: {role: host}",
        "chapters: ['Intro']",
        "podcast: {value: {type: lightning}}",
        "itunes: {image: [a, b]}",
    ],
)
def test_a_value_that_no_player_could_read_is_an_error_with_its_place(sites: Sites, line: str) -> None:
    assert codes(sites, AUDIO, line) == [("post/wrong-type", 3)]


@pytest.mark.parametrize("line", ["duration: three weeks", "season: first", "explicit: maybe", "chapters: yes"])
def test_a_post_about_something_else_may_have_these_keys(sites: Sites, line: str) -> None:
    assert codes(sites, line) == []


def test_a_table_of_podcasts_in_a_post_without_a_recording_is_said(sites: Sites) -> None:
    assert codes(sites, "itunes: {duration: 5}") == [("post/episode-without-recording", 2)]


def test_keys_that_mean_nothing_are_said(sites: Sites) -> None:
    assert codes(sites, AUDIO, "itunes:", "  durration: 5", "  subtitle: x") == [
        ("post/podcast-key-withdrawn", 5),
        ("post/unknown-podcast-key", 4),
    ]


# Where the file is


def test_a_file_that_is_not_there_is_an_error_that_names_it(sites: Sites) -> None:
    finding = sites.finding(fields("audio: /audio/one.mp3"))
    assert (finding.code, finding.level, finding.where.line) == ("post/enclosure-missing", Level.ERROR, 2)
    assert "`/audio/one.mp3`" in finding.text
    assert "audio/one.mp3, static/audio/one.mp3" in finding.text


def test_a_file_elsewhere_needs_its_length(sites: Sites) -> None:
    finding = sites.finding(fields(f"audio: {ELSEWHERE}"))
    assert (finding.code, finding.level) == ("post/enclosure-without-length", Level.ERROR)


def test_a_file_elsewhere_without_ending_needs_its_type(sites: Sites) -> None:
    finding = sites.finding(fields("audio: {url: 'https://cdn.example/play/1', length: 5}"))
    assert (finding.code, finding.level) == ("post/enclosure-without-type", Level.ERROR)
    post = sites.post(fields("audio_url: https://cdn.example/play/1", "length: 5", "audio_type: audio/mpeg"))
    assert post.enclosures == (Enclosure(url="https://cdn.example/play/1", length=5, type="audio/mpeg"),)


def test_the_size_on_the_disk_goes_before_the_one_that_is_written(sites: Sites) -> None:
    collected = sites.collect({DATED: fields("audio: {url: /one.mp3, length: 99}"), "static/one.mp3": b"1234"})
    assert collected.posts[0].enclosures[0].length == 4
    assert {one.code: one.level for one in collected.diagnostics} == {
        "post/enclosure-length-differs": Level.WARNING,
        "post/recording-unreadable": Level.INFO,
    }


def test_a_pointer_of_git_lfs_tells_the_size_of_the_file(sites: Sites) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345678\n"
    collected = sites.collect({DATED: fields("audio: /one.mp3"), "one.mp3": pointer})
    assert collected.diagnostics == ()
    assert [each.length for each in collected.posts[0].enclosures] == [12345678]


def test_a_file_in_the_bundle_of_the_post_is_found(sites: Sites) -> None:
    post: Post = sites.collect(
        {"content/one/index.md": fields("date: 2024-01-01", "podcast_file: e.mp3"), "content/one/e.mp3": b"123"}
    ).posts[0]
    assert [(each.url, each.length) for each in post.enclosures] == [(f"{BASE}one/e.mp3", 3)]
