"""Dates as Jekyll reads them.

YAML takes a time with seconds and without an offset as UTC; a text that is none for YAML, such as one without
seconds or in quotes, is local to the site's time zone, and so is a date alone.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from feedpub.sites.jekyll import rubytime
from feedpub.text import dates

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_YAML_TIME = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d)(?:\.\d*)?(?:\s*(?:Z|([-+])(\d{1,2}):?(\d\d)?))?"
)
"""What YAML takes for a time (`Psych::ScalarScanner::TIME`)."""
_USUAL = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?: ?(Z|[+-]\d\d:?\d\d))?)?")
"""What Ruby and feedpub read alike."""
_NAME = re.compile(r"(?:.+/)?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)")


def moment(text: str, zone: tzinfo, *, is_quoted: bool = False) -> datetime:
    """Return the moment in UTC. Raises ValueError, with a sentence for people, and NoYearError as `rubytime` does."""
    written = text.strip()
    if not is_quoted and (match := _YAML_TIME.fullmatch(written)):
        time, sign, hours, minutes = match.groups()
        written = f"{time} {sign or '+'}{int(hours or 0):02}:{minutes or '00'}"
    match = _USUAL.fullmatch(written)
    try:
        if match:
            found = dates.parse_date(written, zone)
            return found if match[1] else _later(found, zone)
    except ValueError:
        pass  # the 31st of a short month is for Ruby the first of the next
    return rubytime.parse(written, zone)


def _later(found: datetime, zone: tzinfo) -> datetime:
    """Return the second of two moments that the clocks show alike when they are put back, as Ruby does."""
    local = found.astimezone(zone)
    second = local.replace(fold=1).astimezone(UTC)
    return second if second.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else found


def is_quoted(block: str, key: str) -> bool:
    """Whether the value of a key of a YAML block stands in quotes, which makes it a text for YAML."""
    return re.search(rf"""(?m)^{re.escape(key)}[ \t]*:[ \t]+["']""", block) is not None


def file_name(path: str) -> tuple[str, str] | None:
    """Return date and slug of a path that Jekyll takes for that of a post; None for any other."""
    match = _NAME.fullmatch(path)
    return (match[1], match[2]) if match else None


def named_date(written: str, zone: tzinfo) -> datetime:
    """Return the midnight of the date in a file's name (`24-6-1` is in 2024). Raises ValueError."""
    return moment(written, zone, is_quoted=True)
