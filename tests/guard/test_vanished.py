"""Feeds and sitemaps that a build would take away, or empty by more than half."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from feedpub.guard.comparison import NewFeed
from feedpub.guard.snapshot import PublishedFeed, PublishedSitemap, Snapshot
from feedpub.model.feed_options import FeedsOptions
from feedpub.model.options import RedirectOptions
from feedpub.model.records import Format, Kind, Level, Where
from feedpub.model.sitemap_options import SitemapOptions
from tests import builders
from tests.guard.building import OPTIONS, codes, found, made, old_item, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.guard.comparison import New
    from feedpub.model.records import Diagnostic


def without_sitemap(new: New, *paths: str) -> Snapshot:
    return replace(standing(new, *paths), sitemaps=())


def holding(new: New, number: int) -> New:
    """Return the same build whose feed is so short, as `feeds.limit` makes it."""
    (feed,) = new.feeds
    return replace(new, feeds=(replace(feed, items=feed.items[:number]),))


def sitemap(size: int, path: str = "sitemap.xml", kind: Kind = Kind.SITEMAP) -> PublishedSitemap:
    return PublishedSitemap(path=path, kind=kind, size=size, locs={})


# Feeds that are gone


def test_a_feed_that_is_gone_is_told_with_its_title_and_how_to_let_it_go() -> None:
    new = made(builders.posts(2))
    (one,) = found(without_sitemap(new, "feed.xml"), new)
    assert (one.code, one.level, one.where) == ("guard/feed-vanished", Level.ERROR, Where(path="feed.xml"))
    assert one.text == "`feed.xml` (“Old”) is published and would no longer be."
    assert one.hint == (
        'Set `feeds.rss = "feed.xml"`. If it is meant, have the web server redirect it and say so, '
        '`redirects.paths."feed.xml" = "rss.xml"`; or let it go with `--accept feed-vanished`.'
    )
    assert one.why == "Whoever subscribed to it gets an error, and after some days their readers drop it."


def test_formats_of_one_folder_are_one_finding_and_other_folders_are_others() -> None:
    new = made(builders.posts(2))
    paths = ("rss.xml", "tag/x/rss.xml", "tag/x/atom.xml", "tag/x/feed.json", "tag/y/rss.xml")
    old = without_sitemap(new, *paths)
    gone = replace(old, feeds=tuple(replace(feed, items=()) for feed in old.feeds))
    here = found(gone, new)
    assert [one.text.partition(" (")[0] for one in here] == [
        "`tag/x/rss.xml`, `tag/x/atom.xml` and `tag/x/feed.json`",
        "`tag/y/rss.xml`",
    ]


def test_the_feed_of_the_site_at_a_path_that_it_still_has_was_emptied() -> None:
    here = found(without_sitemap(made(builders.posts(1)), "rss.xml", "atom.xml", "feed.json"), made([]))
    (one,) = here
    assert (one.code, one.level, one.where) == ("guard/feed-emptied", Level.ERROR, Where(path="rss.xml"))
    assert one.text == ("`rss.xml`, `atom.xml` and `feed.json` (1 post) would go, for there is no post to put into it.")
    assert one.hint == (
        "Look at the posts: `feedpub why POST` tells why one is in no feed. If it is meant, `--accept feed-emptied`."
    )
    assert one.why == "Subscribers of a feed that is gone get an error, and after some days their readers drop it."


def test_a_feed_emptied_and_one_gone_from_the_same_folder_are_two_findings() -> None:
    here = found(without_sitemap(made(builders.posts(2)), "rss.xml", "old.xml"), made([]))
    assert [(one.code, one.where.path) for one in here] == [
        ("guard/feed-emptied", "rss.xml"),
        ("guard/feed-vanished", "old.xml"),
    ]


def test_the_path_of_a_format_that_is_off_was_not_emptied() -> None:
    options = replace(OPTIONS, feeds=FeedsOptions(formats=(Format.ATOM,)))
    assert codes(found(without_sitemap(made(builders.posts(2)), "rss.xml"), made([]), options)) == ["feed-vanished"]


def test_of_many_feeds_the_first_are_named() -> None:
    new = made(builders.posts(2), paths=frozenset({"rss.xml"}))
    (one,) = found(without_sitemap(new, "a.xml", "b.xml", "c.xml", "d.xml", "e.xml"), new)
    assert one.text.startswith("`a.xml`, `b.xml`, `c.xml` and 2 more (“Old”) are published and")
    assert "and so on (`feedpub redirects` prints the lines)" in one.hint


def test_a_feed_that_is_redirected_is_not_lost() -> None:
    new = made(builders.posts(2))
    led = replace(OPTIONS, redirects=RedirectOptions(paths={"feed.xml": "rss.xml"}))
    assert codes(found(without_sitemap(new, "feed.xml", "other.xml"), new, led)) == ["feed-vanished"]
    assert found(without_sitemap(new, "feed.xml"), new, led) == ()


def test_a_feed_that_is_read_from_an_address_is_not_ours_to_lose() -> None:
    new = made([])
    assert found(without_sitemap(made(builders.posts(2)), "https://old.example/feed.xml"), new) == ()


# Feeds that shrink


def test_a_feed_that_loses_more_than_half_is_told_with_what_it_held() -> None:
    new = made(builders.posts(5))
    (one,) = found(without_sitemap(new), holding(new, 2))
    assert (one.code, one.level, one.where) == ("guard/feed-shrunk", Level.ERROR, Where(path="rss.xml"))
    assert (one.text, one.found) == ("“Example” would hold 2 posts instead of 5.", "5 -> 2")
    assert one.hint == (
        "Look at the posts: `feedpub why POST` tells why one is missing. If it is meant, `--accept feed-shrunk`."
    )
    assert one.why == (
        "More than half of a feed gone is seldom meant: a folder was not read, a date or a setting is wrong."
    )


@pytest.mark.parametrize(("before", "after", "is_found"), [(4, 2, False), (5, 2, True), (3, 1, True), (2, 1, False)])
def test_half_of_a_feed_may_go(before: int, after: int, is_found: bool) -> None:  # noqa: FBT001 - a row of a table
    new = made(builders.posts(before))
    assert (codes(found(without_sitemap(new), holding(new, after))) == ["feed-shrunk"]) is is_found


def test_a_feed_is_one_finding_whatever_its_formats_and_each_feed_has_its_own() -> None:
    new = made(builders.posts(5))
    tag = builders.spec(builders.term("x"))
    both = replace(new, feeds=(*new.feeds, NewFeed(spec=tag, items=new.feeds[0].items)))
    paths = (*builders.spec().paths.values(), *tag.paths.values())
    short = replace(
        both, feeds=tuple(replace(feed, items=feed.items[:1]) for feed in both.feeds), paths=frozenset(paths)
    )
    here = found(without_sitemap(new, *paths), short)
    assert [(one.where.path, one.text.partition(" would")[0]) for one in here] == [
        ("rss.xml", "“Example”"),
        ("category/x/rss.xml", "“Example · x”"),
    ]


def test_a_feed_that_is_read_from_an_address_may_be_longer_than_ours() -> None:
    new = made(builders.posts(5))
    assert found(without_sitemap(new, "https://old.example/feed.xml"), holding(new, 2)) == ()


# Sitemaps


def shrunk(sitemaps: Sequence[PublishedSitemap], locs: int, path: str = "map.xml") -> tuple[Diagnostic, ...]:
    new = made(builders.posts(1), locs={path: locs} if locs else {})
    return found(Snapshot(sitemaps=tuple(sitemaps)), new, replace(OPTIONS, sitemap=SitemapOptions(path=path)))


def test_a_sitemap_that_loses_more_than_half_is_told_with_what_it_held() -> None:
    (one,) = shrunk([sitemap(3000)], 1499)
    assert (one.code, one.level, one.where) == ("guard/sitemap-shrunk", Level.ERROR, Where(path="map.xml"))
    assert one.text == "The sitemap would hold 1,499 addresses instead of 3,000."
    assert one.found == "3000 -> 1499"
    assert one.hint == (
        "Look at the posts, at `content.exclude` and `sitemap.enabled`. If it is meant, `--accept sitemap-shrunk`."
    )
    assert one.why == "Search engines forget pages that a sitemap no longer names."


def test_half_of_a_sitemap_may_go() -> None:
    assert shrunk([sitemap(3000)], 1500) == ()
    assert shrunk([sitemap(3)], 2) == ()
    assert codes(shrunk([sitemap(3)], 1)) == ["sitemap-shrunk"]


def test_a_sitemap_that_goes_as_a_whole_is_a_matter_of_the_configuration() -> None:
    (one,) = shrunk([sitemap(1)], 0)
    assert (one.where.path, one.found) == ("feedpub.toml", "1 -> 0")


def test_parts_of_a_sitemap_count_together_and_its_index_counts_nothing() -> None:
    parts = [sitemap(10, "sitemap-1.xml"), sitemap(5, "sitemap-2.xml"), sitemap(99, kind=Kind.SITEMAPINDEX)]
    assert shrunk(parts, 8) == ()
    (one,) = shrunk(parts, 7)
    assert one.found == "15 -> 7"


def test_a_site_without_a_sitemap_loses_none() -> None:
    assert shrunk([], 0) == ()
    new = made(builders.posts(1))
    items = tuple(old_item(item) for item in new.feeds[0].items)
    feed = PublishedFeed(path="rss.xml", kind=Kind.RSS, title="Old", items=items, by_feedpub=True)
    assert found(Snapshot(feeds=(feed,)), replace(new, locs={})) == ()
