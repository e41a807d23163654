"""The films of a post, of its front matter and of its body together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.collect import videos
from feedpub.content.flavour import COMMON
from feedpub.model.details import Video
from feedpub.model.records import Markup
from tests.owner import Site

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.model.records import Post


def read(folder: Path, body: str = "", **front: object) -> Post:
    """Return the post as it is read where films are wanted."""
    from feedpub import pipeline  # noqa: PLC0415 - as the command does

    site = Site(folder, sitemap__videos=True)
    site.post("weir", body, title="Weir", date="2026-05-01", **front)
    (post,) = pipeline.survey(site.request()).collected.posts
    return post


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("90", 90),
        ('"1:30"', 90),
        ('"1:01:30"', 3690),
        ("PT1M30S", 90),
        ("PT1H", 3600),
        ("PT0S", None),
        ('"0"', None),
        ("28801", None),
        ("about an hour", None),
        ("P1D", None),
    ],
)
def test_a_duration_is_read_in_every_usual_form(tmp_path: Path, duration: str, seconds: int | None) -> None:
    (film,) = read(tmp_path, video=f"{{url: a.mp4, duration: {duration}}}").videos
    assert film.duration == seconds


def test_a_film_that_is_named_and_shown_is_one(tmp_path: Path) -> None:
    post = read(
        tmp_path,
        '<video src="/a.mp4" poster="/a.jpg" title="Shown"></video>\n\nA weir.',
        video="{url: /a.mp4, description: By night.}",
    )
    assert post.videos == (
        Video(
            content="https://example.com/a.mp4",
            thumbnail="https://example.com/a.jpg",
            title="Shown",
            description="By night.",
        ),
    )


def test_a_file_and_its_player_are_one_film(tmp_path: Path) -> None:
    post = read(tmp_path, video="{url: /a.mp4, player: 'https://youtu.be/dQw4w9WgXcQ', description: By night.}")
    (film,) = post.videos
    assert (film.content, film.player) == ("https://example.com/a.mp4", "https://www.youtube.com/embed/dQw4w9WgXcQ")
    assert film.thumbnail.startswith("https://i.ytimg.com/")


def test_words_of_a_film_are_free_of_what_xml_forbids(tmp_path: Path) -> None:
    (film,) = read(tmp_path, video='{url: /a.mp4, title: "a\\x07b", description: "c\\x07d"}').videos
    assert (film.title, film.description) == ("ab", "cd")


def test_a_text_without_an_excerpt_leaves_the_description_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = read(tmp_path)

    def refuse(*_: object) -> str:
        raise ValueError("it takes more than 5 seconds")

    monkeypatch.setattr(videos, "excerpt", refuse)
    with_films = videos.with_videos(post, "<video src='/a.mp4'></video>", COMMON)
    assert with_films.markup is Markup.MARKDOWN
    assert with_films.videos == (Video(content="https://example.com/a.mp4"),)


def test_a_post_without_films_is_as_it_was(tmp_path: Path) -> None:
    post = read(tmp_path)
    assert videos.with_videos(post, "<video></video>", COMMON) is post
