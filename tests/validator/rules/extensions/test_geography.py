from __future__ import annotations

import pytest

from tests.validator.rules.extensions.documents import hints, said

_GEORSS = 'xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml"'


def _where(geometry: str) -> str:
    return f"<georss:where {_GEORSS}>{geometry}</georss:where>"


@pytest.mark.parametrize(
    "place",
    [
        f'<georss:point {_GEORSS} elev="300">48.2 16.37</georss:point>',
        f"<georss:line {_GEORSS}>48.2 16.37 48.3 16.4</georss:line>",
        f"<georss:polygon {_GEORSS}>48.2 16.37 48.3 16.4 48.1 16.5 48.2 16.37</georss:polygon>",
        f"<georss:box {_GEORSS}>48.1 16.2 48.3 16.5</georss:box>",
        f"<georss:circle {_GEORSS}>48.2 16.37 500</georss:circle>",
        f"<georss:elev {_GEORSS}>-300.5</georss:elev><georss:featurename {_GEORSS}>Vienna</georss:featurename>",
        _where("<gml:Point><gml:pos>48.2 16.37</gml:pos></gml:Point>"),
        _where("<gml:LineString><gml:posList>48.2 16.37 48.3 16.4</gml:posList></gml:LineString>"),
        _where(
            "<gml:Envelope><gml:lowerCorner>1 2</gml:lowerCorner><gml:upperCorner>3 4</gml:upperCorner></gml:Envelope>"
        ),
        '<georss:point xmlns:georss="http://www.georss.org/georss/10">48.2 16.37</georss:point>',
    ],
)
def test_places_in_each_form_of_georss_are_right(place: str) -> None:
    assert said(place) == said(place, "entry") == said(place, "feed") == []


_RING = (
    "<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>{}</gml:posList></gml:LinearRing></gml:exterior>"
    "</gml:Polygon>"
)


@pytest.mark.parametrize(
    "place",
    [
        f"<georss:point {_GEORSS}>-118.5 34.2</georss:point>",
        f"<georss:line {_GEORSS}>48.2 16.37</georss:line>",
        f"<georss:box {_GEORSS}>48.1 16.2</georss:box>",
        f"<georss:circle {_GEORSS}>48.2 16.37</georss:circle>",
        _where("<gml:Point><gml:pos>148.2 16.37</gml:pos></gml:Point>"),
        _where("<gml:LineString><gml:posList>48.2 16.37 48.3</gml:posList></gml:LineString>"),
    ],
)
def test_places_off_the_earth_or_of_too_few_numbers_are_not(place: str) -> None:
    assert said(place) == said(place, "entry") == ["georss/coordinates-invalid"]


def test_areas_end_where_they_begin() -> None:
    ring = "48.2 16.37 48.3 16.4 48.1 16.5 48.2 16.3"
    for numbers, expected in ((ring, ["georss/ring-invalid"]), (f"{ring}7", [])):
        assert said(_where(_RING.format(numbers))) == expected
        assert said(f"<georss:polygon {_GEORSS}>{numbers}</georss:polygon>", "entry") == expected


def test_longitude_before_latitude_is_told_with_the_right_order() -> None:
    assert hints(f"<georss:point {_GEORSS}>-118.5 34.2</georss:point>") == [
        'Latitude comes first: write "34.2 -118.5".'
    ]


def test_heights_are_numbers() -> None:
    assert said(f'<georss:point {_GEORSS} elev="300 m">1 2</georss:point>') == ["georss/number-invalid"]


def test_elements_that_georss_has_not_are_told() -> None:
    assert said(f"<georss:pont {_GEORSS}>1 2</georss:pont>") == ["extension/element-unlisted"]
    assert said(_where("")) == ["georss/where-without-geometry"]
