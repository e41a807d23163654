"""What only JSON Feed has, or has in its own way."""

from __future__ import annotations

from feedpub.generate.json import generate
from feedpub.model.records import Author
from tests import builders
from tests.generate.reading import value


def test_the_head_holds_all_that_is_known_of_the_site_in_a_fixed_order() -> None:
    site = builders.site(hub="https://hub.example/", icon="https://e.com/i", logo="https://e.com/l")
    head = value(generate(builders.feed(of=site)))
    del head["items"]
    assert list(head.items()) == [
        ("version", "https://jsonfeed.org/version/1.1"),
        ("title", "Example"),
        ("home_page_url", "https://example.com/"),
        ("feed_url", "https://example.com/feed.json"),
        ("description", "Posts about examples"),
        ("language", "en"),
        ("icon", "https://e.com/i"),
        ("favicon", "https://e.com/i"),
        ("authors", [{"name": "Ada"}]),
        ("_feedpub", {"generator": "feedpub"}),
        ("hubs", [{"type": "WebSub", "url": "https://hub.example/"}]),
    ]


def test_a_site_with_nothing_but_a_logo_has_that_for_its_icon() -> None:
    head = value(generate(builders.feed(of=builders.site(logo="https://e.com/l"))))
    assert head["icon"] == "https://e.com/l"
    assert "favicon" not in head


def test_a_feed_of_summaries_has_them_for_its_text() -> None:
    (item,) = value(generate(builders.feed([builders.item(html="")])))["items"]
    assert item["content_text"] == item["summary"] == "hello says hello."
    assert "content_html" not in item


def test_an_item_names_its_author_for_readers_of_version_1_0_too() -> None:
    grace = Author(name="Grace", email="grace@example.com", url="https://grace.example/")
    (item,) = value(generate(builders.feed([builders.item(builders.post(authors=(grace,)))])))["items"]
    assert item["author"] == item["authors"][0] == {"name": "Grace", "url": "https://grace.example/"}


def test_an_item_says_when_it_was_modified() -> None:
    (item,) = value(generate(builders.feed([builders.item(builders.post(updated=builders.at(1)))])))["items"]
    assert (item["date_published"], item["date_modified"]) == ("2024-06-21T01:00:00Z", "2024-06-22T01:00:00Z")


def test_letters_of_every_script_are_written_as_they_are() -> None:
    data = generate(builders.feed([builders.item(builders.post(title="한국어 🎉"))])).data
    assert '"title": "한국어 🎉"'.encode() in data
    assert data.endswith(b"\n}\n")


def test_the_feed_of_a_term_leads_to_the_page_of_the_term() -> None:
    spec = builders.spec(home_url="https://example.com/tea/")
    assert value(generate(builders.feed(by=spec)))["home_page_url"] == "https://example.com/tea/"
