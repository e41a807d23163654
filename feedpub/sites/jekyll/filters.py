"""The filters of Liquid and of Jekyll that a text needs, without the clock and the locale of the machine.

Each takes no longer than its value and its arguments are long. Arguments are texts.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote_plus, urlsplit

from feedpub.sites.jekyll import moments
from feedpub.sites.jekyll.address import slugify
from feedpub.text.dates import MONTHS, WEEKDAYS
from feedpub.text.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from feedpub.collect.settings import Settings

    Filter: TypeAlias = Callable[..., object]

MULTIPLYING = frozenset({"replace"})
"""Filters whose result may be longer than value and arguments together: as long as `size_of_replaced` says."""

OTHERS = frozenset(
    [
        "abs",
        "at_least",
        "at_most",
        "base64_decode",
        "base64_encode",
        "base64_url_safe_decode",
        "base64_url_safe_encode",
        "ceil",
        "compact",
        "concat",
        "divided_by",
        "find",
        "find_exp",
        "find_index",
        "floor",
        "group_by",
        "group_by_exp",
        "has",
        "inspect",
        "jsonify",
        "map",
        "markdownify",
        "minus",
        "modulo",
        "number_of_words",
        "plus",
        "pop",
        "push",
        "remove_last",
        "replace_last",
        "reject",
        "reverse",
        "round",
        "sample",
        "sassify",
        "scssify",
        "shift",
        "slice",
        "smartify",
        "sort",
        "sort_natural",
        "split",
        "sum",
        "times",
        "to_integer",
        "truncatewords",
        "uniq",
        "unshift",
        "where",
        "where_exp",
    ]
)
"""Filters of Jekyll's that are not carried out here."""

_CLOCK = frozenset({"now", "today"})
_LONGEST_DATE = 100
_MARKS = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_ENTITY = r"&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)"
_DIRECTIVE = re.compile(r"%([-_0^#]?)([A-Za-z%])")


def made_for(settings: Settings) -> Mapping[str, Filter]:
    """Return the filters by name, for a site."""

    def absolute_url(value: object, *_: str) -> str:
        return _whole(text_of(value), settings.site_url)

    def relative_url(value: object, *_: str) -> str:
        whole = absolute_url(value)
        host = settings.site_url[: settings.site_url.index("/", len("https://"))]
        return whole.removeprefix(host)

    def formatted(pattern: str) -> Filter:
        return lambda value, *_: date(value, pattern)

    def date(value: object, pattern: str = "") -> str:
        moment = _moment(value, settings)
        return text_of(value) if moment is None else strftime(moment, pattern)

    def date_or_text(value: object, pattern: str = "") -> str:
        try:
            _moment(value, settings)
        except ValueError:
            if text_of(value).strip() in _CLOCK:
                raise
            return text_of(value)  # Liquid leaves what is no date as it is
        return date(value, pattern)

    return {
        **_PLAIN,
        "absolute_url": absolute_url,
        "relative_url": relative_url,
        "date": date_or_text,
        "date_to_string": formatted("%d %b %Y"),
        "date_to_long_string": formatted("%d %B %Y"),
        "date_to_xmlschema": lambda value, *_: _with(value, settings, datetime.isoformat),
        "date_to_rfc822": formatted("%a, %d %b %Y %H:%M:%S %z"),
    }


def text_of(value: object) -> str:
    """Return a value as Liquid writes it. Raises ValueError for a mapping, which nobody writes on purpose."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S %z}"
    if isinstance(value, list):
        return "".join(_words(value))
    if isinstance(value, str):
        return value
    raise ValueError("it is no text")


def _words(value: object) -> list[str]:
    """Return the texts of a list, or of the one value in its place. Raises ValueError for lists of anything else."""
    words = value if isinstance(value, list) else [text_of(value)]
    if not all(isinstance(each, str) for each in words):
        raise ValueError("it is no list of texts")
    return words


def size_of_replaced(value: object, arguments: list[str]) -> int:
    """Return how many characters `replace` would make."""
    text, old, new = (*[text_of(value), *arguments], "", "")[:3]
    return len(text) + text.count(old) * len(new)


def _whole(path: str, site_url: str) -> str:
    if urlsplit(path).scheme:
        return path
    return absolute(site_url, site_url + path.lstrip("/"))


def _moment(value: object, settings: Settings) -> datetime | None:
    """Return the moment on the site's clocks; None for nothing. Raises ValueError, also for what needs the clock."""
    if isinstance(value, datetime):
        return value.astimezone(settings.zone)
    written = text_of(value).strip()
    if written in _CLOCK:
        raise ValueError("a text that changes with the clock would be new at every build")
    if len(written) > _LONGEST_DATE:
        raise ValueError("it is no date")
    return moments.moment(written, settings.zone).astimezone(settings.zone) if written else None


def _with(value: object, settings: Settings, form: Callable[[datetime], str]) -> str:
    moment = _moment(value, settings)
    return "" if moment is None else form(moment)


def strftime(moment: datetime, pattern: str) -> str:
    """Return the moment in the pattern, as Ruby does in any locale: English names, `%-d` without a zero."""

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


def _sentence(value: object, connector: str = "and", *_: str) -> str:
    words = _words(value)
    if len(words) < 2:  # noqa: PLR2004 - one word has no other
        return "".join(words)
    last = f" {connector} {words[-1]}"
    return words[0] + last if len(words) == 2 else ", ".join(words[:-1]) + f",{last}"  # noqa: PLR2004 - two take no comma


def _of_text(function: Callable[[str], str]) -> Filter:
    return lambda value: function(text_of(value))


def _default(value: object, other: str = "") -> object:
    return other if value in (None, "", "false", []) else value


def _truncated(value: object, length: str = "50", ending: str = "...") -> str:
    if not length.isdecimal():
        raise TypeError(length)
    text, most = text_of(value), int(length)
    return text if len(text) <= most else text[: max(most - len(ending), 0)] + ending


def _size(value: object) -> str:
    return str(len(value)) if isinstance(value, str | list | dict) else "0"


def _end(at: int) -> Filter:
    return lambda value: value[at] if isinstance(value, list) and value else None


_PLAIN: Mapping[str, Filter] = {
    "array_to_sentence_string": _sentence,
    "join": lambda value, between=" ": between.join(_words(value)),
    "default": _default,
    "size": _size,
    "first": _end(0),
    "last": _end(-1),
    "truncate": _truncated,
    "append": lambda value, end: text_of(value) + end,
    "prepend": lambda value, start: start + text_of(value),
    "replace": lambda value, old, new="": text_of(value).replace(old, new),
    "replace_first": lambda value, old, new="": text_of(value).replace(old, new, 1),
    "remove": lambda value, old: text_of(value).replace(old, ""),
    "remove_first": lambda value, old: text_of(value).replace(old, "", 1),
    "upcase": _of_text(str.upper),
    "downcase": _of_text(str.lower),
    "capitalize": _of_text(str.capitalize),
    "strip": _of_text(str.strip),
    "lstrip": _of_text(str.lstrip),
    "rstrip": _of_text(str.rstrip),
    "escape": _of_text(html.escape),
    "xml_escape": _of_text(html.escape),
    "escape_once": _of_text(lambda text: re.sub(_ENTITY, "&amp;", text).translate(_MARKS)),
    "cgi_escape": _of_text(quote_plus),
    "url_encode": _of_text(quote_plus),
    "url_decode": _of_text(unquote_plus),
    "uri_escape": _of_text(lambda text: quote(text, safe="/:?&=#%+,;@!$'()*~")),
    "strip_html": _of_text(lambda text: re.sub(r"<[^<>]*>", "", text)),
    "strip_newlines": _of_text(lambda text: text.replace("\r", "").replace("\n", "")),
    "newline_to_br": _of_text(lambda text: text.replace("\n", "<br />\n")),
    "normalize_whitespace": _of_text(lambda text: " ".join(text.split())),
    "slugify": _of_text(slugify),
    "strip_index": _of_text(lambda text: re.sub(r"/index\.html?$", "/", text)),
}
