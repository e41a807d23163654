"""What RSS tells directories and players of podcasts: of the show in the channel, of an episode in its item.

Elements of Apple's namespace and of the podcast namespace (https://podcastindex.org/namespace/1.0). Nothing here
decides whether a feed is a podcast (`podcast_of` in the package does).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.generate import authors_of_site
from feedpub.generate._elements import PlainElement
from feedpub.model.podcasts import Episode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.model.podcasts import (
        Chapter,
        PodcastLicense,
        PodcastOptions,
        PodcastPerson,
        PodcastText,
        PodcastValue,
    )
    from feedpub.model.records import Enclosure, Feed, Post

_NOTHING_SAID: Final = Episode()
_CHAPTERS: Final = "application/json+chapters"
_YES_NO: Final = {True: "yes", False: "no"}
_TRUE_FALSE: Final = {True: "true", False: "false"}


def of_show(feed: Feed, show: PodcastOptions) -> Iterator[PlainElement]:
    """Return what the channel says of the show.

    What leads from one feed to another, or proves whose a feed is, stands in the feed of the site alone: a player of
    the feed of a category would go over to that of the site.
    """
    is_of_site = feed.spec.term is None
    author = show.author or ", ".join([each.name for each in authors_of_site(feed.site)])
    yield PlainElement("itunes:author", author)
    yield PlainElement("itunes:type", show.type.value)
    for category in show.category:
        inner = [PlainElement("itunes:category", None, {"text": name}) for name in category.subcategory]
        yield PlainElement("itunes:category", inner or None, {"text": category.name})
    yield from _explicit(show.explicit)
    if show.image:
        yield PlainElement("itunes:image", None, {"href": show.image})
    if show.owner is not None:
        name = PlainElement("itunes:name", show.owner.name or author)
        yield PlainElement("itunes:owner", [name, PlainElement("itunes:email", show.owner.email)])
    yield from _yes("itunes:block", said=show.block)
    yield from _yes("itunes:complete", said=show.complete)
    if show.new_feed_url and is_of_site:
        yield PlainElement("itunes:new-feed-url", show.new_feed_url)
    yield from _of_show_elsewhere(feed, show, is_of_site=is_of_site)


def _of_show_elsewhere(feed: Feed, show: PodcastOptions, *, is_of_site: bool) -> Iterator[PlainElement]:
    """Return what the podcast namespace has besides."""
    if feed.spec.podcast_guid:
        yield PlainElement("podcast:guid", feed.spec.podcast_guid)
    if show.locked is not None:
        owner = show.owner.email if show.owner else ""
        yield PlainElement("podcast:locked", _YES_NO[show.locked], {"owner": owner})
    if show.medium:
        yield PlainElement("podcast:medium", show.medium)
    for each in show.funding:
        yield PlainElement("podcast:funding", each.text, {"url": each.url})
    yield from _of_either(show.person, show.license, show.txt if is_of_site else (), show.value)


def of_episode(post: Post, recording: Enclosure) -> Iterator[PlainElement]:
    """Return what the item of a post says of its recording besides the enclosure."""
    episode = post.episode or _NOTHING_SAID
    duration = episode.duration if recording.duration is None else recording.duration
    if episode.title:
        yield PlainElement("itunes:title", episode.title)
    if episode.author:
        yield PlainElement("itunes:author", episode.author)
    if duration is not None:
        yield PlainElement("itunes:duration", str(duration))
    yield from _explicit(episode.explicit)
    if episode.image:
        yield PlainElement("itunes:image", None, {"href": episode.image})
    for name, number in (("itunes:season", episode.season), ("itunes:episode", episode.number)):
        if number is not None:
            yield PlainElement(name, str(number))
    if episode.type is not None:
        yield PlainElement("itunes:episodeType", episode.type.value)
    yield from _yes("itunes:block", said=episode.block)
    if post.episode is not None:
        yield from _of_episode_elsewhere(episode)


def _of_episode_elsewhere(episode: Episode) -> Iterator[PlainElement]:
    """Return what the podcast namespace has besides."""
    if episode.season is not None:
        yield PlainElement("podcast:season", str(episode.season), {"name": episode.season_name})
    if episode.number is not None:
        yield PlainElement("podcast:episode", str(episode.number), {"display": episode.display})
    for each in episode.transcripts:
        attributes = {"url": each.url, "type": each.type, "language": each.language, "rel": each.rel}
        yield PlainElement("podcast:transcript", None, attributes)
    if episode.chapters_url:
        yield PlainElement("podcast:chapters", None, {"url": episode.chapters_url, "type": _CHAPTERS})
    if episode.chapters:
        yield PlainElement("psc:chapters", [*map(_chapter, episode.chapters)], {"version": "1.2"})
    yield from _of_either(episode.persons, episode.license, episode.txt, episode.value)


def _chapter(chapter: Chapter) -> PlainElement:
    """Return a chapter as Podlove Simple Chapters 1.2 has it: gPodder and others know no chapters but these."""
    seconds, thousandths = divmod(chapter.start, 1000)
    start = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
    attributes = {"start": start, "title": chapter.title, "href": chapter.url, "image": chapter.img}
    return PlainElement("psc:chapter", None, attributes)


def _of_either(
    persons: Iterable[PodcastPerson],
    terms: PodcastLicense | None,
    texts: Iterable[PodcastText],
    value: PodcastValue | None,
) -> Iterator[PlainElement]:
    """Return what a show and an episode say alike."""
    for person in persons:
        attributes = {"role": person.role, "group": person.group, "img": person.img, "href": person.href}
        yield PlainElement("podcast:person", person.name, attributes)
    if terms is not None:
        yield PlainElement("podcast:license", terms.name, {"url": terms.url})
    for text in texts:
        yield PlainElement("podcast:txt", text.value, {"purpose": text.purpose})
    if value is not None:
        attributes = {"type": value.type, "method": value.method, "suggested": value.suggested}
        yield PlainElement("podcast:value", _recipients(value), attributes)


def _recipients(value: PodcastValue) -> list[PlainElement]:
    return [
        PlainElement(
            "podcast:valueRecipient",
            None,
            {
                "name": each.name,
                "type": each.type,
                "address": each.address,
                "customKey": each.custom_key,
                "customValue": each.custom_value,
                "split": str(each.split),
                "fee": "true" if each.fee else "",
            },
        )
        for each in value.recipients
    ]


def _explicit(said: bool | None) -> Iterator[PlainElement]:  # noqa: FBT001 - yes, no, or nothing was said
    if said is not None:
        yield PlainElement("itunes:explicit", _TRUE_FALSE[said])


def _yes(name: str, *, said: bool) -> Iterator[PlainElement]:
    """Return an element that says yes: `no` and its absence say the same (Apple's guide)."""
    if said:
        yield PlainElement(name, "Yes")
