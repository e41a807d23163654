from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.model.records import Kind
from feedpub.validator import RULES, Ruleset, check
from feedpub.validator.document import Source
from feedpub.validator.sources import bytes_source

if TYPE_CHECKING:
    from feedpub.validator import Report

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RULESET = Ruleset(RULES)
URLSET = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>'
)
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}'


def report(data: bytes, name: str = "file") -> Report:
    return check(bytes_source(name, data), RULESET, now=NOW)


def codes(data: bytes, name: str = "file") -> set[str]:
    return {one.code for one in report(data, name).diagnostics}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (URLSET, Kind.SITEMAP),
        (URLSET.replace(b"urlset", b"sitemapindex"), Kind.SITEMAPINDEX),
        (b"<rss/>", Kind.RSS),
        (b"<feed/>", Kind.ATOM),
        (b"<html/>", Kind.UNKNOWN),
        (b"", Kind.UNKNOWN),
        (b"hello", Kind.UNKNOWN),
        (b" \n{}", Kind.JSONFEED),
        (b"\xef\xbb\xbf{}", Kind.JSONFEED),
        (b"\xff\xfe{\x00}\x00", Kind.JSONFEED),
        (b"[", Kind.JSONFEED),
    ],
)
def test_the_kind_is_told_by_the_beginning(data: bytes, kind: Kind) -> None:
    assert report(data).document.kind is kind


def test_a_file_called_json_that_begins_like_nothing_is_read_as_json() -> None:
    assert report(b"oops", "feed.JSON").document.kind is Kind.JSONFEED


def test_a_page_called_json_is_read_as_what_it_is() -> None:
    assert report(b"<!DOCTYPE html><html></html>", "feed.json").document.kind is Kind.UNKNOWN


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\x00", b"x", b"<", b"<a/>", b"<!DOCTYPE html>", b"\x1f\x8b", b"\xff\xfe"]
)
def test_what_is_no_feed_never_goes_without_a_message(data: bytes) -> None:
    assert report(data).document.kind is Kind.UNKNOWN
    assert not report(data).ok


def test_a_gzip_file_of_several_members_is_read_whole() -> None:
    packed = gzip.compress(URLSET[:50], mtime=0) + gzip.compress(URLSET[50:], mtime=0)
    outcome = report(packed, "sitemap.xml.gz")
    assert outcome.ok
    assert outcome.document.size == len(URLSET)
    assert outcome.document.packed


@given(st.integers(min_value=2, max_value=len(gzip.compress(URLSET, mtime=0)) - 1))
def test_a_gzip_file_that_breaks_off_is_said_to_do_so(length: int) -> None:
    assert "xml/gzip-broken" in codes(gzip.compress(URLSET, mtime=0)[:length], "sitemap.xml.gz")


def test_rubbish_behind_a_gzip_stream_is_noticed() -> None:
    assert "xml/gzip-broken" in codes(gzip.compress(URLSET, mtime=0) + b"rubbish", "sitemap.xml.gz")


def test_a_gzip_file_of_json_is_read() -> None:
    assert report(gzip.compress(JSON, mtime=0), "feed.json.gz").ok


@pytest.mark.slow
def test_a_gzip_bomb_ends_in_a_message_and_little_memory() -> None:
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(300)) + packer.flush()
    tracemalloc.start()
    said = codes(packed, "sitemap.xml.gz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "xml/beyond-limits" in said
    assert peak < 150_000_000


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_chunks_of_any_size_give_the_same_answer(size: int) -> None:
    broken = URLSET.replace(b"https:", b"").replace(b"</url>", b"<lastmod>x</lastmod>ab\xc3\xbc</url>")
    whole = report(broken).diagnostics
    assert whole
    parts = tuple(broken[at : at + size] for at in range(0, len(broken), size))
    assert check(Source(path="file", open=lambda: parts), RULESET, now=NOW).diagnostics == whole


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(20))
    return (
        f'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{entities}]><rss version="2.0"><channel>&t;</channel></rss>'.encode()
    )


@pytest.mark.parametrize(
    "data",
    [
        _bomb(),
        b"<a>" * 10_000 + b"</a>" * 10_000,
        b'<rss version="2.0"><channel>' + b"<item>" * 100_000,
        b"[" * 1_000_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'<!DOCTYPE a [<!ENTITY a "' + b"a" * 100_000 + b'">]><a>' + b"&a;" * 100_000 + b"</a>",
    ],
    ids=["laughs", "deep", "deep-rss", "deep-list", "deep-object", "quadratic"],
)
def test_an_attack_ends_in_a_message_quickly_and_in_little_memory(data: bytes) -> None:
    tracemalloc.start()
    begun = time.process_time()
    outcome = report(data)
    spent = time.process_time() - begun
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not outcome.ok
    assert spent < 5  # one second without the tracing of memory, on a machine that does nothing else
    assert peak < 100_000_000


def test_a_sitemap_is_not_kept_in_memory() -> None:
    entry = b"<url><loc>https://example.com/%06d</loc></url>"
    data = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + b"".join(entry % i for i in range(20_000))
    outcome = report(data + b"</urlset>")
    assert outcome.ok
    assert outcome.document.data == b""
    assert outcome.document.root is not None
    assert outcome.document.root.children == []
    assert len(outcome.document.facts.urls) == 20_000


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b'{\n "a": 1,\n}', 2, 8),
        (b'{\n "a": NaN}', 2, 7),
        (b'{\n"a": "\xe9"}', 2, 7),
        (b"", 1, 1),
    ],
)
def test_a_fault_of_json_has_its_place(data: bytes, line: int, column: int) -> None:
    syntax = {"jsonfeed/not-json", "jsonfeed/bad-encoding"}
    found = [one.where for one in report(data, "feed.json").diagnostics if one.code in syntax]
    assert [(one.line, one.column) for one in found] == [(line, column)]


def test_a_very_long_number_is_no_fault() -> None:
    assert report(JSON.replace(b"[]", b'[], "_n": ' + b"1" * 5000)).ok


def test_an_unreadable_source_raises() -> None:
    def refuse() -> tuple[bytes, ...]:
        raise PermissionError("no")

    with pytest.raises(PermissionError):
        check(Source(path="file", open=refuse), RULESET, now=NOW)


@pytest.mark.parametrize("name", ["u" + "1" * 2000 + "tf-8", "x" * 1100])
def test_an_encoding_with_an_endless_name_is_a_fault(name: str) -> None:
    outcome = report(f'<?xml version="1.0" encoding="{name}"?><rss/>'.encode())
    assert outcome.document.fault is not None
    assert not outcome.ok


def test_an_encoding_of_many_bytes_that_is_declared_late_is_a_fault() -> None:
    outcome = report(f'<?xml version="1.0"{" " * 2000}encoding="shift_jis"?><rss/>'.encode())
    assert outcome.document.fault is not None
    assert not outcome.ok


_BEFORE = b'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>\n'
_BEHIND = b"<ttl>soon</ttl>\n</channel></rss>"


@pytest.mark.parametrize(
    ("before", "rule"),
    [
        (b"\n" + _BEFORE, "xml/space-before-declaration"),
        (b"\xef\xbb\xbf\xef\xbb\xbf" + _BEFORE, "xml/space-before-declaration"),
        (b"<b>Warning</b>: x<br>\n" + _BEFORE, "xml/space-before-declaration"),
        (_BEFORE + b"<title>Caf\xe9</title>", "xml/encoding-wrong"),
        (_BEFORE + b"<title>R & D</title>", "xml/not-well-formed"),
        (_BEFORE + b"<title>x&nbsp;y</title>", "xml/undefined-entity"),
        (_BEFORE + b"<title>x\x07y</title>", "xml/control-character"),
        (_BEFORE + b"<title>x", "xml/not-well-formed"),
        (_BEFORE + b"<cloud port=80 />", "xml/not-well-formed"),
        (_BEFORE + b"<itunes:author>x</itunes:author>", "xml/not-well-formed"),
    ],
)
def test_what_stands_behind_the_first_fault_is_checked_too(before: bytes, rule: str) -> None:
    found = report(before + _BEHIND).diagnostics
    places = {one.code: one.where.line for one in found}
    assert rule in places
    assert places["rss/number-invalid"] == before.count(b"\n") + 1


def test_bytes_that_are_not_of_the_encoding_are_read_as_windows_has_them() -> None:
    root = report(_BEFORE + b"<title>Caf\xe9 \x93x\x94 \x81</title>" + _BEHIND).document.root
    assert root is not None
    assert [one.text for one in root.walk() if one.name == "title"] == ["Café “x” ?"]


def test_names_that_are_not_defined_are_told_apart_and_counted() -> None:
    titles = b"<item><title>&nbsp;&nbsp;&mdash;</title></item>" * 3
    found = [one for one in report(_BEFORE + titles + _BEHIND).diagnostics if one.code == "xml/undefined-entity"]
    assert [(one.found, one.count) for one in found] == [("&nbsp;", 6), ("&mdash;", 3)]


@pytest.mark.parametrize("before", ['"_a": [1,],', '"_a": NaN,', "// a\n", '"_a": "Caf\xe9",', '"_a": "x\ny",'])
def test_what_stands_behind_the_first_fault_of_json_is_checked_too(before: str) -> None:
    text = f'{{{before}\n"version": "https://jsonfeed.org/version/1.1", "title": 5,\n"items": []}}'
    found = report(text.encode("latin-1")).diagnostics
    places = {one.code: one.where.line for one in found}
    assert "jsonfeed/not-json" in places or "jsonfeed/bad-encoding" in places
    assert places["jsonfeed/wrong-type"] == before.count("\n") + 2
