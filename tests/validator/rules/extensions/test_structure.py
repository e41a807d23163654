from __future__ import annotations

import pytest

from feedpub.validator.namespaces import PREFIXES
from feedpub.validator.schema.extensions import CHILDLESS, EXTENSIONS, FINISHED, GROWING, JUDGED, TEXTLESS
from tests.validator.rules.extensions.documents import hints, said


@pytest.mark.parametrize("name", EXTENSIONS.shapes)
def test_every_element_of_the_schema_has_a_known_prefix_and_places_that_exist(name: str) -> None:
    shape = EXTENSIONS.shapes[name]
    assert name.partition(":")[0] in set(PREFIXES.values())
    assert name.partition(":")[0] in FINISHED + GROWING
    assert all(place in JUDGED or place in EXTENSIONS.shapes for place in shape.parents)
    attributes = EXTENSIONS.attributes[name]
    assert len(attributes) == len(set(attributes))


def test_elements_without_text_or_children_are_in_the_schema() -> None:
    assert set(TEXTLESS) <= set(EXTENSIONS.shapes)
    assert set(CHILDLESS) <= set(EXTENSIONS.shapes)


@pytest.mark.parametrize(
    ("element", "rule"),
    [
        ("<sy:period/>", "extension/element-unknown"),
        ("<thr:children/>", "extension/element-unknown"),
        ("<itunes:Explicit>true</itunes:Explicit>", "extension/element-unknown"),
        ("<media:subtitle/>", "extension/element-unknown"),
        ("<media:hologram/>", "extension/element-unlisted"),
        ("<podcast:smell/>", "extension/element-unlisted"),
        ("<dcterms:mood/>", "extension/element-unlisted"),
    ],
)
def test_an_unknown_name_is_an_error_where_no_names_are_added_or_only_case_differs(element: str, rule: str) -> None:
    assert said(element) == [rule]


def test_a_misspelt_name_is_answered_with_the_right_one() -> None:
    assert "Did you mean itunes:new-feed-url?" in hints("<itunes:new_feed_url/>", "channel")
    assert hints("<dc:creater>Ann</dc:creater>") == ["Did you mean dc:creator?"]
    assert hints("<slash:zzzzzz/>") == ["Look up the name in the extension's specification, or leave it out."]


def test_a_refined_element_of_dublin_core_is_known() -> None:
    assert said("<dc:date.Taken>2026-11-01</dc:date.Taken><dc:coverage.spatial>Wien</dc:coverage.spatial>") == []


@pytest.mark.parametrize(
    ("element", "inside"),
    [
        ("<itunes:duration>1</itunes:duration>", "channel"),
        ("<itunes:owner><itunes:email>ann@example.com</itunes:email></itunes:owner>", "item"),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", "entry"),
        ("<slash:comments>1</slash:comments>", "channel"),
        ("<content:encoded>x</content:encoded>", "entry"),
        ("<fh:complete/>", "entry"),
        ("<podcast:medium>music</podcast:medium>", "item"),
    ],
)
def test_an_element_in_the_wrong_place_has_no_effect(element: str, inside: str) -> None:
    assert "extension/element-misplaced" in said(element, inside)


def test_an_element_inside_something_nobody_knows_is_left_alone() -> None:
    text = '<our:box xmlns:our="https://example.com/names"><itunes:owner/><fh:archive/></our:box>'
    assert "extension/element-misplaced" not in said(text)


def test_an_extension_may_stand_in_the_metadata_of_a_copied_entry() -> None:
    assert said("<dc:rights>Ann</dc:rights><sy:updatePeriod>daily</sy:updatePeriod>", "source") == []


@pytest.mark.parametrize(
    "name", ["creator", "subject", "publisher", "contributor", "identifier", "relation", "coverage"]
)
def test_these_elements_of_dublin_core_may_be_repeated(name: str) -> None:
    assert said(f"<dc:{name}>a</dc:{name}><dc:{name}>b</dc:{name}>") == []


@pytest.mark.parametrize("name", ["title", "description", "type", "format", "source", "rights"])
def test_these_elements_of_dublin_core_may_not_be_repeated(name: str) -> None:
    assert said(f"<dc:{name}>a</dc:{name}><dc:{name}>b</dc:{name}>") == ["extension/element-twice"]


def test_an_item_may_have_several_dates_but_an_entry_or_channel_one() -> None:
    two = "<dc:date>2026-10-31</dc:date><dc:date>2026-11-01</dc:date>"
    assert said(two, "item") == []
    assert said(two, "entry") == ["extension/element-twice"]
    assert said(two, "channel") == ["extension/element-twice"]


def test_an_attribute_of_another_namespace_is_nobodys_business() -> None:
    text = '<dc:subject xml:lang="en" our:weight="1" xmlns:our="https://example.com/names">salt</dc:subject>'
    assert said(text) == []


def test_an_unknown_attribute_is_answered_with_a_near_one() -> None:
    assert hints('<media:thumbnail url="https://example.com/1.jpg" heigth="1"/>') == ["Did you mean height?"]
    assert hints('<media:thumbnail url="https://example.com/1.jpg" zzz="1"/>') == ["Leave it out."]


@pytest.mark.parametrize(
    "element",
    ["<itunes:image/>", '<itunes:image url="https://example.com/1.jpg"/>', "<media:player/>", "<thr:in-reply-to/>"],
)
def test_what_an_element_cannot_do_without_is_asked_for(element: str) -> None:
    assert "extension/attribute-missing" in said(element)
