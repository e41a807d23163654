"""`feedpub diff`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from tests.owner import Site
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    one = Site(tmp_path, site__title="Site", feeds__limit=3)
    one.posts(3)
    one.build()
    return one


def change_much(site: Site) -> None:
    site.post("news", title="A <new> @post | `x`", date="2024-07-01", categories="[Fresh]")
    (site.content / "amber.md").unlink()
    birch = site.content / "birch.md"
    birch.write_text(birch.read_text("utf-8").replace("Of birchs", "Of birches") + "More.\n", "utf-8")
    (site.content / "cedar.md").rename(site.content / "pine.md")
    site.request()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["diff", *arguments]) == 0
    return capsys.readouterr().out


def test_nothing_changed_is_said(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    del site
    assert said(capsys).startswith("Nothing changes")
    assert "Nothing changes" in said(capsys, "--format", "markdown")
    assert json.loads(said(capsys, "--format", "json"))["changed"] is False
    assert run(["diff", "--exit-code"]) == 0


def test_what_the_guard_would_stop_is_reported(site: Site, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    change_much(site)
    said(capsys, "--report", "found.json")
    rows = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert [(row["code"], row["level"]) for row in rows] == [("guard/reannounced", "error")]


def test_errors_of_posts_are_reported(site: Site, tmp_path: Path) -> None:
    (site.content / "bad.md").write_text("---\ntitle: a: b\n---\n", "utf-8")
    assert run(["diff", "--report", "found.csv"]) == 1
    assert "content/bad.md,2,8" in (tmp_path / "found.csv").read_text(encoding="utf-8")


def test_people_see_what_happens_to_each_post(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    change_much(site)
    lines = said(capsys).splitlines()
    assert lines[0] == "Site (rss.xml, atom.xml, feed.json)"
    assert lines[1] == "  + new: A <new> @post | `x`"
    assert lines[2].startswith("  ! announced again: Of cedars (urn:uuid:")
    assert "  ~ changed: Of birches (title, text)" in lines
    assert "  - gone: Of ambers" in lines
    assert "Site · Fresh (category/fresh/rss.xml, category/fresh/atom.xml, category/fresh/feed.json)" in lines
    assert "  + new feed: 1 post" in lines
    at = lines.index("Sitemap") + 1
    assert lines[at : at + 3] == [
        "  + added: https://example.com/news/",
        "  - removed: https://example.com/on-amber/",
        "  ~ lastmod: https://example.com/ (2024-06-03T23:30:00Z -> 2024-07-01T00:00:00Z)",
    ]
    assert lines[at + 3] == "The guard stops this build:"
    assert lines[at + 4].startswith("  reannounced: `content/pine.md` is published with")
    assert lines[at + 5].startswith("    fix: ")
    assert run(["diff", "--exit-code"]) == 1


def test_programs_get_the_same_as_json(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    change_much(site)
    value = json.loads(said(capsys, "--format", "json"))
    main = value["feeds"][0]
    assert [each["source"] for each in main["new"]] == ["content/news.md"]
    assert main["announced_again"][0]["reason"] == "link"
    assert main["changed"][0]["what"] == ["title", "text"]
    assert [each["title"] for each in main["gone"]] == ["Of ambers"]
    assert value["sitemap"]["removed"] == ["https://example.com/on-amber/"]
    assert [(one["code"], one["path"]) for one in value["findings"]] == [("guard/reannounced", "content/pine.md")]


def test_a_comment_on_a_pull_request_holds_no_markup_of_titles(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    change_much(site)
    text = said(capsys, "--format", "markdown")
    assert "⛔ **The guard stops the build for this:**\n\n- <code>content/pine.md</code> is published with" in text
    assert "<br>**Fix:** " in text
    assert "| 🆕 new | A &lt;new> @\u200bpost \\| \\`x\\` |" in text
    assert "| ⚠️ announced again | Of cedars |" in text, "no id makes a row wider than a phone"
    assert "<details open><summary><b>Site</b>: 1 new, 1 announced again, 1 changed, 1 gone</summary>" in text
    assert text.count("<details open>") == 1


def test_a_comment_is_no_longer_than_a_code_host_takes(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(130):
        site.post(f"post-{number}", title="One", date="2024-07-01", categories=f"[c{number}]")
    site.build()
    for number in range(130):
        site.post(f"post-{number}", title="T" * 400, date="2024-07-01", categories=f"[c{number}]")
    text = said(capsys, "--format", "markdown")
    assert 50_000 < len(text) < 65_536
    assert re.search(r"And \d+ more, for which a comment has no room", text)


def test_a_post_that_newer_ones_push_out_is_not_gone(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("news", title="News", date="2024-07-01")
    text = said(capsys)
    assert "    pushed out: Of ambers" in text
    assert "gone" not in text
    assert "1 other feed: nothing changes." in text


def test_a_feed_that_goes_is_named(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.set("feeds.categories.enabled", False)  # noqa: FBT003 - the value of a setting
    site.request()
    assert "category/news/atom.xml\n  - gone: the feed “Site · News”" in said(capsys)
    assert "**Gone:** the feed" in said(capsys, "--format", "markdown")


def test_other_changes_have_their_words(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("cedar", "A wholly different story about a bridge over a river.", title="Bridge", date="2025-01-01")
    birch = site.content / "birch.md"
    birch.write_text(birch.read_text("utf-8").replace("slug: on-birch", "slug: x\nupdated: 2024-08-01"), "utf-8")
    text = said(capsys)
    assert "  ! id reused: Bridge (was “Of cedars”)" in text
    assert "(updated, address)" in text
    site.set("site.timezone", "Asia/Seoul")
    site.request()
    assert "changed: Of ambers (date)" in said(capsys)


def test_long_lists_are_cut_for_people(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(25):
        site.post(f"post-{number}", title=f"Post {number}", date="2024-07-01")
    assert "    and: 5 more added" in said(capsys)
    comment = said(capsys, "--format", "markdown")
    assert "<b>Sitemap</b>: 25 added, 1 lastmod</summary>" in comment, "what is cut is counted"
    assert "|  and | 5 more added |" in comment


def test_the_live_site_can_be_compared_with(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as server:
        files = (file for file in site.output.rglob("*") if file.is_file())
        server.answers = {
            f"/blog/{file.relative_to(site.output).as_posix()}": Answer(file.read_bytes()) for file in files
        }
        assert said(capsys, "--against", f"{server.url}/blog/").startswith("Nothing changes")
    assert run(["diff", "--against", f"{server.url}/blog/"]) == 3
    assert "cannot be fetched" in capsys.readouterr().err


def test_a_live_site_that_cannot_be_reached_is_said_in_every_format_where_it_is_optional(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    del site
    with serving() as server:
        server.answers = {"/rss.xml": Answer(status=500)}
        optional = ("--against", server.url, "--against-optional", "--exit-code")
        assert run(["diff", "--against", server.url]) == 3
        capsys.readouterr()
        assert said(capsys, *optional).startswith("Nothing was compared")
        assert "Nothing was compared" in said(capsys, *optional, "--format", "markdown")
        value = json.loads(said(capsys, *optional, "--format", "json"))
    assert "answers 500" in value["not_compared"]
    assert (value["changed"], value["feeds"]) == (False, [])


def test_posts_with_errors_are_not_compared(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("bad", title="[", date="x")
    assert run(["diff"]) == 1
    assert "nothing was compared" in capsys.readouterr().err


def test_dates_of_changes_that_the_text_shows_are_compared(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.set("feeds.updated", "content")
    site.request()
    assert said(capsys).startswith("Nothing changes")
    site.post(
        "birch", "Rewritten.", title="Of birchs", date="2024-06-02 23:30:00", categories="[News]", slug="on-birch"
    )
    assert "changed: Of birchs (text, updated)" in said(capsys)
