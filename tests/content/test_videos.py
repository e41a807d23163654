"""The films of a body: which there are, and what is known of each."""

from __future__ import annotations

import pytest

from feedpub.content import body_videos, videos
from feedpub.model.details import Video
from feedpub.model.records import Markup

BASE = "https://example.com/weir/"
YOUTUBE = Video(
    player="https://www.youtube.com/embed/dQw4w9WgXcQ", thumbnail="https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg"
)


def found(body: str, markup: Markup = Markup.HTML) -> tuple[Video, ...]:
    return body_videos(body, markup, BASE)


@pytest.mark.parametrize(
    ("body", "film"),
    [
        ('<video src="a.mp4">', Video(content="https://example.com/weir/a.mp4")),
        (
            '<VIDEO SRC=/a.mp4 poster="p.jpg"></VIDEO><video>',
            Video(content="https://example.com/a.mp4", thumbnail="https://example.com/weir/p.jpg"),
        ),
        (
            '<video poster="p.jpg" aria-label="The  weir"><source media="x"><source src="/b.webm"></video>',
            Video(content="https://example.com/b.webm", thumbnail="https://example.com/weir/p.jpg", title="The weir"),
        ),
        ('<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ?start=4"></iframe>', YOUTUBE),
        ('<iframe data-src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"></iframe>', YOUTUBE),
        ('<iframe src="https://player.vimeo.com/video/1"></iframe>', Video(player="https://player.vimeo.com/video/1")),
        (
            '<iframe src="https://www.youtube.com/embed/videoseries?list=x" title="All"></iframe>',
            Video(player="https://www.youtube.com/embed/videoseries?list=x", title="All"),
        ),
    ],
)
def test_a_film_is_known_by_its_element(body: str, film: Video) -> None:
    assert found(body) == (film,)


@pytest.mark.parametrize(
    "body",
    [
        "no film at all",
        "<!-- <video src=a.mp4> -->",
        "<pre><video src=a.mp4></pre>",
        "<video></video>",
        '<video src="javascript:x"></video>',
        '<video src="http://[/a.mp4"></video>',
        '<iframe src="https://w.soundcloud.com/player/?url=x"></iframe>',
        '<iframe src="https://maps.example.com/"></iframe>',
        "<iframe></iframe>",
    ],
)
def test_what_is_no_film_is_none(body: str) -> None:
    assert found(body) == ()


def test_the_films_of_markdown_are_those_of_its_html_each_once() -> None:
    body = (
        "Text.\n\n<video src='a.mp4'></video>\n\n    <video src='code.mp4'>\n\n<video src='a.mp4' title='b'></video>\n"
    )
    assert found(body, Markup.MARKDOWN) == (Video(content="https://example.com/weir/a.mp4"),)


def test_a_text_that_cannot_be_rendered_has_no_films(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise ValueError("it takes more than 5 seconds")

    monkeypatch.setattr(videos, "bounded", refuse)
    assert found("<video src='a.mp4'></video>", Markup.MARKDOWN) == ()
