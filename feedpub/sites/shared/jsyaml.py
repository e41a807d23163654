"""Moments as js-yaml, which generators in JavaScript read front matter with, understands them."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from feedpub.text import dates

if TYPE_CHECKING:
    from datetime import datetime

_DAY_LENGTH: Final = len("2024-06-21")
_WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>[0-2]?\d|3[01])"
    r"(?:(?:[Tt]|[ \t]++)(?P<time>\d\d?:\d\d:\d\d)(?:\.\d{0,9}+)?+"
    r"(?:[ \t]*+(?:Z|(?P<sign>[+-])(?P<hours>\d\d?)(?::(?P<minutes>\d\d))?+))?+)?+"
)
"""With a time, all may be of one figure."""


def moment(text: str) -> datetime:
    """Return the moment, one without an offset in UTC. Raises ValueError where there is none.

    The 31st of a short month is the first of the next, and an offset may be of one figure.
    """
    try:
        return dates.parse_date(text, UTC)
    except ValueError:
        match = _WRITTEN.fullmatch(text)
        if match is None or not (match["time"] or len(text) == _DAY_LENGTH):
            raise
    start = dates.parse_date(f"{match['year']}-{match['month']:0>2}-01 {match['time'] or '00:00'}", UTC)
    found = start + timedelta(days=int(match["day"]) - 1)
    offset = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    return found + offset if match["sign"] == "-" else found - offset
