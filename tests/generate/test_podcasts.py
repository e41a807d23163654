"""What RSS says of shows and episodes, and what the other formats say in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from feedpub.generate import atom, json, rss
from feedpub.model.podcasts import (
    Chapter,
    Episode,
    EpisodeType,
    PodcastCategory,
    PodcastOptions,
    PodcastOwner,
    PodcastText,
    PodcastValue,
    ShowType,
    ValueRecipient,
)
from feedpub.model.records import Author, Enclosure
from tests import builders
from tests.generate.reading import MEDIA, root, value

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from feedpub.model.records import Feed

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
AUDIO = Enclosure(url="https://example.com/a.mp3", length=7, type="audio/mpeg", duration=3723)
PAPER = Enclosure(url="https://example.com/a.pdf", length=8, type="application/pdf")
SHOW = PodcastOptions(category=(PodcastCategory(name="Arts"),), explicit=False)


def feed(
    show: PodcastOptions | None = SHOW, episode: Episode | None = None, files: tuple[Enclosure, ...] = (AUDIO,)
) -> Feed:
    item = builders.item(builders.post(enclosures=files, episode=episode))
    return builders.feed([item], of=builders.site(podcast=show), by=builders.spec(podcast_guid="the-guid"))


def channel(of: Feed) -> ET.Element:
    found = root(rss.generate(of)).find("channel")
    assert found is not None
    return found


def names(element: ET.Element) -> list[str]:
    """Return the elements for podcasts, by the usual prefixes."""
    usual = {ITUNES: "itunes:", PODCAST: "podcast:"}
    return [
        each.tag.replace(space, prefix)
        for each in element
        for space, prefix in usual.items()
        if each.tag.startswith(space)
    ]


def test_a_show_says_who_makes_it_by_the_authors_of_the_site() -> None:
    site = builders.site(podcast=SHOW, authors=(Author(name="Ann"), Author(name="Bo")))
    found = channel(replace(feed(), site=site))
    assert found.findtext(f"{ITUNES}author") == "Ann, Bo"
    assert names(found) == ["itunes:author", "itunes:type", "itunes:category", "itunes:explicit", "podcast:guid"]


def test_an_owner_without_a_name_is_the_author() -> None:
    found = channel(feed(replace(SHOW, author="Us", owner=PodcastOwner(email="a@example.com"))))
    assert found.findtext(f"{ITUNES}owner/{ITUNES}name") == "Us"


@pytest.mark.parametrize(("said", "text"), [(True, "true"), (False, "false"), (None, None)])
def test_whether_a_show_is_explicit_is_said_where_it_is_known(said: bool | None, text: str | None) -> None:  # noqa: FBT001 - the answer
    assert channel(feed(replace(SHOW, explicit=said))).findtext(f"{ITUNES}explicit") == text


def test_yes_is_said_and_no_is_not() -> None:
    found = channel(feed(replace(SHOW, block=True, complete=True, type=ShowType.SERIAL)))
    texts = [found.findtext(f"{ITUNES}{name}") for name in ("block", "complete", "type")]
    assert texts == ["Yes", "Yes", "serial"]
    assert found.find(f"item/{ITUNES}block") is None


@pytest.mark.parametrize("files", [(), (PAPER,)])
def test_a_feed_without_a_recording_is_no_podcast(files: tuple[Enclosure, ...]) -> None:
    found = rss.generate(feed(files=files, episode=Episode(number=1))).data
    assert b"itunes" not in found
    assert b"podcast" not in found


def test_without_a_show_the_items_say_what_their_posts_say() -> None:
    found = channel(feed(None, Episode(number=1, season=2, type=EpisodeType.TRAILER, explicit=True)))
    [item] = found.findall("item")
    assert names(found) == []
    assert names(item)[:5] == [
        "itunes:duration",
        "itunes:explicit",
        "itunes:season",
        "itunes:episode",
        "itunes:episodeType",
    ]


def test_a_site_that_is_no_podcast_says_nothing() -> None:
    of = feed(None, Episode(number=1))
    assert b"itunes" not in rss.generate(replace(of, site=replace(of.site, has_episodes=False))).data


def test_texts_for_programs_stand_in_the_feed_of_the_site_alone() -> None:
    show = replace(SHOW, txt=(PodcastText(value="x"),), new_feed_url="https://new.example/")
    of_site = feed(show)
    of_term = replace(of_site, spec=replace(of_site.spec, term=builders.term()))
    wanted = {"podcast:txt", "itunes:new-feed-url"}
    assert wanted <= {*names(channel(of_site))}
    assert not wanted & {*names(channel(of_term))}


def test_who_is_paid_stands_in_the_channel_and_in_the_item() -> None:
    paid = PodcastValue(
        type="lightning",
        method="keysend",
        recipients=(ValueRecipient(type="node", address="02", split=1, custom_key="k", custom_value="v", fee=True),),
    )
    found = channel(feed(replace(SHOW, value=paid), Episode(value=paid)))
    for place in (f"{PODCAST}value", f"item/{PODCAST}value"):
        recipient = found.find(f"{place}/{PODCAST}valueRecipient")
        assert recipient is not None
        assert recipient.attrib == {
            "type": "node",
            "address": "02",
            "split": "1",
            "customKey": "k",
            "customValue": "v",
            "fee": "true",
        }


def test_of_several_files_the_first_recording_is_the_enclosure() -> None:
    [item] = channel(feed(files=(PAPER, AUDIO))).findall("item")
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("url") == AUDIO.url
    assert [each.get("url") for each in item.iterfind(f"{MEDIA}content")] == [PAPER.url]


def test_starts_of_chapters_are_times() -> None:
    chapters = (Chapter(start=0, title="A"), Chapter(start=3_723_045, title="B & C"))
    data = rss.generate(feed(episode=Episode(chapters=chapters, chapters_url="https://example.com/c.json"))).data
    assert b'<psc:chapter start="01:02:03.045" title="B &amp; C"/>' in data


def test_json_says_how_long_a_recording_is_and_shows_the_picture_of_the_episode() -> None:
    [item] = value(json.generate(feed(episode=Episode(image="https://example.com/e.png"), files=(AUDIO, PAPER))))[
        "items"
    ]
    assert item["image"] == "https://example.com/e.png"
    assert item["attachments"] == [
        {"url": AUDIO.url, "mime_type": "audio/mpeg", "size_in_bytes": 7, "duration_in_seconds": 3723},
        {"url": PAPER.url, "mime_type": "application/pdf", "size_in_bytes": 8},
    ]


def test_atom_has_enclosures_and_no_tags_of_podcasts() -> None:
    data = atom.generate(feed(episode=Episode(number=1))).data
    assert b'rel="enclosure" type="audio/mpeg" length="7"' in data
    assert b"itunes" not in data
