"""Sites for this machine or network alone, by `--url` or by `site.local`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = [
    "http://localhost:8000/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://[::1]:4000/",
    "http://10.1.2.3/",
    "http://intranet/",
    "http://site.test/",
    "https://wiki.internal/",
    "http://nas.local/blog/",
]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    one = Site(tmp_path)
    one.posts(3)
    one.configure()
    return one


def ids(file: Path) -> list[str]:
    return [item["id"] for item in json.loads(file.read_text())["items"]]


@pytest.mark.parametrize("url", LOCAL)
def test_a_site_is_built_to_look_at_with_the_ids_it_will_have(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.build()
    assert run(["build", "--url", url, "--out", "preview", "--strict", "--quiet"]) == 0
    assert capsys.readouterr().err == "", "nothing is said of addresses that are meant"
    preview = site.folder / "preview"
    assert f"{url}rss.xml" in (preview / "rss.xml").read_text()
    assert ids(preview / "feed.json") == ids(site.output / "feed.json")


@pytest.mark.parametrize("scheme", ["uuid", "permalink", "jekyll", "pelican"])
def test_ids_are_those_of_the_public_site_by_every_scheme(site: Site, scheme: str) -> None:
    site.set("ids.scheme", scheme)
    site.build()
    assert run(["build", "--url", "http://localhost:8000/", "--out", "preview", "--quiet"]) == 0
    assert ids(site.folder / "preview" / "feed.json") == ids(site.output / "feed.json")


def test_the_address_of_a_generators_configuration_makes_the_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "_config.yml").write_text("url: https://a.example\ntitle: A\n")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2026-03-01-one.md").write_text("---\ntitle: One\n---\n\nText.\n")
    assert run(["build", "--url", "http://localhost:4000/", "--out", "preview", "--quiet"]) == 0
    feed = (tmp_path / "preview" / "feed.xml").read_text()
    assert "<id>https://a.example/2026/03/01/one</id>" in feed
    assert 'href="http://localhost:4000/2026/03/01/one.html"' in feed


def test_an_intranet_says_so_in_its_configuration(site: Site) -> None:
    site.configure(site__url="https://wiki.internal/", site__local=True)
    assert run(["build", "--strict", "--quiet"]) == 0
    assert "https://wiki.internal/on-cedar/" in (site.output / "rss.xml").read_text()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://localhost:8000/", "'localhost:8000' is on this machine or network alone"),
        ("http://[::1]/", "'[::1]' is on this machine or network alone"),
        ("http://10.1.2.3/", "'10.1.2.3' is on this machine or network alone"),
        ("https://wiki.internal/", "'wiki.internal' is on this machine or network alone"),
        ("http://intranet/", "'intranet' is not the full name of a host; is `.com` or the like missing?"),
    ],
)
def test_nobody_publishes_a_local_address_by_a_slip(
    site: Site, url: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.configure(site__url=url)
    assert run(["build"]) == 2
    said = capsys.readouterr().err
    assert "config/bad-value: site.url: " + why in said
    assert f"`feedpub build --url {url} --out FOLDER`" in said
    assert "`local = true` in [site]" in said
    assert not site.output.exists()


def test_feeds_to_look_at_do_not_replace_those_of_subscribers(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.build()
    before = (site.output / "rss.xml").read_bytes()
    assert run(["build", "--url", "http://localhost:8000/"]) == 1
    said = capsys.readouterr().err
    assert "error guard/local-address: The feeds that stand here lead to `example.com`" in said
    assert "--out preview" in said
    assert (site.output / "rss.xml").read_bytes() == before
    assert run(["build", "--url", "http://localhost:8000/", "--accept", "local-address", "--quiet"]) == 0
    assert run(["build", "--url", "http://127.0.0.1/", "--quiet"]) == 0, "over feeds to look at"
    assert run(["build", "--quiet"]) == 0, "and back"


def test_a_local_address_in_a_public_site_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("elm", image="http://localhost:4000/elm.png", date="2024-08-01T10:00:00Z")
    run(["build", "-v"])
    assert "localhost" in capsys.readouterr().err
