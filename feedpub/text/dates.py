"""Dates: what authors write becomes an instant in UTC, and an instant becomes what feeds carry.

Nothing here reads the clock, the locale or the machine's time zone; nothing of a date is ever filled in.
A text that is not one date, whole and unambiguous, raises ValueError with a sentence for people.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""English names, whatever the locale; Monday is day 0 of `datetime.weekday`."""

_ZONE = r"(?P<zone>[Zz]|(?![AaPp][Mm]\Z)[A-Za-z]{2,5}|[+-]\d{2}(?::?\d{2})?|[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2})"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_USUAL = patterns.lazy(
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    rf"(?:(?:[Tt]|\s+){_TIME})?(?:\s*{_ZONE})?"
)
_COMPACT = patterns.lazy(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[Tt](?P<hour>\d{2})(?P<minute>\d{2})(?:(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    rf"\s*{_ZONE}?)?"
)
_KOREAN = patterns.lazy(
    r"(?P<year>\d{4})(?:\s*년|\.)\s*(?P<month>\d{1,2})(?:\s*월|\.)\s*(?P<day>\d{1,2})(?:\s*일|\.)?"
    rf"(?:\s+{_TIME})?(?:\s*{_ZONE})?"
)
_FORMS = (_USUAL, _COMPACT, _KOREAN)
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?)"
    r"(?: ?(Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9]))?"
)
"""Part of what `_USUAL` takes: what the standard library reads, and an offset that is one."""

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})?")
_FULL_DAY = 24 * 60
_NAMED_HOURS = {
    "Z": 0.0,
    "UTC": 0.0,
    "UT": 0.0,
    "GMT": 0.0,
    "KST": 9.0,
    "JST": 9.0,
    "HKT": 8.0,
    "SGT": 8.0,
    "WET": 0.0,
    "WEST": 1.0,
    "CET": 1.0,
    "CEST": 2.0,
    "EET": 2.0,
    "EEST": 3.0,
    "MSK": 3.0,
    "AWST": 8.0,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AEST": 10.0,
    "AEDT": 11.0,
    "NZST": 12.0,
    "NZDT": 13.0,
}
"""Names that mean one offset the world over; EST, CST, IST, BST and their like mean several."""

_NAMED = {name: timezone(timedelta(hours=hours)) if hours else UTC for name, hours in _NAMED_HOURS.items()}
_HOME_OF = {"KST": "Asia/Seoul", "JST": "Asia/Tokyo", "CST": "Asia/Shanghai", "IST": "Asia/Kolkata"}


def zone(name: str) -> tzinfo:
    """Return the zone called `UTC`, `Asia/Seoul` (IANA) or `+09:00`. ValueError for any other name."""
    text = name.strip()
    if text.upper() in ("UTC", "Z", "GMT", "ETC/UTC"):
        return UTC
    if match := _OFFSET.fullmatch(text):
        return _fixed(match)
    return _iana(text)


def _fixed(match: re.Match[str]) -> timezone:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes >= _FULL_DAY or int(match[3] or 0) >= 60:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(f"{match[0]!r} is not an offset from UTC: write it as `+09:00`")
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _iana(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - sites in UTC do without it

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a time zone{_nearest_zone(name)}") from error


def _nearest_zone(name: str) -> str:
    import difflib  # noqa: PLC0415 - only the message needs it
    from zoneinfo import available_timezones  # noqa: PLC0415 - only the message needs it

    known = {key.lower(): key for key in sorted(available_timezones())}
    near = difflib.get_close_matches(name.lower(), known, n=1)
    guess = _HOME_OF.get(name.upper()) or (known[near[0]] if near else "")
    return f"; did you mean `{guess}`?" if guess else ": write a name such as `Asia/Seoul`, or `+09:00`"


def parse_date(text: str, default_zone: tzinfo) -> datetime:
    """Return the instant that an author wrote, in UTC; without a zone it is local to `default_zone`.

    A date alone is its midnight. A local time that a change of clocks skips or repeats is read by the
    offset before the change. ValueError for anything partial, ambiguous or impossible.
    """
    written = text.strip()
    match = _ISO.fullmatch(written)
    moment = (match and _from_iso(match, default_zone)) or _read(written, default_zone)
    return _utc(moment, written)


class PartialDateError(ValueError):
    """A date of which a parser would take a part from the day of the build."""


def by_dateutil(text: str, default_zone: tzinfo) -> datetime:
    """Return the instant that dateutil reads, on the clock that the author wrote it by; month first where both may be.

    A name of a zone that dateutil does not know says nothing to it. Raises ValueError, and PartialDateError.
    """
    written = text.strip()
    match = _ISO.fullmatch(written)
    moment = (match and _from_iso(match, default_zone)) or _filled(written, lambda _, offset: _fixed_offset(offset))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=default_zone)
    _utc(moment, written)
    return moment


def _from_iso(match: re.Match[str], default_zone: tzinfo) -> datetime | None:
    """Return what `_read` would, in a third of the time; None for what is no date, for `_read` to say why."""
    moment, offset = match.groups()
    try:
        return datetime.fromisoformat(moment).replace(tzinfo=_offset(offset) if offset else default_zone)
    except ValueError:
        return None


def _read(written: str, default_zone: tzinfo) -> datetime:
    for form in _FORMS:
        if match := form.fullmatch(written):
            return _from_match(match, default_zone, written)
    return _named_month(written, default_zone)


def _from_match(match: re.Match[str], default_zone: tzinfo, text: str) -> datetime:
    year, month, day, hour, minute, second, fraction, name = match.group(
        "year", "month", "day", "hour", "minute", "second", "fraction", "zone"
    )
    _check_date(int(year), int(month), int(day), text)
    local = _named_zone(name, text) if name else default_zone
    micro = int(f"{fraction:0<6}"[:6]) if fraction else 0
    try:
        return datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micro, local
        )
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date: its time is not one ({error})") from error


def _check_date(year: int, month: int, day: int, text: str) -> None:
    if not year:
        raise ValueError(f"{text!r} is not a date: there is no year 0")
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(f"{text!r} is not a date: there is no month {month}")
    import calendar  # noqa: PLC0415 - start-up counts, and few dates are written so that they come here

    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(f"{text!r} is not a date: {MONTHS[month - 1]} {year} has {days} days")


def _named_zone(name: str, text: str) -> tzinfo:
    if found := _NAMED.get(name.upper()):
        return found
    if match := _OFFSET.fullmatch(name):
        return _fixed(match)
    if "/" in name:
        return _iana(name)
    raise ValueError(
        f"{text!r}: the zone {name!r} is unknown or means different offsets in different places; "
        "write the offset, such as `+09:00`"
    )


@lru_cache(maxsize=256)
def _offset(written: str) -> tzinfo:
    return zone(written)


def _utc(moment: datetime, text: str) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} lies outside the years 1 to 9999 in UTC") from error


_MONTH_NAME = patterns.lazy(rf"(?<![A-Za-z])(?:{'|'.join(month[:3] for month in MONTHS)})", re.IGNORECASE)
_YEAR = patterns.lazy(r"(?<!\d)\d{4}(?![\d:])")
_UTC_BEFORE_OFFSET = patterns.lazy(r"\b(?:GMT|UTC)\s*(?=[+-]\d)")
_REMARK = patterns.lazy(r"(?<!\s)\s*+\([^()]*+\)\s*+\Z")
_LONGEST = 64
_HOW = "write it as `YYYY-MM-DD` or `YYYY-MM-DD hh:mm`"


def _named_month(text: str, default_zone: tzinfo) -> datetime:
    """Read a date with an English name of a month: `June 21, 2024`, `Fri, 21 Jun 2024 10:00:00 +0900`."""
    if len(text) > _LONGEST or not _MONTH_NAME.search(text):
        raise ValueError(f"{text[:_LONGEST]!r} is not a date that can be read in one way only: {_HOW}")
    if not _YEAR.search(text):
        raise ValueError(f"{text!r} is not a whole date: it has no year of four digits; {_HOW}")
    text = _plain_offset(text)
    moment = _agreed(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=default_zone)


def _agreed(text: str) -> datetime:
    """Read `text` with two different dates to fill gaps from, and refuse it when the gaps show."""

    def named(name: str | None, offset: int | None) -> tzinfo | None:
        if offset is not None:
            return _fixed_offset(offset)
        return _named_zone(name, text) if name else None

    moment = _filled(text, named)
    if f"{moment.year:04d}" not in _YEAR.findall(text):
        raise ValueError(f"{text!r} is not a whole date: it must have year, month and day; {_HOW}")
    return moment


def _filled(text: str, named: Callable[[str | None, int | None], tzinfo | None]) -> datetime:
    from dateutil import parser  # noqa: PLC0415 - few sites write dates that need it

    fillers = (datetime(2000, 1, 1), datetime(2004, 12, 28))  # noqa: DTZ001 - a zone here would be taken over
    try:
        first, second = (parser.parse(text, default=filler, tzinfos=named) for filler in fillers)
    except (parser.ParserError, OverflowError) as error:
        raise ValueError(f"{text!r} is not a date ({error}); {_HOW}") from error
    if first != second:
        raise PartialDateError(f"{text!r} is not a whole date: it must have year, month and day; {_HOW}")
    return first


def _fixed_offset(seconds: int | None) -> tzinfo | None:
    return None if seconds is None else timezone(timedelta(seconds=seconds))


def _plain_offset(text: str) -> str:
    """Drop a remark at the end, and the `GMT` of `GMT+0900`, whose sign dateutil reads as POSIX does."""
    return _UTC_BEFORE_OFFSET.sub("", _REMARK.sub("", text))


_FILE_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_. ]+(.*))?", re.DOTALL)


def file_name_date(name: str) -> tuple[date | None, str]:
    """Return the date at the front of a file's name (without ending) and the rest of the name.

    `(None, name)` when there is none; the rest is empty when the name is a date alone.
    """
    match = _FILE_NAME.fullmatch(name)
    if not match:
        return None, name
    try:
        return date(int(match[1]), int(match[2]), int(match[3])), match[4] or ""
    except ValueError:
        return None, name


def rfc3339(moment: datetime) -> str:
    """Return `2024-06-21T01:00:00Z`, for Atom, JSON Feed and sitemaps: UTC, whole seconds (RFC 3339)."""
    return rfc3339_of_each((moment,))[0]


def rfc3339_of_each(moments: Iterable[datetime | None]) -> list[str]:
    """Return each moment as `rfc3339` does, empty for None; sitemaps have a million of them."""
    year, month, day, hour, second = _YEARS, _MONTHS, _DAYS, _HOURS, _SECONDS  # of hours and minutes the same
    return [
        # The usual case, put together in a fifth of the time of `isoformat`.
        f"{year[at.year]}{month[at.month]}{day[at.day]}{hour[at.hour]}{hour[at.minute]}{second[at.second]}"
        if at is not None and at.tzinfo is UTC
        else _unusual(at)
        for at in moments
    ]


def _unusual(moment: datetime | None) -> str:
    return "" if moment is None else f"{_whole(moment).isoformat()}Z"


class _Years(dict[int, str]):
    """Years with the hyphen that follows them."""

    def __missing__(self, year: int) -> str:
        self[year] = f"{year:04d}-"
        return self[year]


_YEARS = _Years()
_MONTHS = tuple(f"{number:02d}-" for number in range(13))
_DAYS = tuple(f"{number:02d}T" for number in range(32))
_HOURS = tuple(f"{number:02d}:" for number in range(60))
_SECONDS = tuple(f"{number:02d}Z" for number in range(60))


def rfc822(moment: datetime) -> str:
    """Return `Fri, 21 Jun 2024 01:00:00 GMT`, for RSS (RFC 822 as RFC 2822 amends it), in any locale."""
    utc = _whole(moment)
    day, month = WEEKDAYS[utc.weekday()][:3], MONTHS[utc.month - 1][:3]
    return f"{day}, {utc.day:02d} {month} {utc.year:04d} {utc.isoformat()[11:]} GMT"


def _whole(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no zone")
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
