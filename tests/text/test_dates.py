"""feedpub.text.dates: what authors write becomes an instant, and an instant what feeds carry."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text.dates import file_name_date, parse_date, rfc822, rfc3339, zone

SEOUL = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-06-21", "2024-06-20T15:00:00Z"),
        (" 2024-6-1 ", "2024-05-31T15:00:00Z"),
        ("2024/06/21", "2024-06-20T15:00:00Z"),
        ("2024.06.21", "2024-06-20T15:00:00Z"),
        ("2024. 6. 21.", "2024-06-20T15:00:00Z"),
        ("2024년 6월 21일", "2024-06-20T15:00:00Z"),
        ("2024년 6월 21일 10:30", "2024-06-21T01:30:00Z"),
        ("20240621", "2024-06-20T15:00:00Z"),
        ("20240621T100000Z", "2024-06-21T10:00:00Z"),
        ("20240621T1000", "2024-06-21T01:00:00Z"),
        ("2024-06-21 10:00", "2024-06-21T01:00:00Z"),
        ("2024-06-21 10:00:05", "2024-06-21T01:00:05Z"),
        ("2024-06-21T10:00:00Z", "2024-06-21T10:00:00Z"),
        ("2024-06-21t10:00:00z", "2024-06-21T10:00:00Z"),
        ("2024-06-21T10:00:00.123456789+09:00", "2024-06-21T01:00:00Z"),
        ("2024-06-21 10:00:00 +0900", "2024-06-21T01:00:00Z"),
        ("2024-06-21 10:00 -03", "2024-06-21T13:00:00Z"),
        ("2024-06-21 10:00 KST", "2024-06-21T01:00:00Z"),
        ("2024-06-21 10:00 UTC", "2024-06-21T10:00:00Z"),
        ("2024-06-21 10:00 Asia/Tokyo", "2024-06-21T01:00:00Z"),
        ("Fri, 21 Jun 2024 10:00:00 +0900", "2024-06-21T01:00:00Z"),
        ("Fri, 21 Jun 2024 10:00:00 GMT", "2024-06-21T10:00:00Z"),
        ("Fri Jun 21 2024 10:00:00 GMT+0900 (Korean Standard Time)", "2024-06-21T01:00:00Z"),
        ("June 21, 2024", "2024-06-20T15:00:00Z"),
        ("21 june 2024 10:30 PM", "2024-06-21T13:30:00Z"),
        ("June 21st, 2024 10:00 JST", "2024-06-21T01:00:00Z"),
    ],
)
def test_what_an_author_writes_is_read(written: str, moment: str) -> None:
    assert rfc3339(parse_date(written, SEOUL)) == moment


def test_a_date_keeps_its_microseconds_and_no_more() -> None:
    assert parse_date("2024-06-21T00:00:00.1234567Z", UTC).microsecond == 123456


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "in one way only"),
        ("10", "in one way only"),
        ("2024", "in one way only"),
        ("2024-06", "in one way only"),
        ("06/21/2024", "in one way only"),
        ("tomorrow", "in one way only"),
        ("x" * 1000 + " May 2024", "in one way only"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2024-06-00", "June 2024 has 30 days"),
        ("2024-13-01", "no month 13"),
        ("0000-01-01", "no year 0"),
        ("2024-06-21 25:00", "its time is not one"),
        ("2024-06-21 10:00 CST", "'CST' is unknown or means different offsets"),
        ("Fri, 21 Jun 2024 10:00:00 EST", "'EST' is unknown or means different offsets"),
        ("2024-06-21 10:00 +25:00", "not an offset"),
        ("2024-06-21 10:00 Mars/Base", "not a time zone"),
        ("2024-06-21 10:00 PM", "in one way only"),
        ("June 2024", "not a whole date"),
        ("May 5", "no year of four digits"),
        ("5 May 24", "no year of four digits"),
        ("February 30, 2024", "is not a date"),
        ("21 Jun 0099", "not a whole date"),
        ("May the 4th 2024 be with you", "is not a date"),
    ],
)
def test_what_is_not_one_whole_date_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        parse_date(written, SEOUL)


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31T23:00:00-05:00"])
def test_an_instant_outside_the_years_of_utc_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="outside the years"):
        parse_date(written, SEOUL)


def test_a_local_time_that_the_clocks_skip_or_repeat_is_read_by_the_offset_before() -> None:
    berlin = zone("Europe/Berlin")
    assert rfc3339(parse_date("2024-03-31 02:30", berlin)) == "2024-03-31T01:30:00Z"
    assert rfc3339(parse_date("2024-10-27 02:30", berlin)) == "2024-10-27T00:30:00Z"


@given(st.integers(-59_000_000_000, 250_000_000_000))
def test_what_we_write_is_read_as_the_same_instant(seconds: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert parse_date(rfc3339(moment), SEOUL) == moment
    assert parse_date(rfc822(moment), SEOUL) == moment


@given(st.text(alphabet="0123456789-/:. TZ+JunMayGMT,", max_size=30))
def test_any_text_is_a_date_or_a_refusal_and_never_todays(text: str) -> None:
    try:
        moment = parse_date(text, SEOUL)
    except ValueError:
        return
    assert moment.tzinfo is UTC
    assert parse_date(text, SEOUL) == moment


@pytest.mark.parametrize("name", ["UTC", "utc", "Z", "GMT", "Etc/UTC"])
def test_utc_needs_no_data(name: str) -> None:
    assert zone(name) is UTC


@pytest.mark.parametrize(("name", "hours"), [("+09:00", 9), ("-03", -3), ("+0530", 5.5), ("Asia/Seoul", 9)])
def test_a_zone_is_known_by_name_or_offset(name: str, hours: float) -> None:
    assert datetime(2024, 6, 21, tzinfo=zone(name)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Asia/Seol", "did you mean `Asia/Seoul`"),
        ("KST", "did you mean `Asia/Seoul`"),
        ("", "write a name such as"),
        ("/etc/passwd", "not a time zone"),
        ("../UTC", "not a time zone"),
        ("America", "not a time zone"),
        ("+24:00", "not an offset"),
        ("+09:75", "not an offset"),
    ],
)
def test_an_unknown_zone_is_refused_with_a_hint(name: str, hint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(hint)):
        zone(name)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2024-06-22-moscow", (date(2024, 6, 22), "moscow")),
        ("2024-06-22_x", (date(2024, 6, 22), "x")),
        ("2024-6-2-x-y", (date(2024, 6, 2), "x-y")),
        ("2024-06-22", (date(2024, 6, 22), "")),
        ("2024-06-22-", (date(2024, 6, 22), "")),
        ("2024-06-22x", (None, "2024-06-22x")),
        ("2024-02-30-x", (None, "2024-02-30-x")),
        ("about", (None, "about")),
        ("000_bfea", (None, "000_bfea")),
    ],
)
def test_the_date_at_the_front_of_a_file_name_is_found(name: str, found: tuple[date | None, str]) -> None:
    assert file_name_date(name) == found


@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)))  # noqa: DTZ001 - hypothesis takes bare bounds
def test_dates_of_feeds_are_those_of_isoformat(bare: datetime) -> None:
    assert rfc3339(bare.replace(tzinfo=UTC)) == f"{bare.replace(microsecond=0).isoformat()}Z"


def test_feeds_carry_dates_in_utc_with_four_digits_of_year_and_no_fractions() -> None:
    moment = datetime(987, 6, 1, 10, 0, 5, 999999, SEOUL)
    assert rfc3339(moment) == "0987-06-01T01:00:05Z"
    assert rfc822(moment) == "Fri, 01 Jun 0987 01:00:05 GMT"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        rfc3339(datetime(2024, 6, 21))  # noqa: DTZ001 - the mistake under test
