"""Medium's export: a zip file, or the folder in it, of one page of HTML for each post, `posts/DATE_Title-ID.html`.

The guid of Medium's RSS is `https://medium.com/p/ID`, whatever the domain of the publication, as its feeds have it; the
footer of an exported page links to that address where it says when the post was published. Drafts say no such time.
Responses to posts of others are exported like posts.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from feedpub.text import patterns
from feedpub.text.syndication import FeedItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.io.files import Files

NAME: Final = "Medium"

_PAGE: Final = patterns.lazy(r"^(?:(?:[^/]*/)*posts/)?[^/]*\.html$")
"""Path of what may be a page of the export; below other folders stand the pages of a whole site."""
_TAG: Final = patterns.lazy(r"<(?:a|time)\s[^<>]*+>")
_ATTRIBUTE: Final = patterns.lazy(r"""\s([a-z-]+)="([^"]*+)\"""")
_GUID: Final = re.compile(r"https://medium\.com/p/[0-9a-f]{6,}")
_TITLE: Final = patterns.lazy(r"<title>([^<]*+)</title>")
_BODY: Final = '<section data-field="body"'
_MOST: Final = 16_000_000
"""Bytes of a page."""
_FOOTER: Final = 10_000
"""Characters at the end of a page in which its footer stands."""


def posts(files: Files, old_url: str) -> Iterator[tuple[FeedItem, str]] | None:
    """Return the published posts of an export, each with its text as HTML; None where these files are of others."""
    del old_url  # the pages say where they were
    pages = [name for name in files.names() if _PAGE.search(name)]
    first = next((name for name in pages if _post(files.read(name, _MOST))), None)
    if first is None:
        return None
    found = (_post(files.read(name, _MOST)) for name in pages)
    return (post for post in found if post is not None)


def _post(data: bytes) -> tuple[FeedItem, str] | None:
    page = data.decode("utf-8", "replace")
    guid = canonical = published = ""
    for tag in _TAG.findall(page[-_FOOTER:]):
        attributes = dict(_ATTRIBUTE.findall(tag))
        href = html.unescape(attributes.get("href", ""))
        if _GUID.fullmatch(href) and not published:
            guid = href  # the last before the time is that of this post
        elif attributes.get("class") == "dt-published":
            published = attributes.get("datetime", "")
        elif attributes.get("class") == "p-canonical":
            canonical = href
    if not (guid and published and canonical):
        return None
    title = _TITLE.search(page)
    return (
        FeedItem(guid, canonical, html.unescape(title[1]).strip() if title else "", published, ""),
        page.partition(_BODY)[2].partition(">")[2],
    )
