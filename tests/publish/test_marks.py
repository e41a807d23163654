"""A file that feedpub made says so in its first bytes; nothing else does."""

from __future__ import annotations

import gzip

import pytest

from feedpub.model.records import Kind
from feedpub.publish import is_marked
from feedpub.publish.marks import kind_of

SITEMAP = b"<?xml version='1.0'?>\n<!-- feedpub -->\n<urlset><url/></urlset>"


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><rss><channel><title>t</title><generator>feedpub</generator>",
        b"<rss><channel><generator>feedpub 1.0 (https://example.com)</generator><item/>",
        b'\xef\xbb\xbf<feed><generator uri="https://example.com/" version="1">feedpub</generator><entry/>',
        SITEMAP,
        gzip.compress(SITEMAP, mtime=0),
        b"<!-- made by feedpub -->\n<sitemapindex><sitemap/></sitemapindex>",
        b'<!doctype html><meta name="generator" content="feedpub 1.0">',
        b'{"version": "https://jsonfeed.org/version/1.1", "_feedpub": {"about": "x"}, "items": []}',
        b'{"user_comment": "Made by feedpub.", "items": []}',
        b"/* feedpub */\nrss { display: block }",
    ],
)
def test_a_file_of_ours_is_recognised(data: bytes) -> None:
    assert is_marked(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"feedpub",
        b"<rss><channel><generator>Jekyll</generator><item><generator>feedpub</generator></item>",
        b"<rss><channel><generator>notfeedpub</generator>",
        b"<rss><channel><title>feedpub</title><item/>",
        b"<urlset><url><loc>https://example.com/feedpub</loc></url><!-- feedpub --></urlset>",
        b"\x1f\x8bno gzip at all",
        gzip.compress(b"<urlset/>", mtime=0),
        b'{"title": "feedpub", "items": [{"_feedpub": 1}]}',
        b"rss { display: block } /* feedpub */",
        b"User-agent: *\n# feedpub",
    ],
)
def test_a_file_of_others_is_not_taken_for_ours(data: bytes) -> None:
    assert not is_marked(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- a <feed> --><?xml-stylesheet href='a>b'?><rss/>", Kind.RSS),
        (b'<!DOCTYPE rdf [<!ENTITY a "b">]><rdf:RDF xmlns:rdf="x"/>', Kind.RSS),
        ('<?xml version="1.0" encoding="UTF-16"?><feed/>'.encode("utf-16"), Kind.ATOM),
        (gzip.compress(SITEMAP, mtime=0), Kind.SITEMAP),
        (b"<sm:sitemapindex xmlns:sm='x'/>", Kind.SITEMAPINDEX),
        (b'{"items": [], "version": "https://jsonfeed.org/version/1.1"}', Kind.JSONFEED),
        (b'{"version": 2, "data": []}', Kind.UNKNOWN),
        (b'{"version": "https://jsonfeed.org', Kind.UNKNOWN),
        (b"<!doctype html><html><title>feed</title>", Kind.UNKNOWN),
        (b"body { color: red }", Kind.UNKNOWN),
        (b"\x1f\x8bno gzip", Kind.UNKNOWN),
        (b"", Kind.UNKNOWN),
    ],
)
def test_the_kind_of_a_file_is_seen_in_its_bytes(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind
