"""What feeds and sitemaps name is compared with the files they are published among."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import media
from tests.validator.rules.site.sites import atom, put, rss, said, said_of_one, sitemap

if TYPE_CHECKING:
    from pathlib import Path

_GONE = "https://example.com/gone.jpg"
_THERE = "https://example.com/a%20b.jpg"


@pytest.mark.parametrize(
    "inside",
    [
        '<enclosure url="{}" length="1" type="image/jpeg"/>',
        '<media:content url="{}"/>',
        '<media:content url="https://elsewhere.example/1.jpg"><media:thumbnail url="{}"/></media:content>',
        '<itunes:image href="{}"/>',
        '<podcast:transcript url="{}" type="text/vtt"/>',
        '<podcast:alternateEnclosure type="image/jpeg"><podcast:source uri="{}"/></podcast:alternateEnclosure>',
        '<podcast:person img="{}">Ann</podcast:person>',
        '<atom:link rel="enclosure" href="{}"/>',
    ],
)
def test_a_file_that_an_item_names_is_looked_for(tmp_path: Path, inside: str) -> None:
    put(tmp_path, {"index.html": "", "a b.jpg": "x", "feed.xml": rss(inside.format(_GONE))})
    assert said(tmp_path, "site/file-missing") == [f'2: There is no file "gone.jpg" for "{_GONE}".']
    put(tmp_path, {"feed.xml": rss(inside.format(_THERE))})
    assert said(tmp_path, "site/file-missing") == []


@pytest.mark.parametrize("key", ["image", "banner_image", "attachment"])
def test_a_file_that_a_json_feed_names_is_looked_for(tmp_path: Path, key: str) -> None:
    item: dict[str, object] = {"id": "1", "content_text": "a"}
    item |= {"attachments": [{"url": _GONE, "mime_type": "image/jpeg"}]} if key == "attachment" else {key: _GONE}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [item]}
    put(tmp_path, {"index.html": "", "feed.json": json.dumps(feed)})
    assert said(tmp_path, "site/file-missing") == [f'1: There is no file "gone.jpg" for "{_GONE}".']


def test_a_picture_of_a_sitemap_is_looked_for(tmp_path: Path) -> None:
    pictures = [f"<image:image><image:loc>{url}</image:loc></image:image>" for url in (_THERE, _GONE)]
    entries = [f"<loc>https://example.com/{number}</loc>{one}" for number, one in enumerate(pictures)]
    put(tmp_path, {"0.html": "", "1.html": "", "a b.jpg": "x", "sitemap.xml": sitemap(*entries)})
    assert said(tmp_path, "site/file-missing") == [f'3: There is no file "gone.jpg" for "{_GONE}".']


def test_a_picture_of_a_sitemap_that_we_wrote_is_looked_for(tmp_path: Path) -> None:
    picture = "    <image:image>\n      <image:loc>{}</image:loc>\n    </image:image>\n"
    entry = "  <url>\n    <loc>https://example.com/{}</loc>\n{}  </url>\n"
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
        + "".join(entry.format(number, picture.format(_GONE if number else _THERE)) for number in range(3))
        + "</urlset>\n"
    )
    put(tmp_path, {"index.html": "", "a b.jpg": "x", "sitemap.xml": text})
    assert len(said(tmp_path, "site/file-missing")) == 2


def test_files_elsewhere_and_folders_without_pages_are_not_looked_at(tmp_path: Path) -> None:
    put(tmp_path, {"feed.xml": rss(f'<media:content url="{_GONE}"/>')})
    assert said(tmp_path, "site/file-missing") == []
    put(tmp_path, {"index.html": "", "feed.xml": rss('<media:content url="https://cdn.example.com/gone.jpg"/>')})
    assert said(tmp_path, "site/file-missing") == []


def test_the_page_of_an_item_is_looked_for(tmp_path: Path) -> None:
    put(tmp_path, {"1/index.html": "", "2.html": "", "3": "x"})
    for link in ("1/", "1", "2", "2.html", "3", "1/?a=b#c"):
        put(tmp_path, {"feed.xml": rss(f"<link>https://example.com/{link}</link>")})
        assert said(tmp_path, "site/page-missing") == []
    put(tmp_path, {"feed.xml": rss("<link>https://example.com/4/</link>"), "feed.atom": atom('<link href="/5"/>')})
    assert said(tmp_path, "site/page-missing") == [
        '2: There is no file "5" for "/5".',
        '2: There is no file "4/" for "https://example.com/4/".',
    ]


def test_what_the_text_of_an_item_shows_is_looked_for(tmp_path: Path) -> None:
    text = (
        f'&lt;img src="{_GONE}"> &lt;img srcset="{_THERE} 1x, https://example.com/2x.jpg 2x"> &lt;a href="https://example.com/">'
        '&lt;/a> &lt;!-- &lt;img src="https://example.com/hidden.jpg"> -->'
    )
    put(tmp_path, {"index.html": "", "a b.jpg": "x", "feed.xml": rss(f"<description>{text}</description>")})
    expected = f'2: <description> names what is not on the site: "{_GONE}", "https://example.com/2x.jpg".'
    assert said(tmp_path, "site/content-file-missing") == [expected]
    html = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><img src="https://example.com/x"/></div></content>'
    put(tmp_path, {"feed.xml": atom(html)})
    expected = '2: <content> names what is not on the site: "https://example.com/x".'
    assert said(tmp_path, "site/content-file-missing") == [expected]


@pytest.mark.parametrize(
    "inside",
    [
        '<enclosure url="{}" length="99" type="audio/mpeg"/>',
        '<media:content url="{}" fileSize="99"/>',
        '<atom:link rel="enclosure" href="{}" length="99"/>',
        '<podcast:alternateEnclosure length="99"><podcast:source uri="{}"/></podcast:alternateEnclosure>',
    ],
)
def test_the_length_of_a_file_is_compared(tmp_path: Path, inside: str) -> None:
    put(tmp_path, {"1.mp3": "x" * 98, "2.mp3": "x" * 99})
    put(tmp_path, {"feed.xml": rss(inside.format("https://example.com/1.mp3"))})
    expected = ['2: The length is 99, and the file "1.mp3" has 98 bytes.']
    assert said(tmp_path, "site/length-unlike-file") == expected
    assert said_of_one(tmp_path, "feed.xml", "site/length-unlike-file") == expected
    put(tmp_path, {"feed.xml": rss(inside.format("https://example.com/2.mp3"))})
    assert said(tmp_path, "site/length-unlike-file") == []


def test_the_length_that_a_json_feed_states_is_compared(tmp_path: Path) -> None:
    attachments = [
        {"url": "https://example.com/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": size} for size in (98, 99)
    ]
    items = [{"id": "1", "content_text": "a", "attachments": attachments}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}
    put(tmp_path, {"1.mp3": "x" * 98, "feed.json": json.dumps(feed, indent=1)})
    assert said(tmp_path, "site/length-unlike-file") == ['17: The length is 99, and the file "1.mp3" has 98 bytes.']


@pytest.mark.parametrize(
    ("picture", "wrong"),
    [
        (media.png(1400), ""),
        (media.jpeg(3000, 3000), ""),
        (media.png(640), "has 640 × 640 pixels, and not 1400 to 3000"),
        (b"GIF89a", "is a GIF, and no JPEG or PNG"),
        (b"", ""),
    ],
)
def test_a_cover_of_the_site_is_measured(tmp_path: Path, picture: bytes, wrong: str) -> None:
    feed = rss("<title>A</title>").replace("<item>", '<itunes:image href="https://example.com/c.png"/><item>')
    put(tmp_path, {"feed.xml": feed})
    (tmp_path / "c.png").write_bytes(picture)
    assert said(tmp_path, "site/cover-unfit") == ([f'2: The cover "c.png" {wrong}.'] if wrong else [])
