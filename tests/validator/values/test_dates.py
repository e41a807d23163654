from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text import dates as our_dates
from feedpub.validator.values import dates

NOON = datetime(2024, 6, 21, 12, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001 - made aware
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@pytest.mark.parametrize(
    "text",
    [
        "Fri, 21 Jun 2024 12:00:00 GMT",
        "21 Jun 2024 12:00:00 GMT",
        "21 Jun 2024 12:00 UT",
        "21 Jun 2024 12:00:00 Z",
        "Fri, 21 Jun 2024 14:00:00 +0200",
        "Fri, 21 Jun 2024 06:30:00 -0530",
        "Fri, 21 Jun 2024 07:00:00 EST",
        "Fri, 21 Jun 2024 05:00:00 PDT",
    ],
)
def test_dates_of_rfc_822_are_read_to_the_same_moment(text: str) -> None:
    reading = dates.rfc822(text)
    assert (reading.moment, reading.problem, reading.oddity, reading.weekday) == (NOON, "", "", "")


@pytest.mark.parametrize(
    ("text", "oddity"),
    [
        ("21 Jun 24 12:00:00 GMT", "two digits"),
        ("Fri,21 Jun 2024 12:00:00 GMT", "spaced"),
        ("Fri,  21 Jun 2024 12:00:00 GMT", "spaced"),
        ("fri, 21 jun 2024 12:00:00 gmt", "case"),
        ("Fri (a (good) day), 21 Jun 2024 12:00:00 GMT", "comments"),
        ("21 Jun 2024 12:00:00 a", "military"),
        ("Fri, 21 Jun 2024 12:00:00 UTC", "calls GMT"),
    ],
)
def test_unusual_dates_are_read_and_called_unusual(text: str, oddity: str) -> None:
    reading = dates.rfc822(text)
    assert (reading.moment, reading.problem) == (NOON, "")
    assert oddity in reading.oddity


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("2024-06-21T12:00:00Z", "ISO 8601"),
        ("Fri, 21 Jun 2024", "no time of day"),
        ("Fri, 21 Jun 2024 12:00:00", "no time zone"),
        ("Fri, 21 Jun 2024 12:00:00 +02:00", "time zone with a colon"),
        ("Fri, 21 Jun 2024 12:00:00+0200", "no space before the time zone"),
        ("Fri, 21 Jun 2024 12:00:00 +2", "not of four digits"),
        ("Fri, 21 Jun 2024 12:00:00.000 GMT", "fractions of seconds"),
        ("Fri, 21 Jun 2024 12:00:00 GMT+0200", "both a zone by name and one by number"),
        ("Fri, 21 Jun 2024 12:00:00 CET", "zone that RFC 822 does not know"),
        ("Fri, 31 Jun 2024 12:00:00 GMT", "does not have"),
        ("Fri, 21 Jun 2024 24:00:00 GMT", "time of day that does not exist"),
        ("Fri, 21 Jun 2024 12:00:00 +2500", "time zone that does not exist"),
        ("Freitag, 21. Juni 2024 12:00:00 GMT", "names that are not those of RFC 822"),
        ("Fri, 21 Jun 2024 12:00:00 GMT+02:00", "both a zone by name and one by number"),
        ("Fri, 21 Jun 2024 12:00:00 0200", "without + or -"),
        ("Fri, 21 Jun 2024 12:00:00 \u22120200", "a dash for the minus sign"),
        ("Fri, 21 Jun 2024 12.00.00 GMT", "dots in its time of day"),
        ("Fri, 21 Jun 2024 12:00:00 PM GMT", "AM or PM"),
        ("Fri, 21 Jun 2024 9:00:00 GMT", "hour of one digit"),
        ("Fri, 21-Jun-2024 12:00:00 GMT", "hyphens"),
        ("Fri, Jun 21 2024 12:00:00 GMT", "month before the day"),
        ("Fri 21 Jun 2024 12:00:00 GMT", "no comma"),
        ("Friday, 21 Jun 2024 12:00:00 GMT", "spells out"),
        ("Fri, 21 June 2024 12:00:00 GMT", "spells out"),
        ("Fri, 21 Jun 2024 12:00:00 Europe/Berlin", "names that are not those of RFC 822"),
        ("1718971200", "number of seconds"),
        ("Invalid Date", "is no date"),
        ("%a, %d %b %Y %H:%M:%S %z", "is no date"),
        ("12 " * 50 + "12:00", "is not a date of RFC 822"),
    ],
)
def test_what_is_wrong_with_a_date_of_rfc_822_is_said(text: str, problem: str) -> None:
    reading = dates.rfc822(text)
    assert reading.moment is None
    assert problem in reading.problem


def test_two_digit_years_are_of_this_century_up_to_49() -> None:
    years = [dates.rfc822(f"21 Jun {year} 12:00:00 GMT").moment for year in ("49", "50")]
    assert [moment.year for moment in years if moment is not None] == [2049, 1950]


def test_a_wrong_weekday_is_told_with_the_right_one() -> None:
    assert dates.rfc822("Mon, 21 Jun 2024 12:00:00 GMT").weekday == "Fri"


def test_a_moment_outside_of_the_calendar_is_none() -> None:
    assert dates.rfc3339("0001-01-01T00:00:00+10:00").moment is None


@given(MOMENTS)
def test_what_feedpub_writes_is_read_as_it_was(moment: datetime) -> None:
    assert dates.rfc822(our_dates.rfc822(moment)) == dates.DateReading(moment=moment)
    assert dates.rfc3339(our_dates.rfc3339(moment)) == dates.DateReading(moment=moment)
    assert dates.w3cdtf(our_dates.rfc3339(moment)) == dates.DateReading(moment=moment)


@given(st.text())
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    for read in (dates.rfc822, dates.rfc3339, dates.w3cdtf):
        reading = read(text)
        assert reading.problem or reading.moment


@pytest.mark.parametrize("text", ["2024-06-21T12:00:00Z", "2024-06-21T14:00:00+02:00", "2024-06-21T12:00:00.000Z"])
def test_dates_of_rfc_3339_are_read(text: str) -> None:
    assert dates.rfc3339(text) == dates.DateReading(moment=NOON)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" 2024-06-21T12:00:00Z", "white space"),
        ("Fri, 21 Jun 2024 12:00:00 GMT", "RFC 822"),
        ("2024-06-21 12:00:00Z", "where T belongs"),
        ("2024-06-21t12:00:00Z", "small t or z"),
        ("2024-06-21T12:00:00z", "small t or z"),
        ("2024-06-21T12:00:00+0200", "without a colon"),
        ("2024-6-21T12:00:00Z", "one digit"),
        ("2024-06-21T12:00Z", "no seconds"),
        ("2024-06-21T12:00:00", "no time zone"),
        ("2024-06-21", "no time of day"),
        ("2024-02-30T12:00:00Z", "day that does not exist"),
        ("2024-06-21T12:61:00Z", "time of day that does not exist"),
        ("yesterday", "not a date"),
    ],
)
def test_what_is_wrong_with_a_date_of_rfc_3339_is_said(text: str, problem: str) -> None:
    assert problem in dates.rfc3339(text).problem


@pytest.mark.parametrize("text", ["2024", "2024-06", "2024-06-21", "2024-06-21T12:00Z", "2024-06-21T12:00:00.5+02:00"])
def test_the_shorter_forms_are_dates_of_the_w3c(text: str) -> None:
    assert dates.w3cdtf(text).problem == ""


def test_a_time_of_day_needs_a_zone_in_the_form_of_the_w3c() -> None:
    assert "no time zone" in dates.w3cdtf("2024-06-21T12:00").problem


def test_a_day_of_the_w3c_that_does_not_exist_is_a_problem() -> None:
    assert dates.w3cdtf("2024-13").problem == "names a day that does not exist"


def test_the_far_past_and_the_future_are_implausible() -> None:
    past, ahead, soon = datetime(1970, 1, 1, tzinfo=UTC), NOON + timedelta(hours=1), NOON + timedelta(minutes=5)
    assert "1970" in dates.implausible(dates.DateReading(moment=past), NOON)
    assert "future" in dates.implausible(dates.DateReading(moment=ahead), NOON)
    assert dates.implausible(dates.DateReading(moment=soon), NOON) == ""


@pytest.mark.parametrize("zone", ["+14:30", "-12:30", "+23:00", "-18:00"])
def test_an_offset_that_no_place_has_is_implausible(zone: str) -> None:
    for reading in (
        dates.rfc3339(f"2024-06-20T12:00:00{zone}"),
        dates.rfc822(f"20 Jun 2024 12:00:00 {zone.replace(':', '')}"),
    ):
        assert "no place on earth" in dates.implausible(reading, NOON)


@pytest.mark.parametrize("zone", ["+14:00", "-12:00", "+12:45", "-00:00"])
def test_the_offsets_at_both_ends_of_the_day_are_plausible(zone: str) -> None:
    assert dates.implausible(dates.rfc3339(f"2024-06-20T12:00:00{zone}"), NOON) == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Fri, 21 Jun 2024 12:00:00 +02:00", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Fri, 21 Jun 2024 12:00:00+02:00", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Fri, 21 Jun 2024 12:00:00 GMT+0200", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Fri, 21 Jun 2024 12:00:00 +2:00", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Fri, 21 Jun 2024 12:00:00 +02", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Fri, 21 Jun 2024 12:00:00.250 UTC", "Fri, 21 Jun 2024 12:00:00 GMT"),
        ("Fri, 21 Jun 2024 12:00:00 GMT+02:00", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Fri, 21 Jun 2024 12:00:00 0200", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Fri, 21 Jun 2024 12:00:00 \u22120200", "Fri, 21 Jun 2024 12:00:00 -0200"),
        ("Fri, 21 Jun 2024 9.05.00 GMT", "Fri, 21 Jun 2024 09:05:00 GMT"),
        ("Fri Jun 21 2024 12:00:00 GMT+0200 (CEST)", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("Friday, June 21st, 2024 12:00:00 KST", "Fri, 21 Jun 2024 12:00:00 +0900"),
        ("Fri, 21-Jun-2024 12:00:00 +2", "Fri, 21 Jun 2024 12:00:00 +0200"),
        ("2024-06-21 12:00:00 UTC", "Fri, 21 Jun 2024 12:00:00 GMT"),
        ("Mon, 21 June 2024 12:00:00 GMT", ""),
        ("Fri, 21 Jun 2024 12:00:00 IST", ""),
        ("Fri, 21 Jun 2024 12:00:00", ""),
        ("tomorrow", ""),
        ("Fri, 21 Jun 2024 12:00:00 +02:00" + " " * 99 + ".", ""),
    ],
)
def test_the_date_that_a_slip_spoils_is_told(text: str, meant: str) -> None:
    assert dates.meant_rfc822(text) == meant


@pytest.mark.parametrize(
    ("text", "problem", "meant"),
    [
        ("2024-06-21T12:00:00+0200", "without a colon", "2024-06-21T12:00:00+02:00"),
        ("2024-06-21T12:00:00+02", "without minutes", "2024-06-21T12:00:00+02:00"),
        ("2024-06-21T12:00:00+2:00", "is not a date of this form", "2024-06-21T12:00:00+02:00"),
        ("2024-06-21T12:00:00 +02:00", "space before the time zone", "2024-06-21T12:00:00+02:00"),
        ("2024-06-21T12:00:00+02:00Z", "two time zones", "2024-06-21T12:00:00+02:00"),
        ("2024-06-21T12:00:00\u221202:00", "a dash for the minus sign", "2024-06-21T12:00:00-02:00"),
        ("2024-06-21T12:00:00 UTC", "a time zone by name", "2024-06-21T12:00:00Z"),
        ("2024-06-21 12:00:00Z", "a space where T belongs", "2024-06-21T12:00:00Z"),
        ("2024-06-21t12:00:00z", "a small t or z", "2024-06-21T12:00:00Z"),
        ("2024-06-21T9:00:00Z", "hour of one digit", "2024-06-21T09:00:00Z"),
        ("2024-06-21T12:0:9+02:00", "a minute or second of one digit", "2024-06-21T12:00:09+02:00"),
        ("2024-6-1T12:00:00Z", "month or day of one digit", "2024-06-01T12:00:00Z"),
        ("2024/06/21T12:00:00Z", "slashes", "2024-06-21T12:00:00Z"),
        ("20240621T120000Z", "no hyphens", "2024-06-21T12:00:00Z"),
        ("2024-06-21T12:00:00,5Z", "a comma before", "2024-06-21T12:00:00.5Z"),
        ("2024-06-21T12:00Z", "no seconds", "2024-06-21T12:00:00Z"),
        ("Fri, 21 Jun 2024 12:00:00 +0200", "a date of RFC 822", "2024-06-21T10:00:00Z"),
        ("2024-06-21 12:00:00", "a space where T belongs", ""),
        ("1718971200", "number of seconds", ""),
        ("null", "is no date", ""),
        ("2024-06-21" * 20, "is not a date of this form", ""),
    ],
)
def test_the_date_of_rfc_3339_that_a_slip_spoils_is_told(text: str, problem: str, meant: str) -> None:
    assert problem in dates.rfc3339(text).problem
    assert dates.meant_rfc3339(text) == meant


def test_a_day_of_the_w3c_that_a_slip_spoils_is_told() -> None:
    assert dates.meant_w3cdtf("2024/6/1") == "2024-06-01"
    assert dates.meant_w3cdtf("2024-06-21T12:00+0200") == "2024-06-21T12:00:00+02:00"
    assert dates.meant_w3cdtf("21.06.2024") == ""
