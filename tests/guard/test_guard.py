"""What the guard finds, and what it advises."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from feedpub.guard import CODES
from feedpub.guard.comparison import NewFeed, compare
from feedpub.guard.findings import accepted
from feedpub.guard.snapshot import PublishedFeed, Snapshot
from feedpub.model.options import IdOptions, IdScheme, SiteOptions
from feedpub.model.records import Kind, Level
from tests import builders
from tests.builders import SITE_URL
from tests.guard.building import ELSE, LONG, OPTIONS, codes, found, made, old_item, standing


def test_what_is_published_already_bothers_nobody() -> None:
    new = made(builders.posts(3))
    assert found(standing(new, "rss.xml", "atom.xml", "feed.json"), new) == ()


def test_before_anything_is_published_there_is_nothing_to_say() -> None:
    assert found(Snapshot(), made(builders.posts(3))) == ()


def test_a_renamed_post_is_one_finding_with_its_pin_whatever_the_number_of_feeds() -> None:
    before = made([builders.post("hello")])
    after = made([builders.post("bonjour", title="Hello")])
    (one,) = found(standing(before, "rss.xml", "atom.xml", "feed.json"), after)
    old_id = before.feeds[0].items[0].id
    assert (one.code, one.level, one.where.path, one.count) == ("guard/reannounced", Level.ERROR, "bonjour.md", 1)
    assert old_id in one.text
    assert after.feeds[0].items[0].id in one.text
    assert "same title and date" in one.text
    assert f"Add the line `bonjour.md\t{old_id}` to feedpub.ids" in one.hint
    assert "`aliases: [/hello/]`" in one.hint


def test_a_post_whose_address_stays_needs_no_alias() -> None:
    before, after = (made([builders.post(name, url=f"{SITE_URL}x/", title="A")]) for name in ("hello", "bonjour"))
    (one,) = found(standing(before), after)
    assert "its address is" not in one.text
    assert "they have the same address" in one.text
    assert "aliases" not in one.hint


def test_an_id_in_the_front_matter_is_fixed_there() -> None:
    before, after = (made([builders.post("hello", id=name)]) for name in ("urn:x:1", "urn:x:2"))
    (one,) = found(standing(before), after)
    assert one.hint == "Write `id: urn:x:1` in the front matter instead of `urn:x:2`."


def test_an_option_that_fixes_all_is_named_once() -> None:
    new_home = replace(OPTIONS, site=SiteOptions(url="https://new.example/"))
    before = made(builders.posts(9))
    moved = [replace(post, url=post.url.replace("example.com", "new.example")) for post in builders.posts(9)]
    (one,) = found(standing(before), made(moved, options=new_home), new_home)
    assert (one.where.path, one.where.element, one.count) == ("feedpub.toml", "ids.authority", 9)
    assert one.hint.startswith('Set `ids.authority = "example.com"` in feedpub.toml')
    assert "and 6 more" in one.text


@pytest.mark.parametrize("below", ["https://example.com/blog/", "https://new.example/a/b/"])
def test_one_option_fixes_all_whose_site_goes_below_a_path(below: str) -> None:
    by_address = replace(OPTIONS, ids=IdOptions(scheme=IdScheme.PERMALINK))
    new_home = replace(by_address, site=SiteOptions(url=below))
    before = made(builders.posts(9), options=by_address)
    moved = [replace(post, url=post.url.replace("https://example.com/", below)) for post in builders.posts(9)]
    (one,) = found(standing(before), made(moved, options=new_home), new_home)
    assert one.hint.startswith('Set `ids.authority = "https://example.com/"` in feedpub.toml')


def test_a_post_that_the_option_does_not_fix_has_its_own_finding() -> None:
    new_home = replace(OPTIONS, site=SiteOptions(url="https://new.example/"))
    posts = builders.posts(3)
    renamed = [replace(posts[0], source="other.md", stem="other"), *posts[1:]]
    here = found(standing(made(posts)), made(renamed, options=new_home), new_home)
    assert [one.where.path for one in here] == ["feedpub.toml", "other.md"]


def test_an_option_that_would_cost_others_their_id_is_not_named() -> None:
    posts = builders.posts(4)
    before = made(posts, options=replace(OPTIONS, ids=IdOptions(scheme=IdScheme.PERMALINK)))
    items = standing(before).feeds[0].items
    now = made(posts)
    kept = (old_item(now.feeds[0].items[0]), *items[1:])
    feed = PublishedFeed(path="rss.xml", kind=Kind.RSS, title="Old", items=kept)
    here = found(Snapshot(feeds=(feed,)), now)
    assert {one.where.path for one in here} == {"post-1.md", "post-2.md", "post-3.md"}


def test_of_many_posts_without_common_fix_each_has_its_pin_and_is_told_of_adopt() -> None:
    posts = builders.posts(5)
    items = tuple(
        old_item(item, id=f"https://old.example/?p={number}") for number, item in enumerate(made(posts).feeds[0].items)
    )
    feed = PublishedFeed(path="rss.xml", kind=Kind.RSS, title="Old", items=items)
    here = found(Snapshot(feeds=(feed,)), made(posts))
    assert len(here) == 5
    assert all("feedpub ids adopt" in one.hint and f"`{one.where.path}\t" in one.hint for one in here)


@pytest.mark.parametrize("scheme", IdScheme)
def test_a_switch_of_scheme_is_fixed_by_the_old_one(scheme: IdScheme) -> None:
    with_scheme = replace(OPTIONS, ids=IdOptions(scheme=scheme))
    other = IdScheme.PERMALINK if scheme is IdScheme.UUID else IdScheme.UUID
    now = replace(OPTIONS, ids=IdOptions(scheme=other))
    posts = [replace(post, url=f"{SITE_URL}2024/{post.stem}.html") for post in builders.posts(3)]
    (one,) = found(standing(made(posts, options=with_scheme)), made(posts, options=now), now)
    named = IdScheme.PERMALINK if scheme in {IdScheme.HUGO, IdScheme.PATTERN} else scheme
    assert f'`ids.scheme = "{named.value}"`' in one.hint


def test_a_post_that_leaves_the_window_is_not_missed() -> None:
    before = made(builders.posts(3))
    posts = builders.posts(3)
    after = made([builders.post("newest", date=builders.at(2)), *posts])
    after = replace(after, feeds=(replace(after.feeds[0], items=after.feeds[0].items[:3]),))
    assert found(standing(before), after) == ()


def test_a_post_that_leaves_the_window_and_moves_is_known_by_its_id() -> None:
    posts = builders.posts(3)
    before = standing(made(posts))
    moved = [*posts[:2], replace(posts[2], url=f"{SITE_URL}elsewhere/")]
    window = NewFeed(spec=builders.spec(), items=made(moved).feeds[0].items[:2])
    (one,) = compare(before, made(moved, feeds=(window,)))
    assert [item.title for item in one.missing] == [posts[2].title]
    assert found(before, made(moved, feeds=(window,))) == ()


def test_a_deleted_post_and_a_new_one_are_two_posts() -> None:
    before = made([builders.post("a"), builders.post("b")])
    after = made([builders.post("a"), builders.post("c", title="Something else", date=builders.at(3))], html=LONG)
    new_item = replace(after.feeds[0].items[1], html=ELSE)
    after = replace(after, feeds=(replace(after.feeds[0], items=(after.feeds[0].items[0], new_item)),))
    assert found(standing(before), after) == ()


# Reused ids


def reused(**fields: Any) -> list[str]:  # noqa: ANN401 - any field of a post
    before = made([builders.post("weekly", title="Week one")])
    html = fields.pop("html", ELSE)
    return codes(found(standing(before), made([builders.post("weekly", **fields)], html=html)))


def test_another_post_under_an_old_name_is_found() -> None:
    before = made([builders.post("weekly", title="Week one")])
    (one,) = found(standing(before), made([builders.post("weekly", title="Week two", date=builders.at(7))], html=ELSE))
    assert (one.code, one.where.path) == ("guard/id-reused", "weekly.md")
    assert "“Week one” of 2024-06-21" in one.text
    assert "`id: tag:example.com,2024-06-28:/weekly/`" in one.hint


def test_the_same_title_does_not_hide_another_post() -> None:
    assert reused(title="Week one", date=builders.at(7)) == ["id-reused"]


def test_a_new_title_or_a_new_text_alone_makes_no_other_post() -> None:
    assert reused(title="Week two", html=LONG) == []
    assert reused(title="Week one") == []
    assert reused(title="Week two") == []  # at the same moment: rewritten


def test_without_text_title_and_date_tell() -> None:
    before = made([builders.post("weekly", title="Week one")], html="")
    item = replace(before.feeds[0].items[0], summary="")
    before = replace(before, feeds=(replace(before.feeds[0], items=(item,)),))
    after = made([builders.post("weekly", title="Week two", date=builders.at(7))], html="")
    assert codes(found(standing(before), after)) == ["id-reused"]


def test_a_post_whose_address_another_took_is_found_under_its_new_one() -> None:
    by_address = replace(OPTIONS, ids=IdOptions(scheme=IdScheme.PERMALINK))
    story = builders.post("story", url=f"{SITE_URL}a/")
    old = standing(made([story], options=by_address))
    moved = replace(story, url=f"{SITE_URL}b/")
    other = builders.post("other", url=f"{SITE_URL}a/", title="Other", date=builders.at(-99))
    after = made([moved, other], options=by_address)
    after = replace(after, feeds=(replace(after.feeds[0], items=after.feeds[0].items[:1]),))
    assert codes(found(old, after, by_address)) == ["reannounced"]


# Feeds and sitemaps that go


def test_a_site_that_lost_its_posts_is_emptied() -> None:
    new = made([])
    here = found(standing(made(builders.posts(3)), "rss.xml", "atom.xml"), new)
    assert codes(here) == ["feed-emptied", "sitemap-shrunk"]
    assert "(3 posts)" in here[0].text


@pytest.mark.parametrize(("left", "expected"), [(4, ["feed-shrunk", "sitemap-shrunk"]), (5, [])])
def test_a_feed_and_a_sitemap_that_lose_more_than_half_are_found(left: int, expected: list[str]) -> None:
    here = found(standing(made(builders.posts(10)), "rss.xml", "atom.xml"), made(builders.posts(left)))
    assert codes(here) == expected


# Dates


def test_dates_that_move_together_are_one_finding_about_the_time_zone() -> None:
    moved = [replace(post, date=builders.at(-number + 0.375)) for number, post in enumerate(builders.posts(4))]
    (one,) = found(standing(made(builders.posts(4))), made(moved))
    assert (one.code, one.where.element, one.count) == ("guard/dates-moved", "site.timezone", 4)
    assert "by +9 hours" in one.text


def test_a_date_that_moves_alone_is_told_how_to_say_updated() -> None:
    posts = builders.posts(3)
    (one,) = found(standing(made(posts)), made([replace(posts[0], date=builders.at(1)), *posts[1:]]))
    assert (one.code, one.where.path) == ("guard/dates-moved", "post-0.md")
    assert "`date: 2024-06-21T01:00:00Z`" in one.hint
    assert "`updated: 2024-06-22T01:00:00Z`" in one.hint


def test_a_fraction_of_a_second_is_no_move() -> None:
    (post,) = builders.posts(1)
    assert (
        found(standing(made([post])), made([replace(post, date=post.date and post.date.replace(microsecond=9))])) == ()
    )


# The rest


def test_what_is_accepted_is_information() -> None:
    here = found(standing(made(builders.posts(9))), made([]))
    kept = accepted(here, ["feed-emptied"])
    assert [(code, one.level) for code, one in zip(codes(kept), kept, strict=True)] == [
        ("feed-emptied", Level.INFO),
        ("sitemap-shrunk", Level.ERROR),
    ]
    assert set(codes(here)) <= set(CODES)


def test_a_feed_given_by_its_address_is_compared_with_the_feed_of_the_site() -> None:
    before, after = made([builders.post("hello")]), made([builders.post("bonjour", title="Hello")])
    old = standing(before, "https://old.example/feed/")
    assert codes(found(old, after)) == ["reannounced"]
    assert "feed-vanished" not in codes(found(old, made([])))
