"""The types of values: one test a type, one set of words for what is wrong, and one hint.

A type says what is wrong with a value in words that follow it: `"80a" is no port number`. What a rule says around them,
and where the values stand, is in its row (`feedpub.validator.rows`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from feedpub.text import patterns
from feedpub.validator.values import dates, emails, languages, media_types, plain, schemes, uris

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime
    from typing import TypeAlias

    Hint: TypeAlias = str | Callable[[str, Any], str]


def _fine(_value: object) -> None:
    return None


class Type(Struct, frozen=True):
    """What a value may be."""

    test: Callable[[str], str | None] = _fine
    """Says what is wrong with a value; nothing, or None, when it is one."""
    hint: Hint = ""
    """What to write instead: a template as those of `validator.rows`, or made from the value and the element."""

    def problem(self, value: str, _now: datetime) -> str | None:
        """Say what is wrong with a value at this time."""
        return self.test(value)


class Moment(Type, frozen=True, kw_only=True):
    """A date of which something depends on the time of the check."""

    reading: Callable[[str], dates.DateReading]
    judged: Callable[[dates.DateReading, datetime], str] = dates.implausible
    """Says from what the date says, and the time of the check, what is wrong."""
    told: Callable[[dates.DateReading], object] = _fine
    """Whether another rule speaks of the date already."""

    def problem(self, value: str, now: datetime) -> str | None:
        """Say what is wrong with the moment; nothing when it cannot be read."""
        reading = self.reading(value)
        return None if reading.moment is None or self.told(reading) else self.judged(reading, now)


def that(fits: Callable[[str], object], words: str, hint: Hint = "") -> Type:
    """Return the type of what passes a test."""
    return Type(lambda value: None if fits(value) else words, hint)


def matching(pattern: re.Pattern[str], words: str, hint: Hint = "") -> Type:
    """Return the type of what a pattern matches as a whole."""
    return Type(lambda value: None if pattern.fullmatch(value) else words, hint)


def whole(least: int, most: int, words: str, hint: Hint = "") -> Type:
    """Return the type of whole numbers within a range, written in digits."""
    return that(lambda value: _DIGITS.fullmatch(value) and least <= float(value) <= most, words, hint)


def one_of(words: Collection[str], *, any_case: bool = False, hint: Hint = "") -> Type:
    """Return the type of a few words."""
    listed = ", ".join(words)
    known = frozenset(words)
    advice = hint or f"Write one of {listed}."
    return that(lambda value: (value.lower() if any_case else value) in known, f"is none of {listed}", advice)


def none_of(words: Iterable[str], problem: str = "is outdated", hint: Hint = "", *, any_case: bool = False) -> Type:
    """Return the type of everything but a few words."""
    refused = frozenset(words)
    return that(lambda value: (value.lower() if any_case else value) not in refused, problem, hint)


def at_most(length: int, takes: str) -> Type:
    """Return the type of texts that are no longer; `takes` says who takes so much."""
    return Type(lambda value: f"{len(value)} characters; {takes} {length}" if len(value) > length else None)


def either(fits: Callable[[str], object], kind: Type) -> Type:
    """Return the type of what passes a test, or is of another type."""
    test = kind.test
    return Type(lambda value: None if fits(value) else test(value), kind.hint)


def or_blank(kind: Type) -> Type:
    """Return the type that takes an empty value as well, of which another rule speaks."""
    test = kind.test
    return Type(lambda value: test(value) if value.strip() else None, kind.hint)


def padded(kind: Type) -> Type:
    """Return the type of what is of another type once white space around it is gone."""
    test = kind.test
    return Type(lambda value: test(value.strip()), kind.hint)


def all_of(first: Type, second: Type, hint: Hint = "") -> Type:
    """Return the type of what is of both types; the first that it is not of has the word."""
    test, further = first.test, second.test
    return Type(lambda value: test(value) or further(value), hint or first.hint)


def plausible(reading: Callable[[str], dates.DateReading]) -> Type:
    """Return the type of dates that lie neither in the future nor before there were feeds."""
    return Moment(reading=reading)


_DIGITS = patterns.lazy(r"[0-9]+")
_COUNT = patterns.lazy(r"\+?[0-9]+")
_DECIMAL = patterns.lazy(r"[0-9]+(?:\.[0-9]+)?")
_SIGNED = patterns.lazy(r"[+-]?[0-9]+(?:\.[0-9]*)?")
_NPT = patterns.lazy(r"now|[0-9]+(?:\.[0-9]*)?|(?:[0-9]+:)?[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]*)?")

NOT_BLANK = that(str.strip, "is empty")
BLANK = Type(lambda value: "is not empty" if value else None)
NOTHING = Type(lambda _value: "should not be there")
"""For what should not be there at all."""

DIGITS = matching(_DIGITS, "is not a whole number")
COUNT = matching(_COUNT, "not a whole number", "Write 0 or more in digits, or leave it out.")
POSITIVE = that(
    lambda value: _COUNT.fullmatch(value) and value.strip("+0"),
    "not a whole number above zero",
    "Write a number such as 1 in digits, or leave it out.",
)
DECIMAL = matching(
    _DECIMAL,
    "not a decimal number",
    "Write the bare number, without a unit: 44.1 (kilobits or kilohertz), 185 (seconds).",
)
PLAY_TIME = matching(_NPT, "which is no point of time in a recording", "Write seconds (754.5) or H:MM:SS (0:12:34.5).")


def degrees(most: int) -> Type:
    """Return the type of degrees of latitude (90) or longitude (180)."""
    return that(
        lambda value: _SIGNED.fullmatch(value) and abs(float(value)) <= most,
        f"not a number between -{most} and {most}",
        "Write decimal degrees, negative for south and west.",
    )


TRUE_FALSE = one_of(("true", "false"))
TRUE_FALSE_ANY_CASE = one_of(("true", "false"), any_case=True)
YES_NO = one_of(("yes", "no"))
YES_NO_ANY_CASE = one_of(("yes", "no"), any_case=True)

RFC822 = Type(lambda value: dates.rfc822(value).problem)
RFC3339 = Type(lambda value: dates.rfc3339(value).problem)
W3CDTF = Type(
    lambda value: dates.w3cdtf(value).problem,
    lambda value, _: in_form(dates.meant_w3cdtf(value), "Write 2026-11-01 or 2026-11-01T09:00:00+09:00."),
)
LANGUAGE = Type(languages.problem)
MEDIA_TYPE = Type(media_types.problem, "Write a type such as audio/mpeg or text/html.")
REGISTERED_MEDIA_TYPE = Type(media_types.registered)
"""A media type, as far as known none that is not registered; `{problem}` is the registered one that it means."""
EMAIL = Type(emails.address_problem)
PLAIN_TEXT = Type(plain.html_sign)
"""Text without HTML; `{problem}` is what shows that there is some."""

REFERENCE = Type(uris.reference_problem)
ABSOLUTE = Type(uris.absolute_problem)
WEB_ADDRESS = Type(
    lambda value: (
        uris.absolute_problem(value)
        or ("" if uris.split(value).scheme in {"http", "https"} else "does not begin with http: or https:")
    )
)
CANONICAL = that(lambda value: uris.canonical(value) == value, "is not in its canonical form")
ASCII = that(str.isascii, "holds letters outside of ASCII")
SECURE = that(lambda value: not value.lower().startswith("http://"), "is of http")


def _unregistered(value: str) -> str:
    scheme = (uris.split(value).scheme or "").lower()
    return scheme if scheme and uris.is_absolute(value) and not schemes.is_known(scheme) else ""


REGISTERED_SCHEME = Type(_unregistered, "Write https: or another known scheme.")
"""An address whose scheme IANA knows; `{problem}` is one that it does not know."""


def in_form(meant: str, otherwise: str) -> str:
    """Return the hint for a value of which is known what is meant, or another one where it is not."""
    return f'Write "{meant}".' if meant else otherwise


def in_language(value: str, meant: str, otherwise: str) -> str:
    """Return the hint for a language: the tag that was probably meant, within a template, or something else."""
    tag = languages.suggestion(value) if value else ""
    return meant.format(tag) if tag else otherwise
