"""feedpub.ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from feedpub.guard.pins import HEAD, Pin, Pins, line_of, parse, written
from feedpub.model.records import Level
from tests import strategies

if TYPE_CHECKING:
    from collections.abc import Mapping

names = strategies.lines.filter(lambda text: not text.startswith("#"))


def of(ids: Mapping[str, str]) -> list[Pin]:
    return [Pin(source=source, id=name) for source, name in ids.items()]


@given(st.dictionaries(names, names.map(str.strip), max_size=5))
def test_what_is_written_is_read_back_and_writing_it_again_changes_nothing(pins: dict[str, str]) -> None:
    unique = {source: f"{name}-{number}" for number, (source, name) in enumerate(pins.items())}
    text = written(Pins(), of(unique))
    read = parse(text)
    assert (read.ids, read.diagnostics) == (unique, ())
    assert written(read, of(unique)) == text


def test_pins_are_sorted_and_comments_stay_with_theirs() -> None:
    text = "# My head\n\n# about b\nb.md\turn:b\n\na.md\turn:a\n# the end\n"
    assert written(parse(text), of({"ab.md": "urn:ab"})) == (
        "# My head\n\na.md\turn:a\nab.md\turn:ab\n# about b\nb.md\turn:b\n# the end\n"
    )


def test_a_new_file_says_what_it_is() -> None:
    assert written(parse(""), of({"a.md": "urn:a"})) == f"{HEAD}\na.md\turn:a\n"
    assert written(parse(HEAD), of({"a.md": "urn:a"})) == f"{HEAD}\na.md\turn:a\n"
    assert written(parse(f"{HEAD}b.md\turn:b\n"), of({})) == f"{HEAD}\nb.md\turn:b\n"


def test_a_pin_is_replaced_and_others_go() -> None:
    pins = parse("a.md\turn:a\nb.md\turn:b\n")
    assert parse(written(pins, of({"a.md": "urn:c"}), without=["b.md"])).ids == {"a.md": "urn:c"}


def test_spaces_do_for_a_tab_that_an_editor_has_eaten() -> None:
    assert parse("my post.md   urn:a\r\n\ufeff").ids["my post.md"] == "urn:a"
    assert line_of(Pin(source="my post.md", id="urn:a")) == "my post.md\turn:a"


def test_every_mistake_names_its_line() -> None:
    found = parse("a.md\turn:a\nnonsense\na.md\turn:b\nc.md\turn:a\n").diagnostics
    assert [(one.code, one.where.path, one.where.line, one.level) for one in found] == [
        ("ids/no-pin", "feedpub.ids", 2, Level.ERROR),
        ("ids/duplicate-path", "feedpub.ids", 3, Level.ERROR),
        ("ids/duplicate-id", "feedpub.ids", 4, Level.ERROR),
    ]


def test_a_path_that_is_no_post_is_a_warning_that_guesses_the_new_name() -> None:
    pins = parse("content/a.md\turn:a\ncontent/hello.md\turn:b\nzzz\turn:c\nhere.md\turn:d\n")
    found = pins.unknown(["content/x/a.md", "content/hello-you.md", "here.md"])
    assert [(one.code, one.level) for one in found] == [("ids/unknown-path", Level.WARNING)] * 3
    assert "`content/x/a.md`" in found[0].hint
    assert "`content/hello-you.md`" in found[1].hint
    assert found[2].hint == "Remove the line."
