"""Places on earth: pairs of latitude and longitude (GeoRSS), and geo: addresses (RFC 5870)."""

from __future__ import annotations

from typing import Final

from feedpub.text import patterns

_NUMBER: Final = patterns.lazy(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_GEO: Final = patterns.lazy(
    r"geo:(-?[0-9]+(?:\.[0-9]+)?),(-?[0-9]+(?:\.[0-9]+)?)(?:,-?[0-9]+(?:\.[0-9]+)?)?(?:;[A-Za-z0-9-]+(?:=[^;\s]*)?)*"
)
_NORTH: Final = 90.0
_EAST: Final = 180.0


def _numbers(text: str) -> list[float] | None:
    """Return the numbers in a text, with white space between them; None where something else is there."""
    parts = text.split()
    return [float(part) for part in parts] if all(map(_NUMBER.fullmatch, parts)) else None


def _of_the_earth(latitude: float, longitude: float) -> str:
    """Say what is wrong with a pair; "" for a place on earth."""
    if abs(latitude) > _NORTH:
        return f"has the latitude {latitude:g}, which is beyond 90 degrees"
    return f"has the longitude {longitude:g}, which is beyond 180 degrees" if abs(longitude) > _EAST else ""


def pairs_problem(text: str, least: int = 1, most: int | None = None, *, closed: bool = False) -> str | None:
    """Say what is wrong with pairs of latitude and longitude, in words that follow the value; None for sound ones.

    There are `least` to `most` pairs; of a `closed` line the last is the first.
    """
    numbers = _numbers(text)
    if not text.strip():
        return "is empty"
    if numbers is None:
        return "has commas between its numbers" if _numbers(text.replace(",", " ")) else "is not made of numbers"
    if len(numbers) % 2:
        return f"has {len(numbers)} number{'' if len(numbers) == 1 else 's'}, which make no pairs"
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    if len(pairs) < least or (most is not None and len(pairs) > most):
        wanted = f"{least}" if most == least else f"{least} or more"
        return f"has {len(pairs)} pair{'' if len(pairs) == 1 else 's'} of numbers, not {wanted}"
    wrong = next(filter(None, (_of_the_earth(*pair) for pair in pairs)), "")
    if not wrong and closed and pairs[0] != pairs[-1]:
        return "does not end where it begins"
    return wrong or None


def circle_problem(text: str) -> str | None:
    """Say what is wrong with latitude, longitude and radius; None for a sound circle."""
    numbers = _numbers(text)
    if numbers is None or len(numbers) != 3:  # noqa: PLR2004 - the three that the sentence names
        return "is not latitude, longitude and radius"
    latitude, longitude, radius = numbers
    return _of_the_earth(latitude, longitude) or ("has no radius above zero" if radius <= 0 else None)


def box_problem(text: str) -> str | None:
    """Say what is wrong with the lower and the upper corner of a box; None for a sound one."""
    wrong = pairs_problem(text, 2, 2)
    if wrong is None:
        south, _, north, _ = map(float, text.split())
        return "has its upper corner south of its lower one" if north < south else None
    return wrong


def swapped(text: str) -> str:
    """Return pairs with latitude and longitude changed over, where that makes a place on earth of them; else ""."""
    parts = text.replace(",", " ").split()
    if _numbers(" ".join(parts)) is None or len(parts) % 2:
        return ""
    changed = " ".join(f"{second} {first}" for first, second in zip(parts[::2], parts[1::2], strict=True))
    return "" if pairs_problem(changed) else changed


def is_mixed_up(text: str) -> bool:
    """Whether a latitude lies beyond the poles and could be the longitude."""
    numbers = _numbers(text) or []
    return any(abs(latitude) > _NORTH for latitude in numbers[::2]) and bool(swapped(text))


def geo_problem(text: str) -> str | None:
    """Say what is wrong with a geo: address, in words that follow the value; None for a sound one."""
    match = _GEO.fullmatch(text)
    if match is None:
        return "is not of the form geo:48.2,16.37" if text.startswith("geo:") else 'does not begin with "geo:"'
    return _of_the_earth(float(match[1]), float(match[2])) or None
