"""The post that was handed to the project as its first input, read from where it lies beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.running import SITE, feedpub, write

SEED = Path(__file__).parents[2] / "shared" / "seed" / "000_bfeacd3845dcb815.txt"
MEDIA = "{http://search.yahoo.com/mrss/}"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed lies beside the checkout only")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Return the folder that a build of the seed, with a date in its name, publishes."""
    write(tmp_path / "site", {"2024-06-22-moscow.md": SEED.read_bytes()})
    ended = feedpub("build", "site", "--url", "https://example.com", "--out", "out", cwd=tmp_path)
    assert ended.status == 0, ended.err
    assert "error" not in ended.err
    return tmp_path / "out"


def front_matter() -> dict[str, str]:
    """Return what the seed's head says, read without our own code."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    head = lines[1 : lines.index("---", 1)]
    found = {line.partition(":")[0]: line.partition(":")[2].strip().strip("\"'") for line in head if line[:1].isalpha()}
    excerpt = head[head.index("excerpt: >") + 1].strip()
    return {**found, "excerpt": excerpt}


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "category/news/rss.xml", "category/news/atom.xml"])
def test_feedparser_reads_the_seed_whole(public: Path, name: str) -> None:
    said = front_matter()
    feed: Any = feedparser.parse((public / name).read_bytes())
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title == said["title"]
    assert [tag.term for tag in entry.tags] == ["News"]
    assert entry.summary == said["excerpt"]
    (content,) = entry.content
    assert content.value.count("<table") == 2
    assert content.value.count("</table>") == 2
    assert said["image"] in content.value
    assert entry.published_parsed[:6] == (2024, 6, 22, 0, 0, 0)


def test_the_image_stands_in_the_sitemap_and_in_media_content(public: Path) -> None:
    image = front_matter()["image"]
    assert image.startswith("https://")
    sitemap = ET.parse(public / "sitemap.xml")
    assert image in [each.text for each in sitemap.iterfind("s:url/i:image/i:loc", NAMES)]
    for name in ("rss.xml", "atom.xml"):
        contents = ET.parse(public / name).iter(f"{MEDIA}content")
        assert [each.get("url") for each in contents] == [image]


def test_without_a_date_the_seed_is_in_the_sitemap_only_and_is_told_how_to_get_one(tmp_path: Path) -> None:
    configuration = '[site]\nurl = "https://example.com/"\n[content]\nextensions = [".md", ".txt"]\n'
    write(tmp_path, {"feedpub.toml": configuration, SEED.name: SEED.read_bytes()})
    ended = feedpub("build", cwd=tmp_path)
    assert ended.status == 0
    assert sorted(path.name for path in (tmp_path / "public").iterdir()) == ["robots.txt", "sitemap.xml"]
    urls = ET.parse(tmp_path / "public" / "sitemap.xml").findall("s:url", NAMES)
    (ours,) = [each for each in urls if "bfeacd3845dcb815" in each.findtext("s:loc", "", NAMES)]
    assert ours.find("s:lastmod", NAMES) is None
    assert f"{SEED.name}:1:1: warning post/no-date" in ended.err
    assert "`date: YYYY-MM-DD`" in ended.err


def test_building_the_seed_again_touches_nothing(public: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in public.rglob("*")}
    ended = feedpub("build", "site", *SITE, "--out", "out", cwd=tmp_path)
    assert ended.status == 0
    assert {path: path.stat().st_mtime_ns for path in public.rglob("*")} == before
