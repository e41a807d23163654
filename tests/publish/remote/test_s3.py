"""Publishing to S3: a server on this machine that answers as S3 does (moto), and the command line."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from tests.running import feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
server = pytest.importorskip("moto.server", reason="moto, with its server, is not installed")
boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")

TARGET = "s3://www.example.com/blog"
BUCKET = "www.example.com"
TOML = f"""
site.url = "https://example.com/blog/"
[publish]
target = "{TARGET}"
[feeds]
stylesheet = "feed.css"
[sitemap]
gzip = true
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return the address of a server that ends with these tests."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def s3(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Return a client of the server, in which there is one bucket."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield client
    for each in keys(client):
        client.delete_object(Bucket=BUCKET, Key=each)
    client.delete_bucket(Bucket=BUCKET)
    client.close()
    s3fs.S3FileSystem.clear_instance_cache()


def keys(client: Any) -> list[str]:  # noqa: ANN401 - boto3 has no types
    return [one["Key"] for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def published(client: Any) -> list[str]:  # noqa: ANN401 - boto3 has no types
    return [key.removeprefix("blog/") for key in keys(client) if "/.feedpub/" not in key]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site", {"feedpub.toml": TOML, "content/tea.md": post("Tea"), "content/rice.md": post("Rice")}
    )


def test_a_site_is_published_to_a_bucket_with_types_and_times_to_keep(s3: Any, site: Path) -> None:  # noqa: ANN401 - boto3 has no types
    ended = feedpub("build", cwd=site)
    assert ended.status == 0, ended.err
    assert f"in {TARGET}: 6 new." in ended.err
    assert published(s3) == ["atom.xml", "feed.css", "feed.json", "rss.xml", "sitemap.xml", "sitemap.xml.gz"]
    told = {name: s3.head_object(Bucket=BUCKET, Key=f"blog/{name}") for name in published(s3)}
    assert {name: (one["ContentType"], one["CacheControl"]) for name, one in told.items()} == {
        "atom.xml": ("application/atom+xml; charset=utf-8", "public, max-age=300, must-revalidate"),
        "feed.css": ("text/css; charset=utf-8", "public, max-age=3600"),
        "feed.json": ("application/feed+json", "public, max-age=300, must-revalidate"),
        "rss.xml": ("application/rss+xml; charset=utf-8", "public, max-age=300, must-revalidate"),
        "sitemap.xml": ("application/xml; charset=utf-8", "public, max-age=300, must-revalidate"),
        "sitemap.xml.gz": ("application/gzip", "public, max-age=300, must-revalidate"),
    }
    assert not (site / "public").exists()


def test_what_has_not_changed_is_not_written_again(s3: Any, site: Path) -> None:  # noqa: ANN401 - boto3 has no types
    feedpub("build", cwd=site)
    before = {key: s3.head_object(Bucket=BUCKET, Key=key)["LastModified"] for key in keys(s3)}
    ended = feedpub("build", cwd=site)
    assert "6 unchanged." in ended.err
    assert {key: s3.head_object(Bucket=BUCKET, Key=key)["LastModified"] for key in keys(s3)} == before
    write(site, {"content/salt.md": post("Salt", "2024-06-22")})
    assert "5 changed, 1 unchanged." in feedpub("build", cwd=site).err
    assert not [key for key in keys(s3) if "new." in key or key.endswith(("journal.json", "lock"))]


def test_other_times_to_keep_are_told_though_the_bytes_are_the_same(s3: Any, site: Path) -> None:  # noqa: ANN401 - boto3 has no types
    feedpub("build", cwd=site)
    write(site, {"feedpub.toml": TOML.replace("[feeds]", 'cache_control = "no-cache"\n[feeds]')})
    assert feedpub("build", cwd=site).status == 0
    assert s3.head_object(Bucket=BUCKET, Key="blog/rss.xml")["CacheControl"] == "no-cache"
    assert s3.head_object(Bucket=BUCKET, Key="blog/feed.css")["CacheControl"] == "public, max-age=3600"


def test_the_guard_compares_with_the_bucket(s3: Any, site: Path) -> None:  # noqa: ANN401 - boto3 has no types
    feedpub("build", cwd=site)
    (site / "content" / "tea.md").rename(site / "content" / "green-tea.md")
    assert "announced again: Tea" in feedpub("diff", cwd=site).out
    before = s3.get_object(Bucket=BUCKET, Key="blog/rss.xml")["Body"].read()
    ended = feedpub("build", cwd=site)
    assert ended.status == 1
    assert "guard/reannounced" in ended.err
    assert s3.get_object(Bucket=BUCKET, Key="blog/rss.xml")["Body"].read() == before


def test_objects_of_others_are_never_replaced_nor_removed(s3: Any, site: Path) -> None:  # noqa: ANN401 - boto3 has no types
    s3.put_object(Bucket=BUCKET, Key="blog/index.html", Body=b"theirs")
    s3.put_object(
        Bucket=BUCKET, Key="blog/rss.xml", Body=b"<rss version='2.0'><channel><title>x</title></channel></rss>"
    )
    ended = feedpub("build", cwd=site)
    assert ended.status == 1
    assert "publish/not-ours" in ended.err
    assert published(s3) == ["index.html", "rss.xml"]
    assert feedpub("build", "--take-over", cwd=site).status == 0
    write(site, {"feedpub.toml": TOML.replace("[feeds]", '[feeds]\nformats = ["rss"]\njson = ""')})
    assert feedpub("build", "--accept", "feed-vanished", cwd=site).status == 0
    assert published(s3) == ["feed.css", "index.html", "rss.xml", "sitemap.xml", "sitemap.xml.gz"]


def test_a_lock_of_another_build_is_seen(s3: Any, site: Path) -> None:  # noqa: ANN401 - boto3 has no types
    s3.put_object(Bucket=BUCKET, Key="blog/.feedpub/lock", Body=b"another")
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert "another build is publishing" in ended.err
    assert not published(s3)


def test_names_in_other_scripts_are_the_names_of_objects(s3: Any, site: Path) -> None:  # noqa: ANN401 - boto3 has no types
    write(
        site,
        {
            "content/tea.md": post("Tea", tags="[한국어, 'C++ & C#']"),
            "feedpub.toml": f"{TOML}[feeds.tags]\nenabled = true\n",
        },
    )
    ended = feedpub("build", cwd=site)
    assert ended.status == 0, ended.err
    assert any("한국어" in name for name in published(s3))
    assert "unchanged." in feedpub("build", cwd=site).err


def test_a_bucket_that_is_not_there_is_said(s3: Any, site: Path) -> None:  # noqa: ANN401, ARG001 - boto3 has no types; the server
    ended = feedpub("build", "--target", "s3://no-such-bucket/x", cwd=site)
    assert ended.status == 3
    assert "there is no such bucket" in ended.err
    assert "Traceback" not in ended.err


def test_missing_credentials_are_said(s3: Any, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401, ARG001 - as above
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    s3fs.S3FileSystem.clear_instance_cache()
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert "there are no credentials" in ended.err
    assert "AWS_ACCESS_KEY_ID" in ended.err


def test_a_server_that_cannot_be_reached_is_said(s3: Any, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401, ARG001 - as above
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    ended = feedpub("build", cwd=site)
    assert ended.status == 3
    assert "it cannot be reached" in ended.err
