"""Who is who between a published feed and the feed that takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from feedpub.guard.comparison import by_every_id, candidate_of, compare, is_another
from feedpub.guard.matching import Reason
from feedpub.guard.snapshot import PublishedFeed, Snapshot
from feedpub.model.details import KnownAs
from feedpub.model.records import Kind
from tests import builders
from tests.guard.building import ELSE, LONG, made, old_item

if TYPE_CHECKING:
    from feedpub.guard.comparison import Comparison, New
    from feedpub.guard.snapshot import PublishedItem

ADDRESS = "https://old.example/feed.xml"
HALF = f"{LONG}{ELSE}"


def compared(new: New, *items: PublishedItem, path: str = "rss.xml") -> tuple[Comparison, ...]:
    feed = PublishedFeed(path=path, kind=Kind.RSS, title="Old", items=items)
    return tuple(compare(Snapshot(feeds=(feed,)), new))


def test_a_feed_is_compared_with_that_of_its_path_and_one_of_an_address_with_that_of_the_site() -> None:
    new = made(builders.posts(1))
    for path, number in (("rss.xml", 1), ("gone.xml", 0), (ADDRESS, 1)):
        assert len(compared(new, path=path)) == number


def test_a_feed_of_an_address_that_is_one_of_ours_is_compared_with_that() -> None:
    new = made(builders.posts(1))
    spec = builders.spec(title="Tag", paths={form: f"{ADDRESS}{form.value}" for form in builders.spec().paths})
    both = replace(new, feeds=(*new.feeds, replace(new.feeds[0], spec=spec)))
    (one,) = compared(both, path=f"{ADDRESS}rss")
    assert one.new.spec.title == "Tag"


def is_other(new: dict[str, Any], **old: Any) -> bool:  # noqa: ANN401 - any field of an item
    """Return whether a post is another one than the published `Week one` of the usual date and text."""
    before = old_item(builders.item(builders.post("weekly", title="Week one"), html=LONG), **old)
    html, summary = new.pop("html", LONG), new.pop("summary", "")
    return is_another(before, builders.item(builders.post("weekly", **new), html=html, summary=summary))


@pytest.mark.parametrize(
    ("title", "days", "text", "is_one_more"),
    [
        ("Week two", 0, ELSE, False),  # at the same moment: rewritten
        ("Week one", 1, ELSE, False),  # near, and called the same
        ("Week two", 1, ELSE, True),
        ("Week one", 9, ELSE, True),
        ("Week two", 9, ELSE, True),
        ("Week two", 9, LONG, False),
        ("Week two", 9, HALF, False),
        ("Week one", 9, "", False),  # without a text, title or date are enough
        ("Week two", 1, "", False),
        ("Week two", 9, "", True),
    ],
)
def test_an_id_is_another_posts_where_title_date_and_text_leave_too_little(
    title: str,
    days: int,
    text: str,
    is_one_more: bool,  # noqa: FBT001 - a row of a table
) -> None:
    assert is_other({"title": title, "date": builders.at(days), "html": text}) is is_one_more


def test_an_item_without_a_date_is_near_to_any() -> None:
    assert not is_other({"title": "Week one", "date": builders.at(9), "html": ELSE}, published=None)
    assert is_other({"title": "Week two", "date": builders.at(9), "html": ELSE}, published=None)


def test_a_feed_of_summaries_is_compared_by_them() -> None:
    assert is_other({"title": "Week one", "date": builders.at(9), "html": "", "summary": ELSE})
    assert not is_other({"title": "Week two", "date": builders.at(9), "html": "", "summary": LONG})
    item = builders.item(html="", summary="S")
    assert candidate_of(item).content() == "S"
    assert candidate_of(builders.item(html="H", summary="S")).content() == "H"


# Items that the new feed does not hold under their id


def window(posts: tuple[Any, ...], number: int) -> New:
    """Return a build whose feed holds the newest of these posts only."""
    whole = made(posts)
    return replace(whole, feeds=(replace(whole.feeds[0], items=whole.feeds[0].items[:number]),))


@pytest.mark.parametrize(
    ("fields", "is_its"),
    [
        ({}, True),
        ({"title": "Other"}, True),
        ({"published": builders.at(-30)}, True),
        ({"title": "Other", "published": builders.at(-30)}, False),
    ],
)
def test_an_id_outside_of_the_feed_is_its_posts_unless_title_and_date_differ(
    fields: dict[str, Any],
    is_its: bool,  # noqa: FBT001 - a row of a table
) -> None:
    posts = builders.posts(2)
    old = made(posts).feeds[0].items[1]
    # The newest post has the address of the old item: only an id that is still its own post's keeps the two apart.
    new = window((replace(posts[0], url=posts[1].url), replace(posts[1], url="https://example.com/b/")), 1)
    (one,) = compared(new, old_item(old, **fields))
    assert ([item.id for item in one.missing] == [old.id]) is is_its
    assert [pair.reason for pair in one.pairs] == ([] if is_its else [Reason.LINK])


def test_a_page_has_no_id_and_is_asked_for_none() -> None:
    posts = builders.posts(2)
    new = window(posts, 1)
    ids = {source: name for source, name in new.ids.items() if source != "about.md"}
    with_page = replace(new, posts=(builders.page(), *new.posts), ids=ids)
    moved = old_item(made(posts).feeds[0].items[1], link="https://example.com/moved/")
    (one,) = compared(with_page, moved)
    assert one.missing == (moved,)
    (other,) = compared(with_page, replace(moved, link="https://example.com/about/"))
    assert len(other.missing) == 1


def test_what_is_found_by_another_sign_is_neither_missing_nor_new() -> None:
    posts = builders.posts(2)
    new = made(posts)
    old = [old_item(item, id=f"urn:x:{number}") for number, item in enumerate(new.feeds[0].items)]
    gone = old_item(builders.item(builders.post("gone", date=builders.at(-99)), html=ELSE), id="urn:x:gone")
    (one,) = compared(new, *old, gone)
    assert ([pair.old for pair in one.pairs], one.missing, one.fresh) == (old, (gone,), ())


def test_a_post_whose_id_another_took_is_looked_for_under_its_new_one() -> None:
    story = builders.post("story", id="urn:x:1", title="The story", date=builders.at(-9))
    before = old_item(builders.item(story, html=LONG))
    after = made([builders.post("other", id="urn:x:1", date=builders.at(9)), replace(story, id="urn:x:2")])
    other, moved = after.feeds[0].items
    after = replace(after, feeds=(replace(after.feeds[0], items=(replace(other, html=ELSE), moved)),))
    (one,) = compared(after, before)
    assert [pair.new.id for pair in one.pairs] == ["urn:x:2"]
    assert [pair.new.id for pair in one.reused] == ["urn:x:1"]
    assert (one.fresh, one.missing) == ((), ())


def test_a_post_is_found_by_what_any_format_knows_it_by() -> None:
    known = KnownAs(rss="12", atom="urn:uuid:9f1c1f0e-5a0e-5f0e-8f0e-0123456789ab")
    adopted = builders.post(source="a.md", url="https://example.com/a/", known_as=known)
    own = builders.post(source="b.md", url="https://example.com/b/")
    draft = builders.post(source="c.md", url="https://example.com/c/")
    found = {name: post.source for name, post in by_every_id((adopted, own, draft), {"a.md": "old", "b.md": "b"})}
    assert found == {"12": "a.md", "urn:uuid:9f1c1f0e-5a0e-5f0e-8f0e-0123456789ab": "a.md", "old": "a.md", "b": "b.md"}
