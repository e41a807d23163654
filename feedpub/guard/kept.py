"""What was published, as it is kept between builds: for when the published files themselves are gone.

Generators empty their output before they write, and what builds a site may begin with an empty folder each time. Kept
is what tells one post from another, some hundred bytes each, however many feeds hold it; and what the sitemaps list.
"""

from __future__ import annotations

import html
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct, msgpack

from feedpub.guard import texts
from feedpub.guard.known_as import Guid, guid_of
from feedpub.guard.snapshot import FORMATS, PublishedFeed, PublishedItem, PublishedSitemap, Snapshot
from feedpub.model.records import Format, Kind
from feedpub.text import dates, patterns

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from feedpub.guard.comparison import New
    from feedpub.model.records import Document, Item

_VERSION: Final = 1
_MOST_BYTES: Final = 1 << 29
"""Of a snapshot, unpacked: those of a million posts."""
_FAST: Final = 1
"""Level of compression: a better one takes ten times as long for a tenth of the size."""
_KINDS: Final[Mapping[Format, Kind]] = {form: kind for kind, form in FORMATS.items()}
"""Of the formats that the guard reads."""
_LISTED: Final = patterns.lazy(rb"<loc>([^<]*)</loc>(?:\s*<lastmod>([^<]*)</lastmod>)?")


class _Feed(Struct, frozen=True, array_like=True):
    path: str
    kind: Kind
    title: str
    items: tuple[int, ...]
    """Their numbers among all items."""
    is_archive: bool = False


class _Sitemap(Struct, frozen=True, array_like=True):
    path: str
    kind: Kind
    size: int
    listed: bytes
    """An address and its lastmod a line, with a tab between them, packed."""


class _Whole(Struct, frozen=True, array_like=True):
    version: int
    items: tuple[PublishedItem, ...] = ()
    feeds: tuple[_Feed, ...] = ()
    sitemaps: tuple[_Sitemap, ...] = ()


_DECODER: Final = msgpack.Decoder(_Whole)


def packed(made: New, documents: Iterable[Document]) -> bytes:
    """Return what a build publishes: its feeds, and the sitemaps among its documents."""
    items = _Items()
    feeds = tuple(
        _Feed(
            path,
            _KINDS[form],
            feed.spec.title,
            tuple(items.number(item, form) for item in feed.items),
            feed.spec.is_window,
        )
        for feed in (*made.feeds, *made.archives)
        for form, path in feed.spec.paths.items()
        if path in made.paths and form in _KINDS
    )
    sitemaps = tuple(_sitemap(each) for each in documents if each.kind in {Kind.SITEMAP, Kind.SITEMAPINDEX})
    whole = _Whole(version=_VERSION, items=tuple(items.all), feeds=feeds, sitemaps=sitemaps)
    return zlib.compress(msgpack.encode(whole), _FAST)


def unpacked(data: bytes, wanted: Container[str], *, shallow: bool = False) -> Snapshot:
    """Return what was published at the paths that are wanted; of sitemaps no more than the size if `shallow`.

    ValueError for bytes that hold anything else.
    """
    whole = _DECODER.decode(_inflated(data))
    if whole.version != _VERSION:
        raise ValueError(f"a snapshot of version {whole.version}")
    try:
        feeds = tuple(
            PublishedFeed(
                path=one.path,
                kind=one.kind,
                title=one.title,
                items=tuple(whole.items[number] for number in one.items),
                by_feedpub=True,
                is_archive=one.is_archive,
            )
            for one in whole.feeds
            if one.path in wanted
        )
    except IndexError as error:
        raise ValueError("a feed names an item that there is not") from error
    sitemaps = tuple(
        PublishedSitemap(path=one.path, kind=one.kind, size=one.size, locs={} if shallow else dict(_locs(one.listed)))
        for one in whole.sitemaps
        if one.path in wanted
    )
    return Snapshot(feeds=feeds, sitemaps=sitemaps)


class _Items:
    """The items of all feeds, each once."""

    def __init__(self) -> None:
        self.all: list[PublishedItem] = []
        self._numbers: dict[tuple[str, Format | None], int] = {}

    def number(self, item: Item, form: Format) -> int:
        key = item.post.source, form if item.post.known_as or item.post.extensions else None
        if key not in self._numbers:
            self._numbers[key] = len(self.all)
            self.all.append(_published(item, form))
        return self._numbers[key]


def _published(item: Item, form: Format) -> PublishedItem:
    """Return an item as readers of a feed in this format have it."""
    post, text = item.post, item.html or html.escape(item.summary, quote=False)
    guid = guid_of(post, item.id) if form is Format.RSS else Guid.NAME
    written = post.known_as.pub_date if post.known_as else ""
    return PublishedItem(
        id=item.id_in(form),
        link=item.link_in(form),
        title=post.title,
        published=_moment(item.date),
        updated=_moment(item.updated),
        content=texts.opening(text),
        digest=texts.digest(text, post.url),
        guid=guid,
        pub_date=(written or dates.rfc822(item.date)) if guid is Guid.NONE else "",
    )


def _moment(date: datetime) -> datetime:
    return date.astimezone(UTC).replace(microsecond=0)


def _sitemap(document: Document) -> _Sitemap:
    lines = [b"%s\t%s" % each for each in _LISTED.findall(document.data)]
    return _Sitemap(document.path, document.kind, len(lines), zlib.compress(b"\n".join(lines), _FAST))


def _locs(listed: bytes) -> Iterator[tuple[str, str]]:
    for line in html.unescape(_inflated(listed).decode()).splitlines():
        loc, _, lastmod = line.partition("\t")
        yield loc, lastmod


def _inflated(data: bytes) -> bytes:
    """Return what was packed. ValueError where that is damaged, or more than any site is."""
    unpacker = zlib.decompressobj()
    try:
        whole = unpacker.decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacker.eof:
        raise ValueError("it breaks off, or unpacks to more than a site can be")
    return whole
