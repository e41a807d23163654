"""feedpub.content: players and posts of other sites, which scripts would show, are links at the least."""

from __future__ import annotations

import pytest

from feedpub.content import excerpt, render
from feedpub.model.records import Markup

FILM = "https://www.youtube.com/watch?v=aB3-dE_fG12"
FRAME = '<iframe src="https://www.youtube.com/embed/aB3-dE_fG12"></iframe>'


def html(body: str) -> str:
    return render(body, Markup.HTML, "https://tea.example/pots/")


def link(url: str, label: str = "") -> str:
    return f'<a href="{url}">{label or url}</a>'


@pytest.mark.parametrize(
    ("player", "page"),
    [
        ("https://www.youtube.com/embed/aB3-dE_fG12?start=3", FILM),
        ("https://www.youtube-nocookie.com/embed/aB3-dE_fG12", FILM),
        ("https://www.youtube.com/shorts/aB3-dE_fG12", FILM),
        ("https://www.youtube.com/embed/videoseries?list=PL123", "https://www.youtube.com/playlist?list=PL123"),
        ("https://player.vimeo.com/video/123456", "https://vimeo.com/123456"),
        ("https://player.vimeo.com/video/123456?h=0a1b", "https://vimeo.com/123456/0a1b"),
        ("https://open.spotify.com/embed/track/1a2B", "https://open.spotify.com/track/1a2B"),
        ("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b", "https://soundcloud.com/a/b"),
        ("https://www.dailymotion.com/embed/video/x1", "https://www.dailymotion.com/video/x1"),
        ("https://geo.dailymotion.com/player.html?video=x1", "https://www.dailymotion.com/video/x1"),
        ("https://codepen.io/ada/embed/preview/abcDEF", "https://codepen.io/ada/pen/abcDEF"),
        ("https://player.twitch.tv/?channel=ada", "https://www.twitch.tv/ada"),
        ("https://tube.example.org/videos/embed/9c9d-5e8", "https://tube.example.org/videos/watch/9c9d-5e8"),
        ("https://player.bilibili.com/player.html?bvid=BV1x", "https://www.bilibili.com/video/BV1x"),
        ("https://bandcamp.com/EmbeddedPlayer/album=1", "https://bandcamp.com/EmbeddedPlayer/album=1"),
    ],
)
def test_a_player_has_a_link_to_what_it_plays_beside_it(player: str, page: str) -> None:
    result = html(f'<p>See:</p><iframe src="{player}" title="Brewing"></iframe>')
    assert result == f'<p>See:</p><iframe src="{player}" title="Brewing"></iframe><p>{link(page, "Brewing")}</p>'
    assert html(result) == result


@pytest.mark.parametrize("near", [f"<p>{link(FILM, 'the film')}</p>", link("https://youtu.be/aB3-dE_fG12", "x")])
def test_a_link_that_stands_beside_a_player_is_enough(near: str) -> None:
    assert html(FRAME + near) == FRAME + near
    assert html(near + FRAME) == near + FRAME


def test_a_player_in_a_paragraph_has_its_link_in_the_next() -> None:
    assert html(f"<p>See: {FRAME}</p>") == f"<p>See: {FRAME}</p><p>{link(FILM)}</p>"


@pytest.mark.parametrize(
    ("frame", "page"),
    [
        ("https://mastodon.example/@ada/123/embed", "https://mastodon.example/@ada/123"),
        ("https://www.instagram.com/p/Xy_1/embed/captioned/", "https://www.instagram.com/p/Xy_1/"),
        ("https://maps.example.org/m?a=1&amp;b", "https://maps.example.org/m?a=1&amp;b"),
    ],
)
def test_any_other_frame_is_a_link_to_what_it_shows(frame: str, page: str) -> None:
    assert html(f'<iframe src="{frame}" title="Here"></iframe>') == link(page, "Here")


@pytest.mark.parametrize(
    "written",
    [
        '<lite-youtube videoid="aB3-dE_fG12"><a href="#" class="lty-playbtn"><span>Play</span></a></lite-youtube>',
        '<amp-youtube data-videoid="aB3-dE_fG12"></amp-youtube>',
        '<div class="youtube-player" data-id="aB3-dE_fG12"></div>',
        '<object><param name="movie" value="https://www.youtube.com/v/aB3-dE_fG12"></object>',
        '<embed src="//www.youtube.com/v/aB3-dE_fG12">',
    ],
)
def test_what_a_script_or_plug_in_makes_into_a_player_is_one(written: str) -> None:
    assert html(written) == f"{FRAME}<p>{link(FILM)}</p>"


def test_a_light_player_keeps_its_title() -> None:
    written = '<lite-youtube videoid="aB3-dE_fG12" playlabel="Play: Brewing"></lite-youtube>'
    assert html(written).endswith(f"<p>{link(FILM, 'Brewing')}</p>")


@pytest.mark.parametrize(
    ("script", "page", "label"),
    [
        ("https://gist.github.com/ada/a1b2.js", "https://gist.github.com/ada/a1b2", "gist.github.com/ada/a1b2"),
        (
            "https://gist.github.com/a/b.js?file=x.py",
            "https://gist.github.com/a/b",
            "gist.github.com/a/b (x.py)",
        ),
        ("https://asciinema.org/a/14.js", "https://asciinema.org/a/14", "asciinema.org/a/14"),
        ("//jsfiddle.net/ada/1x/embed/js/", "https://jsfiddle.net/ada/1x", "jsfiddle.net/ada/1x"),
    ],
)
def test_a_script_that_writes_something_is_a_link_to_it(script: str, page: str, label: str) -> None:
    assert html(f'<p>a</p><script async src="{script}"></script>') == f"<p>a</p><p>{link(page, label)}</p>"


def test_the_script_of_a_gist_in_code_is_code() -> None:
    written = '<pre><code>&lt;script src="https://gist.github.com/a/b.js"&gt;&lt;/script&gt;</code></pre>'
    assert html(written) == written


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (
            '<div class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/X/?u=1"></div>',
            "https://www.instagram.com/p/X/",
        ),
        (
            '<div class="fb-post" data-href="https://www.facebook.com/1/posts/2"></div>',
            "https://www.facebook.com/1/posts/2",
        ),
        (
            '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:a/app.bsky.feed.post/3k"></blockquote>',
            "https://bsky.app/profile/did:plc:a/post/3k",
        ),
    ],
)
def test_a_post_of_another_site_has_its_link(written: str, url: str) -> None:
    assert link(url, url.partition("://")[2]) in html(written)


def test_a_quoted_post_keeps_its_text_and_link() -> None:
    quotation = (
        f'<blockquote><p lang="en">Hot</p>— Ada {link("https://twitter.com/ada/status/1", "May 1")}</blockquote>'
    )
    assert html(quotation.replace("<blockquote>", '<blockquote class="twitter-tweet">')) == quotation


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ('<object data="/b.pdf" type="application/pdf"></object>', link("https://tea.example/b.pdf", "b.pdf")),
        ('<object data="d.svg" type="image/svg+xml"></object>', '<img src="https://tea.example/pots/d.svg">'),
        ('<embed src="/a.mp3">', '<audio src="https://tea.example/a.mp3" controls=""></audio>'),
        ('<object data="x.pdf"><p>See the pots</p></object>', "<p>See the pots</p>"),
        ('<amp-img src="/a.png" alt="A"></amp-img>', '<img src="https://tea.example/a.png" alt="A">'),
    ],
)
def test_files_of_plug_ins_are_shown_or_linked(written: str, published: str) -> None:
    assert html(written) == published


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ('<audio src="/a.mp3" preload="metadata"></audio>',
         '<audio src="https://tea.example/a.mp3" preload="metadata" controls=""></audio>'),
        ('<video autoplay muted><source src="/v.webm" type="video/webm"></video>',
         '<video muted="" controls=""><source src="https://tea.example/v.webm" type="video/webm"></video>'),
        ('<audio controls src="/a.mp3"></audio>', '<audio controls="" src="https://tea.example/a.mp3"></audio>'),
        ('a<audio src=""></audio>', "a"),
        ('a<audio><source src=""></audio><video poster=""></video>', "a"),
        ('<video src="/v.mp4" poster=""></video>', '<video src="https://tea.example/v.mp4" controls=""></video>'),
        ('a<img data-src="">', "a"),
        ('a<img src="" alt="soon"><img src=" "><img src="#"><img src="" srcset="">', "a"),
    ],
)  # fmt: skip
def test_sound_and_films_have_buttons_and_nothing_is_loaded_in_vain(written: str, published: str) -> None:
    assert html(written) == published


def test_buttons_are_no_words_of_a_summary() -> None:
    assert excerpt("<p><button>Play</button>The pot.</p>", Markup.HTML, "", 99) == "The pot."
