"""Reading what anybody publishes."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from feedpub.guard.lenient_dates import parse_date
from feedpub.guard.snapshot import PublishedFeed, read
from feedpub.model.records import Kind, Level

JUNE = datetime(2024, 6, 21, 1, 0, tzinfo=UTC)


def feed(text: str) -> PublishedFeed:
    (found,) = read([("feed", text.encode())]).feeds
    return found


def rss(item: str, more: str = "") -> str:
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:a="http://www.w3.org/2005/Atom">'
        f"<channel><title>T</title>{more}<item>{item}</item></channel></rss>"
    )


def test_an_item_of_rss_has_what_readers_know_it_by() -> None:
    (item,) = feed(
        rss(
            "<title>R&amp;amp;D</title><link>https://e.com/a</link><guid isPermaLink='false'> a-1 </guid>"
            "<pubDate>Fri, 21 Jun 2024 10:00:00 +0900</pubDate><a:updated>2024-06-22T01:00:00Z</a:updated>"
            "<description>short</description><content:encoded>&lt;p>whole&lt;/p></content:encoded>"
        )
    ).items
    assert (item.id, item.link, item.title) == ("a-1", "https://e.com/a", "R&D")
    assert (item.published, item.updated) == (JUNE, datetime(2024, 6, 22, 1, tzinfo=UTC))
    assert item.content == "<p>whole</p>"


@pytest.mark.parametrize(
    ("item", "name", "link"),
    [
        ("<link>https://e.com/a</link>", "https://e.com/a", "https://e.com/a"),
        ("<guid>https://e.com/b</guid>", "https://e.com/b", "https://e.com/b"),
        ("<guid isPermaLink='false'>https://e.com/b</guid>", "https://e.com/b", ""),
        ("<a:link rel='self' href='x'/><a:link href='https://e.com/c'/>", "https://e.com/c", "https://e.com/c"),
    ],
)
def test_without_guid_the_link_is_the_id_and_without_link_the_guid_is_the_link(item: str, name: str, link: str) -> None:
    (found,) = feed(rss(item)).items
    assert (found.id, found.link) == (name, link)


def test_rdf_is_read_with_its_items_outside_of_the_channel() -> None:
    found = feed(
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title></channel>'
        '<item r:about="urn:a"><title>A</title><link>https://e.com/a</link><dc:date>2024-06-21T01:00:00Z</dc:date>'
        "</item></r:RDF>"
    )
    assert (found.kind, found.title) == (Kind.RSS, "T")
    assert [(item.id, item.published) for item in found.items] == [("urn:a", JUNE)]


def test_atom_is_read_with_text_as_html_and_links_against_their_base() -> None:
    found = feed(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.com/"><title>T</title>'
        '<link rel="next" href="https://e.com/2.xml"/><entry><id>urn:a</id><title type="html">a &amp;amp; b</title>'
        '<link rel="enclosure" href="x.mp3"/><link href="a"/><updated>2024-06-21T01:00:00.5Z</updated>'
        "<summary>1 &lt; 2</summary></entry></feed>"
    )
    (item,) = found.items
    assert (found.older, item.id, item.link, item.title) == ("https://e.com/2.xml", "urn:a", "https://e.com/a", "a & b")
    assert (item.published, item.updated, item.content) == (JUNE, JUNE, "1 &lt; 2")


def test_json_feed_is_read_whatever_its_ids_are() -> None:
    value = {
        "version": "https://jsonfeed.org/version/1",
        "title": "T",
        "next_url": "https://e.com/2",
        "items": [{"id": 7, "url": "https://e.com/a", "content_text": "1 < 2"}, {"external_url": "x"}, "nonsense"],
    }
    found = feed(json.dumps(value))
    assert [(item.id, item.link, item.content) for item in found.items] == [
        ("7", "https://e.com/a", "1 &lt; 2"),
        ("x", "x", ""),
    ]
    assert found.older == "https://e.com/2"


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_gives_its_addresses_or_only_how_many(packed: bool) -> None:  # noqa: FBT001 - a parameter
    text = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://e.com/a</loc>'
        "<lastmod>2024-06-21</lastmod></url><url><loc>https://e.com/b</loc></url></urlset>"
    )
    data = gzip.compress(text.encode()) if packed else text.encode()
    (whole,), (counted,) = read([("s", data)]).sitemaps, read([("s", data)], shallow=True).sitemaps
    assert whole.locs == {"https://e.com/a": "2024-06-21", "https://e.com/b": ""}
    assert (whole.size, counted.size, counted.locs) == (2, 2, {})


@pytest.mark.parametrize("namespace", ["", "http://www.google.com/schemas/sitemap/0.84"])
def test_a_sitemap_in_another_namespace_is_one(namespace: str) -> None:
    (found,) = read([("s", f'<urlset xmlns="{namespace}"><url><loc>x</loc></url></urlset>'.encode())]).sitemaps
    assert found.size == 1


def test_feeds_in_strange_namespaces_are_read() -> None:
    assert feed('<feed xmlns="http://x"><entry><id>a</id></entry></feed>').items[0].id == "a"
    assert feed('<rss xmlns="http://x"><channel><item><guid>a</guid></item></channel></rss>').items[0].id == "a"


@pytest.mark.parametrize("text", ["body { }", "<html><p>hi<br></html>", "<opml/>", '{"a": 1}', "[1]"])
def test_what_is_neither_feed_nor_sitemap_is_passed_over(text: str) -> None:
    found = read([("x", text.encode())])
    assert (found.feeds, found.sitemaps, found.diagnostics) == ((), (), ())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<rss><channel><item>",
        b"{nonsense",
        b'{"a": ' * 20_000,
        b"\x1f\x8bnonsense",
        gzip.compress(b"<rss/>", mtime=0)[:-9],
        b"\xff\xfe\xff",
    ],
)
def test_what_cannot_be_read_is_a_warning_and_the_others_are_read(data: bytes) -> None:
    found = read([("bad.xml", data), ("good.xml", rss("<guid>a</guid>").encode())])
    assert [(one.code, one.level, one.where.path) for one in found.diagnostics] == [
        ("guard/unreadable", Level.WARNING, "bad.xml")
    ]
    assert len(found.feeds) == 1


def test_an_entity_bomb_is_a_warning() -> None:
    inner = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{inner}]><rss><channel><title>&e9;</title></channel></rss>'
    assert [one.code for one in read([("x", bomb.encode())]).diagnostics] == ["guard/unreadable"]


def test_other_encodings_are_read() -> None:
    text = '<?xml version="1.0" encoding="EUC-KR"?>' + rss("<title>한글</title>")
    (found,) = read([("x", text.encode("euc-kr"))]).feeds
    assert found.items[0].title == "한글"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-06-21T10:00:00+09:00", JUNE),
        ("Fri, 21 Jun 2024 01:00:00 GMT", JUNE),
        ("21 Jun 2024 01:00", JUNE),
        ("2024-06-21", datetime(2024, 6, 21, tzinfo=UTC)),
        ("yesterday", None),
        ("0001-01-01T00:00:00+09:00", datetime(1, 1, 1, tzinfo=UTC)),
        ("Mon, 01 Jan 0001 00:00:00 +0000", datetime(1, 1, 1, tzinfo=UTC)),
        ("", None),
    ],
)
def test_dates_are_read_in_every_form_and_none_is_invented(text: str, moment: datetime | None) -> None:
    assert parse_date(text) == moment


def test_nothing_published_is_empty_and_a_document_that_stays_is_something() -> None:
    assert read([]).is_empty
    assert not read([], ["rss.xml"]).is_empty


def test_pages_without_a_date_are_no_items_of_a_feed_of_hugo() -> None:
    item = "<item><guid>{0}</guid><pubDate>{1}</pubDate></item>"
    dates = {"a": "Mon, 01 Jan 0001 00:00:00 +0000", "b": "Mon, 01 Jan 2001 00:00:00 +0000"}
    text = f"<rss><channel>{''.join(item.format(*each) for each in dates.items())}</channel></rss>"
    (feed,) = read([("index.xml", text.encode())]).feeds
    assert [each.id for each in feed.items] == ["b"]
    listed = [{"id": "a", "date_published": "0001-01-01T00:00:00Z"}, {"id": "b"}]
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": listed})
    (feed,) = read([("feed.json", text.encode())]).feeds
    assert [each.id for each in feed.items] == ["b"]
