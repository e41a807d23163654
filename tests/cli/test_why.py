from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.running import KEY, SITE, Ended, feedpub, post, write

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


@pytest.mark.parametrize(
    ("path", "reason", "decided_by"),
    [
        ("content/no-front-matter.md", "it has no front matter", ""),
        ("content/letter.odt", "its ending, `.odt`, is not among `content.extensions`", "content.extensions = ["),
        ("content/_notes.md", "its name, `_notes.md`, begins with `_`", ""),
        ("content/_more/a.md", "the name of its folder, `_more`, begins with `_`", ""),
        ("content/archive/a.md", "`content.exclude` names it", 'feedpub.toml:7: exclude = ["unused", "archive/**"]'),
        ("elsewhere/a.md", "it lies outside of the folder of the posts, `content`", "content.folder = "),
        ("public/page.html", "`public` is what is published", "output.folder = "),
    ],
)
def test_of_a_file_that_is_no_post_the_one_reason_is_told(site: Path, path: str, reason: str, decided_by: str) -> None:
    configuration = (site / "feedpub.toml").read_text() + '[content]\nexclude = ["unused", "archive/**"]\n'
    write(site, {"feedpub.toml": configuration, path: "hello" if "no-front" in path else post("A")})
    ended = why(site, path)
    assert ended.status == 0
    assert ended.out.splitlines()[0] == f"{path}: in no feed and not in the sitemap, because {reason}."
    assert decided_by in ended.out


def test_a_folder_is_said_to_be_one(site: Path) -> None:
    assert "because it is a folder; a post is a file in it, which can be named." in why(site, "content/a").out


def test_a_path_may_lead_out_of_the_site_and_back(site: Path) -> None:
    assert why(site, f"../{site.name}/content/newest.md").out.startswith("content/newest.md: Newest")


@pytest.mark.parametrize("name", ["..", "content/../.."])
def test_what_lies_outside_of_the_site_is_no_file_of_it(site: Path, name: str) -> None:
    ended = why(site, name)
    assert (ended.status, ended.out) == (2, "")
    assert f"no post or page has the file, URL, name or slug {name}" in ended.err


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("draft", "content/draft.md:4: draft: true"),
        ("hidden", "content/hidden.md:4: published: false"),
        ("future", "content/future.md:3: date: 2099-01-01"),
        ("quiet", "content/quiet.md:4: feed: false"),
        ("unlisted", "content/unlisted.md:4: sitemap: false"),
        ("ancient", "feedpub.toml:5: limit = 2"),
    ],
)
def test_the_line_that_decides_it_is_shown(site: Path, name: str, line: str) -> None:
    assert f"  {line}\n" in why(site, name).out


def test_a_limit_that_no_line_gives_is_the_default(tmp_path: Path) -> None:
    files = {f"content/{number:02}.md": post(f"P{number}", date=f"2024-01-{number:02}") for number in range(1, 22)}
    out = feedpub("why", "01", *SITE, cwd=write(tmp_path, files)).out
    assert "20 posts are newer, and it holds 20 (feeds.limit)\n    feeds.limit = 20 is the default\n" in out


def test_a_page_that_a_glob_or_robots_txt_keeps_out_is_told_the_line(tmp_path: Path) -> None:
    files = {
        "feedpub.toml": '[site]\nurl = "https://example.com/"\ntitle = "E"\n[sitemap]\nexclude = ["b", "inner/**"]\n',
        "content/inner/a.md": post("A"),
        "content/secret.md": post("Secret"),
        "public/robots.txt": "User-agent: *\nAllow: /\nDisallow: /secret/\n",
    }
    site = write(tmp_path, files)
    assert '\n    feedpub.toml:5: exclude = ["b", "inner/**"]\n' in why(site, "content/inner/a.md").out
    assert "\n    public/robots.txt:3: Disallow: /secret/\n" in why(site, "secret").out


def test_a_draft_that_its_folder_makes_one_is_told_the_line_there(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "E"\n',
        "content/gone/_index.md": "---\ntitle: Gone\ncascade:\n  draft: true\n---\n",
        "content/gone/a.md": "---\ntitle: A\ndate: 2024-01-01\n---\ntext\n",
    }
    assert "\n  content/gone/_index.md:4: draft: true\n" in why(write(tmp_path, files), "content/gone/a.md").out


def test_a_draft_of_a_folder_of_drafts_names_no_key(tmp_path: Path) -> None:
    files = {
        "_config.yml": "url: https://example.com\ntitle: E\nexclude: [old]\n",
        "_posts/2024-01-01-a.md": "---\ntitle: A\n---\n",
        "_posts/b.md": "---\ntitle: B\n---\n",
        "_drafts/c.md": "---\ntitle: C\n---\n",
        "old/d.md": "---\ntitle: D\n---\n",
    }
    site = write(tmp_path, files)
    assert why(site, "_drafts/c.md").out.endswith("because it is a draft: its folder is `_drafts`.\n")
    assert "posts are called `YYYY-MM-DD-title.md`" in why(site, "_posts/b.md").out
    assert "leaves it out.\n  _config.yml:3: exclude: [old]\n" in why(site, "old/d.md").out


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/newest/",
        "http://www.example.com/newest",
        "/newest/",
        "/newest/index.html",
        "http://localhost:4000/newest/",
        "/former/",
    ],
)
def test_a_post_is_found_by_its_addresses(site: Path, address: str) -> None:
    write(site, {"content/newest.md": post("Newest", date="2024-12-12", aliases="[/former/]")})
    assert why(site, address).out.startswith("content/newest.md: Newest\n")


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://example.com/draft/", "content/draft.md"),
        ("/future/", "content/future.md"),
        ("/hidden/", "content/hidden.md"),
        ("/broken/", "content/broken.md"),
        ("/2024/06/secret/", "content/named.md"),
    ],
)
def test_a_post_that_is_left_out_is_found_by_the_address_that_it_would_have(
    site: Path, address: str, source: str
) -> None:
    write(site, {"content/named.md": post("Named", draft="true", permalink="/2024/06/secret/")})
    ended = why(site, address)
    assert ended.status == 0
    assert ended.out.startswith(f"{source}: in no feed and not in the sitemap, because ")


@pytest.mark.parametrize(
    "address", ["https://example.com/category/news/", "/category/news/atom.xml", "category/news/rss.xml", "news"]
)
def test_of_a_feed_is_told_what_it_holds(site: Path, address: str) -> None:
    write(site, {"content/third.md": post("Third", date="2023-05-05", categories="[News]")})
    name = address if address != "category/news/rss.xml" else "/category/news/rss.xml"
    assert why(site, name).out.splitlines() == [
        "“Example · News”: 2 of 3 posts",
        "  https://example.com/category/news/rss.xml",
        "  https://example.com/category/news/atom.xml",
        "  https://example.com/category/news/feed.json",
        "  1. content/middle.md: Middle, 2024-02-02",
        "  2. content/oldest.md: Oldest, 2024-01-01",
        "  1 older post is left out: it holds 2 (feeds.limit)",
        "    feedpub.toml:5: limit = 2",
    ]


def test_a_post_is_told_of_the_feed_of_its_term_that_is_full(site: Path) -> None:
    write(site, {"content/third.md": post("Third", date="2023-05-05", categories="[News]")})
    assert "  not in “Example · News”: 2 posts are newer, and it holds 2 (feeds.limit)\n" in why(site, "third").out


def test_the_home_page_is_the_feed_of_the_site(site: Path) -> None:
    assert why(site, "https://example.com/").out.startswith("“Example”: 2 of 7 posts\n")


@pytest.mark.parametrize(
    ("options", "address", "option"),
    [
        ('formats = ["rss"]\n', "/atom.xml", "feeds.formats"),
        ('json = ""\n', "/feed.json", "feeds.json"),
        ("", "/tag/green/rss.xml", "feeds.tags.enabled"),
        ('[feeds.categories]\nwithout = ["News"]\n', "/category/news/rss.xml", "feeds.categories.without"),
        ("[feeds.categories]\nenabled = false\n", "/category/news/", "feeds.categories.enabled"),
        ('[feeds.categories]\natom = ""\n', "/category/news/atom.xml", "feeds.categories.atom"),
    ],
)
def test_of_a_feed_that_is_not_there_the_option_is_told(
    tmp_path: Path, options: str, address: str, option: str
) -> None:
    configuration = f'[site]\nurl = "https://example.com/"\ntitle = "Example"\n[feeds]\n{options}'
    files = {"feedpub.toml": configuration, "content/a.md": post("A", categories="[News]", tags="[green]")}
    ended = why(write(tmp_path, files), address)
    assert ended.status == 0
    assert "no feed is there, though 1 post is of “Example" in ended.out
    assert f"({option})\n" in ended.out


def test_other_documents_are_told_with_their_option(site: Path) -> None:
    out = why(site, "/sitemap.xml").out
    assert out.startswith("sitemap.xml: the sitemap (sitemap.path)\n")
    assert "  1 not, because its date lies in the future\n" in out


def test_the_address_of_another_site_is_refused(site: Path) -> None:
    ended = why(site, "https://elsewhere.example/newest/")
    assert (ended.status, ended.out) == (2, "")
    assert "is not of this site, which is at https://example.com/" in ended.err


def test_what_is_no_address_is_refused(site: Path) -> None:
    ended = why(site, "https://[newest/")
    assert (ended.status, ended.out) == (2, "")
    assert "https://[newest/ is no address of the web" in ended.err


def test_an_address_of_nothing_below_a_path_names_the_path_once(site: Path) -> None:
    configuration = (site / "feedpub.toml").read_text().replace("example.com/", "example.com/blog/")
    write(site, {"feedpub.toml": configuration})
    assert "is at https://example.com/blog/newst/; did you mean" in why(site, "/blog/newst/").err


def test_an_address_of_nothing_gets_what_was_meant(site: Path) -> None:
    ended = why(site, "/newst/")
    assert ended.status == 2
    assert (
        "no post, page or feed is at https://example.com/newst/; did you mean https://example.com/newest/" in ended.err
    )


# From what the last build kept


def test_an_answer_from_what_was_kept_is_that_of_a_fresh_look(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for warned_of in ("broken.md", "page.md", "a/twin.md", "b/twin.md"):
        (site / "content" / warned_of).unlink()
    names = ("newest", "oldest", "ancient", "draft", "/category/news/", "/")
    fresh = [feedpub("why", name, cwd=site, FEEDPUB_KEY="").out for name in names]
    assert feedpub("build", cwd=site, FEEDPUB_KEY=KEY).status == 0
    assert feedpub("build", cwd=site, FEEDPUB_KEY=KEY).status == 0
    monkeypatch.setattr("feedpub.pipeline.items.made", _never)
    monkeypatch.setattr("feedpub.pipeline.guarding.standing", _never)
    assert [feedpub("why", name, cwd=site, FEEDPUB_KEY=KEY).out for name in names] == fresh


def _never(*_: object) -> None:
    raise AssertionError("this is not needed where nothing has changed")


def test_nothing_is_written(site: Path) -> None:
    before = sorted(site.rglob("*"))
    why(site, "newest")
    assert sorted(site.rglob("*")) == before


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


@pytest.mark.parametrize(
    "line",
    [
        *("status: draft", "post_status: pending", "state: draft", "isDraft: true", "publish: false"),
        *("members_only: true", "audience: paid", "paywall: true", "private: true", 'visibility: "members"'),
    ],
)
def test_whatever_key_holds_a_post_back_is_the_line_that_is_named(tmp_path: Path, line: str) -> None:
    key, _, value = line.partition(": ")
    site = write(tmp_path, {"content/a.md": post(**{key: value})})
    ended = feedpub("why", "content/a.md", *SITE, cwd=site)
    assert "in no feed" in ended.out
    assert f"  content/a.md:4: {line}\n" in ended.out
