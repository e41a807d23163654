"""Rules over what a feed or sitemap names and the files it is published among: pages, pictures, recordings.

They say nothing of a document whose place is not known, nor of addresses that lie elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.content import artwork
from feedpub.model.records import Kind, Level
from feedpub.text.xml import Element
from feedpub.validator.bases import base_of
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import HOLDERS, addresses_of, called
from feedpub.validator.rules.link.attributes import relation
from feedpub.validator.rules.site import view
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.validator.document import JsonNode, ParsedDocument, PublishedFiles
    from feedpub.validator.rule import Node

_FEEDS = frozenset({Kind.RSS, Kind.ATOM, Kind.JSONFEED})
_FEEDS_AND_SITEMAPS = _FEEDS | {Kind.SITEMAP}

_FILES = {
    "item/enclosure": "url",
    "media:content": "url",
    "media:thumbnail": "url",
    "itunes:image": "href",
    "image/url": "",
    "podcast:transcript": "url",
    "podcast:chapters": "url",
    "podcast:trailer": "url",
    "podcast:source": "uri",
    "podcast:image": "href",
    "podcast:person": "img",
    "atom:icon": "",
    "atom:logo": "",
    "atom:content": "src",
    "image:loc": "",
    "video:thumbnail_loc": "",
    "video:content_loc": "",
}
_FILES_IN_JSON = (
    *("$.icon", "$.favicon", "$.items[].image", "$.items[].banner_image", "$.items[].attachments[].url"),
    *("$.author.avatar", "$.authors[].avatar", "$.items[].author.avatar", "$.items[].authors[].avatar"),
)
_PAGES = ("channel/link", "item/link", "item/comments", "$.home_page_url", "$.items[].url", "$.items[].external_url")
_LENGTHS = {
    "item/enclosure": ("url", "length"),
    "atom:link": ("href", "length"),
    "media:content": ("url", "fileSize"),
    "podcast:trailer": ("url", "length"),
}
_BY_NAME = {name.rpartition("/")[2]: attribute for name, attribute in _FILES.items()}
_LENGTH_OF = {name.rpartition("/")[2]: names for name, names in _LENGTHS.items()}
_MORE = 3
"""Addresses of one text that a message names."""


def _address(node: Node, attribute: str) -> str:
    """Return what an attribute says, or the text of an element, or a value of JSON."""
    if not isinstance(node, Element):
        return node.value.strip() if isinstance(node.value, str) else ""
    return (node.get(attribute) or "" if attribute else node.text).strip()


def _whole(node: Node, address: str, document: ParsedDocument) -> str:
    """Return an address in full; those of Atom may be relative."""
    is_atom = isinstance(node, Element) and node.name.startswith("atom:")
    return uris.resolve(base_of(node, document.url), address) if is_atom and isinstance(node, Element) else address


def _named_file(node: Node) -> Iterator[tuple[str, str]]:
    """Return the attribute and the address by which an element names a file."""
    if not isinstance(node, Element):
        yield "", _address(node, "")
    elif node.name != "atom:link":
        attribute = _BY_NAME[node.name]
        yield attribute, _address(node, attribute)
    elif relation(node) in {"enclosure", "icon", "preview"}:
        yield "href", _address(node, "href")


def _named_page(node: Node) -> Iterator[tuple[str, str]]:
    """Return the attribute and the address by which an element names a page."""
    if not isinstance(node, Element) or node.name != "atom:link":
        yield "", _address(node, "")
    elif relation(node) in {"alternate", "related", "replies"}:
        yield "href", _address(node, "href")


def _absent(files: PublishedFiles, url: str) -> str:
    """Return the path of a file that an address of the site should lead to and that is not there; else ""."""
    path = view.path_of(files, url)
    return path if path and not view.exists(files, path) and not files.has_file(path) else ""


def _missing(
    node: Node, document: ParsedDocument, named: Callable[[Node], Iterator[tuple[str, str]]], hint: str
) -> Iterator[Found]:
    if document.files is None or not document.files.has_pages():
        return
    for attribute, address in named(node):
        if absent := _absent(document.files, _whole(node, address, document)):
            text = f'There is no file "{absent}" for "{address}".'
            yield Found(text=text, attribute=attribute, found=address, hint=hint)


@rule(
    "site/file-missing",
    Level.WARNING,
    on=(*_FILES, "atom:link", *_FILES_IN_JSON),
    spec="agreement of a feed and the files of its site",
    kinds=_FEEDS_AND_SITEMAPS,
    needs_document=True,
)
def file_missing(node: Node, document: ParsedDocument) -> Iterator[Found]:
    """A picture, a recording or another file of the site that the document names does not exist.

    Players get an error in its place, podcast directories drop the episode, and there is no picture to see.
    Nothing is said about a folder without any HTML page, or of files that lie elsewhere.

    ```site bad
    --- index.html
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": "a",
    "image": "https://example.com/pictures/1.jpg"}]}
    ```
    ```site bad
    --- index.html
    --- feed.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><enclosure url="https://example.com/1.mp3" length="5000" type="audio/mpeg"/></item>
    </channel></rss>
    ```
    ```site good
    --- index.html
    --- pictures/1.jpg
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": "a",
    "image": "https://example.com/pictures/1.jpg"}]}
    ```
    """
    return _missing(node, document, _named_file, "Publish the file, or correct the address: capitals count.")


@rule(
    "site/page-missing",
    Level.WARNING,
    on=(*_PAGES, "atom:link"),
    spec="agreement of a feed and the files of its site",
    kinds=_FEEDS,
    needs_document=True,
)
def page_missing(node: Node, document: ParsedDocument) -> Iterator[Found]:
    """The page of an item, or of the feed, does not exist on the site.

    Who clicks on the title gets "not found". Nothing is said about a folder without any HTML page.

    ```site bad
    --- index.html
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": "a",
    "url": "https://example.com/2026/one/"}]}
    ```
    ```site good
    --- 2026/one/index.html
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1", "content_text": "a",
    "url": "https://example.com/2026/one/"}]}
    ```
    """
    return _missing(node, document, _named_page, "Publish the page, correct the address, or take the item out.")


@rule(
    "site/content-file-missing",
    Level.WARNING,
    on=HOLDERS,
    spec="agreement of a feed and the files of its site",
    kinds=_FEEDS,
    needs_document=True,
)
def content_file_missing(node: Node, document: ParsedDocument) -> Iterator[Found]:
    """The content of an item shows or leads to a file of the site that does not exist.

    Readers show a broken picture, or the link leads to "not found". Nothing is said about a folder without any HTML
    page.

    ```site bad
    --- index.html
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1",
    "content_html": "<img src='https://example.com/lake.jpg' alt='A lake'>"}]}
    ```
    ```site good
    --- index.html
    --- lake.jpg
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1",
    "content_html": "<img src='https://example.com/lake.jpg' alt='A lake'>"}]}
    ```
    """
    files = document.files
    if files is None or not files.has_pages():
        return
    absent = dict.fromkeys(url for _, _, url in addresses_of(node) if _absent(files, url))
    if absent:
        shown = ", ".join(f'"{url[:100]}"' for url in list(absent)[:_MORE])
        more = f" and {len(absent) - _MORE} more" if len(absent) > _MORE else ""
        text = f"{called(node)} names what is not on the site: {shown}{more}."
        yield Found(text=text, found=next(iter(absent)), hint="Publish the file, or correct the address.")


@rule(
    "site/cover-unfit",
    Level.WARNING,
    on="itunes:image",
    spec="A Podcaster's Guide to RSS (Apple), itunes:image; PSP-1, itunes:image",
    kinds=frozenset({Kind.RSS}),
    needs_document=True,
)
def cover_unfit(image: Element, document: ParsedDocument) -> Iterator[Found]:
    """The cover of a podcast, a file of the site, is no square JPEG or PNG of 1400 to 3000 pixels in RGB.

    Apple Podcasts refuses the show; of an episode, it shows the cover of the show.

    ```site bad
    --- feed.xml
    <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description><itunes:image href="https://example.com/c.png"/>
    </channel></rss>
    --- c.png
    GIF89a, whatever its name says
    ```
    ```site good
    --- feed.xml
    <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description>
    <itunes:image href="https://elsewhere.example/c.png"/></channel></rss>
    ```
    """
    files = document.files
    address = (image.get("href") or "").strip()
    path = view.path_of(files, address) if files is not None else None
    data = files.read(path) if files is not None and path else b""
    if data and (wrong := tuple(artwork.faults(artwork.measured(data)))):
        text = f'The cover "{path}" {", and ".join(wrong)}.'
        hint = "Publish a square .jpg or .png of 1400 to 3000 pixels in RGB; 3000 are best."
        yield Found(text=text, attribute="href", found=address, hint=hint)


def _lengths(node: Node) -> Iterator[tuple[Node, str, str, str]]:
    """Return where a length is stated, in which attribute, what it says, and the address of the file."""
    if not isinstance(node, Element):
        yield from _lengths_in_json(node)
    elif node.name == "podcast:alternateEnclosure":
        for source in node.all("podcast:source"):
            yield node, "length", node.get("length") or "", _address(source, "uri")
    else:
        address, attribute = _LENGTH_OF[node.name]
        yield node, attribute, node.get(attribute) or "", _address(node, address)


def _lengths_in_json(node: JsonNode) -> Iterator[tuple[Node, str, str, str]]:
    size, url = node.child("size_in_bytes"), node.child("url")
    if size is not None and url is not None and isinstance(size.value, int) and not isinstance(size.value, bool):
        yield size, "", str(size.value), _address(url, "")


@rule(
    "site/length-unlike-file",
    Level.WARNING,
    on=(*_LENGTHS, "podcast:alternateEnclosure", "$.items[].attachments[]"),
    spec="RSS 2.0, enclosure; RFC 4287 section 4.2.7.6; JSON Feed 1.1, attachments",
    kinds=_FEEDS,
    needs_document=True,
)
def length_unlike_file(node: Node, document: ParsedDocument) -> Iterator[Found]:
    """The length of an enclosure is not that of the file, which lies on the site.

    Podcast apps show it as the size of the download, reserve that much, and seek wrongly or stop there.

    ```site bad
    --- feed.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><enclosure url="https://example.com/1.mp3" length="99" type="audio/mpeg"/></item>
    </channel></rss>
    --- 1.mp3
    la la la
    ```
    ```site good
    --- feed.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><enclosure url="https://example.com/1.mp3" length="9" type="audio/mpeg"/></item>
    </channel></rss>
    --- 1.mp3
    la la la
    ```
    """
    files = document.files
    if files is None:
        return
    for at, attribute, stated, address in _lengths(node):
        path = view.path_of(files, _whole(node, address, document))
        size = files.size(path) if path else None
        said = stated.strip()
        if size is not None and said.isdecimal() and said.lstrip("0") != str(size).lstrip("0"):
            text = f'The length is {said[:20]}, and the file "{path}" has {size} bytes.'
            yield Found(text=text, at=at, attribute=attribute, found=stated, hint=f'Write "{size}".')
