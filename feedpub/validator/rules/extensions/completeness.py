"""What extensions leave half said: texts that are empty, one of two coordinates."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import slots, typed
from feedpub.validator.rule import Found, having, rule
from feedpub.validator.types import NOT_BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_PREFERRED = """
dc:creator dc:title content:encoded itunes:title itunes:author itunes:summary itunes:name media:title podcast:funding
"""
"""Texts that readers take before those of RSS or Atom that say the same, or that have nothing in their place."""
_PAIRS = (("geo:lat", "geo:long"), ("geourl:latitude", "geourl:longitude"), ("icbm:latitude", "icbm:longitude"))
_PLACED = ("rss/channel", "channel/item", "atom:feed", "atom:entry", "geo:Point")

blank = rule("extension/blank", Level.WARNING, spec="practice of readers", refs=("NotBlank",))(
    typed(
        slots(NOT_BLANK, _PREFERRED),
        "{element.qname} is empty.",
        "Write the text into it, or leave it out.",
        found="",
        when=lambda element: not element.children,
    ),
    """A text of an extension is there and empty.

    Readers take these texts before the title, description or author of the item, and show nothing then.

    ```xml bad in=item
    <title>One</title><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/"></dc:creator>
    ```
    ```xml good in=item
    <title>One</title><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ann</dc:creator>
    ```
    """,
)


@rule("geo/half-of-pair", Level.WARNING, on=_PLACED, spec="W3C Basic Geo vocabulary", concerns=having(*chain(*_PAIRS)))
def half_of_pair(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """There is a latitude without a longitude, or the other way round.

    One of the two is no place; maps leave the item out.

    ```xml bad in=item
    <geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">48.2</geo:lat>
    ```
    ```xml good in=item
    <geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">48.2</geo:lat>
    <geo:long xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">16.4</geo:long>
    ```
    """
    for pair in _PAIRS:
        there = [name for name in pair if element.child(name) is not None]
        if len(there) == 1:
            other = pair[1 - pair.index(there[0])]
            text = f"There is {there[0]} and no {other}."
            yield Found(text=text, at=element.child(there[0]), hint=f"Add {other}.")
