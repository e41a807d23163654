"""The sites of these tests: that of the how-to, and the bare one of a complaint."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests import media
from tests.running import Ended, feedpub

if TYPE_CHECKING:
    from collections.abc import Mapping

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "publish-a-podcast.md"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"


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


def configured(*lines: str) -> str:
    """Return the configuration of the how-to with further lines in `[podcast]`, and then further tables."""
    return str(how_to()["feedpub.toml"]) + "".join(f"{line}\n" for line in lines)


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


def build(folder: Path, *arguments: str) -> Ended:
    return feedpub("build", *arguments, cwd=folder)


def said(ended: Ended) -> list[str]:
    """Return the lines that begin a warning or an error."""
    return [line for line in ended.err.splitlines() if re.search(r" (?:warning|error) ", line)]


def channel(folder: Path, path: str = "rss.xml") -> ET.Element:
    found = ET.parse(folder / "public" / path).find("channel")
    assert found is not None
    return found
