"""`feedpub check`: what it prints, and with which status it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from feedpub.web.session import Session, TogetherError
from tests.live.host import Answer, Host, hosting
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Tea</title><link>%s</link><description>Tea</description>
<item><title>One</title><description>Text</description><guid>%sone</guid></item></channel></rss>
"""


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        host.files = {"/feed.xml": FEED.replace(b"%s", host.url.encode())}
        yield host


def test_people_are_told_what_is_wrong_where_and_what_to_do(host: Host, tmp_path: Path) -> None:
    host.alter = lambda asked, right: right.having(server="nginx/1.24", content_type="text/html") if asked else right
    ended = feedpub("check", f"{host.url}feed.xml", "--select", "http/content-type", cwd=tmp_path)
    assert ended.status == 0
    assert ended.err == (
        f'{host.url}feed.xml: warning http/content-type: It is sent as "text/html".\n'
        "  why: Browsers and readers that go by the type show its source, save it, or take it for a page and look for "
        "a feed in it; with `X-Content-Type-Options: nosniff` they have to.\n"
        "  fix: Send it with `Content-Type: application/rss+xml`. For nginx: "
        "`location = /feed.xml { types { } default_type application/rss+xml; }`\n"
        "3 addresses visited: 1 warning.\n"
    )
    assert feedpub("check", f"{host.url}feed.xml", "--select", "http/*", "--strict", cwd=tmp_path).status == 1


def test_a_hint_names_no_server_that_nobody_knows(host: Host, tmp_path: Path) -> None:
    host.alter = lambda asked, right: right.having(server="cloudflare", content_type="text/html") if asked else right
    ended = feedpub("check", f"{host.url}feed.xml", "--select", "http/content-type", cwd=tmp_path)
    assert "fix: Send it with `Content-Type: application/rss+xml`.\n" in ended.err


def test_programs_get_each_address_with_its_messages(host: Host, tmp_path: Path) -> None:
    host.alter = lambda asked, right: Answer(status=404) if asked.path == "/feed.xml" else right
    ended = feedpub("check", f"{host.url}feed.xml", "--format", "json", cwd=tmp_path)
    first = json.loads(ended.out)["files"][0]
    assert (first["path"], first["valid"]) == (f"{host.url}feed.xml", False)
    [message] = first["messages"]
    assert (message["rule"], message["found"], message["line"]) == ("http/status", "404", None)
    sarif = json.loads(feedpub("check", f"{host.url}feed.xml", "--format", "sarif", cwd=tmp_path).out)
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == f"{host.url}feed.xml"
    github = feedpub("check", f"{host.url}feed.xml", "--format", "github", cwd=tmp_path)
    assert github.out.startswith("::error file=http%3A//127.0.0.1")


def test_rules_are_switched_by_the_command_line_and_the_configuration(host: Host, tmp_path: Path) -> None:
    host.alter = lambda asked, _right: Answer(status=404) if asked else _right
    (tmp_path / "feedpub.toml").write_text('[validate.rules]\n"http/*" = "off"\n', encoding="utf-8")
    assert feedpub("check", f"{host.url}feed.xml", "-q", cwd=tmp_path).status == 0
    assert feedpub("check", f"{host.url}feed.xml", "-q", "--error", "http/status", cwd=tmp_path).status == 1


def test_an_address_that_answers_nothing_ends_with_status_3(tmp_path: Path) -> None:
    with hosting() as host:
        address = host.url
    ended = feedpub("check", address, cwd=tmp_path)
    assert (ended.status, ended.err) == (3, f"feedpub: {address} cannot be fetched: Connection refused\n")
    [file] = json.loads(feedpub("check", address, "--format", "json", cwd=tmp_path).out)["files"]
    assert file["messages"][0]["rule"] == "system/failed"


@pytest.mark.parametrize("url", ["feed.xml", "ftp://example.com/", "https://"])
def test_what_is_no_address_of_the_web_is_wrong_usage(tmp_path: Path, url: str) -> None:
    assert feedpub("check", url, cwd=tmp_path).status == 2


def test_samples_are_as_large_as_is_asked(host: Host, tmp_path: Path) -> None:
    locs = "".join(f"<url><loc>{host.url}{number}/</loc></url>" for number in range(50))
    host.files = {f"/{number}/": b"<!DOCTYPE html><title>x</title>" for number in range(50)}
    host.files["/sitemap.xml"] = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>'.encode()
    ended = feedpub("check", f"{host.url}sitemap.xml", "--pages", "3", "--select", "http/status", cwd=tmp_path)
    assert ended.err.endswith(": nothing wrong. Of 50 pages 3 were visited (--pages).\n")
    assert sorted(one.path for one in host.asked if one.path.strip("/").isdigit()) == ["/0/", "/24/", "/49/"]


def test_everybody_who_is_asked_is_told_who_asks(host: Host, tmp_path: Path) -> None:
    feedpub("check", f"{host.url}feed.xml", cwd=tmp_path)
    assert {one.headers["user-agent"].partition(" ")[0] for one in host.asked} == {"feedpub"}


def test_what_was_not_visited_in_time_is_counted(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def left(_: object) -> float:
        if len(host.asked) >= 6:  # of the feed itself
            raise TogetherError("over")
        return 5.0

    monkeypatch.setattr(Session, "left", left)
    monkeypatch.setattr(Session, "has_time", lambda _: False)
    ended = feedpub("check", f"{host.url}feed.xml", "--select", "http/unfinished", cwd=tmp_path)
    assert "2 addresses could not be visited: time or bytes for all were used up." in ended.err


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (Answer(status=403, headers={"cf-mitigated": "challenge"}), "Cloudflare asks here whether a person reads"),
        (Answer(status=403), "Let programs in at this path"),
        (Answer(status=429), "Allow more requests"),
        (Answer(status=500), "Look into the log of the server."),
        (Answer(status=410), "Publish it there; where it has moved, redirect to where it is now (301)."),
    ],
)
def test_the_fix_fits_the_status(host: Host, tmp_path: Path, answer: Answer, hint: str) -> None:
    host.alter = lambda asked, right: answer if asked.path == "/feed.xml" else right
    ended = feedpub("check", f"{host.url}feed.xml", "--select", "http/status", cwd=tmp_path)
    assert ended.status == 1
    assert f"fix: {hint}" in ended.err


def test_a_large_document_is_read_once(host: Host, tmp_path: Path) -> None:
    locs = "".join(f"<url><loc>{host.url}{'x' * 500}{number}/</loc></url>" for number in range(10_000))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    host.files = {"/sitemap.xml": f'<urlset xmlns="{space}">{locs}</urlset>'.encode()}
    arguments = ("--pages", "0", "--select", "http/*", "--ignore", "http/robots-without-sitemap")
    ended = feedpub("check", f"{host.url}sitemap.xml", *arguments, cwd=tmp_path)
    assert ": nothing wrong." in ended.err
    assert len([one for one in host.asked if one.path == "/sitemap.xml"]) == 6


def test_a_feed_that_breaks_off_is_found(host: Host, tmp_path: Path) -> None:
    host.alter = lambda asked, right: (
        replace(right, headers=right.headers | {"Content-Length": "99999"})
        if asked.path == "/feed.xml" and "gzip" not in str(asked.headers)
        else right
    )
    ended = feedpub("check", f"{host.url}feed.xml", "--select", "http/unreachable", cwd=tmp_path)
    assert "error http/unreachable: The answer cannot be read: it breaks off: " in ended.err


def test_rules_are_explained_and_counted(host: Host, tmp_path: Path) -> None:
    host.alter = lambda asked, right: right.having(content_type="text/html") if asked else right
    arguments = ("check", f"{host.url}feed.xml", "--select", "http/content-type", "--explain", "--statistics")
    ended = feedpub(*arguments, cwd=tmp_path)
    assert "http/content-type (warning)\n" in ended.err
    assert "    > GET https://example.com/feed.xml\n    < 200\n    < Content-Type: text/html\n" in ended.err
    assert "warning  http/content-type        1 in 1 file\n" in ended.err


def test_what_a_baseline_knows_is_left_out(host: Host, tmp_path: Path) -> None:
    host.alter = lambda asked, right: right.having(content_type="text/html") if asked.path == "/feed.xml" else right
    arguments = ("check", f"{host.url}feed.xml", "--strict", "--select", "http/content-type")
    assert feedpub(*arguments, cwd=tmp_path).status == 1
    assert feedpub(*arguments, "--write-baseline", "known.json", cwd=tmp_path).status == 0
    assert feedpub(*arguments, "--baseline", "known.json", cwd=tmp_path).status == 0


def test_a_password_in_an_address_that_is_none_is_not_printed(tmp_path: Path) -> None:
    ended = feedpub("check", "ftp://ann:secret@example.com/", cwd=tmp_path)
    assert ended.status == 2
    assert "secret" not in ended.err
