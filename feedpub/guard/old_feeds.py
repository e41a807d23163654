"""What tells how subscribers know the posts of an old site: its feeds, its exports, at a place that the owner names.

A folder or a zip file is read file by file: no more of it is held at a time than one file, and of each post what is
compared.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from msgspec.structs import replace

from feedpub.guard import exports, location
from feedpub.guard.bounds import FILE, PACKED, WEB
from feedpub.guard.likeness import MOST_READ
from feedpub.guard.snapshot import exported_feed, read
from feedpub.io import files
from feedpub.model.errors import SystemFault, UsageError
from feedpub.text.urls import is_web
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.guard.location import Fetch
    from feedpub.guard.snapshot import PublishedFeed
    from feedpub.io.files import Files

_MOST_PAGES: Final = 200
"""Pages of older items that are followed from one feed."""
_SUFFIXES: Final = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
"""Of files in a folder that may be feeds."""
_KNOWN: Final = "WordPress, Blogger, Ghost, Substack or Medium"


def feeds_at(place: str, fetched: Fetch, old_url: str = "") -> tuple[PublishedFeed, ...]:
    """Return the feeds at a place, with the pages of older items that they name on the web, and exports as feeds.

    `old_url` is the address of the old site, for an export that does not name it. Raises UsageError where nothing is
    found that has posts, SystemFault.
    """
    if is_web(place):
        found = tuple(_on_web(place, fetched))
    else:
        try:
            with files.opened(place) as opened:
                found = tuple(_in_files(place, opened, old_url))
        except ValueError as error:
            raise UsageError(f"{place} cannot be read: {error}") from error
    if not any(feed.items for feed in found):
        whose = next((f"an export of {feed.exported_from}" for feed in found if feed.exported_from), "a feed")
        raise UsageError(f"{without_credentials(place)} is {whose} that holds no published post: there is no id in it")
    return found


# Files


def _in_files(place: str, opened: Files, old_url: str) -> Iterator[PublishedFeed]:
    names = opened.names()
    if not names:
        raise UsageError(f"there is no feed {place}: name a file, a folder or zip file that holds feeds, or a URL")
    reasons: list[str] = []
    count = 0
    for name in names if len(names) == 1 else filter(_may_be_feed, names):
        found = read([(_path(place, name), _cleaned(opened.read(name, location.MAX_BYTES)))], bounds=FILE)
        reasons += [one.text for one in found.diagnostics]
        for feed in found.feeds:
            count += 1
            yield _short(feed)
    export = exports.of_files(opened, old_url)
    if export is not None:
        short = ((item, text[:MOST_READ]) for item, text in export.posts)
        yield exported_feed(place, export._replace(posts=short))
    elif not count:
        raise UsageError(_nothing(place, reasons))


_CONTROLS: Final = bytes(byte for byte in range(0x20) if byte not in b"\0\t\n\r")


def _cleaned(data: bytes) -> bytes:
    """Return a document without the control characters that XML bars: editors paste them, and WordPress exports them.

    One with zero bytes is none in an encoding where these bytes are characters.
    """
    return data if b"\0" in data or data.startswith(PACKED) else data.translate(None, _CONTROLS)


def _may_be_feed(name: str) -> bool:
    return posixpath.splitext(name)[1].lower() in _SUFFIXES


def _path(place: str, name: str) -> str:
    return place if posixpath.basename(place) == name else f"{place.rstrip('/')}/{name}"


def _short(feed: PublishedFeed) -> PublishedFeed:
    """Return a feed with what is compared of its texts, for the whole of many feeds is more than memory holds."""
    return replace(feed, items=tuple(replace(item, content=item.content[:MOST_READ]) for item in feed.items))


def _nothing(place: str, reasons: list[str]) -> str:
    shown = without_credentials(place)
    if reasons:
        return f"{shown} holds no feed: {'; '.join(reasons)}"
    return (
        f"{shown} holds no feed, and no export of {_KNOWN}: name the feed of the old site, a file or folder of its "
        "export, or a zip file of that"
    )


# The web


def _on_web(place: str, fetched: Fetch) -> Iterator[PublishedFeed]:
    found = read(location.feeds_at(place, fetched), bounds=WEB)
    reasons = [one.text for one in found.diagnostics]
    if not found.feeds:
        raise UsageError(_nothing(place, reasons))
    if reasons:
        raise UsageError(f"{without_credentials(place)} holds a feed that cannot be read: {'; '.join(reasons)}")
    for feed in found.feeds:
        yield feed
        yield from _older(feed, fetched)


def _older(feed: PublishedFeed, fetched: Fetch) -> Iterator[PublishedFeed]:
    seen = {feed.path}
    while feed.older and len(seen) < _MOST_PAGES:
        address = urljoin(feed.path, feed.older)
        data = None if address in seen else fetched([address])[address]
        page = read([(address, data)], bounds=WEB) if data else None
        if page is not None and page.diagnostics:
            raise SystemFault(f"{address} cannot be read: {page.diagnostics[0].text}", address)
        if page is None or not page.feeds:
            return
        (feed,) = page.feeds
        seen.add(address)
        yield feed
