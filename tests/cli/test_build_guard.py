"""The guard of `feedpub build`, and what it compares with."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site
from tests.servers import Answer, Server, behaving, serving

if TYPE_CHECKING:
    import socket
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
    """Return the site as it is published."""
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
    assert "The sitemap would hold 4 addresses instead of 18" in capsys.readouterr().err


def test_pins_of_files_that_are_not_there_are_a_warning(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pin("content/gone.md\turn:uuid:00000000-0000-0000-0000-000000000000")
    assert run(["build"]) == 0
    assert "feedpub.ids:1:1: warning ids/unknown-path" in capsys.readouterr().err


def test_keep_going_does_not_pass_over_broken_pins(site: Site) -> None:
    site.pin("nonsense")
    assert run(["build", "--keep-going"]) == 1


# Over HTTP


def without(site: Site, *, of: str) -> bytes:
    """Return what is published, short of its last tenth."""
    data = (site.output / of).read_bytes()
    return data[: len(data) * 9 // 10]


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json", "sitemap.xml"])
def test_a_live_document_that_breaks_off_is_a_fault_unless_it_is_optional(
    site: Site, live: Server, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    live.answers[f"/{name}"] = Answer(without(site, of=name))  # whose length says nothing of it
    forget(site)
    rename(site)
    assert run(["build", "--against", live.url]) == 3
    assert f"`{name}`: The published document cannot be read" in capsys.readouterr().err
    assert not site.output.exists()
    assert run(["build", "--against", live.url, "--against-optional"]) == 0
    said = capsys.readouterr().err
    assert said.count("warning") == 1
    assert "warning guard/not-compared: Nothing was compared, for what is published could not be read" in said


@pytest.mark.parametrize("answer", [b"", b"OK", b"<p>Be right back</p>", b"{}", b"\x1f\x8b"])
def test_a_live_answer_that_is_no_feed_is_a_fault(site: Site, live: Server, answer: bytes) -> None:
    live.answers["/rss.xml"] = Answer(answer)
    rename(site)
    assert run(["build", "--against", live.url]) == 3


def test_an_address_of_a_feed_that_answers_something_else_is_a_fault(site: Site, live: Server) -> None:
    live.answers["/feed"] = Answer(b"OK")
    rename(site)
    assert run(["build", "--against", f"{live.url}/feed"]) == 3


def test_a_page_beside_live_feeds_stands_for_what_is_not_there(live: Server) -> None:
    live.answers["/atom.xml"] = Answer(b"<?xml version='1.0'?>\n<!-- a --><!DOCTYPE html><title>Not found</title>")
    assert run(["build", "--against", live.url]) == 0
    live.answers = {"/sitemap.xml": live.answers["/sitemap.xml"], "/atom.xml": live.answers["/atom.xml"]}
    assert run(["build", "--against", live.url]) == 3


def test_a_live_index_names_so_many_sitemaps_and_no_more(live: Server) -> None:
    names = "".join(f"<sitemap><loc>https://example.com/{number}.xml</loc></sitemap>" for number in range(1001))
    live.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{names}</sitemapindex>".encode())
    assert run(["build", "--against", live.url]) == 3
    assert len(live.asked) < 20


def test_a_live_feed_of_too_many_elements_is_not_read(live: Server) -> None:
    live.answers["/rss.xml"] = Answer(b"<rss><channel>" + b"<item/>" * 1_000_001 + b"</channel></rss>")
    assert run(["build", "--against", live.url]) == 3


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_password_of_an_address_is_sent_and_never_printed_or_kept(
    site: Site, live: Server, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    address = live.url.replace("//", "//user:s3cret@")
    assert run(["build", "--against", address, "--format", form, "-v"]) == 0
    assert all(headers["Authorization"].startswith("Basic ") for _, headers in live.asked)
    live.answers["/rss.xml"] = Answer(status=500)
    rename(site)
    assert run(["build", "--against", address, "--format", form]) == 3
    assert run(["build", "--against", address, "--format", form, "--against-optional"]) == 0
    assert run(["diff", "--against", address]) == 3
    assert run(["ids", "adopt", f"{address}/rss.xml"]) == 3
    assert run(["build", "--against", "http://user:s3cret@", "--format", form]) == 3
    said = capsys.readouterr()
    assert "s3cret" not in said.out + said.err
    kept = b"".join(file.read_bytes() for file in (site.folder / ".feedpub").rglob("*") if file.is_file())
    assert b"s3cret" not in kept


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, None)])
def test_a_signal_ends_a_build_that_waits_for_a_server(site: Site, sent: signal.Signals, status: int | None) -> None:
    asked = threading.Event()

    def drip(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        asked.set()
        while not over.wait(0.01):
            connection.sendall(b"x")

    with behaving(drip) as url:
        command = [sys.executable, "-m", "feedpub", "build", "--against", url]
        with subprocess.Popen(command, cwd=site.folder, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own program
            assert asked.wait(30)
            process.send_signal(sent)
            _, said = process.communicate(timeout=20)  # of the minute that the document has
    assert b"Traceback" not in said
    assert process.returncode == status if status else process.returncode in {-sent, 128 + sent}
