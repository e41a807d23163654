"""The dates of a page: which key of its front matter, or the name of its file, gives which (`[frontmatter]`)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.sites.shared.reading import NOTHING
from feedpub.text import dates, patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from feedpub.collect.frontmatter import Value
    from feedpub.sites.hugo.rules import HugoRules

_FILE_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[-T](\d\d)-(\d\d)-(\d\d)(?!\d))?(.*)", re.DOTALL)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt ]+(\d\d?):(\d\d)(?::(\d\d))?)?")


class Moments(Struct, frozen=True, kw_only=True):
    """The dates of a page, in UTC; None where there is none."""

    local: datetime | None
    """The date on the clocks of whoever wrote it: what permalinks show."""
    published: datetime | None
    """What feeds carry, and the moment before which the page lies in the future."""
    updated: datetime | None
    expires: datetime | None
    slug: str = ""
    """What the name of the file says besides its date, where the date comes from there."""


class _FoundDate(Struct, frozen=True):
    written: str
    moment: datetime
    slug: str = ""


def read(
    values: Mapping[str, Value], name: str, rules: HugoRules, zone: tzinfo, note: Callable[[str, str, ValueError], None]
) -> Moments:
    """Return the dates; keys of `values` are in lower case, `note` is told of each value that is no date."""
    known: dict[str, _FoundDate | None] = {}

    def moment(key: str) -> _FoundDate | None:
        if key not in known and key in values:
            known[key] = read_one(key, values[key])
        return known.get(key)

    def read_one(key: str, value: Value) -> _FoundDate | None:
        if not isinstance(value, str) or value.strip() in NOTHING:
            return None
        try:
            moment = _moment(value.strip(), zone)
        except ValueError as error:
            note(key, value, error)
            return None
        return _FoundDate(value.strip(), moment) if moment.year > 1 else None  # what Go takes for no date

    def first(tokens: tuple[str, ...]) -> _FoundDate | None:
        found = (_of_name(name, zone) if key == ":filename" else moment(key) for key in tokens)
        return next(filter(None, found), None)

    date = first(rules.dates["date"])
    published = first(rules.dates["publishdate"]) or date
    others = {*rules.dates["date"], *rules.dates["publishdate"]} - {"lastmod", "modified"}
    updated = first(tuple(token for token in rules.dates["lastmod"] if token not in others))
    expires = first(rules.dates["expirydate"])
    return Moments(
        local=_local(date, zone),
        published=published.moment if published else None,
        updated=updated.moment if updated and published and updated.moment >= published.moment else None,
        expires=expires.moment if expires else None,
        slug=date.slug if date else "",
    )


_NAMED_MONTH = patterns.lazy(
    r"(?:[A-Za-z]+, )?(?P<day>\d\d)[ -](?P<month>[A-Za-z]{3})[ -](?P<year>\d{4}|\d\d) (?P<time>\d\d:\d\d(?::\d\d)?) "
    r"(?:(?P<offset>[+-]\d{4})|[A-Z]{3,4})"
)
"""RFC 1123, RFC 850 and RFC 822 as Go's `time` has them."""
_UNIX = patterns.lazy(
    r"[A-Za-z]{3} (?P<month>[A-Za-z]{3}) +(?P<day>\d{1,2}) (?P<time>\d\d:\d\d:\d\d) (?P<offset>)[A-Z]{3,4} "
    r"(?P<year>\d{4})"
)
_OF_GO = patterns.lazy(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4}) [A-Z]{3,4}")
_SECONDS = patterns.lazy(r"\d{1,11}")
_PIVOT = 69


def _moment(written: str, zone: tzinfo) -> datetime:
    """Return the moment that Go reads, where it reads the text; raises as `parse_date` does, and reads what that reads.

    A number is of seconds since 1970. A zone by its name alone says nothing to Go: the time is in that of the site.
    """
    if written.isascii() and written.isdigit() and _SECONDS.fullmatch(written):
        return datetime.fromtimestamp(int(written), UTC)
    if match := _OF_GO.fullmatch(written):
        return dates.parse_date(match[1], zone)
    if match := _NAMED_MONTH.fullmatch(written) or _UNIX.fullmatch(written):
        day, month, year, time = match.group("day", "month", "year", "time")
        century = "" if len(year) > 2 else "20" if int(year) < _PIVOT else "19"  # noqa: PLR2004 - figures of a short year
        return dates.parse_date(f"{day} {month} {century}{year} {time} {match['offset'] or ''}", zone)
    return dates.parse_date(written, zone)


def _of_name(name: str, zone: tzinfo) -> _FoundDate | None:
    match = _FILE_NAME.fullmatch(name)
    if match is None:
        return None
    day, hour, minute, second, rest = match.groups()
    written = f"{day}T{hour}:{minute}:{second}" if hour else day
    try:
        return _FoundDate(written, dates.parse_date(written, zone), rest.strip(" -_"))
    except ValueError:
        return None  # figures that are no day are a name, as Hugo has it


def _local(found: _FoundDate | None, zone: tzinfo) -> datetime | None:
    if found is None:
        return None
    if match := _ISO.match(found.written):
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - on nobody's clocks but the author's
    return found.moment.astimezone(zone)
