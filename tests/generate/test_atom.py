"""What only Atom has, or has in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser

from feedpub.generate.atom import generate
from feedpub.model.details import Translation
from feedpub.model.records import Author, Enclosure
from tests import builders
from tests.generate.reading import ATOM, LANG, root

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from feedpub.model.records import Item


def first(item: Item) -> ET.Element:
    found = root(generate(builders.feed([item]))).find(f"{ATOM}entry")
    assert found is not None
    return found


def test_the_head_holds_all_that_is_known_of_the_site() -> None:
    site = builders.site(hub="https://hub.example/", icon="https://e.com/i", logo="https://e.com/l", rights="© Ada")
    feed = root(generate(builders.feed(of=site)))
    texts = {each.tag.removeprefix(ATOM): each.text for each in feed if each.text and each.text.strip()}
    assert texts == {
        "id": "urn:feedpub-test:feed:",
        "title": "Example",
        "subtitle": "Posts about examples",
        "updated": "2024-06-21T01:00:00Z",
        "generator": "feedpub",
        "icon": "https://e.com/i",
        "logo": "https://e.com/l",
        "rights": "© Ada",
    }
    assert feed.get(LANG) == "en"
    assert [each.attrib for each in feed.iterfind(f"{ATOM}link")] == [
        {"href": "https://example.com/atom.xml", "rel": "self", "type": "application/atom+xml"},
        {"href": "https://example.com/", "rel": "alternate", "type": "text/html"},
        {"href": "https://hub.example/", "rel": "hub"},
    ]


def test_the_generator_has_neither_version_nor_address() -> None:
    assert b"<generator>feedpub</generator>" in generate(builders.feed()).data


def test_a_title_is_text_without_a_type() -> None:
    title = first(builders.item()).find(f"{ATOM}title")
    assert title is not None
    assert title.attrib == {}


def test_the_author_stands_in_the_feed_and_in_each_entry() -> None:
    grace = Author(name="Grace", email="grace@example.com", url="https://grace.example/")
    feed = root(generate(builders.feed([builders.item(builders.post(authors=(grace,))), builders.item()])))
    assert [each.text for each in feed.iterfind(f".//{ATOM}author/{ATOM}name")] == ["Ada", "Grace", "Ada"]
    assert feed.findtext(f".//{ATOM}author/{ATOM}uri") == "https://grace.example/"


def test_where_nobody_is_named_the_site_is_the_author() -> None:
    feed = root(generate(builders.feed(of=builders.site(authors=()))))
    assert [each.text for each in feed.iterfind(f".//{ATOM}author/{ATOM}name")] == ["Example", "Example"]


def test_the_links_of_an_entry_keep_their_relation_type_and_length() -> None:
    files = tuple(Enclosure(url=f"https://example.com/{name}.mp3", length=7, type="audio/mpeg") for name in "ab")
    links = [each.attrib for each in first(builders.item(builders.post(enclosures=files))).iterfind(f"{ATOM}link")]
    assert links == [
        {"href": "https://example.com/hello/", "rel": "alternate", "type": "text/html"},
        {"href": "https://example.com/a.mp3", "rel": "enclosure", "type": "audio/mpeg", "length": "7"},
        {"href": "https://example.com/b.mp3", "rel": "enclosure", "type": "audio/mpeg", "length": "7"},
    ]


def test_versions_are_linked_between_two_links_to_the_entry_for_readers_that_take_the_first_or_the_last() -> None:
    translations = tuple(
        Translation(language=tag, url=f"https://example.com/{tag}/hello/") for tag in ("en", "ko", "x-default")
    )
    entry = first(builders.item(builders.post(url="https://example.com/en/hello/", translations=translations)))
    assert [(each.get("hreflang"), each.get("href")) for each in entry.iterfind(f"{ATOM}link")] == [
        (None, "https://example.com/en/hello/"),
        ("ko", "https://example.com/ko/hello/"),
        ("en", "https://example.com/en/hello/"),
    ]
    read = feedparser.parse(generate(builders.feed([builders.item(builders.post(translations=translations))])).data)
    assert read.entries[0].link == "https://example.com/hello/"


def test_an_entry_without_a_language_or_another_version_has_one_link() -> None:
    alone = (Translation(language="en", url="https://example.com/hello/"),)
    of_site = builders.site(language="")
    other = (Translation(language="ko", url="https://example.com/ko/"),)
    for item, site in ((alone, builders.site()), (other, of_site)):
        made = generate(builders.feed([builders.item(builders.post(translations=item))], of=site))
        assert made.data.count(b'rel="alternate"') == 2


def test_an_entry_in_another_language_says_so() -> None:
    assert first(builders.item(builders.post(language="ko"))).get(LANG) == "ko"
    assert first(builders.item(builders.post(language="EN"))).get(LANG) is None


def test_updated_is_the_declared_date_and_published_the_date() -> None:
    entry = first(builders.item(builders.post(updated=builders.at(1))))
    assert entry.findtext(f"{ATOM}updated") == "2024-06-22T01:00:00Z"
    assert entry.findtext(f"{ATOM}published") == "2024-06-21T01:00:00Z"


def test_the_text_is_html_and_the_summary_plain() -> None:
    entry = first(builders.item(html="<p>x</p>", summary="1 < 2"))
    content, summary = entry.find(f"{ATOM}content"), entry.find(f"{ATOM}summary")
    assert content is not None
    assert summary is not None
    assert (content.attrib, content.text) == ({"type": "html"}, "<p>x</p>")
    assert (summary.attrib, summary.text) == ({}, "1 < 2")


def test_a_category_has_term_and_label() -> None:
    category = first(builders.item(builders.post(categories=("R&D",)))).find(f"{ATOM}category")
    assert category is not None
    assert category.attrib == {"term": "R&D", "label": "R&D"}
