"""What the guard says of posts: why they are one, the line that helps, and when it speaks of many at once."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from feedpub.guard.findings import accepted, guard
from feedpub.guard.snapshot import PublishedFeed, Snapshot
from feedpub.guard.standing import NewFeed
from feedpub.model.options import IdOptions, IdScheme, SiteOptions
from feedpub.model.records import Diagnostic, Kind, Level, Where
from tests import builders
from tests.builders import SITE_URL
from tests.guard.building import ELSE, OPTIONS, codes, found, made, old_item, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.guard.snapshot import PublishedItem
    from feedpub.guard.standing import New

WHY_AGAIN = "Readers tell posts by their id: every subscriber would get it as new and unread once more."
WHY_DATES = "Some readers sort by it, and some post every item anew whose date has changed."


def feed_of(items: Sequence[PublishedItem], path: str = "rss.xml") -> PublishedFeed:
    return PublishedFeed(path=path, kind=Kind.RSS, title="Old", items=tuple(items))


def with_old(new: New, **fields: Any) -> Snapshot:  # noqa: ANN401 - any field of an item
    """Return what stands where each item of this build was published with these fields."""
    return Snapshot(feeds=(feed_of([old_item(item, **fields) for item in new.feeds[0].items]),))


# One post by another id


def test_a_post_announced_again_is_told_with_both_ids_and_the_reason() -> None:
    new = made([builders.post("hello")])
    now = new.feeds[0].items[0].id
    (one,) = found(with_old(new, id="urn:x:1"), new)
    assert (one.level, one.where, one.found, one.count) == (Level.ERROR, Where(path="hello.md"), now, 1)
    assert one.text == (
        f"`hello.md` is published with the id `urn:x:1` and would now have `{now}`; it is the same post, for they have "
        "the same address. It would be announced again in “Example”."
    )
    assert one.hint == "Add the line `hello.md\turn:x:1` to feedpub.ids (`feedpub ids pin hello.md urn:x:1`)."
    assert one.why == WHY_AGAIN


def test_an_address_that_is_written_in_another_way_is_shown_as_what_both_share() -> None:
    new = made([builders.post("hello")])
    (one,) = found(with_old(new, id="urn:x:1", link="http://www.example.com/hello.html"), new)
    assert "for its address is still `/hello`. It" in one.text


def test_each_feed_that_would_announce_a_post_is_named_once() -> None:
    new = made([builders.post("hello")])
    tag = builders.spec(builders.term("x"))
    both = replace(new, feeds=(*new.feeds, NewFeed(spec=tag, items=new.feeds[0].items)))
    items = with_old(new, id="urn:x:1").feeds[0].items
    paths = ("rss.xml", "atom.xml", "category/x/rss.xml", "category/x/atom.xml")
    both = replace(both, paths=frozenset(paths))
    (one,) = found(Snapshot(feeds=tuple(feed_of(items, path) for path in paths)), both)
    assert one.text.endswith("It would be announced again in “Example”, “Example · x”.")


def test_a_post_that_two_old_ids_stand_for_has_a_finding_for_each() -> None:
    new = made([builders.post("hello")])
    (item,) = new.feeds[0].items
    feeds = (feed_of([old_item(item, id="urn:x:1")]), feed_of([old_item(item, id="urn:x:2")], "atom.xml"))
    assert [one.text.split("`")[3] for one in found(Snapshot(feeds=feeds), new)] == ["urn:x:1", "urn:x:2"]


@pytest.mark.parametrize(("number", "is_told"), [(3, False), (4, True)])
def test_of_more_than_three_posts_each_hint_names_what_pins_all(number: int, is_told: bool) -> None:  # noqa: FBT001 - a row of a table
    new = made(builders.posts(number))
    items = [old_item(item, id=f"urn:x:{count}") for count, item in enumerate(new.feeds[0].items)]
    here = found(Snapshot(feeds=(feed_of(items),)), new)
    sentence = " `feedpub ids adopt FEED`, with the published feed, writes the lines of all."
    assert [one.hint.endswith(sentence) for one in here] == [is_told] * number


# Where an old address is to be kept


def moved(link: str, **fields: Any) -> str:  # noqa: ANN401 - any field of a post
    new = made([builders.post("hello", **fields)])
    (one,) = found(with_old(new, id="urn:x:1", link=link), new)
    return one.hint


def test_an_old_address_is_to_be_added_with_its_path() -> None:
    assert moved("https://old.example/2024/tea.html?x=1").endswith(
        " To keep the old address working, add it to the post: `aliases: [/2024/tea.html]`."
    )


def test_an_address_that_the_post_has_or_names_already_is_not_to_be_added() -> None:
    assert "aliases" not in moved("https://old.example/hello.html")
    assert "aliases" not in moved("https://old.example/tea/", aliases=(f"{SITE_URL}tea.html",))
    assert "aliases" not in moved("https://old.example/")


# An option for all


def by_option(before: IdOptions, now: IdOptions, number: int = 3) -> tuple[Diagnostic, ...]:
    """Return what is found when the ids of so many posts are made by other options."""
    posts = builders.posts(number)
    options = replace(OPTIONS, ids=now)
    old = made(posts, options=replace(OPTIONS, ids=before))
    return found(replace(standing(old), sitemaps=()), made(posts, options=options), options)


def test_an_option_for_all_is_told_with_the_first_post_and_both_its_ids() -> None:
    old, new = IdOptions(scheme=IdScheme.PERMALINK), IdOptions()
    (one,) = by_option(old, new)
    now = made(builders.posts(1)).feeds[0].items[0].id
    assert (one.code, one.where) == ("guard/reannounced", Where(path="feedpub.toml", element="ids.scheme"))
    assert (one.found, one.count, one.why) == (now, 3, WHY_AGAIN)
    assert one.text == (
        "`post-0.md`, `post-1.md`, `post-2.md` would get another id: `post-0.md` is published with "
        f"`https://example.com/post-0/` and would now have `{now}`; it is the same post, for they have the same "
        "address."
    )
    assert one.hint == 'Set `ids.scheme = "permalink"` in feedpub.toml, and all keep their ids.'


def test_two_options_that_help_together_are_named_together() -> None:
    (one,) = by_option(IdOptions(), IdOptions(scheme=IdScheme.PERMALINK, authority="x.example"))
    assert one.hint == 'Set `ids.scheme = "uuid"` and `ids.authority = ""` in feedpub.toml, and all keep their ids.'


def test_for_one_post_its_pin_is_named_and_for_two_the_option() -> None:
    permalinks = IdOptions(scheme=IdScheme.PERMALINK)
    assert [one.where.path for one in by_option(permalinks, IdOptions(), 1)] == ["post-0.md"]
    assert [(one.where.path, one.count) for one in by_option(permalinks, IdOptions(), 2)] == [("feedpub.toml", 2)]


def test_posts_with_an_id_in_their_front_matter_or_a_pin_do_not_forbid_an_option() -> None:
    posts = [*builders.posts(2), builders.post("own", id="urn:x:own"), builders.post("pinned")]
    options = replace(OPTIONS, ids=IdOptions(scheme=IdScheme.PERMALINK))
    old = made(posts, options=options, pins={"pinned.md": "urn:x:pin"})
    (one,) = found(replace(standing(old), sitemaps=()), made(posts, pins={"pinned.md": "urn:x:pin"}))
    assert (one.where.path, one.count) == ("feedpub.toml", 2)


def test_an_id_of_the_front_matter_that_changed_is_not_helped_by_an_option() -> None:
    options = replace(OPTIONS, ids=IdOptions(scheme=IdScheme.PERMALINK))
    posts = builders.posts(2)
    old = made([*posts, builders.post("own", date=builders.at(-5))], options=options)
    new = made([*posts, builders.post("own", id="urn:x:own", date=builders.at(-5))])
    here = found(replace(standing(old), sitemaps=()), new)
    assert [(one.where.path, one.count) for one in here] == [("feedpub.toml", 2), ("own.md", 1)]


@pytest.mark.parametrize(
    ("old", "authority"),
    [
        ("https://old.example/", "old.example"),
        ("http://old.example:8080/", "http://old.example:8080"),
        ("https://old.example/blog/", "https://old.example/blog/"),
    ],
)
def test_the_home_that_permalinks_had_is_found_in_the_old_addresses(old: str, authority: str) -> None:
    posts = builders.posts(3)
    new = made(posts, options=(options := replace(OPTIONS, ids=IdOptions(scheme=IdScheme.PERMALINK))))
    items = [
        old_item(item, id=item.post.url.replace(SITE_URL, old), link=item.post.url.replace(SITE_URL, old))
        for item in new.feeds[0].items
    ]
    (one,) = found(Snapshot(feeds=(feed_of(items),)), new, options)
    assert (one.where.element, one.count) == ("ids.authority", 3)
    assert one.hint == f'Set `ids.authority = "{authority}"` in feedpub.toml, and all keep their ids.'


def test_the_home_is_found_in_old_ids_where_the_links_lead_through_another_server() -> None:
    posts = builders.posts(3)
    new = made(posts, options=(options := replace(OPTIONS, ids=IdOptions(scheme=IdScheme.PERMALINK))))
    items = [
        old_item(
            item, id=item.post.url.replace(SITE_URL, "https://old.example/"), link=f"https://proxy.example/{number}"
        )
        for number, item in enumerate(new.feeds[0].items)
    ]
    (one,) = found(Snapshot(feeds=(feed_of(items),)), new, options)
    assert one.hint == 'Set `ids.authority = "old.example"` in feedpub.toml, and all keep their ids.'


# An id that another post took


def test_an_id_that_is_used_again_is_told_with_both_posts() -> None:
    before = made([builders.post("weekly", title="Week one")])
    after = made([builders.post("weekly", title="Week two", date=builders.at(7))], html=ELSE)
    (one,) = found(standing(before), after)
    name = after.feeds[0].items[0].id
    assert (one.level, one.found) == (Level.ERROR, name)
    assert one.text == (
        f"`weekly.md` (“Week two”) has the id `{name}`, by which subscribers know another post, “Week one” of "
        "2024-06-21: title, date and text differ."
    )
    assert one.hint == (
        "Give the new post an id of its own, `id: tag:example.com,2024-06-28:/weekly/` in its front matter, or rename "
        "the file."
    )
    assert one.why == "Readers take it for the old post: it stays invisible, or shows its text under the old title."


def test_an_old_post_without_title_and_date_is_called_by_its_address() -> None:
    before = made([builders.post("weekly")])
    after = made([builders.post("weekly", title="Week two", date=builders.at(7))], html=ELSE)
    (one,) = found(with_old(before, title="", published=None), after)
    assert "another post, “https://example.com/weekly/”: title" in one.text


def test_an_id_that_is_used_again_in_several_feeds_is_one_finding() -> None:
    before = made([builders.post("weekly", title="Week one")])
    after = made([builders.post("weekly", title="Week two", date=builders.at(7))], html=ELSE)
    assert codes(found(standing(before, "rss.xml", "atom.xml"), after)) == ["id-reused"]


# Dates


def shifted(*hours: float) -> tuple[Diagnostic, ...]:
    """Return what is found where the post of each number has moved by so many hours."""
    posts = builders.posts(len(hours))
    later = [
        replace(post, date=post.date and post.date + timedelta(hours=by)) for post, by in zip(posts, hours, strict=True)
    ]
    new = made(sorted(later, key=lambda post: post.date or builders.DATE, reverse=True))
    return found(standing(made(posts)), new)


def test_dates_that_move_together_are_told_with_the_zone() -> None:
    (one,) = shifted(-9, -9)
    assert (one.code, one.level, one.count, one.found) == ("guard/dates-moved", Level.ERROR, 2, "-9 h")
    assert one.where == Where(path="feedpub.toml", element="site.timezone")
    assert one.text == "The dates of `post-0.md`, `post-1.md` would move by -9 hours."
    assert one.hint == (
        'Dates without an offset are read in `site.timezone`, which is "UTC": set it to the zone that was used before, '
        "or let it through this once: `--accept dates-moved`."
    )
    assert one.why == WHY_DATES


def test_a_date_that_moves_alone_is_told_with_both() -> None:
    (one,) = shifted(24)
    before, now = "2024-06-21T01:00:00Z", "2024-06-22T01:00:00Z"
    assert (one.level, one.where, one.found, one.why) == (Level.ERROR, Where(path="post-0.md"), now, WHY_DATES)
    assert one.text == f"`post-0.md` is published with the date {before} and would now have {now}."
    assert one.hint == (
        f"Write `date: {before}` and, if it was changed, `updated: {now}`; or let it through this once: "
        "`--accept dates-moved`."
    )


def test_some_dates_may_move_together_and_others_alone() -> None:
    here = shifted(9, 9, 0, 1, 2)
    assert [(one.where.path, one.count) for one in here] == [("feedpub.toml", 2), ("post-3.md", 1), ("post-4.md", 1)]


def test_a_date_that_moved_in_several_feeds_is_one_finding() -> None:
    posts = builders.posts(1)
    new = made([replace(posts[0], date=builders.at(1))])
    assert codes(found(standing(made(posts), "rss.xml", "atom.xml"), new)) == ["dates-moved"]


def test_an_item_without_a_date_has_not_moved() -> None:
    new = made(builders.posts(2))
    assert found(with_old(new, published=None), new) == ()


# The whole


def test_what_could_not_be_read_is_told_before_anything_else() -> None:
    unread = Diagnostic(code="guard/unreadable", level=Level.WARNING, where=Where(path="rss.xml"), text="No.")
    new = made([builders.post("hello")])
    old = replace(with_old(new, id="urn:x:1"), diagnostics=(unread,))
    assert [one.code for one in guard(old, new, OPTIONS, UTC)] == ["guard/unreadable", "guard/reannounced"]


def test_accepted_codes_are_those_of_the_guard_and_the_rest_stays_what_it_is() -> None:
    def of(code: str) -> Diagnostic:
        return Diagnostic(code=code, level=Level.ERROR, where=Where(path="x"), text="x")

    given = [of("guard/feed-shrunk"), of("publish/feed-shrunk"), of("guard/dates-moved")]
    assert [one.level for one in accepted(given, ["feed-shrunk", "guard/dates-moved"])] == [
        Level.INFO,
        Level.ERROR,
        Level.ERROR,
    ]
    assert accepted(given, ()) == tuple(given)
    (kept, *_) = accepted(given, ["feed-shrunk"])
    assert replace(kept, level=Level.ERROR) == given[0]


def test_more_than_three_posts_are_counted_and_three_are_named() -> None:
    new_home = replace(OPTIONS, site=SiteOptions(url="https://new.example/"))
    for number, more in ((3, ""), (4, " and 1 more")):
        posts = builders.posts(number)
        (one,) = found(replace(standing(made(posts)), sitemaps=()), made(posts, options=new_home), new_home)
        assert one.text.startswith(f"`post-0.md`, `post-1.md`, `post-2.md`{more} would")
