"""What the pages of the preview show."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from lxml import html

from feedpub.guard import changes as guard_changes
from feedpub.model.errors import SystemFault, UsageError
from feedpub.pipeline.previewing import Preview
from feedpub.preview import answers
from tests.preview.site import LOCAL, PreviewedSite, text_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [
    "/",
    "/_feedpub/feed?path=rss.xml",
    "/_feedpub/item?path=atom.xml&post=content/korean.md",
    "/_feedpub/document?path=rss.xml",
    "/_feedpub/document?path=feed.json",
    "/_feedpub/findings",
    "/_feedpub/changes",
    "/_feedpub/sitemap",
    "/_feedpub/posts",
    "/_feedpub/posts?wanted=korean",
    "/_feedpub/posts?wanted=nothing-of-the-kind",
    "/_feedpub/post?source=content/draft.md",
    "/_feedpub/post?source=content/korean.md",
    "/nothing",
]


@pytest.fixture
def site(tmp_path: Path) -> PreviewedSite:
    return PreviewedSite(tmp_path)


@pytest.mark.parametrize("target", PAGES)
def test_every_page_can_be_read_by_keyboard_and_screen_reader(site: PreviewedSite, target: str) -> None:
    root = site.page(target)
    assert root.get("lang") == "en"
    assert root.get("data-version") == site.continuous.shown.version
    assert len(list(root.iter("h1"))) == len(list(root.iter("main"))) == len(list(root.iter("header"))) == 1
    assert root.cssselect("a.skip")[0].get("href") == "#content"
    assert root.get_element_by_id("content").tag == "main"
    for nav in root.iter("nav"):
        assert nav.get("aria-label")
    for field in root.iter("input"):
        assert root.cssselect(f'label[for="{field.get("id")}"]')
    for cell in root.iter("th"):
        assert cell.get("scope") == "col"
    for table in root.iter("table"):
        assert len(list(table.iter("caption"))) == 1
    for frame in root.iter("iframe"):
        assert frame.get("title")
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for each in root.iter():
        assert each.get("aria-labelledby") is None or root.get_element_by_id(each.get("aria-labelledby")) is not None


@pytest.mark.parametrize("target", PAGES)
def test_headings_landmarks_and_links_have_names_of_their_own(site: PreviewedSite, target: str) -> None:
    root = site.page(target)
    ranks = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4")]
    assert ranks[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(ranks))
    assert all(name_of(each, root) for each in root.iter() if each.tag == "nav" or each.get("role") == "region")
    assert all(name_of(each, root) or each.find("h2") is not None for each in root.iter("section"))
    names = [name for each in root.iter("nav", "section", "div") if (name := name_of(each, root))]
    assert len(names) == len(set(names))
    assert all(text_of(each) or each.get("aria-label") for each in root.iter("a", "button"))
    for scrolled in root.find_class("wide"):
        assert (scrolled.get("tabindex"), scrolled.get("role")) == ("0", "region")
    assert all(each.get("lang") for each in root.iter() if "lang" in each.attrib)


def name_of(node: html.HtmlElement, root: html.HtmlElement) -> str:
    """Return what a screen reader calls a landmark."""
    label = node.get("aria-labelledby")
    return text_of(root.get_element_by_id(label)) if label else node.get("aria-label") or ""


def test_the_text_of_a_post_stands_in_a_landmark_and_says_its_language(site: PreviewedSite) -> None:
    root = html.document_fromstring(site.get("/_feedpub/text?post=content/korean.md").body.decode())
    assert (root.get("lang"), len(list(root.iter("main")))) == ("ko", 1)
    assert [text_of(each) for each in root.iter("title")] == ["우리 동네 찻집"]
    assert "비 오는 날." in text_of(next(root.iter("main")))


@pytest.mark.parametrize("target", PAGES)
def test_no_page_runs_anything_but_our_script(site: PreviewedSite, target: str) -> None:
    root = site.page(target)
    assert [each.get("src") for each in root.iter("script")] == ["/_feedpub/reload.js"]
    assert not [name for each in root.iter() for name in each.attrib if str(name).startswith("on")]
    assert not root.cssselect("[style], style")
    assert "script-src 'self'" in site.get(target).policy


def test_the_first_page_lists_feeds_and_other_documents(site: PreviewedSite) -> None:
    root = site.page("/")
    assert [text_of(each) for each in root.cssselect(".cards h2")] == ["Tea & <books>", "Tea & <books> · News"]
    links = {each.get("href") for each in root.cssselect("main a")}
    assert {"/rss.xml", "/sitemap.xml", "/category/news/feed.json", "/_feedpub/document?path=robots.txt"} <= links
    assert "newest 2024-06-21 00:00 UTC" in text_of(root.cssselect(".cards > li")[0])
    assert "would publish this" in text_of(root.cssselect(".state")[0])


def test_a_feed_shows_its_items_as_readers_list_them(site: PreviewedSite) -> None:
    items = site.page("/_feedpub/feed?path=feed.json").cssselect(".items > li")
    assert [text_of(each.cssselect("h2")[0]) for each in items] == ["우리 동네 찻집", "Of cedars", "Of birchs"]
    assert items[0].cssselect("h2 a")[0].get("lang") == "ko"
    assert "비 오는 날." in text_of(items[0])
    assert "Ada" in text_of(items[0])


def test_a_post_is_shown_in_a_sandbox_without_what_would_run(site: PreviewedSite) -> None:
    root = site.page("/_feedpub/item?path=rss.xml&post=content/korean.md")
    (frame,) = root.iter("iframe")
    assert frame.get("sandbox") == "allow-popups allow-popups-to-escape-sandbox"
    found = site.get(frame.get("src") or "")
    assert (found.policy, found.type) == (answers.OF_TEXTS, answers.HTML)
    assert "sandbox allow-popups" in found.policy
    assert "script-src" not in found.policy
    assert "default-src 'none'" in found.policy
    body = found.body.decode()
    assert '<html lang="ko">' in body
    assert "비 오는 날." in body
    assert "alert" not in body
    assert [text_of(each) for each in root.cssselect("main nav a")] == ["Of cedars"]


def test_a_feed_of_summaries_shows_the_summary_as_text(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, feeds__content="summary")
    assert "<p>비 오는 날.</p>" in site.get("/_feedpub/text?post=content/korean.md").body.decode()


def test_a_document_has_its_findings_at_their_lines(site: PreviewedSite) -> None:
    site.post("local", title="Local", date="2024-06-22", body=LOCAL)
    site.post("odd", title="Odd", date="2024-06-23", image="http://localhost/x.png")
    root = site.page("/_feedpub/document?path=rss.xml")
    lines = root.cssselect(".lines > li")
    data = site.get("/rss.xml").body.decode()
    assert [text_of(each.cssselect("code")[0]) for each in lines[:-1]] == [
        " ".join(x.split()) for x in data.split("\n")[:-1]
    ]
    found = [each for each in lines if each.get("class") == "found"]
    said = [text_of(finding) for each in found for finding in each.cssselect(".findings > li")]
    assert any("address/local-host" in one and "http://localhost/x.png" in one for one in said)
    for each in found:
        assert root.cssselect(f'a[href="#{each.get("id")}"]')


def test_a_long_document_is_cut_and_what_was_found_behind_that_stands_above(
    site: PreviewedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedpub.preview.documents._MOST_LINES", 3)
    monkeypatch.setattr("feedpub.preview.documents._MOST_OF_A_LINE", 10)
    site.post("odd", title="Odd", date="2024-06-23", image="http://localhost/x.png")
    root = site.page("/_feedpub/document?path=rss.xml")
    assert len(root.cssselect(".lines > li")) == 3
    assert "characters)" in text_of(root.cssselect(".lines > li")[0])
    assert root.cssselect('ul[aria-label="Findings without a line"]')
    assert "more lines are not shown" in text_of(root)


def test_the_sitemap_is_a_table_that_names_the_files(site: PreviewedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[text_of(cell) for cell in row] for row in site.page("/_feedpub/sitemap").cssselect("tbody tr")]
    assert ["https://example.com/korean/", "2024-06-21T00:00:00Z", "content/korean.md"] in rows
    assert rows[0][2] == "–"
    monkeypatch.setattr("feedpub.preview.documents._MOST_ADDRESSES", 1)
    assert "4 more addresses are not shown" in text_of(site.page("/_feedpub/sitemap"))


def test_a_site_without_sitemap_says_so(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, sitemap__enabled=False)
    assert "makes no sitemap" in text_of(site.page("/_feedpub/sitemap"))


def test_why_a_post_is_not_there_is_said(site: PreviewedSite) -> None:
    root = site.page("/_feedpub/posts")
    skipped = root.cssselect("section[aria-labelledby=skipped] li")
    assert [text_of(each) for each in skipped] == ["content/draft.md: it is a draft (draft: true)"]
    assert "because it is a draft" in text_of(site.page("/_feedpub/post?source=content/draft.md"))
    old = text_of(site.page("/_feedpub/post?source=content/amber.md"))
    assert "3 posts are newer, and it holds 3 (feeds.limit)" in old
    assert "in “Tea & <books>”" in text_of(site.page("/_feedpub/post?source=content/korean.md"))


def test_posts_are_searched_by_file_title_and_address(site: PreviewedSite) -> None:
    for wanted in ("korean.md", "동네", "example.com/korean"):
        (row,) = site.page(f"/_feedpub/posts?wanted={wanted}").cssselect("tbody tr")
        assert "content/korean.md" in text_of(row)
    assert "No file is called so" in text_of(site.page("/_feedpub/posts?wanted=nothing"))
    assert site.page("/_feedpub/posts?wanted=%22%3E%3Cscript%3E").cssselect("input")[0].get("value") == '"><script>'


def test_what_subscribers_would_see_is_compared_with_the_output_folder(site: PreviewedSite) -> None:
    site.build()
    assert "Nothing changes" in text_of(site.page("/_feedpub/changes"))
    site.post("news", title="Brand new", date="2024-06-25")
    site.continuous.build()
    root = site.page("/_feedpub/changes")
    rows = [text_of(each) for each in root.cssselect(".changes > li")]
    assert rows[:2] == ["new: Brand new", "pushed out: Of birchs"]
    assert "added: https://example.com/news/" in rows


def test_changes_that_cannot_be_known_are_said_to_be_so(site: PreviewedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Preview) -> guard_changes.Changes:
        raise SystemFault("the disk has gone")

    monkeypatch.setattr(Preview, "changes", fail)
    assert "the disk has gone" in text_of(site.page("/_feedpub/changes"))
    monkeypatch.setattr(Preview, "changes", lambda _: guard_changes.unknown("nothing is known"))
    assert "nothing is known" in text_of(site.page("/_feedpub/changes"))


def test_what_the_guard_stops_stands_with_the_changes(site: PreviewedSite) -> None:
    site.build()
    site.configure(ids__scheme="permalink")
    root = site.page("/_feedpub/changes")
    assert "The guard stops this build" in text_of(root)
    assert "would publish nothing" in text_of(root.cssselect(".state")[0])


def test_a_live_site_to_compare_with_is_named_and_not_asked(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, guard__against="https://example.com/")
    assert "is not asked at every change" in text_of(site.page("/_feedpub/changes"))


def test_a_feed_that_goes_is_among_the_changes(site: PreviewedSite) -> None:
    site.build()
    site.configure(feeds__categories__enabled=False)
    assert "gone: the feed “Tea & <books> · News”" in text_of(site.page("/_feedpub/changes"))


def test_a_post_with_an_error_is_left_out_and_named(site: PreviewedSite) -> None:
    site.post("bad", title="Bad", date="2024-13-45")
    assert "would publish nothing: 1 error" in text_of(site.page("/").cssselect(".state")[0])
    root = site.page("/_feedpub/findings")
    assert "post/bad-date content/bad.md:3" in text_of(root)
    (link,) = root.cssselect(".findings .error a.place")
    assert "2024-13-45" in text_of(site.page(link.get("href") or ""))
    assert "2024-13-45" in text_of(site.page("/_feedpub/post?source=content/bad.md"))


def test_what_cannot_be_built_is_said_beside_the_last_build(site: PreviewedSite) -> None:
    site.continuous.build()
    site.set("site.langauge", "en")
    site.configure()
    shown = site.continuous.build()
    assert shown.failure is not None
    assert isinstance(shown.failure.error, UsageError)
    root = site.page("/")
    assert "You see the last build that could be made" in text_of(root.cssselect(".state")[0])
    assert root.cssselect(".cards")
    assert "site.langauge" in text_of(site.page("/_feedpub/findings")).replace("'", "")


def test_without_any_build_the_first_page_says_what_hinders_it(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, site__langauge="en")
    assert "No feeds yet" in text_of(site.page("/"))
    assert "langauge" in text_of(site.page("/").cssselect(".findings")[0])
    assert site.get("/rss.xml").status == 404


def test_a_site_without_posts_has_no_feeds(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path)
    for file in site.content.iterdir():
        file.unlink()
    site.post("about", title="About")
    assert "so there is no feed" in text_of(site.page("/"))


def test_recordings_are_listed_as_enclosures(site: PreviewedSite) -> None:
    site.post(
        "episode",
        title="One",
        date="2024-06-24",
        enclosure="{url: https://example.com/a/one.mp3, length: 1234567, type: audio/mpeg, duration: 62}",
    )
    assert "one.mp3 (audio/mpeg, 1,234,567 bytes" in text_of(site.page("/_feedpub/feed?path=rss.xml"))
    root = site.page("/_feedpub/item?path=rss.xml&post=content/episode.md")
    assert root.cssselect("section[aria-labelledby=files] a")[0].get("href") == "https://example.com/a/one.mp3"


@pytest.mark.parametrize(
    "target",
    [
        "/_feedpub/feed?path=none.xml",
        "/_feedpub/feed",
        "/_feedpub/item?path=rss.xml&post=content/amber.md",
        "/_feedpub/document?path=../feedpub.toml",
        "/_feedpub/document?path=feedpub.toml",
        "/_feedpub/text?post=../../etc/passwd",
        "/_feedpub/post?source=feedpub.toml",
        "/_feedpub/",
        "/feedpub.toml",
        "/content/amber.md",
        "/../feedpub.toml",
        "/%2e%2e/feedpub.toml",
        "/public/rss.xml",
        "//rss.xml",
    ],
)
def test_nothing_but_what_the_build_made_is_there(site: PreviewedSite, target: str) -> None:
    assert site.get(target).status == 404


def test_documents_stand_at_the_paths_of_the_site(tmp_path: Path) -> None:
    site = PreviewedSite(tmp_path, site__url="https://example.com/blog/", feeds__rss="글/rss.xml")
    assert site.get("/blog/atom.xml").status == 200
    assert site.get("/blog/%EA%B8%80/rss.xml").status == 200
    assert site.get("/atom.xml").status == 404


@pytest.mark.parametrize(
    ("zone", "written"), [("Asia/Seoul", "2024-06-22 08:30 KST"), ("+05:30", "2024-06-22 05:00 UTC+05:30")]
)
def test_dates_are_those_of_the_author(tmp_path: Path, zone: str, written: str) -> None:
    site = PreviewedSite(tmp_path, site__timezone=zone)
    site.post("late", title="Late", date="2024-06-21T23:30:00Z")
    for target in ("/", "/_feedpub/feed?path=rss.xml", "/_feedpub/item?path=rss.xml&post=content/late.md"):
        (first, *_) = site.page(target).iter("time")
        assert (first.text, first.get("datetime")) == (written, "2024-06-21T23:30:00Z")
    assert written in text_of(site.page("/_feedpub/posts?wanted=late").cssselect("tbody tr")[0])


def test_one_cause_is_one_finding_whatever_the_formats_call_it(site: PreviewedSite) -> None:
    site.post("cups", title="Cups", date="2024-06-22", body='<img src="http://localhost/cup.png" alt="A cup"> of tea.')
    site.post("pots", title="Pots", date="2024-06-23", link="http://localhost/pots")
    root = site.page("/_feedpub/findings")
    said = [text_of(each) for each in root.cssselect(".findings > li") if "localhost" in text_of(each)]
    assert len(said) == 1
    assert "times)" in said[0]
    for source in ("cups", "pots"):
        assert "localhost" in text_of(site.page(f"/_feedpub/post?source=content/{source}.md").cssselect(".findings")[0])


def test_a_feed_counts_once_what_all_of_its_formats_hold(site: PreviewedSite) -> None:
    for name in ("draft", "korean"):
        (site.content / f"{name}.md").unlink()
    site.configure(site__title="Tea")
    site.post("pots", title="Pots", date="2024-06-23", link="http://localhost/pots")
    assert "3 items; newest 2024-06-23 00:00 UTC; 1 warning" in text_of(site.page("/").cssselect(".cards > li")[0])
    assert "feedpub build would publish this, with 1 warning." in text_of(site.page("/").cssselect(".state")[0])
