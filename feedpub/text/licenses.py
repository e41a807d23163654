"""Licences of Creative Commons by their names: authors write `CC BY 4.0`, feeds want an address."""

from __future__ import annotations

import re
from typing import Final

from feedpub.text import patterns

_NAME: Final = patterns.lazy(
    r"(?:cc|creative commons)[\s_-]*+(?P<terms>by(?:[\s_-]?nc)?(?:[\s_-]?(?:nd|sa))?)[\s_-]*+(?P<version>[1-4]\.[05])?",
    re.IGNORECASE,
)
_ZERO: Final = patterns.lazy(r"cc[\s_-]?0(?:[\s_-]*1\.0)?", re.IGNORECASE)
_TERM: Final = patterns.lazy("by|nc|nd|sa")
_PRESENT: Final = "4.0"


def address(written: str) -> str:
    """Return the address of a licence of Creative Commons that is named (`CC BY-SA 4.0`, `cc0`); "" for others.

    Without a version it is 4.0, the present one.
    """
    name = written.strip()
    if _ZERO.fullmatch(name):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    match = _NAME.fullmatch(name)
    if match is None:
        return ""
    terms = "-".join(_TERM.findall(match["terms"].lower()))
    return f"https://creativecommons.org/licenses/{terms}/{match['version'] or _PRESENT}/"
