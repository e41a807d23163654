"""Posts that share a title: which published item is which, and where only their owner can say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from feedpub.guard.likeness import content_key
from feedpub.guard.matching import Reason, match
from feedpub.guard.namesakes import Series
from tests import builders
from tests.guard.building import ELSE, LONG, codes, found, made, old_item, standing
from tests.guard.test_matching import OTHER, STORY, item, paired, post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.guard.comparison import New
    from feedpub.guard.matching import Matching
    from feedpub.guard.snapshot import Snapshot
    from feedpub.model.records import Post

SEOUL = ZoneInfo("Asia/Seoul")
NEWS = "오늘의 뉴스"
ENDS = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)]
"""The first and the last second of the calendar."""


def day(number: int, hour: int = 8, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, number, hour, minute, second, tzinfo=UTC)


def told(matching: Matching) -> dict[str, str]:
    return {one.item.id.removeprefix("old:"): one.candidate.source for one in matching.matches}


def asked(matching: Matching) -> dict[str, list[str]]:
    return {one.item.id.removeprefix("old:"): [each.source for each in one.candidates] for one in matching.doubts}


# Dates, from the finest to the coarsest


@pytest.mark.parametrize(
    ("published", "written", "reason"),
    [
        ([day(1), day(2), day(3)], [day(1), day(2), day(3)], Reason.TITLE_AND_DATE),
        ([day(1, 8, 0, 37), day(2, 9, 5, 2)], [day(1), day(2, 9, 5)], Reason.TITLE_AND_DATE),  # to the minute
        ([day(1, 0), day(2, 0), day(3, 0)], [day(1, 20), day(2, 20), day(3, 20)], Reason.TITLE_AND_DAY),
        ([day(1, 20), day(2, 20), day(3, 20)], [day(1, 0), day(2, 0), day(3, 0)], Reason.TITLE_AND_DAY),
        ([day(1), day(2), day(3)], [day(1, 11), day(2, 11), day(3, 11)], Reason.NEAREST),  # moved by three hours
        ([day(1), day(2), day(3)], [day(1, 17), day(2, 17), day(3, 17)], Reason.NEAREST),  # by a time zone
        ([day(1, 8), day(1, 9), day(1, 10)], [day(1, 8, 10), day(1, 9, 10), day(1, 10, 10)], Reason.NEAREST),
    ],
)
def test_posts_of_one_title_are_told_by_their_dates(
    published: Sequence[datetime], written: Sequence[datetime], reason: Reason
) -> None:
    items = [item(f"{number}", title=NEWS, published=date) for number, date in enumerate(published)]
    posts = [post(f"{number}", title=NEWS, date=date) for number, date in enumerate(written)]
    assert paired(items, posts) == {f"old:{number}": (f"{number}", reason) for number in range(len(items))}
    assert paired(items, posts[::-1]) == paired(items, posts)


def test_the_same_date_goes_before_a_near_one_and_a_minute_before_a_day() -> None:
    posts = [post("p", title=NEWS, date=day(1)), post("q", title=NEWS, date=day(1, 8, 0, 30))]
    assert told(match([item("x", title=NEWS, published=day(1, 8, 0, 30))], posts)) == {"x": "q"}
    posts = [post("p", title=NEWS, date=day(1, 0)), post("q", title=NEWS, date=day(1, 0, 1))]
    assert told(match([item("x", title=NEWS, published=day(1, 0, 1, 9))], posts)) == {"x": "q"}


def test_a_day_is_that_of_the_site_or_of_the_author() -> None:
    late = datetime(2026, 3, 2, 23, 0, tzinfo=SEOUL)
    posts = [post(f"{number}", title=NEWS, date=late + timedelta(days=number)) for number in range(3)]
    midnights = [datetime(2026, 3, 2, tzinfo=SEOUL) + timedelta(days=number) for number in range(3)]
    items = [item(f"{number}", title=NEWS, published=date.astimezone(UTC)) for number, date in enumerate(midnights)]
    assert told(match(items, posts, zone=SEOUL)) == {"0": "0", "1": "1", "2": "2"}
    by_own_clock = [post("p", title=NEWS, date=day(1, 20), day="2026-03-02"), post("q", title=NEWS, date=day(2, 20))]
    both = match([item("x", title=NEWS, published=day(2, 0))], by_own_clock)
    assert (told(both), asked(both)) == ({}, {"x": ["p", "q"]})
    assert told(match([item("x", title=NEWS, published=day(2, 0))], by_own_clock[:1])) == {"x": "p"}


def test_what_lies_half_way_between_two_posts_is_asked_about() -> None:
    posts = [post("p", title=NEWS, date=day(1)), post("q", title=NEWS, date=day(2))]
    matching = match([item("x", title=NEWS, published=day(1, 20))], posts)
    assert (told(matching), asked(matching)) == ({}, {"x": ["p", "q"]})


def test_a_date_counts_only_where_it_is_the_nearest_from_both_sides() -> None:
    items = [item("x", title=NEWS, published=day(1, 8)), item("y", title=NEWS, published=day(1, 20))]
    matching = match(items, [post("p", title=NEWS, date=day(1, 18))])
    assert (told(matching), asked(matching)) == ({"y": "p"}, {})
    both = match(items, [post("p", title=NEWS, date=day(1, 14))])
    assert (told(both), asked(both)) == ({}, {"x": ["p"], "y": ["p"]})


def test_a_post_of_the_same_moment_twice_is_asked_about() -> None:
    posts = [post(name, title=NEWS, date=day(1)) for name in "pq"]
    assert asked(match([item("x", title=NEWS, published=day(1))], posts)) == {"x": ["p", "q"]}


def test_without_dates_one_of_each_is_told_and_two_are_asked_about() -> None:
    posts = [post(name, title=NEWS, date=day(number)) for number, name in enumerate("pq", 1)]
    assert told(match([item("x", title=NEWS)], posts[:1])) == {"x": "p"}
    matching = match([item("x", title=NEWS)], posts)
    assert (told(matching), asked(matching)) == ({}, {"x": ["p", "q"]})


def test_a_pair_that_is_known_is_as_near_as_it_is() -> None:
    known = item("k", title=NEWS, published=day(4)), post("k", title=NEWS, date=day(4))
    items, posts = [item("x", title=NEWS, published=day(5))], [post("p", title=NEWS, date=day(6))]
    assert told(match(items, posts)) == {"x": "p"}
    matching = match(items, posts, told=[known])
    assert (told(matching), asked(matching)) == ({}, {"x": ["p"]})


def test_a_post_without_a_date_is_not_told_by_any() -> None:
    posts = [post("p", title=NEWS), post("q", title=NEWS, date=day(9))]
    assert asked(match([item("x", title=NEWS, published=day(1))], posts)) == {"x": ["p"]}


@pytest.mark.parametrize("date", ENDS)
@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/New_York"])
def test_the_first_and_the_last_day_of_the_calendar_are_days(date: datetime, zone: str) -> None:
    items = [item("x", title=NEWS, published=date), item("y", title=NEWS, published=day(1))]
    posts = [post("q", title=NEWS, date=day(1, 9)), post("p", title=NEWS, date=date.replace(minute=7))]
    assert told(match(items, posts, zone=ZoneInfo(zone))) == {"x": "p", "y": "q"}


def test_a_series_of_thousands_is_gone_through_once() -> None:
    series = Series()
    for number in range(20_000):
        date = day(1) + timedelta(hours=number)
        series.items.append((date, number))
        series.posts.append((date + timedelta(minutes=5), number))
    assert all(one == other for one, other in series.pairs())


# Texts of a series


def test_the_text_goes_before_a_date_that_is_only_near() -> None:
    """Titles that were swapped, in files that were renamed."""
    items = [
        item("x", title="On bridges", published=day(1), content=STORY),
        item("y", title="On plans", published=day(2), content=OTHER),
    ]
    posts = [post("p", STORY, title="On plans", date=day(1)), post("q", OTHER, title="On bridges", date=day(2))]
    assert paired(items, posts) == {"old:x": ("p", Reason.TEXT), "old:y": ("q", Reason.TEXT)}
    without = [replace(one, content="") for one in items]
    matching = match(without, posts)
    assert (told(matching), asked(matching)) == ({}, {"x": ["q", "p"], "y": ["p", "q"]})


def test_a_post_of_a_series_with_another_text_is_another() -> None:
    items = [item("x", title=NEWS, published=day(1), content=STORY), item("k", id="k", title=NEWS, published=day(3))]
    posts = [post("p", OTHER, title=NEWS, date=day(1, 11)), post("k", id="k", title=NEWS, date=day(3))]
    matching = match(items, posts)
    assert (told(matching), asked(matching)) == ({"k": "k"}, {})


def test_a_post_that_was_rewritten_is_still_the_only_one_of_its_title() -> None:
    items = [item("x", title=NEWS, published=day(1), content=STORY)]
    assert told(match(items, [post("p", OTHER, title=NEWS, date=day(1, 11))])) == {"x": "p"}


def test_the_same_picture_or_short_text_tells_a_post_that_was_renamed_and_dated_anew() -> None:
    items = [item(name, title="Photo", content=f'<img src="https://e.com/{name}/photo-{name}.jpg">') for name in "12"]
    posts = [post(f"p{name}", f"<img src='/day/photo-{name}.jpg' alt=''>", title="Of the day") for name in "21"]
    assert paired(items, posts) == {"old:1": ("p1", Reason.SAME_TEXT), "old:2": ("p2", Reason.SAME_TEXT)}
    assert paired([item("x", content="<p>Snow at last</p>")], [post("p", "Snow, at last!")]) == {
        "old:x": ("p", Reason.SAME_TEXT)
    }
    assert content_key("<p>Hi, you!</p>") == ""
    assert content_key('<img src="/a/b.jpg"><img src="c/photo.png">') == "bjpgphotopng"


def test_a_new_title_of_a_post_with_the_very_same_date_is_asked_about() -> None:
    posts = [post("p", title="Sunrise", date=day(1)), post("q", title="Noon", date=day(2))]
    assert asked(match([item("x", title="Photo", published=day(1))], posts)) == {"x": ["p"]}
    assert asked(match([item("x", title="Photo", published=day(1, 0))], [post("p", title="S", date=day(1, 0))])) == {}


# What the guard makes of it


def daily(number: int, name: str = "photo", start: int = 0) -> list[Post]:
    """Return posts of one title, the newest first, a day apart."""
    return [builders.post(f"{name}-{index}", title=NEWS, date=builders.at(start - index)) for index in range(number)]


def of_pictures(new: New) -> New:
    """Return the build with a picture in each post, in the place of its text."""
    feed = new.feeds[0]
    return replace(
        new, feeds=(replace(feed, items=tuple(replace(one, html="<img>", summary="") for one in feed.items)),)
    )


def before_and_after(before: Sequence[Post], after: Sequence[Post]) -> tuple[Snapshot, New]:
    return standing(of_pictures(made(before))), of_pictures(made(after))


def test_posts_of_one_title_that_were_renamed_are_each_stopped_with_their_pin() -> None:
    old, new = before_and_after(daily(5), daily(5, "day"))
    all_found = found(old, new)
    assert codes(all_found) == ["reannounced"] * 5
    for number, one in enumerate(all_found):
        assert f"`day-{number}.md\t{old.feeds[0].items[number].id}`" in one.hint
        assert "for they have the same title and date" in one.text


def test_a_column_that_goes_on_is_no_finding() -> None:
    assert found(*before_and_after(daily(5), daily(6, start=1)[:1] + daily(5))) == ()
    assert found(*before_and_after(daily(5)[1:], [*daily(5)])) == ()


def test_of_a_post_that_may_be_one_of_two_both_are_named_with_their_lines() -> None:
    before = daily(3)
    after = [
        replace(before[0], date=builders.at(0)),
        builders.post("morning", title=NEWS, date=builders.at(-1.25)),
        builders.post("evening", title=NEWS, date=builders.at(-0.75)),
        before[2],
    ]
    old, new = before_and_after(before, after)
    (one,) = found(old, new)
    name = old.feeds[0].items[1].id
    assert (one.code, one.where.path, one.found) == ("guard/reannounced", "morning.md", name)
    assert one.text == (
        f"“{NEWS}” of 2024-06-20T01:00:00Z, which is published with the id `{name}`, is `morning.md` "
        "(2024-06-19T19:00:00Z) or `evening.md` (2024-06-20T07:00:00Z) under another id, or it is gone: neither title "
        "and date nor the text say which."
    )
    assert one.hint == (
        f"Say which it is: `feedpub ids pin morning.md {name}`, or `feedpub ids pin evening.md {name}`. If it is gone, "
        "and what took its place is new, say that: `feedpub ids pin morning.md` and `feedpub ids pin evening.md`."
    )
    for pins in ({"morning.md": name}, {"evening.md": name}):
        assert codes(found(old, of_pictures(made(after, pins=pins)))) == ["dates-moved"]
    both_new = {source: new.ids[source] for source in ("morning.md", "evening.md")}
    assert found(old, of_pictures(made(after, pins=both_new))) == ()
    with_ids = [replace(each, id=new.ids[each.source]) if each.source in both_new else each for each in after]
    assert found(old, of_pictures(made(with_ids))) == ()


def test_a_post_in_the_place_of_a_deleted_one_is_asked_about_and_one_with_a_text_of_its_own_is_new() -> None:
    before = daily(4)
    after = [builders.post("today", title=NEWS, date=builders.at(1)), *before[1:]]
    old, new = before_and_after(before, after)
    (one,) = found(old, new)
    assert "is `today.md`" in one.text
    written = made(after)
    items = written.feeds[0].items
    written = replace(written, feeds=(replace(written.feeds[0], items=(replace(items[0], html=ELSE), *items[1:])),))
    assert found(standing(made(before, html=LONG)), written) == ()


def test_files_that_were_numbered_anew_are_told_by_title_and_date() -> None:
    before = daily(4)
    after = []
    for number, each in enumerate(before, 1):
        name = f"photo-{number}"
        after.append(replace(each, source=f"{name}.md", stem=name, url=f"{builders.SITE_URL}{name}/"))
    old, new = before_and_after(before, after)
    names = [each.id for each in old.feeds[0].items]
    again = [one for one in found(old, new) if one.code == "guard/reannounced"]
    assert [one.hint.split("`")[1] for one in again] == [
        f"photo-{number + 1}.md\t{name}" for number, name in enumerate(names)
    ]
    assert {one.code for one in found(old, new)} == {"guard/reannounced"}
    pins = {f"photo-{number + 1}.md": name for number, name in enumerate(names)}
    assert found(old, of_pictures(made(after, pins=pins))) == ()


@pytest.mark.parametrize("date", ENDS)
def test_a_published_date_at_the_end_of_the_calendar_is_compared_as_any(date: datetime) -> None:
    old, new = before_and_after(daily(2), daily(2, "day"))
    (feed,) = old.feeds
    items = (replace(feed.items[0], published=date), feed.items[1])
    all_found = found(replace(old, feeds=(replace(feed, items=items),)), new)
    assert [one.where.path for one in all_found] == ["day-1.md"]


def test_a_post_of_the_title_that_newer_ones_have_pushed_out_is_not_asked_about() -> None:
    before = [builders.post(f"old-{number}", title=NEWS, date=builders.at(-number / 2)) for number in range(3)]
    renamed = [replace(one, source=f"x-{one.source}", stem=f"x-{one.stem}") for one in before]
    after = [builders.post("newest", title=NEWS, date=builders.at(0.5)), *renamed]
    old, new = before_and_after(before, after)
    window = replace(new, feeds=(replace(new.feeds[0], items=new.feeds[0].items[:3]),))
    all_found = found(old, window)
    assert [one.where.path for one in all_found] == ["x-old-0.md", "x-old-1.md"]


def test_dates_moved_and_files_renamed_at_once_is_stopped_for_each() -> None:
    before = daily(4)
    after = [replace(one, date=one.date + timedelta(hours=3)) for one in daily(4, "day") if one.date]
    old, new = before_and_after(before, after)
    again = [one for one in found(old, new) if one.code == "guard/reannounced"]
    assert [one.where.path for one in again] == [f"day-{number}.md" for number in (3, 2, 1, 0)]
    assert all("no other date of that title is as near" in one.text for one in again)


def test_an_item_without_a_title_and_date_is_described_by_its_link() -> None:
    posts = [builders.post(name, title="", date=builders.at(number)) for number, name in enumerate("pq")]
    new = of_pictures(made(posts))
    (feed,) = standing(new).feeds
    lost = old_item(new.feeds[0].items[0], id="urn:x:1", link="https://example.com/gone/", title="")
    (one,) = found(replace(standing(new), feeds=(replace(feed, items=(lost,)),)), new)
    assert one.text.startswith("“https://example.com/gone/” of 2024-06-21T01:00:00Z, which is published")
