"""The style sheet that comes with feedpub."""

from __future__ import annotations

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
