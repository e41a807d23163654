"""Feeds of terms, moves, and builds that know the last one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests import media
from tests.podcast.sites import ITUNES, PODCAST, build, channel, configured, how_to
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path


TWO_KINDS = {
    f"content/{day}-{name}.md": f"---\ntitle: {name}\ncategories: [{category}]\n{audio}---\nOf the {name}.\n"
    for day, name, category, audio in (
        ("2025-10-01", "the-harbour", "Sea", "audio: /audio/the-harbour.mp3\n"),
        ("2025-11-01", "the-forest", "Land", "audio: /audio/the-forest.mp3\n"),
        ("2025-11-02", "the-news", "News", ""),
    )
}


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
