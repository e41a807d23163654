"""What directories of podcasts ask of a feed as a whole: of one with recordings that says nothing, and by PSP-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.podcasts import is_recording
from feedpub.model.records import Kind, Level
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.extensions.itunes import has_itunes, is_podcast
from feedpub.validator.values.media_types import essence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_RSS = frozenset({Kind.RSS})
_PSP = "PSP-1: The Podcast RSS Standard"
_SEVERAL = 2
_RECOMMENDED = {
    "itunes:author": "Add <itunes:author> with who makes it.",
    "podcast:guid": "Add <podcast:guid>, the UUID of the feed's address by the specification, and keep it for ever.",
    "podcast:locked": "Add <podcast:locked>yes</podcast:locked>, so that no other host imports the feed, or no.",
}


def _is_recording(item: Element) -> bool:
    enclosure = item.child("enclosure")
    return enclosure is not None and is_recording(essence(enclosure.get("type") or ""))


@rule("itunes/podcast-without-tags", Level.INFO, on="channel", spec="A Podcaster's Guide to RSS (Apple)", kinds=_RSS)
def podcast_without_tags(channel: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Most items of a feed have recordings, so that it is a podcast to players, and it has no tags of directories.

    Apple Podcasts, Spotify and others refuse it as it is: they ask for a category, an advisory and a cover. A blog with
    a recording now and then needs none.

    ```xml bad in=channel
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="123" type="audio/mpeg"/></item>
    <item><title>Two</title><enclosure url="https://example.com/2.mp3" length="123" type="audio/mpeg"/></item>
    ```
    ```xml good in=channel
    <language>en</language><itunes:image href="https://example.com/cover.jpg"/><itunes:category text="Arts"/>
    <itunes:explicit>false</itunes:explicit>
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="123" type="audio/mpeg"/></item>
    <item><title>Two</title><enclosure url="https://example.com/2.mp3" length="123" type="audio/mpeg"/></item>
    ```
    """
    items = [child for child in channel.children if child.name == "item"]
    number = sum(map(_is_recording, items))
    if number >= _SEVERAL and number * 2 >= len(items) and not is_podcast(channel):
        yield Found(
            text=f"This feed has {number} enclosures with audio or video; Apple Podcasts requires itunes:category, "
            "itunes:explicit, itunes:image and a language.",
            hint='Add itunes:owner and <itunes:category text="Arts"/>, <itunes:explicit>false</itunes:explicit>, '
            '<itunes:image href="https://…"/> with a square .jpg or .png of 1400 to 3000 pixels.',
        )


@rule(
    "itunes/episode-without-enclosure",
    Level.WARNING,
    on="channel",
    spec="A Podcaster's Guide to RSS (Apple), enclosure; PSP-1",
    kinds=_RSS,
)
def episode_without_enclosure(channel: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Of the episodes of a podcast one has no enclosure.

    Apple Podcasts leaves it out, and players have nothing to play.

    ```xml bad in=channel
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="123" type="audio/mpeg"/></item>
    <item><title>Two</title><itunes:duration>2520</itunes:duration></item>
    ```
    ```xml good in=channel
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="123" type="audio/mpeg"/></item>
    <item><title>Two</title><itunes:duration>2520</itunes:duration>
    <enclosure url="https://example.com/2.mp3" length="123" type="audio/mpeg"/></item>
    ```
    """
    items = [child for child in channel.children if child.name == "item"]
    if not any(map(_is_recording, items)):
        return
    for item in items:
        if item.child("enclosure") is None and has_itunes(item):
            hint = "Add <enclosure> with url, length and type of the recording, or take the tags of itunes out."
            text = "The item has tags of an episode and no enclosure."
            yield Found(text=text, at=item, hint=hint, missing="enclosure")


@rule("podcast/recommended-tag-missing", Level.INFO, on="channel", spec=f"{_PSP}, recommended channel", kinds=_RSS)
def recommended_tag_missing(channel: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A podcast that uses the podcast namespace has no itunes:author, podcast:guid or podcast:locked.

    PSP-1 recommends all three: players know a podcast again by its guid when it has moved.

    ```xml bad in=channel
    <podcast:medium>podcast</podcast:medium>
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="123" type="audio/mpeg"/></item>
    ```
    ```xml good in=channel
    <podcast:medium>podcast</podcast:medium><itunes:author>Ann</itunes:author>
    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid><podcast:locked>yes</podcast:locked>
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="123" type="audio/mpeg"/></item>
    ```
    """
    uses_namespace = any(child.name.startswith("podcast:") for child in channel.children)
    if not uses_namespace or not any(child.name == "item" and _is_recording(child) for child in channel.children):
        return
    for name, hint in _RECOMMENDED.items():
        if channel.child(name) is None:
            yield Found(text=f"The podcast has no {name}.", missing=name, hint=hint)
