"""A podcast as its owner makes it by the how-to, and as directories and players read it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests import media
from tests.running import Ended, feedpub, write

if TYPE_CHECKING:
    from collections.abc import Mapping

HOW_TO = Path(__file__).parent.parent / "docs" / "how-to" / "publish-a-podcast.md"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
SMALL = "has 1000 × 1000 pixels, and not 1400 to 3000"
OF_GPODDER = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"


def how_to() -> Mapping[str, str | bytes]:
    """Return the site of the how-to: its configuration, its posts, and files as it has them."""
    text = HOW_TO.read_text(encoding="utf-8")
    [configuration] = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    harbour, forest = re.findall(r"```markdown\n(.*?)```", text, re.DOTALL)
    return {
        "feedpub.toml": configuration,
        "content/2025-10-01-the-harbour.md": harbour,
        "content/2025-11-01-the-forest.md": forest,
        "public/cover.jpg": media.jpeg(3000, 3000),
        "public/audio/the-harbour.mp3": media.mp3(3),
        "public/audio/the-forest.mp3": media.mp3(2),
        "public/audio/the-forest.vtt": "WEBVTT\n",
    }


def build(folder: Path, *arguments: str) -> Ended:
    return feedpub("build", *arguments, cwd=folder)


def said(ended: Ended) -> list[str]:
    """Return the lines that begin a warning or an error."""
    return [line for line in ended.err.splitlines() if re.search(r" (?:warning|error) ", line)]


@pytest.fixture
def show(tmp_path: Path) -> Path:
    pytest.importorskip("mutagen", reason="recordings are read by mutagen, of the extra `podcast`")
    write(tmp_path, how_to())
    ended = build(tmp_path, "--strict")
    assert (ended.status, said(ended)) == (0, [])
    return tmp_path


def channel(folder: Path, path: str = "rss.xml") -> ET.Element:
    found = ET.parse(folder / "public" / path).find("channel")
    assert found is not None
    return found


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


# The complaint that it began with


def bare(**more: str | bytes) -> dict[str, str | bytes]:
    """Return a site of two episodes whose configuration says nothing of a show."""
    one = "title: One\ndate: 2025-01-01\naudio: /one.mp3\nduration: '1:02:03'\nseason: 1\nepisode: 1\nexplicit: 'no'"
    two = "title: Two\ndate: 2025-01-02\nenclosure: /two.mp3\nitunes: {duration: 62:03, episode: 2, explicit: clean}"
    return {
        "feedpub.toml": '[site]\nurl = "https://example.com/"\nlogo = "/logo.png"\nlanguage = "en"\n'
        'author = { name = "Ann", email = "ann@example.com" }\n',
        "content/one.md": f"---\n{one}\n---\nWords.\n",
        "content/two.md": f"---\n{two}\n---\nOther words.\n",
        "one.mp3": b"12345",
        "two.mp3": b"123",
        **more,
    }


def test_one_line_says_what_apple_requires_of_a_site_that_says_nothing_of_its_show(tmp_path: Path) -> None:
    ended = build(write(tmp_path, bare()))
    assert ended.status == 0
    [line] = said(ended)
    assert line == (
        "feedpub.toml: warning podcast/not-described: The feed rss.xml has 2 audio enclosures, and nothing is said of "
        "the show; Apple Podcasts requires a category, whether it is explicit, and a cover, a square JPEG or PNG of "
        "1400 to 3000 pixels"
    )
    one = channel(tmp_path).findall("item")[1]
    assert (one.findtext(f"{ITUNES}duration"), one.findtext(f"{ITUNES}explicit")) == ("3723", "false")


def test_a_site_may_say_that_it_is_no_podcast(tmp_path: Path) -> None:
    files = bare()
    ended = build(write(tmp_path, files | {"feedpub.toml": f"{files['feedpub.toml']!s}[podcast]\nenabled = false\n"}))
    assert (ended.status, said(ended)) == (0, [])
    assert b"itunes" not in (tmp_path / "public/rss.xml").read_bytes()


def test_what_a_show_lacks_is_said_at_its_table(tmp_path: Path) -> None:
    files = bare()
    table = '[podcast]\ncategory = "Arts"\nimage = "/cover.png"\n'
    files |= {"feedpub.toml": f"{files['feedpub.toml']!s}{table}", "cover.png": media.png(1000)}
    ended = build(write(tmp_path, files))
    assert said(ended) == [
        f"feedpub.toml:8:1: warning podcast/cover-unfit: The cover /cover.png {SMALL}",
        "feedpub.toml:6:2: warning itunes/required-tag-missing: The podcast has no itunes:explicit.",
        "feedpub.toml:6:2: warning itunes/required-tag-missing: The podcast has no itunes:owner with itunes:email.",
    ]


def test_a_category_that_apple_does_not_have_is_an_error_at_its_line(tmp_path: Path) -> None:
    files = bare()
    ended = build(write(tmp_path, files | {"feedpub.toml": f"{files['feedpub.toml']!s}[podcast]\ncategory = 'Art'\n"}))
    assert ended.status == 1
    assert "feedpub.toml:7:" in ended.err
    assert "itunes/category-unknown" in ended.err
    assert "Write Arts." in ended.err


def test_a_recording_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    files = bare()
    del files["two.mp3"]
    ended = build(write(tmp_path, files))
    assert ended.status == 1
    assert "content/two.md:4:1: error post/enclosure-missing: There is no media file `/two.mp3`" in ended.err


# Feeds of terms, moves, and builds that know the last one

TWO_KINDS = {
    f"content/{day}-{name}.md": f"---\ntitle: {name}\ncategories: [{category}]\n{audio}---\nOf the {name}.\n"
    for day, name, category, audio in (
        ("2025-10-01", "the-harbour", "Sea", "audio: /audio/the-harbour.mp3\n"),
        ("2025-11-01", "the-forest", "Land", "audio: /audio/the-forest.mp3\n"),
        ("2025-11-02", "the-news", "News", ""),
    )
}


def configured(*lines: str) -> str:
    """Return the configuration of the how-to with further lines in `[podcast]`, and then further tables."""
    return str(how_to()["feedpub.toml"]) + "".join(f"{line}\n" for line in lines)


def guids(folder: Path) -> dict[str, str | None]:
    return {
        path.relative_to(folder / "public").as_posix(): channel(folder, str(path)).findtext(f"{PODCAST}guid")
        for path in (folder / "public").rglob("rss.xml")
    }


def test_the_feed_of_a_category_is_a_podcast_of_its_own(tmp_path: Path) -> None:
    more = {"feedpub.toml": configured('new_feed_url = "https://new.example/rss.xml"', 'txt = "prove-it"')}
    assert build(write(tmp_path, {**how_to(), **TWO_KINDS, **more})).status == 0
    found = guids(tmp_path)
    assert len(set(found.values())) == 4  # the third, of news, has no recordings and no guid
    assert found["category/news/rss.xml"] is None
    of_site, of_sea = channel(tmp_path), channel(tmp_path, "category/sea/rss.xml")
    for name in ("explicit", "type", "author", "owner", "category", "image"):
        whole, part = of_site.find(f"{ITUNES}{name}"), of_sea.find(f"{ITUNES}{name}")
        assert whole is not None
        assert part is not None
        assert ET.tostring(whole) == ET.tostring(part)
    for name in (f"{ITUNES}new-feed-url", f"{PODCAST}txt"):
        assert of_site.find(name) is not None
        assert of_sea.find(name) is None


def test_the_guid_is_the_one_of_the_specification(tmp_path: Path) -> None:
    settings = (
        '[site]\nurl = "https://podnews.net/"\nlanguage = "en"\n[feeds]\nrss = "rss"\n[podcast]\nexplicit = false\n'
    )
    assert build(write(tmp_path, {**how_to(), "feedpub.toml": settings})).status == 0
    assert channel(tmp_path, "rss").findtext(f"{PODCAST}guid") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_the_guid_stays_when_the_site_moves_and_when_it_is_given(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", {**how_to(), **TWO_KINDS}), write(tmp_path / "new", {**how_to(), **TWO_KINDS})
    assert build(old).status == 0
    moved = configured("[ids]", 'authority = "radio.example.com"').replace(
        'url = "https://radio.example.com/"', 'url = "https://radio.example.org/"'
    )
    write(new, {"feedpub.toml": moved})
    assert build(new).status == 0
    assert guids(old) == guids(new)
    write(new, {"feedpub.toml": configured('guid = "917393E3-1B1E-5CEF-ACE4-EDAA54E1F810"')})
    assert build(new).status == 0
    assert guids(new) == {**guids(old), "rss.xml": "917393e3-1b1e-5cef-ace4-edaa54e1f810"}


def published(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "public").rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/2025-11-01-the-forest.md", "Drops, and more."),
        ("content/2025-11-01-the-forest.md", "explicit: true\n"),
        ("public/audio/the-forest.mp3", media.mp3(4, [(0, 4000, "All")])),
        ("public/cover.jpg", media.jpeg(1400, 1400)),
        ("feedpub.toml", "complete = true\n"),
    ],
)
def test_a_build_that_knows_the_last_one_gives_what_a_fresh_one_gives(
    tmp_path: Path, path: str, text: str | bytes
) -> None:
    known, fresh = write(tmp_path / "known", how_to()), write(tmp_path / "fresh", how_to())
    assert build(known).status == 0
    assert build(known).status == 0
    for site in (known, fresh):
        before = (site / path).read_bytes()
        if isinstance(text, bytes):
            after = text
        elif path.endswith(".md") and ":" in text:
            after = before.replace(b"explicit: false\n", text.encode())
        else:
            after = before + text.encode()
        assert after != before
        (site / path).write_bytes(after)
    assert build(known).status == 0
    assert build(fresh, "--jobs", "1").status == 0
    assert published(known) == published(fresh)


def test_chapters_and_covers_that_are_no_more_go(tmp_path: Path) -> None:
    pytest.importorskip("mutagen", reason="recordings are read by mutagen, of the extra `podcast`")
    recording = media.mp3(3, [(0, 3000, "All")], media.png(1400))
    site = write(tmp_path, {**how_to(), "public/audio/the-harbour.mp3": recording})
    assert build(site).status == 0
    image = channel(site).findall("item")[1].find(f"{ITUNES}image")
    assert image is not None
    assert image.get("href") == "https://radio.example.com/podcast/the-harbour/cover.png"
    folder = site / "public/podcast/the-harbour"
    assert (folder / "cover.png").read_bytes() == media.png(1400)
    assert (folder / "chapters.json").is_file()
    (site / "public/audio/the-harbour.mp3").write_bytes(media.mp3(3))
    assert build(site).status == 0
    assert not folder.exists() or not any(folder.iterdir())


def test_episodes_that_the_feed_cannot_hold_are_said(tmp_path: Path) -> None:
    assert said(
        build(write(tmp_path, {**how_to(), "feedpub.toml": configured().replace("limit = 0", "limit = 1")}))
    ) == ["feedpub.toml:10:1: warning podcast/episodes-cut-off: The feed of the site holds 1 of 2 episodes"]


def test_a_site_whose_feeds_are_not_rss_is_told_that_directories_take_no_other(tmp_path: Path) -> None:
    only = configured().replace("limit = 0", 'limit = 0\nformats = ["json"]')
    assert said(build(write(tmp_path, {**how_to(), "feedpub.toml": only}))) == [
        "feedpub.toml:11:1: warning podcast/no-rss: No feed with the 2 recordings is RSS"
    ]


def test_episodes_whose_length_nobody_knows_are_said_once(tmp_path: Path) -> None:
    junk = {"public/audio/the-harbour.mp3": b"123", "public/audio/the-forest.mp3": b"12"}
    [line] = said(build(write(tmp_path, {**how_to(), **junk})))
    assert line.startswith("content/2025-11-01-the-forest.md: warning podcast/duration-unknown: Of 2 of 2 episodes")


def test_a_recording_now_and_then_makes_no_podcast(tmp_path: Path) -> None:
    more = {
        f"content/{number}.md": f"---\ntitle: T{number}\ndate: 2024-01-0{number}\n---\nW {number}.\n"
        for number in (1, 2, 3)
    }
    ended = build(write(tmp_path, bare(**more)))
    assert (ended.status, said(ended)) == (0, [])
    assert "info podcast/not-described" in build(tmp_path, "--verbose").err


@pytest.mark.parametrize(
    ("line", "said_of"),
    [
        ("guid = 'abc'", "'abc' is no UUID"),
        ("value = { type = 'a', method = 'b', recipients = [] }", "nobody would be paid"),
        ("funding = 'example.com'", "is no web address"),
        ("person = { name = ' ' }", "a person has no name"),
        ("explicit = 'no'", "podcast.explicit is text"),
        ("categories = 'Arts'", "did you mean 'category'?"),
    ],
)
def test_a_mistake_in_the_table_is_told_with_its_line(tmp_path: Path, line: str, said_of: str) -> None:
    settings = f'[site]\nurl = "https://example.com/"\n[podcast]\n{line}\n'
    ended = build(write(tmp_path, {**how_to(), "feedpub.toml": settings}))
    assert ended.status == 2
    assert "feedpub.toml:4:" in ended.err
    assert said_of in ended.err


# Sites of other generators, as themes have them


def feed_of(folder: Path) -> ET.Element:
    """Return the item of the only feed in RSS of a site."""
    [path] = [path for path in (folder / "public").rglob("*.xml") if b"<itunes:" in path.read_bytes()][:1]
    found = ET.parse(path).find("channel/item")
    assert found is not None
    return found


def test_a_site_of_castanet_gives_its_episodes(tmp_path: Path) -> None:
    settings = (
        'baseURL = "https://hugo.example/"\ntitle = "Show"\n[params]\nmedia_prefix = "https://cdn.example/show/"\n'
    )
    front = (
        'title = "One"\nPublishDate = "2020-04-25T04:09:45-05:00"\ndate = "2020-04-25"\npodcast_file = "1.mp3"\n'
        'podcast_duration = "1:02:03"\npodcast_bytes = "111"\nepisode_image = "img/episode/1.jpg"\nguests = ["jdoe"]\n'
        'episode = "1"\nexplicit = "no"\n'
    )
    files = {"hugo.toml": settings, "content/episode/1.md": f"+++\n{front}+++\nWords.\n"}
    ended = build(write(tmp_path, files))
    assert ended.status == 0, ended.err
    item = feed_of(tmp_path)
    enclosure, image = item.find("enclosure"), item.find(f"{ITUNES}image")
    assert enclosure is not None
    assert image is not None
    assert enclosure.attrib == {"url": "https://cdn.example/show/1.mp3", "length": "111", "type": "audio/mpeg"}
    assert item.findtext(f"{ITUNES}duration") == "3723"
    assert item.findtext(f"{ITUNES}episode") == "1"
    assert item.findtext(f"{ITUNES}explicit") == "false"


def test_a_site_of_jekyll_octopod_gives_its_episodes(tmp_path: Path) -> None:
    front = (
        "title: Episode 0\nlayout: post\nexplicit: 'no'\nduration: '0:03:13'\naudio:\n  mp3: /episodes/e0.mp3\n"
        "  ogg: /episodes/e0.ogg\nfilesize:\n  mp3: 123456\nchapters:\n  - '00:00:00.000 Intro.'\n"
        "  - '00:02:45.000 Outro.'\n"
    )
    files: dict[str, str | bytes] = {
        "_config.yml": "title: Show\nurl: https://jekyll.example\n",
        "_posts/2020-01-01-e0.md": f"---\n{front}---\nWords.\n",
        "episodes/e0.ogg": b"1234",
    }
    ended = build(write(tmp_path, files), "--out", str(tmp_path / "public"))
    assert ended.status == 0, ended.err
    item = feed_of(tmp_path)
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert (enclosure.get("url"), enclosure.get("length")) == ("https://jekyll.example/episodes/e0.mp3", "123456")
    assert item.findtext(f"{ITUNES}duration") == "193"
    assert item.find(f"{PODCAST}chapters") is not None


def test_a_site_of_zola_has_its_keys_in_extra(tmp_path: Path) -> None:
    front = 'title = "One"\ndate = 2020-01-01\n[extra]\naudio_file = "/audio/1.mp3"\nduration = "3:13"\nepisode = 4\n'
    files: dict[str, str | bytes] = {
        "config.toml": 'base_url = "https://zola.example"\ntitle = "Show"\ngenerate_feeds = true\n',
        "content/blog/_index.md": "+++\n+++\n",
        "content/blog/one.md": f"+++\n{front}+++\nWords.\n",
        "static/audio/1.mp3": b"12345",
        "feedpub.toml": '[site]\nurl = "https://zola.example/"\n[feeds]\nformats = ["rss"]\nrss = "rss.xml"\n',
    }
    ended = build(write(tmp_path, files))
    assert ended.status == 0, ended.err
    item = feed_of(tmp_path)
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert (enclosure.get("url"), enclosure.get("length")) == ("https://zola.example/audio/1.mp3", "5")
    assert (item.findtext(f"{ITUNES}duration"), item.findtext(f"{ITUNES}episode")) == ("193", "4")


def test_a_file_that_a_generator_has_lost_is_a_warning(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Show\nurl: https://jekyll.example\n",
        "_posts/2020-01-01-e0.md": "---\ntitle: A\naudio: /gone.mp3\nduration: soon\n---\nWords.\n",
    }
    ended = build(write(tmp_path, files))
    assert ended.status == 0
    assert sorted(line.split()[2] for line in said(ended)) == ["post/enclosure-missing:", "post/wrong-type:"]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("one.mp3", "https://media.example/show/one.mp3"),
        ("s1/one.mp3", "https://media.example/show/s1/one.mp3"),
        ("/one.mp3", "https://example.com/one.mp3"),
        ("https://cdn.example/one.mp3", "https://cdn.example/one.mp3"),
    ],
)
def test_names_of_files_stand_behind_what_the_site_has_before_them(tmp_path: Path, written: str, url: str) -> None:
    settings = '[site]\nurl = "https://example.com/"\n[content]\nmedia_prefix = "https://media.example/show/"\n'
    post = f"---\ntitle: A\ndate: 2025-01-01\naudio: {{url: '{written}', length: 9, duration: 9}}\n---\nWords.\n"
    assert build(write(tmp_path, {"feedpub.toml": settings, "content/a.md": post})).status == 0
    enclosure = channel(tmp_path).find("item/enclosure")
    assert enclosure is not None
    assert enclosure.get("url") == url
