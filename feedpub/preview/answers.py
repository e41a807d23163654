"""What is answered to a request: status, type, bytes, and what a browser may do with them. Pure.

Types are those that feed readers and browsers know documents by. An answer has a validator (RFC 9110, section 8.8):
whoever has it already gets 304.
"""

from __future__ import annotations

import hashlib
from mimetypes import guess_type
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from feedpub.model.records import Kind
from feedpub.text.markup import html_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http import HTTPStatus

    from feedpub.model.records import Document
    from feedpub.text.markup import Node

HTML: Final = "text/html; charset=utf-8"
_XML: Final = "application/xml; charset=utf-8"
_OF_KINDS: Final = {
    Kind.RSS: "application/rss+xml; charset=utf-8",
    Kind.ATOM: "application/atom+xml; charset=utf-8",
    Kind.JSONFEED: "application/feed+json; charset=utf-8",
    Kind.SITEMAP: _XML,
    Kind.SITEMAPINDEX: _XML,
}
_FEEDS_IN_XML: Final = (_OF_KINDS[Kind.RSS], _OF_KINDS[Kind.ATOM])
_OF_ENDINGS: Final = {
    ".html": HTML,
    ".htm": HTML,
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": _XML,
    ".opml": "text/x-opml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".gz": "application/gzip",
}
_CHAPTERS: Final = "/chapters.json"
OF_PAGES: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What our own pages may do (Content Security Policy 3): load our style sheet, our script, and texts of posts."""
OF_TEXTS: Final = (
    "default-src 'none'; style-src 'self'; img-src https: http: data:; media-src https: http:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""What the text of a post may do: show pictures and recordings. Nothing runs, and links open elsewhere."""
OF_PICTURES: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What a picture may do that is opened by itself: an SVG runs nothing, and fetches nothing."""
OF_DOCUMENTS: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src https: http: data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""What a document may do that is opened in a browser: be shown with its style sheet."""


class PreviewAnswer(Struct, frozen=True, kw_only=True):
    """An answer to GET; HEAD has the same without the body."""

    body: bytes
    type: str
    policy: str = OF_DOCUMENTS
    """Its Content-Security-Policy."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """A strong validator: the digest of the bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    def is_known(self, if_none_match: str) -> bool:
        """Whether who asks has this answer (RFC 9110, section 13.1.2: compared weakly)."""
        known = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
        return self.etag in known or known == ["*"]


def of_page(root: Node, status: HTTPStatus | int = 200) -> PreviewAnswer:
    """Return a page of ours."""
    return PreviewAnswer(body=html_document(root), type=HTML, policy=OF_PAGES, status=int(status))


def of_document(document: Document) -> PreviewAnswer:
    """Return a document as a server of the site should send it."""
    return PreviewAnswer(body=document.data, type=media_type(document))


def as_page(found: PreviewAnswer) -> PreviewAnswer:
    """Return an answer as a browser shows it as a page.

    Chromium shows a feed that is sent as RSS or Atom as plain text, and one that is sent as XML with its style sheet.
    """
    return replace(found, type=_XML) if found.type in _FEEDS_IN_XML else found


def media_type(document: Document) -> str:
    """Return the media type of a document: by what it is, else by its name."""
    if known := _OF_KINDS.get(document.kind):
        return known
    if document.path.endswith(_CHAPTERS):
        return "application/json+chapters"
    ending = document.path[document.path.rfind(".") :].lower() if "." in document.path else ""
    return _OF_ENDINGS.get(ending) or guess_type(document.path, strict=True)[0] or "application/octet-stream"
