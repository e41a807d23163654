"""What front matter says of a post beyond its text: what it links to, whence it came, where it is discussed.

Themes have some of these keys for something else: `comments: true` is a switch, `license: MIT` of code, `location` a
name, `source` a title. What is not of the form that is meant here says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.collect import media
from feedpub.model.extensions import Discussion, PostExtensions, SourceFeed
from feedpub.text import licenses, patterns

if TYPE_CHECKING:
    from feedpub.collect.builder import RecordBuilder
    from feedpub.collect.fields import Path
    from feedpub.collect.frontmatter import Value

MEANINGS: Final = ("link", "via", "license", "place", "discussion", "source")
_NOTHING: Final = PostExtensions()
_ADDRESS: Final = patterns.lazy(r"https?://\S+", re.IGNORECASE)
_PAIR: Final = patterns.lazy(
    r"\s*+([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)(?:\s*+[,;]\s*+|\s++)([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)\s*+"
)
_LATITUDES: Final = ("lat", "latitude")
_LONGITUDES: Final = ("lon", "lng", "long", "longitude")
_MOST_NORTH: Final = 90
_MOST_EAST: Final = 180


def extensions(builder: RecordBuilder) -> PostExtensions | None:
    """Return what a post says besides; None where that is nothing."""
    linked = _linked(builder)
    found = PostExtensions(
        linked=linked,
        is_led_to=bool(linked) and builder.settings.leads_to_linked,
        via=_address(builder, "via"),
        license=_license(builder),
        point=_point(builder),
        discussion=_discussion(builder),
        source=_source(builder),
    )
    return found if found != _NOTHING else None


def _linked(builder: RecordBuilder) -> str:
    """Return the page elsewhere that the post is about; none where that is the post itself."""
    address = _address(builder, "link")
    return address if address != builder.url else ""


def _address(builder: RecordBuilder, meaning: str) -> str:
    for path, value in builder.all(meaning):
        if isinstance(value, dict):
            path, value = (*path, "url"), value.get("url", "")  # noqa: PLW2901 - the same, told more fully
        if isinstance(value, str) and _ADDRESS.fullmatch(value.strip()):
            return media.absolute(builder, path, value.strip(), builder.url)
    return ""


def _license(builder: RecordBuilder) -> str:
    if address := _address(builder, "license"):
        return address
    values = (value.get("name", "") if isinstance(value, dict) else value for _, value in builder.all("license"))
    return next((found for value in values if isinstance(value, str) and (found := licenses.address(value))), "")


def _point(builder: RecordBuilder) -> str:
    for path, value in builder.all("place"):
        pair = _pair(value)
        if pair is None:
            continue
        north, east = pair
        if abs(north) <= _MOST_NORTH and abs(east) <= _MOST_EAST:
            return f"{_degrees(north)} {_degrees(east)}"
        builder.unusable(
            path,
            "post/bad-place",
            f"`{path[0]}` has the latitude {north:g} and the longitude {east:g}; one of them cannot be.",
            "Write degrees, the latitude first: `[37.5665, 126.978]`. Perhaps the two stand the wrong way round.",
            value if isinstance(value, str) else "",
            "Maps would show the post elsewhere, or refuse it.",
        )
    return ""


def _degrees(number: float) -> str:
    """Return degrees to a hundredth of a millimetre, never as a power of ten, which GeoRSS does not know."""
    return f"{number:.10f}".rstrip("0").rstrip(".")


def _pair(value: Value) -> tuple[float, float] | None:
    """Return latitude and longitude as they are written: a list, a text of two numbers, or a table."""
    if isinstance(value, dict):
        named = {key.lower(): each for key, each in value.items()}
        north = next((named[key] for key in _LATITUDES if key in named), None)
        east = next((named[key] for key in _LONGITUDES if key in named), None)
        value = [north, east] if north is not None and east is not None else []
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - two make a pair
        value = " ".join(map(str, value))
    match = _PAIR.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    return float(match[1]), float(match[2])


def _discussion(builder: RecordBuilder) -> Discussion | None:
    url = feed = ""
    count: int | None = None
    for path, value in builder.all("discussion"):
        name = str(path[0]).lower().replace("_", "").replace("-", "")
        if isinstance(value, dict):
            url = url or _absolute(builder, (*path, "url"), value.get("url"))
            feed = feed or _absolute(builder, (*path, "feed"), value.get("feed"))
            count = _number(value.get("count")) if count is None else count
        elif "count" in name:
            count = _number(value)
        elif "feed" in name or "rss" in name:
            feed = feed or _absolute(builder, path, value)
        else:
            url = url or _absolute(builder, path, value)
    return Discussion(url=url, feed=feed, count=count) if url or feed or count is not None else None


def _absolute(builder: RecordBuilder, path: Path, value: object) -> str:
    """Return an address that is written in full or begins at the root; nothing for another word."""
    is_address = isinstance(value, str) and (_ADDRESS.fullmatch(value) or value.startswith("/"))
    return media.absolute(builder, path, str(value), builder.url) if is_address else ""


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def _source(builder: RecordBuilder) -> SourceFeed | None:
    for path, value in builder.all("source"):
        if isinstance(value, dict) and (url := _absolute(builder, (*path, "feed"), value.get("feed"))):
            title = value.get("title") or value.get("name") or ""
            updated = builder.moment((*path, "updated"), value["updated"]) if value.get("updated") else None
            return SourceFeed(url=url, title=title if isinstance(title, str) and title else url, updated=updated)
    return None
