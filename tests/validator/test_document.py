from __future__ import annotations

from datetime import UTC, datetime

from feedpub.validator import RULES, ParsedDocument, Ruleset, Source, check
from feedpub.validator.sources import bytes_source

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RULESET = Ruleset(RULES)
FEED = (
    b'<rss version="2.0"><channel>\r\n<title>\xc3\xa9</title>'
    b"<item><title>One &#x26;\r\ntwo</title></item></channel></rss>"
)


def _read(source: Source) -> ParsedDocument:
    return check(source, RULESET, now=NOW).document


def test_an_element_can_be_seen_as_it_is_written() -> None:
    document = _read(bytes_source("feed.xml", FEED))
    assert document.root is not None
    titles = [element for element in document.root.walk() if element.name == "title"]
    assert [document.source_of(title) for title in titles] == ["<title>é", "<title>One &#x26;\r\ntwo"]


def test_lines_can_be_seen_as_they_are_written() -> None:
    document = _read(bytes_source("feed.xml", FEED))
    assert [document.line(number) for number in (0, 1, 3, 4)] == [
        "",
        '<rss version="2.0"><channel>',
        "two</title></item></channel></rss>",
        "",
    ]


def test_lines_are_known_while_chunks_still_come() -> None:
    document = _read(Source(path="feed.xml", open=lambda: (FEED[:40], FEED[40:])))
    assert document.line(3).startswith("two")


def test_the_bytes_of_a_sitemap_are_not_kept() -> None:
    data = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>'
    document = _read(bytes_source("sitemap.xml", data))
    assert document.root is not None
    assert document.source_of(document.root) == ""
    assert document.line(1) == ""


def test_reading_goes_on_in_an_unknown_encoding() -> None:
    document = _read(bytes_source("feed.xml", b'<?xml version="1.0" encoding="x-none"?>' + FEED))
    assert document.fault is None
