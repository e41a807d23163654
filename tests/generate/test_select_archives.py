"""How the posts of a feed are divided into what people subscribe to, and archives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feedpub.generate.select.archives import filled
from feedpub.model.feed_options import ArchiveOptions, MoreFeedOptions, Period
from feedpub.model.records import Format, Level
from feedpub.text.dates import zone
from tests.builders import post, posts
from tests.drawn import examples
from tests.generate.selecting import SITE_ONLY, chosen, specs, with_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedpub.generate.select import Selection
    from feedpub.model.records import FeedSpec, Post

START = datetime(2020, 2, 28, 12, tzinfo=UTC)
PERIODS = st.sampled_from([Period.YEAR, Period.MONTH, Period.DAY])
HOURS = st.lists(st.integers(0, 24 * 800), min_size=1, max_size=30, unique=True)


def selected(of: Sequence[Post], by: Period, limit: int = 2) -> Selection:
    return chosen(of, replace(SITE_ONLY, limit=limit, archives=ArchiveOptions(by=by)))


def of_hours(hours: Sequence[int]) -> list[Post]:
    return [post(f"post-{hour}", date=START + timedelta(hours=hour)) for hour in hours]


def walked(selection: Selection) -> list[tuple[FeedSpec, tuple[Post, ...]]]:
    """Return the feed and what it leads to, by the addresses of one format."""
    by_url = {spec.urls[Format.ATOM]: (spec, held) for spec, held in selection.feeds}
    found = [selection.feeds[0]]
    while (paging := found[-1][0].paging) and paging.older:
        found.append(by_url[paging.older[Format.ATOM]])
    return found


def full(selection: Selection) -> Mapping[str, tuple[FeedSpec, tuple[Post, ...]]]:
    archives = ((spec, held) for spec, held in selection.feeds if spec.paging and spec.paging.is_archive)
    return {spec.paths[Format.ATOM]: (spec, held) for spec, held in archives}


@examples(60)
@given(HOURS, PERIODS, st.integers(1, 9))
def test_whoever_walks_meets_every_post_and_no_archive_twice(hours: list[int], by: Period, limit: int) -> None:
    selection = selected(of_hours(hours), by, limit)
    (_, newest), *older = walked(selection)
    assert {each.stem for _, held in [(None, newest), *older] for each in held} == {f"post-{hour}" for hour in hours}
    archived = [each.stem for _, held in older for each in held]
    assert len(archived) == len(set(archived))
    assert len(newest) >= min(limit, len(hours))


@examples(60)
@given(HOURS, PERIODS, st.integers(1, 9))
def test_a_newer_post_leaves_every_full_archive_as_it_is(hours: list[int], by: Period, limit: int) -> None:
    ordered = sorted(hours)
    before = full(selected(of_hours(ordered[:-1]), by, limit)) if ordered[1:] else {}
    after = full(selected(of_hours(ordered), by, limit))
    assert before.items() <= after.items()


@examples(60)
@given(HOURS, PERIODS)
def test_archives_are_linked_in_both_directions(hours: list[int], by: Period) -> None:
    selection = selected(of_hours(hours), by)
    windows = [spec for spec in specs(selection) if spec.is_window]
    by_url = {spec.urls[Format.RSS]: spec for spec in windows}
    for spec in windows:
        assert spec.paging
        assert spec.paging.current == specs(selection)[0].urls
        assert spec.id == specs(selection)[0].id
        assert bool(spec.paging.newer) == spec.paging.is_archive
        if spec.paging.is_archive:
            newer = by_url[spec.paging.newer[Format.RSS]].paging
            assert newer is not None
            assert newer.older == spec.urls


@pytest.mark.parametrize("by", [Period.YEAR, Period.MONTH, Period.DAY])
def test_a_period_begins_by_the_clock_of_the_site(by: Period) -> None:
    late = post("late", date=datetime(2023, 12, 31, 20, tzinfo=UTC))
    options = replace(SITE_ONLY, limit=1, archives=ArchiveOptions(by=by))
    selection = chosen((late, post("later")), options)
    assert "2023" in specs(selection)[-1].paths[Format.ATOM]
    selection = chosen((late, post("later")), options, zone=zone("Asia/Seoul"))
    assert "2024" in specs(selection)[-1].paths[Format.ATOM]


def test_a_feed_of_all_posts_has_no_archives_and_says_so_where_asked() -> None:
    (spec,) = specs(selected(posts(5), Period.DAY, 0))
    assert spec.paging is None
    (spec,) = specs(chosen(posts(5), replace(SITE_ONLY, limit=0, complete=True)))
    assert spec.paging
    assert spec.paging.is_complete
    (spec,) = specs(chosen(posts(5), replace(SITE_ONLY, limit=9, complete=True)))
    assert spec.paging is None


def test_feeds_of_terms_and_others_have_archives_of_their_own() -> None:
    more = MoreFeedOptions(path="news.rss", format=Format.RSS, tags=("tea",), limit=1)
    options = replace(
        with_terms("tags"), limit=1, more=(more,), archives=ArchiveOptions(by=Period.NONE, terms=Period.YEAR)
    )
    of = [post(f"post-{year}", tags=("tea",), date=datetime(year, 5, 5, tzinfo=UTC)) for year in (2021, 2022, 2023)]
    paths = [spec.paths[Format.RSS] for spec in specs(chosen(of, options))]
    assert paths == [
        "rss.xml",
        "news.rss",
        *(f"archive/{year}/news.rss" for year in (2023, 2022, 2021)),
        "tag/tea/rss.xml",
        *(f"tag/tea/archive/{year}/rss.xml" for year in (2023, 2022, 2021)),
    ]


def test_an_archive_at_the_path_of_another_feed_is_an_error() -> None:
    more = MoreFeedOptions(path="archive/2024/atom.xml", format=Format.ATOM)
    options = replace(SITE_ONLY, more=(more,), archives=ArchiveOptions(by=Period.YEAR))
    (said,) = chosen((post("a"),), options).diagnostics
    assert (said.code, said.level) == ("feed/duplicate-path", Level.ERROR)


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("{folder}archive/{period}/{file}", "tag/tea/archive/2024/rss.xml"),
        ("old/{period}/{folder}{file}", "old/2024/tag/tea/rss.xml"),
        ("{folder}{period}-{file}", "tag/tea/2024-rss.xml"),
    ],
)
def test_a_template_gives_the_path(template: str, path: str) -> None:
    assert filled(template, "tag/tea/rss.xml", "2024") == path
