"""The style sheet that comes with feedpub."""

from __future__ import annotations

import pytest

from feedpub.generate.beside import stylesheet
from feedpub.model.records import Kind


def test_the_style_sheet_is_published_where_it_was_asked_for() -> None:
    document = stylesheet("feeds/feed.css")
    assert (document.path, document.kind) == ("feeds/feed.css", Kind.UNKNOWN)


def test_it_styles_both_formats_and_fetches_nothing() -> None:
    css = stylesheet("feed.css").data.decode()
    assert '@namespace atom "http://www.w3.org/2005/Atom";' in css
    assert "rss::before" in css
    assert "atom|feed::before" in css
    assert "url(" not in css
    assert "@import" not in css


@pytest.mark.parametrize("language", ["", "en-GB", "ko", "ja-JP", "zh-Hant-TW", "de", "fr", "es", "fi"])
def test_what_a_page_says_of_itself_is_said_once_in_a_language_of_the_site(language: str) -> None:
    css = stylesheet("feed.css", language).data.decode()
    assert css.count('content: "') == 2
    is_english = language[:2] not in {"ko", "ja", "zh", "de", "fr", "es"}
    assert ("This is a feed: " in css) == ("This is a sitemap: " in css) == is_english


def test_korean_alone_is_broken_between_words_in_rss() -> None:
    assert "rss {\n  word-break: keep-all;" in stylesheet("feed.css", "ko-KR").data.decode()
    assert "rss {\n  word-break: keep-all;" not in stylesheet("feed.css", "ja").data.decode()
