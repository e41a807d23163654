"""Values of Apple's podcast tags, by today's Podcaster's Guide to RSS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.addresses import ending
from feedpub.validate.rules.extensions.addresses import problem as address_problem
from feedpub.validate.rules.extensions.structure import FEEDS
from feedpub.validate.values import emails

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_SPEC = "A Podcaster's Guide to RSS (Apple)"
_DURATION = patterns.lazy(r"[0-9]+(?::[0-5][0-9]){0,2}")
_LEGACY = {"yes": "true", "explicit": "true", "no": "false", "clean": "false"}
_CHOICES = {
    "itunes:type": ("episodic", "serial"),
    "itunes:episodeType": ("full", "trailer", "bonus"),
}
_YES_NO = ("itunes:block", "itunes:complete", "itunes:isClosedCaptioned")
_OTHER_PICTURES = frozenset({"gif", "webp", "svg", "bmp", "tif", "tiff", "avif", "heic", "ico"})


@rule(
    "itunes/explicit-invalid",
    Level.ERROR,
    on="itunes:explicit",
    spec=f"{_SPEC}, itunes:explicit",
    refs=("InvalidTrueFalse", "InvalidYesNoClean"),
    kinds=FEEDS,
)
def explicit_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """itunes:explicit is not `true` or `false`; white space around the word counts.

    Directories show no advisory then, or refuse the podcast; the older words (yes, no, clean) are on their way out.

    ```xml bad in=item
    <itunes:explicit>clean</itunes:explicit>
    ```
    ```xml good in=item
    <itunes:explicit>false</itunes:explicit>
    ```
    """
    value = element.text
    if value.lower() not in {"true", "false"}:
        word = value.strip().lower()
        meant = _LEGACY.get(word) or (word if word in {"true", "false"} else "true or false")
        yield Found(text=f'{element.qname} is "{value}".', found=value, hint=f"Write {meant}, without white space.")


@rule(
    "itunes/yes-no-invalid",
    Level.ERROR,
    on=_YES_NO,
    spec=f"{_SPEC}, itunes:block and itunes:complete",
    refs=("InvalidYesNoClean", "InvalidYesNo"),
    kinds=FEEDS,
)
def yes_no_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """itunes:block or itunes:complete is not `Yes` (or `no`, which says nothing).

    Any other value has no effect: the episode that was to be hidden is shown.

    ```xml bad in=item
    <itunes:block>true</itunes:block>
    ```
    ```xml good in=item
    <itunes:block>Yes</itunes:block>
    ```
    """
    value = element.text.strip()
    if value.lower() not in {"yes", "no"}:
        yield Found(text=f'{element.qname} is "{value}".', found=value, hint="Write Yes, or leave the element out.")


@rule(
    "itunes/duration-invalid",
    Level.ERROR,
    on="itunes:duration",
    spec=f"{_SPEC}, itunes:duration",
    refs=("InvalidDuration",),
    kinds=FEEDS,
)
def duration_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """A duration is neither whole seconds nor H:MM:SS or M:SS.

    Players show no length, or zero.

    ```xml bad in=item
    <itunes:duration>42 min</itunes:duration>
    ```
    ```xml good in=item
    <itunes:duration>2520</itunes:duration>
    ```
    """
    value = element.text.strip()
    if not _DURATION.fullmatch(value):
        hint = "Write the length in seconds (2520), or as 42:00 or 0:42:00."
        yield Found(text=f'The duration "{value}" is no length of time.', found=value, hint=hint)


@rule(
    "itunes/kind-unknown",
    Level.ERROR,
    on=tuple(_CHOICES),
    spec=f"{_SPEC}, itunes:type and itunes:episodeType",
    refs=("InvalidItunesChannelType", "InvalidItunesEpisodeType"),
    kinds=FEEDS,
)
def kind_unknown(element: Element, _document: Document) -> Iterator[Found]:
    """The kind of a show (episodic, serial) or of an episode (full, trailer, bonus) is another word.

    Apple takes the default then: newest first, a full episode.

    ```xml bad in=item
    <itunes:episodeType>teaser</itunes:episodeType>
    ```
    ```xml good in=item
    <itunes:episodeType>trailer</itunes:episodeType>
    ```
    """
    value, words = element.text.strip(), _CHOICES[element.name]
    if value.lower() not in words:
        text = f'{element.qname} is "{value}", which Apple does not know.'
        yield Found(text=text, found=value, hint=f"Write one of {', '.join(words)}.")


@rule(
    "itunes/image-address-invalid",
    Level.ERROR,
    on="itunes:image",
    spec=f"{_SPEC}, itunes:image",
    refs=("InvalidURLAttribute", "InvalidLink"),
    kinds=FEEDS,
)
def image_address_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The address of the cover is relative, or not of http or https.

    Directories cannot fetch the cover, and Apple refuses a show without one.

    ```xml bad in=channel
    <itunes:image href="cover.jpg"/>
    ```
    ```xml good in=channel
    <itunes:image href="https://example.com/cover.jpg"/>
    ```
    """
    value = element.get("href")
    if value is None:
        return
    wrong = address_problem(value)
    if wrong is None and not value.lower().startswith(("http://", "https://")):
        wrong = "is not of http or https"
    if wrong is not None:
        text = f'The address of the cover "{value}" {wrong}.'
        yield Found(
            text=text, attribute="href", found=value, hint="Write the whole address: https://example.com/cover.jpg."
        )


@rule("itunes/image-format", Level.WARNING, on="itunes:image", spec=f"{_SPEC}, itunes:image", kinds=FEEDS)
def image_format(element: Element, _document: Document) -> Iterator[Found]:
    """The cover is a picture of a format other than JPEG and PNG, by its name.

    Apple takes these two only.

    ```xml bad in=channel
    <itunes:image href="https://example.com/cover.webp"/>
    ```
    ```xml good in=channel
    <itunes:image href="https://example.com/cover.png"/>
    ```
    """
    value = element.get("href") or ""
    kind = ending(value)
    if kind in _OTHER_PICTURES:
        text = f"The cover is a .{kind} file."
        yield Found(
            text=text, attribute="href", found=value, hint="Publish it as .jpg or .png, 1400 to 3000 pixels wide."
        )


@rule(
    "itunes/owner-without-email",
    Level.ERROR,
    on="itunes:owner",
    spec="iTunes podcast tags, itunes:owner",
    refs=("MissingElement",),
    kinds=FEEDS,
)
def owner_without_email(element: Element, _document: Document) -> Iterator[Found]:
    """itunes:owner has no itunes:email.

    Directories send a code to that address to prove who owns the podcast; without it the owner cannot claim it.

    ```xml bad in=channel
    <itunes:owner><itunes:name>Ann</itunes:name></itunes:owner>
    ```
    ```xml good in=channel
    <itunes:owner><itunes:name>Ann</itunes:name><itunes:email>ann@example.com</itunes:email></itunes:owner>
    ```
    """
    if element.child("itunes:email") is None:
        text = f"{element.qname} has no e-mail address."
        yield Found(text=text, missing="itunes:email", hint="Add <itunes:email>ann@example.com</itunes:email>.")


@rule(
    "itunes/email-invalid",
    Level.ERROR,
    on="itunes:email",
    spec="iTunes podcast tags, itunes:owner; RFC 5322 section 3.4.1",
    refs=("InvalidContact", "InvalidAddrSpec"),
    kinds=FEEDS,
)
def email_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The owner's e-mail address is not one.

    Directories cannot send the code that proves who owns the podcast.

    ```xml bad in=channel
    <itunes:owner><itunes:email>ann at example.com</itunes:email></itunes:owner>
    ```
    ```xml good in=channel
    <itunes:owner><itunes:email>ann@example.com</itunes:email></itunes:owner>
    ```
    """
    value = element.text.strip()
    wrong = emails.address_problem(value)
    if wrong is not None:
        yield Found(text=f'The address "{value}" {wrong}.', found=value, hint="Write ann@example.com, without a name.")
