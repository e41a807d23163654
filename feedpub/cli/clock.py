"""The one place that reads the clock."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from feedpub.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""reproducible-builds.org: seconds since 1970 that stand for now."""


def now(environ: Mapping[str, str] = os.environ) -> datetime:
    """Return the moment that SOURCE_DATE_EPOCH names, else this one; in UTC, without fractions of a second.

    UsageError when the variable holds anything but a number of seconds.
    """
    text = environ.get(VARIABLE, "")
    if not text:
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - this is where the clock is read
    if not (text.isascii() and text.isdecimal()):
        raise UsageError(f"{VARIABLE} is {text!r}: it must be a whole number of seconds since 1970, or be unset")
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"{VARIABLE} is {text}: that is no date before the year 10000") from error
