"""Values of extensions by their kind: dates, languages, media types, numbers, and plain text."""

from __future__ import annotations

from feedpub.model.records import Level
from feedpub.validator.rows import as_written, collapsed, slots, stripped, typed
from feedpub.validator.rule import rule
from feedpub.validator.schema.extensions import MEDIA_TYPES
from feedpub.validator.types import (
    COUNT,
    DECIMAL,
    MEDIA_TYPE,
    PLAIN_TEXT,
    PLAY_TIME,
    POSITIVE,
    W3CDTF,
    Type,
    at_most,
    degrees,
    in_language,
    plausible,
)
from feedpub.validator.values import dates, html, languages

_DATES = """
dc:date dcterms:created dcterms:issued dcterms:modified dc:date.Taken dc:date.Created dc:date.Issued dc:date.Modified
dc:date.created dc:date.issued dc:date.modified
"""
_LANGUAGES = """
dc:language dcterms:language media:content/@lang media:text/@lang media:subTitle/@lang podcast:transcript/@language
podcast:alternateEnclosure/@lang
"""
_LANGUAGE = Type(
    languages.problem, lambda value, _: in_language(value, "Write {}.", "Write a tag such as en, de-AT or zh-Hans.")
)


date_not_w3cdtf = rule(
    "extension/date-not-w3cdtf",
    Level.ERROR,
    spec="W3C note on date and time formats; RSS 1.0 modules dc and syndication; DCMI terms",
    refs=("InvalidW3CDTFDate",),
)(
    typed(slots(W3CDTF, "sy:updateBase", _DATES), 'The date "{value}" {problem}.'),
    """A date of Dublin Core or of the syndication module is not in the W3C's form, or names a day that does not exist.

    Readers that prefer dc:date then show the item without a date, or with the moment of fetching.

    ```xml bad in=item
    <dc:date>Sun, 01 Nov 2026 09:00:00 GMT</dc:date>
    ```
    ```xml good in=item
    <dc:date>2026-11-01T09:00:00Z</dc:date>
    ```
    """,
)

date_implausible = rule(
    "extension/date-implausible", Level.WARNING, spec="practice of readers", refs=("ImplausibleDate",)
)(
    typed(slots(plausible(dates.w3cdtf), _DATES), 'The date "{value}" {problem}.', "Correct it, or leave it out."),
    """A date of an extension lies in the future, or before there were feeds, or states an offset that no zone has.

    Readers sort such items to the top for good, or hide them at the bottom.

    ```xml bad in=item
    <dc:date>2126-11-01</dc:date>
    ```
    ```xml good in=item
    <dc:date>2026-11-01</dc:date>
    ```
    """,
)

language_invalid = rule("extension/language-invalid", Level.ERROR, spec="BCP 47 (RFC 5646)", refs=("InvalidLanguage",))(
    typed(slots(_LANGUAGE, _LANGUAGES), 'The {slot} "{value}" {problem}.', read=stripped),
    """The language of a feed, item or recording is not a language tag.

    Readers that choose fonts, voices or subtitles by language cannot.

    ```xml bad in=channel
    <dc:language>english</dc:language>
    ```
    ```xml good in=channel
    <dc:language>en-GB</dc:language>
    ```
    """,
)

media_type_invalid = rule(
    "extension/media-type-invalid",
    Level.ERROR,
    spec="RFC 6838 section 4.2",
    refs=("InvalidMIMEType", "InvalidMIMEAttribute"),
)(
    typed(slots(MEDIA_TYPE, MEDIA_TYPES), 'The {slot} "{value}" {problem}.', read=stripped),
    """The media type of a file, a transcript or a reply is not of the form type/subtype.

    Players choose by it; without one they pass the file over.

    ```xml bad in=item
    <media:content url="https://example.com/1.mp3" type="mp3"/>
    ```
    ```xml good in=item
    <media:content url="https://example.com/1.mp3" type="audio/mpeg"/>
    ```
    """,
)


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


_PLAIN = """
dc:rights dc:title dc:creator media:category media:category/@label media:copyright media:credit media:keywords
itunes:author itunes:name itunes:title itunes:subtitle itunes:summary itunes:keywords podcast:person podcast:funding
podcast:soundbite podcast:location
"""
_LONGEST = {
    "itunes:summary": at_most(4000, "Apple takes"),
    "itunes:author": at_most(255, "Apple takes"),
    "itunes:name": at_most(255, "Apple takes"),
}
"""What Apple takes of a text; it says so in bytes for the summary, and counts characters."""
_CUT = "podcast:funding podcast:soundbite podcast:person podcast:location"
_TEXTS = "media:title media:description media:text"
_CLOSED_TAGS = Type(html.unended, 'Write ">" at the end of each tag, and &lt; for a mere "<".')


markup_in_plain_text = rule(
    "extension/markup-in-plain-text", Level.WARNING, spec="the specification of the extension", refs=("ContainsHTML",)
)(
    typed(
        slots(PLAIN_TEXT, _PLAIN),
        "The {slot} is plain text, but holds {problem}.",
        "Write the characters themselves, without tags.",
        found="{problem}",
        read=stripped,
    ),
    """A text that readers show as it is (a name, a right, a category, a summary) holds HTML.

    People see the tags and entities themselves: `R&ouml;ck` instead of Röck.

    ```xml bad in=item
    <media:copyright>&amp;copy; 2026 Ann &lt;b&gt;Author&lt;/b&gt;</media:copyright>
    ```
    ```xml good in=item
    <media:copyright>© 2026 Ann Author</media:copyright>
    ```
    """,
)

text_too_long = rule("itunes/text-too-long", Level.ERROR, spec="A Podcaster's Guide to RSS (Apple)", refs=("TooLong",))(
    typed(
        _LONGEST,
        "{element.qname} has {problem}.",
        "Shorten it; the long text belongs in description or content:encoded.",
    ),
    """A summary is longer than 4000 characters, or the name of an author or owner longer than 255.

    Apple cuts the text off there, in the middle of a word, or refuses the feed.

    ```xml bad in=item
    <itunes:author>Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann,
    Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann,
    Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann, Ann and Bo</itunes:author>
    ```
    ```xml good in=item
    <itunes:author>Ann and Bo</itunes:author>
    ```
    """,
)

podcast_text_too_long = rule("podcast/text-too-long", Level.WARNING, spec="podcast namespace 1.0")(
    typed(
        slots(at_most(128, "directories take"), _CUT), "{element.qname} has {problem}.", "Shorten it.", read=collapsed
    ),
    """A label of the podcast namespace has more than 128 characters.

    Directories cut it off there.

    ```xml bad in=channel
    <podcast:funding url="https://example.com/give">If you like what you hear here, and would like to hear more of it,
    then please consider to give us some of your money, once or each month, thank you!</podcast:funding>
    ```
    ```xml good in=channel
    <podcast:funding url="https://example.com/give">Support the show</podcast:funding>
    ```
    """,
)

undeclared_html = rule(
    "media/undeclared-html", Level.WARNING, spec="Media RSS 1.5.1, media:title", refs=("ContainsUndeclaredHTML",)
)(
    typed(
        slots(PLAIN_TEXT, _TEXTS),
        "{element.qname} is plain text, but holds {problem}.",
        'Add type="html", or write plain text.',
        found="{problem}",
        when=lambda text: text.get("type") != "html",
    ),
    """A text without type="html" holds HTML.

    It counts as plain then, and people see the tags.

    ```xml bad in=item
    <media:title>A &lt;i&gt;good&lt;/i&gt; film</media:title>
    ```
    ```xml good in=item
    <media:title type="html">A &lt;i&gt;good&lt;/i&gt; film</media:title>
    ```
    """,
)

broken_html = rule("media/broken-html", Level.WARNING, spec="Media RSS 1.5.1, media:title", refs=("NotHtml",))(
    typed(
        slots(_CLOSED_TAGS, _TEXTS),
        'The HTML of {element.qname} has a tag without its ">".',
        found="{problem}",
        when=lambda text: text.get("type") == "html",
        read=as_written,
    ),
    """A text of type="html" has a tag that does not end.

    Browsers swallow all that follows it.

    ```xml bad in=item
    <media:description type="html">See &lt;a href="https://example.com/"</media:description>
    ```
    ```xml good in=item
    <media:description type="html">See &lt;a href="https://example.com/"&gt;here&lt;/a&gt;</media:description>
    ```
    """,
)
