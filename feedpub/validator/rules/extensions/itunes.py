"""Values of Apple's podcast tags, by today's Podcaster's Guide to RSS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import as_written, missing, slots, typed
from feedpub.validator.rule import rule
from feedpub.validator.rules.extensions.addresses import ending
from feedpub.validator.rules.extensions.addresses import problem as address_problem
from feedpub.validator.types import EMAIL, TRUE_FALSE_ANY_CASE, YES_NO_ANY_CASE, Type, all_of, matching, one_of, that

if TYPE_CHECKING:
    from feedpub.text.xml import Element

_SPEC = "A Podcaster's Guide to RSS (Apple)"
_DURATION = matching(
    patterns.lazy(r"[0-9]+(?::[0-5][0-9]){0,2}"),
    "is no length of time",
    "Write the length in seconds (2520), or as 42:00 or 0:42:00.",
)
_LEGACY = {"yes": "true", "explicit": "true", "no": "false", "clean": "false"}
_OTHER_PICTURES = frozenset({"gif", "webp", "svg", "bmp", "tif", "tiff", "avif", "heic", "ico"})
_COVER = all_of(
    Type(address_problem, "Write the whole address: https://example.com/cover.jpg."),
    that(lambda value: value.lower().startswith(("http://", "https://")), "is not of http or https"),
)
_COVER_FORMAT = Type(
    lambda value: ending(value) if ending(value) in _OTHER_PICTURES else None,
    "Publish it as .jpg or .png, 1400 to 3000 pixels wide.",
)


def _explicit_meant(value: str, _element: Element) -> str:
    word = value.strip().lower()
    meant = _LEGACY.get(word) or (word if word in {"true", "false"} else "true or false")
    return f"Write {meant}, without white space."


explicit_invalid = rule(
    "itunes/explicit-invalid",
    Level.ERROR,
    spec=f"{_SPEC}, itunes:explicit",
    refs=("InvalidTrueFalse", "InvalidYesNoClean"),
)(
    typed({"itunes:explicit": TRUE_FALSE_ANY_CASE}, '{element.qname} is "{value}".', _explicit_meant, read=as_written),
    """itunes:explicit is not `true` or `false`; white space around the word counts.

    Directories show no advisory then, or refuse the podcast; the older words (yes, no, clean) are on their way out.

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
    "itunes/duration-invalid", Level.ERROR, spec=f"{_SPEC}, itunes:duration", refs=("InvalidDuration",)
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
    "itunes/owner-without-email", Level.ERROR, spec="iTunes podcast tags, itunes:owner", refs=("MissingElement",)
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
