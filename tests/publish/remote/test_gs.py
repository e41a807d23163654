"""Publishing to Google Cloud Storage: a server on this machine that answers as it does, and the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.publish.remote import gcs
from tests.running import feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    # Libraries of Google tell of versions of Python that they will not run on one day.
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::ResourceWarning"),
]

TARGET = "gs://bucket/blog"
TOML = f'site.url = "https://example.com/blog/"\npublish.target = "{TARGET}"\nfeeds.stylesheet = "feed.css"\n'


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[gcs.Buckets]:
    """Return what a server stores that lets in whoever has the key of a service account."""
    monkeypatch.setenv("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")
    gcsfs = pytest.importorskip("gcsfs", reason="gcsfs is not installed")
    rsa = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.rsa", reason="cryptography is not installed")
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - as above

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with gcs.serving() as buckets:
        account = {
            "type": "service_account",
            "project_id": "test",
            "private_key_id": "1",
            "private_key": private.decode(),
            "client_email": "test@example.com",
            "token_uri": f"{buckets.url}/token",
        }
        write(tmp_path, {"account.json": json.dumps(account)})
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "account.json"))
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", buckets.url)
        gcsfs.GCSFileSystem.clear_instance_cache()
        yield buckets
        gcsfs.GCSFileSystem.clear_instance_cache()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site", {"feedpub.toml": TOML, "content/tea.md": post("Tea"), "content/rice.md": post("Rice")}
    )


def test_a_site_is_published_with_types_and_times_to_keep(stored: gcs.Buckets, site: Path) -> None:
    ended = feedpub("build", cwd=site)
    assert ended.status == 0, ended.err
    told = {name.removeprefix("blog/"): blob.told for name, blob in stored.blobs.items() if "/.feedpub/" not in name}
    short, long = "public, max-age=300, must-revalidate", "public, max-age=3600"
    assert told == {
        "atom.xml": {"contentType": "application/atom+xml; charset=utf-8", "cacheControl": short},
        "feed.css": {"contentType": "text/css; charset=utf-8", "cacheControl": long},
        "feed.json": {"contentType": "application/feed+json", "cacheControl": short},
        "rss.xml": {"contentType": "application/rss+xml; charset=utf-8", "cacheControl": short},
        "sitemap.xml": {"contentType": "application/xml; charset=utf-8", "cacheControl": short},
    }
    written = stored.written
    assert "5 unchanged" in feedpub("build", cwd=site).err
    assert stored.written == written
    write(site, {"content/salt.md": post("Salt", "2024-06-22")})
    assert "4 changed, 1 unchanged" in feedpub("build", cwd=site).err
    assert b"Salt" in stored.blobs["blog/rss.xml"].data
    left = {name.rpartition("/")[2].partition(".")[0] for name in stored.blobs if "/.feedpub/" in name}
    assert left == {"manifest", "snapshot"}


def test_a_lock_of_another_build_is_seen(stored: gcs.Buckets, site: Path) -> None:
    stored.put("blog/.feedpub/lock", b"another", {})
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert "another build is publishing" in ended.err


def test_missing_rights_are_said(stored: gcs.Buckets, site: Path) -> None:
    stored.is_forbidden = True
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert "these credentials may not do that" in ended.err


def test_missing_credentials_are_said(
    stored: gcs.Buckets, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert "there are no credentials" in ended.err
    assert not stored.blobs
