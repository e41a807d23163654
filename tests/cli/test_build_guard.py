"""The guard of `feedpub build`, and what it compares with."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site
from tests.servers import Answer, Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    one = Site(tmp_path)
    one.posts(3)
    one.build()
    return one


@pytest.fixture
def live(site: Site) -> Iterator[Server]:
    """Give the site as it is published."""
    with serving() as server:
        files = (file for file in site.output.rglob("*") if file.is_file())
        server.answers = {
            f"/{file.relative_to(site.output).as_posix()}": Answer(
                file.read_bytes(), headers={"ETag": f'"{file.stat().st_size}"'}
            )
            for file in files
        }
        yield server


def rename(site: Site) -> None:
    (site.content / "cedar.md").rename(site.content / "pine.md")


def forget(site: Site) -> None:
    """Leave what a fresh checkout in CI has."""
    shutil.rmtree(site.output)
    shutil.rmtree(site.folder / ".feedpub")


def test_what_would_be_announced_again_stops_the_build(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site.output / "rss.xml").read_bytes()
    rename(site)
    assert run(["build"]) == 1
    said = capsys.readouterr().err
    assert "content/pine.md: error guard/reannounced" in said
    assert "feedpub ids pin content/pine.md urn:uuid:" in said
    assert (site.output / "rss.xml").read_bytes() == before


def test_what_is_accepted_is_published_and_the_next_build_has_nothing_to_say(site: Site) -> None:
    rename(site)
    assert run(["build", "--accept", "id-reused"]) == 1
    assert run(["build", "--accept", "reannounced", "--accept", "id-reused"]) == 0
    assert run(["build", "--strict"]) == 0


def test_only_what_the_guard_knows_can_be_accepted(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    del site
    assert run(["build", "--accept", "everything"]) == 2
    assert "reannounced" in capsys.readouterr().err


def test_a_fresh_checkout_is_compared_with_the_live_site(site: Site, live: Server) -> None:
    forget(site)
    rename(site)
    assert run(["build", "--against", live.url]) == 1
    assert run(["build", "--against", f"{live.url}/atom.xml"]) == 1
    assert run(["build"]) == 0  # there is nothing to compare with here


def test_the_live_site_is_asked_only_for_what_has_changed(site: Site, live: Server) -> None:
    forget(site)
    assert run(["build", "--against", live.url]) == 0
    assert run(["build", "--against", live.url]) == 0
    asked = [headers.get("If-None-Match") for path, headers in live.asked if path == "/rss.xml"]
    assert asked[0] is None
    assert asked[1]


def test_a_live_site_that_answers_pages_for_feeds_is_a_fault_unless_it_is_optional(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(site)
    with serving() as server:
        page = Answer(b"<!DOCTYPE html><title>Not found</title>")
        server.answers = {f"/{path}": page for path in ("rss.xml", "atom.xml", "feed.json", "sitemap.xml")}
        assert run(["build", "--against", server.url]) == 3
        assert "is a web page where a feed should be" in capsys.readouterr().err
        assert run(["build", "--against", server.url, "--against-optional"]) == 0
        assert capsys.readouterr().err.count("warning guard/not-compared: Nothing was compared") == 1


def test_a_live_site_that_cannot_be_reached_is_a_fault_unless_it_is_optional(
    site: Site, live: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    live.answers = {"/rss.xml": Answer(status=500)}
    rename(site)
    assert run(["build", "--against", live.url]) == 3
    assert "answers 500" in capsys.readouterr().err
    assert run(["build", "--against", live.url, "--against-optional"]) == 0
    assert "guard/not-compared" in capsys.readouterr().err


def test_another_folder_can_be_compared_with(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.output.rename(site.folder / "copy")
    rename(site)
    assert run(["build", "--against", "copy"]) == 1
    assert run(["build", "--against", "nowhere"]) == 3
    assert "there is no folder nowhere" in capsys.readouterr().err


def test_a_published_feed_that_cannot_be_read_is_a_warning(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    copy = site.output.rename(site.folder / "copy")
    for name in ("rss.xml", "atom.xml", "feed.json"):
        (copy / name).write_text("{broken")
    assert run(["build", "--against", "copy"]) == 0
    assert "public/rss.xml: warning guard/unreadable" in capsys.readouterr().err


def test_a_checkout_without_manifest_misses_no_feed_that_is_gone(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site.folder / ".feedpub")
    (site.output / "not-ours.xml").write_text("<rss><channel/></rss>")
    (site.output / "broken.xml").symlink_to("nowhere")
    site.set("feeds.categories.enabled", False)  # noqa: FBT003 - the value of a setting
    site.request()
    assert run(["build"]) == 1
    said = capsys.readouterr().err
    assert "error guard/feed-vanished: `category/news/atom.xml`" in said
    assert "not-ours" not in said


def test_a_damaged_manifest_counts_as_none(site: Site) -> None:
    for file in (site.folder / ".feedpub").glob("*.manifest.json"):
        file.write_text("{")
    rename(site)
    assert run(["build"]) == 1


def test_a_sitemap_in_parts_is_counted_whole(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    names = "http://www.sitemaps.org/schemas/sitemap/0.9"
    parts = {
        f"sitemap-{part}.xml": f'<urlset xmlns="{names}">'
        + "".join(f"<url><loc>https://example.com/{part}/{number}</loc></url>" for number in range(9))
        + "</urlset>"
        for part in (1, 2)
    }
    index = "".join(f"<sitemap><loc>https://example.com/{name}</loc></sitemap>" for name in parts)
    copy = site.folder / "copy"
    copy.mkdir()
    for name, text in {"sitemap.xml": f'<sitemapindex xmlns="{names}">{index}</sitemapindex>', **parts}.items():
        (copy / name).write_text(text)
    assert run(["build", "--against", "copy"]) == 1
    assert "The sitemap would hold 3 addresses instead of 18" in capsys.readouterr().err


def test_pins_of_files_that_are_not_there_are_a_warning(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pin("content/gone.md\turn:uuid:00000000-0000-0000-0000-000000000000")
    assert run(["build"]) == 0
    assert "feedpub.ids:1:1: warning ids/unknown-path" in capsys.readouterr().err


def test_keep_going_does_not_pass_over_broken_pins(site: Site) -> None:
    site.pin("nonsense")
    assert run(["build", "--keep-going"]) == 1
