"""feedpub.text.syndication: what formats of feeds call the same things, for the validator and the guard alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from feedpub.guard.snapshot import read
from feedpub.validator import RULES, Ruleset, Source, check

NOW = datetime(2026, 6, 1, tzinfo=UTC)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}"><title>T</title><entry><id>urn:a</id><title>A</title>'
    '<link rel="enclosure" href="x.mp3"/><link href=" "/><link href="a"/>'
    "<published>2024-06-21T01:00:00Z</published><updated>2024-06-22T01:00:00Z</updated></entry></feed>"
)
_RSS = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:a="http://www.w3.org/2005/Atom"><channel>'
    '<title>T</title><item><guid isPermaLink="false">urn:a</guid><dc:title>A</dc:title><a:link href="https://e.com/a"/>'
    "<dc:date>2024-06-21T01:00:00Z</dc:date><a:updated>2024-06-22T01:00:00Z</a:updated></item></channel></rss>"
)
_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "items": [
        {
            "id": "urn:a",
            "title": "A",
            "external_url": "https://e.com/a",
            "date_published": "2024-06-21T01:00:00Z",
            "date_modified": "2024-06-22T01:00:00Z",
        }
    ],
}


def as_published(text: str) -> tuple[str, ...]:
    (feed,) = read([("feed", text.encode())]).feeds
    (item,) = feed.items
    return item.id, item.link, item.title


def as_validated(text: str) -> tuple[str, ...]:
    source = Source(path="feed", open=lambda: (text.encode(),))
    (item,) = check(source, Ruleset(RULES), now=NOW).document.facts.items
    assert (item.published, item.updated) == ("2024-06-21T01:00:00Z", "2024-06-22T01:00:00Z")
    return item.id, item.link, item.title


@pytest.mark.parametrize(
    "text", [_ATOM.format(base="https://e.com/"), _RSS, json.dumps(_JSON)], ids=["atom", "rss", "json"]
)
def test_the_guard_and_the_validator_know_an_item_by_the_same(text: str) -> None:
    assert as_published(text) == as_validated(text) == ("urn:a", "https://e.com/a", "A")


def test_a_link_whose_base_is_no_address_stays_as_it_is_written() -> None:
    text = _ATOM.format(base="https://[")
    assert as_published(text) == as_validated(text) == ("urn:a", "a", "A")
