"""People who subscribed: lemon24's reader, which remembers what it has shown, and others by what they know items by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from reader import make_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import TypeAlias

    Subscribers: TypeAlias = Mapping[str, "Subscriber | KeyedSubscriber"]
    """By the names of their readers."""


class Subscriber:
    """Somebody with the feeds at these paths of a folder; what they have seen is read."""

    def __init__(self, folder: Path, *paths: str) -> None:
        self._paths = paths
        self._reader = make_reader(":memory:", feed_root=str(folder))
        for path in paths:
            self._reader.add_feed(path)
        self.reads()

    def reads(self) -> list[str]:
        """Fetch the feeds, and give the titles of the posts shown as new; they are read then."""
        self._reader.update_feeds(scheduled=False)
        broken = [feed.url for feed in self._reader.get_feeds(broken=True)]
        assert not broken, f"cannot be read: {broken}"
        shown = list(self._reader.get_entries(read=False))
        for entry in shown:
            self._reader.mark_entry_as_read(entry)
        return sorted(f"{entry.feed.url}: {entry.title}" for entry in shown)

    def cancels(self, *paths: str) -> None:
        """Read these feeds no longer."""
        for path in paths:
            self._reader.delete_feed(path)


_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


class SeenItem:
    """An item of a feed in XML, as a reader sees it that knows the formats by their elements."""

    def __init__(self, element: etree._Element) -> None:
        texts = {etree.QName(child).localname: (child.text or "").strip() for child in element}
        self.about = element.get(f"{_RDF}about", "")
        links = [child.get("href", "") for child in element if etree.QName(child).localname == "link"]
        self.link = texts.get("link") or next(iter(links), "")
        self.guid = texts.get("guid") or texts.get("id", "")
        self.title = texts.get("title", "")
        self.date = texts.get("pubDate", "")
        self.text = texts.get("encoded") or texts.get("description", "")


def newsboat(item: SeenItem) -> str:
    """Return what newsboat knows an item by (`RssParser::get_guid`, and the `about` of RSS 1.0: rss10parser.cpp)."""
    return item.guid or item.about or (item.link + item.date if item.link else item.title)


def miniflux(item: SeenItem) -> str:
    """Return what miniflux knows an item by (internal/reader/rss/adapter.go; of RSS 1.0 the link: rdf/adapter.go)."""
    return item.guid or item.link or item.title + item.text


def simplepie(item: SeenItem) -> str:
    """Return what SimplePie, and FreshRSS with it, knows an item by (`Item::get_id`)."""
    return item.guid or item.about or f"{item.link}{item.title}{item.text}"


class KeyedSubscriber:
    """Somebody whose reader knows items by a key of its own, for one feed in XML; what they have seen is read."""

    def __init__(self, folder: Path, path: str, key: Callable[[SeenItem], str]) -> None:
        self._file = folder / path
        self._path = path
        self._key = key
        self._seen: set[str] = set()
        self.reads()

    def reads(self) -> list[str]:
        """Read the feed, and give the titles of the posts shown as new; they are read then."""
        root = etree.fromstring(self._file.read_bytes())
        items = [SeenItem(each) for each in root.iter() if isinstance(each.tag, str) and _is_item(each)]
        shown = [item.title for item in items if self._key(item) not in self._seen]
        self._seen.update(map(self._key, items))
        return sorted(f"{self._path}: {title}" for title in shown)


def _is_item(element: etree._Element) -> bool:
    return etree.QName(element).localname in {"item", "entry"}


KEYS = (newsboat, miniflux, simplepie)


def everybody(folder: Path, path: str) -> Subscribers:
    """Return subscribers of a feed in XML, by their readers."""
    keyed = {key.__name__: KeyedSubscriber(folder, path, key) for key in KEYS}
    return {"reader": Subscriber(folder, path), **keyed}
