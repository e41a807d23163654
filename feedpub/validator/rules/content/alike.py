"""Items of a feed that should differ and do not: one page, one file, one title or one moment for all.

Each item is right by itself; that a template writes the same into all of them is seen only over the whole feed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.model.records import Level
from feedpub.text import syndication
from feedpub.text.xml import Element
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import FEEDS
from feedpub.validator.values import media_types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedpub.validator.document import JsonNode, ParsedDocument
    from feedpub.validator.rule import Node

_TOPS = ("rss/channel", "atom:feed", "$")
_FEW = 3
"""Items from which on that is no accident."""
_READERS = {"item": syndication.rss_item, "atom:entry": syndication.atom_entry}


class _Item(Struct, frozen=True):
    """An item where it stands. What it says is read when it is asked for: mostly two items tell that they differ."""

    node: Node

    @property
    def says(self) -> syndication.FeedItem:
        """What it says of itself."""
        node = self.node
        return _READERS[node.name](node) if isinstance(node, Element) else syndication.json_item(node.value)

    @property
    def files(self) -> Iterator[str]:
        """The addresses of its recordings."""
        return _files(self.node) if isinstance(self.node, Element) else _attached(self.node.value.get("attachments"))


@rule("content/links-all-alike", Level.WARNING, on=_TOPS, spec="practice of readers", kinds=FEEDS)
def links_all_alike(top: Node, _document: ParsedDocument) -> Iterator[Found]:
    """All items of the feed lead to one page.

    Whoever opens a post gets the same page each time, the home page as a rule; readers that know posts by their address
    take all for one.

    ```xml bad in=channel
    <item><title>One</title><link>https://example.com/</link></item>
    <item><title>Two</title><link>https://example.com/</link></item>
    <item><title>Three</title><link>https://example.com/</link></item>
    ```
    ```xml good in=channel
    <item><title>One</title><link>https://example.com/1</link></item>
    <item><title>Two</title><link>https://example.com/2</link></item>
    <item><title>Three</title><link>https://example.com/3</link></item>
    ```
    """
    items = _items(top)
    link = _shared(items, lambda says: says.link)
    if link:
        text = f'All {len(items)} items lead to "{link}".'
        yield Found(text=text, at=items[0].node, found=link, hint="Link each item to the page of its post.")


@rule("content/titles-of-feed", Level.WARNING, on=_TOPS, spec="practice of readers", kinds=FEEDS)
def titles_of_feed(top: Node, _document: ParsedDocument) -> Iterator[Found]:
    """All items have the title of the feed.

    A list of posts shows nothing else; nobody can tell them apart.

    ```xml bad in=channel
    <title>My site</title>
    <item><title>My site</title></item>
    <item><title>My site</title></item>
    <item><title>My site</title></item>
    ```
    ```xml good in=channel
    <title>My site</title>
    <item><title>One</title></item>
    <item><title>Two</title></item>
    <item><title>Three</title></item>
    ```
    """
    items = _items(top)
    title = _shared(items, lambda says: says.title.strip())
    if title and title == _title(top):
        text = f'All {len(items)} items have the title of the feed, "{title}".'
        yield Found(text=text, at=items[0].node, found=title, hint="Write the title of each post into its item.")


@rule("content/dates-all-alike", Level.INFO, on=_TOPS, spec="practice of readers", kinds=FEEDS)
def dates_all_alike(top: Node, _document: ParsedDocument) -> Iterator[Found]:
    """All items of the feed were published at the same second, if one believes it.

    It is the time of the build as a rule: readers that sort by date mix all posts, and may show old ones as new.

    ```xml bad in=channel
    <item><title>One</title><pubDate>Tue, 05 May 2026 10:00:00 GMT</pubDate></item>
    <item><title>Two</title><pubDate>Tue, 05 May 2026 10:00:00 GMT</pubDate></item>
    <item><title>Three</title><pubDate>Tue, 05 May 2026 10:00:00 GMT</pubDate></item>
    ```
    ```xml good in=channel
    <item><title>One</title><pubDate>Tue, 05 May 2026 10:00:00 GMT</pubDate></item>
    <item><title>Two</title><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate></item>
    <item><title>Three</title><pubDate>Sun, 03 May 2026 10:00:00 GMT</pubDate></item>
    ```
    """
    items = _items(top)
    date = _shared(items, lambda says: says.published)
    if date:
        text = f'All {len(items)} items were published at "{date}".'
        hint = "Write the date of each post, not that of the build."
        yield Found(text=text, at=items[0].node, found=date, hint=hint)


@rule("content/file-of-two-items", Level.WARNING, on=_TOPS, spec="practice of players", kinds=FEEDS)
def file_of_two_items(top: Node, _document: ParsedDocument) -> Iterator[Found]:
    """Two items have the same recording for an enclosure.

    One of them plays the other's recording; some players know recordings by their address and pass over the second.

    ```xml bad in=channel
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="9" type="audio/mpeg"/></item>
    <item><title>Two</title><enclosure url="https://example.com/1.mp3" length="9" type="audio/mpeg"/></item>
    ```
    ```xml good in=channel
    <item><title>One</title><enclosure url="https://example.com/1.mp3" length="9" type="audio/mpeg"/></item>
    <item><title>Two</title><enclosure url="https://example.com/2.mp3" length="9" type="audio/mpeg"/></item>
    ```
    """
    first: dict[str, Node] = {}
    for one in _items(top):
        for file in dict.fromkeys(one.files):
            before = first.setdefault(file, one.node)
            if before is not one.node:
                text = f'The file "{file}" is that of the item on line {before.line}, too.'
                yield Found(text=text, at=one.node, found=file, hint="Name the file of this item.")


@rule("content/home-page-is-feed", Level.WARNING, on=_TOPS, spec="practice of readers", kinds=FEEDS)
def home_page_is_feed(top: Node, document: ParsedDocument) -> Iterator[Found]:
    """The link to the site is the address of the feed itself.

    Who clicks on the name of the site in a reader gets the feed as source text, not the site.

    ```xml bad in=channel
    <link>https://example.com/feed.xml</link><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://example.com/feed.xml"/>
    ```
    ```json bad
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
     "home_page_url": "https://example.com/feed.json", "feed_url": "https://example.com/feed.json"}
    ```
    ```xml good in=channel
    <link>https://example.com/</link><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://example.com/feed.xml"/>
    ```
    """
    home, own = _addresses(top)
    place, address = home
    if place is not None and address in {*own, document.url or ""} - {""}:
        text = f'The site has the address of the feed, "{address}".'
        yield Found(text=text, at=place, found=address, hint="Write the address of the home page.")


def _addresses(top: Node) -> tuple[tuple[Node | None, str], list[str]]:
    """Return where the address of the site stands, and those that the feed says are its own."""
    if not isinstance(top, Element):
        home = top.child("home_page_url")
        return (home, _string(home)), [_string(top.child("feed_url"))]
    links = top.all("atom:link")
    own = [(link.get("href") or "").strip() for link in links if link.get("rel") == "self"]
    if top.name == "channel":
        link = top.child("link")
        return (link, link.text.strip() if link is not None else ""), own
    pages = [link for link in links if link.get("rel") in {None, "alternate"} and _is_of_page(link)]
    return (pages[0], (pages[0].get("href") or "").strip()) if pages else (None, ""), own


def _title(top: Node) -> str:
    if isinstance(top, Element):
        child = top.child("title") or top.child("atom:title")
        return child.text.strip() if child is not None else ""
    return _string(top.child("title")).strip()


def _is_of_page(link: Element) -> bool:
    return link.get("type") in {None, "text/html", "application/xhtml+xml"}


def _shared(items: tuple[_Item, ...], read: Callable[[syndication.FeedItem], str]) -> str:
    """Return what all items say alike, empty where there are few, or one says something else or nothing."""
    if len(items) < _FEW:
        return ""
    value = read(items[0].says)
    return value if value and all(read(one.says) == value for one in items) else ""


@lru_cache(maxsize=1)  # four rules ask, one after the other
def _items(top: Node) -> tuple[_Item, ...]:
    if isinstance(top, Element):
        return tuple(_Item(child) for child in top.children if child.name in _READERS)
    return tuple(map(_Item, _of_json(top)))


def _files(item: Element) -> Iterator[str]:
    """Return the addresses of the recordings of an item of RSS or Atom; pictures may be those of many items."""
    for each in item.all("enclosure"):
        yield from _recording(each.get("url"), each.get("type"))
    for each in item.all("atom:link"):
        if each.get("rel") == "enclosure":
            yield from _recording(each.get("href"), each.get("type"))


def _recording(url: object, kind: object) -> Iterator[str]:
    if isinstance(url, str) and url:
        kinds = (kind,) if isinstance(kind, str) and kind else media_types.by_name(url)
        if not any(one.startswith("image/") for one in kinds):
            yield url


def _of_json(top: JsonNode) -> Iterator[JsonNode]:
    listed = top.child("items")
    for place in range(len(listed.value) if listed is not None and isinstance(listed.value, list) else 0):
        node = listed.child(place) if listed is not None else None
        if node is not None and isinstance(node.value, dict):
            yield node


def _attached(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield from _recording(one.get("url"), one.get("mime_type"))


def _string(node: JsonNode | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""
