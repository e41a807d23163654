"""`feedpub redirects`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    one = Site(tmp_path, feeds__formats=["rss"])
    one.posts(2)
    one.build()
    return one


def test_where_no_feed_moves_nothing_is_printed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    del site
    assert run(["redirects", "--for", "nginx"]) == 0
    assert capsys.readouterr() == ("", "No feed has moved.\n")


def test_feeds_that_a_build_would_move_are_printed_for_the_host(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.set("feeds.rss", "feed.xml")
    site.request()
    assert run(["redirects"]) == 0
    assert run(["redirects", "--for", "apache"]) == 0
    assert capsys.readouterr().out == (
        'redirects.paths."rss.xml" = "feed.xml"\nRedirect 301 "/rss.xml" "https://example.com/feed.xml"\n'
    )


def test_a_site_that_cannot_be_read_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "feedpub.toml").write_text("x", encoding="utf-8")
    assert run(["redirects"]) == 2
    assert "config/" in capsys.readouterr().err
