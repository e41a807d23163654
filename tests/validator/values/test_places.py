from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.validator.values import places


@pytest.mark.parametrize("text", ["48.2 16.37", " -90  180 ", "48.2\n16.37", "+1 -.5", "1e1 2"])
def test_a_latitude_and_a_longitude_are_a_place(text: str) -> None:
    assert places.pairs_problem(text, 1, 1) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("-118.5 34.2", "latitude -118.5"),
        ("34.2 218.5", "longitude 218.5"),
        ("48.2,16.37", "commas"),
        ("48.2N 16.37E", "not made of numbers"),
        ("48.2", "1 number,"),
        ("48.2 16.37 300", "3 numbers"),
        ("48.2 16.37 48.3 16.4", "2 pairs"),
        ("nan inf", "not made of numbers"),
    ],
)
def test_what_is_wrong_with_a_point_is_said(text: str, problem: str) -> None:
    assert problem in (places.pairs_problem(text, 1, 1) or "")


def test_lines_have_two_points_and_rings_end_where_they_begin() -> None:
    assert places.pairs_problem("1 2 3 4", 2) is None
    assert "1 pair of numbers, not 2 or more" in (places.pairs_problem("1 2", 2) or "")
    assert places.pairs_problem("1 2 3 4 5 6 1 2", 4, closed=True) is None
    assert places.pairs_problem("1 2 3 4 5 6 1 3", 4, closed=True) == "does not end where it begins"


@pytest.mark.parametrize(
    ("text", "is_right"), [("48 16 500", True), ("48 16", False), ("48 16 0", False), ("98 16 5", False)]
)
def test_a_circle_has_a_centre_and_a_radius(text: str, *, is_right: bool) -> None:
    assert (places.circle_problem(text) is None) is is_right


def test_a_box_has_its_lower_corner_first() -> None:
    assert places.box_problem("48.1 16.2 48.3 16.5") is None
    assert places.box_problem("48.3 16.2 48.1 16.5") == "has its upper corner south of its lower one"
    assert places.box_problem("48.3 16.2") is not None


def test_numbers_in_the_other_order_are_changed_over() -> None:
    assert places.swapped("-118.5 34.2") == "34.2 -118.5"
    assert places.is_mixed_up("-118.5 34.2")
    assert places.swapped("-118.5 134.2") == places.swapped("x y") == ""
    assert not places.is_mixed_up("34.2 -118.5")


@pytest.mark.parametrize("text", ["geo:48.2,16.37", "geo:-90,-180,30", "geo:48.2,16.37;u=35", "geo:1,2;crs=wgs84;u=1"])
def test_a_geo_address_is_read(text: str) -> None:
    assert places.geo_problem(text) is None


@pytest.mark.parametrize("text", ["", "48.2,16.37", "geo:48.2 16.37", "geo:48.2, 16.37", "geo:98.2,16.37", "geo:1,200"])
def test_what_is_no_geo_address_is_told(text: str) -> None:
    assert places.geo_problem(text)


@given(st.text())
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    for read in (places.pairs_problem, places.circle_problem, places.box_problem, places.geo_problem):
        assert read(text) is None or read(text)
    assert isinstance(places.is_mixed_up(text), bool)
