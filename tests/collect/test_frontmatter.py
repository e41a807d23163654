"""Front matter as text: what the libraries pass over in silence, and that nothing else is changed."""

from __future__ import annotations

import datetime as dt
import json
import string
from time import process_time
from typing import TYPE_CHECKING

import pytest
import yaml
from frontmatter import loads
from hypothesis import example, given
from hypothesis import strategies as st

from feedpub.collect import frontmatter
from feedpub.collect.frontmatter import handlers, plain
from feedpub.collect.frontmatter.composer import Fast, PurePython
from feedpub.collect.frontmatter.yaml import YamlHandler
from feedpub.collect.post import parse
from feedpub.collect.problem import FrontMatterError
from feedpub.collect.record import Named
from feedpub.collect.settings import settings_for
from feedpub.model.options import ContentOptions
from tests.collect.sites import SITE
from tests.drawn import examples

if TYPE_CHECKING:
    from feedpub.collect.frontmatter import Value

HANDLERS = {"libyaml": YamlHandler(Fast), "python": YamlHandler(PurePython)}


def read(text: str) -> dict[str, Value]:
    front = frontmatter.read(text)
    assert front is not None
    return front.values


def problem(text: str) -> FrontMatterError:
    with pytest.raises(FrontMatterError) as caught:
        frontmatter.read(text)
    return caught.value


AS_WRITTEN = ["no", "yes", "1.10", "12:30", "007", "2024-06-21", "~", "null", "0x1F", "1e3", "=", "on", ".5", "1_000"]


@pytest.mark.parametrize("word", AS_WRITTEN)
def test_yaml_keeps_a_word_as_its_author_wrote_it(word: str) -> None:
    assert read(f"---\na: {word}\nb: [{word}]\n---\n") == {"a": word, "b": [word]}


FORMS = {
    "yaml": "---\na: b\n---\n    body\n",
    "yaml ended by dots": "---\na: b\n...\n    body\n",
    "yaml with spaces after the delimiters": "---  \na: b\n--- \t\n    body\n",
    "byte order mark": "\ufeff---\na: b\n---\n    body\n",
    "toml": '+++\na = "b"\n+++\n    body\n',
    "json": '{\n"a": "b"\n}\n    body\n',
    "json on one line": '{"a": "b"}\n    body\n',
    "json between semicolons": ';;;\n"a": "b",\n;;;\n    body\n',
    "json in braces between semicolons": ';;;\n{"a": "b"}\n;;;\n    body\n',
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_each_form_of_front_matter_is_read_and_the_body_keeps_its_indent(text: str) -> None:
    front = frontmatter.read(text)
    assert front is not None
    assert front.values == {"a": "b"}
    assert front.block.body == frontmatter.body(text) == "    body\n"
    assert text.split("\n")[front.block.body_line - 1] == "    body"


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_line_ends_of_windows_change_nothing(text: str) -> None:
    front = frontmatter.read(text.replace("\n", "\r\n"))
    assert front is not None
    assert front.values == {"a": "b"}
    assert front.block.body == "    body\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello",
        "# Heading\n---\nfoo: bar\n---\n",
        "{{ liquid }}\n",
        "{% tag %}",
        "{: .class}\ntext",
        "---",
        "-----\nno key\n-----\n",
        "\n\nText --- and more",
        "- a list\n",
        "<html></html>",
    ],
)
def test_a_text_without_front_matter_has_none(text: str) -> None:
    assert frontmatter.read(text) is None
    assert frontmatter.body(text) is None


def test_an_empty_block_is_front_matter() -> None:
    assert read("---\n---\nbody") == {}
    assert read("---\n# comment\n---\nbody") == {}
    assert read("+++\n+++\nbody") == {}
    assert read("{}\nbody") == {}


def test_a_block_at_the_very_end_has_an_empty_body() -> None:
    front = frontmatter.read("---\na: b\n---")
    assert front is not None
    assert (front.block.body, front.block.body_line) == ("", 3)
    assert not frontmatter.body("---\na: b\n---")


def test_toml_values_become_what_yaml_would_say() -> None:
    text = "+++\na = true\nb = 1.10\nc = 7\nd = 2024-06-21T10:00:00+09:00\ne = 2024-06-21\nf = [1, {g = 2}]\n+++\n"
    assert read(text) == {
        "a": "true",
        "b": "1.10",
        "c": "7",
        "d": "2024-06-21T10:00:00+09:00",
        "e": "2024-06-21",
        "f": ["1", {"g": "2"}],
    }


def test_json_values_become_what_yaml_would_say() -> None:
    assert read('{"a": true, "b": 1.10, "c": null, "d": [1, {"e": false}], "f": 1e999}') == {
        "a": "true",
        "b": "1.10",
        "c": "",
        "d": ["1", {"e": "false"}],
        "f": "1e999",
    }


def test_aliases_and_merge_keys_are_written_out() -> None:
    text = "---\na: &x {b: c, d: e}\nf: *x\ng: {<<: *x, d: own}\nh: {<<: [*x, {i: j}]}\n---\n"
    assert read(text)["f"] == {"b": "c", "d": "e"}
    assert read(text)["g"] == {"b": "c", "d": "own"}
    assert read(text)["h"] == {"b": "c", "d": "e", "i": "j"}


BOMBS = {
    "aliases": "---\na: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(20))
    + "---\n",
    "alias of itself": "---\na: &a [*a]\n---\n",
    "flow depth": "---\na: " + "[" * 10_000 + "]" * 10_000 + "\n---\n",
    "flow depth, open": "---\na: " + "[" * 10_000 + "\n---\n",
    "mapping depth": "---\n" + "{a: " * 10_000 + "\n---\n",
    "block depth": "---\n" + "- " * 10_000 + "a\n---\n",
    "key depth": "---\n" + "? " * 10_000 + "a\n---\n",
    "indent depth": "---\n" + "".join(" " * n + "a:\n" for n in range(500)) + "---\n",
    "json depth": '{"a": ' + "[" * 10_000 + "]" * 10_000 + "}",
    "json depth below the parser's": '{"a": ' + "[" * 200 + "]" * 200 + "}",
    "toml depth": "+++\na = " + "[" * 10_000 + "]" * 10_000 + "\n+++\n",
    "toml depth below the parser's": "+++\na = " + "[" * 70 + "]" * 70 + "\n+++\n",
    "length": "---\na: " + "x" * 1_000_001 + "\n---\n",
    "number of values": "---\na: [" + "x," * 100_001 + "]\n---\n",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_a_clear_error(text: str) -> None:
    assert problem(text).problem.code in {"front-matter/too-deep", "front-matter/too-large"}


@pytest.mark.parametrize("text", [BOMBS[name] for name in ("flow depth", "block depth", "aliases", "indent depth")])
def test_the_reader_in_python_refuses_bombs_too(text: str) -> None:
    with pytest.raises(FrontMatterError):
        HANDLERS["python"].load(HANDLERS["python"].cut(text).text)


def test_control_characters_are_left_out_with_a_warning() -> None:
    front = frontmatter.read("---\nx: y\ntitle: a\x08b\x7fc\n---\n")
    assert front is not None
    assert front.values["title"] == "abc"
    [note] = front.notes
    assert (note.code, note.line, note.column, note.found) == ("post/control-characters", 3, 9, "U+0008")


def test_a_line_is_what_editors_count() -> None:
    error = problem('---\na: "x\u2028\u0085y"\nb: @c\n---\n')
    assert error.problem.line == 3


def test_an_integer_of_toml_beyond_all_measure_is_an_error_not_a_crash() -> None:
    assert problem("+++\na = " + "9" * 5000 + "\n+++\n").problem.code == "front-matter/not-toml"


def test_the_place_of_a_key_is_known_in_every_form() -> None:
    for text in ("---\na: 1\nb:\n  c: [x, y]\n---\n", "+++\na = 1\nb = {c = ['x', 'y']}\n+++\n"):
        front = frontmatter.read(text)
        assert front is not None
        spot = front.places()(("b", "c"))
        assert spot is not None
        assert text.split("\n")[spot.line][spot.column - 1] == "c"


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=12)
keys = words.filter(lambda key: key != "<<")  # merges mappings here, as it does in Jekyll; BaseLoader knows no merging
anything = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)
mappings = st.dictionaries(keys, anything, max_size=6)


@given(values=mappings, flow=st.booleans(), style=st.sampled_from([None, '"', "'"]))
@example(values={"a": ""}, flow=False, style=None)
def test_yaml_is_read_as_the_library_reads_it_untyped(
    *, values: dict[str, Value], flow: bool, style: str | None
) -> None:
    text = yaml.safe_dump(values, allow_unicode=True, default_flow_style=flow, default_style=style, sort_keys=False)
    expected = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    for handler in HANDLERS.values():
        assert handler.load(text) == expected


YAML_LIKE = st.text(
    st.sampled_from(string.ascii_lowercase[:4] + " \n\n\t:-#'\"[]{},|>&*!%@`?~<\\가é.0 1\r\u2028\u0085"), max_size=40
)


def outcome(handler: YamlHandler, text: str) -> object:
    try:
        return handler.load(text)
    except FrontMatterError:
        return FrontMatterError


@given(YAML_LIKE)
def test_both_readers_of_yaml_agree_with_the_library_wherever_it_reads(text: str) -> None:
    try:
        expected = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    except yaml.YAMLError:
        expected = FrontMatterError
    for handler in HANDLERS.values():
        found = outcome(handler, text)
        # We refuse more: keys twice, lost words, roots that are no mapping. What we read is the library's.
        assert found is FrontMatterError or found == (expected or {})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), json_values, max_size=5), st.text(max_size=10))
def test_any_json_object_is_read_to_its_end(values: dict[str, object], body: str) -> None:
    front = frontmatter.read(json.dumps(values, indent=1) + "\n" + body)
    assert front is not None
    assert front.values.keys() == values.keys()
    assert front.block.body == body


def test_dates_of_toml_are_text_again() -> None:
    assert read("+++\na = 10:00:00\n+++\n") == {"a": dt.time(10).isoformat()}


LINES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("a: ", "b:", "b: ", "c-d: ", "  - ", "- ", "  ", "# ", "", "e: >\n  ", "f: |-\n ", "g: [", "h: '"),
                *("i:\n  - ", "j: \n- k\n- ", "l:\n  - m\n -  ", "n: > \n  ", "o : ", "p: q\n  - "),
                *("r:\n  s: ", "t:\n  u: v\n  w: ", "  x: ", "r:\n  s: t\n u: ", "e: >\n  y\n  ", "f: |\n  y\n   "),
                *("a: b # ", "a: 'b'", 'a: "b\\"', "a: 'b''", "e: |-\n  y \n  # "),
            ]
        ),
        st.text(st.sampled_from("xy z가:#-,[]{}'\"&|>\\?!%@`=~\t\u0085\u2028\xa0\ufeff😀.0"), max_size=6),
        st.sampled_from(["", "", "]", "'", '"', " "]),
        st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", ""]),
    ).map("".join),
    max_size=5,
).map("".join)


@pytest.mark.slow
@examples(1000)
@given(LINES | YAML_LIKE)
def test_what_is_read_without_the_library_is_what_the_library_reads(text: str) -> None:
    found = plain.read(text)
    if found is not None:
        assert found == (yaml.load(text, yaml.BaseLoader) or {})  # noqa: S506 - it makes nothing but text


USUAL = """title: 외교부 러시아 대사 초치
date: 2024-06-21 10:00:00 +0900

# a remark
categories:
  - News
  - 국제 정치
tags: [a, b c ]
more: []
empty:
excerpt: >
  한국 외교부가: 21일 # 북러
note: |-
  kept
image: 'https://example.com/a.png'
quoted: "a: b"
list:
- x
- "y: z"
names: ["a b", 'c' , d]
last: http://example.com/a:b # a remark
header:
  image: "/a.png"
  teaser: b#c
said: "he said \\"no\\", and a \\\\"
own: 'it''s'
folded: >-
  one line
  and another
lines: |
  one line
  # and another
"""


def test_the_usual_front_matter_is_read_without_the_library() -> None:
    assert plain.read(USUAL) == yaml.load(USUAL, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_python_frontmatter_can_work_with_our_handlers(text: str) -> None:
    [handler] = [each for each in handlers.HANDLERS if each.detect(text.removeprefix("\ufeff"))]
    assert loads(text.removeprefix("\ufeff"), handler=handler).metadata == {"a": "b"}


def test_the_place_of_a_key_of_json_is_known() -> None:
    for text in ('{"x": 1,\n "b": {"c": 2}}\n', ';;;\n"x": 1,\n"b": {"c": 2}\n;;;\n'):
        front = frontmatter.read(text)
        assert front is not None
        spot = front.places()(("b", "c"))
        assert spot is not None
        assert (spot.line, text.split("\n")[spot.line + front.block.first_line - 2][spot.column :][:1]) == (2, "c")
        assert front.places()(("gone",)) is None


def test_a_list_in_json_between_semicolons_is_no_mapping() -> None:
    assert problem(";;;\n[1]\n;;;\n").problem.code == "front-matter/not-json"


LONG = {
    "spaces in a value": "---\ntitle: @" + " " * 300_000 + "x\n---\n",
    "blank lines": "\n" * 500_000,
    "unclosed": "---\n" + "a: b\n" * 100_000,
    "dotted keys": "+++\n" + ".".join("a" * 100_000) + " = 1\n+++\n",
    "colons": "---\na: " + ":" * 300_000 + "\n---\n",
    "quotes": "---\na: " + "'" * 300_000 + '"\n---\n',
    "exclamations": "---\na: " + "!" * 300_000 + "\n---\n",
    "anchors": "---\n" + "".join(f"a{n}: &x{n} b\n" for n in range(20_000)) + "---\n",
    "heading": "---\na: b\n---\n# a" + " #" * 900 + " b" + " " * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_is_judged_in_reasonable_time(text: str) -> None:
    before = process_time()
    parse(text.encode(), Named(source="2024-01-01-a.md", path="2024-01-01-a.md"), settings_for(ContentOptions(), SITE))
    assert process_time() - before < 5
