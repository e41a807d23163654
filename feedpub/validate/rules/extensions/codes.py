"""Dates, languages and media types in extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.slots import TEXT, Slots, called, values
from feedpub.validate.rules.extensions.structure import FEEDS
from feedpub.validate.values import dates, languages, media_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_DATES: Slots = {
    "dc:date": TEXT,
    "sy:updateBase": TEXT,
    "dcterms:created": TEXT,
    "dcterms:issued": TEXT,
    "dcterms:modified": TEXT,
}
_LANGUAGES: Slots = {
    "dc:language": TEXT,
    "dcterms:language": TEXT,
    "media:content": ("lang",),
    "media:text": ("lang",),
    "media:subTitle": ("lang",),
    "podcast:transcript": ("language",),
    "podcast:alternateEnclosure": ("lang",),
}
_TYPES: Slots = {
    "media:content": ("type",),
    "media:subTitle": ("type",),
    "media:peerLink": ("type",),
    "media:license": ("type",),
    "thr:in-reply-to": ("type",),
    "podcast:transcript": ("type",),
    "podcast:chapters": ("type",),
    "podcast:trailer": ("type",),
    "podcast:alternateEnclosure": ("type",),
    "podcast:source": ("contentType",),
    "podcast:image": ("type",),
}
_REFINED = tuple(
    f"dc:date.{name}" for name in ("Taken", "Created", "Issued", "Modified", "created", "issued", "modified")
)


@rule(
    "extension/date-not-w3cdtf",
    Level.ERROR,
    on=(*_DATES, *_REFINED),
    spec="W3C note on date and time formats; RSS 1.0 modules dc and syndication; DCMI terms",
    refs=("InvalidW3CDTFDate",),
    kinds=FEEDS,
)
def date_not_w3cdtf(element: Element, _document: Document) -> Iterator[Found]:
    """A date of Dublin Core or of the syndication module is not in the W3C's form, or names a day that does not exist.

    Readers that prefer dc:date then show the item without a date, or with the moment of fetching.

    ```xml bad in=item
    <dc:date>Sun, 01 Nov 2026 09:00:00 GMT</dc:date>
    ```
    ```xml good in=item
    <dc:date>2026-11-01T09:00:00Z</dc:date>
    ```
    """
    value = element.text.strip()
    problem = dates.w3cdtf(value).problem
    if problem:
        hint = "Write 2026-11-01 or 2026-11-01T09:00:00+09:00."
        yield Found(text=f'The date "{value}" {problem}.', found=value, hint=hint)


@rule(
    "extension/date-implausible",
    Level.WARNING,
    on=(*_DATES, *_REFINED),
    spec="practice of readers",
    refs=("ImplausibleDate",),
    kinds=FEEDS,
)
def date_implausible(element: Element, document: Document) -> Iterator[Found]:
    """A date of an extension lies in the future, or before there were feeds.

    Readers sort such items to the top for good, or hide them at the bottom.

    ```xml bad in=item
    <dc:date>2126-11-01</dc:date>
    ```
    ```xml good in=item
    <dc:date>2026-11-01</dc:date>
    ```
    """
    if element.name == "sy:updateBase":
        return  # the base of an interval may be any moment
    value = element.text.strip()
    moment = dates.w3cdtf(value).moment
    strange = dates.implausible(moment, document.now) if moment is not None else ""
    if strange:
        yield Found(text=f'The date "{value}" {strange}.', found=value, hint="Correct it, or leave it out.")


@rule(
    "extension/language-invalid",
    Level.ERROR,
    on=tuple(_LANGUAGES),
    spec="BCP 47 (RFC 5646)",
    refs=("InvalidLanguage",),
    kinds=FEEDS,
)
def language_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The language of a feed, item or recording is not a language tag.

    Readers that choose fonts, voices or subtitles by language cannot.

    ```xml bad in=channel
    <dc:language>english</dc:language>
    ```
    ```xml good in=channel
    <dc:language>en-GB</dc:language>
    ```
    """
    for attribute, value in values(element, _LANGUAGES):
        problem = languages.problem(value)
        if problem:
            meant = languages.suggestion(value) if value else ""
            hint = f"Write {meant}." if meant else "Write a tag such as en, de-AT or zh-Hans."
            text = f'The {called(element, attribute)} "{value}" {problem}.'
            yield Found(text=text, attribute=attribute, found=value, hint=hint)


@rule(
    "extension/media-type-invalid",
    Level.ERROR,
    on=tuple(_TYPES),
    spec="RFC 6838 section 4.2",
    refs=("InvalidMIMEType", "InvalidMIMEAttribute"),
    kinds=FEEDS,
)
def media_type_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The media type of a file, a transcript or a reply is not of the form type/subtype.

    Players choose by it; without one they pass the file over.

    ```xml bad in=item
    <media:content url="https://example.com/1.mp3" type="mp3"/>
    ```
    ```xml good in=item
    <media:content url="https://example.com/1.mp3" type="audio/mpeg"/>
    ```
    """
    for attribute, value in values(element, _TYPES):
        problem = media_types.problem(value)
        if problem:
            text = f'The {called(element, attribute)} "{value}" {problem}.'
            yield Found(
                text=text, attribute=attribute, found=value, hint="Write a type such as audio/mpeg or text/html."
            )
