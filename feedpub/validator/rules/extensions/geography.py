"""Places in feeds: GeoRSS in its simple form and in GML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import slots, stripped, typed
from feedpub.validator.rule import Found, rule
from feedpub.validator.types import Type
from feedpub.validator.values import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_FORMS = {
    "georss:point": "48.2 16.37",
    "georss:line": "48.2 16.37 48.3 16.4",
    "georss:polygon": "48.2 16.37 48.3 16.4 48.1 16.5 48.2 16.37",
    "georss:box": "48.1 16.2 48.3 16.5",
    "georss:circle": "48.2 16.37 500",
    "gml:pos": "48.2 16.37",
    "gml:lowerCorner": "48.1 16.2",
    "gml:upperCorner": "48.3 16.5",
    "gml:posList": "48.2 16.37 48.3 16.4",
}


def _meant(value: str, element: Element) -> str:
    if places.is_mixed_up(value):
        return f'Latitude comes first: write "{places.swapped(value)}".'
    return f'Write latitude and longitude in decimal degrees, with spaces between them: "{_FORMS[element.name]}".'


_POINT = Type(lambda value: places.pairs_problem(value, 1, 1), _meant)
_LINE = Type(lambda value: places.pairs_problem(value, 2), _meant)
_RING = Type(lambda value: places.pairs_problem(value, 4, closed=True), _meant)
_NUMBER = Type(
    lambda value: None if value.strip().removeprefix("-").replace(".", "", 1).isdecimal() else "is not a number",
    "Write a number of metres (of storeys, for floor).",
)

coordinates_invalid = rule("georss/coordinates-invalid", Level.WARNING, spec="GeoRSS 1.1; GML 3.1.1")(
    typed(
        {
            **slots(_POINT, "georss:point gml:pos gml:lowerCorner gml:upperCorner"),
            **slots(_LINE, "georss:line gml:LineString/gml:posList"),
            "georss:box": Type(places.box_problem, _meant),
            "georss:circle": Type(places.circle_problem, _meant),
        },
        '{element.qname} "{value:.100}" {problem}.',
        found="{value:.100}",
    ),
    """The coordinates of a place are none: beyond a pole, too few, or not numbers.

    Latitude comes first, in decimal degrees, then longitude. Maps show the item in the wrong place or nowhere; mostly
    the two are in the order of other formats.

    ```xml bad in=item
    <georss:point xmlns:georss="http://www.georss.org/georss">-118.5 34.2</georss:point>
    ```
    ```xml good in=item
    <georss:point xmlns:georss="http://www.georss.org/georss">34.2 -118.5</georss:point>
    ```
    """,
)

ring_invalid = rule("georss/ring-invalid", Level.WARNING, spec="GeoRSS 1.1, polygon; GML 3.1.1, LinearRing")(
    typed(
        slots(_RING, "georss:polygon gml:LinearRing/gml:posList"),
        '{element.qname} "{value:.100}" {problem}.',
        found="{value:.100}",
    ),
    """The coordinates of an area are none: it has less than four points, or does not end where it begins.

    Maps leave it out, or draw another one.

    ```xml bad in=entry
    <georss:polygon xmlns:georss="http://www.georss.org/georss">48.2 16.37 48.3 16.4 48.1 16.5</georss:polygon>
    ```
    ```xml good in=entry
    <georss:polygon xmlns:georss="http://www.georss.org/georss">48.2 16.3 48.3 16.4 48.1 16.5 48.2 16.3</georss:polygon>
    ```
    """,
)

number_invalid = rule("georss/number-invalid", Level.WARNING, spec="GeoRSS 1.1, elevation, floor and radius")(
    typed(
        slots(
            _NUMBER,
            "georss:elev georss:floor georss:radius georss:point/@elev georss:point/@floor georss:point/@radius",
            "georss:where/@elev georss:where/@floor georss:where/@radius",
        ),
        'The {slot} "{value}" {problem}.',
        read=stripped,
    ),
    """The height, the floor or the radius of a place is not a number.

    The unit is fixed: metres. Maps leave it out.

    ```xml bad in=item
    <georss:elev xmlns:georss="http://www.georss.org/georss">300 m</georss:elev>
    ```
    ```xml good in=item
    <georss:elev xmlns:georss="http://www.georss.org/georss">300</georss:elev>
    ```
    """,
)

_GEOMETRIES = ("gml:Point", "gml:LineString", "gml:Polygon", "gml:Envelope")


@rule("georss/where-without-geometry", Level.WARNING, on="georss:where", spec="GeoRSS 1.1, GML profile")
def where_without_geometry(where: Element, _document: ParsedDocument) -> Iterator[Found]:
    """georss:where holds no geometry of GML.

    It says a place by a Point, a LineString, a Polygon or an Envelope; maps show nothing for anything else.

    ```xml bad in=item
    <georss:where xmlns:georss="http://www.georss.org/georss">48.2 16.37</georss:where>
    ```
    ```xml good in=item
    <georss:where xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml">
    <gml:Point><gml:pos>48.2 16.37</gml:pos></gml:Point></georss:where>
    ```
    """
    if not any(child.name in _GEOMETRIES for child in where.children):
        hint = "Write <gml:Point><gml:pos>48.2 16.37</gml:pos></gml:Point>, or <georss:point> instead."
        yield Found(text=f"{where.qname} holds no geometry of GML.", found=where.text.strip()[:100], hint=hint)
