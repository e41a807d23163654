"""Apple's podcast tags, by today's Podcaster's Guide to RSS: their values, and which must be there or are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validator.rows import as_written, missing, presence, slots, typed
from feedpub.validator.rule import Found, having, rule
from feedpub.validator.rules.extensions.addresses import ending
from feedpub.validator.rules.extensions.addresses import problem as address_problem
from feedpub.validator.types import EMAIL, YES_NO_ANY_CASE, Type, all_of, matching, none_of, one_of, that
from feedpub.validator.values import repair
from feedpub.validator.values.media_types import essence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


_SPEC = "A Podcaster's Guide to RSS (Apple)"
_DURATION = matching(
    patterns.lazy(r"[0-9]+(?::[0-5][0-9]){0,2}"),
    "is no length of time",
    "Write the length in seconds (2520), or as 42:00 or 0:42:00.",
)
_OLDER = {"yes": "true", "explicit": "true", "no": "false", "clean": "false"}
"""The words of Apple's earlier guides, with those of today's."""
_EXPLICIT = Type(
    lambda value: "" if value.lower() in {"true", "false", *_OLDER} else "is neither true nor false",
    lambda value, _: f"Write {_explicit_meant(value)}, without white space.",
)
_OTHER_PICTURES = frozenset({"gif", "webp", "svg", "bmp", "tif", "tiff", "avif", "heic", "ico"})
_COVER = all_of(
    Type(address_problem, lambda value, _: repair.advice(value)),
    that(lambda value: value.lower().startswith(("http://", "https://")), "is not of http or https"),
)
_COVER_FORMAT = Type(
    lambda value: ending(value) if ending(value) in _OTHER_PICTURES else None,
    "Publish it as .jpg or .png, 1400 to 3000 pixels wide.",
)


def _explicit_meant(value: str) -> str:
    word = value.strip().lower()
    return _OLDER.get(word) or (word if word in {"true", "false"} else "true or false")


explicit_invalid = rule(
    "itunes/explicit-invalid",
    Level.ERROR,
    spec=f"{_SPEC}, itunes:explicit",
    refs=("InvalidTrueFalse", "InvalidYesNoClean"),
)(
    typed({"itunes:explicit": _EXPLICIT}, '{element.qname} is "{value}".', read=as_written),
    """itunes:explicit is no word that Apple knows, now or once; white space around the word counts.

    Apple Podcasts refuses a show without a valid one, and shows no advisory for an episode.

    ```xml bad in=item
    <itunes:explicit>maybe</itunes:explicit>
    ```
    ```xml good in=item
    <itunes:explicit>false</itunes:explicit>
    ```
    """,
)

explicit_older = rule("itunes/explicit-older", Level.WARNING, spec=f"{_SPEC}, itunes:explicit")(
    typed(
        {"itunes:explicit": none_of(_OLDER, any_case=True)},
        '{element.qname} is "{value}", a word of Apple\'s earlier guides.',
        lambda value, _: f"Write {_explicit_meant(value)}.",
        read=as_written,
    ),
    """itunes:explicit is `yes`, `no`, `clean` or `explicit`, where Apple's guide now knows `true` and `false` only.

    Apple and other directories still read them; a program that was written by today's guide shows no advisory.

    ```xml bad in=item
    <itunes:explicit>clean</itunes:explicit>
    ```
    ```xml good in=item
    <itunes:explicit>false</itunes:explicit>
    ```
    """,
)

yes_no_invalid = rule(
    "itunes/yes-no-invalid",
    Level.ERROR,
    spec=f"{_SPEC}, itunes:block and itunes:complete",
    refs=("InvalidYesNoClean", "InvalidYesNo"),
)(
    typed(
        slots(YES_NO_ANY_CASE, "itunes:block itunes:complete itunes:isClosedCaptioned"),
        '{element.qname} is "{value}".',
        "Write Yes, or leave the element out.",
    ),
    """itunes:block or itunes:complete is not `Yes` (or `no`, which says nothing).

    Any other value has no effect: the episode that was to be hidden is shown.

    ```xml bad in=item
    <itunes:block>true</itunes:block>
    ```
    ```xml good in=item
    <itunes:block>Yes</itunes:block>
    ```
    """,
)

duration_invalid = rule(
    "itunes/duration-invalid",
    Level.ERROR,
    spec=f"{_SPEC}, itunes:duration",
    refs=("InvalidDuration",),
    harms=("Ruby's rss",),
)(
    typed({"itunes:duration": _DURATION}, 'The duration "{value}" {problem}.'),
    """A duration is neither whole seconds nor H:MM:SS or M:SS.

    Players show no length, or zero.

    ```xml bad in=item
    <itunes:duration>42 min</itunes:duration>
    ```
    ```xml good in=item
    <itunes:duration>2520</itunes:duration>
    ```
    """,
)

kind_unknown = rule(
    "itunes/kind-unknown",
    Level.ERROR,
    spec=f"{_SPEC}, itunes:type and itunes:episodeType",
    refs=("InvalidItunesChannelType", "InvalidItunesEpisodeType"),
)(
    typed(
        {
            "itunes:type": one_of(("episodic", "serial"), any_case=True),
            "itunes:episodeType": one_of(("full", "trailer", "bonus"), any_case=True),
        },
        '{element.qname} is "{value}", which Apple does not know.',
    ),
    """The kind of a show (episodic, serial) or of an episode (full, trailer, bonus) is another word.

    Apple takes the default then: newest first, a full episode.

    ```xml bad in=item
    <itunes:episodeType>teaser</itunes:episodeType>
    ```
    ```xml good in=item
    <itunes:episodeType>trailer</itunes:episodeType>
    ```
    """,
)

image_address_invalid = rule(
    "itunes/image-address-invalid",
    Level.ERROR,
    spec=f"{_SPEC}, itunes:image",
    refs=("InvalidURLAttribute", "InvalidLink"),
)(
    typed({"itunes:image/@href": _COVER}, 'The address of the cover "{value}" {problem}.'),
    """The address of the cover is relative, or not of http or https.

    Directories cannot fetch the cover, and Apple refuses a show without one.

    ```xml bad in=channel
    <itunes:image href="cover.jpg"/>
    ```
    ```xml good in=channel
    <itunes:image href="https://example.com/cover.jpg"/>
    ```
    """,
)

image_format = rule("itunes/image-format", Level.WARNING, spec=f"{_SPEC}, itunes:image")(
    typed({"itunes:image/@href": _COVER_FORMAT}, "The cover is a .{problem} file."),
    """The cover is a picture of a format other than JPEG and PNG, by its name.

    Apple takes these two only.

    ```xml bad in=channel
    <itunes:image href="https://example.com/cover.webp"/>
    ```
    ```xml good in=channel
    <itunes:image href="https://example.com/cover.png"/>
    ```
    """,
)

owner_without_email = rule(
    "itunes/owner-without-email",
    Level.ERROR,
    spec="iTunes podcast tags, itunes:owner",
    refs=("MissingElement",),
    harms=("Ruby's rss",),
)(
    missing(
        {"itunes:owner": ("itunes:email",)},
        "{element.qname} has no e-mail address.",
        "Add <itunes:email>ann@example.com</itunes:email>.",
    ),
    """itunes:owner has no itunes:email.

    Directories send a code to that address to prove who owns the podcast; without it the owner cannot claim it.

    ```xml bad in=channel
    <itunes:owner><itunes:name>Ann</itunes:name></itunes:owner>
    ```
    ```xml good in=channel
    <itunes:owner><itunes:name>Ann</itunes:name><itunes:email>ann@example.com</itunes:email></itunes:owner>
    ```
    """,
)

email_invalid = rule(
    "itunes/email-invalid",
    Level.ERROR,
    spec="iTunes podcast tags, itunes:owner; RFC 5322 section 3.4.1",
    refs=("InvalidContact", "InvalidAddrSpec"),
)(
    typed({"itunes:email": EMAIL}, 'The address "{value}" {problem}.', "Write ann@example.com, without a name."),
    """The owner's e-mail address is not one.

    Directories cannot send the code that proves who owns the podcast.

    ```xml bad in=channel
    <itunes:owner><itunes:email>ann at example.com</itunes:email></itunes:owner>
    ```
    ```xml good in=channel
    <itunes:owner><itunes:email>ann@example.com</itunes:email></itunes:owner>
    ```
    """,
)


_TYPES = frozenset(
    {
        *(
            "audio/mpeg",
            "audio/mp3",
            "audio/x-mp3",
            "audio/mp4",
            "audio/x-m4a",
            "audio/m4a",
            "audio/aac",
            "audio/x-aac",
        ),
        *("video/mp4", "video/x-m4v", "video/quicktime", "application/x-mpegurl", "application/vnd.apple.mpegurl"),
        *("application/pdf", "application/epub+zip", "document/x-epub"),
    }
)
_ENDINGS = frozenset({"m4a", "mp3", "mov", "mp4", "m4v", "pdf", "epub"})
_WITHDRAWN = {
    "itunes:subtitle": "Apple shows the title and the description",
    "itunes:summary": "Apple shows the description",
    "itunes:keywords": "Apple searches titles and authors",
    "itunes:order": "Apple sorts by date, or by itunes:episode in a serial",
    "itunes:isClosedCaptioned": "Apple looks into the file, or at podcast:transcript",
}


tag_withdrawn = rule("itunes/tag-withdrawn", Level.INFO, spec=_SPEC)(
    presence(
        _WITHDRAWN,
        "Apple has withdrawn {element.qname}.",
        lambda _, element: f"{_WITHDRAWN[element.name]}; the tag can go.",
    ),
    """Apple no longer looks at this tag.

    It does no harm, and a few other programs may still read it.

    ```xml bad in=item
    <itunes:keywords>salt, pepper</itunes:keywords>
    ```
    ```xml good in=item
    <itunes:title>Salt and pepper</itunes:title>
    ```
    """,
)


_WANTED = {
    "itunes:category": 'Add <itunes:category text="…"/> with one of Apple\'s categories.',
    "itunes:explicit": "Add <itunes:explicit>false</itunes:explicit>, or true.",
    "itunes:image": 'Add <itunes:image href="https://…"/>, a square .jpg or .png of 1400 to 3000 pixels.',
}


@rule(
    "itunes/required-tag-missing",
    Level.WARNING,
    on="channel",
    spec=_SPEC,
    refs=("MissingItunesElement", "MissingItunesEmail"),
    kinds=frozenset({Kind.RSS}),
)
def required_tag_missing(channel: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A podcast has no category, advisory, cover, language or owner's address.

    Apple refuses a show without the first four; other directories prove by the owner's address who may claim it.

    ```xml bad in=channel
    <itunes:author>Ann</itunes:author>
    ```
    ```xml good in=channel
    <language>en</language><itunes:image href="https://example.com/cover.jpg"/><itunes:category text="Arts"/>
    <itunes:explicit>false</itunes:explicit><itunes:owner><itunes:email>ann@example.com</itunes:email></itunes:owner>
    ```
    """
    if not is_podcast(channel):
        return
    for name, hint in _WANTED.items():
        if channel.child(name) is None:
            yield Found(text=f"The podcast has no {name}.", missing=name, hint=hint)
    if channel.child("language") is None and channel.child("dc:language") is None and not channel.inherited("xml:lang"):
        yield Found(text="The podcast has no language.", missing="language", hint="Add <language>en</language>.")
    if channel.child("itunes:owner") is None:
        hint = "Add itunes:owner with itunes:email; an address at the host's is as good."
        yield Found(text="The podcast has no itunes:owner with itunes:email.", missing="itunes:owner", hint=hint)


def is_podcast(channel: Element) -> bool:
    """Whether a channel or one of its items has tags of Apple's."""
    for child in channel.children:
        if child.name.startswith("itunes:"):
            return True
        if child.name == "item" and has_itunes(child):
            return True
    return False


def has_itunes(item: Element) -> bool:
    """Whether an item has tags of Apple's."""
    return any(child.name.startswith("itunes:") for child in item.children)


@rule(
    "itunes/enclosure-format",
    Level.WARNING,
    on="item",
    concerns=having("enclosure"),
    spec=f"{_SPEC}, enclosure",
    refs=("UnsupportedItunesFormat",),
    kinds=frozenset({Kind.RSS}),
)
def enclosure_format(item: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An episode is a file that Apple Podcasts does not play: none of M4A, MP3, MOV, MP4, M4V, PDF and EPUB.

    The episode is listed without a way to play it, or left out.

    ```xml bad in=item
    <title>One</title><itunes:episode>1</itunes:episode>
    <enclosure url="https://example.com/1.wma" length="123" type="audio/x-ms-wma"/>
    ```
    ```xml good in=item
    <title>One</title><itunes:episode>1</itunes:episode>
    <enclosure url="https://example.com/1.mp3" length="123" type="audio/mpeg"/>
    ```
    """
    enclosure = item.child("enclosure")
    if enclosure is None or not has_itunes(item):
        return
    url = enclosure.get("url") or ""
    name, media_type = ending(url), essence(enclosure.get("type") or "")
    if name not in _ENDINGS and media_type not in _TYPES and (name or media_type):
        kind = f".{name}" if name else media_type
        text = f"Apple Podcasts does not play {kind} files."
        hint = "Publish the episode as .mp3 or .m4a, or as .mp4."
        yield Found(text=text, at=enclosure, attribute="url", found=url, hint=hint)
