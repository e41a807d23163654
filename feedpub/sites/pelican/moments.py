"""Dates as Pelican reads them: what feedpub reads, and the month first where two numbers could be the month."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from feedpub.text import dates

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_NUMBERS_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d])(.*)", re.DOTALL)
_HALF_DAY = re.compile(r"(\d{1,2})(:\d{2}(?::\d{2})?)\s*([AaPp])\.?[Mm]\.?")
_NOON = 12


def read(text: str, zone: tzinfo) -> datetime:
    """Return the moment on the clock that the author wrote it by; `zone` is that of a time without an offset.

    Raises ValueError, with a sentence for people. A date that Pelican would fill up from the day of the build is one.
    """
    written = " ".join(text.replace("_", " ").split())
    written = _HALF_DAY.sub(_whole_day, written, count=1)
    if match := _NUMBERS_FIRST.fullmatch(written):
        first, second = int(match[1]), int(match[3])
        month, day = (first, second) if first <= _NOON else (second, first)
        written = f"{match[4]}-{month:02}-{day:02}{match[5]}"
    moment = dates.as_written(written, zone)
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{written!r} lies outside the years 1 to 9999 in UTC") from error
    return moment


def _whole_day(match: re.Match[str]) -> str:
    hour = int(match[1])
    if 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if match[3] in "Pp" else 0)
    return f"{hour}{match[2]}"
