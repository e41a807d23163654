"""Sitemaps that are text: told from other files, and read line by line."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Kind
from feedpub.validator import RULES, Ruleset, check
from feedpub.validator.sources import bytes_source, files_in

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.validator import Report

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URLS = b"https://example.com/\nhttps://example.com/about/\n"
RULESET = Ruleset(RULES)


def read(data: bytes, name: str = "sitemap.txt") -> Report:
    return check(bytes_source(name, data), RULESET, now=NOW)


def said(data: bytes, name: str = "sitemap.txt") -> list[str]:
    return [f"{one.where.line} {one.code}" for one in read(data, name).diagnostics]


@pytest.mark.parametrize("name", ["sitemap.txt", "-", "sitemap"])
def test_a_list_of_addresses_is_a_sitemap(name: str) -> None:
    report = read(URLS, name)
    assert (report.kind, report.diagnostics) == (Kind.SITEMAP, ())
    assert [one.line for one in report.document.facts.urls] == [1, 2]


def test_it_may_be_packed_on_standard_input_too() -> None:
    assert said(gzip.compress(URLS), "sitemap.txt.gz") == said(gzip.compress(URLS), "-") == []


def test_gzip_on_standard_input_needs_no_name() -> None:
    feed = b"<rss version='2.0'><channel/></rss>"
    assert not any(line.endswith("xml/gzip-name") for line in said(gzip.compress(feed), "-"))
    assert any(line.endswith("xml/gzip-name") for line in said(gzip.compress(feed), "feed.xml"))


def test_its_name_ends_in_txt() -> None:
    assert said(URLS, "urls.list") == ["1 sitemap/listing-name"]


@pytest.mark.parametrize("name", ["feed.xml", "feed.json", "sitemap.xml.gz"])
def test_a_file_named_like_another_format_is_read_as_that(name: str) -> None:
    assert read(URLS, name).kind is not Kind.SITEMAP


@pytest.mark.parametrize("data", [b"<rss version='2.0'><channel/></rss>", b"words\n"])
def test_a_document_without_addresses_is_another_where_its_name_says_nothing(data: bytes) -> None:
    assert read(data, "-").kind is not Kind.SITEMAP


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_end_in_any_of_the_usual_ways(end: bytes) -> None:
    assert said(URLS.replace(b"\n", end) + b"/about/" + end) == ["3 sitemap/line-not-an-address"]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("# pages", "Leave comments out: the format has none."),
        ("/about/", "Write the whole address of a page, with https://, or take the line out."),
        ("https://example.com/a 2026-11-01", 'Write "https://example.com/a" alone; dates and priorities'),
        ("https://example.com/a https://example.com/b", "Write one address in a line."),
    ],
)
def test_other_lines_are_answered_with_what_to_write(line: str, hint: str) -> None:
    (one,) = read(URLS + line.encode()).diagnostics
    assert one.code == "sitemap/line-not-an-address"
    assert one.hint.startswith(hint)


def test_its_addresses_are_judged_as_those_of_xml_are() -> None:
    assert said(b"https://example.com/\n  http://localhost/ \nhttps://example.com/\n") == [
        "2 sitemap/cross-host",
        "2 sitemap/local-host",
        "2 sitemap/mixed-scheme",
        "3 sitemap/duplicate-loc",
    ]


def test_one_without_addresses_is_empty() -> None:
    assert said(b"\xef\xbb\xbf\n") == ["1 sitemap/empty"]


def test_it_is_in_utf8() -> None:
    assert "2 xml/encoding-wrong" in said(b"https://example.com/\nhttps://example.com/caf\xe9\n")


def test_more_addresses_than_allowed_are_too_many() -> None:
    assert said(b"".join(b"https://example.com/p%d\n" % number for number in range(50_001))) == [
        "1 sitemap/too-many-urls"
    ]


def test_in_a_folder_it_is_told_by_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_bytes(URLS)
    (tmp_path / "robots.txt").write_bytes(b"User-agent: *\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "sitemap.txt.gz").write_bytes(gzip.compress(URLS))
    (tmp_path / "words.txt.gz").write_bytes(gzip.compress(b"words"))
    assert [one.name for one in files_in(tmp_path)] == ["sitemap.txt.gz", "urls.txt"]
