"""What is kept of sitemaps: their entries in columns are a list, however they came there; which dates are plain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.validator.facts import Rows, UrlFact, Urls, beginning
from feedpub.validator.gather import PLAIN_DATE

NAMES = st.text("ab/", max_size=4)


def columns(single: list[str], heights: list[int]) -> tuple[Urls, list[UrlFact]]:
    urls, line = Urls(), 3
    expected = [UrlFact(loc, "", 2 * place, 7, place + 1) for place, loc in enumerate(single)]
    for one in expected:
        urls.append(one)
    urls.extend(map(str, heights), (f"of {each}" for each in heights), Rows(line, 5, heights))
    for place, height in enumerate(heights, start=len(single) + 1):
        expected.append(UrlFact(str(height), f"of {height}", line, 5, place))
        line += height
    return urls, expected


@given(st.lists(NAMES, max_size=4), st.lists(st.integers(3, 9), max_size=5), st.slices(9))
def test_entries_added_one_by_one_and_in_rows_are_one_list(single: list[str], heights: list[int], part: slice) -> None:
    urls, expected = columns(single, heights)
    assert list(urls) == expected
    assert urls[part] == expected[part]
    assert len(urls) == len(expected)
    assert [urls[-place] for place in range(1, len(urls) + 1)] == expected[::-1]
    again = Urls()
    for one in expected:
        again.append(one)
    assert urls == again
    assert urls != expected


def test_there_is_nothing_behind_the_last_entry() -> None:
    urls, expected = columns(["a"], [3])
    with pytest.raises(IndexError):
        urls[len(expected)]


def test_rows_come_last() -> None:
    urls, _ = columns([], [3])
    with pytest.raises(AssertionError):
        urls.append(UrlFact("a", "", 1, 1, 1))


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES)
def test_addresses_that_begin_otherwise_are_found(names: list[str], start: str) -> None:
    urls = Urls()
    for place, name in enumerate(names):
        urls.append(UrlFact(name, "", place, 1, place))
    assert [one.loc for one in urls.beginning_otherwise(start)] == [
        each for each in names if not each.startswith(start)
    ]
    assert all(each.startswith(beginning(names)) for each in names)


def test_a_plain_date_is_a_day_of_the_calendar_and_every_day_is_plain() -> None:
    first, last = date(1990, 1, 1), date(2399, 12, 31)
    days = {str(first + timedelta(days=each)) for each in range((last - first).days + 1)}
    written = (f"{y}-{m:02}-{d:02}" for y in range(1980, 2400) for m in range(14) for d in range(33))
    assert {each for each in written if PLAIN_DATE.fullmatch(each)} == days
