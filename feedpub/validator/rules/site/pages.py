"""Rules over the pages that a sitemap lists, where they lie beside it: what they say to search engines of themselves.

Only the heads of pages are read. Nothing is said of a sitemap whose place is not known, nor of pages elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from feedpub.content import head
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Kind, Level
from feedpub.text import patterns
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.rules.site import view
from feedpub.validator.rules.sitemap.loc import found_at
from feedpub.validator.values import robots, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument, PublishedFiles
    from feedpub.validator.facts import UrlFact

_SITEMAPS = frozenset({Kind.SITEMAP})
_SITEMAPS_AND_INDEXES = _SITEMAPS | {Kind.SITEMAPINDEX}
_CRAWLERS = {"googlebot": "Google", "bingbot": "Bing"}
_OF_CRAWLERS = ("robots", *_CRAWLERS)
_HIDDEN = frozenset({"noindex", "none"})
_REFRESH = patterns.lazy(r"\s*+[0-9.]*+\s*+[;,]?\s*+(?:url\s*+=\s*+)?[\"']?\s*+([^\"']*+)", re.IGNORECASE)
_SPEC = "Google Search Central, page indexing report"


class _Page(Struct, frozen=True, kw_only=True):
    """What a page says to search engines; empty where it says nothing that matters."""

    hidden: str
    """The `meta` element by which it is not to be listed."""
    redirect: str
    """The address that it leads on to."""
    canonical: str
    """The address that it says is its own, where that is another one."""


def _page(files: PublishedFiles, path: str, url: str) -> _Page | None:
    try:
        data = files.read(path)
    except RefusedError:
        return None  # a link out of the site: what it leads to is not looked into
    found = head.read(data.decode("utf-8", "replace"))
    hidden = next((name for name in _OF_CRAWLERS if _HIDDEN.intersection(_words(found, name))), "")
    redirect = _other(_target(found), found, url)
    link = next(iter(found.links("canonical")), {})
    return _Page(hidden=hidden, redirect=redirect, canonical=_other(link.get("href", "").strip(), found, url))


def _words(found: head.Head, name: str) -> set[str]:
    return {word.strip().lower() for content in found.metas(name) for word in content.split(",")}


def _target(found: head.Head) -> str:
    """Return the address that `<meta http-equiv="refresh">` leads to; "" where it only loads the page again."""
    match = _REFRESH.match(found.meta("refresh"))
    return match[1].strip() if match is not None else ""


def _other(reference: str, found: head.Head, url: str) -> str:
    """Return what a reference in the head of a page means, if that is another page than its own; else ""."""
    if not reference:
        return ""
    base = next((tag.values.get("href", "") for tag in found.named("base")), "")
    meant = uris.resolve(uris.resolve(url, base), reference)
    return "" if view.canonical(meant) == view.canonical(url) else meant


@lru_cache(maxsize=1)  # each of the rules asks for those of the same sitemap
def _odd_pages(document: ParsedDocument) -> tuple[tuple[UrlFact, _Page], ...]:
    """Return the entries of a sitemap whose pages say something of themselves that matters."""
    files, urls = document.files, document.facts.urls
    if files is None or not files.has_pages():
        return ()
    odd = []
    for place, loc in enumerate(urls.locs):
        path = view.path_of(files, loc)
        file = _file(files, path) if path is not None else ""
        page = _page(files, file, loc) if file else None
        if page is not None and (page.hidden or page.redirect or page.canonical):
            odd.append((urls[place], page))
    return tuple(odd)


def _file(files: PublishedFiles, path: str) -> str:
    """Return the HTML file that is shown at a path; "" for none."""
    if not path or path.endswith("/"):
        names: tuple[str, ...] = (f"{path}index.html", f"{path}index.htm")
    else:
        names = (path, f"{path}.html", f"{path}/index.html")
    return next((name for name in names if name.lower().endswith(_PAGES) and files.size(name)), "")


_PAGES = (".html", ".htm", ".xhtml")


@rule("site/loc-noindex", Level.WARNING, on=DOCUMENT, spec=_SPEC, kinds=_SITEMAPS)
def loc_noindex(document: ParsedDocument) -> Iterator[Found]:
    """A page that the sitemap lists says that search engines are not to show it.

    The one asks for what the other forbids: search consoles report it ("Submitted URL marked noindex"), and the page
    is not found.

    ```site bad
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1/</loc></url></urlset>
    --- 1/index.html
    <!DOCTYPE html><title>One</title><meta name="robots" content="noindex">
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1/</loc></url></urlset>
    --- 1/index.html
    <!DOCTYPE html><title>One</title><meta name="robots" content="max-image-preview:large">
    ```
    """
    for one, page in _odd_pages(document):
        if page.hidden:
            text = f'The page "{one.loc}" is listed, and forbids its listing by <meta name="{page.hidden}">.'
            yield found_at(document, one, text, "Take it out of the sitemap, or the meta element out of the page.")


@rule("site/loc-redirects", Level.WARNING, on=DOCUMENT, spec=_SPEC, kinds=_SITEMAPS)
def loc_redirects(document: ParsedDocument) -> Iterator[Found]:
    """A page that the sitemap lists only leads on to another one.

    Search engines list the other one, report this ("Page with redirect"), and trust the sitemap less.

    ```site bad
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/old/</loc></url></urlset>
    --- old/index.html
    <!DOCTYPE html><title>Moved</title><meta http-equiv="refresh" content="0; url=https://example.com/new/">
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/new/</loc></url></urlset>
    --- new/index.html
    <!DOCTYPE html><title>New</title><meta http-equiv="refresh" content="300">
    ```
    """
    for one, page in _odd_pages(document):
        if page.redirect:
            text = f'The page "{one.loc}" leads on to "{page.redirect}".'
            yield found_at(document, one, text, f'List "{page.redirect}" instead.')


@rule("site/loc-canonical-elsewhere", Level.WARNING, on=DOCUMENT, spec=_SPEC, kinds=_SITEMAPS)
def loc_canonical_elsewhere(document: ParsedDocument) -> Iterator[Found]:
    """A page that the sitemap lists names another address as its own.

    The sitemap and the page contradict each other: search engines list the one or the other, and report the page as
    a duplicate.

    ```site bad
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/print/1/</loc></url></urlset>
    --- print/1/index.html
    <!DOCTYPE html><title>One</title><link rel="canonical" href="https://example.com/1/">
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1/</loc></url></urlset>
    --- 1/index.html
    <!DOCTYPE html><title>One</title><link rel="canonical" href="/1/">
    ```
    """
    for one, page in _odd_pages(document):
        if page.canonical and not page.redirect:
            text = f'The page "{one.loc}" says that its address is "{page.canonical}".'
            yield found_at(
                document, one, text, f'List "{page.canonical}", or correct <link rel="canonical"> of the page.'
            )


def _for_crawlers(document: ParsedDocument) -> list[tuple[str, robots.Robots]]:
    """Return whom robots.txt speaks to and what it forbids; nothing where the site is not at the root of its host."""
    files = document.files
    base = (files.base_url or "").rstrip("/") if files is not None else ""
    if files is None or not base or base != uris.origin(base):
        return []
    data = files.read("robots.txt")
    return [(name, robots.rules_for(agent, data)) for agent, name in _CRAWLERS.items()] if data else []


def _forbidden(url: str, rules: list[tuple[str, robots.Robots]]) -> str:
    """Say which line of robots.txt forbids an address, and whom; "" where none does."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    found = [(name, one) for name, of_one in rules if (one := of_one.forbidding(path)) is not None]
    if not found:
        return ""
    names, line = " and ".join(name for name, _ in found), found[0][1]
    return f'robots.txt forbids {names} to fetch it: "Disallow: {line.written}", line {line.line}'


@rule(
    "site/loc-forbidden-by-robots",
    Level.WARNING,
    on=DOCUMENT,
    spec="RFC 9309; Google Search Central, page indexing report",
    kinds=_SITEMAPS_AND_INDEXES,
)
def loc_forbidden_by_robots(document: ParsedDocument) -> Iterator[Found]:
    """An address that the sitemap lists, or the sitemap itself, is one that robots.txt forbids to fetch.

    The one asks for what the other forbids: search consoles report it ("Submitted URL blocked by robots.txt"), and
    the page is listed without its text, or not at all.

    ```site bad
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/low/1</loc></url></urlset>
    --- robots.txt
    User-agent: *
    Disallow: /low
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/low/1</loc></url></urlset>
    --- robots.txt
    User-agent: *
    Disallow: /low
    Allow: /low/1
    ```
    """
    rules = _for_crawlers(document)
    if not rules:
        return
    hint = "Take it out of the sitemap, or allow it in robots.txt."
    if document.url and (why := _forbidden(document.url, rules)):
        yield Found(text=f"The sitemap cannot be read: {why}.", at=document.root, hint="Allow it in robots.txt.")
    for place, loc in enumerate(document.facts.urls.locs):
        if uris.origin(loc) == uris.origin(document.url or "") and (why := _forbidden(loc, rules)):
            yield found_at(document, document.facts.urls[place], f'"{loc}" is listed, but {why}.', hint)
