"""What a robots.txt forbids (RFC 9309): groups by crawler, the longest rule that fits an address wins.

Reads any text in linear time; what is no line of the protocol is passed over, as crawlers do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST: Final = 512_000
"""Bytes that crawlers read (RFC 9309 section 2.5)."""
_AGENT = re.compile(r"[A-Za-z_-]+|\*")
_KEPT = "!$&'()*+,;=:@/?%~"


class RobotsRule(Struct, frozen=True):
    """A line that allows or forbids what begins so."""

    written: str
    pattern: str
    """With the same characters encoded as paths have."""
    allows: bool
    line: int

    def fits(self, path: str) -> bool:
        """Whether a path, with its query, begins like the pattern; `*` is anything, `$` the end."""
        is_whole = self.pattern.endswith("$")
        first, *parts = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        if not parts:
            return not is_whole or path == first
        place = len(first)
        for part in parts[:-1] if is_whole else parts:
            place = path.find(part, place)
            if place < 0:
                return False
            place += len(part)
        return not is_whole or (path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= place)


class Robots:
    """The rules of a robots.txt for one crawler."""

    def __init__(self, rules: Sequence[RobotsRule]) -> None:
        self._rules = tuple(rules)
        self._starts = tuple({rule.pattern.removesuffix("$").partition("*")[0] for rule in rules if not rule.allows})

    def __bool__(self) -> bool:
        """Whether anything is forbidden."""
        return bool(self._starts)

    def forbidding(self, path: str) -> RobotsRule | None:
        """Return the rule that forbids a path with its query; None where it may be fetched."""
        path = _normal(path or "/")
        if not path.startswith(self._starts) or path == "/robots.txt":
            return None  # said at once of nearly all
        fitting = [rule for rule in self._rules if rule.fits(path)]
        best = max(fitting, key=lambda rule: (len(rule.pattern), rule.allows), default=None)
        return None if best is None or best.allows else best


def rules_for(agent: str, data: bytes) -> Robots:
    """Return the rules for a crawler, by its name in lower case: of its own groups, else of those for all."""
    own: list[RobotsRule] = []
    for_all: list[RobotsRule] = []
    is_named = False
    names: set[str] = set()
    is_head = False
    for number, key, value in _lines(data):
        if key == "user-agent":
            names = (names if is_head else set()) | {name.lower() for name in _AGENT.findall(value)[:1]}
            is_head = True
            is_named = is_named or agent in names
        elif key in {"allow", "disallow"}:
            is_head = False
            if value:
                rule = RobotsRule(value, _normal(value), key == "allow", number)
                own += [rule] if agent in names else []
                for_all += [rule] if "*" in names else []
    return Robots(own if is_named else for_all)


def sitemaps(data: bytes) -> list[tuple[int, str]]:
    """Return the lines that name a sitemap: number and value (sitemaps.org)."""
    return [(number, value) for number, key, value in _lines(data) if key == "sitemap"]


def _lines(data: bytes) -> Iterator[tuple[int, str, str]]:
    """Return number, key in lower case, and value of each line that has both."""
    text = data[:_MOST].decode("utf-8-sig", "replace")
    for number, line in enumerate(text.splitlines(), start=1):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield number, key.strip().lower(), value.strip()


def _normal(path: str) -> str:
    """Return a path with the same characters encoded, however it is written (RFC 9309 section 2.2.2)."""
    if path.isascii() and "%" not in path:
        return path
    return quote(
        unquote_to_bytes(path.replace("%25", "%2525").replace("%2F", "%252F").replace("%2f", "%252F")), safe=_KEPT
    )
