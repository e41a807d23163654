"""`feedpub build --built`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.dialects.html.pages import dated, page
from tests.running import SITE, feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.running import Ended

HOME = page('<link rel="canonical" href="https://example.com/"><title>Tea</title>', "<h1>Tea</h1>")


def pages(folder: Path, **more: str | bytes) -> Path:
    files: dict[str, str | bytes] = {"index.html": HOME, "a/index.html": dated(), **more}
    return write(folder / "_site", files)


def build(folder: Path, *more: str) -> Ended:
    return feedpub("build", "--built", "_site", *more, cwd=folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_feeds_and_sitemap_of_any_html_lie_among_it(tmp_path: Path) -> None:
    built = pages(tmp_path)
    ended = build(tmp_path)
    assert ended.status == 0, ended.err
    assert "Built HTML site found in _site: canonical links" in ended.err
    assert "Published 1 feed of 1 post and 1 page in _site" in ended.err
    assert {"rss.xml", "atom.xml", "feed.json", "sitemap.xml"} <= contents(built).keys()
    assert b'<guid isPermaLink="true">https://example.com/a/</guid>' in (built / "rss.xml").read_bytes()
    again = build(tmp_path)
    assert "6 unchanged" in again.err


def test_pages_that_do_not_lead_to_the_feed_are_told_once(tmp_path: Path) -> None:
    pages(tmp_path)
    ended = build(tmp_path)
    assert ended.err.count("site/pages-without-feed") == 1
    assert "_site/a/index.html: warning site/pages-without-feed: No page leads to the feed of the site." in ended.err
    assert build(tmp_path, "--strict").status == 1


def test_a_few_pages_without_the_line_are_advice(tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    files: dict[str, str | bytes] = {f"{name}.html": page(link) for name in "bcdefg"}
    pages(tmp_path, **files)
    assert "pages-without-feed" not in build(tmp_path).err
    ended = build(tmp_path, "-v")
    assert "info site/pages-without-feed: 2 of 8 pages do not lead" in ended.err


def test_the_lines_are_added_and_nothing_else_is_changed(tmp_path: Path) -> None:
    built = pages(tmp_path, **{"old.html": page('<meta http-equiv="refresh" content="0; url=/a/">'), "x.txt": "x"})
    before = contents(built)
    ended = build(tmp_path, "--inject")
    assert ended.status == 0, ended.err
    after = contents(built)
    assert after["index.html"].count(b'rel="alternate"') == 3
    assert after["index.html"].replace(b"</head>", b"").startswith(before["index.html"].partition(b"</head>")[0])
    assert (after["old.html"], after["x.txt"]) == (before["old.html"], before["x.txt"])
    assert "pages-without-feed" not in ended.err


def test_a_second_time_touches_no_page(tmp_path: Path) -> None:
    built = pages(tmp_path)
    build(tmp_path, "--inject")
    os.utime(built / "index.html", (1, 1))
    before = contents(built)
    assert "6 unchanged" in build(tmp_path, "--inject").err
    assert (contents(built), (built / "index.html").stat().st_mtime) == (before, 1)


def test_pages_beside_another_output_folder_are_changed_too(tmp_path: Path) -> None:
    built = pages(tmp_path)
    ended = build(tmp_path, "--inject", "--out", "feeds")
    assert ended.status == 0, ended.err
    assert "2 changed" in ended.err
    assert b"https://example.com/rss.xml" in (built / "a" / "index.html").read_bytes()
    assert (tmp_path / "feeds" / "rss.xml").exists()
    assert "6 unchanged" in build(tmp_path, "--inject", "--out", "feeds").err


def test_a_dry_run_changes_no_page_and_names_them(tmp_path: Path) -> None:
    built = pages(tmp_path)
    before = contents(built)
    ended = build(tmp_path, "--inject", "--dry-run", "--out", "feeds")
    assert "~ _site/index.html" in ended.out
    assert contents(built) == before
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "rss.xml").write_text("mine", encoding="utf-8")
    assert "~ _site" not in build(tmp_path, "--inject", "--dry-run", "--out", "feeds").out


def test_a_page_without_head_is_told(tmp_path: Path) -> None:
    pages(tmp_path, **{"b.html": "<!doctype html><p>x"})
    assert "_site/b.html: info site/page-without-head" in build(tmp_path, "--inject", "-v").err


def test_a_file_that_the_generator_made_is_not_replaced_unasked(tmp_path: Path) -> None:
    built = pages(tmp_path, **{"sitemap.xml": "<urlset/>"})
    ended = build(tmp_path)
    assert (ended.status, (built / "sitemap.xml").read_bytes()) == (1, b"<urlset/>")
    assert build(tmp_path, "--take-over").status == 0


def test_injecting_needs_pages(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": post()})
    ended = feedpub("build", *SITE, "--inject", cwd=tmp_path)
    assert (ended.status, "name its folder" in ended.err) == (2, True)


def test_without_a_feed_no_page_has_to_lead_to_it(tmp_path: Path) -> None:
    write(tmp_path / "_site", {"index.html": HOME})
    assert "pages-without-feed" not in build(tmp_path).err


@pytest.mark.parametrize(
    ("kind", "expected"), [("none", b"&lt;p&gt;Made&lt;/p&gt;"), ("html", b"&lt;p&gt;Made&lt;/p&gt;")]
)
def test_the_text_of_a_template_is_that_of_its_page(tmp_path: Path, kind: str, expected: bytes) -> None:
    write(tmp_path, {"content/a.md": post(body="{{ page.title }}"), "content/b.md": post(title="B", body="Own B")})
    built = pages(tmp_path, **{"a/index.html": dated("<p>Made</p>"), "b/index.html": dated("<p>Made</p>", title="B")})
    ended = build(tmp_path, *SITE, "--site-type", kind)
    assert ended.status == 0, ended.err
    feed = (built / "rss.xml").read_bytes()
    assert expected in feed
    assert (b"Own B" in feed) is (kind == "none")


def test_liquid_that_cannot_be_carried_out_is_taken_from_the_page(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "_config.yml": "url: https://example.com\ntitle: Tea\npermalink: /:title/\n",
            "_posts/2024-06-21-a.md": "---\ntitle: A\n---\n{% some_plugin %}\n",
        },
    )
    pages(tmp_path, **{"a/index.html": dated("<p>Made</p>", title="A")})
    ended = build(tmp_path)
    assert ended.status == 0, ended.err
    assert "Jekyll site found" in ended.err
    feed = (tmp_path / "_site" / "feed.xml").read_bytes()
    assert b"&lt;p&gt;Made&lt;/p&gt;" in feed


def test_why_and_diff_read_the_pages_too(tmp_path: Path) -> None:
    pages(tmp_path, **{"old.html": page('<meta http-equiv="refresh" content="0; url=/a/">')})
    why = feedpub("why", "_site/old.html", "--built", "_site", cwd=tmp_path)
    assert "because it only sends its visitors on to another page" in why.out
    diff = feedpub("diff", "--built", "_site", cwd=tmp_path)
    assert (diff.status, "https://example.com/a/" in diff.out) == (0, True), diff.out
