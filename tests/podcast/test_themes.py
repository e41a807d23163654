"""Sites of other generators, as themes for podcasts have them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.podcast.sites import ITUNES, PODCAST, build, channel, said
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path


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
