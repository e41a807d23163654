"""Publishing by SFTP: a server on this machine (paramiko), and the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.publish.remote import ssh
from tests.running import feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.running import Ended

pytestmark = pytest.mark.slow
sftp = pytest.importorskip("fsspec.implementations.sftp", reason="fsspec is not installed")

TOML = """
site.url = "https://example.com/"
sitemap.robots = false
feeds.stylesheet = "feed.css"
feeds.categories.enabled = true
"""
FILES = {"feedpub.toml": TOML, "content/tea.md": post("Tea", categories="[green]"), "content/rice.md": post("Rice")}
PUBLISHED = {"atom.xml", "feed.css", "feed.json", "rss.xml", "sitemap.xml"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a home without an agent; connections end with the test."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    yield tmp_path / "home"
    from feedpub.publish.remote.connecting import _known_hosts  # noqa: PLC0415 - where it is loaded

    kind = _known_hosts()
    for connection in list(kind._cache.values()):  # noqa: SLF001 - of fsspec, which has no way to end them
        connection.client.close()
    kind.clear_instance_cache()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "site", FILES)


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """Return the folder that is served."""
    return write(tmp_path / "server", {"srv/www/index.html": "theirs"})


def build(site: Path, port: int, *more: str) -> Ended:
    return feedpub("build", "--target", f"sftp://{ssh.USER}@127.0.0.1:{port}/srv/www", *more, cwd=site)


def published(server: Path) -> dict[str, str]:
    """Return path -> text of every file that is served."""
    root = server / "srv/www"
    paths = (path for path in root.rglob("*") if path.is_file() and ".feedpub" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def test_a_site_is_published_to_a_server(home: Path, site: Path, server: Path) -> None:
    with ssh.serving(server, home) as port:
        ended = build(site, port)
        assert ended.status == 0, ended.err
        first = published(server)
        assert PUBLISHED | {"index.html"} <= first.keys()
        assert "category/green/rss.xml" in first
        assert "unchanged." in build(site, port).err
        write(site, {"content/tea.md": post("Tea", body="More.", categories="[black]")})
        ended = build(site, port, "--accept", "feed-vanished")
        assert ended.status == 0, ended.err
    assert "category/black/rss.xml" in published(server)
    assert not (server / "srv/www/category/green").exists()
    assert published(server)["index.html"] == "theirs"
    kept = {path.name for path in (server / "srv/www/.feedpub").iterdir()}
    assert {re.sub(r"(?<=snapshot\.).*", "", name) for name in kept} == {"manifest.json", "snapshot."}


def test_a_folder_below_the_home_of_the_user_is_made(home: Path, site: Path, server: Path) -> None:
    with ssh.serving(server, home) as port:
        ended = feedpub("build", "--target", f"sftp://{ssh.USER}@127.0.0.1:{port}/~/new/www", cwd=site)
        assert ended.status == 0, ended.err
    assert (server / "new/www/rss.xml").is_file()


def test_the_configuration_of_ssh_counts(home: Path, site: Path, server: Path) -> None:
    with ssh.serving(server, home) as port:
        (home / ".ssh/id_ecdsa").rename(home / "other-key")
        config = f"Host web\n HostName 127.0.0.1\n Port {port}\n User {ssh.USER}\n IdentityFile ~/other-key\n"
        write(home / ".ssh", {"config": config})
        ended = feedpub("build", "--target", "sftp://web/srv/www", cwd=site)
        assert ended.status == 0, ended.err
    assert published(server).keys() >= PUBLISHED


def test_a_folder_in_the_place_of_a_feed_is_said(home: Path, site: Path, server: Path) -> None:
    write(server / "srv/www", {"rss.xml/index.html": "theirs", "category": "a file"})
    with ssh.serving(server, home) as port:
        ended = build(site, port)
    assert ended.status == 1
    assert "publish/not-a-file" in ended.err
    assert "publish/not-a-folder" in ended.err
    assert published(server).keys() == {"index.html", "rss.xml/index.html", "category"}


def test_a_server_that_nobody_has_looked_at_is_refused(home: Path, site: Path, server: Path) -> None:
    with ssh.serving(server, home, is_known=False) as port:
        ended = build(site, port)
    assert ended.status == 3
    assert "nobody has said yet that the key of this server is right" in ended.err
    assert published(server).keys() == {"index.html"}


def test_a_server_with_another_key_is_refused(home: Path, site: Path, server: Path) -> None:
    with ssh.serving(server, home) as port:
        known = home / ".ssh/known_hosts"
        other = ssh.new_key()
        known.write_text(f"[127.0.0.1]:{port} {other.get_name()} {other.get_base64()}\n")
        ended = build(site, port)
    assert ended.status == 3
    assert "another key than ~/.ssh/known_hosts has" in ended.err


def test_a_key_that_does_not_let_in_is_said(home: Path, site: Path, server: Path) -> None:
    with ssh.serving(server, home) as port:
        (home / ".ssh/id_ecdsa").unlink()
        ssh.new_key().write_private_key_file(str(home / ".ssh/id_ecdsa"))
        ended = build(site, port)
    assert ended.status == 3
    assert "the server lets nobody in with these keys" in ended.err


def test_a_folder_that_may_not_be_written_is_said(home: Path, site: Path, server: Path) -> None:
    with ssh.serving(server, home, readonly=True) as port:
        ended = build(site, port)
    assert ended.status == 3
    assert "these credentials may not do that" in ended.err
    assert published(server).keys() == {"index.html"}


def test_a_server_that_is_not_there_is_said(home: Path, site: Path) -> None:
    write(home / ".ssh", {})
    ended = build(site, 9)
    assert ended.status == 3
    assert "it cannot be reached" in ended.err
    assert "Traceback" not in ended.err
