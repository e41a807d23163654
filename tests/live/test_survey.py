"""Which addresses `feedpub check` visits, beginning at which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.live.host import Answer, Host, hosting
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}one/</loc></url></urlset>'
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tea</title><link>{}</link>'
    "<description>Tea</description></channel></rss>"
)
ATOM = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tea</title><id>urn:x:1</id>'
    "<updated>2026-01-01T00:00:00Z</updated><entry><title>One</title><id>urn:x:2</id><updated>2026-01-01T00:00:00Z"
    '</updated><link rel="enclosure" href="{}a.mp3" length="1" type="audio/mpeg"/></entry></feed>'
)


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


def paths(host: Host, start: str, cwd: Path, *options: str) -> set[str]:
    """Return the paths of all that is visited."""
    host.asked.clear()
    ended = feedpub("check", f"{host.url}{start}", "--format", "json", *options, cwd=cwd)
    assert ended.status in {0, 1}, ended.err
    return {one.path for one in host.asked}


def test_from_a_home_page_the_usual_sitemap_is_looked_for(host: Host, tmp_path: Path) -> None:
    host.files = {"/": b"<!DOCTYPE html><title>Tea</title>", "/sitemap.xml": SITEMAP.format(host.url).encode()}
    assert paths(host, "", tmp_path) == {"/", "/robots.txt", "/sitemap.xml", "/one/"}
    assert paths(host, "", tmp_path, "--pages", "0") == {"/", "/robots.txt", "/sitemap.xml"}


def test_from_a_home_page_that_is_not_there_nothing_is_looked_for(host: Host, tmp_path: Path) -> None:
    assert paths(host, "", tmp_path) == {"/", "/robots.txt"}


def test_from_a_feed_its_home_page_is_visited(host: Host, tmp_path: Path) -> None:
    host.files = {"/feed.xml": RSS.format(f"{host.url}blog/").encode()}
    assert paths(host, "feed.xml", tmp_path) == {"/feed.xml", "/robots.txt", "/blog/"}


def test_the_root_of_a_host_need_not_be_a_page(host: Host, tmp_path: Path) -> None:
    host.files = {"/feed.xml": RSS.format("https://example.com/").encode()}
    ended = feedpub("check", f"{host.url}feed.xml", "--select", "http/status", cwd=tmp_path)
    assert (ended.status, ended.err) == (0, "2 addresses visited: nothing wrong.\n")
    assert "/" in {one.path for one in host.asked}


def test_enclosures_of_each_format_are_visited_once(host: Host, tmp_path: Path) -> None:
    host.files = {"/atom.xml": ATOM.format(host.url).encode(), "/a.mp3": b"x"}
    assert "/a.mp3" in paths(host, "atom.xml", tmp_path)
    attachment = {"url": f"{host.url}a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 2}
    item = {"id": "1", "content_text": "x", "attachments": [attachment, attachment, {"url": "a:b"}, "x"]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Tea", "items": [item, {"id": "2"}]}
    host.files["/feed.json"] = json.dumps(feed).encode()
    host.asked.clear()
    ended = feedpub("check", f"{host.url}feed.json", "--select", "http/enclosure-*", cwd=tmp_path)
    assert "It has 1 bytes, and " in ended.err
    assert [one.method for one in host.asked if one.path == "/a.mp3"] == ["HEAD", "GET"]
    assert "/a.mp3" not in paths(host, "feed.json", tmp_path, "--enclosures", "0")


def test_an_enclosure_that_redirects_is_followed(host: Host, tmp_path: Path) -> None:
    host.files = {"/atom.xml": ATOM.format(host.url).encode(), "/b.mp3": b"x"}
    host.alter = lambda asked, right: (
        Answer(status=302, headers={"Location": "/b.mp3"}) if asked.path == "/a.mp3" else right
    )
    ended = feedpub("check", f"{host.url}atom.xml", "--select", "http/enclosure-*", cwd=tmp_path)
    assert ended.err.endswith("nothing wrong.\n")
    assert [(one.method, one.path) for one in host.asked if one.path.endswith(".mp3")] == [
        ("HEAD", "/a.mp3"),
        ("HEAD", "/b.mp3"),
        ("GET", "/b.mp3"),
    ]


def test_what_is_neither_a_page_nor_a_feed_is_said_to_be_so(host: Host, tmp_path: Path) -> None:
    host.files = {"/x.xml": b"<opml/>"}
    ended = feedpub("check", f"{host.url}x.xml", cwd=tmp_path)
    assert ended.status == 1
    assert f"{host.url}x.xml:1:1: error xml/" in ended.err


def test_a_question_of_one_page_is_asked_of_one_page(host: Host, tmp_path: Path) -> None:
    locs = "".join(f"<url><loc>{host.url}{number}/</loc></url>" for number in range(9))
    host.files["/sitemap.xml"] = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>'.encode()
    assert "/0/" in paths(host, "sitemap.xml", tmp_path, "--pages", "1")
    assert "/8/" not in paths(host, "sitemap.xml", tmp_path, "--pages", "1")
