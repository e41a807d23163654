"""Dates, languages and media types in extensions."""

from __future__ import annotations

from feedpub.model.records import Level
from feedpub.validator.rows import slots, stripped, typed
from feedpub.validator.rule import rule
from feedpub.validator.types import MEDIA_TYPE, W3CDTF, Type, in_language, plausible
from feedpub.validator.values import dates, languages

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
_TYPES = """
media:content/@type media:subTitle/@type media:peerLink/@type media:license/@type thr:in-reply-to/@type
podcast:transcript/@type podcast:chapters/@type podcast:trailer/@type podcast:alternateEnclosure/@type
podcast:source/@contentType podcast:image/@type
"""


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
    """A date of an extension lies in the future, or before there were feeds.

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
    typed(slots(MEDIA_TYPE, _TYPES), 'The {slot} "{value}" {problem}.', read=stripped),
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
