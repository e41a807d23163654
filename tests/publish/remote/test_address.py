"""What an address to publish to means, and which are refused."""

from __future__ import annotations

import re

import pytest

from feedpub.model.records import Document, Kind
from feedpub.publish.remote.address import folder_of, parsed
from feedpub.publish.remote.headers import Caching


@pytest.mark.parametrize(
    ("address", "protocol", "host", "path"),
    [
        ("s3://bucket", "s3", "bucket", ""),
        ("s3://www.example.com/a/b", "s3", "www.example.com", "a/b"),
        ("gs://bucket/blog", "gs", "bucket", "blog"),
        ("memory://name/blog", "memory", "name", "blog"),
        ("sftp://example.com/srv/www", "sftp", "example.com", "/srv/www"),
        ("sftp://me@example.com:2222/srv/www", "sftp", "example.com", "/srv/www"),
        ("sftp://example.com/~/www", "sftp", "example.com", "www"),
    ],
)
def test_an_address_is_understood_and_said_as_it_was_written(address: str, protocol: str, host: str, path: str) -> None:
    target = parsed(address)
    assert (target.protocol, target.host, target.path) == (protocol, host, path)
    assert str(target) == address
    assert parsed(f"{address}/") == target


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("bucket/blog", "is no address to publish to"),
        ("https://example.com/", "nothing can be published to https://"),
        ("simplecache::s3://bucket", "nothing can be published to simplecache::s3://"),
        ("S3://bucket", "nothing can be published to S3://"),
        ("s3:///blog", "names no bucket"),
        ("s3://bucket:9000/blog", "names no bucket"),
        ("sftp:///srv/www", "names no host"),
        ("sftp://example.com", "names no folder"),
        ("sftp://example.com/", "names no folder"),
        ("sftp://example.com:x/srv", "has a port that is no number"),
        ("sftp://example.com:70000/srv", "has a port that is no number"),
        ("s3://bucket/../other", "an empty name, `.` or `..`"),
        ("s3://bucket//blog", "an empty name, `.` or `..`"),
        ("sftp://example.com/~/../etc", "an empty name, `.` or `..`"),
        ("s3://bucket/blog?versionId=1", "has characters"),
        ("s3://bucket/a b", "has characters"),
        ("s3://bucket/a\n", "has characters"),
    ],
)
def test_an_address_of_no_use_is_refused_with_a_sentence(address: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parsed(address)


@pytest.mark.parametrize("address", ["sftp://me:hush@example.com/srv", "s3://KEY:hush@bucket/x", "gs://hush@bucket/x"])
def test_a_password_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(ValueError, match="holds no password and no key") as refused:
        parsed(address)
    assert "hush" not in str(refused.value)


def test_the_address_of_a_folder_is_one_of_this_machine() -> None:
    assert folder_of("file:///srv/my%20site") == "/srv/my site"
    assert folder_of("file://localhost/srv") == "/srv"
    for other in ("file://server/srv", "file:srv", "file:///srv?x"):
        with pytest.raises(ValueError, match="names no folder of this machine"):
            folder_of(other)


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        ("rss.xml", Kind.RSS, "application/rss+xml; charset=utf-8"),
        ("feed", Kind.ATOM, "application/atom+xml; charset=utf-8"),
        ("feed.json", Kind.JSONFEED, "application/feed+json"),
        ("sitemap.xml", Kind.SITEMAPINDEX, "application/xml; charset=utf-8"),
        ("sitemap.xml.gz", Kind.SITEMAP, "application/gzip"),
        ("robots.txt", Kind.UNKNOWN, "text/plain; charset=utf-8"),
        ("_redirects", Kind.UNKNOWN, "text/plain; charset=utf-8"),
        ("feeds.OPML", Kind.UNKNOWN, "text/x-opml; charset=utf-8"),
        ("some.thing", Kind.UNKNOWN, "application/octet-stream"),
    ],
)
def test_each_document_has_its_media_type(path: str, kind: Kind, expected: str) -> None:
    caching = Caching(documents="short", stylesheets="long")
    headers = caching.headers(Document(path=path, kind=kind, data=b""))
    assert (headers.content_type, headers.cache_control) == (expected, "short")
    assert caching.headers(Document(path="a/feed.css", kind=Kind.UNKNOWN, data=b"")).cache_control == "long"
