from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.text.positions import JsonPlaces, Lines, Path, Spot, toml_keys

EXAMPLE = '''\
# title = "not this one"
title = "x # no comment [no table]"  # [nor this]
a . b."c d" = 3
[site]
url = 'http'
list = [ "a", # x = 1
  ["]", {k = 1, 'z.y' = "}"}], 1979-05-27 07:32:00, """ ]
 "" = """, 5]
[[post]]
x = 1
[post.sub]
y = 2
[[post]]
x = 3
[[post.in]]
q = \'\'\'
fake = 1\'\'\'
'''


def at(text: str, spot: Spot) -> str:
    """Return the rest of the line from the spot on."""
    return text.split("\n")[spot.line - 1][spot.column - 1 :]


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        (("title",), 'title = "x'),
        (("a",), "a . b"),
        (("a", "b"), "b."),
        (("a", "b", "c d"), '"c d" = 3'),
        (("site",), "site]"),
        (("site", "url"), "url = 'http'"),
        (("site", "list", 0), '"a", #'),
        (("site", "list", 1), '["]", {'),
        (("site", "list", 1, 0), '"]", {'),
        (("site", "list", 1, 1, "k"), "k = 1"),
        (("site", "list", 1, 1, "z.y"), "'z.y' ="),
        (("site", "list", 2), "1979-05-27 07:32:00"),
        (("site", "list", 4), "5]"),
        (("post",), "post]]"),
        (("post", 0), "post]]"),
        (("post", 0, "x"), "x = 1"),
        (("post", 0, "sub"), "sub]"),
        (("post", 0, "sub", "y"), "y = 2"),
        (("post", 1, "x"), "x = 3"),
        (("post", 1, "in", 0, "q"), "q = '''"),
    ],
)
def test_a_toml_key_is_found_where_it_is_written(path: Path, begins: str) -> None:
    assert at(EXAMPLE, toml_keys(EXAMPLE)[path]).startswith(begins)


def test_every_key_of_a_toml_text_is_found_and_no_other() -> None:
    assert set(toml_keys(EXAMPLE)) == set(paths_of(tomllib.loads(EXAMPLE), ()))


def test_a_toml_key_with_escapes_means_what_they_say() -> None:
    text = r'"\u00e9\t\U0001F600\"\\" = 1'
    assert list(toml_keys(text)) == [('é\t😀"\\',)]


def test_columns_count_characters_and_lines_may_end_in_cr_lf() -> None:
    text = '# 한국\r\nlist = ["한국", 1]\r\nb = 1\r\n'
    assert toml_keys(text)["list", 1] == Spot(2, 15)
    assert toml_keys(text)["b",] == Spot(3, 1)


def test_a_table_that_is_opened_twice_has_its_first_place() -> None:
    assert toml_keys("[a.b]\n[a.c]\n")["a",] == Spot(1, 2)


@pytest.mark.parametrize(
    "text", ["= 1", "[", "[[", "a = [1, ", "a = {b", "a = {]}", 'a = "x', "a = {= 1}", "][", "a b c", "[[a]\nb=1"]
)
def test_text_that_is_not_toml_ends_the_search_without_a_complaint(text: str) -> None:
    assert isinstance(toml_keys(text), dict)


def test_an_escape_that_names_no_character_is_left_alone() -> None:
    assert ("\\UFFFFFFFF",) in toml_keys(r'"\UFFFFFFFF" = 1')


names = st.text(min_size=1, max_size=6)
scalars = st.one_of(st.integers(-99, 99), st.booleans(), names)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)


def written(value: object) -> str:
    """Return a value as inline TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {written(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[ # a comment ]\n  " + ", ".join(map(written, value)) + "\n]"
    return json.dumps(value) if not isinstance(value, str) else quoted(value)


def quoted(text: str) -> str:
    """Return a basic string in which only the printable part of ASCII is written as itself."""
    plain = {"\\": "\\\\", '"': '\\"'}
    return '"' + "".join(plain.get(c, c if " " <= c <= "~" else f"\\U{ord(c):08x}") for c in text) + '"'


def paths_of(value: object, path: Path) -> list[Path]:
    """Return the path of everything inside a value."""
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for step, each in inner for found in ((*path, step), *paths_of(each, (*path, step)))]


@given(st.dictionaries(names, st.dictionaries(names, values, max_size=3), max_size=3))
def test_located_keys_of_toml_are_the_keys_themselves(tables: dict[str, dict[str, Any]]) -> None:
    lines = (
        line
        for table, keys in tables.items()
        for line in (f"[ {quoted(table)} ]", *(f"\t{quoted(key)}= {written(value)}" for key, value in keys.items()))
    )
    text = "\n".join(lines)
    found = toml_keys(text)
    assert set(found) == set(paths_of(tomllib.loads(text), ()))
    assert all(at(text, spot).startswith(quoted(path[-1])) for path, spot in found.items() if isinstance(path[-1], str))


# JSON


@given(values, st.sampled_from([None, 1]))
def test_located_keys_and_values_of_json_are_those_themselves(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    places = JsonPlaces(text)
    for path in paths_of(value, ()):
        assert path in places
        assert_value_at(text, places, path, value)
        if isinstance(path[-1], str):
            assert at(text, places.key(path)).startswith(json.dumps(path[-1]))
    assert not places.duplicates()


def assert_value_at(text: str, places: JsonPlaces, path: Path, whole: Any) -> None:  # noqa: ANN401 - any JSON
    for step in path:
        whole = whole[step]
    spot = places.value(path)
    offset = sum(len(line) + 1 for line in text.split("\n")[: spot.line - 1]) + spot.column - 1
    assert json.JSONDecoder().raw_decode(text, offset)[0] == whole


def test_a_repeated_json_key_is_named_with_its_second_place() -> None:
    text = '{"items": [{},\n {"id": 1, "a": {"id": 2}, "\\u0069d": 3}]}'
    places = JsonPlaces(text)
    assert places.duplicates() == ((("items", 1, "id"), Spot(2, 28)),)
    assert places.value(("items", 1, "id")) == Spot(2, 39)


def test_a_key_that_repeats_in_an_object_that_another_replaced_is_named_by_what_is_left_of_its_path() -> None:
    text = '{"a": {"b": 1, "b": 2}, "a": {}}'
    assert JsonPlaces(text).duplicates() == ((("b",), Spot(1, 16)), (("a",), Spot(1, 25)))


def test_a_quote_or_bracket_in_a_string_ends_nothing() -> None:
    text = r'{"a": ["\\", "\"]}", "\\\"["], "b": 1}'
    assert JsonPlaces(text).key(("b",)) == Spot(1, text.index('"b"') + 1)


def test_an_element_of_an_array_has_the_place_of_its_value_for_a_key() -> None:
    assert JsonPlaces('{"a": [10, 20]}').key(("a", 1)) == Spot(1, 12)


def test_what_is_not_in_the_json_has_the_place_of_what_is_around_it() -> None:
    places = JsonPlaces('{"a":\n {"b": 1}}')
    assert places.value(("a", "missing", 3)) == Spot(2, 2)
    assert ("a", "missing") not in places
    assert "a" not in places


@pytest.mark.parametrize("text", ["", "   ", "}", '"', '{"a" 1', '{"a": "\\', "[1,,2]"])
def test_text_that_is_not_json_is_searched_without_a_complaint(text: str) -> None:
    assert JsonPlaces(text).value(("a",)).line == 1


def test_an_empty_text_has_no_value() -> None:
    assert () not in JsonPlaces("")
    assert () in JsonPlaces("null")


def test_json_nested_ten_thousand_deep_is_located() -> None:
    deep = 10_000
    places = JsonPlaces("[" * deep + "]" * deep)
    assert places.value((0,) * (deep - 1)) == Spot(1, deep)


def test_the_place_of_an_offset_counts_from_one() -> None:
    lines = Lines("ab\n\nc")
    assert [lines.spot(offset) for offset in (0, 2, 3, 4)] == [Spot(1, 1), Spot(1, 3), Spot(2, 1), Spot(3, 1)]
