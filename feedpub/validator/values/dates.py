"""Dates in the three forms that feeds and sitemaps use: RFC 822 (RSS), RFC 3339 (Atom, JSON Feed), W3C-DTF.

Each reader gives the moment where there is one, what is wrong (a breach of the form) and what is odd (read by most, but
not by all). The words of both follow the value in a sentence: `has no time zone`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from msgspec import Struct

from feedpub.text import dates as our_dates
from feedpub.text import patterns
from feedpub.validator.values import date_mistakes

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(_MONTHS, start=1)}
_ZONES = {
    "UT": 0, "GMT": 0, "Z": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours east of Greenwich of the zones that RFC 822 section 5.1 names."""
_STRICT = re.compile(
    r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?P<day>[0-9]{1,2}) "
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?P<year>[0-9]{4}) "
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))? "
    r"(?P<zone>[+-][0-9]{4}|UT|GMT|[ECMP][SD]T|Z)"
)
_LOOSE = patterns.lazy(
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)\s*,\s*)?(?P<day>[0-9]{1,2})\s+"
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s+(?P<year>[0-9]{4}|[0-9]{2})\s+"
    r"(?P<hour>[0-9]{2})\s*:\s*(?P<minute>[0-9]{2})(?:\s*:\s*(?P<second>[0-9]{2}))?\s+"
    r"(?P<zone>[+-][0-9]{4}|utc?|gmt|[ecmp][sd]t|[a-ik-z])",
    re.IGNORECASE,
)
_COMMENT = patterns.lazy(r"\([^()]*\)")
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(minutes=10)
_CENTURY = 50
"""A year of two digits below this is of this century (RFC 2822 section 4.3)."""
_LAST_SECOND = 60
_LAST_HOUR = 23
_LAST_MINUTE = 59
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
"""The offsets of the time zones farthest from Greenwich (IANA time zone database: Etc/GMT+12, Pacific/Kiritimati)."""


class DateReading(Struct, frozen=True, kw_only=True):
    """What a date says: the moment it means, what is wrong with it and what is odd, "" for nothing."""

    moment: datetime | None = None
    """None where the date means no moment; the first one of a day, month or year."""
    problem: str = ""
    """A breach of the form."""
    oddity: str = ""
    """A form that is allowed or usual, and not read by everybody."""
    weekday: str = ""
    """The right weekday, where the date names another."""
    offset: str = ""
    """The offset of the time zone, where no place on earth has it."""


@lru_cache(maxsize=4096)
def rfc822(text: str) -> DateReading:
    """Read `Fri, 21 Jun 2024 01:00:00 GMT`: RFC 822 section 5 with the year in four digits, as RSS 2.0 wants it."""
    match = _STRICT.fullmatch(text)
    if match is not None:
        return _rfc822(match, "")
    bare = _without_comments(text).strip()
    match = _LOOSE.fullmatch(bare)
    if match is None:
        return DateReading(problem=date_mistakes.of_rfc822(text.strip()))
    return _rfc822(match, _oddity(text.strip(), bare, match))


def _rfc822(match: re.Match[str], oddity: str) -> DateReading:
    year = int(match["year"])
    if len(match["year"]) == len("99"):
        year += 2000 if year < _CENTURY else 1900
    month = _MONTH_NUMBERS[match["month"].lower()]
    try:
        moment = datetime(year, month, int(match["day"]), tzinfo=UTC)
    except ValueError:
        return DateReading(problem=f"names a day that {match['month']} {year} does not have")
    problem = _clock_problem(match)
    if problem:
        return DateReading(problem=problem)
    named, right = match["weekday"], _DAYS[moment.weekday()]
    return DateReading(
        moment=_at(moment, match, _offset(match["zone"].upper())),
        oddity=oddity,
        weekday=right if named is not None and named.lower() != right.lower() else "",
        offset=_nowhere(match["zone"]),
    )


def _oddity(text: str, bare: str, match: re.Match[str]) -> str:
    zone = match["zone"]
    if len(match["year"]) == len("99"):
        return "has a year of two digits"
    if len(zone) == 1 and zone not in "zZ":
        return f'has the military zone "{zone}", which senders used with both signs'
    if zone.upper() == "UTC":
        return f'has the zone "{zone}", which RFC 822 calls GMT'
    if bare != text:
        return "holds comments in parentheses"
    if " ".join(bare.split()) != bare or ("," in bare and ", " not in bare):
        return "is spaced unusually"
    return "is written in unusual case"


def meant_rfc822(text: str) -> str:
    """Return the date of RFC 822 that a slip in its form spoils, or that is one of RFC 3339; "" where there is none."""
    repaired = date_mistakes.repaired_rfc822(text.strip())
    reading = rfc822(repaired)
    if not reading.problem:
        return "" if reading.oddity or reading.weekday else repaired
    other = rfc3339(date_mistakes.repaired_iso(text))
    return our_dates.rfc822(other.moment) if other.moment is not None and not other.problem else ""


def meant_rfc3339(text: str) -> str:
    """Return the date of RFC 3339 that a slip in its form spoils, or that is one of RFC 822; "" where there is none."""
    repaired = date_mistakes.repaired_iso(text)
    if not rfc3339(repaired).problem:
        return repaired
    read = rfc822(date_mistakes.repaired_rfc822(text.strip()))
    return our_dates.rfc3339(read.moment) if read.moment is not None else ""


def meant_w3cdtf(text: str) -> str:
    """Return the date of the W3C's note that a slip in its form spoils, or that is one of RFC 822; "" for none."""
    repaired = date_mistakes.repaired_iso(text)
    return meant_rfc3339(text) if w3cdtf(repaired).problem else repaired


def _without_comments(text: str) -> str:
    """Take out comments, which may stand inside each other (RFC 822 section 3.4.3)."""
    if "(" not in text:
        return text
    text, before = re.sub(r"\\.", "", text), ""
    while text != before:
        before, text = text, _COMMENT.sub(" ", text)
    return text


@lru_cache(maxsize=4096)
def rfc3339(text: str) -> DateReading:
    """Read `2024-06-21T01:00:00Z`: RFC 3339 section 5.6, with capital T and Z as RFC 4287 section 3.3 wants them."""
    match = _ISO.fullmatch(text)
    if match is None:
        return DateReading(problem=date_mistakes.of_iso(text))
    for part, name in (("hour", "time of day"), ("second", "seconds"), ("zone", "time zone")):
        if match[part] is None:
            return DateReading(problem=f"has no {name}", moment=_iso(match).moment)
    return _iso(match)


@lru_cache(maxsize=4096)
def w3cdtf(text: str) -> DateReading:
    """Read `2024`, `2024-06`, `2024-06-21` or a moment with zone: the W3C's note on dates (sitemaps, dc:date)."""
    match = _ISO.fullmatch(text)
    if match is None:
        return DateReading(problem=date_mistakes.of_iso(text))
    reading = _iso(match)
    if match["hour"] is not None and match["zone"] is None and not reading.problem:
        return DateReading(problem="has a time of day but no time zone", moment=reading.moment)
    return reading


def _iso(match: re.Match[str]) -> DateReading:
    try:
        day = datetime(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1), tzinfo=UTC)
    except ValueError:
        return DateReading(problem="names a day that does not exist")
    if match["hour"] is None:
        return DateReading(moment=day)
    problem = _clock_problem(match)
    if problem:
        return DateReading(problem=problem)
    return DateReading(moment=_at(day, match, _iso_offset(match["zone"])), offset=_nowhere(match["zone"] or ""))


def _clock_problem(match: re.Match[str]) -> str:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or second > _LAST_SECOND:
        return "names a time of day that does not exist"
    zone = match["zone"] or ""
    digits = zone[1:].replace(":", "") if zone[:1] in {"+", "-"} else ""
    if digits and (int(digits[:2]) > _LAST_HOUR or int(digits[2:]) > _LAST_MINUTE):
        return "names a time zone that does not exist"
    return ""


def _at(day: datetime, match: re.Match[str], offset: timedelta) -> datetime | None:
    clock = timedelta(hours=int(match["hour"]), minutes=int(match["minute"]), seconds=int(match["second"] or 0))
    try:
        return (day + clock).replace(tzinfo=timezone(offset)).astimezone(UTC) if offset else day + clock
    except OverflowError:
        return None  # the first hours of the year 1 or the last of 9999, moved out of the calendar by their zone


def _offset(zone: str) -> timedelta:
    if zone[0] in "+-":
        size = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
        return -size if zone[0] == "-" else size
    return timedelta(hours=_ZONES.get(zone, 0))


def _iso_offset(zone: str | None) -> timedelta:
    return _offset(zone.replace(":", "")) if zone else timedelta()


def _nowhere(zone: str) -> str:
    """Return the offset that a zone states in digits when no place on earth has it."""
    return "" if zone[:1] not in {"+", "-"} or _WEST <= _iso_offset(zone) <= _EAST else zone


def implausible(reading: DateReading, now: datetime) -> str:
    """Say why a moment is unlikely to be meant: before the web, in the future, in a zone of no place; else ""."""
    moment = reading.moment
    if moment is None:
        return ""
    if reading.offset:
        return f'has the offset "{reading.offset}", which no place on earth has'
    if moment < _OLDEST:
        return f"lies in {moment.year}, before there were feeds"
    return "lies in the future" if moment > now + _AHEAD else ""
