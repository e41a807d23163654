"""The filters that Jekyll adds to Liquid, and `date`, without the clock and the locale of the machine."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlsplit

from feedpub import markup, text
from feedpub.collect.sites.jekyll import moments
from feedpub.collect.sites.jekyll.slugs import slugify
from feedpub.dates import MONTHS, WEEKDAYS
from feedpub.model import Markup
from feedpub.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from feedpub.collect.settings import Settings

    Filter: TypeAlias = Callable[..., object]

_DIRECTIVE = re.compile(r"%([-_0^#]?)([A-Za-z%])")


def made_for(settings: Settings) -> Mapping[str, Filter]:
    """Give the filters by name, for a site."""

    def absolute_url(value: object, *_: object) -> str:
        return _whole(str(value or ""), settings.site_url)

    def relative_url(value: object, *_: object) -> str:
        whole = absolute_url(value)
        host = settings.site_url[: settings.site_url.index("/", len("https://"))]
        return whole.removeprefix(host)

    def formatted(pattern: str) -> Filter:
        return lambda value, *_: date(value, pattern)

    def date(value: object, pattern: object = "") -> str:
        moment = _moment(value, settings)
        return str(value or "") if moment is None else strftime(moment, str(pattern))

    return {
        **_PLAIN,
        "absolute_url": absolute_url,
        "relative_url": relative_url,
        "date": date,
        "date_to_string": formatted("%d %b %Y"),
        "date_to_long_string": formatted("%d %B %Y"),
        "date_to_xmlschema": lambda value, *_: _with(value, settings, datetime.isoformat),
        "date_to_rfc822": formatted("%a, %d %b %Y %H:%M:%S %z"),
        "markdownify": lambda value, *_: markup.render(str(value or ""), Markup.MARKDOWN, settings.site_url),
    }


def _whole(path: str, site_url: str) -> str:
    if urlsplit(path).scheme:
        return path
    return absolute(site_url, site_url + path.lstrip("/"))


def _moment(value: object, settings: Settings) -> datetime | None:
    """Give the moment on the site's clocks; None for nothing. Raises ValueError, also for what needs the clock."""
    if isinstance(value, datetime):
        return value.astimezone(settings.zone)
    written = str(value or "").strip()
    if written in ("now", "today"):
        raise ValueError("a text that changes with the clock would be new at every build")
    return moments.moment(written, settings.zone).astimezone(settings.zone) if written else None


def _with(value: object, settings: Settings, form: Callable[[datetime], str]) -> str:
    moment = _moment(value, settings)
    return "" if moment is None else form(moment)


def strftime(moment: datetime, pattern: str) -> str:
    """Give the moment in the pattern, as Ruby does in any locale: English names, `%-d` without a zero."""

    def fill(match: re.Match[str]) -> str:
        flag, letter = match[1], match[2]
        if letter not in _FORMS:
            raise ValueError(f"`%{letter}` is no part of a date")
        made = _FORMS[letter](moment)
        if flag == "-":
            return made.lstrip("0") or "0"
        if flag == "^":
            return made.upper()
        return made.lstrip("0").rjust(len(made)) if flag == "_" else made

    return _DIRECTIVE.sub(fill, pattern)


_FORMS: Mapping[str, Callable[[datetime], str]] = {
    "Y": lambda day: f"{day.year:04}",
    "y": lambda day: f"{day.year % 100:02}",
    "m": lambda day: f"{day.month:02}",
    "d": lambda day: f"{day.day:02}",
    "e": lambda day: f"{day.day:2}",
    "j": lambda day: f"{day.timetuple().tm_yday:03}",
    "H": lambda day: f"{day.hour:02}",
    "I": lambda day: f"{(day.hour + 11) % 12 + 1:02}",
    "l": lambda day: f"{(day.hour + 11) % 12 + 1:2}",
    "M": lambda day: f"{day.minute:02}",
    "S": lambda day: f"{day.second:02}",
    "p": lambda day: "AM" if day.hour < 12 else "PM",  # noqa: PLR2004 - noon
    "P": lambda day: "am" if day.hour < 12 else "pm",  # noqa: PLR2004 - noon
    "a": lambda day: WEEKDAYS[day.weekday()][:3],
    "A": lambda day: WEEKDAYS[day.weekday()],
    "b": lambda day: MONTHS[day.month - 1][:3],
    "B": lambda day: MONTHS[day.month - 1],
    "u": lambda day: str(day.isoweekday()),
    "w": lambda day: str(day.isoweekday() % 7),
    "F": lambda day: day.date().isoformat(),
    "T": lambda day: f"{day.hour:02}:{day.minute:02}:{day.second:02}",
    "R": lambda day: f"{day.hour:02}:{day.minute:02}",
    "s": lambda day: str(int(day.timestamp())),
    "z": lambda day: f"{day:%z}",
    "Z": lambda day: day.tzname() or "",
    "V": lambda day: f"{day.isocalendar().week:02}",
    "G": lambda day: f"{day.isocalendar().year:04}",
    "%": lambda _: "%",
}


def _sentence(value: object, connector: object = "and", *_: object) -> str:
    words = [str(each) for each in value] if isinstance(value, list | tuple) else [str(value or "")]
    if len(words) < 2:  # noqa: PLR2004 - one word has no other
        return "".join(words)
    last = f" {connector} {words[-1]}"
    return words[0] + last if len(words) == 2 else ", ".join(words[:-1]) + f",{last}"  # noqa: PLR2004 - two take no comma


_PLAIN: Mapping[str, Filter] = {
    "xml_escape": lambda value, *_: html.escape(str(value or "")),
    "cgi_escape": lambda value, *_: quote_plus(str(value or "")),
    "uri_escape": lambda value, *_: quote(str(value or ""), safe="/:?&=#%+,;@!$'()*~"),
    "slugify": lambda value, *_: slugify(str(value or "")),
    "jsonify": lambda value, *_: json.dumps(value, ensure_ascii=False, default=str),
    "strip_index": lambda value, *_: re.sub(r"/index\.html?$", "/", str(value or "")),
    "number_of_words": lambda value, *_: len(text.plain(str(value or "")).split()),
    "normalize_whitespace": lambda value, *_: " ".join(str(value or "").split()),
    "smartify": lambda value, *_: str(value or ""),
    "array_to_sentence_string": _sentence,
}
