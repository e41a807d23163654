"""What the rules over a folder share: which documents are feeds or sitemaps, where an address lies, what is alike."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from feedpub.model.records import Kind
from feedpub.validator.rule import Found
from feedpub.validator.values import dates, uris

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from feedpub.validator.document import Folder, ParsedDocument, PublishedFiles
    from feedpub.validator.facts import ItemFact, PageFact, UrlFact

_FEEDS = frozenset({Kind.RSS, Kind.ATOM, Kind.JSONFEED})


def feeds(folder: Folder) -> list[ParsedDocument]:
    """Return the feeds."""
    return [one for one in _unpacked(folder) if one.kind in _FEEDS]


def subscribed(folder: Folder) -> list[ParsedDocument]:
    """Return the feeds that people subscribe to: without their archives and pages (RFC 5005)."""
    found = feeds(folder)
    if not any(one.facts.pages for one in found):
        return found
    older = {address_of(one, page) for one in found for page in one.facts.pages if page.relation in OLDER}
    return [one for one in found if own_address(one) not in older and not _is_archive(one)]


OLDER = frozenset({"next", "prev-archive"})
"""Relations by which the older entries of a feed are found."""


def _is_archive(document: ParsedDocument) -> bool:
    current = {address_of(document, page) for page in document.facts.pages if page.relation == "current"}
    return document.facts.is_archive or bool(current - {own_address(document)})


def own_address(document: ParsedDocument) -> str:
    """Return where a feed is published, as far as that is known."""
    return canonical(document.url or document.facts.self_url)


def address_of(document: ParsedDocument, page: PageFact) -> str:
    """Return the address that a link of a feed to another document of it leads to."""
    base = document.url or document.facts.self_url
    return canonical(uris.resolve(base, page.address) if base else page.address)


def sitemaps(folder: Folder) -> list[ParsedDocument]:
    """Return the sitemaps that list pages."""
    return [one for one in _unpacked(folder) if one.kind is Kind.SITEMAP]


def is_of_news(document: ParsedDocument) -> bool:
    """Whether a sitemap is one of news, which changes by the day and lists pages again."""
    return any("sitemap-news/" in one.uri for one in document.prolog.namespaces)


def indexes(folder: Folder) -> list[ParsedDocument]:
    """Return the sitemap indexes."""
    return [one for one in _unpacked(folder) if one.kind is Kind.SITEMAPINDEX]


def _unpacked(folder: Folder) -> list[ParsedDocument]:
    """Return the documents without packed copies of others (`sitemap.xml.gz` beside `sitemap.xml`)."""
    paths = {one.path for one in folder.documents}
    return [one for one in folder.documents if one.path.removesuffix(".gz") == one.path or one.path[:-3] not in paths]


def path_of(folder: Folder | PublishedFiles, url: str) -> str | None:
    """Return the path below root that an address is published from; None when it is not below base_url."""
    base = (folder.base_url or "").rstrip("/") + "/"
    if not folder.base_url or not (url.startswith(base) or url + "/" == base):
        return None
    return unquote(url[len(base) :].partition("#")[0].partition("?")[0])


def exists(folder: Folder | PublishedFiles, path: str) -> bool:
    """Whether a web server would find something at a path: the file, the page or the index of the folder."""
    if not path or path.endswith("/"):
        return folder.has_file(f"{path}index.html") or folder.has_file(f"{path}index.htm")
    return folder.has_file(path) or folder.has_file(f"{path}.html")


def is_page(folder: Folder | PublishedFiles, path: str) -> bool:
    """Whether a path is that of an HTML page in the folder: of the file itself, or of the index of a folder."""
    name = f"{path}index.html" if not path or path.endswith("/") else path
    return name.lower().endswith((".html", ".htm", ".xhtml")) and folder.has_file(name)


@lru_cache(maxsize=8192)
def canonical(url: str) -> str:
    """Return an address in the form in which two can be compared; no fragment. Many rules ask for the same ones."""
    return _canonical(url)


def _canonical(url: str) -> str:
    return url if uris.is_normal(url) else uris.canonical(uris.without_fragment(url))


def listed(document: ParsedDocument) -> Sequence[str]:
    """Return the addresses of a sitemap or an index in the form in which they can be compared, each at its place."""
    facts = document.facts
    if not facts.odd_urls and uris.are_normal("\n".join(facts.urls.locs)):
        return facts.urls.locs
    return list(map(_canonical, facts.urls.locs))


def origins(document: ParsedDocument) -> set[str]:
    """Return scheme, host and port of the addresses of a sitemap."""
    if uris.is_normal(start := document.facts.urls.beginning[:_LONGEST_ORIGIN].rpartition("/")[0] + "/"):
        return {uris.origin(start)}
    return set(map(uris.origin, listed(document)))


_LONGEST_ORIGIN = 300


def published(document: ParsedDocument, item: ItemFact) -> datetime | None:
    """Return when an item was published, as far as it says so rightly."""
    return moment(document, item.published)


def moment(document: ParsedDocument, text: str) -> datetime | None:
    """Return the moment of a date of a feed."""
    return _moment(text, is_rss=document.kind is Kind.RSS)


@lru_cache(maxsize=8192)
def _moment(text: str, *, is_rss: bool) -> datetime | None:
    if not text:
        return None
    reading = dates.rfc822(text) if is_rss else dates.rfc3339(text.upper())
    return reading.moment if reading.moment is not None else dates.rfc3339(text.upper()).moment


def at_item(document: ParsedDocument, item: ItemFact, key: str, text: str, hint: str) -> Found:
    """Make a finding at an item; `key` is the child or key concerned, in words of RSS: guid, link, pubDate."""
    name = _NAMES[document.kind].get(key, key)
    separator = "." if document.kind is Kind.JSONFEED else "/"
    return Found(
        text=text,
        hint=hint,
        document=document,
        line=item.line,
        column=item.column,
        path=f"{item.path}{separator}{name}",
    )


_NAMES: dict[Kind, dict[str, str]] = {
    Kind.RSS: {},
    Kind.ATOM: {"guid": "id", "pubDate": "published"},
    Kind.JSONFEED: {"guid": "id", "link": "url", "pubDate": "date_published"},
}


def at_url(document: ParsedDocument, one: UrlFact, text: str, hint: str) -> Found:
    """Make a finding at an address of a sitemap."""
    return Found(
        text=text,
        hint=hint,
        found=one.loc,
        document=document,
        line=one.line,
        column=one.column,
        path=document.facts.path_of(one),
    )


def at_page(document: ParsedDocument, page: PageFact, text: str, hint: str) -> Found:
    """Make a finding at a link of a feed to another document of it."""
    return Found(
        text=text,
        hint=hint,
        found=page.address,
        document=document,
        line=page.line,
        column=page.column,
        path=page.path,
    )


def at_feed(document: ParsedDocument, text: str, hint: str, *, at_self: bool = False) -> Found:
    """Make a finding at a feed as a whole, or at its link to itself."""
    facts = document.facts
    if at_self and facts.self_path:
        return Found(
            text=text,
            hint=hint,
            document=document,
            line=facts.self_line,
            column=facts.self_column,
            path=facts.self_path,
            found=facts.self_url,
        )
    return Found(text=text, hint=hint, document=document, at=document.root or document.json)
