"""What subscribers and search engines would see of a build."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from feedpub.guard.changes import Changes, FeedChanges, SitemapChanges, changes
from feedpub.guard.snapshot import PublishedFeed, PublishedSitemap, Snapshot
from feedpub.guard.standing import NewFeed
from feedpub.model.records import Kind
from tests import builders
from tests.guard.building import ELSE, LONG, made, old_item, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.guard.snapshot import PublishedItem
    from feedpub.guard.standing import New
    from feedpub.model.records import Item


def of_map(locs: Mapping[str, str], kind: Kind = Kind.SITEMAP) -> PublishedSitemap:
    return PublishedSitemap(path="sitemap.xml", kind=kind, size=len(locs), locs=locs)


def seen(old: Snapshot, new: New) -> Changes:
    """Return what changes, with nothing in the sitemap."""
    return changes(replace(old, sitemaps=()), new, Snapshot())


def one_feed(old: Snapshot, new: New) -> FeedChanges:
    (one,) = seen(old, new).feeds
    return one


def names(items: tuple[Item, ...]) -> list[str]:
    return [item.post.title for item in items]


def titles(items: tuple[PublishedItem, ...]) -> list[str]:
    return [item.title for item in items]


def test_what_is_published_as_it_would_be_changes_nothing() -> None:
    new = made(builders.posts(3))
    here = seen(standing(new, "rss.xml", "atom.xml"), new)
    assert (here.feeds, here.unchanged, here.vanished, bool(here)) == ((), 1, (), False)


def test_a_feed_that_is_not_published_yet_is_new_with_all_that_it_holds() -> None:
    new = made(builders.posts(2))
    here = seen(Snapshot(), new)
    (one,) = here.feeds
    assert (one.is_new, one.new, one.feed, here.unchanged) == (True, new.feeds[0].items, new.feeds[0], 0)


def test_a_new_empty_feed_is_a_change_too() -> None:
    new = replace(made([]), feeds=(NewFeed(spec=builders.spec(), items=()),))
    assert seen(Snapshot(), new)


def test_a_new_post_is_new_and_says_nothing_of_the_others() -> None:
    one = one_feed(
        standing(made(builders.posts(2))), made([builders.post("fresh", date=builders.at(3)), *builders.posts(2)])
    )
    assert (names(one.new), one.is_new, one.changed, one.gone, one.dropped) == (["Fresh"], False, (), (), ())


def test_a_post_under_a_new_id_is_announced_again() -> None:
    one = one_feed(standing(made([builders.post("hello")])), made([builders.post("bonjour", title="Hello")]))
    (pair,) = one.announced_again
    assert (pair.old.title, pair.new.post.source, one.new) == ("Hello", "bonjour.md", ())


def test_a_post_under_its_id_is_not_announced_again_when_its_text_changes() -> None:
    posts = builders.posts(1)
    one = one_feed(standing(made(posts)), made(posts, html=f"{LONG}More."))
    assert (one.announced_again, [each.what for each in one.changed]) == ((), [("text",)])


def test_another_post_by_an_old_id_reuses_it() -> None:
    before = made([builders.post("weekly", title="Week one")])
    after = made([builders.post("weekly", title="Week two", date=builders.at(7))], html=ELSE)
    one = one_feed(standing(before), after)
    assert ([pair.new.post.title for pair in one.reused], one.new) == (["Week two"], ())


def test_a_post_that_the_site_still_has_is_dropped_and_one_that_it_lost_is_gone() -> None:
    posts = builders.posts(3)
    after = made(posts[:2])
    window = replace(after, feeds=(replace(after.feeds[0], items=after.feeds[0].items[:1]),))
    one = one_feed(standing(made(posts)), window)
    assert (titles(one.dropped), titles(one.gone)) == (["Post-1"], ["Post-2"])


def test_a_post_that_is_left_out_under_another_id_is_known_by_its_address() -> None:
    posts = builders.posts(2)
    old = standing(made(posts))
    (feed,) = old.feeds
    by_another_id = replace(feed.items[1], id="urn:x:other", link="http://www.example.com/post-1/index.html")
    after = made(posts)
    window = replace(after, feeds=(replace(after.feeds[0], items=after.feeds[0].items[:1]),))
    one = one_feed(replace(old, feeds=(replace(feed, items=(feed.items[0], by_another_id)),)), window)
    assert (titles(one.dropped), titles(one.gone)) == (["Post-1"], [])


def test_a_post_that_is_left_out_at_another_address_is_known_by_its_id() -> None:
    posts = builders.posts(2)
    after = made([posts[0], replace(posts[1], url="https://example.com/elsewhere/")])
    window = replace(after, feeds=(replace(after.feeds[0], items=after.feeds[0].items[:1]),))
    one = one_feed(standing(made(posts)), window)
    assert (titles(one.dropped), titles(one.gone)) == (["Post-1"], [])


def test_a_declared_change_is_measured_by_the_published_date_where_no_date_of_change_is() -> None:
    new = made([builders.post(updated=builders.at(1))])
    item = old_item(new.feeds[0].items[0], published=builders.at(1))
    feed = PublishedFeed(path="rss.xml", kind=Kind.RSS, title="Old", items=(item,))
    assert [each.what for each in changed(Snapshot(feeds=(feed,)), new)] == [("date",)]


@pytest.mark.parametrize("what", ["new", "announced_again", "reused", "changed", "dropped", "gone"])
def test_any_change_of_a_feed_is_one(what: str) -> None:
    (feed,) = made(builders.posts(1)).feeds
    fields: dict[str, Any] = {what: ("one",)}
    assert FeedChanges(feed=feed, **fields)
    assert FeedChanges(feed=feed, is_new=True)
    assert not FeedChanges(feed=feed)


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"title": "Another"}, ("title",)),
        ({"content": ELSE}, ("text",)),
        ({"published": builders.at(-1)}, ("date",)),
        ({"published": None}, ()),
        ({"link": "https://example.com/elsewhere/"}, ("address",)),
        ({"title": "Another", "link": "https://example.com/b/"}, ("title", "address")),
        ({"title": "  Hello\n"}, ()),
    ],
)
def test_of_a_post_that_changes_it_is_said_what(fields: Mapping[str, Any], what: tuple[str, ...]) -> None:
    new = made([builders.post()])
    feed = PublishedFeed(path="rss.xml", kind=Kind.RSS, title="Old", items=(old_item(new.feeds[0].items[0], **fields),))
    assert [each.what for each in changed(Snapshot(feeds=(feed,)), new)] == ([what] if what else [])


def changed(old: Snapshot, new: New) -> tuple[Any, ...]:
    return tuple(each for one in seen(old, new).feeds for each in one.changed)


@pytest.mark.parametrize(
    ("published", "declared", "is_change"),
    [
        (builders.at(5), builders.at(5), False),
        (builders.at(4), builders.at(5), True),
        (None, builders.at(5), True),
        (None, builders.at(0), False),
        (builders.at(4), None, False),
    ],
)
def test_a_date_of_change_counts_where_the_author_declares_one(
    published: Any,  # noqa: ANN401 - a moment or none
    declared: Any,  # noqa: ANN401 - a moment or none
    is_change: bool,  # noqa: FBT001 - a row of a table
) -> None:
    new = made([builders.post(updated=declared)])
    feed = PublishedFeed(
        path="rss.xml", kind=Kind.RSS, title="Old", items=(old_item(new.feeds[0].items[0], updated=published),)
    )
    assert bool(changed(Snapshot(feeds=(feed,)), new)) is is_change


def test_without_any_published_date_a_change_is_measured_by_the_date_of_the_post() -> None:
    new = made([builders.post(updated=builders.DATE)])
    feed = PublishedFeed(
        path="rss.xml", kind=Kind.RSS, title="Old", items=(old_item(new.feeds[0].items[0], published=None),)
    )
    assert changed(Snapshot(feeds=(feed,)), new) == ()


def test_fractions_of_a_second_are_no_change() -> None:
    blink = timedelta(microseconds=7)
    new = made([builders.post(date=builders.at(0) + blink, updated=builders.at(1) + blink)])
    item = old_item(new.feeds[0].items[0], published=builders.at(0), updated=builders.at(1))
    feed = PublishedFeed(path="rss.xml", kind=Kind.RSS, title="Old", items=(item,))
    assert changed(Snapshot(feeds=(feed,)), new) == ()


def test_formats_of_one_feed_are_told_once_and_the_first_speaks() -> None:
    before, after = made([builders.post("a")]), made([builders.post("a", title="B")])
    old = standing(before, "rss.xml", "atom.xml")
    as_it_is = replace(old.feeds[1], items=standing(after).feeds[0].items)
    one = one_feed(replace(old, feeds=(old.feeds[0], as_it_is)), after)
    assert [each.what for each in one.changed] == [("title",)]


def test_a_published_feed_without_successor_vanishes_unless_it_is_read_from_an_address() -> None:
    new = made(builders.posts(1))
    here = seen(standing(new, "rss.xml", "old.xml", "https://old.example/feed.xml"), new)
    assert [feed.path for feed in here.vanished] == ["old.xml"]
    assert here


def test_addresses_of_the_sitemap_come_go_and_change_their_date() -> None:
    old = of_map({"a": "2024-01-01", "b": "2024-01-01", "c": "2024-01-01T00:00:00Z", "d": ""})
    new = of_map({"b": "2024-02-02", "c": "2024-01-01T01:00:00+01:00", "d": "", "e": "2024-01-01"})
    here = changes(Snapshot(sitemaps=(old,)), made([]), Snapshot(sitemaps=(new,)))
    assert here.sitemap == SitemapChanges(added=("e",), removed=("a",), lastmod=(("b", "2024-01-01", "2024-02-02"),))
    assert here


def test_the_index_of_sitemaps_lists_no_pages_and_its_parts_do_together() -> None:
    index = of_map({"https://example.com/sitemap-1.xml": ""}, Kind.SITEMAPINDEX)
    parts = (of_map({"a": ""}), of_map({"b": ""}))
    here = changes(Snapshot(sitemaps=(index, *parts)), made([]), Snapshot(sitemaps=parts))
    assert (here.sitemap, bool(here.sitemap), bool(here)) == (SitemapChanges(), False, False)


@pytest.mark.parametrize("one", [{"added": ("a",)}, {"removed": ("a",)}, {"lastmod": (("a", "", "2024"),)}])
def test_any_change_of_the_sitemap_is_one(one: Mapping[str, Any]) -> None:
    assert SitemapChanges(**one)


def test_each_feed_that_changes_is_told_and_the_others_are_counted() -> None:
    new = made(builders.posts(2))
    tags = [builders.spec(builders.term(label)) for label in "xyz"]
    feeds = (*new.feeds, *(NewFeed(spec=spec, items=new.feeds[0].items) for spec in tags))
    paths = ("rss.xml", "category/x/rss.xml", "category/y/rss.xml")
    here = seen(standing(new, *paths), replace(new, feeds=feeds))
    assert ([one.feed.spec.title for one in here.feeds], here.unchanged) == (["Example · z"], 3)
