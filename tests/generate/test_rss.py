"""What only RSS has, or has in its own way."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from feedpub.generate.rss import generate
from feedpub.model.records import Author, Enclosure, Image
from tests import builders
from tests.generate.reading import ATOM, CONTENT, MEDIA, root

if TYPE_CHECKING:
    from typing import Any
    from xml.etree import ElementTree as ET

    from feedpub.model.records import Item


def channel(**of_site: Any) -> ET.Element:  # noqa: ANN401 - any field of a site
    found = root(generate(builders.feed(of=builders.site(**of_site)))).find("channel")
    assert found is not None
    return found


def first(item: Item) -> ET.Element:
    found = root(generate(builders.feed([item]))).find("channel/item")
    assert found is not None
    return found


def test_the_document_begins_with_its_declaration_and_style_sheet() -> None:
    lines = generate(builders.feed(of=builders.site(stylesheet='/a"&b.css'))).data.decode().splitlines()
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1] == '<?xml-stylesheet type="text/css" href="/a&quot;&amp;b.css"?>'


def test_without_a_style_sheet_the_root_follows_the_declaration() -> None:
    assert generate(builders.feed(of=builders.site(stylesheet=""))).data.splitlines()[1].startswith(b"<rss ")


def test_the_link_of_the_channel_is_the_home_page() -> None:
    assert channel().findtext("link") == "https://example.com/"


@pytest.mark.parametrize(
    ("address", "port", "path"),
    [
        ("http://rpc.example.com:5337/pleaseNotify", "5337", "/pleaseNotify"),
        ("http://rpc.example.com", "80", "/"),
        ("https://rpc.example.com/a", "443", "/a"),
    ],
)
def test_a_cloud_is_declared_by_the_parts_of_its_address(address: str, port: str, path: str) -> None:
    [cloud] = channel(cloud=address).iterfind("cloud")
    assert cloud.attrib == {
        "domain": "rpc.example.com",
        "port": port,
        "path": path,
        "registerProcedure": "",
        "protocol": "http-post",
    }


def test_self_and_hub_are_atom_links() -> None:
    links = [each.attrib for each in channel(hub="https://hub.example/").iterfind(f"{ATOM}link")]
    assert links == [
        {"href": "https://example.com/rss.xml", "rel": "self", "type": "application/rss+xml"},
        {"href": "https://hub.example/", "rel": "hub"},
    ]


def test_the_head_says_what_is_known_and_nothing_else() -> None:
    head = root(generate(builders.feed(by=builders.spec(language="")))).iterfind("channel/*")
    names = [each.tag for each in head if each.tag != "item"]
    assert names == ["title", "link", "description", f"{ATOM}link", "docs", "generator", "lastBuildDate", "pubDate"]


def test_the_last_build_is_the_newest_update() -> None:
    items = [builders.item(builders.post("a")), builders.item(builders.post("b", updated=builders.at(5)))]
    assert root(generate(builders.feed(items))).findtext("channel/lastBuildDate") == "Wed, 26 Jun 2024 01:00:00 GMT"


def test_the_generator_has_no_version() -> None:
    assert channel().findtext("generator") == "feedpub"


def test_the_logo_is_the_image_with_the_title_and_link_of_the_channel() -> None:
    image = channel(logo="https://example.com/l.png").find("image")
    assert image is not None
    assert [(each.tag, each.text) for each in image] == [
        ("url", "https://example.com/l.png"),
        ("title", "Example"),
        ("link", "https://example.com/"),
    ]


def test_a_feed_without_description_describes_itself_by_its_title() -> None:
    feed = builders.feed(by=builders.spec(description=""))
    assert root(generate(feed)).findtext("channel/description") == "Example"


def test_markup_in_a_title_is_written_as_numbers() -> None:
    item = builders.item(builders.post(title="<b> & AT&T"))
    assert b"<title>&#x3C;b&#x3E; &#x26; AT&#x26;T</title>" in generate(builders.feed([item])).data


def test_a_guid_is_a_permalink_only_when_it_is_the_url() -> None:
    post = builders.post()
    guids = [first(builders.item(post, id=each)).find("guid") for each in (post.url, "urn:x:1")]
    assert [None if each is None else each.attrib for each in guids] == [
        {"isPermaLink": "true"},
        {"isPermaLink": "false"},
    ]


@pytest.mark.parametrize(
    ("summary", "description"),
    [
        ("1 < 2 & <b>", "1 < 2 & &lt;b>"),
        ("R&D, Fish & chips, 1<2, a > b", None),
        ("if a<b && c<d", "if a&lt;b && c&lt;d"),
        ("</b> <!-- <?x", "&lt;/b> &lt;!-- &lt;?x"),
        ("&nbsp; &copy2020 &#65; &#xA; &lt &AMP", "&amp;nbsp; &amp;copy2020 &amp;#65; &amp;#xA; &amp;lt &amp;AMP"),
    ],
)
def test_of_the_summary_that_is_escaped_what_html_would_misread(summary: str, description: str | None) -> None:
    made = first(builders.item(summary=summary)).findtext("description") or ""
    assert made == (summary if description is None else description)
    assert html.unescape(made) == summary


def test_the_description_stands_before_the_text() -> None:
    names = [each.tag for each in first(builders.item())]
    assert names.index("description") < names.index(f"{CONTENT}encoded")


def test_text_without_summary_is_still_the_text() -> None:
    item = first(builders.item(summary="", html="<img src='https://example.com/a.png'>"))
    assert item.find("description") is None
    assert item.findtext(f"{CONTENT}encoded") == "<img src='https://example.com/a.png'>"


def test_a_feed_of_summaries_has_no_text() -> None:
    assert first(builders.item(html="")).find(f"{CONTENT}encoded") is None


def test_an_update_is_told_when_it_was_declared() -> None:
    assert first(builders.item()).find(f"{ATOM}updated") is None
    item = builders.item(builders.post(updated=builders.at(0)))
    assert first(item).findtext(f"{ATOM}updated") == "2024-06-21T01:00:00Z"


def test_no_address_of_e_mail_is_published() -> None:
    author = Author(name="Ada", email="ada@example.com")
    feed = builders.feed([builders.item(builders.post(authors=(author,)))], of=builders.site(authors=(author,)))
    assert b"ada@example.com" not in generate(feed).data


def test_one_enclosure_stands_in_an_item_and_the_others_as_media() -> None:
    files = tuple(Enclosure(url=f"https://example.com/{name}.mp3", length=7, type="audio/mpeg") for name in "ab")
    item = first(builders.item(builders.post(enclosures=files)))
    assert [each.attrib for each in item.iterfind("enclosure")] == [
        {"url": "https://example.com/a.mp3", "length": "7", "type": "audio/mpeg"}
    ]
    assert [each.attrib for each in item.iterfind(f"{MEDIA}content")] == [
        {"url": "https://example.com/b.mp3", "fileSize": "7", "type": "audio/mpeg"}
    ]


def test_the_picture_is_content_and_thumbnail_with_what_is_known_of_it() -> None:
    image = Image(url="https://example.com/a.png", type="image/png", length=9, width=3, height=2)
    item = first(builders.item(builders.post(image=image)))
    content, thumbnail = item.find(f"{MEDIA}content"), item.find(f"{MEDIA}thumbnail")
    assert content is not None
    assert thumbnail is not None
    size = {"url": image.url, "width": "3", "height": "2"}
    assert content.attrib == {**size, "fileSize": "9", "type": "image/png", "medium": "image"}
    assert thumbnail.attrib == size
