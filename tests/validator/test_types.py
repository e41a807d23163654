"""The types of values: one test, one set of words and one hint each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from feedpub.text import patterns
from feedpub.validator import types
from feedpub.validator.values import dates

if TYPE_CHECKING:
    from feedpub.validator.types import Type

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (types.DIGITS, "007", "+7"),
        (types.COUNT, "+0", "-1"),
        (types.POSITIVE, "+7", "00"),
        (types.DECIMAL, "44.1", "44,1"),
        (types.PLAY_TIME, "0:12:34.5", "12:34"),
        (types.degrees(90), "-90", "90.5"),
        (types.whole(1, 10, "is none"), "10", "11"),
        (types.TRUE_FALSE, "true", "True"),
        (types.TRUE_FALSE_ANY_CASE, "True", "yes"),
        (types.none_of({"old"}), "new", "old"),
        (types.EMAIL, "ann@example.com", "Ann"),
        (types.LANGUAGE, "pt-BR", "pt_BR"),
        (types.MEDIA_TYPE, "text/html", "html"),
        (types.RFC822, "Sun, 01 Nov 2026 09:00:00 GMT", "2026-11-01"),
        (types.RFC3339, "2026-11-01T09:00:00Z", "2026-11-01"),
        (types.W3CDTF, "2026-11-01", "1.11.2026"),
        (types.PLAIN_TEXT, "a < b", "<b>b</b>"),
        (types.REFERENCE, "/a", "a b"),
        (types.ABSOLUTE, "tag:example.com,2026:1", "/a"),
        (types.WEB_ADDRESS, "https://example.com/", "ftp://example.com/"),
        (types.CANONICAL, "https://example.com/", "https://EXAMPLE.com/"),
        (types.SECURE, "https://example.com/", "HTTP://example.com/"),
        (types.REGISTERED_SCHEME, "https://example.com/", "htps://example.com/"),
    ],
)
def test_a_type_tells_its_values_from_others(kind: Type, right: str, wrong: str) -> None:
    assert not kind.problem(right, NOW)
    assert kind.problem(wrong, NOW)


def test_a_list_of_words_is_its_own_hint() -> None:
    assert types.one_of(("red", "blue")).hint == "Write one of red, blue."
    assert types.one_of(("red", "blue"), hint="Choose.").hint == "Choose."


def test_the_first_type_that_a_value_is_not_of_has_the_word() -> None:
    kind = types.all_of(types.that(str.isascii, "is foreign", "Write ASCII."), types.that(str.isupper, "is small"))
    assert [kind.problem(value, NOW) for value in ("É", "a", "A")] == ["is foreign", "is small", None]
    assert kind.hint == "Write ASCII."


def test_a_type_may_take_empty_values_or_white_space_as_well() -> None:
    kind = types.matching(patterns.lazy("a"), "is no a", "Write a.")
    assert kind.problem("", NOW)
    assert not types.or_blank(kind).problem(" ", NOW)
    assert not types.padded(kind).problem(" a\n", NOW)
    assert types.or_blank(kind).hint == types.padded(kind).hint == "Write a."


def test_a_text_that_is_too_long_is_counted() -> None:
    assert types.at_most(3, "we take").problem("abcd", NOW) == "4 characters; we take 3"
    assert types.at_most(3, "we take").problem("abc", NOW) is None


def test_a_date_is_judged_by_the_time_of_the_check() -> None:
    kind = types.plausible(dates.rfc3339)
    assert not kind.problem("2026-11-20T09:00:00Z", NOW)
    assert kind.problem("2026-11-20T09:00:00Z", NOW - timedelta(days=365))


def test_a_date_that_cannot_be_read_or_is_wrong_otherwise_is_not_judged() -> None:
    kind = types.Moment(reading=dates.rfc3339, told=lambda _: "has the wrong weekday")
    assert not kind.problem("2099-11-20T09:00:00Z", NOW)
    assert not types.plausible(dates.rfc3339).problem("tomorrow", NOW)


def test_a_language_that_was_probably_meant_is_named() -> None:
    assert types.in_language("en_uk", "Write {}.", "Write a tag.") == "Write en-GB."
    assert types.in_language("", "Write {}.", "Write a tag.") == "Write a tag."
