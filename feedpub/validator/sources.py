"""Find what is to be validated: files, folders of feeds and sitemaps, standard input."""

from __future__ import annotations

import os
import re
from functools import cached_property, partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub.io import reading, refusal, resolving
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.text import patterns
from feedpub.text.urls import is_safe_path, quote_path
from feedpub.validator import listing
from feedpub.validator.document import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 18
_SNIFF = 2048
_MOST_OF_A_PAGE = 1 << 20
_NAMES = patterns.lazy(r"\.(xml|rss|atom|rdf|json|txt)(\.gz)?$", re.IGNORECASE)
_XML_ROOT = patterns.lazy(rb"<(?:\w+:)?(?:rss|RDF|feed|urlset|sitemapindex)[\s>/]")
_JSON_FEED = patterns.lazy(rb'"version"\s*:\s*"[^"]*jsonfeed', re.IGNORECASE)


class Location(Struct, frozen=True, kw_only=True, dict=True):
    """Where files are published: `root/a/feed.xml` at `base_url` + `a/feed.xml`."""

    root: Path
    base_url: str | None = None

    def url_of(self, file: Path) -> str | None:
        """Return the address of a file, None where none is known or the file lies outside of root."""
        if self.base_url is None:
            return None
        try:
            relative = PurePath(resolving.real(file)).relative_to(resolving.real(self.root))
        except ValueError:
            return None
        return self.base_url.rstrip("/") + "/" + quote_path(relative.as_posix())

    def has_file(self, path: str) -> bool:
        """Whether a path below root exists; never looks outside of root."""
        return self._is_inside(path) and reading.is_there(self.root, path)

    def size(self, path: str) -> int | None:
        """Return the bytes of a file below root; None where there is none."""
        return reading.size(self.root, path) if self._is_inside(path) else None

    def read(self, path: str) -> bytes:
        """Return a file below root, of a page its beginning; empty when there is none that can be read."""
        if not self._is_inside(path) or not reading.is_file(self.root, path):
            return b""
        return reading.beginning(self.root, path, _MOST_OF_A_PAGE) or b""

    def has_pages(self) -> bool:
        """Whether there is an HTML page below root, other than the page of feeds that feedpub makes."""
        return self._has_pages

    @cached_property
    def _has_pages(self) -> bool:
        pages = (path for path in reading.names_below(self.root) if path.endswith((".html", ".htm")))
        return any(not self._is_page_of_feeds(path) for path in pages)

    def _is_page_of_feeds(self, path: str) -> bool:
        try:
            head = reading.beginning(self.root, path, _SNIFF)
        except RefusedError:
            return False  # a link out of root, which is nothing of ours
        return patterns.OWN_PAGE.search(head or b"") is not None

    @staticmethod
    def _is_inside(path: str) -> bool:
        return not path or is_safe_path(path.rstrip("/"))


def file_source(file: Path, location: Location) -> Source:
    """Return a file as something to be checked."""
    folder, name = os.path.split(resolving.real(file))
    url = location.url_of(file)
    return Source(
        path=str(file),
        open=partial(reading.chunks, folder, name, _CHUNK, str(file)),
        url=url,
        files=location if url is not None else None,
    )


def bytes_source(name: str, data: bytes, url: str | None = None, *, is_own: bool = False) -> Source:
    """Return bytes as something to be checked; `name` is what messages call them."""
    return Source(path=name, open=lambda: (data,), url=url, is_own=is_own)


def files_in(folder: Path) -> list[Path]:
    """Return the feeds and sitemaps of a folder, sorted by path; other XML and JSON is passed over.

    Raises SystemFault when the folder cannot be read, RefusedError for a link that leads out of it.
    """
    return sorted(folder / path for path in _named_like_feeds(folder) if _looks_like_one(folder, path))


def _named_like_feeds(folder: Path) -> Iterator[str]:
    for path in reading.names_below(folder, enters=lambda path: not path.rpartition("/")[2].startswith(".")):
        name = path.rpartition("/")[2]
        if not name.startswith(".") and _NAMES.search(name):
            with refusal.named_at(partial(Where, path=str(folder / path))):
                is_file = reading.is_file(folder, path)
            yield from (path,) if is_file else ()


def _looks_like_one(folder: Path, path: str) -> bool:
    """Tell a feed or sitemap by its first bytes; one that is empty or packed by its name.

    There is other text than sitemaps, which is not looked at: robots.txt, and packed files of any name.
    """
    file = PurePath(path)
    head = reading.beginning(folder, path, _SNIFF) or b""
    if file.suffixes[-2:] == [".txt", ".gz"]:
        return "sitemap" in file.name.lower()
    if file.suffix == ".txt":
        return listing.begins_with_address(head)
    if not head or file.suffix == ".gz":
        return True
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in head[:4]:
        head = head.replace(b"\x00", b"")
    if file.suffix == ".json":
        return bool(_JSON_FEED.search(head))
    return bool(_XML_ROOT.search(head)) or file.suffix in {".rss", ".atom"}
