"""Numbers in extensions: counts, sizes, rates, points of time in a recording, places on the earth."""

from __future__ import annotations

from feedpub.model.records import Level
from feedpub.validator.rows import slots, stripped, typed
from feedpub.validator.rule import rule
from feedpub.validator.types import COUNT, DECIMAL, PLAY_TIME, POSITIVE, degrees

_POSITIVE = """
sy:updateFrequency itunes:episode itunes:season media:content/@fileSize media:content/@height media:content/@width
media:player/@height media:player/@width media:thumbnail/@height media:thumbnail/@width media:embed/@height
media:embed/@width podcast:image/@height podcast:image/@width podcast:alternateEnclosure/@height
"""
_COUNTS = """
slash:comments thr:total atom:link/@thr:count media:content/@channels media:starRating/@count media:statistics/@views
media:statistics/@favorites podcast:season podcast:trailer/@length podcast:trailer/@season
podcast:alternateEnclosure/@length podcast:socialInteract/@priority podcast:valueRecipient/@split
"""
_DECIMALS = """
media:content/@bitrate media:content/@duration media:content/@framerate media:content/@samplingrate
media:starRating/@average media:starRating/@min media:starRating/@max media:price/@price podcast:soundbite/@startTime
podcast:soundbite/@duration podcast:episode podcast:alternateEnclosure/@bitrate podcast:valueTimeSplit/@startTime
podcast:valueTimeSplit/@duration podcast:valueTimeSplit/@remoteStartTime
"""
_TIMES = """
media:thumbnail/@time media:text/@start media:text/@end media:location/@start media:location/@end media:sceneStartTime
media:sceneEndTime
"""


number_not_positive = rule(
    "extension/number-not-positive",
    Level.ERROR,
    spec="the specification of the extension",
    refs=("InvalidPositiveInteger",),
)(
    typed(slots(POSITIVE, _POSITIVE), 'The {slot} is "{value}", {problem}.', read=stripped),
    """A size or ordinal number of an extension is not a whole number above zero.

    Readers take it for absent, or for zero: episodes are sorted wrongly, pictures are shown at no size.

    ```xml bad in=item
    <itunes:episode>two</itunes:episode>
    ```
    ```xml good in=item
    <itunes:episode>2</itunes:episode>
    ```
    """,
)

count_invalid = rule(
    "extension/count-invalid",
    Level.ERROR,
    spec="the specification of the extension",
    refs=("InvalidNonNegativeInteger", "InvalidInteger"),
)(
    typed(slots(COUNT, _COUNTS), 'The {slot} is "{value}", {problem}.', read=stripped),
    """A count of an extension (of comments, channels, views) is not a whole number of zero or more.

    Readers that show the number show nothing, or nonsense.

    ```xml bad in=item
    <slash:comments>-1</slash:comments>
    ```
    ```xml good in=item
    <slash:comments>0</slash:comments>
    ```
    """,
)

decimal_invalid = rule(
    "extension/decimal-invalid",
    Level.ERROR,
    spec="Media RSS 1.5.1 section media:content; podcast namespace 1.0",
    refs=("InvalidFloat",),
)(
    typed(slots(DECIMAL, _DECIMALS), 'The {slot} is "{value}", {problem}.', read=stripped),
    """A rate or length of an extension is not a decimal number, but holds a unit, colons or words.

    Players cannot choose among versions by it; the unit is fixed by the specification.

    ```xml bad in=item
    <media:content url="https://example.com/1.mp3" duration="3:05"/>
    ```
    ```xml good in=item
    <media:content url="https://example.com/1.mp3" duration="185"/>
    ```
    """,
)

time_invalid = rule(
    "media/time-invalid",
    Level.ERROR,
    spec="Media RSS 1.5.1 section media:thumbnail; RFC 2326 section 3.6",
    refs=("InvalidNPTTime",),
)(
    typed(slots(PLAY_TIME, _TIMES), 'The {slot} is "{value}", {problem}.', read=stripped),
    """A point of time in a recording is not in normal play time: seconds, H:MM:SS or `now`.

    Players cannot tell which moment a picture or a line of text belongs to.

    ```xml bad in=item
    <media:thumbnail url="https://example.com/1.jpg" time="12m34s"/>
    ```
    ```xml good in=item
    <media:thumbnail url="https://example.com/1.jpg" time="0:12:34.5"/>
    ```
    """,
)

degrees_invalid = rule(
    "geo/degrees-invalid", Level.ERROR, spec="W3C Basic Geo vocabulary", refs=("InvalidLatitude", "InvalidLongitude")
)(
    typed(
        {
            **slots(degrees(90), "geo:lat geourl:latitude icbm:latitude"),
            **slots(degrees(180), "geo:long geourl:longitude icbm:longitude"),
        },
        '{slot} is "{value}", {problem}.',
    ),
    """A latitude is not a number between -90 and 90, or a longitude not one between -180 and 180.

    Maps show the item nowhere, or in the wrong place.

    ```xml bad in=item
    <geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">148° 12' N</geo:lat>
    ```
    ```xml good in=item
    <geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">48.2</geo:lat>
    ```
    """,
)
