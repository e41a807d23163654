"""The page that leads visitors to the feeds, and the list of feeds that readers import."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from feedpub.generate import feeds_page, opml
from feedpub.generate.feeds_page import FeedsPage
from feedpub.generate.phrases import CATALOGUE, Phrases, phrases_in, written_day
from feedpub.model.records import Author, Format, Kind, Taxonomy, Term
from feedpub.publish import is_marked
from tests.builders import at, feed, item, items, post, site, spec, term

if TYPE_CHECKING:
    from feedpub.model.records import Feed
    from feedpub.model.site import Site

NASTY = "R&D <script>alert(1)</script> \"quoted\" ]]> 'x'"


def feeds(of: Site | None = None) -> list[Feed]:
    """Return the feed of the site, one of a selection of its own, of two categories and of a language."""
    own = Term(taxonomy=Taxonomy.SECTION, slug="news.rss", label="Only news")
    of_own = spec(own, paths={Format.RSS: "news.rss"}, urls={Format.RSS: "https://example.com/news.rss"})
    korean = spec(term("ko", Taxonomy.LANGUAGE), language="ko")
    specs = (spec(), of_own, spec(term("News"), home_url="https://example.com/news/"), spec(term("Tea")), korean)
    return [feed(items(7), of=of, by=each) for each in specs]


def page(of: Site | None = None, **fields: str) -> html.HtmlElement:
    """Return the page of these feeds, read by a parser of HTML."""
    of = of or site()
    document = feeds_page.generate(feeds(of), FeedsPage(path="feeds.html", site=of, zone=UTC, **fields))
    assert (document.path, document.kind) == ("feeds.html", Kind.UNKNOWN)
    assert is_marked(document.data)
    return html.document_fromstring(document.data.decode())


def texts(root: html.HtmlElement, css_class: str) -> list[str]:
    return ["".join(map(str, each.itertext())).strip() for each in root.find_class(css_class)]


def test_a_page_has_the_parts_that_every_page_has() -> None:
    root = page()
    assert root.get("lang") == "en"
    assert [each.text for each in root.iter("h1")] == ["Feeds of Example"] == [each.text for each in root.iter("title")]
    for name in ("header", "main"):
        assert len(list(root.iter(name))) == 1
    assert len(list(root.iter("meta"))) == 4
    for section in root.iter("section"):
        assert root.get_element_by_id(section.get("aria-labelledby")).tag == "h2"
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_no_heading_is_left_out() -> None:
    levels = [int(each.tag[1]) for each in page().iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_it_names_each_address_to_be_copied_and_links_it() -> None:
    root = page()
    addresses = texts(root, "feedpub-address")
    assert addresses[:4] == [
        *("https://example.com/rss.xml", "https://example.com/atom.xml", "https://example.com/feed.json"),
        "https://example.com/news.rss",
    ]
    of_lists = [link.get("href") for each in root.find_class("feedpub-addresses") for link in each.iter("a")]
    assert of_lists == addresses
    assert len(addresses) == 3 + 1 + 3 * 3


def test_browsers_and_readers_find_the_feed_of_the_site_in_its_head() -> None:
    links = [link for link in page().iter("link") if link.get("rel") == "alternate"]
    assert [link.get("type") for link in links] == [form.media_type for form in Format]
    assert links[0].get("href") == "https://example.com/rss.xml"


def test_the_newest_posts_stand_with_their_days_in_the_zone_of_the_site() -> None:
    late = item(post("late", date=at(0).replace(hour=23)))
    document = feeds_page.generate(
        [feed([late])], FeedsPage(path="feeds.html", site=site(), zone=timezone(timedelta(hours=9)))
    )
    (shown,) = html.document_fromstring(document.data.decode()).iter("time")
    assert (shown.text, shown.get("datetime")) == ("22 June 2024", "2024-06-21T23:00:00Z")
    assert len(list(page().iter("time"))) == 5


def test_terms_are_grouped_and_lead_to_their_pages() -> None:
    root = page()
    assert [each.text for each in root.iter("h2")] == ["Example", "More feeds", "Categories", "Languages"]
    assert ["".join(map(str, each.itertext())) for each in root.iter("h3")][1:] == [
        "Only news",
        "News",
        "Tea",
        "한국어 (ko)",
    ]
    assert 'href="https://example.com/news/"' in html.tostring(root.find_class("feedpub-categories")[0]).decode()


def test_a_feed_that_stays_for_a_former_name_is_shown_to_nobody() -> None:
    former = spec(term("News"), paths={Format.RSS: "old.xml"}, urls={Format.RSS: "https://example.com/old.xml"})
    both = [feed(by=spec(term("News"))), feed(by=former)]
    document = feeds_page.generate(both, FeedsPage(path="feeds.html", site=site(), zone=UTC))
    assert b"old.xml" not in document.data
    assert b"old.xml" not in opml.generate(both, site(), "feeds.opml").data


def test_no_title_becomes_markup() -> None:
    of = site(title=NASTY)
    made = [feed([item(post(title=NASTY))], of=of, by=spec(title=NASTY)), feed(of=of, by=spec(term(NASTY)))]
    document = feeds_page.generate(made, FeedsPage(path="feeds.html", site=of, zone=UTC))
    root = html.document_fromstring(document.data.decode())
    assert not list(root.iter("script"))
    assert texts(root, "feedpub-items")[0].startswith(NASTY)
    assert ["".join(map(str, each.itertext())) for each in root.iter("h3")][1] == NASTY
    listed = ET.fromstring(opml.generate(made, of, "feeds.opml").data)
    assert [each.get("text") for each in listed.iter("outline")] == [NASTY, "Categories", f"Example · {NASTY}"]


def test_it_runs_nothing_and_fetches_nothing_of_others() -> None:
    root = page(site(icon="https://example.com/icon.png"))
    for name in ("script", "iframe", "img", "form", "object"):
        assert not list(root.iter(name))
    assert {link.get("rel") for link in root.iter("link")} == {"alternate", "icon"}
    css = next(root.iter("style")).text or ""
    assert "@import" not in css
    assert "url(" not in css


def test_a_style_sheet_of_the_site_takes_the_place_of_ours() -> None:
    root = page(stylesheet="https://example.com/my.css")
    assert not list(root.iter("style"))
    assert [link.get("href") for link in root.iter("link") if link.get("rel") == "stylesheet"] == [
        "https://example.com/my.css"
    ]


def test_every_class_of_the_style_sheet_is_in_the_page() -> None:
    root = page(opml="https://example.com/feeds.opml")
    css = next(root.iter("style")).text or ""
    used = {name for each in root.iter() for name in (each.get("class") or "").split()}
    assert set(re.findall(r"(?<![\w-])\.(feedpub[\w-]*)", css)) <= used


def test_the_file_with_all_feeds_is_linked_where_there_is_one() -> None:
    assert not page().find_class("feedpub-opml")
    (link,) = page(opml="https://example.com/feeds.opml").find_class("feedpub-opml")[0].iter("a")
    assert (link.text, link.get("type")) == ("feeds.opml", "text/x-opml")


@pytest.mark.parametrize("language", CATALOGUE)
def test_it_is_written_in_the_language_of_the_site(language: str) -> None:
    root = page(site(language=language))
    assert root.get("lang") == language
    assert CATALOGUE[language].newest in [each.text for each in root.iter("h3")]
    assert not [each for each in root.iter("h2") if each.get("lang")]


def test_in_another_language_our_words_are_english_and_those_of_the_site_say_theirs() -> None:
    root = page(site(language="fi"))
    assert root.get("lang") == "en"
    assert next(each.get("lang") for each in root.iter("h2")) == "fi"
    assert {each.get("lang") for each in root.find_class("feedpub-items")[0].iter("a")} == {"fi"}


def test_a_region_stays_in_the_language_of_the_page() -> None:
    assert page(site(language="de-AT")).get("lang") == "de-AT"


@pytest.mark.parametrize("phrases", CATALOGUE.values(), ids=CATALOGUE)
def test_a_language_lacks_nothing(phrases: Phrases) -> None:
    values = [getattr(phrases, name) for name in Phrases.__struct_fields__ if name not in {"months", "headings"}]
    assert all(isinstance(value, str) and value.strip() for value in values)
    assert set(phrases.headings) == set(Taxonomy)
    assert len(phrases.months) in {0, 12}
    assert "{site}" in phrases.title
    assert "{feed}" in phrases.addresses


def test_no_sentence_is_left_in_english() -> None:
    for name in ("feed", "sitemap", "what", "how", "newest", "opml", "more"):
        assert len({getattr(phrases, name) for phrases in CATALOGUE.values()}) == len(CATALOGUE)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en-GB", "9 March 2024"),
        ("ko", "2024년 3월 9일"),
        ("ja", "2024年3月9日"),
        ("de-AT", "9. März 2024"),
        ("fr", "9 mars 2024"),
        ("es", "9 de marzo de 2024"),
        ("zh-Hans", "2024年3月9日"),
        ("fi", "9 March 2024"),
        ("", "9 March 2024"),
    ],
)
def test_days_are_written_as_people_do(language: str, written: str) -> None:
    assert written_day(date(2024, 3, 9), phrases_in(language)) == written


# OPML


def test_the_list_is_opml_as_its_specification_has_it() -> None:
    document = opml.generate(feeds(), site(), "feeds.opml")
    assert (document.path, document.kind) == ("feeds.opml", Kind.UNKNOWN)
    assert is_marked(document.data)
    root = ET.fromstring(document.data)
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("opml", "2.0", ["head", "body"])
    assert {child.tag: child.text for child in root[0]} == {
        "title": "Feeds of Example",
        "dateModified": "Fri, 21 Jun 2024 01:00:00 GMT",
        "ownerName": "Ada",
        "docs": "http://opml.org/spec2.opml",
    }
    for outline in root[1].iter("outline"):
        assert outline.get("text")
        assert (outline.get("type"), outline.get("xmlUrl") is None) in {("rss", False), (None, True)}


def test_each_feed_is_listed_once_in_the_group_of_its_terms() -> None:
    body = ET.fromstring(opml.generate(feeds(), site(), "feeds.opml").data)[1]
    assert [each.get("text") for each in body] == ["Example", "Example · Only news", "Categories", "Languages"]
    assert [each.get("xmlUrl") for each in body[2]] == [
        "https://example.com/category/news/rss.xml",
        "https://example.com/category/tea/rss.xml",
    ]
    assert body[2][0].get("htmlUrl") == "https://example.com/news/"


def test_a_site_without_authors_has_no_owner_and_one_with_all_says_all() -> None:
    without = ET.fromstring(opml.generate([feed()], site(authors=()), "feeds.opml").data)
    assert without.find("head/ownerName") is None
    of = site(authors=(Author(name="Ada", email="ada@example.com", url="https://ada.example/"),))
    head = ET.fromstring(opml.generate([feed()], of, "feeds.opml").data)[0]
    assert [each.text for each in head][2:5] == ["Ada", "ada@example.com", "https://ada.example/"]
