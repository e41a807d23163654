"""What directories ask of a podcast as a whole."""

from __future__ import annotations

import pytest

from tests.validator.rules.extensions.documents import hints, said

ONE = '<item><title>{0}</title>{1}<guid isPermaLink="false">{0}</guid></item>'
MP3 = '<enclosure url="https://example.com/{}.mp3" length="9" type="{}"/>'


def items(*types: str, inside: str = "") -> str:
    return "".join(
        ONE.format(number, (MP3.format(number, each) if each else "") + inside) for number, each in enumerate(types)
    )


def in_channel(text: str) -> list[str]:
    """Return the names of the rules that a fragment of a channel trips."""
    return said(text, "channel")


@pytest.mark.parametrize(
    ("types", "is_podcast"),
    [
        (("audio/mpeg", "audio/mpeg"), True),
        (("AUDIO/mpeg; a=b", "video/mp4", ""), True),
        (("audio/mpeg",), False),
        (("audio/mpeg", "audio/mpeg", "", "", ""), False),
        (("image/png", "image/png"), False),
    ],
)
def test_a_feed_most_of_whose_items_have_recordings_is_a_podcast(types: tuple[str, ...], is_podcast: bool) -> None:  # noqa: FBT001 - the answer
    assert ("itunes/podcast-without-tags" in in_channel(items(*types))) is is_podcast


def test_a_feed_with_any_tag_of_apples_is_asked_for_each_that_lacks_and_not_for_all() -> None:
    found = in_channel(items("audio/mpeg", "audio/mpeg") + "<itunes:type>serial</itunes:type>")
    assert "itunes/podcast-without-tags" not in found
    assert "itunes/required-tag-missing" in found


def test_an_episode_without_an_enclosure_is_one_among_others_alone() -> None:
    tag, rule = "<itunes:episode>1</itunes:episode>", "itunes/episode-without-enclosure"
    assert rule in in_channel(items("audio/mpeg", "", "", inside=tag))
    assert rule not in in_channel(items("", "", inside=tag))
    assert rule not in in_channel(items("audio/mpeg", ""))


def test_what_psp_1_recommends_is_asked_of_those_who_use_its_namespace() -> None:
    feed, rule = items("audio/mpeg", "audio/mpeg"), "podcast/recommended-tag-missing"
    assert rule not in in_channel(feed + "<itunes:type>serial</itunes:type>")
    medium = "<podcast:medium>podcast</podcast:medium>"
    assert rule in in_channel(feed + medium)
    asked = " ".join(hints(feed + medium, "channel"))
    assert all(name in asked for name in ("<itunes:author>", "<podcast:guid>", "<podcast:locked>"))
