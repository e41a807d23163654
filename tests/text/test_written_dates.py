from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from feedpub.text.dates import parse_date, rfc3339
from feedpub.text.written_dates import TwoReadingsError, parse_written

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("06/22/2024", "2024-06-22T00:00:00Z"),
        ("22/06/2024", "2024-06-22T00:00:00Z"),
        ("22.06.2024", "2024-06-22T00:00:00Z"),
        ("22-06-2024 10:00", "2024-06-22T10:00:00Z"),
        ("6/6/2024", "2024-06-06T00:00:00Z"),
        ("06/22/2024 3:00 PM", "2024-06-22T15:00:00Z"),
        ("06/22/2024, 12:05 a.m.", "2024-06-22T00:05:00Z"),
        ("22.06.2024 15:00:30 +09:00", "2024-06-22T06:00:30Z"),
        ("2024년 6월 21일", "2024-06-21T00:00:00Z"),
        ("2024년 6월 21일 오후 3:00", "2024-06-21T15:00:00Z"),
        ("2024년 6월 21일 (금) 오전 12:05", "2024-06-21T00:05:00Z"),
        ("2024년 6월 21일 금요일 오후 3시 30분", "2024-06-21T15:30:00Z"),
        ("2024. 6. 21. 오후 12:00", "2024-06-21T12:00:00Z"),
        ("2024-06-21 오후 3시", "2024-06-21T15:00:00Z"),
        ("2024-06-21 3:00 PM KST", "2024-06-21T06:00:00Z"),
        ("2024年6月21日 午後3時30分", "2024-06-21T15:30:00Z"),
        ("2024年6月21日", "2024-06-21T00:00:00Z"),
    ],
)
def test_a_date_of_one_reading_is_taken(written: str, moment: str) -> None:
    assert rfc3339(parse_written(written, UTC)) == moment


def test_a_date_without_a_zone_is_in_that_of_the_site() -> None:
    assert rfc3339(parse_written("2024년 6월 21일 오후 3:00", SEOUL)) == "2024-06-21T06:00:00Z"


def test_of_a_date_with_two_readings_both_are_said() -> None:
    with pytest.raises(TwoReadingsError) as refused:
        parse_written("05/06/2024", UTC)
    assert str(refused.value) == "'05/06/2024' can be read in two ways, 6 May or 5 June"
    assert refused.value.hint == "Write the one that is meant, `2024-05-06` or `2024-06-05`."


@pytest.mark.parametrize("written", ["06/07/24", "오후 3:00", "22/06", "2024-06-21 soon", "1/2/3", "x" * 80])
def test_what_is_no_whole_date_is_refused_as_before(written: str) -> None:
    with pytest.raises(ValueError, match=r".") as before:
        parse_date(written, UTC)
    with pytest.raises(ValueError, match=r".") as refused:
        parse_written(written, UTC)
    assert str(refused.value) == str(before.value) or "zone" in str(refused.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("31/31/2024", "no month 31 has a day 31"),
        ("30/02/2024", "no month 30 has a day 2, nor one 2 a day 30"),
        ("2024년 13월 1일", "there is no month 13"),
        ("2024년 6월 21일 오후 13:00", "오후 goes with an hour from 1 to 12, not 13"),
        ("06/22/2024 25:00", "its time is not one"),
    ],
)
def test_what_is_no_date_is_told(written: str, said: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as refused:
        parse_written(written, UTC)
    assert said in str(refused.value)
