from __future__ import annotations

import pytest

from feedpub.validator.values import media_types


def test_a_type_that_is_none_or_means_the_right_one_contradicts_no_name() -> None:
    assert not media_types.contradicts_name("mp3", "https://example.com/1.mp3")
    assert not media_types.contradicts_name("image/svg", "https://example.com/1.svg")
    assert not media_types.contradicts_name("video/x-mp4", "https://example.com/1.mp4")
    assert media_types.contradicts_name("image/svg", "https://example.com/1.mp4")


def test_no_type_is_advised_that_is_not_registered() -> None:
    assert media_types.usual("https://example.com/1.mp3") == ("audio/mpeg",)
    assert all(media_types.usual(f"a.{ending}") for ending in ("jpg", "m4a", "mp4", "ico", "ogg", "svg", "wav"))


@pytest.mark.parametrize(
    "text",
    [
        "text/html",
        "application/atom+xml",
        "text/html; charset=utf-8",
        'text/plain;a="b;\\"c"',
        "video/vnd.x-y.1",
        "a/b;",
    ],
)
def test_a_media_type_may_have_parameters(text: str) -> None:
    assert media_types.problem(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "is empty"), (" ", "is empty"), ("html", 'has no "/"'), ("a/b/c", "of the form"), ("text/*", "of the form")],
)
def test_what_is_wrong_with_a_media_type_is_said(text: str, words: str) -> None:
    assert words in (media_types.problem(text) or "")


def test_a_type_is_told_by_its_name_alone() -> None:
    assert media_types.essence("Text/HTML; charset=utf-8") == "text/html"
    assert media_types.is_xml("image/svg+xml")
    assert media_types.is_xml("text/XML;charset=utf-8")
    assert not media_types.is_xml("text/html")
    assert media_types.is_text("text/html")
    assert not media_types.is_text("image/png")
    assert media_types.is_composite("multipart/alternative")
    assert not media_types.is_composite("text/html")


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://example.com/talk.MP3?x=1#t", "audio/mpeg"),
        ("/a/b.m4a", "audio/mp4"),
        ("https://example.com/a%2Epng", "image/png"),
    ],
)
def test_the_name_of_a_file_suggests_a_type(url: str, first: str) -> None:
    assert media_types.by_name(url)[0] == first


@pytest.mark.parametrize(
    "url", ["https://example.com/", "https://example.com/mp3", "https://x/a.unknown", "http://[x", "a.b/mp3"]
)
def test_a_name_without_a_known_ending_suggests_nothing(url: str) -> None:
    assert media_types.by_name(url) == ()


def test_a_type_contradicts_a_name_that_tells_another() -> None:
    assert media_types.contradicts_name("audio/mpeg", "a.mp4")
    assert not media_types.contradicts_name("Audio/x-M4A", "a.m4a")
    assert not media_types.contradicts_name("audio/mpeg", "a")


@pytest.mark.parametrize(
    ("stated", "meant"),
    [("image/jpg", "image/jpeg"), ("Audio/MP3; q=1", "audio/mpeg"), ("audio/x-m4a", ""), ("audio/mpeg", ""), ("", "")],
)
def test_a_type_that_is_not_registered_is_told_with_the_one_that_is(stated: str, meant: str) -> None:
    assert media_types.registered(stated) == meant
