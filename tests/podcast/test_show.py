"""A show by the how-to has what directories ask for, and players read every field."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.podcast.sites import ATOM, ITUNES, PODCAST, channel
from tests.running import feedpub

if TYPE_CHECKING:
    from pathlib import Path


OF_GPODDER = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"


def test_a_show_by_the_how_to_has_what_apple_requires_and_psp_1_asks_for(show: Path) -> None:
    head = channel(show)
    link = head.find(f"{ATOM}link[@rel='self']")
    assert link is not None
    assert link.get("href") == "https://radio.example.com/rss.xml"
    category, image = head.find(f"{ITUNES}category"), head.find(f"{ITUNES}image")
    assert category is not None
    assert image is not None
    assert [category.get("text"), *(each.get("text") for each in category)] == ["Society & Culture", "Documentary"]
    assert image.get("href") == "https://radio.example.com/cover.jpg"
    texts = {name: head.findtext(name) for name in ("title", "link", "description", "language")}
    assert texts == {
        "title": "Slow Radio",
        "link": "https://radio.example.com/",
        "description": "Sounds of places, an hour each.",
        "language": "en",
    }
    assert head.findtext(f"{ITUNES}explicit") == "false"
    assert head.findtext(f"{ITUNES}author") == "Mina Berg"
    assert head.findtext(f"{ITUNES}owner/{ITUNES}email") == "show@radio.example.com"
    assert head.findtext(f"{PODCAST}locked") == "yes"
    assert all(item.find("enclosure") is not None and item.findtext("guid") for item in head.iterfind("item"))


def test_the_validator_finds_nothing_in_it(show: Path) -> None:
    ended = feedpub("validate", "public", "--format", "json", "-v", cwd=show)
    messages = [message for file in json.loads(ended.out)["files"] for message in file["messages"]]
    assert [message for message in messages if message["rule"].startswith(("itunes/", "podcast/", "rss/"))] == []
    assert [message for message in messages if message["level"] != "info"] == []


def test_an_episode_says_what_its_post_and_its_recording_say(show: Path) -> None:
    forest, harbour = channel(show).findall("item")
    assert [item.findtext(f"{ITUNES}duration") for item in (forest, harbour)] == ["2", "3"]
    assert [item.findtext(f"{ITUNES}season") for item in (forest, harbour)] == ["1", "1"]
    assert [item.findtext(f"{ITUNES}episode") for item in (forest, harbour)] == ["2", "1"]
    assert forest.findtext(f"{ITUNES}explicit") == "false"
    enclosure, transcript = forest.find("enclosure"), forest.find(f"{PODCAST}transcript")
    assert enclosure is not None
    assert transcript is not None
    size = (show / "public/audio/the-forest.mp3").stat().st_size
    assert enclosure.attrib == {
        "url": "https://radio.example.com/audio/the-forest.mp3",
        "length": str(size),
        "type": "audio/mpeg",
    }
    assert transcript.attrib == {"url": "https://radio.example.com/audio/the-forest.vtt", "type": "text/vtt"}
    assert [(each.get("role"), each.text) for each in forest.iterfind(f"{PODCAST}person")] == [("guest", "Jon Dahl")]


def test_chapters_are_published_where_the_item_says(show: Path) -> None:
    chapters = channel(show).find(f"item/{PODCAST}chapters")
    assert chapters is not None
    assert chapters.get("type") == "application/json+chapters"
    path = str(chapters.get("url")).removeprefix("https://radio.example.com/")
    assert json.loads((show / "public" / path).read_bytes()) == {
        "version": "1.2.0",
        "chapters": [{"startTime": 0, "title": "Drops"}, {"startTime": 1, "title": "Birds"}],
    }


def test_json_feed_and_atom_say_what_they_can(show: Path) -> None:
    feed = json.loads((show / "public/feed.json").read_bytes())
    attachment = feed["items"][0]["attachments"][0]
    size = (show / "public/audio/the-forest.mp3").stat().st_size
    assert attachment == {
        "url": "https://radio.example.com/audio/the-forest.mp3",
        "mime_type": "audio/mpeg",
        "size_in_bytes": size,
        "duration_in_seconds": 2,
    }
    entry = ET.parse(show / "public/atom.xml").find(f"{ATOM}entry")
    assert entry is not None
    link = entry.find(f"{ATOM}link[@rel='enclosure']")
    assert link is not None
    assert (link.get("length"), link.get("type")) == (str(size), "audio/mpeg")


# Players


def test_podcastparser_of_gpodder_reads_every_field(show: Path) -> None:
    podcastparser: Any = pytest.importorskip("podcastparser", reason="gPodder's parser is not installed")
    # It knows the podcast namespace by the address of its document alone (0.6.11), which PSP-1 does not allow.
    data = (show / "public/rss.xml").read_bytes().replace(PODCAST[1:-1].encode(), OF_GPODDER)
    found = podcastparser.parse("https://radio.example.com/rss.xml", io.BytesIO(data))
    assert {name: found[name] for name in ("title", "cover_url", "explicit", "type", "itunes_author", "language")} == {
        "title": "Slow Radio",
        "cover_url": "https://radio.example.com/cover.jpg",
        "explicit": False,
        "type": "episodic",
        "itunes_author": "Mina Berg",
        "language": "en",
    }
    assert found["itunes_categories"] == [["Society & Culture", "Documentary"]]
    assert found["itunes_owner"] == {"name": "Mina Berg", "email": "show@radio.example.com"}
    forest, harbour = found["episodes"]
    assert [(each["total_time"], each["number"], each["season"]) for each in (forest, harbour)] == [
        (2, 2, 1),
        (3, 1, 1),
    ]
    assert forest["explicit"] is False
    assert forest["chapters_json_url"] == "https://radio.example.com/podcast/the-forest/chapters.json"
    assert forest["transcript_url"] == "https://radio.example.com/audio/the-forest.vtt"
    assert forest["enclosures"][0]["mime_type"] == "audio/mpeg"
    assert [(each["name"], each["role"]) for each in forest["persons"]] == [("Jon Dahl", "guest")]
    assert [(each["start"], each["title"]) for each in forest["chapters"]] == [(0, "Drops"), (1, "Birds")]
    assert found["funding_url"] == "https://radio.example.com/support"
    assert found["import_prohibited"] is True


def test_feedparser_reads_every_field(show: Path) -> None:
    found = feedparser.parse((show / "public/rss.xml").read_bytes())
    assert not found.bozo
    assert (found.feed.image.href, found.feed.itunes_type) == ("https://radio.example.com/cover.jpg", "episodic")
    assert found.feed.publisher_detail == {"name": "Mina Berg", "email": "show@radio.example.com"}
    assert [tag.term for tag in found.feed.tags] == ["Society & Culture", "Documentary"]
    first = found.entries[0]
    assert (first.itunes_duration, first.itunes_episode, first.itunes_season) == ("2", "2", "1")
    assert first.enclosures[0].type == "audio/mpeg"
