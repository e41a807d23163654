"""Dates as published feeds and exports have them: in whatever form somebody wrote them. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from feedpub.text import dates

_NO_DATE: Final = re.compile(r"\b0001-01-01|\b0?1 Jan 0001\b")
"""What Go writes for no date."""


@lru_cache(maxsize=4096)
def parse_date(text: str) -> datetime | None:
    """Return the date in UTC and whole seconds, or None where there is none that can be told."""
    if not text:
        return None
    if _NO_DATE.search(text):
        return datetime.min.replace(tzinfo=UTC)  # `email` takes the year 1 for 2001
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - loads sockets, and a first build reads no feed

    for parse in (datetime.fromisoformat, parsedate_to_datetime, _authors_date):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        try:
            return aware.astimezone(UTC).replace(microsecond=0)
        except OverflowError:
            return None
    return None


def _authors_date(text: str) -> datetime:
    return dates.parse_date(text, UTC)
