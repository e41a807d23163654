"""Moments as js-yaml, which generators in JavaScript read front matter with, understands them."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from feedpub.text import dates

if TYPE_CHECKING:
    from datetime import datetime

_WRITTEN: Final = re.compile(r"(\d{4}-\d\d-(?:[0-2]\d|3[01]))(?:[Tt ](\d\d?:\d\d:\d\d)(?: ?([+-])(\d\d?))?)?")


def moment(text: str) -> datetime:
    """Return the moment, one without an offset in UTC. Raises ValueError where there is none.

    The 31st of a short month is the first of the next, and an offset may be of one figure.
    """
    try:
        return dates.parse_date(text, UTC)
    except ValueError:
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise
        day, time, sign, hours = match.groups()
        found = dates.parse_date(f"{day[:-2]}01 {time or '00:00'}", UTC) + timedelta(days=int(day[-2:]) - 1)
        return found - timedelta(hours=int(f"{sign}{hours}")) if sign else found
