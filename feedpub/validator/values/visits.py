"""What in an address belongs to one visit, or one way of coming: ids of sessions, parameters that count visitors."""

from __future__ import annotations

import re
from typing import Final

from feedpub.text import patterns

_TRACKERS: Final = r"utm_[a-z]{2,20}|fbclid|gclid|msclkid|mc_[ce]id|_hsenc|igshid|yclid"
COUNTED: Final = rf"[\w.-]*(?i:sid|sess|cfid|cftoken|zenid|adminid)|(?i:{_TRACKERS})"
"""Beginnings of parameters that may count visits or visitors."""
_ID: Final = r"(?=[a-z0-9,_-]{0,40}?[0-9])(?=[0-9,_-]{0,40}?[a-z])[a-z0-9,_-]{6,200}(?=[&#]|\Z)"
"""Letters and digits, as ids of sessions have them; `sid=1234` and `sid=06/01/02/1432` are numbers of stories."""
_SESSION: Final = patterns.lazy(
    r";(?:jsessionid=[^/?#;]*|(?:sid|sessionid|phpsessid)=[a-z0-9]{6,200})"
    r"|[?&](?P<query>(?:[a-z0-9_.-]{0,20}?(?:sess|session)[_.-]?id[a-z]{0,10}|cfid|cftoken)=[0-9A-Za-z._~+/%!-]{6,200}"
    rf"|(?:(?:[a-z0-9_-]{{0,20}}[_.-])?(?:sid|sess|session)|[a-z0-9]{{2,6}}sid|zenid|oscadminid|session_?(?:token|key))={_ID})"
    r"|/\((?:[A-Z]\([A-Za-z0-9]{6,80}\))+\)",
    re.IGNORECASE,
)


def session(value: str) -> str:
    """Return what in an address is the id of a session; "" for nothing."""
    match = _SESSION.search(value)
    return (match["query"] or match[0]).lstrip(";/") if match is not None else ""


_TRACKING: Final = patterns.lazy(rf"[?&]({_TRACKERS})=", re.IGNORECASE)


def tracking(value: str) -> str:
    """Return the parameter of an address that counts where visitors come from; "" for none."""
    match = _TRACKING.search(value)
    return match[1] if match is not None else ""
