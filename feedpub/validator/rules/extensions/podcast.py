"""Values of the podcast namespace (podcastindex.org/namespace/1.0): words, ids, dates, names and addresses."""

from __future__ import annotations

import re

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import missing, slots, stripped, typed
from feedpub.validator.rule import rule
from feedpub.validator.rules.extensions.tables import podcast_roles
from feedpub.validator.types import (
    EMAIL,
    NOT_BLANK,
    RFC822,
    SECURE,
    TRUE_FALSE,
    YES_NO,
    Type,
    in_form,
    matching,
    one_of,
    or_blank,
    padded,
    that,
)
from feedpub.validator.values import dates
from feedpub.validator.values.media_types import essence

_SPEC = "podcast namespace 1.0"
_UUID = matching(
    patterns.lazy(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE),
    "is not a UUID",
    "Write the UUID of the feed's address without its scheme, in the namespace that the specification gives.",
)
_MOMENT = matching(
    patterns.lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})"),
    "is not a moment",
    "Write 2026-12-01T09:00:00Z.",
)
_CHAPTER_START = matching(
    patterns.lazy(r"(?:(?:[0-9]+:)?[0-5]?[0-9]:[0-5][0-9]|[0-9]+)(?:\.[0-9]{1,3})?"),
    "is no time",
    "Write 00:03:00.000, or 03:00.",
)
_MEDIUMS = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
_WORDS = {
    "podcast:locked": YES_NO,
    "podcast:block": YES_NO,
    "podcast:liveItem/@status": one_of(("pending", "live", "ended")),
    "podcast:location/@rel": one_of(("subject", "creator")),
    "podcast:transcript/@rel": one_of(("captions",)),
    "podcast:alternateEnclosure/@default": TRUE_FALSE,
    "podcast:integrity/@type": one_of(("sri", "pgp-signature")),
    "podcast:medium": one_of((*_MEDIUMS, *(f"{name}L" for name in _MEDIUMS), "mixed")),
}
_FILLED = """
podcast:guid podcast:person podcast:location podcast:trailer podcast:license podcast:txt podcast:season podcast:episode
"""
_SECURE = """
podcast:transcript/@url podcast:chapters/@url podcast:funding/@url podcast:person/@href podcast:person/@img
podcast:contentLink/@href
"""


def _file_of(*known: str) -> Type:
    """Return the type of media types that apps read, by their names without parameters."""
    hint = f"Offer one of {', '.join(sorted(known))}."
    return that(lambda value: not value or essence(value) in known, "is read by no app", hint)


_TRANSCRIPT = _file_of(
    *("text/plain", "text/html", "text/vtt", "text/srt"),
    *("application/srt", "application/x-subrip", "application/json"),
)
_CHAPTERS = _file_of("application/json+chapters", "application/json")


def _listed(section: str) -> Type:
    """Return the type of the roles, or groups, of the Podcast Taxonomy."""
    return that(
        lambda value: value.strip().lower() in podcast_roles(section),
        "is not in the Podcast Taxonomy",
        "Choose from the list at podcasttaxonomy.com, host or guest for example.",
    )


word_unknown = rule("podcast/word-unknown", Level.WARNING, spec=_SPEC)(
    typed(_WORDS, 'The {slot} is "{value}", which the podcast namespace does not know.'),
    """A value of the podcast namespace is not one of the few words its specification allows.

    Apps take the default: a feed that was to be locked may be imported elsewhere.

    ```xml bad in=channel
    <podcast:locked>true</podcast:locked>
    ```
    ```xml good in=channel
    <podcast:locked>yes</podcast:locked>
    ```
    """,
)

text_blank = rule("podcast/text-blank", Level.WARNING, spec=_SPEC)(
    typed(slots(NOT_BLANK, _FILLED), "{element.qname} is empty.", "Write the name or number into it.", found=""),
    """A person, place, trailer, license or number of the podcast namespace has no text.

    The text is what apps show; without it they show an empty line, or leave the element out.

    ```xml bad in=item
    <podcast:person href="https://example.com/ann"/>
    ```
    ```xml good in=item
    <podcast:person href="https://example.com/ann">Ann Author</podcast:person>
    ```
    """,
)

guid_not_uuid = rule("podcast/guid-not-uuid", Level.WARNING, spec=f"{_SPEC}, guid")(
    typed({"podcast:guid": or_blank(_UUID)}, 'The guid "{value}" {problem}.'),
    """The guid of a podcast is not a UUID.

    Indexes compute the same UUID (version 5) from the address of the feed to know a podcast again after it has moved.

    ```xml bad in=channel
    <podcast:guid>https://example.com/feed.xml</podcast:guid>
    ```
    ```xml good in=channel
    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
    ```
    """,
)

owner_invalid = rule("podcast/owner-invalid", Level.WARNING, spec=f"{_SPEC}, locked")(
    typed(
        {"podcast:locked/@owner": EMAIL}, 'The owner "{value}" {problem}.', "Write an address such as ann@example.com."
    ),
    """The owner of a locked feed is not an e-mail address.

    Hosts write there before they move the feed.

    ```xml bad in=channel
    <podcast:locked owner="Ann">yes</podcast:locked>
    ```
    ```xml good in=channel
    <podcast:locked owner="ann@example.com">yes</podcast:locked>
    ```
    """,
)

role_unknown = rule("podcast/role-unknown", Level.INFO, spec=f"{_SPEC}, person; Podcast Taxonomy")(
    typed(
        {"podcast:person/@role": _listed("role"), "podcast:person/@group": _listed("group")},
        'The {attribute} "{value}" {problem}.',
    ),
    """The role or group of a person is not in the Podcast Taxonomy.

    Apps group people by the roles of that list; case does not count.

    ```xml bad in=item
    <podcast:person role="boss">Ann</podcast:person>
    ```
    ```xml good in=item
    <podcast:person role="host">Ann</podcast:person>
    ```
    """,
)

file_type_unusual = rule("podcast/file-type-unusual", Level.WARNING, spec=f"{_SPEC}, transcript and chapters")(
    typed(
        {"podcast:transcript/@type": _TRANSCRIPT, "podcast:chapters/@type": _CHAPTERS},
        'No app reads {element.local} of type "{value}".',
    ),
    """A transcript or a list of chapters is of a type that no app reads.

    Apps read plain text, HTML, WebVTT, SRT and JSON as transcripts, and JSON as chapters.

    ```xml bad in=item
    <podcast:transcript url="https://example.com/1.pdf" type="application/pdf"/>
    ```
    ```xml good in=item
    <podcast:transcript url="https://example.com/1.vtt" type="text/vtt"/>
    ```
    """,
)

live_time_invalid = rule("podcast/live-time-invalid", Level.WARNING, spec=f"{_SPEC}, liveItem")(
    typed(
        slots(padded(_MOMENT), "podcast:liveItem/@start podcast:liveItem/@end"), 'The {attribute} "{value}" {problem}.'
    ),
    """The start or end of a live stream is not a moment of ISO 8601 with a time zone.

    Apps announce the stream at the wrong time, or not at all.

    ```xml bad in=channel
    <podcast:liveItem status="pending" start="tomorrow at nine"><title>Live</title></podcast:liveItem>
    ```
    ```xml good in=channel
    <podcast:liveItem status="pending" start="2026-12-01T09:00:00Z"><title>Live</title></podcast:liveItem>
    ```
    """,
)

trailer_date_invalid = rule("podcast/trailer-date-invalid", Level.WARNING, spec=f"{_SPEC}, trailer")(
    typed(
        {"podcast:trailer/@pubdate": padded(RFC822)},
        'The date "{value}" {problem}.',
        lambda value, _: in_form(dates.meant_rfc822(value), "Write Sun, 01 Nov 2026 09:00:00 GMT."),
    ),
    """The date of a trailer is not one of RFC 2822.

    Apps play the newest trailer; without dates they play any.

    ```xml bad in=channel
    <podcast:trailer url="https://example.com/t.mp3" pubdate="2026-11-01">Soon</podcast:trailer>
    ```
    ```xml good in=channel
    <podcast:trailer url="https://example.com/t.mp3" pubdate="Sun, 01 Nov 2026 09:00:00 GMT">Soon</podcast:trailer>
    ```
    """,
)

chapter_start_invalid = rule("podcast/chapter-start-invalid", Level.WARNING, spec="Podlove Simple Chapters 1.2")(
    typed(
        {"psc:chapter/@start": _CHAPTER_START},
        'The start "{value}" {problem}.',
    ),
    """The start of a chapter is no time as Podlove Simple Chapters have it.

    Players leave the chapter out, or begin it at the start of the episode.

    ```xml bad in=item
    <psc:chapters xmlns:psc="http://podlove.org/simple-chapters" version="1.2">
    <psc:chapter start="3 min" title="Salt"/></psc:chapters>
    ```
    ```xml good in=item
    <psc:chapters xmlns:psc="http://podlove.org/simple-chapters" version="1.2">
    <psc:chapter start="00:03:00.000" title="Salt"/></psc:chapters>
    ```
    """,
)

address_insecure = rule("podcast/address-insecure", Level.INFO, spec=_SPEC)(
    typed(slots(SECURE, _SECURE), 'The {slot} is "{value}".', "Serve it by https, and write https://.", read=stripped),
    """An address in the podcast namespace is of http, where the specification wants https.

    Apps on phones refuse to load it.

    ```xml bad in=item
    <podcast:chapters url="http://example.com/1.json" type="application/json+chapters"/>
    ```
    ```xml good in=item
    <podcast:chapters url="https://example.com/1.json" type="application/json+chapters"/>
    ```
    """,
)

comments_without_address = rule("podcast/comments-without-address", Level.WARNING, spec=f"{_SPEC}, socialInteract")(
    missing(
        {"podcast:socialInteract": ("@uri",)},
        "{element.qname} has no uri.",
        'Add uri="…", or write protocol="disabled".',
        when=lambda element: element.get("protocol") != "disabled",
    ),
    """podcast:socialInteract names a protocol, but not the post that people may reply to.

    Apps have nowhere to take comments from; only `disabled` needs no address.

    ```xml bad in=item
    <podcast:socialInteract protocol="activitypub"/>
    ```
    ```xml good in=item
    <podcast:socialInteract protocol="activitypub" uri="https://social.example/@ann/1"/>
    ```
    """,
)
