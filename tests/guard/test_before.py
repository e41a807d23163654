"""Posts that another publisher announced before the oldest that its feed still holds: the guard and its exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from feedpub.guard.snapshot import PublishedFeed, Snapshot
from feedpub.guard.standing import NewFeed
from feedpub.model.options import IdOptions, IdScheme
from feedpub.model.records import Kind, Level, Where
from tests import builders
from tests.guard.building import OPTIONS, codes, found, made, old_item

if TYPE_CHECKING:
    from feedpub.guard.standing import New

POSTS = builders.posts(5)
"""Two of them are older than all that the published feed holds."""


def published(new: New, number: int = 3, **fields: Any) -> Snapshot:  # noqa: ANN401 - any field of a feed
    """Return another publisher's feed with so many of the posts, under the ids that they have here."""
    items = tuple(old_item(item) for item in new.feeds[0].items[:number])
    given = {"path": "rss.xml", "kind": Kind.RSS, "title": "Old", "items": items}
    return Snapshot(feeds=(PublishedFeed(**{**given, **fields}),))


def test_posts_older_than_all_that_the_old_feed_holds_are_one_finding_with_its_length() -> None:
    new = made(POSTS)
    (one,) = found(published(new), new)
    assert (one.code, one.level, one.count, one.found) == ("guard/reannounced", Level.ERROR, 2, "5")
    assert one.where == Where(path="feedpub.toml", element="feeds.limit")
    assert one.text == (
        "`post-3.md`, `post-4.md` are older than all that the published feed “Old” holds, and would be in “Example”. "
        "It is another publisher's feed: the ids that subscribers knew them by are not in it."
    )
    assert one.hint == (
        "Set `feeds.limit = 3`, as long as the old feed, or take over their ids from a longer one: "
        "`feedpub ids adopt FEED`."
    )
    assert one.why.startswith("Readers tell posts by their id")


def test_a_feed_that_feedpub_made_may_grow_longer() -> None:
    new = made(POSTS)
    assert found(published(new, by_feedpub=True), new) == ()


@pytest.mark.parametrize("scheme", [scheme for scheme in IdScheme if scheme is not IdScheme.UUID])
def test_a_scheme_that_makes_the_ids_of_the_old_publisher_makes_those_of_older_posts_too(scheme: IdScheme) -> None:
    options = replace(OPTIONS, ids=IdOptions(scheme=scheme))
    new = made(POSTS, options=options)
    assert found(published(new), new, options) == ()


def test_older_posts_that_have_their_id_in_the_front_matter_or_a_pin_are_no_matter() -> None:
    with_id = replace(POSTS[3], id="urn:x:3")
    new = made([*POSTS[:3], with_id, POSTS[4]], pins={"post-4.md": "urn:x:4"})
    assert found(published(new), new) == ()


def test_of_older_posts_those_without_an_id_of_their_own_are_named() -> None:
    with_id = replace(POSTS[3], id="urn:x:3")
    (one,) = found(published(new := made([*POSTS[:3], with_id, POSTS[4]])), new)
    assert (one.count, one.text.partition(" ")[0]) == (1, "`post-4.md`")
    pinned = made(POSTS, pins={"post-4.md": "urn:x:4"})
    (one,) = found(published(pinned), pinned)
    assert (one.count, one.text.partition(" ")[0]) == (1, "`post-3.md`")


def test_a_new_post_among_those_that_the_old_feed_holds_is_new() -> None:
    between = builders.post("between", date=builders.at(-1.5))
    whole = made(POSTS[:3])
    assert found(published(whole), made([*POSTS[:2], between, POSTS[2]])) == ()


def test_a_post_of_the_moment_of_the_oldest_is_not_older() -> None:
    beside = builders.post("beside", date=POSTS[2].date)
    assert found(published(made(POSTS[:3])), made([*POSTS[:3], beside])) == ()


def test_a_feed_without_dates_does_not_say_which_posts_are_older() -> None:
    new = made(POSTS)
    items = tuple(old_item(item, published=None) for item in new.feeds[0].items[:3])
    assert found(published(new, items=items), new) == ()


def test_of_a_feed_with_some_dates_the_oldest_of_them_counts() -> None:
    new = made(POSTS)
    items = [old_item(item) for item in new.feeds[0].items[:3]]
    items[2] = replace(items[2], published=None)
    (one,) = found(published(new, items=tuple(items)), new)
    assert one.count == 2


def test_an_empty_feed_of_another_publisher_hides_no_other() -> None:
    new = made(POSTS)
    (old,) = published(new).feeds
    empty = PublishedFeed(path="atom.xml", kind=Kind.ATOM, title="Empty", items=())
    ours = replace(old, by_feedpub=True, path="feed.json")
    (one,) = found(Snapshot(feeds=(empty, ours, old)), new)
    assert "“Old”" in one.text


def test_several_feeds_and_formats_have_one_cause_and_one_finding() -> None:
    new = made(POSTS)
    (old,) = published(new).feeds
    also = replace(old, path="atom.xml", kind=Kind.ATOM, title="Also old")
    assert codes(found(Snapshot(feeds=(old, also)), new)) == ["reannounced"]


def test_a_feed_that_holds_no_older_post_does_not_hide_one_that_does() -> None:
    new = made(POSTS)
    (old,) = published(new, 5).feeds
    shorter = replace(old, path="tag/x/rss.xml", title="Short", items=old.items[:3])
    paths = {form: f"tag/x/{path}" for form, path in builders.spec().paths.items()}
    tag = NewFeed(spec=builders.spec(title="Tag", paths=paths), items=new.feeds[0].items)
    both = made(POSTS, feeds=(*new.feeds, tag), paths=frozenset({"rss.xml", "tag/x/rss.xml"}))
    (one,) = found(Snapshot(feeds=(old, shorter)), both)
    assert "“Short”" in one.text
    assert "“Tag”" in one.text
