"""`feedpub ids`."""

from __future__ import annotations

import gzip
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from feedpub.cli import run
from feedpub.guard import old_feeds
from feedpub.guard.bounds import Bounds
from tests.owner import Site
from tests.servers import Answer, serving

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    one = Site(tmp_path)
    one.posts(3)
    one.request()
    return one


def pins(site: Site) -> list[str]:
    file = site.folder / "feedpub.ids"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [line for line in lines if line and not line.startswith("#")]


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Old</title>{''.join(items)}</channel></rss>".encode()


def item(title: str, day: int, name: str) -> str:
    date = f"2024-06-{day:02}T23:30:00Z"
    return (
        f"<item><title>{title}</title><link>https://old.example/{name}</link><guid isPermaLink='false'>{name}</guid>"
        f"<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>{date}</dc:date></item>"
    )


def test_list_says_where_every_id_comes_from(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.post("own", title="Own", date="2024-06-01", id="urn:x:own")
    site.post("page", title="Page")
    site.pin("content/birch.md\turn:x:birch")
    assert run(["ids", "list"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(source, origin) for source, _, origin in lines] == [
        ("content/amber.md", "scheme"),
        ("content/birch.md", "feedpub.ids"),
        ("content/cedar.md", "scheme"),
        ("content/own.md", "front matter"),
    ]
    assert lines[1][1] == "urn:x:birch"


def test_pin_fixes_an_id_as_it_is_so_that_the_file_can_be_renamed(site: Site) -> None:
    site.build()
    assert run(["ids", "pin", "content/cedar.md"]) == 0
    (site.folder / "feedpub.ids").write_text((site.folder / "feedpub.ids").read_text().replace("cedar.md", "pine.md"))
    (site.content / "cedar.md").rename(site.content / "pine.md")
    assert site.findings() == []


def test_pin_moves_the_id_from_the_old_path_of_a_renamed_file(site: Site) -> None:
    site.pin("content/gone.md\turn:x:1")
    assert run(["ids", "pin", "cedar", "urn:x:1"]) == 0
    assert pins(site) == ["content/cedar.md\turn:x:1"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["page"], "is no post with a date"),
        (["own"], "says `id: urn:x:own` itself"),
        (["cedar", "urn:x:own"], "is the id of content/own.md"),
        (["cedar", " "], "an id is one line"),
        (["nothing"], "no post or page"),
    ],
)
def test_pin_refuses_what_cannot_be(
    site: Site, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("own", title="Own", date="2024-06-01", id="urn:x:own")
    site.post("page", title="Page")
    assert run(["ids", "pin", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert pins(site) == []


def test_a_broken_file_of_pins_is_not_written_anew(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pin("nonsense")
    assert run(["ids", "pin", "cedar"]) == 2
    assert "ids/no-pin" in capsys.readouterr().err
    assert pins(site) == ["nonsense"]


def test_a_file_of_pins_that_is_not_utf_8_is_refused(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "feedpub.ids").write_bytes(b"\xff")
    assert run(["ids", "list"]) == 2
    assert "is not UTF-8" in capsys.readouterr().err


def test_pins_that_cannot_be_read_or_written_are_a_fault(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / ".feedpub.ids.new").mkdir()
    assert run(["ids", "pin", "cedar"]) == 3
    (site.folder / "feedpub.ids").mkdir()
    assert run(["ids", "list"]) == 3
    assert "cannot be read" in capsys.readouterr().err


def test_adopt_pins_the_ids_of_a_feed_and_says_what_it_did_not_recognise(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.folder / "old.xml").write_bytes(
        feed(item("Of ambers", 1, "1"), item("Of cedars", 3, "3"), item("Of another site", 9, "9"))
    )
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/amber.md\t1", "content/cedar.md\t3"]
    said = capsys.readouterr().err
    assert "3 posts in 1 feed: 2 recognised, 2 pinned" in said
    assert "2: they have the same title and date" in said
    assert "not recognised: “Of another site” https://old.example/9 (9)" in said
    before = (site.folder / "feedpub.ids").read_bytes()
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert (site.folder / "feedpub.ids").read_bytes() == before


def test_adopt_reaches_posts_that_no_feed_holds(site: Site) -> None:
    site.set("feeds.limit", 1)
    site.request()
    (site.folder / "old.xml").write_bytes(feed(item("Of ambers", 1, "1")))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/amber.md\t1"]


def test_adopt_knows_a_post_by_its_text(site: Site) -> None:
    body = "Nobody expected that the old bridge over the river would open before the winter, but it did in May."
    site.post("bridge", f"**{body}**", title="The bridge", date="2024-07-01")
    other = f"<item><guid isPermaLink='false'>3</guid><title>Old</title><description>{body}</description></item>"
    (site.folder / "old.xml").write_bytes(feed(other))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/bridge.md\t3"]


def test_a_dry_run_of_adopt_prints_the_pins(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "old.xml").write_bytes(feed(item("Of ambers", 1, "1")))
    assert run(["ids", "adopt", "--dry-run", "old.xml"]) == 0
    assert capsys.readouterr().out == "content/amber.md\t1\n"
    assert pins(site) == []


def test_what_is_fixed_stays_and_a_second_id_of_a_post_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pin("content/amber.md\tkept")
    (site.folder / "feeds").mkdir()
    (site.folder / "feeds/a.xml").write_bytes(feed(item("Of ambers", 1, "1"), item("Of cedars", 3, "3")))
    (site.folder / "feeds/b.xml").write_bytes(feed(item("Of cedars", 3, "three")))
    assert run(["ids", "adopt", "feeds"]) == 0
    assert pins(site) == ["content/amber.md\tkept", "content/cedar.md\t3"]
    said = capsys.readouterr().err
    assert "content/amber.md has the id 1 in feeds/a.xml, and keeps kept" in said
    assert "content/cedar.md has the id three in feeds/b.xml, and keeps 3" in said


def reported(site: Site, *feeds: str) -> list[tuple[str, str, str]]:
    """Return code, file and text of each row of the report."""
    assert run(["ids", "adopt", *feeds, "--report", "open.json"]) == 0
    rows = json.loads((site.folder / "open.json").read_text(encoding="utf-8"))
    return [(row["code"], row["file"], row["text"]) for row in rows]


def test_what_stays_open_is_reported_item_by_item(site: Site) -> None:
    for name in ("p", "q"):
        site.post(name, title="News", date="2024-06-09 23:30:00")
    unknown, unsure, broken = item("Of another site", 17, "9"), item("News", 9, "n"), item("Of ambers", 1, "a\tb")
    (site.folder / "old.xml").write_bytes(feed(unknown, unsure, broken))
    assert reported(site, "old.xml") == [
        ("ids/not-recognised", "old.xml", "No post was recognised for “Of another site” https://old.example/9 (9)."),
        ("ids/uncertain", "old.xml", "“News” https://old.example/n (n) may be content/p.md or content/q.md."),
        ("ids/unwritable", "content/amber.md", "No line of feedpub.ids can hold the id 'a\\tb'."),
    ]


def test_an_id_that_a_post_does_not_get_is_reported(site: Site) -> None:
    site.pin("content/amber.md\tkept")
    (site.folder / "old.xml").write_bytes(feed(item("Of ambers", 1, "1")))
    text = "The post has the id 1 in old.xml, and keeps kept."
    assert reported(site, "old.xml") == [("ids/conflict", "content/amber.md", text)]


def test_adopt_asks_which_of_several_posts_an_item_is(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        site.post(f"news {number}", title="News", date="2024-06-01")
    site.post("last", title="News", date="2024-06-09")
    feeds = (item("News", 1, "today"), item("News", 9, "last"))
    (site.folder / "old.xml").write_bytes(feed(*feeds))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/last.md\tlast"]
    said = capsys.readouterr().err
    assert "not sure: “News” of 2024-06-01T23:30:00Z https://old.example/today is one of these, or none:" in said
    lines = [line.strip() for line in said.splitlines() if "ids pin" in line]
    assert lines == [f"feedpub ids pin 'content/news {number}.md' today" for number in range(3)]
    assert "not recognised" not in said


def test_many_doubts_are_counted_and_another_feed_or_a_pin_ends_them(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("p", "q"):
        site.post(name, title="News", date="2024-06-09 23:30:00")
    (site.folder / "old.xml").write_bytes(feed(*(item("News", 9, f"{number}") for number in range(25))))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert "and 5 more of which that cannot be said" in capsys.readouterr().err
    for name in ("p", "q"):
        site.pin(f"content/{name}.md\t{name}")
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert "not sure" not in capsys.readouterr().err


def test_adopt_reads_a_page_its_feed_and_the_older_pages_of_that(site: Site) -> None:
    page = b"<!doctype html><link rel=alternate type='application/rss+xml' href='/feed/'><link rel=x href='/y'>"
    older = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='next' href='/feed/?paged=2'/>"
    with serving() as server:
        server.answers = {
            "/": Answer(page),
            "/feed/": Answer(feed(older, item("Of cedars", 3, "3"))),
            "/feed/?paged=2": Answer(feed(older, item("Of ambers", 1, "1"))),
        }
        assert run(["ids", "adopt", f"{server.url}/"]) == 0
    assert pins(site) == ["content/amber.md\t1", "content/cedar.md\t3"]


@pytest.mark.parametrize("address", ["https://old.example/on-amber/#comment-5", "/on-amber.html?showComment=1#c99"])
def test_comments_are_no_posts_though_their_address_is_that_of_a_post(
    site: Site, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = item("By: Somebody", 1, "x").replace("https://old.example/x", address)
    site.post("page", title="Of ambers", date="2024-06-09", slug="on-amber")
    page = b"<link rel=alternate type='application/rss+xml' href='/feed/'><link type=application/rss+xml href=/c>"
    with serving() as server:
        server.answers = {
            "/": Answer(b"<!doctype html>" + page),
            "/feed/": Answer(feed(item("Of cedars", 3, "3"))),
            "/c": Answer(feed(comment, comment.replace("'>x<", "'>y<"))),
        }
        assert run(["ids", "adopt", f"{server.url}/"]) == 0
    assert pins(site) == ["content/cedar.md\t3"]
    said = capsys.readouterr().err
    assert "1 post in 2 feeds: 1 recognised" in said
    assert "/c holds 2 comments, whose ids no post gets." in said
    assert "410 (Gone)" in said


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "there is no feed at"),
        ({"/x": Answer(b"<html>no links</html>")}, "is a page that names no feed"),
        ({"/x": Answer(b"<rss><channel>")}, "holds no feed: The published document cannot be read"),
    ],
)
def test_adopt_refuses_an_address_without_feed(
    site: Site, answers: dict[str, Answer], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as server:
        server.answers = answers
        assert run(["ids", "adopt", f"{server.url}/x"]) == 2
    assert message in capsys.readouterr().err
    assert pins(site) == []


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("nothing.xml", "there is no feed nothing.xml: name a file"),
        ("empty", "there is no feed empty: name a file"),
        ("content", "content holds no feed, and no export of WordPress, Blogger, Ghost, Substack or Medium"),
        ("picture.png", "picture.png holds no feed, and no export of WordPress"),
        ("broken.xml", "broken.xml holds no feed: The published document cannot be read: line 1"),
        ("bare.xml", "bare.xml is a feed that holds no published post: there is no id in it"),
        ("pages.xml", "pages.xml is an export of WordPress that holds no published post"),
        ("ghost.json", "ghost.json is an export of Ghost that holds no published post"),
        ("squarespace.xml", "squarespace.xml holds no feed: The published document cannot be read: it is an export"),
        ("foaf.rdf", "foaf.rdf holds no feed"),
    ],
)
def test_adopt_refuses_a_place_without_ids(
    site: Site, place: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.folder / "empty").mkdir()
    page = f"<wp:post_type>page</wp:post_type><wp:status>publish</wp:status>{item('About', 1, '1')[6:-7]}"
    squarespace = "<item><link>/a</link><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
    for name, text in {
        "picture.png": "\x89PNG",
        "broken.xml": "<rss><channel>",
        "bare.xml": "<rss version='2.0'><channel><title>Old</title></channel></rss>",
        "pages.xml": wxr(f"<item>{page}</item>"),
        "squarespace.xml": wxr(squarespace),
        "ghost.json": '{"db": [{"meta": {"version": "5.1.0"}, "data": {"posts": [{"status": "draft"}]}}]}',
        "foaf.rdf": "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><Person/></r:RDF>",
    }.items():
        (site.folder / name).write_text(text, encoding="utf-8")
    assert run(["ids", "adopt", place]) == 2
    assert message in capsys.readouterr().err
    assert pins(site) == []


def wxr(items: str) -> str:
    return f"<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/'><channel>{items}</channel></rss>"


def zipped(file: Path, **contents: str) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in contents.items():
            archive.writestr(name.replace("__", "/"), text)


SUBSTACK = (
    "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\r\n"
    "11.on-amber,2024-06-01T23:30:00.000Z,true,,newsletter,everyone,Of ambers,,\r\n"
    '12.draft,2024-06-02T23:30:00.000Z,false,,newsletter,everyone,"Of birchs, half",,\r\n'
    "13.about,2024-06-03T23:30:00.000Z,true,,page,everyone,Of cedars,,\r\n"
    "14,2024-06-03T23:30:00.000Z,true\r\n"
)


def test_adopt_reads_the_zip_file_of_substack_when_it_knows_the_address(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    zipped(site.folder / "export.zip", **{"posts.csv": SUBSTACK, "posts__11.on-amber.html": "<p>Text</p>"})
    assert run(["ids", "adopt", "export.zip"]) == 2
    assert "does not hold the address of the site" in capsys.readouterr().err
    assert run(["ids", "adopt", "export.zip", "--old-url", "https://me.substack.com"]) == 0
    assert pins(site) == ["content/amber.md\thttps://me.substack.com/p/on-amber"]
    assert "1 post in 1 feed: 1 recognised, 1 pinned" in capsys.readouterr().err


def test_a_feed_counts_more_than_an_export_in_whatever_order(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "posts.csv").write_text(SUBSTACK, encoding="utf-8")
    (site.folder / "old.xml").write_bytes(feed(item("Of ambers", 1, "1")))
    assert run(["ids", "adopt", "posts.csv", "old.xml", "--old-url", "https://old.example/"]) == 0
    assert pins(site) == ["content/amber.md\t1"]
    assert (
        "content/amber.md has the id https://old.example/p/on-amber in posts.csv, and keeps 1: "
        "an export counts less than a feed or a pin." in capsys.readouterr().err
    )


def test_a_folder_may_hold_a_feed_and_an_export(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "old/posts").mkdir(parents=True)
    (site.folder / "old/feed.xml").write_bytes(feed(item("Of cedars", 3, "3")))
    (site.folder / "old/posts/a.html").write_text(medium("Of ambers", "3e1cbe9fe1a"), encoding="utf-8")
    (site.folder / "old/post").mkdir()
    (site.folder / "old/post/b.html").write_text(medium("Of birchs", "4e1cbe9fe1b"), encoding="utf-8")
    assert run(["ids", "adopt", "old"]) == 0
    assert pins(site) == ["content/amber.md\thttps://medium.com/p/3e1cbe9fe1a", "content/cedar.md\t3"]
    assert "2 posts in 2 feeds" in capsys.readouterr().err


def test_a_pin_counts_more_than_an_export(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pin("content/amber.md\tkept")
    (site.folder / "posts.csv").write_text(SUBSTACK, encoding="utf-8")
    assert run(["ids", "adopt", "posts.csv", "--old-url", "https://old.example/"]) == 0
    assert pins(site) == ["content/amber.md\tkept"]
    assert "in posts.csv, and keeps kept: an export counts less" in capsys.readouterr().err


def test_an_address_of_the_old_site_that_is_none_is_refused(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    del site
    assert run(["ids", "adopt", "x", "--old-url", "me.substack.com"]) == 2
    assert "me.substack.com is no address of the web" in capsys.readouterr().err


def test_adopt_knows_a_post_of_substack_by_its_text(site: Site) -> None:
    body = "Nobody expected that the old bridge over the river would open before the winter, but it did in May."
    site.post("bridge", body, title="The bridge", date="2024-07-01")
    (site.folder / "old/posts").mkdir(parents=True)
    (site.folder / "old/posts.csv").write_text("post_id,post_date,is_published\n7.a-bridge,,true\n", encoding="utf-8")
    (site.folder / "old/posts/7.a-bridge.html").write_text(f"<p>{body}</p>", encoding="utf-8")
    assert run(["ids", "adopt", "old", "--old-url", "https://old.example/"]) == 0
    assert pins(site) == ["content/bridge.md\thttps://old.example/p/a-bridge"]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", SUBSTACK + "x" * 200_000, "x" * 200_000])
def test_a_list_that_is_none_of_substack_is_refused(site: Site, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "posts.csv").write_text(text, encoding="utf-8")
    assert run(["ids", "adopt", "posts.csv", "--old-url", "https://old.example/"]) == 2
    said = capsys.readouterr().err
    assert "posts.csv holds no feed" in said or "posts.csv cannot be read" in said


def medium(title: str, name: str, *, when: str = "2024-06-01T23:30:00.000Z", before: str = "") -> str:
    time = f'on <a href="https://medium.com/p/{name}"><time class="dt-published" datetime="{when}">June</time></a>'
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>"
        f'<section data-field="body" class="e-content"><p>{before}Text</p></section>'
        f'<footer><p>By <a href="https://medium.com/@me" class="p-author h-card">Me</a>{time if when else ""}.</p>'
        f'<p><a href="https://medium.com/@me/of-{name}" class="p-canonical">Canonical link</a></p></footer>'
    )


def test_adopt_reads_the_zip_file_of_medium(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    other = '<a href="https://medium.com/p/ffffffffffff">other</a>'
    zipped(
        site.folder / "medium.bin",
        **{
            "README.html": "<html>",
            "posts__2024-06-01_Of-ambers-3e1cbe9fe1a.html": medium("Of ambers", "3e1cbe9fe1a", before=other),
            "posts__2024-06-03_Of-cedars-4e1cbe9fe1b.html": medium("Of cedars", "4e1cbe9fe1b", when=""),
            "posts__draft_Of-birchs-5e1cbe9fe1c.html": (
                '<title>Of birchs</title><footer><p><a href="https://medium.com/p/5e1cbe9fe1c">View original.</a></p>'
            ),
        },
    )
    assert run(["ids", "adopt", "medium.bin"]) == 0
    assert pins(site) == ["content/amber.md\thttps://medium.com/p/3e1cbe9fe1a"]
    assert "1 post in 1 feed" in capsys.readouterr().err


def test_adopt_reads_feeds_in_a_zip_file(site: Site) -> None:
    zipped(
        site.folder / "blog.bar",
        **{
            "feed.json": '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "Of ambers",'
            '"date_published": "2024-06-01T23:30:00Z"}]}',
            "index.html": "<html>",
            "__MACOSX___feed.json": "x",
        },
    )
    assert run(["ids", "adopt", "blog.bar"]) == 0
    assert pins(site) == ["content/amber.md\t1"]


def test_an_id_that_no_line_can_hold_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.folder / "old.xml").write_bytes(feed(item("Of ambers", 1, "a\tb"), item("Of cedars", 3, "c\u2028d")))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == []
    said = capsys.readouterr().err
    assert "2 recognised, 0 pinned" in said
    assert "content/amber.md has the id 'a\\tb', which no line of feedpub.ids can hold: write it as `id`" in said
    assert "content/cedar.md has the id 'c\\u2028d'" in said


def test_posts_without_guid_and_link_keep_their_title_as_guid(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    bare = "<item><title>{}</title><pubDate>{}</pubDate></item>"
    items = (bare.format("Of ambers", "Sat, 01 Jun 2024 23:30:00 GMT"), bare.format("Of birchs", ""), "<item/>")
    (site.folder / "old.xml").write_bytes(feed(*items))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/amber.md\tOf ambers", "content/birch.md\tOf birchs"]
    said = capsys.readouterr().err
    assert "2 posts in 1 feed: 2 recognised" in said
    assert "2 posts had neither guid nor link: newsboat knows such by the title" in said
    assert run(["build", "."]) == 0
    assert '<guid isPermaLink="false">Of ambers</guid>' in (site.output / "rss.xml").read_text("utf-8")


def test_control_characters_that_an_editor_pasted_do_not_matter(site: Site) -> None:
    data = feed(item("Of ambers", 1, "1").replace("Of ambers", "Of \x0bambers\x1f"))
    (site.folder / "old.xml").write_bytes(data)
    assert run(["ids", "adopt", "old.xml"]) == 0
    (site.folder / "old.xml").write_bytes(data.replace(b"\x0b", b"").replace(b"\x1f", b"").decode().encode("utf-16"))
    assert run(["ids", "adopt", "old.xml"]) == 0
    (site.folder / "old.xml").write_bytes(gzip.compress(feed(item("Of ambers", 1, "1"))))
    assert run(["ids", "adopt", "old.xml"]) == 0
    assert pins(site) == ["content/amber.md\t1"]


@pytest.mark.parametrize("text", ["<rss><channel>" + "<a/>" * 11, "[" + "1," * 11 + "1]"])
def test_an_export_that_would_not_fit_into_memory_is_refused(
    site: Site, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(old_feeds, "FILE", Bounds(size=1000, marks=10))
    zipped(site.folder / "bomb.zip", **{"old.xml": text})
    assert run(["ids", "adopt", "bomb.zip"]) == 2
    assert "it has more than 10 elements, attributes and values" in capsys.readouterr().err


def test_adopt_refuses_a_damaged_zip_file(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    zipped(site.folder / "export.zip", **{"posts.csv": SUBSTACK * 50})
    whole = (site.folder / "export.zip").read_bytes()
    (site.folder / "export.zip").write_bytes(whole[:-30])
    assert run(["ids", "adopt", "export.zip"]) == 2
    assert "export.zip cannot be read: it is a damaged zip file" in capsys.readouterr().err


def test_many_unknown_posts_are_counted(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    del site
    with open("old.json", "w", encoding="utf-8") as file:  # noqa: PTH123 - in the current folder
        items = ", ".join(f'{{"id": "{number}", "title": "T{number}"}}' for number in range(25))
        file.write(f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}')
    assert run(["ids", "adopt", "old.json"]) == 0
    assert "and 5 more that are no posts of this site" in capsys.readouterr().err
