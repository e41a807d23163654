"""RSS, Atom and JSON Feed say the same, whatever the posts are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import feedparser
import pytest
from hypothesis import given

from feedpub import generate
from feedpub.generate import Entries, atom, labels_of, rss
from feedpub.generate import json as jsonfeed
from feedpub.model.records import Format, Kind
from tests import builders, strategies
from tests.drawn import examples
from tests.generate import reading

if TYPE_CHECKING:
    from feedpub.model.records import Feed, Item


def expected(item: Item, feed: Feed) -> reading.Said:
    post = item.post
    return reading.Said(
        id=item.id,
        url=post.url,
        title=post.title,
        date=item.date.replace(microsecond=0),
        html=item.html,
        summary=item.summary,
        authors=", ".join(author.name for author in post.authors or feed.site.authors) or feed.site.title,
        labels=labels_of(item),
        image=post.image.url if post.image else "",
        language="" if post.language == feed.site.language else post.language,
        files=tuple((file.url, file.length, file.type) for file in post.enclosures),
    )


@pytest.mark.slow
@given(strategies.feeds)
@examples(40)
def test_each_format_says_all_there_is_to_say_of_each_item_in_order(feed: Feed) -> None:
    told = [expected(item, feed) for item in feed.items]
    assert reading.rss(rss.generate(feed)) == told
    assert reading.atom(atom.generate(feed)) == told
    assert reading.jsonfeed(jsonfeed.generate(feed)) == told


@pytest.mark.slow
@given(strategies.feeds)
@examples(20)
def test_feedparser_finds_nothing_wrong_and_every_item(feed: Feed) -> None:
    for document in (rss.generate(feed), atom.generate(feed)):
        parsed = feedparser.parse(document.data)
        assert not parsed.bozo
        assert [(entry.id, entry.link) for entry in parsed.entries] == [(item.id, item.post.url) for item in feed.items]


@pytest.mark.slow
@given(strategies.feeds)
@examples(20)
def test_sharing_entries_changes_no_byte(feed: Feed) -> None:
    entries = Entries()
    alone = generate.documents(feed)
    assert generate.documents(feed, entries) == alone
    assert generate.documents(feed, entries) == alone


def test_no_date_is_written_by_feedgen() -> None:
    # Its dates depend on the locale of the process, and are written with `+0000` and `+00:00`.
    feed = builders.feed([builders.item(builders.post(updated=builders.at(1.00001)))])
    for document in generate.documents(feed):
        assert not re.search(rb"[+]00:?00|\.\d+Z", document.data)


def test_documents_come_in_the_formats_of_the_feed() -> None:
    documents = generate.documents(builders.feed())
    assert [(each.path, each.kind) for each in documents] == [
        ("rss.xml", Kind.RSS),
        ("atom.xml", Kind.ATOM),
        ("feed.json", Kind.JSONFEED),
    ]


def test_a_feed_that_is_json_alone_is_json_alone() -> None:
    spec = builders.spec(paths={Format.JSON: "feed.json"})
    assert [each.kind for each in generate.documents(builders.feed(by=spec))] == [Kind.JSONFEED]


def test_a_category_that_is_also_a_tag_stands_once() -> None:
    item = builders.item(builders.post(categories=("News", "caf\u00e9"), tags=("news", "cafe\u0301", "x")))
    assert labels_of(item) == ("News", "caf\u00e9", "x")


def test_a_category_feed_holds_the_very_entries_of_the_site_feed() -> None:
    entries = Entries()
    items = builders.items(2)
    site = builders.feed(items)
    category = builders.feed(items[:1], by=builders.spec(builders.term("News")))
    for make in (rss.generate, atom.generate):
        make(site, entries)
        assert make(category, entries) == make(category)
