from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.running import SITE, Ended, feedpub, post, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site whose feed holds two posts, with posts of every fate."""
    configuration = '[site]\nurl = "https://example.com/"\ntitle = "Example"\n[feeds]\nlimit = 2\n'
    files = {
        "feedpub.toml": configuration,
        "content/newest.md": post("Newest", date="2024-12-12"),
        "content/middle.md": post("Middle", date="2024-02-02", categories="[News]"),
        "content/oldest.md": post("Oldest", date="2024-01-01", categories="[News]"),
        "content/ancient.md": post("Ancient", date="2023-01-01"),
        "content/page.md": post("Page", date=""),
        "content/draft.md": post(draft="true"),
        "content/hidden.md": post(published="false"),
        "content/future.md": post(date="2099-01-01"),
        "content/quiet.md": post(feed="false"),
        "content/unlisted.md": post(sitemap="false"),
        "content/broken.md": "---\ntitle: a: b\n---\n",
        "content/no-front-matter.txt": "hello",
        "content/a/twin.md": post("One", id="x:1"),
        "content/b/twin.md": post("Other", id="x:2"),
    }
    return write(tmp_path, files)


def why(site: Path, name: str) -> Ended:
    return feedpub("why", name, cwd=site)


def test_a_post_of_the_feed_is_told_with_its_place(site: Path) -> None:
    ended = why(site, "content/newest.md")
    assert ended.status == 0
    assert ended.out.splitlines()[:2] == ["content/newest.md: Newest", "  URL: https://example.com/newest/"]
    assert "  id: urn:uuid:" in ended.out
    assert "  in “Example” (rss.xml, atom.xml, feed.json), item " in ended.out
    assert "  in the sitemap, lastmod 2024-12-12T00:00:00Z\n" in ended.out


@pytest.mark.parametrize("name", ["newest", "newest.md", "./content/newest.md", "https://example.com/newest/"])
def test_a_post_is_found_by_whatever_names_it(site: Path, name: str) -> None:
    assert why(site, name).out.startswith("content/newest.md: Newest")


def test_a_post_outside_of_the_window_is_told_how_many_are_newer(site: Path) -> None:
    ended = why(site, "ancient")
    assert "  not in “Example”: 6 posts are newer, and it holds 2 (feeds.limit)\n" in ended.out
    assert "in the sitemap" in ended.out


def test_one_newer_post_is_told_in_the_singular(tmp_path: Path) -> None:
    configuration = '[site]\nurl = "https://example.com/"\ntitle = "Example"\n[feeds]\nlimit = 1\n'
    write(tmp_path, {"feedpub.toml": configuration, "new.md": post("New"), "old.md": post("Old", date="2020-01-01")})
    assert "  not in “Example”: 1 post is newer, and it holds 1 (feeds.limit)\n" in why(tmp_path, "old").out


def test_a_post_that_only_the_feed_of_its_term_holds_is_told_of_both(site: Path) -> None:
    out = why(site, "oldest").out
    assert "  in “Example · News” (category/news/rss.xml" in out
    assert "  not in “Example”: " in out


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("draft", "in no feed and not in the sitemap, because it is a draft (`draft: true`)"),
        ("hidden", "in no feed and not in the sitemap, because it is not published (`published: false`)"),
        ("future", "in no feed and not in the sitemap, because its date lies in the future"),
        ("page", "in no feed, because it has no date: give it `date: YYYY-MM-DD`"),
        ("quiet", "in no feed, because its front matter says `feed: false`"),
        ("unlisted", "not in the sitemap, because its front matter says `sitemap: false`"),
    ],
)
def test_the_reason_for_an_absence_is_told(site: Path, name: str, reason: str) -> None:
    ended = why(site, name)
    assert ended.status == 0
    assert reason in ended.out


def test_of_a_broken_post_the_mistakes_are_shown(site: Path) -> None:
    ended = why(site, "broken")
    assert ended.out == "content/broken.md: in no feed and not in the sitemap, because it has errors.\n"
    assert "content/broken.md:2:8: error front-matter/needs-quotes" in ended.err


def test_a_page_is_in_the_sitemap_without_lastmod(site: Path) -> None:
    assert "  in the sitemap, without lastmod\n" in why(site, "page").out


def test_a_name_that_two_posts_have_is_asked_back(site: Path) -> None:
    ended = why(site, "twin")
    assert ended.status == 2
    assert "content/a/twin.md" in ended.err
    assert "content/b/twin.md" in ended.err


def test_a_name_that_no_post_has_gets_what_was_meant(site: Path) -> None:
    ended = why(site, "newst")
    assert ended.status == 2
    assert "newst" in ended.err
    assert "did you mean newest?" in ended.err


def test_a_file_that_is_no_post_is_told_why(site: Path) -> None:
    ended = why(site, "content/no-front-matter.txt")
    assert ended.status == 2
    assert "its ending is not among content.extensions" in ended.err


def test_another_site_is_named(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    ended = feedpub("why", str(site / "content" / "newest.md"), "--site", str(site), cwd=elsewhere)
    assert ended.out.startswith("content/newest.md: Newest")
    assert feedpub("why", "newest", "--site", str(site), cwd=elsewhere).out == ended.out


def test_mistakes_of_the_configuration_are_shown(tmp_path: Path) -> None:
    write(tmp_path, {"site/feedpub.toml": "[sit]\n", "site/a.md": post()})
    ended = feedpub("why", "a", "--site", "site", *SITE, cwd=tmp_path)
    assert ended.status == 2
    assert "site/feedpub.toml:1:" in ended.err


@pytest.mark.parametrize(("value", "key"), [("list", "build.list"), ("render", "build.render")])
def test_a_page_that_hugo_holds_back_is_told_with_the_key_that_says_so(tmp_path: Path, value: str, key: str) -> None:
    front = f"---\ntitle: A\ndate: 2024-01-02\nbuild:\n  {value}: never\n---\n"
    write(tmp_path, {"hugo.toml": 'baseURL = "https://example.com/"\n', "content/posts/a.md": front})
    assert f"`{key}: never`" in why(tmp_path, "content/posts/a.md").out


def test_a_version_that_gives_way_to_another_language_is_told_which(tmp_path: Path) -> None:
    files = {
        "feedpub.toml": '[site]\nurl = "https://example.com/"\ntitle = "Example"\nlanguage = "en"\n',
        "content/a.en.md": post("A", lang="en", translation_key="a"),
        "content/a.ko.md": post("가", lang="ko", translation_key="a"),
    }
    said = why(write(tmp_path, files), "content/a.ko.md").out
    assert "  not in “Example”: it holds `content/a.en.md`, the same post in `en`\n" in said
    assert "  in “Example · ko” (lang/ko/rss.xml, lang/ko/atom.xml, lang/ko/feed.json), item 1 of 1\n" in said
