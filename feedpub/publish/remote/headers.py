"""What stores are to tell readers of each document: its media type, and how long it may be kept. Pure.

Types are those of the registry of IANA (`application/rss+xml` is not in it, and is what all readers know), of JSON
Feed 1.1 for its feeds, and of sitemaps.org, which asks for no more than XML. Where it is text, the charset is said, for
RFC 7303 puts what a header says above what the document says.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.model.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.model.records import Document

_OF_KINDS: Final[Mapping[Kind, str]] = {
    Kind.RSS: "application/rss+xml; charset=utf-8",
    Kind.ATOM: "application/atom+xml; charset=utf-8",
    Kind.JSONFEED: "application/feed+json",
    Kind.SITEMAP: "application/xml; charset=utf-8",
    Kind.SITEMAPINDEX: "application/xml; charset=utf-8",
}
_OF_ENDINGS: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".xsl": "application/xslt+xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".opml": "text/x-opml; charset=utf-8",
    ".gz": "application/gzip",
}
_PLAIN: Final = "text/plain; charset=utf-8"
"""Of `_redirects` and its like, which have no ending."""
_OF_PAGES: Final = (".css", ".xsl")
"""Endings of what makes feeds look good, and of which nobody waits for a new version."""


class Headers(Struct, frozen=True):
    """What a store tells of a document. Empty for what it does not tell."""

    content_type: str = ""
    cache_control: str = ""

    @property
    def digest(self) -> str:
        """What tells these headers from others."""
        return hashlib.sha256(f"{self.content_type}\n{self.cache_control}".encode()).hexdigest()[:12]


class Caching(Struct, frozen=True, kw_only=True):
    """How long readers may keep what they got, as `Cache-Control` says it (RFC 9111); empty for no word of it."""

    documents: str
    """Of feeds, sitemaps, and all that is to be asked for again soon."""
    stylesheets: str

    def headers(self, document: Document) -> Headers:
        """Return what is to be told of a document."""
        name = document.path.rpartition("/")[2].lower()
        dot = name.rfind(".")
        ending = name[dot:] if dot > 0 else ""
        # A packed sitemap is the file that sitemaps.org means, and no encoding of another one.
        of_kind = "" if ending == ".gz" else _OF_KINDS.get(document.kind, "")
        return Headers(
            of_kind or _OF_ENDINGS.get(ending, "application/octet-stream" if ending else _PLAIN),
            self.stylesheets if ending in _OF_PAGES else self.documents,
        )


UNTOLD: Final = Caching(documents="", stylesheets="")
"""Where nothing is told."""
