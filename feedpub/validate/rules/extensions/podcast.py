"""Values of the podcast namespace (podcastindex.org/namespace/1.0): words, ids, dates, names and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.slots import Slots, called, values
from feedpub.validate.rules.extensions.structure import FEEDS
from feedpub.validate.rules.extensions.tables import podcast_roles
from feedpub.validate.values import dates, emails
from feedpub.validate.values.media_types import essence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_SPEC = "podcast namespace 1.0"
_UUID = patterns.lazy(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_MEDIUMS = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "podcast:locked": {"": ("yes", "no")},
    "podcast:block": {"": ("yes", "no")},
    "podcast:liveItem": {"status": ("pending", "live", "ended")},
    "podcast:location": {"rel": ("subject", "creator")},
    "podcast:transcript": {"rel": ("captions",)},
    "podcast:alternateEnclosure": {"default": ("true", "false")},
    "podcast:integrity": {"type": ("sri", "pgp-signature")},
    "podcast:medium": {"": (*_MEDIUMS, *(f"{name}L" for name in _MEDIUMS), "mixed")},
}
_FILLED = (
    "podcast:guid",
    "podcast:person",
    "podcast:location",
    "podcast:trailer",
    "podcast:license",
    "podcast:txt",
    "podcast:season",
    "podcast:episode",
)
_SECURE: Slots = {
    "podcast:transcript": ("url",),
    "podcast:chapters": ("url",),
    "podcast:funding": ("url",),
    "podcast:person": ("href", "img"),
    "podcast:contentLink": ("href",),
}
_MOMENT = patterns.lazy(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})"
)
_TRANSCRIPTS = frozenset(
    {
        *("text/plain", "text/html", "text/vtt", "text/srt"),
        *("application/srt", "application/x-subrip", "application/json"),
    }
)
_CHAPTERS = frozenset({"application/json+chapters", "application/json"})


@rule("podcast/word-unknown", Level.WARNING, on=tuple(_WORDS), spec=_SPEC, kinds=FEEDS)
def word_unknown(element: Element, _document: Document) -> Iterator[Found]:
    """A value of the podcast namespace is not one of the few words its specification allows.

    Apps take the default: a feed that was to be locked may be imported elsewhere.

    ```xml bad in=channel
    <podcast:locked>true</podcast:locked>
    ```
    ```xml good in=channel
    <podcast:locked>yes</podcast:locked>
    ```
    """
    for attribute, words in _WORDS[element.name].items():
        value = element.get(attribute) if attribute else element.text.strip()
        if value is not None and value not in words:
            text = f'The {called(element, attribute)} is "{value}", which the podcast namespace does not know.'
            yield Found(text=text, attribute=attribute, found=value, hint=f"Write one of {', '.join(words)}.")


@rule("podcast/text-blank", Level.WARNING, on=_FILLED, spec=_SPEC, kinds=FEEDS)
def text_blank(element: Element, _document: Document) -> Iterator[Found]:
    """A person, place, trailer, license or number of the podcast namespace has no text.

    The text is what apps show; without it they show an empty line, or leave the element out.

    ```xml bad in=item
    <podcast:person href="https://example.com/ann"/>
    ```
    ```xml good in=item
    <podcast:person href="https://example.com/ann">Ann Author</podcast:person>
    ```
    """
    if not element.text.strip():
        yield Found(text=f"{element.qname} is empty.", hint="Write the name or number into it.")


@rule("podcast/guid-not-uuid", Level.WARNING, on="podcast:guid", spec=f"{_SPEC}, guid", kinds=FEEDS)
def guid_not_uuid(element: Element, _document: Document) -> Iterator[Found]:
    """The guid of a podcast is not a UUID.

    Indexes compute the same UUID (version 5) from the address of the feed to know a podcast again after it has moved.

    ```xml bad in=channel
    <podcast:guid>https://example.com/feed.xml</podcast:guid>
    ```
    ```xml good in=channel
    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
    ```
    """
    value = element.text.strip()
    if value and not _UUID.fullmatch(value):
        hint = "Write the UUID of the feed's address without its scheme, in the namespace that the specification gives."
        yield Found(text=f'The guid "{value}" is not a UUID.', found=value, hint=hint)


@rule("podcast/owner-invalid", Level.WARNING, on="podcast:locked", spec=f"{_SPEC}, locked", kinds=FEEDS)
def owner_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The owner of a locked feed is not an e-mail address.

    Hosts write there before they move the feed.

    ```xml bad in=channel
    <podcast:locked owner="Ann">yes</podcast:locked>
    ```
    ```xml good in=channel
    <podcast:locked owner="ann@example.com">yes</podcast:locked>
    ```
    """
    value = element.get("owner")
    wrong = emails.address_problem(value) if value is not None else None
    if value is not None and wrong is not None:
        text = f'The owner "{value}" {wrong}.'
        yield Found(text=text, attribute="owner", found=value, hint="Write an address such as ann@example.com.")


@rule("podcast/role-unknown", Level.INFO, on="podcast:person", spec=f"{_SPEC}, person; Podcast Taxonomy", kinds=FEEDS)
def role_unknown(element: Element, _document: Document) -> Iterator[Found]:
    """The role or group of a person is not in the Podcast Taxonomy.

    Apps group people by the roles of that list; case does not count.

    ```xml bad in=item
    <podcast:person role="boss">Ann</podcast:person>
    ```
    ```xml good in=item
    <podcast:person role="host">Ann</podcast:person>
    ```
    """
    for attribute in ("role", "group"):
        value = element.get(attribute)
        if value is not None and value.strip().lower() not in podcast_roles(attribute):
            text = f'The {attribute} "{value}" is not in the Podcast Taxonomy.'
            hint = "Choose from the list at podcasttaxonomy.com, host or guest for example."
            yield Found(text=text, attribute=attribute, found=value, hint=hint)


@rule(
    "podcast/file-type-unusual",
    Level.WARNING,
    on=("podcast:transcript", "podcast:chapters"),
    spec=f"{_SPEC}, transcript and chapters",
    kinds=FEEDS,
)
def file_type_unusual(element: Element, _document: Document) -> Iterator[Found]:
    """A transcript or a list of chapters is of a type that no app reads.

    Apps read plain text, HTML, WebVTT, SRT and JSON as transcripts, and JSON as chapters.

    ```xml bad in=item
    <podcast:transcript url="https://example.com/1.pdf" type="application/pdf"/>
    ```
    ```xml good in=item
    <podcast:transcript url="https://example.com/1.vtt" type="text/vtt"/>
    ```
    """
    value = element.get("type")
    known = _TRANSCRIPTS if element.name == "podcast:transcript" else _CHAPTERS
    if value and essence(value) not in known:
        text = f'No app reads {element.local} of type "{value}".'
        yield Found(text=text, attribute="type", found=value, hint=f"Offer one of {', '.join(sorted(known))}.")


@rule("podcast/live-time-invalid", Level.WARNING, on="podcast:liveItem", spec=f"{_SPEC}, liveItem", kinds=FEEDS)
def live_time_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The start or end of a live stream is not a moment of ISO 8601 with a time zone.

    Apps announce the stream at the wrong time, or not at all.

    ```xml bad in=channel
    <podcast:liveItem status="pending" start="tomorrow at nine"><title>Live</title></podcast:liveItem>
    ```
    ```xml good in=channel
    <podcast:liveItem status="pending" start="2026-12-01T09:00:00Z"><title>Live</title></podcast:liveItem>
    ```
    """
    for attribute in ("start", "end"):
        value = element.get(attribute)
        if value is not None and not _MOMENT.fullmatch(value.strip()):
            text = f'The {attribute} "{value}" is not a moment.'
            yield Found(text=text, attribute=attribute, found=value, hint="Write 2026-12-01T09:00:00Z.")


@rule("podcast/trailer-date-invalid", Level.WARNING, on="podcast:trailer", spec=f"{_SPEC}, trailer", kinds=FEEDS)
def trailer_date_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The date of a trailer is not one of RFC 2822.

    Apps play the newest trailer; without dates they play any.

    ```xml bad in=channel
    <podcast:trailer url="https://example.com/t.mp3" pubdate="2026-11-01">Soon</podcast:trailer>
    ```
    ```xml good in=channel
    <podcast:trailer url="https://example.com/t.mp3" pubdate="Sun, 01 Nov 2026 09:00:00 GMT">Soon</podcast:trailer>
    ```
    """
    value = element.get("pubdate")
    wrong = dates.rfc822(value.strip()).problem if value is not None else ""
    if value is not None and wrong:
        text = f'The date "{value}" {wrong}.'
        yield Found(text=text, attribute="pubdate", found=value, hint="Write Sun, 01 Nov 2026 09:00:00 GMT.")


@rule("podcast/address-insecure", Level.INFO, on=tuple(_SECURE), spec=_SPEC, kinds=FEEDS)
def address_insecure(element: Element, _document: Document) -> Iterator[Found]:
    """An address in the podcast namespace is of http, where the specification wants https.

    Apps on phones refuse to load it.

    ```xml bad in=item
    <podcast:chapters url="http://example.com/1.json" type="application/json+chapters"/>
    ```
    ```xml good in=item
    <podcast:chapters url="https://example.com/1.json" type="application/json+chapters"/>
    ```
    """
    for attribute, value in values(element, _SECURE):
        if value.lower().startswith("http://"):
            text = f'The {called(element, attribute)} is "{value}".'
            yield Found(text=text, attribute=attribute, found=value, hint="Serve it by https, and write https://.")


@rule(
    "podcast/comments-without-address",
    Level.WARNING,
    on="podcast:socialInteract",
    spec=f"{_SPEC}, socialInteract",
    kinds=FEEDS,
)
def comments_without_address(element: Element, _document: Document) -> Iterator[Found]:
    """podcast:socialInteract names a protocol, but not the post that people may reply to.

    Apps have nowhere to take comments from; only `disabled` needs no address.

    ```xml bad in=item
    <podcast:socialInteract protocol="activitypub"/>
    ```
    ```xml good in=item
    <podcast:socialInteract protocol="activitypub" uri="https://social.example/@ann/1"/>
    ```
    """
    if element.get("protocol") != "disabled" and "uri" not in element.attributes:
        text = f"{element.qname} has no uri."
        yield Found(text=text, missing="uri", hint='Add uri="…", or write protocol="disabled".')
