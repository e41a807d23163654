"""Dates as people of several countries write them: `22/06/2024`, `2024년 6월 21일 오후 3:00`, `06/22/2024 3:00 PM`.

Day and month are taken as they are where one order alone makes a date; where both do, both are said, and none is taken.
What all generators write is read by `dates`, which is asked first.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from feedpub.text import patterns
from feedpub.text.dates import MONTHS, parse_date

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

_WEEKDAY = r"(?:\s*\(?[월화수목금토일月火水木金土日](?:요일|曜日)?\)?(?=\s|\Z))?"
_TIME = (
    r"(?:(?:\s*,\s*|\s+|[Tt])(?P<before>오전|오후|午前|午後|上午|下午)?\s*(?P<hour>\d{1,2})(?::|\s*[시時点]\s*)?"
    r"(?:(?P<minute>\d{1,2})\s*[분分]?)?(?::(?P<second>\d{2}))?\s*(?P<after>[AaPp]\.?[Mm]\.?)?)?"
)
_ZONE = r"(?P<zone>\s*\S+)?"
_YEAR_LAST = patterns.lazy(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])\s*(?P<then>\d{{1,2}})(?P=mark)\s*(?P<year>\d{{4}})\.?{_TIME}{_ZONE}"
)
_YEAR_FIRST = patterns.lazy(
    r"(?P<year>\d{4})(?:\s*[년年]|[-/.])\s*(?P<first>\d{1,2})(?:\s*[월月]|[-/.])\s*(?P<then>\d{1,2})"
    rf"(?:\s*[일日]|\.)?{_WEEKDAY}{_TIME}{_ZONE}"
)
_LONGEST = 64
_AFTERNOON = frozenset(["오후", "午後", "下午", "PM"])
_NOON = 12


class TwoReadingsError(ValueError):
    """A date that can be read in two ways; `hint` has both as they would be written."""

    def __init__(self, text: str, readings: Sequence[date]) -> None:
        both = " or ".join(f"{one.day} {MONTHS[one.month - 1]}" for one in readings)
        super().__init__(f"{text!r} can be read in two ways, {both}")
        self.hint = f"Write the one that is meant, {' or '.join(f'`{one.isoformat()}`' for one in readings)}."


def parse_written(text: str, default_zone: tzinfo) -> datetime:
    """Return the instant that an author wrote, in UTC, if it can be read in one way only; `dates.parse_date` first.

    Raises ValueError as that does, and TwoReadingsError.
    """
    try:
        return parse_date(text, default_zone)
    except ValueError:
        plain = _plain(text.strip())
        if plain is None:
            raise
        return parse_date(plain, default_zone)


def _plain(text: str) -> str | None:
    """Return the date with its year first and its time by 24 hours; None for what is written otherwise."""
    if len(text) > _LONGEST:
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.group("year", "first", "then")
        return f"{year}-{int(month):02}-{int(day):02}{_time(match, text)}"
    if match := _YEAR_LAST.fullmatch(text):
        return f"{_in_order(match, text)}{_time(match, text)}"
    return None


def _in_order(match: re.Match[str], text: str) -> date:
    """Return the date whose day and month stand in some order. Raises ValueError where that is none, or may be two."""
    year, first, then = (int(part) for part in match.group("year", "first", "then"))
    readings = sorted({found for found in (_date(year, first, then), _date(year, then, first)) if found})
    if not readings:
        raise ValueError(f"{text!r} is not a date: no month {first} has a day {then}, nor one {then} a day {first}")
    if len(readings) > 1:
        raise TwoReadingsError(text, readings)
    return readings[0]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(match: re.Match[str], text: str) -> str:
    hour, minute, second, before, after, zone = match.group("hour", "minute", "second", "before", "after", "zone")
    rest = (zone or "").strip()
    if hour is None:
        return f" {rest}".rstrip()
    half = before or (after or "").replace(".", "").upper()
    number = int(hour)
    if half:
        if not 1 <= number <= _NOON:
            raise ValueError(f"{text!r} is not a date: {half} goes with an hour from 1 to 12, not {number}")
        number = number % _NOON + (_NOON if half in _AFTERNOON else 0)
    return f" {number:02}:{int(minute or 0):02}:{second or '00'} {rest}".rstrip()
