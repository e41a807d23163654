"""Whom `feedpub check` asks: the host that is given, and from public hosts no private one, whatever they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.web import session, wire
from tests.live.host import Answer, Host, hosting
from tests.running import feedpub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Tea</title><link>{own}</link>
<description>Tea</description><atom:link rel="hub" href="{other}hub"/>
<item><title>One</title><guid>{own}one</guid><enclosure url="{other}a.mp3" length="1" type="audio/mpeg"/></item>
</channel></rss>
"""


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as host:
        yield host


@pytest.fixture
def other() -> Iterator[Host]:
    """Return a second server, at another address of this machine."""
    with hosting("127.0.0.2") as host:
        host.files = {"/a.mp3": b"x", "/hub": b"hub", "/feed.xml": b"secret"}
        yield host


@pytest.fixture
def as_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first server count as public; every other address of this machine is as private as it is."""
    monkeypatch.setenv("no_proxy", "*")
    for module in (session, wire):
        monkeypatch.setattr(module, "is_public", lambda number: number == "127.0.0.1")


@pytest.mark.usefixtures("as_public")
def test_what_a_public_feed_names_is_not_asked_of_a_private_host(host: Host, other: Host, tmp_path: Path) -> None:
    host.files["/feed.xml"] = FEED.format(own=host.url, other=other.url).encode()
    ended = feedpub("check", f"{host.url}feed.xml", "--select", "http/*", cwd=tmp_path)
    assert other.asked == []
    assert f"{other.url}a.mp3: error http/enclosure-gone" in ended.err
    assert "it leads from a public address to 127.0.0.2, which is private; nothing was asked there" in ended.err


@pytest.mark.usefixtures("as_public")
def test_a_public_redirect_leads_to_no_private_host(host: Host, other: Host, tmp_path: Path) -> None:
    host.alter = lambda _asked, _right: Answer(status=301, headers={"Location": f"{other.url}feed.xml"})
    assert feedpub("check", f"{host.url}feed.xml", cwd=tmp_path).status == 3
    assert other.asked == []


def test_a_private_host_that_is_given_may_name_its_neighbours(host: Host, other: Host, tmp_path: Path) -> None:
    host.files["/feed.xml"] = FEED.format(own=host.url, other=other.url).encode()
    feedpub("check", f"{host.url}feed.xml", cwd=tmp_path)
    assert {one.path for one in other.asked} == {"/a.mp3", "/hub"}


def test_a_password_goes_to_its_own_server_and_is_never_printed(host: Host, other: Host, tmp_path: Path) -> None:
    host.files["/feed.xml"] = FEED.format(own=host.url, other=other.url).encode()
    address = host.url.replace("http://", "http://ann:secret@")
    ended = feedpub("check", f"{address}feed.xml", "-v", cwd=tmp_path)
    assert "secret" not in ended.err
    assert all("authorization" in one.headers for one in host.asked)
    assert not any("authorization" in one.headers for one in other.asked)
