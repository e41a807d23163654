"""`--target` and `publish.target`, as whoever publishes a site uses them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

import feedpub as library
from tests.dialects.html.pages import dated
from tests.running import feedpub, post, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TARGET = "memory://bucket/blog"
ROOT = "/bucket/blog/"
FEEDS = {"atom.xml", "feed.css", "feed.json", "rss.xml", "sitemap.xml", "robots.txt"}
TOML = 'site.url = "https://example.com/"\n'
memory = pytest.importorskip("fsspec.implementations.memory", reason="fsspec is not installed").MemoryFileSystem


@pytest.fixture
def store() -> Iterator[Any]:
    """Return the place in memory that the command line publishes to."""
    memory.store.clear()
    yield memory()
    memory.store.clear()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site", {"feedpub.toml": TOML, "content/tea.md": post("Tea"), "content/rice.md": post("Rice")}
    )


def published(store: Any) -> set[str]:  # noqa: ANN401 - fsspec has no types
    return {path.removeprefix(ROOT) for path in store.find("/") if "/.feedpub/" not in path}


def test_a_site_is_published_to_a_target_and_not_to_the_folder(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    ended = feedpub("build", "--target", TARGET, cwd=site)
    assert (ended.status, ended.err) == (0, f"Published 1 feed of 2 posts in {TARGET}: 6 new.\n")
    assert published(store) == FEEDS
    assert not (site / "public").exists()
    assert feedpub("build", "--target", TARGET, cwd=site).err.endswith(": 6 unchanged.\n")


def test_the_configuration_names_it_and_out_says_otherwise(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    write(site, {"feedpub.toml": f'{TOML}publish.target = "{TARGET}/"\n'})
    assert "in preview: 6 new" in feedpub("build", "--out", "preview", cwd=site).err
    assert not published(store)
    assert f"in {TARGET}: 6 new" in feedpub("build", cwd=site).err
    assert published(store) == FEEDS
    both = feedpub("build", "--out", "preview", "--target", TARGET, cwd=site)
    assert both.status == 2
    assert "--out and --target name two places" in both.err


def test_what_the_last_build_noted_of_a_folder_says_nothing_of_a_target(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    write(site, {"feedpub.toml": f'{TOML}publish.target = "{TARGET}"\n'})
    for _ in range(2):
        assert feedpub("build", cwd=site).status == 0
        store.rm_file(f"{ROOT}rss.xml")
    assert feedpub("build", cwd=site).status == 0
    assert "rss.xml" in published(store)


def test_a_dry_run_and_diff_say_what_would_change_there_and_write_nothing(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    dry = feedpub("build", "--target", TARGET, "--dry-run", cwd=site)
    assert dry.status == 0
    assert dry.out.splitlines()[0].startswith("+ atom.xml (")
    assert not store.find("/")
    feedpub("build", "--target", TARGET, cwd=site)
    before = set(store.find("/"))
    write(site, {"content/salt.md": post("Salt")})
    assert "+ new: Salt" in feedpub("diff", "--target", TARGET, cwd=site).out
    assert set(store.find("/")) == before


def test_the_library_publishes_there_too(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    now = datetime(2026, 2, 1, tzinfo=UTC)
    dry = library.build(site, now=now, target=TARGET, dry_run=True)
    assert (dry.ok, len(dry.changes)) == (True, 6)
    assert library.build(site, now=now, target=TARGET).ok
    assert published(store) == FEEDS
    assert not library.diff(site, now=now, target=TARGET)
    store.pipe_file(f"{ROOT}sitemap.xml", b"<urlset/>")
    refused = library.build(site, now=now, target=TARGET, dry_run=True)
    assert refused.refused == "nothing was published: something at the target is in the way"


def test_the_guard_compares_with_the_target(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    feedpub("build", "--target", TARGET, cwd=site)
    before = store.cat_file(f"{ROOT}rss.xml")
    (site / "content/tea.md").rename(site / "content/green-tea.md")
    ended = feedpub("build", "--target", TARGET, cwd=site)
    assert ended.status == 1
    assert "guard/reannounced" in ended.err
    assert store.cat_file(f"{ROOT}rss.xml") == before
    # A folder in which nothing is published knows nothing of that.
    assert feedpub("build", cwd=site).status == 0


def test_the_guard_knows_what_something_else_has_removed_there(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    feedpub("build", "--target", TARGET, cwd=site)
    for path in published(store):
        store.rm_file(ROOT + path)
    (site / "content/tea.md").rename(site / "content/green-tea.md")
    assert "guard/reannounced" in feedpub("build", "--target", TARGET, cwd=site).err


def test_other_lines_of_a_file_there_stay(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    store.pipe_file(f"{ROOT}robots.txt", b"User-agent: *\nDisallow: /private/\n")
    assert feedpub("build", "--target", TARGET, cwd=site).status == 0
    text = store.cat_file(f"{ROOT}robots.txt").decode()
    assert text.startswith("User-agent: *\nDisallow: /private/\n")
    assert "Sitemap: https://example.com/sitemap.xml" in text


def test_feeds_of_others_there_are_taken_over_when_that_is_asked(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    theirs = (
        b'<rss version="2.0"><channel><title>x</title><link>https://example.com/</link><description>x</description>'
        b'<item><title>Tea</title><link>https://example.com/tea/</link><guid isPermaLink="false">their-id</guid></item>'
        b"</channel></rss>"
    )
    store.pipe_file(f"{ROOT}rss.xml", theirs)
    refused = feedpub("build", "--target", TARGET, "--accept", "reannounced", cwd=site)
    assert refused.status == 1
    assert f"{TARGET}/rss.xml: error publish/not-ours" in refused.err
    ended = feedpub("build", "--target", TARGET, "--take-over", cwd=site)
    assert ended.status == 0, ended.err
    assert "1 file of others taken over: rss.xml." in ended.err
    assert b"their-id" in store.cat_file(f"{ROOT}rss.xml")


def test_pages_stay_where_they_are(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    write(site, {"_site/a/index.html": dated()})
    ended = feedpub("build", "--built", "_site", "--inject", "--target", TARGET, cwd=site)
    assert ended.status == 0, ended.err
    assert "https://example.com/rss.xml" in (site / "_site/a/index.html").read_text("utf-8")
    assert published(store) == FEEDS


def test_the_address_of_a_folder_is_a_folder_like_any_other(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    ended = feedpub("build", "--target", www.as_uri(), cwd=site)
    assert ended.status == 0, ended.err
    assert {path.name for path in www.iterdir()} == FEEDS
    assert not (www / ".feedpub").exists()
    write(site, {"feedpub.toml": f'{TOML}publish.target = "{(site / "docs").as_uri()}"\n'})
    assert "in docs: 6 new" in feedpub("build", cwd=site).err


def test_only_the_command_line_names_a_folder_out_of_the_site(site: Path, tmp_path: Path) -> None:
    write(site, {"feedpub.toml": f'{TOML}publish.target = "{(tmp_path / "www").as_uri()}"\n'})
    ended = feedpub("build", cwd=site)
    assert ended.status == 2
    assert "feedpub.toml:2:" in ended.err
    assert "it leads out of the site" in ended.err
    assert "--target file:///" in ended.err


@pytest.mark.parametrize("by_file", [True, False])
def test_a_password_is_refused_and_not_printed(site: Path, by_file: bool) -> None:  # noqa: FBT001 - what is tried
    address = "sftp://me:hush@example.com/srv/www"
    write(site, {"feedpub.toml": TOML + (f'publish.target = "{address}"\n' if by_file else "")})
    for form in ("text", "json"):
        ended = feedpub("build", "--format", form, *(() if by_file else ("--target", address)), cwd=site)
        assert ended.status == 2
        assert "holds no password and no key" in ended.err + ended.out
        assert "hush" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("address", "module", "extra"),
    [("s3://bucket/x", "s3fs", "s3"), ("gs://bucket/x", "gcsfs", "gs"), ("sftp://host/x", "paramiko", "sftp")],
)
def test_what_is_not_installed_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch, address: str, module: str, extra: str
) -> None:
    from fsspec.registry import _registry  # noqa: PLC0415 - as above

    from feedpub.publish.remote import connecting  # noqa: PLC0415 - where it is loaded

    connecting._known_hosts.cache_clear()  # noqa: SLF001 - what was loaded before this test
    for loaded in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "fsspec.implementations.sftp", raising=False)
    # What was once loaded fsspec has in a table of its own.
    for protocol in ("s3", "gcs", "gs"):
        monkeypatch.delitem(_registry, protocol, raising=False)
    ended = feedpub("build", "--target", address, cwd=site)
    assert ended.status == 2, ended.err
    assert f"pip install 'feedpub[{extra}]'" in ended.err


@pytest.mark.parametrize("value", ["max-age=300\\nX: y", "é"])
def test_a_value_that_is_no_header_is_refused(site: Path, value: str) -> None:
    write(site, {"feedpub.toml": f'{TOML}publish.cache_control = "{value}"\n'})
    ended = feedpub("build", cwd=site)
    assert ended.status == 2
    assert "config/" in ended.err


def test_redirects_may_lead_to_what_stands_at_the_target(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    write(
        site, {"feedpub.toml": f'{TOML}redirects.file = "_redirects"\n[redirects.paths]\n"old.xml" = "podcast.xml"\n'}
    )
    ended = feedpub("build", "--target", TARGET, cwd=site)
    assert ended.status == 1
    assert "redirect/unfit" in ended.err
    store.pipe_file(f"{ROOT}podcast.xml", b"<rss/>")
    ended = feedpub("build", "--target", TARGET, cwd=site)
    assert ended.status == 0, ended.err
    assert b"/old.xml https://example.com/podcast.xml" in store.cat_file(f"{ROOT}_redirects")


def test_what_is_built_to_be_looked_at_does_not_go_where_the_site_is(store: Any, site: Path) -> None:  # noqa: ANN401 - as above
    write(site, {"feedpub.toml": f'{TOML}publish.target = "{TARGET}"\n'})
    look = ("build", "--url", "http://localhost:8000/")
    ended = feedpub(*look, cwd=site)
    assert ended.status == 2
    assert "would take the place of the site there" in ended.err
    assert not published(store)
    assert feedpub(*look, "--out", "preview", cwd=site).status == 0
    assert feedpub(*look, "--target", TARGET, cwd=site).status == 0


def test_programs_are_told_the_address_of_a_document(store: Any, site: Path) -> None:  # noqa: ANN401, ARG001 - as above
    ended = feedpub("build", "--target", TARGET, "--format", "sarif", "-v", cwd=site)
    assert f'"uri": "{TARGET}/rss.xml"' in ended.out
