"""`feeds.updated = "content"`: which date of change a post has, decided from what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from feedpub.guard import updates
from feedpub.guard.snapshot import PublishedFeed, PublishedItem, PublishedSitemap, Snapshot
from feedpub.model.records import Kind
from tests import builders
from tests.guard.building import old_item

if TYPE_CHECKING:
    from datetime import datetime

    from feedpub.model.records import Item, Post

NOW = builders.at(99)


def holding(*items: PublishedItem, locs: dict[str, str] | None = None) -> Snapshot:
    feed = PublishedFeed(path="rss.xml", kind=Kind.RSS, title="Old", items=items)
    sitemap = PublishedSitemap(path="sitemap.xml", kind=Kind.SITEMAP, size=1, locs=locs or {})
    return Snapshot(feeds=(feed,), sitemaps=(sitemap,))


def dated(item: Item, **fields: Any) -> datetime:  # noqa: ANN401 - any field of a published item
    """Return the date of change that an item has after it was published with these fields."""
    made = updates.items({"a": item}, holding(old_item(item, **fields)), NOW)["a"]
    assert made.updated == (made.post.updated or made.date)
    return made.updated


def test_a_post_that_is_not_published_yet_is_as_its_author_wrote_it() -> None:
    item = builders.item()
    assert updates.items({"a": item}, holding(), NOW) == {"a": item}


@pytest.mark.parametrize("fields", [{"title": "Other"}, {"content": "<p>Other.</p>"}])
def test_another_title_or_text_was_changed_now(fields: dict[str, str]) -> None:
    assert dated(builders.item(), **fields) == NOW


def test_what_says_the_same_keeps_its_published_date_of_change() -> None:
    assert dated(builders.item(), updated=builders.at(5)) == builders.at(5)
    assert dated(builders.item(), updated=None) == builders.DATE


@pytest.mark.parametrize("days", [-1, 0])
def test_no_change_is_older_than_the_post(days: int) -> None:
    item = builders.item()
    assert updates.items({"a": item}, holding(old_item(item, updated=builders.at(days))), NOW)["a"] is item


def test_a_date_that_the_author_declared_stays() -> None:
    item = builders.item(builders.post(updated=builders.at(1)))
    assert dated(item, title="Other", updated=builders.at(5)) == builders.at(1)


def test_the_first_feed_that_holds_a_post_tells() -> None:
    item = builders.item()
    (first,) = holding(old_item(item, updated=builders.at(5))).feeds
    (second,) = holding(old_item(item, updated=builders.at(7))).feeds
    assert updates.items({"a": item}, Snapshot(feeds=(first, second)), NOW)["a"].updated == builders.at(5)


def test_spaces_and_escapes_of_a_title_are_no_change() -> None:
    item = builders.item(builders.post(title="R&amp;D  today"))
    assert dated(item, title="R&D today") == builders.DATE


def test_a_summary_is_compared_as_feeds_escape_it() -> None:
    item = builders.item(html="", summary='1 < 2 & "so"')
    assert dated(item, content='1 &lt; 2 &amp; "so"') == builders.DATE
    assert dated(item, content="1 < 2") == NOW


def test_another_home_of_the_site_changes_no_text_and_another_host_in_it_does() -> None:
    item = builders.item(html='<a href="https://example.com/x">x</a>\n')
    moved = {"link": "http://old.example/hello/"}
    assert dated(item, **moved, content='<a href="http://old.example/x">x</a>') == builders.DATE
    assert dated(item, **moved, content='<a href="http://other.example/x">x</a>') == NOW


# Posts, as the sitemap has them


def listed(post: Post, lastmod: str, made: dict[str, Item] | None = None) -> Post:
    (one,) = updates.posts([post], made or {}, holding(locs={"http://www.example.com/hello": lastmod}))
    return one


def test_a_post_of_a_feed_has_the_date_of_its_item() -> None:
    post = builders.post()
    item = builders.item(replace(post, updated=builders.at(3)))
    assert listed(post, "", {"hello.md": item}).updated == builders.at(3)
    assert listed(post, "2025-01-01", {"hello.md": builders.item(post)}) is post


def test_a_post_of_no_feed_keeps_the_date_of_the_published_sitemap() -> None:
    assert listed(builders.post(), "2024-06-23T01:00:00Z").updated == builders.at(2)


@pytest.mark.parametrize("lastmod", ["", "soon", "2024-06-21T01:00:00Z", "2024-06-01"])
def test_no_date_and_none_after_that_of_the_post_is_no_change(lastmod: str) -> None:
    post = builders.post()
    assert listed(post, lastmod) is post


def test_a_post_that_the_sitemap_does_not_have_stays_as_it_is() -> None:
    post = builders.post("other")
    assert listed(post, "2025-01-01") is post


def test_pages_and_declared_dates_are_left_alone() -> None:
    for post in (builders.page("hello"), builders.post(updated=builders.at(1))):
        assert listed(post, "2025-01-01T00:00:00Z") is post
