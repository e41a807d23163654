"""What Apple wants of a podcast as a whole: tags that must be there, tags that are gone, files that it plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.extensions.addresses import ending
from feedpub.validate.rules.extensions.structure import FEEDS
from feedpub.validate.values.media_types import essence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_SPEC = "A Podcaster's Guide to RSS (Apple)"
_ENDINGS = frozenset({"m4a", "mp3", "mov", "mp4", "m4v", "pdf", "epub"})
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
_WITHDRAWN = {
    "itunes:subtitle": "Apple shows the title and the description",
    "itunes:summary": "Apple shows the description",
    "itunes:keywords": "Apple searches titles and authors",
    "itunes:order": "Apple sorts by date, or by itunes:episode in a serial",
    "itunes:isClosedCaptioned": "Apple looks into the file, or at podcast:transcript",
}


@rule(
    "itunes/tag-withdrawn",
    Level.INFO,
    on=tuple(_WITHDRAWN),
    spec=_SPEC,
    kinds=FEEDS,
)
def tag_withdrawn(element: Element, _document: Document) -> Iterator[Found]:
    """Apple no longer looks at this tag.

    It does no harm, and a few other programs may still read it.

    ```xml bad in=item
    <itunes:keywords>salt, pepper</itunes:keywords>
    ```
    ```xml good in=item
    <itunes:title>Salt and pepper</itunes:title>
    ```
    """
    reason = _WITHDRAWN[element.name]
    yield Found(text=f"Apple has withdrawn {element.qname}.", hint=f"{reason}; the tag can go.")


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
def required_tag_missing(channel: Element, _document: Document) -> Iterator[Found]:
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
    if not _is_podcast(channel):
        return
    for name, hint in _WANTED.items():
        if channel.child(name) is None:
            yield Found(text=f"The podcast has no {name}.", missing=name, hint=hint)
    if channel.child("language") is None and channel.child("dc:language") is None and not channel.inherited("xml:lang"):
        yield Found(text="The podcast has no language.", missing="language", hint="Add <language>en</language>.")
    if channel.child("itunes:owner") is None:
        hint = "Add itunes:owner with itunes:email; an address at the host's is as good."
        yield Found(text="The podcast has no itunes:owner with itunes:email.", missing="itunes:owner", hint=hint)


def _is_podcast(channel: Element) -> bool:
    """Whether a channel or one of its items has tags of Apple's."""
    for child in channel.children:
        if child.name.startswith("itunes:"):
            return True
        if child.name == "item" and _has_itunes(child):
            return True
    return False


def _has_itunes(item: Element) -> bool:
    return any(child.name.startswith("itunes:") for child in item.children)


@rule(
    "itunes/enclosure-format",
    Level.WARNING,
    on="item",
    spec=f"{_SPEC}, enclosure",
    refs=("UnsupportedItunesFormat",),
    kinds=frozenset({Kind.RSS}),
)
def enclosure_format(item: Element, _document: Document) -> Iterator[Found]:
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
    if enclosure is None or not _has_itunes(item):
        return
    url = enclosure.get("url") or ""
    name, media_type = ending(url), essence(enclosure.get("type") or "")
    if name not in _ENDINGS and media_type not in _TYPES and (name or media_type):
        kind = f".{name}" if name else media_type
        text = f"Apple Podcasts does not play {kind} files."
        hint = "Publish the episode as .mp3 or .m4a, or as .mp4."
        yield Found(text=text, at=enclosure, attribute="url", found=url, hint=hint)
