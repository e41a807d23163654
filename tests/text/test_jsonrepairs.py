from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text.jsonrepairs import MOST_REPAIRS, repaired, sentence
from tests.drawn import examples


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ('{"a": [1, 2,],}', {"a": [1, 2]}, "1:12 a comma stands before ]"),
        ('{"a": 1,\n}', {"a": 1}, "1:8 a comma stands before }"),
        ('{"a": 1,\n\n // b\n "c": 2}', {"a": 1, "c": 2}, "3:2 a comment, which JSON does not have"),
        ("[1, /* b */ 2]", [1, 2], "1:5 a comment, which JSON does not have"),
        ('{"a": 1\n "b": 2}', {"a": 1, "b": 2}, "2:1 a comma is missing between two values"),
        ("[1,, 2]", [1, 2], "1:4 a comma stands here that follows no value"),
        ("{'a': 'b'}", {"a": "b"}, "1:2 a text stands in single quotes"),
        ("[NaN, True, undefined]", [0, True, None], "1:2 NaN is not a value of JSON"),
        ('["a\nb"]', ["a\nb"], "1:4 a text holds a line break or another control character"),
        (r'["\d"]', ["/d"], r"1:3 \d is no escape of JSON"),
        ("{}\n{}", {}, "2:1 something stands behind the end"),
    ],
)
def test_a_fault_is_named_where_it_stands_and_the_rest_is_read(text: str, value: object, fault: str) -> None:
    again, faults = repaired(text)
    assert json.loads(again, strict=False) == value
    assert len(again) == len(text)
    assert fault in [f"{one.line}:{one.column} {one.text}" for one in faults]


@pytest.mark.parametrize(
    "text", ['{"a": ["b\\n\\u0041//", -1.5e3, {}, []], "c": null}', "[]", '"x"', "\n 1 \n", '["\\\\"]']
)
def test_what_is_right_is_left_as_it_is(text: str) -> None:
    assert repaired(text) == (text, ())


@pytest.mark.parametrize("text", ['{"a": ', '["a', "{]", "", "{a: 1}"])
def test_what_cannot_be_repaired_in_its_place_is_left(text: str) -> None:
    with pytest.raises(ValueError, match=r"line \d|Expecting"):
        json.loads(repaired(text)[0], strict=False)


def test_a_text_with_more_faults_than_anybody_makes_is_given_up() -> None:
    assert len(repaired(f"[{'1,,' * 2 * MOST_REPAIRS}1]")[1]) < MOST_REPAIRS + 5


def test_what_the_parser_says_is_said_in_our_words() -> None:
    assert sentence("Expecting ',' delimiter") == "a comma is missing between two values"
    assert sentence("Something new") == "Something new"


@examples(200)
@given(st.text(alphabet="{}[]\",:'/*\\ \n1ab", max_size=20))
def test_every_repair_is_as_long_as_what_it_replaces(text: str) -> None:
    again, _ = repaired(text)
    assert [len(line) for line in again.split("\n")] == [len(line) for line in text.split("\n")]
