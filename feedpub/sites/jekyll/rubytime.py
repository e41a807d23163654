"""What Ruby's `Time.parse` makes of a text: `11-9-2017`, `2023/4/12 14:3`, `January 2, 2017 10:00 PM PST`.

`Date._parse` looks for a day of the week, then for a time, then for a date in one form after the other, each anywhere
in what is left of the text. Its forms, their order and what is done with their figures are Ruby's (`date_parse.c`).
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from feedpub.text import patterns
from feedpub.text.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

_LONGEST: Final = 128
_SHORT: Final = "|".join(month[:3] for month in MONTHS)
_NUMBERS: Final = {month[:3].lower(): number for number, month in enumerate(MONTHS, start=1)}
_ERA: Final = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
_FLAGS: Final = re.ASCII | re.IGNORECASE | re.VERBOSE
_OTHER: Final = patterns.lazy(r"[^-+',./:@\w\[\]]+|_+")
_DAY: Final = patterns.lazy(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-\d\s]*", _FLAGS)
_TIME: Final = patterns.lazy(
    r"""((?:\d+\s*:\s*\d+(?:\s*:\s*\d+(?:[,.]\d*)?)?|\d+\s*h(?:\s*\d+m?(?:\s*\d+s?)?)?)(?:\s*[ap](?:m\b|\.m\.))?
        |\d+\s*[ap](?:m\b|\.m\.))
        (?:\s*((?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|(?-i:[^\W\d_.]|[.\s])+(?:standard|daylight)\stime\b
        |[^\W\d_]+(?:\sdst)?\b))?""",
    _FLAGS,
)
_PARTS_OF_TIME: Final = patterns.lazy(
    r"(\d+)\s*h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.]\d*)?s?)?)?(?:\s*([ap])(?:m\b|\.m\.))?", _FLAGS
)
_EUROPEAN: Final = patterns.lazy(
    rf"'?(\d+)[^-\d\s]*\s*({_SHORT})[^-\d\s']*(?:\s*{_ERA}\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?", _FLAGS
)
_AMERICAN: Final = patterns.lazy(rf"\b({_SHORT})[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*{_ERA}\s*('?-?\d+))?", _FLAGS)
_DASHES: Final = patterns.lazy(r"('?[-+]?\d+)-(\d+)-('?-?\d+)", re.ASCII)
_VMS: Final = patterns.lazy(rf"('?-?\d+)-({_SHORT})[^-/.]{{0,40}}+-('?-?\d+)", _FLAGS)
_VMS_MONTH: Final = patterns.lazy(rf"\b({_SHORT})[^-/.]{{0,40}}-('?-?\d+)(?:-('?-?\d+))?", _FLAGS)
_SLASHES: Final = patterns.lazy(r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?", re.ASCII)
_DOTS: Final = patterns.lazy(r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)", re.ASCII)
_DAY_OF_YEAR: Final = patterns.lazy(r"\b(\d{2}|\d{4})-(\d{3})\b", re.ASCII)
_MONTH: Final = patterns.lazy(rf"\b({_SHORT})\S*", _FLAGS)
_YEAR: Final = patterns.lazy(r"'(\d+)\b", re.ASCII)
_ORDINAL: Final = patterns.lazy(r"(\d+)(?:st|nd|rd|th)\b", _FLAGS)
_DIGITS: Final = patterns.lazy(r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(z\b|[-+]\d{1,4}\b)?", _FLAGS)
_LONE: Final = patterns.lazy(r"\s*(\d{1,2})\s*", re.ASCII)
_OFFSET: Final = patterns.lazy(r"([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?", re.ASCII)
_AMERICA: Final = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_MILITARY: Final = {
    **{letter: number for number, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -number for number, letter in enumerate("NOPQRSTUVWXY", start=1)},
}
_HOURS: Final = {**dict.fromkeys(("UTC", "Z", "UT", "GMT"), 0), **_AMERICA, **_MILITARY}
_PIVOT: Final = 69
_CENTURY: Final = 100
_LEAP_YEAR: Final = 2000


_HOUR: Final = timedelta(hours=1)


class NoYearError(ValueError):
    """A date whose year, or whose day, Ruby takes from the day of the build."""


def parse(text: str, zone: tzinfo) -> datetime:
    """Return the moment in UTC; a time without an offset that Ruby knows is in `zone`.

    Raises ValueError, with a sentence for people, for what Ruby refuses, and NoYearError for what depends on the day.
    """
    found = _RubyDate(text).found()
    if not found.keys() - {"zone"}:
        raise ValueError(f"{text!r} is not a date")
    try:
        moment = _moment({"year": _LEAP_YEAR, **found}, zone)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is not a date: {error}") from error
    if "year" not in found:
        raise NoYearError(f"{text!r} has no year, and Jekyll takes that of the day of the build; the post is left out")
    return moment


def _moment(found: dict[str, int | str], zone: tzinfo) -> datetime:
    number = {key: value for key, value in found.items() if isinstance(value, int)}
    year, hour, minute, second = (number.get(key, 0) for key in ("year", "hour", "min", "sec"))
    month, day = number.get("mon", 1), number.get("mday", 1)
    offset = _offset(str(found.get("zone", "")).upper(), year, zone)
    # Where there are hours of an offset to take off, Ruby carries what is over into days.
    is_hour = hour <= 24 or (offset is not None and abs(offset) >= _HOUR)  # noqa: PLR2004 - of a clock
    if not (1 <= month <= 12 and 1 <= day <= 31 and is_hour and minute < 60 and second <= 60):  # noqa: PLR2004 - of a calendar and a clock
        raise ValueError("it has a month, a day or a time that is none")
    start = datetime(year, month, 1)  # noqa: DTZ001 - on nobody's clocks but the author's
    if "yday" in number:
        start, day = datetime(year, 1, 1), number["yday"]  # noqa: DTZ001 - on nobody's clocks but the author's
        if not 1 <= day <= 365 + calendar.isleap(year):
            raise ValueError(f"{year} has no day {day}")
    local = start + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)
    return _local(local, zone) if offset is None else (local - offset).replace(tzinfo=UTC)


def _local(local: datetime, zone: tzinfo) -> datetime:
    """Return the moment that the clocks show; the second of two when they are put back, as Ruby does."""
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    is_shown = second.astimezone(zone).replace(tzinfo=None) == local
    return second if is_shown else local.replace(tzinfo=zone).astimezone(UTC)


def _offset(name: str, year: int, zone: tzinfo) -> timedelta | None:
    """Return the offset that a zone has by its name; None for one that Ruby does not know."""
    if match := _OFFSET.fullmatch(name):
        hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
        return timedelta(hours=hours, minutes=minutes, seconds=seconds) * (-1 if match[1] == "-" else 1)
    if name in _HOURS:
        return timedelta(hours=_HOURS[name])
    around = (datetime(year, month, 1, tzinfo=zone) for month in (1, 7))
    return next((each.utcoffset() for each in around if (each.tzname() or "").upper() == name), None)


class _RubyDate:
    """What `Date._parse` finds in a text, and what of the text is left."""

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise ValueError(f"a date has no {len(text)} characters")
        self._text = _OTHER.sub(" ", text)
        self._found: dict[str, int | str] = {}
        self._is_short_year = True

    def found(self) -> dict[str, int | str]:
        """Return year, mon, mday, yday, hour, min, sec, zone, as far as they are there."""
        found = self._found
        self._take(_DAY)
        self._time()
        forms: tuple[Callable[[], bool], ...] = (
            *(self._european, self._american, self._dashes, self._vms, self._slashes),
            *(self._day_of_year, self._year, self._month, self._ordinal, self._digits),
        )
        any(form() for form in forms)
        if ("hour" in found) != ("mday" in found) and (match := _LONE.fullmatch(self._text)):
            key, least, most = ("mday", 1, 31) if "hour" in found else ("hour", 0, 24)
            if least <= int(match[1]) <= most:
                found[key] = int(match[1])
        year = found.get("year")
        if self._is_short_year and isinstance(year, int) and 0 <= year < _CENTURY:
            found["year"] = year + (1900 if year >= _PIVOT else 2000)
        return found

    def _take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """Take the first match out of the text."""
        match = form.search(self._text)
        if match:
            self._text = f"{self._text[: match.start()]} {self._text[match.end() :]}"
        return match

    def _time(self) -> None:
        match = self._take(_TIME)
        if not match:
            return
        parts = _PARTS_OF_TIME.match(match[1])
        if match[2]:
            self._found["zone"] = match[2]
        if not parts:
            return
        for key, written in zip(("hour", "min", "sec"), parts.groups(), strict=False):
            if written:
                self._found[key] = int(written)
        if parts[4]:
            self._found["hour"] = int(parts[1]) % 12 + (12 if parts[4] in "pP" else 0)

    def _european(self) -> bool:
        match = self._take(_EUROPEAN)
        return match is not None and self._order(match[4], _month(match[2]), match[1], match[3])

    def _american(self) -> bool:
        match = self._take(_AMERICAN)
        return match is not None and self._order(match[4], _month(match[1]), match[2], match[3])

    def _dashes(self) -> bool:
        match = self._take(_DASHES)
        return match is not None and self._order(*match.groups())

    def _vms(self) -> bool:
        if match := self._take(_VMS):
            return self._order(match[3], _month(match[2]), match[1])
        match = self._take(_VMS_MONTH)
        return match is not None and self._order(match[3], _month(match[1]), match[2])

    def _slashes(self) -> bool:
        match = self._take(_SLASHES) or self._take(_DOTS)
        return match is not None and self._order(*match.groups())

    def _day_of_year(self) -> bool:
        match = self._take(_DAY_OF_YEAR)
        if match:
            self._found |= {"year": int(match[1]), "yday": int(match[2])}
        return bool(match)

    def _year(self) -> bool:
        match = self._take(_YEAR)
        if match:
            self._found["year"] = int(match[1])
        return bool(match)

    def _month(self) -> bool:
        match = self._take(_MONTH)
        if match:
            self._found["mon"] = _NUMBERS[match[1].lower()]
        return bool(match)

    def _ordinal(self) -> bool:
        match = self._take(_ORDINAL)
        if match:
            self._found["mday"] = int(match[1])
        return bool(match)

    def _digits(self) -> bool:
        """Read digits without anything between them: `20170102`, `20170102T100000Z`."""
        match = self._take(_DIGITS)
        if not match:
            return False
        sign, digits, time, fraction, zone = match.groups()
        self._found |= _of_digits(sign, digits)
        self._is_short_year = len(digits) in (5, 6)
        if time and len(time) % 2 == 0:
            pairs = [int(time[at : at + 2]) for at in range(0, len(time), 2)]
            names = ("sec", "min", "hour") if fraction is not None else ("hour", "min", "sec")
            self._found |= dict(zip(names, reversed(pairs) if fraction is not None else pairs, strict=False))
        if zone:
            self._found["zone"] = zone
        return True

    def _order(self, year: str | None, month: str | None, day: str | None, era: str | None = None) -> bool:
        """Tell year, month and day apart by their lengths, apostrophes and endings, as Ruby's `s3e` does."""
        if year and month and not day:
            year, month, day = day, year, month
        if year is None and day and (len(day) > 2 or day[0] == "'"):  # noqa: PLR2004 - figures of a day
            year, day = day, year
        if year and (match := re.search(r"(\d+)(\D.*)", year)):
            year, day = day, match[1]
        if month and (month[0] == "'" or len(month) > 2):  # noqa: PLR2004 - figures of a month
            year, month, day = month, day, year
        if day and (day[0] == "'" or len(day) > 2):  # noqa: PLR2004 - figures of a day
            year, day = day, year
        if year and (match := re.search(r"([-+]?)(\d+)", year)):
            number = int(match[0])
            self._found["year"] = 1 - number if (era or "").lower().startswith("b") else number
            self._is_short_year = not (match[1] or len(match[2]) > 2)  # noqa: PLR2004 - figures of a short year
        for key, written in (("mon", month), ("mday", day)):
            if written and (match := re.search(r"\d+", written)):
                self._found[key] = int(match[0])
        return True


def _month(name: str) -> str:
    return str(_NUMBERS[name.lower()])


_LENGTHS: Final = {
    2: (0, 0, 2, 0),
    3: (0, 0, 0, 3),
    4: (0, 2, 2, 0),
    5: (2, 0, 0, 3),
    6: (2, 2, 2, 0),
    7: (4, 0, 0, 3),
    **dict.fromkeys((8, 10, 12, 14), (4, 2, 2, 0)),
}
"""How many figures are those of the year, the month, the day and the day of the year."""


def _of_digits(sign: str, digits: str) -> dict[str, int]:
    """Return what figures in a row are, by their number."""
    parts = _LENGTHS.get(len(digits), ())
    found: dict[str, int] = {}
    at = 0
    for key, length in zip(("year", "mon", "mday", "yday"), parts, strict=False):
        if length:
            found[key] = int((sign if key == "year" else "") + digits[at : at + length])
            at += length
    for key in ("hour", "min", "sec"):
        if parts and at < len(digits):
            found[key] = int(digits[at : at + 2])
            at += 2
    return found
