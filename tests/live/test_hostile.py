"""Servers that answer what no server should: `feedpub check` ends, with a message, and no rule breaks down."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.live.host import Answer, Host, hosting
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FEED = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tea</title><link>/</link>
<description>Tea</description><item><title>x</title><enclosure url="/a.mp3" length="%s" type="audio/mpeg"/></item>
</channel></rss>""".replace(b"%s", b"9" * 5000)
LONG = "9" * 5000


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        host.files = {"/": b"<!DOCTYPE html><link rel=alternate type=application/rss+xml href=/feed.xml>"}
        host.files |= {"/feed.xml": FEED, "/a.mp3": b"x"}
        yield host


def header(name: str, value: str) -> Callable[[Answer], Answer]:
    return lambda right: replace(right, headers=right.headers | {name: value})


@pytest.mark.parametrize(
    "change",
    [
        header("Cache-Control", f"max-age={LONG}"),
        header("Cache-Control", "=,=;\x01,max-age"),
        header("Content-Type", "x; charset=\xff"),
        header("Content-Type", ";" * 5000),
        header("ETag", '"\xff\x01"'),
        header("ETag", '"' * 5000),
        header("Last-Modified", LONG),
        header("Last-Modified", "Fri, 99 Nov 99999 99:99:99 GMT"),
        header("Content-Encoding", "br"),
        header("Content-Encoding", "gzip, gzip"),
        header("Vary", "*" * 5000),
        header("Server", " " * 100 + "/"),
        header("X-Robots-Tag", ":" * 5000),
        lambda _: Answer(status=301, headers={"Location": "http://[::1"}),
        lambda _: Answer(status=301, headers={"Location": "//"}),
        lambda _: Answer(status=301, headers={"Location": "/\xff \x01"}),
        lambda _: Answer(status=301, headers={"Location": "file:///etc/passwd"}),
        lambda _: Answer(status=999, headers={}),
        lambda right: replace(right, headers={}),
    ],
)
def test_whatever_comes_is_borne(host: Host, tmp_path: Path, change: Callable[[Answer], Answer]) -> None:
    host.alter = lambda _asked, right: change(right)
    for start in ("", "feed.xml"):
        ended = feedpub("check", f"{host.url}{start}", "--format", "json", cwd=tmp_path)
        assert ended.status in {0, 1, 3}
        said = {one["rule"] for file in json.loads(ended.out)["files"] for one in file["messages"]}
        assert "internal/crash" not in said


def test_robots_txt_and_pages_of_any_bytes_are_borne(host: Host, tmp_path: Path) -> None:
    host.files["/robots.txt"] = (
        b"\xff\xfe" * 1000 + b"\nSitemap: http://[\nSitemap:\nSitemap: a:b\nDisallow: *" + b"*" * 5000
    )
    host.files["/"] = b"<!DOCTYPE html><base href='http://['><link rel=alternate type=application/rss+xml href='//['>"
    ended = feedpub("check", host.url, "--format", "json", cwd=tmp_path)
    assert ended.status in {0, 1}
    assert "internal/crash" not in ended.out
