"""Numbers in extensions: counts, sizes, rates, points of time in a recording, places on the earth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.slots import TEXT, Slots, called, values
from feedpub.validate.rules.extensions.structure import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_POSITIVE: Slots = {
    "sy:updateFrequency": TEXT,
    "itunes:episode": TEXT,
    "itunes:season": TEXT,
    "media:content": ("fileSize", "height", "width"),
    "media:player": ("height", "width"),
    "media:thumbnail": ("height", "width"),
    "media:embed": ("height", "width"),
    "podcast:image": ("height", "width"),
    "podcast:alternateEnclosure": ("height",),
}
_COUNTS: Slots = {
    "slash:comments": TEXT,
    "thr:total": TEXT,
    "atom:link": ("thr:count",),
    "media:content": ("channels",),
    "media:starRating": ("count",),
    "media:statistics": ("views", "favorites"),
    "podcast:season": TEXT,
    "podcast:trailer": ("length", "season"),
    "podcast:alternateEnclosure": ("length",),
    "podcast:socialInteract": ("priority",),
    "podcast:valueRecipient": ("split",),
}
_DECIMALS: Slots = {
    "media:content": ("bitrate", "duration", "framerate", "samplingrate"),
    "media:starRating": ("average", "min", "max"),
    "media:price": ("price",),
    "podcast:soundbite": ("startTime", "duration"),
    "podcast:episode": TEXT,
    "podcast:alternateEnclosure": ("bitrate",),
    "podcast:valueTimeSplit": ("startTime", "duration", "remoteStartTime"),
}
_TIMES: Slots = {
    "media:thumbnail": ("time",),
    "media:text": ("start", "end"),
    "media:location": ("start", "end"),
    "media:sceneStartTime": TEXT,
    "media:sceneEndTime": TEXT,
}
_DEGREES: Slots = {
    "geo:lat": TEXT,
    "geo:long": TEXT,
    "geourl:latitude": TEXT,
    "geourl:longitude": TEXT,
    "icbm:latitude": TEXT,
    "icbm:longitude": TEXT,
}
_WHOLE = patterns.lazy(r"\+?[0-9]+")
_DECIMAL = patterns.lazy(r"[0-9]+(?:\.[0-9]+)?")
_SIGNED = patterns.lazy(r"[+-]?[0-9]+(?:\.[0-9]*)?")
_NPT = patterns.lazy(r"now|[0-9]+(?:\.[0-9]*)?|[0-9]+:[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]*)?")
_POLE = 90
_DATE_LINE = 180


@rule(
    "extension/number-not-positive",
    Level.ERROR,
    on=tuple(_POSITIVE),
    spec="the specification of the extension",
    refs=("InvalidPositiveInteger",),
    kinds=FEEDS,
)
def number_not_positive(element: Element, _document: Document) -> Iterator[Found]:
    """A size or ordinal number of an extension is not a whole number above zero.

    Readers take it for absent, or for zero: episodes are sorted wrongly, pictures are shown at no size.

    ```xml bad in=item
    <itunes:episode>two</itunes:episode>
    ```
    ```xml good in=item
    <itunes:episode>2</itunes:episode>
    ```
    """
    for attribute, value in values(element, _POSITIVE):
        if not (_WHOLE.fullmatch(value) and value.strip("+0")):
            text = f'The {called(element, attribute)} is "{value}", not a whole number above zero.'
            hint = "Write a number such as 1 in digits, or leave it out."
            yield Found(text=text, attribute=attribute, found=value, hint=hint)


@rule(
    "extension/count-invalid",
    Level.ERROR,
    on=tuple(_COUNTS),
    spec="the specification of the extension",
    refs=("InvalidNonNegativeInteger", "InvalidInteger"),
    kinds=FEEDS,
)
def count_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A count of an extension (of comments, channels, views) is not a whole number of zero or more.

    Readers that show the number show nothing, or nonsense.

    ```xml bad in=item
    <slash:comments>-1</slash:comments>
    ```
    ```xml good in=item
    <slash:comments>0</slash:comments>
    ```
    """
    for attribute, value in values(element, _COUNTS):
        if not _WHOLE.fullmatch(value):
            text = f'The {called(element, attribute)} is "{value}", not a whole number.'
            yield Found(text=text, attribute=attribute, found=value, hint="Write 0 or more in digits, or leave it out.")


@rule(
    "extension/decimal-invalid",
    Level.ERROR,
    on=tuple(_DECIMALS),
    spec="Media RSS 1.5.1 section media:content; podcast namespace 1.0",
    refs=("InvalidFloat",),
    kinds=FEEDS,
)
def decimal_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A rate or length of an extension is not a decimal number, but holds a unit, colons or words.

    Players cannot choose among versions by it; the unit is fixed by the specification.

    ```xml bad in=item
    <media:content url="https://example.com/1.mp3" duration="3:05"/>
    ```
    ```xml good in=item
    <media:content url="https://example.com/1.mp3" duration="185"/>
    ```
    """
    for attribute, value in values(element, _DECIMALS):
        if not _DECIMAL.fullmatch(value):
            text = f'The {called(element, attribute)} is "{value}", not a decimal number.'
            hint = "Write the bare number, without a unit: 44.1 (kilobits or kilohertz), 185 (seconds)."
            yield Found(text=text, attribute=attribute, found=value, hint=hint)


@rule(
    "media/time-invalid",
    Level.ERROR,
    on=tuple(_TIMES),
    spec="Media RSS 1.5.1 section media:thumbnail; RFC 2326 section 3.6",
    refs=("InvalidNPTTime",),
    kinds=FEEDS,
)
def time_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A point of time in a recording is not in normal play time: seconds, H:MM:SS or `now`.

    Players cannot tell which moment a picture or a line of text belongs to.

    ```xml bad in=item
    <media:thumbnail url="https://example.com/1.jpg" time="12m34s"/>
    ```
    ```xml good in=item
    <media:thumbnail url="https://example.com/1.jpg" time="0:12:34.5"/>
    ```
    """
    for attribute, value in values(element, _TIMES):
        if not _NPT.fullmatch(value):
            text = f'The {called(element, attribute)} is "{value}", which is no point of time in a recording.'
            yield Found(
                text=text, attribute=attribute, found=value, hint="Write seconds (754.5) or H:MM:SS (0:12:34.5)."
            )


@rule(
    "geo/degrees-invalid",
    Level.ERROR,
    on=tuple(_DEGREES),
    spec="W3C Basic Geo vocabulary",
    refs=("InvalidLatitude", "InvalidLongitude"),
    kinds=FEEDS,
)
def degrees_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A latitude is not a number between -90 and 90, or a longitude not one between -180 and 180.

    Maps show the item nowhere, or in the wrong place.

    ```xml bad in=item
    <geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">148° 12' N</geo:lat>
    ```
    ```xml good in=item
    <geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">48.2</geo:lat>
    ```
    """
    most = _POLE if element.local.startswith("lat") else _DATE_LINE
    for _, value in values(element, _DEGREES):
        if not _SIGNED.fullmatch(value) or abs(float(value)) > most:
            text = f'{element.qname} is "{value}", not a number between -{most} and {most}.'
            yield Found(text=text, found=value, hint="Write decimal degrees, negative for south and west.")
