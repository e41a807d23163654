"""The place of a mistake in TOML, which the standard library says in words at the end of its message, if at all."""

from __future__ import annotations

from feedpub.text import patterns
from feedpub.text.positions.spot import Lines, Spot

_PLACE = patterns.lazy(r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")
_LONG_NUMBER = patterns.lazy(r"[0-9A-Fa-f_]{1000,}")


def toml_mistake(error: ValueError, text: str) -> tuple[str, Spot]:
    """Return what tomllib says is wrong, without the place, and the place."""
    match = _PLACE.fullmatch(str(error))
    if match is None and (number := _LONG_NUMBER.search(text)):  # more than the interpreter turns into text, or back
        return "a number has too many digits", Lines(text).spot(number.start())
    if match is None:
        return str(error), Spot(1, 1)
    if match[2] is None:
        return f"{match[1]} at the end of the file", Lines(text).spot(len(text))
    return match[1], Spot(int(match[2]), int(match[3]))
