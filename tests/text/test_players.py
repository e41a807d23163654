"""feedpub.text.players: which frames are players, and of what."""

from __future__ import annotations

import pytest

from feedpub.text.players import is_player, leads_to, page_of


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com.evil.example/embed/x",
        "https://evil.example/?https://www.youtube.com/embed/x",
        "https://codepen.io/ada/pen/x",
        "https://archive.org/details/x",
        "https://example.com/videos/",
        "javascript:https://www.youtube.com/embed/x",
    ],
)
def test_other_frames_are_no_players(url: str) -> None:
    assert not is_player(url)


def test_a_player_without_a_known_page_is_its_own() -> None:
    assert page_of("https://bandcamp.com/EmbeddedPlayer/album=1") == "https://bandcamp.com/EmbeddedPlayer/album=1"
    assert page_of("https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1").startswith(
        "https://w."
    )


def test_a_script_is_no_page() -> None:
    assert page_of("https://w.soundcloud.com/player/?url=javascript%3Ax").startswith("https://w.soundcloud.com/")


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://youtu.be/aB3-dE_fG12", True),
        ("https://m.youtube.com/watch?v=aB3-dE_fG12&t=3", True),
        ("https://www.youtube.com/watch?v=xxxxxxxxxxx", False),
    ],
)
def test_a_link_leads_to_a_film_by_any_address_with_its_name(link: str, *, leads: bool) -> None:
    assert leads_to(link, "https://www.youtube.com/watch?v=aB3-dE_fG12") is leads


def test_a_short_name_is_looked_for_with_its_address() -> None:
    assert not leads_to("https://example.com/1", "https://vimeo.com/1")
    assert leads_to("https://vimeo.com/1?a", "https://vimeo.com/1")
