"""Rows: what a rule says that is a row of a table and no function."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from feedpub.model.records import Level
from feedpub.validator import Ruleset, check
from feedpub.validator.rows import (
    as_written,
    missing,
    most,
    presence,
    repeated,
    slots,
    typed,
    unknown,
    unknown_attribute,
)
from feedpub.validator.rule import Found, having, rule
from feedpub.validator.sources import bytes_source
from feedpub.validator.types import COUNT, EMAIL, NOT_BLANK, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.model.records import Diagnostic
    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Row

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WORDS = one_of(("red", "blue"))


def said(row: Row, item: str) -> tuple[Diagnostic, ...]:
    """Return what a rule that is the row alone finds in an item."""
    one = rule("rss/row", Level.ERROR, spec="none")(row, "A row.")
    data = f"<rss><channel><item>{item}</item></channel></rss>".encode()
    return check(bytes_source("feed.xml", data), Ruleset([one]), now=NOW).diagnostics


def said_of_json(row: Row, text: str) -> tuple[Diagnostic, ...]:
    """Return what a rule that is the row alone finds in a JSON Feed."""
    one = rule("jsonfeed/row", Level.ERROR, spec="none")(row, "A row.")
    data = f'{{"version": "https://jsonfeed.org/version/1.1", {text}}}'.encode()
    return check(bytes_source("feed.json", data), Ruleset([one]), now=NOW).diagnostics


def test_a_value_that_is_not_of_its_type_is_found_in_its_slot() -> None:
    row = typed({"item/guid/@colour": WORDS}, 'The {attribute} "{value}" {problem}.')
    (one,) = said(row, '<guid colour="green"/>')
    assert one.text == 'The colour "green" is none of red, blue.'
    assert one.hint == "Write one of red, blue."
    assert one.found == "green"
    assert one.where.xpath == "/rss/channel/item[1]/guid/@colour"


@pytest.mark.parametrize("item", ['<guid colour="red"/>', "<guid/>", '<title colour="green"/>'])
def test_nothing_is_said_of_a_right_value_of_none_and_of_other_places(item: str) -> None:
    assert said(typed({"item/guid/@colour": WORDS}, "{value}"), item) == ()


def test_white_space_around_a_text_goes_unless_it_is_read_as_written() -> None:
    assert said(typed({"item/guid": WORDS}, "{value}"), "<guid> red\n</guid>") == ()
    (one,) = said(typed({"item/guid": WORDS}, "<{value}>", read=as_written), "<guid> red</guid>")
    assert one.text == "< red>"


def test_an_attribute_is_taken_as_it_is() -> None:
    (one,) = said(typed({"item/guid/@colour": WORDS}, "<{value}>"), '<guid colour=" red"/>')
    assert one.text == "< red>"


def test_several_slots_of_one_element_each_have_their_type() -> None:
    row = typed({"guid/@colour": WORDS, "guid/@size": COUNT, "guid": EMAIL}, "{slot}")
    assert [one.text for one in said(row, '<guid colour="x" size="y">z</guid>')] == [
        "colour of guid",
        "size of guid",
        "guid",
    ]
    assert [one.text for one in said(row, '<guid colour="red" size="y">ann@example.com</guid>')] == ["size of guid"]


def test_an_attribute_of_any_element_is_a_slot() -> None:
    row = typed({"@xml:lang": WORDS}, "{part} of {element.qname}")
    assert [one.text for one in said(row, '<title xml:lang="x"/><guid xml:lang="red"/>')] == ["xml:lang of title"]


def test_an_empty_value_may_have_words_of_its_own_and_a_hint_made_for_it() -> None:
    row = typed({"item/guid": NOT_BLANK}, "no", lambda _, guid: f"Fill {guid.qname}.", blank="The {part} is empty.")
    (one,) = said(row, "<guid/>")
    assert (one.text, one.hint) == ("The guid is empty.", "Fill guid.")


def test_a_condition_keeps_a_rule_from_an_element() -> None:
    row = typed({"item/guid": WORDS}, "{value}", when=lambda guid: guid.get("kind") is None)
    assert said(row, '<guid kind="own">green</guid>') == ()
    assert said(row, "<guid>green</guid>")


def test_braces_in_a_value_are_no_template() -> None:
    (one,) = said(typed({"item/guid": WORDS}, "{value}"), "<guid>{problem} {0}</guid>")
    assert one.text == "{problem} {0}"


def test_a_string_of_json_is_a_slot_and_what_is_no_string_is_passed_over() -> None:
    row = typed({"$.title": WORDS}, "{slot}: {value}")
    assert [one.text for one in said_of_json(row, '"title": "green"')] == ["title: green"]
    assert said_of_json(row, '"title": 1') == ()


def test_slots_are_listed_with_white_space_between_them() -> None:
    assert slots(WORDS, "a b/@c", "d") == {"a": WORDS, "b/@c": WORDS, "d": WORDS}


def test_an_element_that_should_not_be_there_is_found() -> None:
    (one,) = said(presence("item/guid", "There is a {element.qname}.", "Remove it."), "<guid/>")
    assert (one.text, one.hint) == ("There is a guid.", "Remove it.")


def test_children_and_attributes_that_are_missing_are_named() -> None:
    row = missing({"item": ("guid", "@id")}, "no {name}", "Add {name}.")
    assert [(one.text, one.where.element) for one in said(row, "")] == [("no guid", "guid"), ("no id", "id")]
    assert [one.text for one in said(row, "<guid/>")] == ["no id"]


def test_a_missing_key_of_json_is_named_and_a_value_that_is_no_object_has_no_keys() -> None:
    row = missing({"$": ("title",), "$.items[]": ("id",)}, "no {name}", "Add it.")
    assert [one.text for one in said_of_json(row, '"items": [{}, 1]')] == ["no title", "no id"]


def test_a_child_that_may_stand_once_is_found_where_it_stands_again() -> None:
    row = repeated({"item": ("guid",)}, "{child.qname} again, first in line {first.line}", "Keep one.")
    (one,) = said(row, "<guid/><title/><title/>\n<guid/>")
    assert (one.text, one.where.line) == ("guid again, first in line 1", 2)


def test_the_first_child_too_many_is_found() -> None:
    row = most({"channel/item": ("guid", 1)}, "{count} of {most}", "Keep one.")
    (one,) = said(row, "<guid/>\n<guid/>\n<guid/>")
    assert (one.text, one.where.line) == ("3 of 1", 2)
    assert said(row, "<guid/><title/>") == ()


def test_a_child_that_is_not_known_is_found_unless_it_is_foreign() -> None:
    row = unknown({"item": ("guid",)}, "no {child.qname}", "Remove it.", foreign=lambda name, _: ":" in name)
    item = '<guid/><mood/><our:mood xmlns:our="https://example.com/names"/>'
    assert [one.text for one in said(row, item)] == ["no mood"]


def test_only_the_first_unknown_child_is_found_where_it_tells_enough() -> None:
    row = unknown({"item": ()}, "no {child.qname}", "Remove it.", first_only=True)
    assert [one.text for one in said(row, "<a/><b/>")] == ["no a"]


def test_an_attribute_that_is_not_known_is_found_unless_it_is_foreign() -> None:
    row = unknown_attribute({"item/guid": ("id",)}, "no {attribute}", "Remove it.", foreign=lambda name: ":" in name)
    (one,) = said(row, '<guid id="1" mood="fine" xml:lang="en"/>')
    assert (one.text, one.found) == ("no mood", "fine")


def shown(names: tuple[str, ...], items: str) -> list[str]:
    """Return the ids of the elements that a rule is shown that is concerned with those that have one of some names."""
    ids: list[str] = []

    def look(element: Element, _document: ParsedDocument) -> Iterator[Found]:
        ids.append(element.get("id") or element.text)
        return iter(())

    one = rule("rss/watch", Level.ERROR, on="item/guid", spec="none", concerns=having(*names))(look)
    data = f"<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{items}</channel></rss>".encode()
    check(bytes_source("feed.xml", data), Ruleset([one]), now=NOW)
    return ids


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (("@id",), ["1", "3"]),
        (("@*",), ["1", "3"]),
        (("dc:title",), ["2", "3"]),
        (("*",), ["2", "3"]),
        (("@id", "dc:title"), ["1", "2", "3"]),
        (("@other", "link"), []),
    ],
)
def test_a_rule_is_shown_only_elements_that_have_what_it_is_concerned_with(
    names: tuple[str, ...], ids: list[str]
) -> None:
    guids = ("<guid>0</guid>", '<guid id="1"/>', "<guid>2<dc:title/></guid>", '<guid id="3"><dc:title/></guid>')
    assert shown(names, "".join(f"<item>{guid}</item>" for guid in guids)) == ids


def test_a_required_child_is_missed_in_each_element_without_it_and_in_no_other() -> None:
    row = missing({"item": ("guid",)}, "no {name}", "Add it.")
    (one,) = said(row, "<guid/></item><item></item><item><guid/></item><item>")
    assert (one.count, one.where.xpath) == (2, "/rss/channel/item[2]")


def test_more_outlines_than_are_remembered_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("feedpub.validator.ruleset"), "_ENOUGH", 3)
    row = typed({"item/guid/@colour": WORDS}, "{value}", found="{value}")
    guids = "".join(f'<guid colour="green" other{number}=""/>' for number in range(10))
    (one,) = said(row, guids)
    assert one.count == 10
