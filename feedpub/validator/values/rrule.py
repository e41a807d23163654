"""Recurrence rules of iCalendar (RFC 5545 section 3.3.10), as podcasts have them: `FREQ=WEEKLY;BYDAY=MO`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable

_FREQUENCIES: Final = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = patterns.lazy(r"(?:[+-]?[1-9][0-9]?)?(?:MO|TU|WE|TH|FR|SA|SU)")
_POSITIVE: Final = patterns.lazy(r"0{0,5}[1-9][0-9]{0,8}")
_NUMBER: Final = patterns.lazy(r"([+-]?)([0-9]{1,3})")
_MOMENT: Final = patterns.lazy(
    r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:T[0-9]{2}:?[0-9]{2}:?[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def _each(test: Callable[[str], object]) -> Callable[[str], bool]:
    """Return the test of lists of values."""
    return lambda text: all(test(one) for one in text.split(","))


def _within(least: int, most: int, *, signed: bool) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        match = _NUMBER.fullmatch(text)
        return match is not None and least <= int(match[2]) <= most and (signed or not match[1])

    return _each(test)


_PARTS: Final[dict[str, Callable[[str], object]]] = {
    "FREQ": _FREQUENCIES.__contains__,
    "UNTIL": _MOMENT.fullmatch,
    "COUNT": _POSITIVE.fullmatch,
    "INTERVAL": _POSITIVE.fullmatch,
    "BYSECOND": _within(0, 60, signed=False),
    "BYMINUTE": _within(0, 59, signed=False),
    "BYHOUR": _within(0, 23, signed=False),
    "BYDAY": _each(_DAY.fullmatch),
    "BYMONTHDAY": _within(1, 31, signed=True),
    "BYYEARDAY": _within(1, 366, signed=True),
    "BYWEEKNO": _within(1, 53, signed=True),
    "BYMONTH": _within(1, 12, signed=False),
    "BYSETPOS": _within(1, 366, signed=True),
    "WKST": _DAYS.__contains__,
}


def problem(text: str) -> str | None:
    """Say what is wrong with a rule, in words that follow the value; None for a sound one."""
    seen: set[str] = set()
    for part in text.strip().removesuffix(";").upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals:
            return f'has the part "{part[:40]}" without "="' if part else "is empty, or has an empty part"
        if name not in _PARTS:
            return f"has the part {name[:40]}, which RFC 5545 does not know"
        if name in seen:
            return f"has {name} twice"
        if not _PARTS[name](value):
            return f'says "{value[:40]}" for {name}'
        seen.add(name)
    if "FREQ" not in seen:
        return "has no FREQ"
    return "has both COUNT and UNTIL" if {"COUNT", "UNTIL"} <= seen else None
