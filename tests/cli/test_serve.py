"""`feedpub serve`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import serve
from feedpub.cli.console import Console
from feedpub.model.errors import UsageError
from feedpub.preview.server import PreviewServer
from tests.preview.site import PreviewedSite
from tests.running import SITE, environment, feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.preview.building import ContinuousBuild, ShownBuild

LONG = 20.0


def got(port: int, target: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=LONG)
    try:
        connection.request("GET", target)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def until(port: int, target: str, text: str) -> bool:
    """Return whether a page holds a text, within a time that suffices everywhere."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        if text in got(port, target)[1]:
            return True
        time.sleep(0.02)
    return False


def test_a_configuration_that_cannot_be_followed_ends_the_command(tmp_path: Path) -> None:
    site = write(tmp_path, {"feedpub.toml": "[site]\nlangauge = 'en'\n", "content/a.md": post()})
    ended = feedpub("serve", *SITE, cwd=site)
    assert ended.status == 2
    assert "langauge" in ended.err
    assert feedpub("serve", "nowhere", cwd=site).status == 2


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": post()})
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = feedpub("serve", *SITE, "--port", str(port), cwd=site)
    assert ended.status == 2
    assert f"port {port} cannot be had" in ended.err


@pytest.mark.parametrize(
    ("arguments", "environ", "said"),
    [
        ((), {}, ("en", "Posts")),
        (("--lang", "ko"), {}, ("ko", "글")),
        ((), {"LANG": "ko_KR.UTF-8"}, ("ko", "글")),
        (("--lang", "en"), {"LC_ALL": "ko_KR.UTF-8"}, ("en", "Posts")),
    ],
)
def test_pages_are_in_the_language_of_messages(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environ: dict[str, str],
    said: tuple[str, str],
) -> None:
    shown: list[ShownBuild] = []

    def refuse(build: ContinuousBuild, _: int) -> PreviewServer:
        shown.append(build.shown)
        raise UsageError("enough is seen")

    monkeypatch.setattr(serve, "_server", refuse)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    ended = feedpub("serve", *SITE, *arguments, cwd=write(tmp_path, {"content/a.md": post()}))
    assert ended.status == 2
    assert (shown[0].language.tag, shown[0].language.say("Posts")) == said


class _Recording(Console):
    """Keeps what is said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


@contextmanager
def running(site: PreviewedSite, console: Console) -> Iterator[PreviewServer]:
    site.continuous.build()
    with PreviewServer(site.continuous, 0, lambda function, *given: function(*given)) as server:
        watched = serve.WatchedFolders((str(site.folder),), (str(site.output),))
        arguments = (server, site.continuous, watched, console)
        thread = threading.Thread(target=serve.serve_until_ended, args=arguments)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(LONG)
            assert not thread.is_alive()


@pytest.mark.parametrize("has_library", [True, False])
def test_a_change_of_a_file_is_shown_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_library: bool
) -> None:
    if has_library:
        pytest.importorskip("watchfiles", reason="the extra `serve` is not installed")
    else:
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    site = PreviewedSite(tmp_path)
    site.configure()
    # The configuration is there already: to read it changes nothing.
    monkeypatch.setattr(site, "configure", lambda **_: None)
    console = _Recording()
    with running(site, console) as server:
        for number in range(100):  # until it is watched
            site.post("more", title=f"More of it {number}", date="2024-06-25")
            time.sleep(0.1)
            if "More of it" in got(server.server_port, "/rss.xml")[1]:
                break
        assert until(server.server_port, "/rss.xml", "More of it")
    told = [line for line in console.said if "pip" not in line]
    assert told
    assert all(re.fullmatch(r"2 feeds of 5 posts in \d+ ms(: \d warnings?)?\.", line) for line in told), told
    assert ("pip install 'feedpub[serve]'" in " ".join(console.said)) is not has_library


def test_what_hinders_a_build_is_said_in_a_line(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, site__langauge="en")
    console = _Recording()
    serve.say(site.continuous.build(), console)
    assert console.said[0].startswith("The site cannot be built: ")
    good = PreviewedSite(tmp_path / "good")
    good.post("bad", title="Bad", date="2024-13-45")
    serve.say(good.continuous.build(), console)
    assert console.said[1].endswith(" ms: 1 error, 1 warning.")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
def test_it_serves_until_it_is_interrupted_and_writes_nothing(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": post("Hello there")})
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "feedpub", "serve", *SITE],
        cwd=site,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.fullmatch(r"The feeds are shown at http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\.\n", line)
        assert found, line
        port = int(found[1])
        assert "Hello there" in got(port, "/rss.xml")[1]
        listener = HTTPConnection("127.0.0.1", port, timeout=LONG)
        listener.request("GET", "/_feedpub/events")
        listener.getresponse().readline()
        for number in range(50):
            write(site, {"content/b.md": post(f"Later {number}")})
            time.sleep(0.1)
            if "Later" in got(port, "/rss.xml")[1]:
                break
        assert until(port, "/rss.xml", "Later")
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=LONG)
        listener.close()
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert process.returncode == 130
    assert out == ""
    assert err.endswith("feedpub: interrupted; no file is half written\n")
    assert sorted(path.name for path in site.iterdir()) == ["content"]


def test_the_folder_that_is_published_is_not_watched(tmp_path: Path) -> None:
    site = write(tmp_path, {"feedpub.toml": 'site.url = "https://example.com/"\n', "content/a.md": post()})
    watched = serve.watched_folders(site, {})
    assert watched == serve.WatchedFolders((str(site),), (str(site / "public"),))


def test_built_pages_are_watched_wherever_they_lie(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><head><title>A</title></head><body><p>A.</p></body></html>"
    site = write(tmp_path / "site", {"feedpub.toml": 'site.url = "https://example.com/"\n', "_site/a.html": page})
    elsewhere = write(tmp_path / "elsewhere", {"a.html": page})
    inside = serve.watched_folders(site, {"built.folder": str(site / "_site")})
    outside = serve.watched_folders(site, {"built.folder": str(elsewhere)})
    assert inside == serve.WatchedFolders((str(site),))
    assert outside == serve.WatchedFolders((str(site), str(elsewhere)))
