"""The floor of a feed's window: posts that are older than all that is published, and known, stay out of the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from feedpub.guard.comparison import NewFeed
from feedpub.guard.snapshot import PublishedFeed, PublishedSitemap, Snapshot
from feedpub.guard.windows import Resurfaced, resurfaced, said
from feedpub.model.records import Absence, Kind, Level, Where
from tests import builders
from tests.guard.building import made, old_item

if TYPE_CHECKING:
    from feedpub.guard.comparison import New
    from feedpub.model.records import Post

POSTS = builders.posts(5)
"""Two of them are older than all that the published feed holds."""
OLDER = {"post-3.md", "post-4.md"}


def published(new: New, number: int = 3, **fields: Any) -> Snapshot:  # noqa: ANN401 - any field of a feed
    """Return a feed of feedpub's with so many of the posts, and no sitemap."""
    items = tuple(old_item(item) for item in new.feeds[0].items[:number])
    given = {"path": "rss.xml", "kind": Kind.RSS, "title": "Old", "items": items, "by_feedpub": True}
    return Snapshot(feeds=(PublishedFeed(**{**given, **fields}),))


def listing(*posts: Post) -> tuple[PublishedSitemap, ...]:
    locs = {post.url: "" for post in posts}
    return (PublishedSitemap(path="sitemap.xml", kind=Kind.SITEMAP, size=len(locs), locs=locs),)


def back(old: Snapshot, new: New, sitemaps: tuple[PublishedSitemap, ...] = ()) -> set[str]:
    """Return the posts that would come back into any feed."""
    found = resurfaced(old, new, lambda: replace(old, sitemaps=sitemaps))
    return {source for one in found for source in one.sources}


def test_known_posts_that_are_older_than_all_that_is_published_would_come_back() -> None:
    new = made(POSTS)
    (one,) = resurfaced(published(new), new, lambda: replace(published(new), sitemaps=listing(*POSTS)))
    assert one == Resurfaced(feed=new.feeds[0].spec.id, title="Example", sources=frozenset(OLDER), is_all=False)


def test_a_post_whose_address_no_sitemap_had_is_new_whatever_its_date() -> None:
    new = made(POSTS)
    assert back(published(new), new, listing(*POSTS[:4])) == {"post-3.md"}
    assert back(published(new), new, listing(*POSTS[:3])) == set()


@pytest.mark.parametrize("address", ["http://old.example/post-3", "https://example.com/post-3/index.html"])
def test_an_address_is_known_by_its_path_and_by_what_it_was(address: str) -> None:
    sitemaps = listing(*POSTS[:3], replace(POSTS[3], url=address))
    assert back(published(made(POSTS)), made(POSTS), sitemaps) == {"post-3.md"}
    moved = replace(POSTS[3], url="https://example.com/elsewhere/", aliases=(address,))
    new = made([*POSTS[:3], moved])
    assert back(published(new), new, sitemaps) == {"post-3.md"}


def test_where_no_sitemap_tells_every_older_post_may_be_known() -> None:
    new = made(POSTS)
    assert back(published(new), new) == OLDER
    other = [replace(post, url=post.url.replace("/post", "/2024/post")) for post in POSTS]
    assert back(published(new), new, listing(*other)) == OLDER  # all addresses have changed


def test_a_post_that_no_sitemap_lists_may_be_known() -> None:
    unlisted = replace(POSTS[4], not_in_sitemap=Absence.NOINDEX)
    new = made([*POSTS[:4], unlisted])
    assert back(published(new), new, listing(*POSTS[:3])) == {"post-4.md"}


def test_a_post_that_another_feed_holds_is_known() -> None:
    new = made(POSTS)
    tag = replace(published(new, 4).feeds[0], path="tag/x/rss.xml")
    whole = replace(published(new), feeds=(*published(new).feeds, tag), sitemaps=listing(*POSTS[:3]))
    (one,) = resurfaced(published(new), new, lambda: whole)
    assert one.sources == {"post-3.md"}


def test_what_is_no_older_than_what_is_published_enters_as_ever() -> None:
    between = builders.post("between", date=builders.at(-1.5))
    new = made([*POSTS[:2], between, POSTS[2]])
    assert back(published(made(POSTS[:3])), new, listing(*POSTS, between)) == set()


def test_of_posts_of_one_moment_those_that_were_left_out_stay_out_and_a_new_one_enters() -> None:
    beside = builders.post("post-2b", date=POSTS[2].date)
    new = made([*POSTS[:3], beside])
    old = published(made(POSTS[:3]))
    assert back(old, new, listing(*POSTS, beside)) == {"post-2b.md"}
    assert back(old, new, listing(*POSTS)) == set()
    assert back(old, new) == set()
    assert back(published(made(POSTS[:3]), by_feedpub=False), new, listing(*POSTS, beside)) == set()


def test_a_post_of_the_feed_under_another_id_is_not_entering() -> None:
    new = made(POSTS[:3])
    items = tuple(replace(item, id=f"urn:x:{item.title}") for item in published(new).feeds[0].items)
    assert back(published(new, items=items), new, listing(*POSTS)) == set()


def test_without_dates_nothing_is_older_and_of_some_dates_the_oldest_counts() -> None:
    new = made(POSTS)
    items = [old_item(item, published=None) for item in new.feeds[0].items[:3]]
    assert back(published(new, items=tuple(items)), new) == set()
    items[1] = replace(items[1], published=POSTS[1].date)
    assert back(published(new, items=tuple(items)), new) == OLDER
    assert back(published(new, items=()), new) == set()


def test_what_sitemaps_list_is_asked_for_only_where_something_is_older() -> None:
    new = made(POSTS[:3])

    def refused() -> Snapshot:
        raise AssertionError

    assert resurfaced(published(new), new, refused) == ()
    assert resurfaced(Snapshot(), new, refused) == ()
    renamed = made([replace(post, source=f"x-{post.source}", stem=f"x-{post.stem}") for post in POSTS[:3]])
    assert back(published(new), renamed) == set()


def test_each_feed_has_a_floor_of_its_own_and_formats_share_one() -> None:
    new = made(POSTS)
    (old,) = published(new, 5).feeds
    paths = {form: f"tag/x/{path}" for form, path in builders.spec().paths.items()}
    tag = NewFeed(spec=builders.spec(title="Tag", id="urn:x:tag", paths=paths), items=new.feeds[0].items)
    both = made(POSTS, feeds=(*new.feeds, tag))
    of_tag = (
        replace(old, path="tag/x/rss.xml", items=old.items[:4]),
        replace(old, path="tag/x/atom.xml", items=old.items[:3]),
    )
    snapshot = Snapshot(feeds=(old, *of_tag))
    (one,) = resurfaced(snapshot, both, lambda: snapshot)
    assert (one.title, {*one.sources}) == ("Tag", OLDER)


def test_a_feed_of_which_nothing_else_is_left_is_told_apart() -> None:
    new = made(POSTS[3:])
    (one,) = resurfaced(published(made(POSTS)), new, lambda: published(made(POSTS)))
    assert one.is_all


# What is said of it


def of(title: str, *sources: str, is_all: bool = False) -> Resurfaced:
    return Resurfaced(feed=title, title=title, sources=frozenset(sources), is_all=is_all)


def test_what_stays_out_is_said_in_one_line_of_information() -> None:
    (one,) = said([of("Example", *OLDER), of("Tag", "post-4.md")], is_accepted=False)
    assert (one.code, one.level, one.count) == ("guard/resurfaced", Level.INFO, 2)
    assert one.where == Where(path="feedpub.toml", element="feeds.limit")
    assert one.text == (
        "`post-3.md`, `post-4.md` stay out of “Example”, “Tag”: older than all that is published there, and no new "
        "post."
    )
    assert one.hint == "`--accept resurfaced` lets old posts in; without, a feed grows as new posts come."
    (single,) = said([of("Tag", "post-4.md")], is_accepted=False)
    assert single.text.startswith("`post-4.md` stays out of “Tag”: ")


def test_what_was_accepted_is_said_too() -> None:
    (one,) = said([of("Example", *OLDER), of("Tag", "post-9.md", is_all=True)], is_accepted=True)
    assert one.level is Level.INFO
    assert one.text.startswith("`post-3.md`, `post-4.md`, `post-9.md` come back into “Example”, “Tag”: ")
    assert [*said([], is_accepted=True), *said([], is_accepted=False)] == []


def test_a_feed_that_would_hold_nothing_but_old_posts_is_an_error() -> None:
    first, second = said([of("Example", *OLDER), of("Tag", "post-9.md", is_all=True)], is_accepted=False)
    assert (first.level, second.level) == (Level.INFO, Level.ERROR)
    assert second.text.startswith("`post-9.md` would be all that is left in “Tag”: ")
