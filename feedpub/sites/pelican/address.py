"""Addresses as Pelican makes them: a pattern like `{date:%Y}/{slug}.html`, filled in.

What stands in a pattern is text, or a part of the date; nothing of Python's own formatting reaches any object.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Final

from feedpub.text.dates import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_OF_DATE: Final = frozenset({"year", "month", "day", "hour", "minute", "second"})
_DIRECTIVE = re.compile(r"%(-?)(.)", re.DOTALL)
_NUMBERS: Final = frozenset("dHjmMSUwWyYV%fIuGpzZ")
_NAMES: Final = frozenset("aAbB")
"""Directives that give words: English ones here, those of `LOCALE` in Pelican."""
_TEXT_SPEC = re.compile(r"[<>^]?\d{0,3}(?:\.\d{1,3})?s?")
_NUMBER_SPEC = re.compile(r"0?\d{0,2}d?")
_FIELD = re.compile(r"(\w+)(?:\.(\w+))?")


def fill(pattern: str, facts: Mapping[str, str], date: datetime | None) -> str:
    """Return the pattern filled in. Raises ValueError, with a sentence for people, for what it asks for in vain."""
    return "".join(
        literal + ("" if name is None else _field(name, spec or "", facts, date))
        for literal, name, spec, _ in _parts(pattern)
    )


def check(pattern: str) -> None:
    """Raise ValueError, with a sentence for people, for a pattern that cannot be filled in for any post."""
    for _, name, spec, conversion in _parts(pattern):
        if conversion:
            raise ValueError(f"`!{conversion}` cannot be used in an address")
        if name is None:
            continue
        match = _FIELD.fullmatch(name)
        if match is None or (match[2] and (match[1] != "date" or match[2] not in _OF_DATE)):
            raise ValueError(f"`{{{name}}}` is not known; write a key of the post, such as `{{slug}}`")
        if match[1] == "date" and not match[2]:
            _check_directives(spec or "")


def uses_names(pattern: str) -> bool:
    """Whether a pattern asks for the name of a month or weekday, which is another in every language."""
    specs = (spec or "" for _, name, spec, _ in _parts(pattern) if name == "date")
    return any(match[2] in _NAMES for spec in specs for match in _DIRECTIVE.finditer(spec))


def _parts(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(pattern))
    except ValueError as error:
        raise ValueError(f"its braces do not match ({error})") from error


def _field(name: str, spec: str, facts: Mapping[str, str], date: datetime | None) -> str:
    match = _FIELD.fullmatch(name)
    if match and match[1] == "date":
        if date is None:
            raise ValueError("it asks for a date, and the post has none")
        return _of_date(match[2], spec, date)
    if match is None or match[2] or match[1] not in facts:
        raise ValueError(f"it asks for `{{{name}}}`, which the post does not have")
    if not _TEXT_SPEC.fullmatch(spec):
        raise ValueError(f"`{spec}` is no way to write a text")
    return format(facts[match[1]], spec)


def _of_date(part: str | None, spec: str, date: datetime) -> str:
    if part is None:
        return strftime(date, spec) if spec else str(date)
    if part not in _OF_DATE or not _NUMBER_SPEC.fullmatch(spec):
        raise ValueError(f"`{{date.{part}:{spec}}}` cannot be filled in")
    return format(getattr(date, part), spec)


def _check_directives(spec: str) -> None:
    for match in _DIRECTIVE.finditer(spec):
        if match[2] in "cxX":
            raise ValueError(f"`{match[0]}` is another text on every machine; write `%Y-%m-%d` or the like")


def strftime(date: datetime, spec: str) -> str:
    """Return the date as `spec` says; `%-d` is without zeros in front, and names are English."""

    def one(match: re.Match[str]) -> str:
        letter = match[2]
        if letter in _NAMES:
            name = WEEKDAYS[date.weekday()] if letter in "aA" else MONTHS[date.month - 1]
            text = name[:3] if letter in "ab" else name
        elif letter in _NUMBERS:
            # Before the year 1000 the C library leaves the zeros out, and only some of them.
            text = f"{date.year:04}" if letter == "Y" else date.strftime(f"%{letter}")
        else:
            return match[0]
        return (text.lstrip("0") or "0") if match[1] else text

    _check_directives(spec)
    return _DIRECTIVE.sub(one, spec)
