"""The notation in which the schemas list elements and attributes, and what the rules read from it."""

from __future__ import annotations

from feedpub.validator.schema.jsonfeed import BOOLEAN, NUMBER, STRING
from feedpub.validator.schema.rss import ELEMENTS, EMPTY, LEAVES, RSS
from feedpub.validator.schema.shape import Holds, Schema, SchemaNames, Shape, nearest

SCHEMA = Schema(
    {
        "box": Shape(children="title docs? item* hour+", attributes="id name?"),
        "item": Shape(holds=Holds.NOTHING),
        "title": Shape(holds=Holds.TEXT),
    },
    prefix="our:",
)


def test_names_are_required_optional_or_several_as_in_a_dtd() -> None:
    names = SchemaNames("title docs? item* hour+")
    assert names.known == ("title", "docs", "item", "hour")
    assert names.required == ("title", "hour")
    assert names.many == {"item", "hour"}


def test_a_schema_tells_what_a_container_holds_with_the_prefix_of_its_namespace() -> None:
    assert SCHEMA.children == {"our:box": ("our:title", "our:docs", "our:item", "our:hour")}
    assert SCHEMA.single == {"our:box": {"our:title", "our:docs"}}
    assert SCHEMA.required == {"our:box": ("our:title", "our:hour")}


def test_a_schema_tells_the_attributes_of_an_element() -> None:
    assert SCHEMA.attributes == {"our:box": ("id", "name"), "our:item": (), "our:title": ()}
    assert SCHEMA.required_attributes == {"our:box": ("@id",)}


def test_a_schema_tells_which_elements_hold_something() -> None:
    assert SCHEMA.holding(Holds.NOTHING, Holds.TEXT) == ("our:item", "our:title")


def test_each_element_of_rss_holds_text_or_elements_or_nothing() -> None:
    containers = {one for one in ELEMENTS if one.rpartition("/")[2] in RSS.children}
    assert containers | set(EMPTY) | set(LEAVES) == set(ELEMENTS)
    assert len(containers) + len(EMPTY) + len(LEAVES) == len(ELEMENTS)


def test_a_mistyped_name_is_near_to_the_right_one_whatever_its_case() -> None:
    assert nearest("LastBuilddate", ("title", "lastBuildDate")) == "lastBuildDate"
    assert nearest("zzz", ("title", "lastBuildDate")) == ""
    assert nearest("title" * 100, ("title",)) == ""


def test_true_is_no_number_of_json() -> None:
    assert NUMBER.has(1.5)
    assert not NUMBER.has(True)  # noqa: FBT003 - the value itself
    assert BOOLEAN.has(False)  # noqa: FBT003 - as above
    assert not STRING.has(None)
