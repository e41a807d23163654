"""Finds what is published: the documents in a folder or at a URL that a build would replace, as bytes.

Nothing is read into here; that is `guard.snapshot`'s part. A folder is read, never written.
"""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from feedpub.io import reading
from feedpub.model.errors import SystemFault, UsageError
from feedpub.text import patterns
from feedpub.text.urls import quote_path, to_uri
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeAlias

    Documents: TypeAlias = tuple[tuple[str, bytes], ...]
    """Each with its path, or its address."""
    Fetch: TypeAlias = Callable[[Iterable[str]], Mapping[str, bytes | None]]
    """Gets addresses, or paths, several at a time; None for what is not there."""

MAX_BYTES: Final = 128_000_000
"""Of one document; larger ones are no feeds."""
MAX_PARTS: Final = 1000
"""Sitemaps that an index on the web may name, each of them up to 50,000 addresses."""
MAX_LINKED: Final = 100
"""Feeds that a page on the web may name."""
_HEAD: Final = 4096
"""Bytes at the start of a document in which a page shows itself."""
_CHILD: Final = patterns.lazy(rb"<(?:\w+:)?sitemap>\s*<(?:\w+:)?loc>\s*([^<\s]+)\s*</")
_LINK: Final = patterns.lazy(rb"<link\s[^<>]*>", re.IGNORECASE)
_FEED_TYPES: Final = (
    b"application/rss+xml",
    b"application/atom+xml",
    b"application/feed+json",
    b"application/rdf+xml",
)
_HREF: Final = patterns.lazy(rb"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_PAGE: Final = patterns.lazy(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def address_of(place: str) -> str:
    """Return the URI that is meant by the address of a place. Raises SystemFault where there is none."""
    try:
        return to_uri(place)
    except ValueError:
        shown = without_credentials(place)
        raise SystemFault(f"{shown} is no address of the web", shown) from None


def in_folder(folder: Path, paths: Iterable[str]) -> Documents:
    """Return those of the documents at these paths that are there, and the parts of sitemap indexes among them.

    Raises SystemFault when one cannot be read.
    """
    return _with_parts(paths, lambda wanted: {path: _bytes(folder, path) for path in wanted})


def where_published(find: Fetch, paths: Iterable[str]) -> Documents:
    """Return the same of the place that is published to, of which `find` gets documents."""
    return _with_parts(paths, find)


def at_address(base: str, paths: Iterable[str], fetched: Fetch) -> Documents:
    """Return those of the documents at these paths below the address `base` that are there, likewise.

    Where `base` is itself a document (a feed), that is all. `fetched` gets addresses, several at a time. Raises
    SystemFault where nothing but pages for people is answered: whether anything is published cannot be known then.
    """
    base = to_uri(base)
    if not base.endswith("/"):
        data = fetched([base])[base]
        if data is not None and not _is_page(data):
            return ((base, data),)
        base += "/"

    pages: list[str] = []

    def find(wanted: Iterable[str]) -> Mapping[str, bytes | None]:
        addresses = {path: base + quote_path(path) for path in wanted}
        found = fetched(addresses.values())
        # Many servers answer a page for people (200) where nothing is.
        pages.extend(url for url in addresses.values() if (data := found[url]) is not None and _is_page(data))
        return {path: found[url] for path, url in addresses.items() if url not in pages}

    documents = _with_parts(paths, find, most=MAX_PARTS)
    if pages and not any(_may_be_feed(data) for _, data in documents):
        raise SystemFault(
            f"{pages[0]} is a web page where a feed should be, and there is no feed beside it: maintenance, a login, "
            "or a site that has published none yet, which is built with --against-optional",
            base,
        )
    return documents


def _with_parts(paths: Iterable[str], find: Fetch, most: int | None = None) -> Documents:
    found = dict(_there(find(paths)))
    parts = {part for path, data in found.items() for part in _parts(path, data)} - found.keys()
    if most is not None and len(parts) > most:
        raise SystemFault(f"the published index names {len(parts):,} sitemaps; more than {most:,} are not fetched")
    return (*found.items(), *_there(find(sorted(parts)))) if parts else tuple(found.items())


def _there(found: Mapping[str, bytes | None]) -> Iterator[tuple[str, bytes]]:
    return ((path, data) for path, data in found.items() if data is not None)


def _parts(path: str, data: bytes) -> Iterator[str]:
    """Return the paths of the sitemaps that an index names; they lie beside it or below (sitemaps.org)."""
    if b"<sitemapindex" not in data[:2000]:
        return
    folder = posixpath.dirname(path)
    for loc in _CHILD.findall(data):
        name = urlsplit(html.unescape(loc.decode("ascii", "replace"))).path.rpartition("/")[2]
        if name:
            yield posixpath.join(folder, name)


def _may_be_feed(data: bytes) -> bool:
    return not any(root in data[:_HEAD] for root in (b"<urlset", b"<sitemapindex"))


def _is_page(data: bytes) -> bool:
    return _PAGE.match(data[:_HEAD]) is not None


def _bytes(folder: Path | str, path: str) -> bytes | None:
    found = reading.file_status(folder, path)
    return reading.read(folder, path, MAX_BYTES) if found and found.st_size <= MAX_BYTES else None


def feeds_at(place: str, fetched: Fetch) -> Documents:
    """Return all that may be a feed at an address of the web: the document, or what a page links to.

    Raises UsageError where there is nothing.
    """
    address = address_of(without_credentials(place))
    data = fetched([address])[address]
    if data is None:
        raise UsageError(f"there is no feed at {address}")
    if not _is_page(data):
        return ((address, data),)
    linked = list(dict.fromkeys(_linked(address, data)))
    if len(linked) > MAX_LINKED:
        raise UsageError(
            f"{address} is a page that names {len(linked)} feeds; give the addresses of the feeds you mean"
        )
    found = tuple(_there(fetched(linked)))
    if not found:
        raise UsageError(f"{address} is a page that names no feed; give the address of the feed itself")
    return found


def _linked(address: str, page: bytes) -> Iterator[str]:
    for tag in _LINK.findall(page):
        href = _HREF.search(tag)
        if href and any(kind in tag.lower() for kind in _FEED_TYPES):
            text = next(part for part in href.groups() if part is not None)
            yield urljoin(address, html.unescape(text.decode("utf-8", "replace")))
