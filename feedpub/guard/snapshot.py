"""Read what is published, leniently: anybody's feeds (RSS, RDF, Atom, JSON Feed) and sitemaps, from their bytes.

Only what tells one post from another is kept. Nothing here judges a document, and none is an exception: what
cannot be read is a warning. Where a feed can be read in two ways, it is read as feed readers do.
"""

from __future__ import annotations

import json
import re
from datetime import datetime  # noqa: TC003 - what is kept is read by the types of its fields
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard import exports
from feedpub.guard.bounds import HEAD, JSON, check, unpacked
from feedpub.guard.known_as import Guid
from feedpub.guard.lenient_dates import parse_date
from feedpub.model.records import Diagnostic, Format, Kind, Level, Where
from feedpub.text import encoding as decode
from feedpub.text import patterns
from feedpub.text.syndication import (
    atom_entry,
    atom_text,
    first,
    has_id,
    has_relative_guid,
    json_item,
    json_text,
    rss_item,
    rss_text,
    string,
)
from feedpub.text.xml import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.guard.bounds import Bounds
    from feedpub.guard.exports import Export
    from feedpub.text.syndication import FeedItem
    from feedpub.text.xml import Element

_ATOM: Final = "http://www.w3.org/2005/Atom"
_PREFIXES: Final[Mapping[str, str]] = {
    _ATOM: "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "sm",
    "http://wordpress.org/export/1.0/": "wp",
    "http://wordpress.org/export/1.1/": "wp",
    "http://wordpress.org/export/1.2/": "wp",
    "http://schemas.google.com/blogger/2018": "blogger",
    "http://www.w3.org/2007/app": "app",
    "http://purl.org/atom/app#": "app",
}
_FEEDS: Final = {"rss": Kind.RSS, "RDF": Kind.RSS, "feed": Kind.ATOM}
_SITEMAPS: Final = {"urlset": Kind.SITEMAP, "sitemapindex": Kind.SITEMAPINDEX}
FORMATS: Final[Mapping[Kind, Format]] = {Kind.RSS: Format.RSS, Kind.ATOM: Format.ATOM, Kind.JSONFEED: Format.JSON}


class PublishedItem(Struct, frozen=True, kw_only=True):
    """An item as subscribers have it."""

    id: str
    """What readers know it by: guid or id as written, else its link, else its title."""
    link: str
    title: str
    """Plain text."""
    published: datetime | None = None
    updated: datetime | None = None
    content: str = ""
    """Its text as HTML: the whole body where the feed has it, else the summary."""
    digest: str = ""
    """What tells the whole text (`texts.digest`) where `content` is but its opening; else empty."""
    guid: Guid = Guid.NAME
    pub_date: str = ""
    """Its date as written, of an item without a guid: some readers know it by that."""

    @property
    def is_unnamed(self) -> bool:
        """Whether it has neither a guid nor a link, so that readers know it by its title or its text."""
        return self.guid is Guid.NONE and not self.link


class PublishedFeed(Struct, frozen=True, kw_only=True):
    """A feed as it is published."""

    path: str
    """Its path below the output folder, or its address."""
    kind: Kind
    title: str
    items: tuple[PublishedItem, ...]
    by_feedpub: bool = False
    """Whether the feed says that feedpub made it."""
    older: str = ""
    """Address of the page with older items (RFC 5005), where the feed names one."""
    exported_from: str = ""
    """The publisher whose export it is, where it is one."""
    is_archive: bool = False
    """Whether it is an archive of a feed (RFC 5005), full or not, and names the feed that people subscribe to."""


class PublishedSitemap(Struct, frozen=True, kw_only=True):
    """A sitemap, or an index of them, as it is published."""

    path: str
    kind: Kind
    size: int
    """Addresses it holds."""
    locs: Mapping[str, str]
    """Address -> lastmod as written, empty without one. Nothing where only the size was asked for."""


class Snapshot(Struct, frozen=True, kw_only=True):
    """All that subscribers and search engines have now."""

    feeds: tuple[PublishedFeed, ...] = ()
    sitemaps: tuple[PublishedSitemap, ...] = ()
    unchanged: frozenset[str] = frozenset()
    """Paths of documents that need no reading, for the new ones are the same byte for byte."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever published there."""
        return not (self.feeds or self.sitemaps or self.unchanged)


def read(
    documents: Iterable[tuple[str, bytes]],
    unchanged: Iterable[str] = (),
    *,
    shallow: bool = False,
    bounds: Bounds | None = None,
) -> Snapshot:
    """Read documents, each with its path or address; those that are neither feed nor sitemap are passed over.

    `shallow`: of sitemaps only the size; `bounds`: no more than fits into memory, whoever made them.
    """
    feeds: list[PublishedFeed] = []
    sitemaps: list[PublishedSitemap] = []
    diagnostics: list[Diagnostic] = []
    texts: dict[str, str] = {}  # many feeds repeat them: each is held once
    size = 0
    for path, data in documents:
        try:
            whole = unpacked(data)
            size += len(whole)
            if bounds is not None:
                check(whole, size, bounds)
            found = (_size_of_sitemap(path, whole) if shallow else None) or _read(path, whole, texts)
        except ValueError as error:
            diagnostics.append(_unreadable(path, str(error)))
            continue
        if isinstance(found, PublishedFeed):
            feeds.append(found)
        elif found is not None:
            sitemaps.append(found)
    return Snapshot(
        feeds=tuple(feeds),
        sitemaps=tuple(sitemaps),
        unchanged=frozenset(unchanged),
        diagnostics=tuple(diagnostics),
    )


def _read(path: str, data: bytes, texts: dict[str, str]) -> PublishedFeed | PublishedSitemap | None:
    start = decode.first_byte(data[:HEAD])
    if not start:
        raise ValueError("it is empty")
    if start in JSON:
        return _read_json(path, data, texts)
    return _read_xml(path, data, texts) if start == b"<" else None


# XML


_SITEMAP_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(urlset|sitemapindex)[\s>]")
_SITEMAP_END: Final = patterns.lazy(rb"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>")
_URL: Final = patterns.lazy(rb"<(?:[\w.-]+:)?(?:url|sitemap)[\s>]")


def _size_of_sitemap(path: str, data: bytes) -> PublishedSitemap | None:
    """Count the addresses of a sitemap, at a hundredth of the cost of reading them; None for anything else."""
    root = _SITEMAP_ROOT.search(data[:4096])
    if root is None or not _SITEMAP_END.search(data[-1024:]):
        return None  # if it is one, and breaks off, reading it says where
    size = sum(1 for _ in _URL.finditer(data))
    return PublishedSitemap(path=path, kind=_SITEMAPS[root[1].decode()], size=size, locs={})


class _Collected:
    """What has been read of a document so far."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self.items: list[PublishedItem] = []
        self.locs: dict[str, str] = {}
        self.exported_from = ""

    def take(self, element: Element) -> None:
        """Take what an element says that has ended, and let it go."""
        if element.name in {"item", "atom:entry"}:
            exported = exports.element_of(element)
            if exported is None or exported.is_published_post:
                self.items.append(_item_of(element, self._texts))
            self.exported_from = exported.platform if exported else self.exported_from
            element.forget()
        elif element.name in {"sm:url", "sm:sitemap"}:
            if loc := first(element, "sm:loc"):
                self.locs[loc] = first(element, "sm:lastmod")
            element.forget()


def _read_xml(path: str, data: bytes, texts: dict[str, str]) -> PublishedFeed | PublishedSitemap | None:
    encoding = decode.examine(data)
    override = encoding.used if encoding.unknown or encoding.contradictory else None
    if not decode.is_native(encoding):
        data, override, _ = decode.readable(data, encoding)
    collected = _Collected(texts)
    reader = Reader(collected.take, _PREFIXES, on_root=lambda root: _adopt_namespace(root, reader))
    reader.read((data,), override)
    root = reader.root
    if reader.fault is not None and root is not None and root.local not in {*_FEEDS, *_SITEMAPS}:
        return None  # HTML, as a rule
    if reader.fault is not None:
        raise ValueError(f"line {reader.fault.line}: {reader.fault.text}")
    if root is None or root.local not in {*_FEEDS, *_SITEMAPS}:
        return None
    if root.local in _SITEMAPS:
        locs = collected.locs
        return PublishedSitemap(path=path, kind=_SITEMAPS[root.local], size=len(locs), locs=locs)
    head = root.child("channel") or root
    if root.local == "RDF" and head is root:
        return None  # of something else than a feed
    return PublishedFeed(
        path=path,
        kind=_FEEDS[root.local],
        title=first(head, "title", "atom:title"),
        items=_identified(collected.items) if collected.exported_from else tuple(filter(_is_post, collected.items)),
        exported_from=collected.exported_from,
        by_feedpub=first(head, "generator", "atom:generator").startswith("feedpub"),
        older=_older(head),
        is_archive=_is_archive(head),
    )


def _adopt_namespace(root: Element, reader: Reader) -> None:
    """Read sitemaps and feeds in a namespace nobody knows as if it were the right one."""
    if root.namespace not in _PREFIXES:
        if root.local in _SITEMAPS:
            reader.call(root.namespace, "sm")
        elif root.local == "feed":
            reader.call(root.namespace, "atom")
        elif root.local == "rss":
            reader.call(root.namespace, "")


def _is_archive(head: Element) -> bool:
    named = {link.get("rel"): link.get("href") for link in head.all("atom:link")}
    return "current" in named and named["current"] != named.get("self")


def _older(head: Element) -> str:
    for link in head.all("atom:link"):
        if link.get("rel") in {"next", "prev-archive"} and link.get("href"):
            return (link.get("href") or "").strip()
    return ""


# JSON


def _read_json(path: str, data: bytes, texts: dict[str, str]) -> PublishedFeed | None:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if (export := exports.of_json(value)) is not None:
        return exported_feed(path, export)
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list) or "jsonfeed" not in string(value.get("version")):
        return None
    return PublishedFeed(
        path=path,
        kind=Kind.JSONFEED,
        title=string(value.get("title")),
        items=tuple(
            filter(
                _is_post, (_item(json_item(item), json_text(item), texts) for item in items if isinstance(item, dict))
            )
        ),
        by_feedpub="_feedpub" in value or "feedpub" in string(value.get("user_comment")),
        older=string(value.get("next_url")),
        is_archive=isinstance(ours := value.get("_feedpub"), dict) and bool(string(ours.get("archive_of"))),
    )


# Exports


def exported_feed(path: str, export: Export) -> PublishedFeed:
    """Return the posts of an export as an RSS feed of its publisher would have them. ValueError like the export's."""
    items = (_item(one, content, {}) for one, content in export.posts if one.id)
    return PublishedFeed(path=path, kind=Kind.RSS, title="", items=tuple(items), exported_from=export.platform)


def _identified(items: Iterable[PublishedItem]) -> tuple[PublishedItem, ...]:
    """Return the posts of an export that it has the ids of. ValueError where it has none of any."""
    found = tuple(items)
    known = tuple(item for item in found if item.guid is not Guid.NONE)
    if found and not known:
        raise ValueError(
            "it is an export whose posts have no <guid>, as Squarespace writes it, so it does not say how subscribers "
            "know them; name the feed of the old site (at Squarespace the address of the blog with ?format=rss)"
        )
    return known


# Items


def _is_post(item: PublishedItem) -> bool:
    """Whether an item is a post; Hugo writes one of the year 1 for a page without a date, and feedpub none."""
    return item.published is None or item.published.year > 1


def _item_of(element: Element, texts: dict[str, str]) -> PublishedItem:
    if element.name == "item":
        item = _item(rss_item(element), rss_text(element), texts)
        if not has_id(element):
            return replace(item, guid=Guid.NONE, pub_date=first(element, "pubDate"))
        return replace(item, guid=Guid.RELATIVE) if has_relative_guid(element) else item
    item = _item(atom_entry(element), atom_text(element), texts)
    return item if item.published else replace(item, published=item.updated)


def _item(one: FeedItem, content: str, texts: dict[str, str]) -> PublishedItem:
    return PublishedItem(
        id=one.id or one.link or one.title,
        link=one.link,
        title=one.title,
        published=parse_date(one.published),
        updated=parse_date(one.updated),
        content=texts.setdefault(content, content),
    )


def _unreadable(path: str, reason: str) -> Diagnostic:
    return Diagnostic(
        code="guard/unreadable",
        level=Level.WARNING,
        where=Where(path=path),
        text=f"The published document cannot be read: {reason.removesuffix('.')}.",
        why="What its subscribers have cannot be compared with what they would get.",
        hint="If it is a feed, fix it or compare with a copy that can be read: `--against FOLDER`.",
    )
