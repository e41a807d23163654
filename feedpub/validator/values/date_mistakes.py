"""How dates are written where nobody looked up their form: what to call the mistake, and how the form has it.

Whether what is repaired so is a date at all, `values.dates` knows; nothing is read here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub.text import patterns

if TYPE_CHECKING:
    from typing import TypeAlias

    _Pairs: TypeAlias = tuple[tuple[re.Pattern[str], str], ...]
    """Forms, each with what is said of it, or what is written in its place."""

_LONGEST: Final = 100
"""A longer text is no date, and nothing more is said of it."""
_DAYS: Final = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_MONTHS: Final = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_SHORT: Final = frozenset(f"{_DAYS}|{_MONTHS}".lower().split("|"))
_LONG: Final = frozenset(
    {
        *("monday", "tuesday", "tues", "wednesday", "thursday", "thur", "thurs", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "june", "july", "august", "september", "sept", "october"),
        *("november", "december"),
    }
)
_ZONES: Final = frozenset({"gmt", "ut", "utc", *(f"{place}{part}t" for place in "ecmp" for part in "sd")})
_OFFSETS: Final = {
    "WEST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300", "MSK": "+0300",
    "KST": "+0900", "JST": "+0900", "HKT": "+0800", "SGT": "+0800", "AEST": "+1000", "AEDT": "+1100",
    "NZST": "+1200", "NZDT": "+1300",
}  # fmt: skip
"""Zones that RFC 822 does not know and whose name means one offset alone; IST and BST mean several."""

_NO_DATE: Final = (
    (patterns.lazy(r"[+-]?[0-9]{9,16}(?:\.[0-9]+)?"), "is a number of seconds or milliseconds"),
    (patterns.lazy(r"(?i:invalid ?date|undefined|null|none|nan|nat|now)|.*[%{].*"), "is no date"),
)
_RFC822: Final = (
    (patterns.lazy(r""), "is empty"),
    (patterns.lazy(r"[0-9]{4}-[0-9]{2}.*"), "is an ISO 8601 date; RSS wants RFC 822"),
    *_NO_DATE,
    (patterns.lazy(".*[\u2212\u2013][0-9:]+"), "has a dash for the minus sign of its time zone"),
    (patterns.lazy(r".*:[0-9]{2}\s*[A-Z]{1,5}\s*[+-][0-9].*"), "has both a zone by name and one by number"),
    (patterns.lazy(r".*[0-9]\s*[+-][0-9]{1,2}:[0-9]{2}"), "has a time zone with a colon"),
    (patterns.lazy(r".*[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"), "has no time zone"),
    (patterns.lazy(r".*[0-9]{2}:[0-9]{2}(?::[0-9]{2})?\.[0-9]+(?!.*[.:]).*"), "has fractions of seconds"),
    (patterns.lazy(r".*:[0-9]{2}[+-][0-9]{4}"), "has no space before the time zone"),
    (patterns.lazy(r".*:[0-9]{2}\s+[+-](?:[0-9]{1,3}|[0-9]{5,})"), "has a time zone that is not of four digits"),
    (patterns.lazy(r".*:[0-9]{2}\s+[0-9]{4}"), "has a time zone without + or -"),
    (patterns.lazy(r".*\s[0-9]{1,2}\.[0-9]{2}(?:\.[0-9]{2})?(?:\s.*)?"), "has dots in its time of day"),
    (patterns.lazy(r"(?!.*[0-9]:[0-9]{2}).*", re.DOTALL), "has no time of day"),
    (patterns.lazy(r".*:[0-9]{2}\s*[AaPp]\.?[Mm]\b.*"), "has AM or PM"),
)
_ORDER: Final = (
    (patterns.lazy(r".*[0-9]{1,2}-[A-Za-z]+-[0-9]{2}.*"), "has hyphens between day, month and year"),
    (patterns.lazy(rf"(?:(?:{_DAYS}),?\s+)?(?:{_MONTHS})\s.*", re.IGNORECASE), "has the month before the day"),
    (patterns.lazy(rf"(?:{_DAYS})\s+[0-9].*", re.IGNORECASE), "has no comma after the day of the week"),
    (patterns.lazy(r".*\s[0-9]:[0-9]{2}.*"), "has an hour of one digit"),
)
_WORDS: Final = patterns.lazy(r"[^\W\d_]{2,}")
_LAST_WORD: Final = patterns.lazy(r"[0-9]\s+[A-Za-z]{2,5}\Z")


def of_rfc822(text: str) -> str:
    """Say why a text that is no date of RFC 822 is none, in words that follow it."""
    return (len(text) <= _LONGEST and (_first(_RFC822, text) or _odd_name(text))) or "is not a date of RFC 822"


def _first(mistakes: _Pairs, text: str) -> str:
    return next((words for form, words in mistakes if form.fullmatch(text)), "")


def _corrected(slips: _Pairs, text: str) -> str:
    for slip, right in slips:
        text = slip.sub(right, text)
    return text


def _odd_name(text: str) -> str:
    names = [word.lower() for word in _WORDS.findall(text)]
    odd = [name for name in names if name not in _SHORT | _LONG | _ZONES]
    if odd and odd == names[-1:] and _LAST_WORD.search(text):
        return "has a zone that RFC 822 does not know"
    if odd:
        return "has names that are not those of RFC 822" if len(names) > len(odd) or len(odd) > 1 else ""
    return _first(_ORDER, text) or ("spells out a day or month" if _LONG & set(names) else "")


_SLIPS: Final = (
    (patterns.lazy("[\u2212\u2013](?=[0-9])"), "-"),
    (patterns.lazy(r"(:[0-9]{2})\.[0-9]+(?=\D|$)"), r"\1"),
    (patterns.lazy(r"\s*\([^()]*\)$"), ""),
    (patterns.lazy(rf"^({_DAYS})(?:s|day|sday|nesday|r|rs|rsday|urday)?\.?,?\s+"), r"\1, "),
    (patterns.lazy(rf"\b({_MONTHS})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b\.?"), r"\1"),
    (patterns.lazy(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b"), r"\1"),
    (patterns.lazy(rf"\b({_MONTHS})\s+([0-9]{{1,2}}),?\s+([0-9]{{4}})\b"), r"\2 \1 \3"),
    (patterns.lazy(rf"\b([0-9]{{1,2}})-({_MONTHS})-([0-9]{{4}})\b"), r"\1 \2 \3"),
    (patterns.lazy(r"(\s)([0-9]{1,2})\.([0-9]{2})\.([0-9]{2})(?=\s)"), r"\1\2:\3:\4"),
    (patterns.lazy(r"(\s)([0-9]:[0-9]{2})"), r"\g<1>0\2"),
    (patterns.lazy(r"(?<!\s)\s*+(?:GMT|UTC?)\s*+(?=[+-][0-9])"), " "),
    (patterns.lazy(r"(:[0-9]{2})(?=[+-][0-9])"), r"\1 "),
    (patterns.lazy(r"(:[0-9]{2}\s+)(?=[0-9]{4}$)"), r"\1+"),
    (patterns.lazy(r"([+-])([0-9]):?([0-9]{2})$"), r"\g<1>0\2\3"),
    (patterns.lazy(r"([+-])([0-9])$"), r"\g<1>0\g<2>00"),
    (patterns.lazy(r"([+-][0-9]{2}):([0-9]{2})$"), r"\1\2"),
    (patterns.lazy(r"([+-][0-9]{2})$"), r"\g<1>00"),
    (patterns.lazy(r"(:[0-9]{2}\s+)UTC$"), r"\1GMT"),
)
"""How a date of RFC 822 is written where that was not looked up, and how it wants it."""
_ZONE: Final = patterns.lazy(rf"(?<=[0-9] )(?:{'|'.join(_OFFSETS)})$")


def repaired_rfc822(text: str) -> str:
    """Return a text with the usual slips of dates of RFC 822 corrected."""
    if len(text) > _LONGEST:
        return text
    return _ZONE.sub(lambda match: _OFFSETS[match[0]], _corrected(_SLIPS, text))


_ISO: Final = (
    (patterns.lazy(r"\s*"), "is empty"),
    (patterns.lazy(r"\s.*|.*\s", re.DOTALL), "has white space around it"),
    *_NO_DATE,
    (patterns.lazy(r"(?:[A-Z]{3}, )?[0-9]{1,2} [A-Z]{3} [0-9]{4}.*", re.IGNORECASE), "is a date of RFC 822"),
    (patterns.lazy(r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}.*"), "has slashes where hyphens belong"),
    (patterns.lazy(r"[0-9]{8}T.*"), "has no hyphens between year, month and day"),
    (patterns.lazy(r"[0-9-]{10} [0-9].*"), "has a space where T belongs"),
    (patterns.lazy(r"[0-9]{4}-(?:[0-9]-.*|[0-9]{2}-[0-9](?:T.*)?)"), "has a month or day of one digit"),
    (patterns.lazy(r"[0-9-]{10}T[0-9]:.*"), "has an hour of one digit"),
    (patterns.lazy(r"[0-9-]{10}T[0-9:]*:[0-9](?![0-9]).*"), "has a minute or second of one digit"),
    (patterns.lazy(r"[0-9-]{10}T[0-9:.]+\s+[+-].*"), "has a space before the time zone"),
    (patterns.lazy("[0-9-]{10}T[0-9:.]+[\u2212\u2013].*"), "has a dash for the minus sign of its time zone"),
    (patterns.lazy(r"[0-9-]{10}T[0-9:]+,[0-9].*"), "has a comma before the fractions of seconds"),
    (patterns.lazy(r"[0-9-]{10}T.*[+-][0-9]{2}:?[0-9]{2}Z"), "has two time zones"),
    (patterns.lazy(r"[0-9-]{10}T[0-9:.]+\s*[A-Z]{2,5}(?:[+-].*)?"), "has a time zone by name"),
    (patterns.lazy(r"[0-9-]{10}(?:t.*|T[0-9:.]+z)"), "has a small t or z where capitals belong"),
    (patterns.lazy(r"[0-9-]{10}T.*[+-][0-9]{4}"), "has a time zone without a colon"),
    (patterns.lazy(r"[0-9-]{10}T.*[+-][0-9]{1,2}"), "has a time zone without minutes"),
)


def of_iso(text: str) -> str:
    """Say why a text that is no date of RFC 3339, nor one of the W3C, is none, in words that follow it."""
    return (len(text) <= _LONGEST and _first(_ISO, text)) or "is not a date of this form"


_ISO_SLIPS: Final = (
    (patterns.lazy("[\u2212\u2013](?=[0-9])"), "-"),
    (patterns.lazy(r"^([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"), r"\1-\2-\3"),
    (patterns.lazy(r"^([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})"), r"\1-\2-\3T\4:\5:\6"),
    (patterns.lazy(r"^([0-9]{4})-([0-9])-"), r"\1-0\2-"),
    (patterns.lazy(r"^([0-9]{4}-[0-9]{2})-([0-9])(?![0-9])"), r"\1-0\2"),
    (patterns.lazy(r"^([0-9-]{10})(?:t|\s+)(?=[0-9])"), r"\1T"),
    (patterns.lazy(r"T([0-9]:)"), r"T0\1"),
    (patterns.lazy(r"(?<=[0-9]:)([0-9])(?=:|Z|[+-]|$)"), r"0\1"),
    (patterns.lazy(r"(:[0-9]{2}),(?=[0-9])"), r"\1."),
    (patterns.lazy(r"([+-][0-9]{2}:?[0-9]{2})Z$"), r"\1"),
    (patterns.lazy(r"\s*(?:UTC?|GMT)(?=[+-])"), ""),
    (patterns.lazy(r"\s*(?:UTC?|GMT|z)$"), "Z"),
    (patterns.lazy(r"(:[0-9.]+)\s+(?=[+-]|Z$)"), r"\1"),
    (patterns.lazy(r"(?<=[0-9])([+-])([0-9])(?=:?[0-9]{2}$|$)"), r"\g<1>0\2"),
    (patterns.lazy(r"(:[0-9.]+[+-][0-9]{2})$"), r"\1:00"),
    (patterns.lazy(r"(:[0-9.]+[+-][0-9]{2})([0-9]{2})$"), r"\1:\2"),
    (patterns.lazy(r"(T[0-9]{2}:[0-9]{2})(?=Z$|[+-])"), r"\1:00"),
)
"""How dates of RFC 3339 are written where that was not looked up, and how it wants them."""


def repaired_iso(text: str) -> str:
    """Return a text with the usual slips of dates of RFC 3339 corrected."""
    text = text.strip()
    return _corrected(_ISO_SLIPS, text) if len(text) <= _LONGEST else text
