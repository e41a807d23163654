"""sitemap.xml (sitemaps.org 0.9), with pictures and translations; over the limits an index and numbered parts.

Written as text, not as a tree, for a site may have a million URLs (a tree takes ten times as long); every value
is an ASCII URL, a language tag or a date, and is escaped. `tests/generate/test_sitemap.py` compares it with a tree.
"""

from __future__ import annotations

import html
from bisect import bisect_left
from itertools import accumulate, chain, compress, islice, repeat
from operator import attrgetter, ne
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from feedpub.model.records import Document, Kind, Translation
from feedpub.text import dates, urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from feedpub.model.options import SitemapOptions
    from feedpub.model.records import Image, Listing, Post
    from feedpub.model.site import Site

_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n{}<!-- feedpub -->\n'
"""The comment is the mark by which publishing knows its own file where it has no manifest."""
_STYLED = '<?xml-stylesheet type="text/css" href="{}"?>\n'
"""Without it browsers show a sitemap with elements of XHTML, as translations are, as one line of text."""
_CORE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGE = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
FRAME = len(f"{_PROLOG.format('')}<urlset{_CORE}{_IMAGE}{_XHTML}>\n</urlset>\n")
"""Bytes around the URLs of a part, at the most, but for the line of a style sheet."""
_MOST_IMAGES = 1000
_AT_ONCE = 1000
"""URLs that are written together: calls for each of a million would take as long as its text, and what is looked at for
so many stays in the processor's cache."""
_URL = attrgetter("url")


class SitemapLimits(Struct, frozen=True, kw_only=True):
    """The greatest number of URLs and of bytes (uncompressed) of one file, by the protocol."""

    urls: int = 50_000
    size: int = 52_428_800


PROTOCOL = SitemapLimits()


class _ListingPage(NamedTuple):
    """A page of the site's generator that lists posts, with what a sitemap asks of a post."""

    url: str
    updated: datetime
    date: None = None
    image: None = None
    body_images: tuple[Image, ...] = ()
    translations: tuple[Translation, ...] = ()


class _Listed(NamedTuple):
    """A page that lists posts, and the last change of what it lists."""

    listing: Listing
    changed: datetime


class _Versions:
    """The versions in other languages that a page is told to have: those that are listed, and the page itself."""

    def __init__(self, site: Site, posts: Sequence[Post], listings: Mapping[str, _Listed]) -> None:
        self._site = site
        self._of_listings = _versions_of_listings((each.listing for each in listings.values()), site.language)
        has_any = self._of_listings or any(post.translations for post in posts)
        left_out = {post.url for post in posts if post.not_in_sitemap is not None} if has_any else set()
        urls = {site.url, *(post.url for post in posts), *self._of_listings} if has_any else set()
        self._listed = urls - left_out
        self.are_none = not has_any
        """Whether no page has another version."""

    def of(self, page: Post | _ListingPage) -> tuple[Translation, ...]:
        """Return all versions of a page, by their languages, and the one for everybody else; none where it is alone."""
        return self.at(page.url, page.translations)

    def at(self, url: str, given: tuple[Translation, ...] = ()) -> tuple[Translation, ...]:
        """Return the versions of the page at an address, of which `given` are known."""
        of_listing = self._of_listings.get(url, ())
        if not given and not of_listing:
            return ()
        found = {each.language.lower(): each for each in (*of_listing, *given) if self._is_there(each)}
        if len(found) < 2:  # noqa: PLR2004 - a page is no version of itself
            return ()
        usual = found.get(self._site.language.lower())
        everybody = (Translation(language="x-default", url=usual.url),) if usual else ()
        return (*(found[tag] for tag in sorted(found)), *(everybody if "x-default" not in found else ()))

    def _is_there(self, version: Translation) -> bool:
        """Whether a version is in this sitemap, or on another site, of which nothing is known here."""
        return not version.url.startswith(self._site.url) or version.url in self._listed


def _versions_of_listings(listings: Iterable[Listing], site_language: str) -> dict[str, tuple[Translation, ...]]:
    """Return the versions of the pages that list posts, by their addresses; pages without other versions are absent."""
    groups: dict[str, dict[str, Translation]] = {}
    for listing in listings:
        if listing.versions and (language := listing.language or site_language):
            group = groups.setdefault(listing.versions, {})
            group.setdefault(language.lower(), Translation(language=language, url=listing.url))
    several = (tuple(group.values()) for group in groups.values() if len(group) > 1)
    return {each.url: versions for versions in several for each in versions}


class _Blocks(NamedTuple):
    """Some URLs, in columns."""

    texts: list[str]
    """The lines of each."""
    lastmods: list[str]
    """Empty where it has none."""


def generate(
    site: Site, posts: Iterable[Post], options: SitemapOptions, limits: SitemapLimits = PROTOCOL
) -> tuple[Document, ...]:
    """Return the sitemap of the posts and pages that may stand in it, or nothing when it would be empty.

    Browsers show it with the style sheet of the site, where that has one.
    The document at `options.path` comes last, so that an index is published after its parts. A `.gz` beside a
    document holds exactly that document.
    """
    return tuple(_with_gzip(_documents(site, posts, options, limits), compress=options.gzip))


def _documents(site: Site, posts: Iterable[Post], options: SitemapOptions, limits: SitemapLimits) -> Iterator[Document]:
    styled = _STYLED.format(html.escape(site.stylesheet)) if site.stylesheet else ""
    parts = _parts(_blocks(site, posts, options), limits, styled)
    first, second = next(parts, None), next(parts, None)
    if first is None:
        return
    if second is None:
        yield Document(path=options.path, kind=Kind.SITEMAP, data=first[0])
        return
    children: list[tuple[str, str]] = []
    for number, part in enumerate(chain((first, second), parts), start=1):
        path = _part_path(options.path, number)
        children.append((site.url + urls.quote_path(path), part[1]))
        yield Document(path=path, kind=Kind.SITEMAP, data=part[0])
    yield Document(path=options.path, kind=Kind.SITEMAPINDEX, data=_index(children, styled))


def _part_path(path: str, number: int) -> str:
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{number}.{ending}" if dot and "/" not in ending else f"{path}-{number}"


def _blocks(site: Site, posts: Iterable[Post], options: SitemapOptions) -> Iterator[_Blocks]:
    """Return the blocks of all URLs, the home page first, then by URL."""
    every = _by_url(posts)
    listings = _listings(every)
    versions = _Versions(site, every, listings)
    listed: list[Post | _ListingPage] = [post for post in every if post.not_in_sitemap is None]
    place = bisect_left(every, site.url, key=_URL)
    home = every[place] if place < len(every) and every[place].url == site.url else None
    # A home page that is a file of the site may have said that it wants to be left out.
    if options.home and (home is None or home.not_in_sitemap is None):
        listed = [post for post in listed if post is not home] if home else listed
        newest = max(filter(None, [post.updated or post.date for post in listed]), default=None)
        translations = versions.at(site.url, home.translations if home else ())
        yield _written([site.url], [newest], [_more(home, translations, images=options.images)])
    if listings:
        known = {site.url, *(post.url for post in every)}
        listed = sorted(
            [*listed, *(_ListingPage(url, each.changed) for url, each in listings.items() if url not in known)],
            key=_URL,
        )
    for start in range(0, len(listed), _AT_ONCE):
        yield _of_pages(listed[start : start + _AT_ONCE], listings, versions, images=options.images)


def _by_url(posts: Iterable[Post]) -> list[Post]:
    """Return the posts sorted by URL, of those that share one the last."""
    every = sorted(posts, key=_URL)
    urls = [post.url for post in every]
    return list(compress(every, chain(map(ne, urls, islice(urls, 1, None)), [True])))


def _listings(posts: Iterable[Post]) -> dict[str, _Listed]:
    """Return the pages that the site's generator makes to list posts, by their addresses."""
    found: dict[str, _Listed] = {}
    for post in posts:
        if post.listings and post.date is not None:
            moment = post.updated or post.date
            for listing in post.listings:
                known = found.get(listing.url)
                if known is None or moment > known.changed:
                    found[listing.url] = _Listed(listing, moment)
    return found


def _of_pages(
    pages: Sequence[Post | _ListingPage], listings: Mapping[str, _Listed], versions: _Versions, *, images: bool
) -> _Blocks:
    moments = [page.updated or page.date or _changed(listings.get(page.url)) for page in pages]
    if versions.are_none:
        more = [_more(page, (), images=images) if page.image or page.body_images else "" for page in pages]
    else:
        more = [_more(page, versions.of(page), images=images) for page in pages]
    return _written([page.url for page in pages], moments, more)


def _changed(listed: _Listed | None) -> datetime | None:
    return listed.changed if listed is not None else None


def _written(urls: Iterable[str], moments: Iterable[datetime | None], more: Iterable[str]) -> _Blocks:
    lastmods = dates.rfc3339_of_each(moments)
    locs = [_escaped(url) if "&" in url else url for url in urls]
    texts = [
        f"  <url>\n    <loc>{loc}</loc>\n    <lastmod>{lastmod}</lastmod>\n{lines}  </url>\n"
        if lastmod
        else f"  <url>\n    <loc>{loc}</loc>\n{lines}  </url>\n"
        for loc, lastmod, lines in zip(locs, lastmods, more, strict=True)
    ]
    return _Blocks(texts, lastmods)


def _more(post: Post | _ListingPage | None, translations: Iterable[Translation], *, images: bool) -> str:
    """Return the lines of a URL's translations and pictures."""
    links = [
        f'    <xhtml:link rel="alternate" hreflang="{_quoted(each.language)}" href="{_quoted(each.url)}"/>\n'
        for each in translations
    ]
    return "".join(links) + (_pictures(post) if post and images else "")


def _pictures(post: Post | _ListingPage) -> str:
    shown = (post.image, *post.body_images) if post.image else post.body_images
    addresses = [each.url for each in shown if each.url.startswith(("http:", "https:"))]
    if len(addresses) > 1:
        addresses = list(dict.fromkeys(addresses))[:_MOST_IMAGES]
    lines = [
        f"    <image:image>\n      <image:loc>{_escaped(each)}</image:loc>\n    </image:image>\n" for each in addresses
    ]
    return "".join(lines)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)  # `'` stays: some parsers do not read `&#39;`


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


def _parts(blocks: Iterable[_Blocks], limits: SitemapLimits, styled: str) -> Iterator[tuple[bytes, str]]:
    """Return each part with its greatest lastmod; little more than one part is held at a time."""
    held = _Blocks([], [])
    for some, enough in chain(zip(blocks, repeat(limits.urls)), [(_Blocks([], []), 1)]):
        held.texts.extend(some.texts)
        held.lastmods.extend(some.lastmods)
        while len(held.texts) >= enough:
            number = _fitting(held.texts[: limits.urls], limits.size - FRAME - len(styled))
            yield _urlset("".join(held.texts[:number]), styled), max(held.lastmods[:number])
            del held.texts[:number], held.lastmods[:number]


def _fitting(texts: Sequence[str], most: int) -> int:
    """Return how many URLs go into a part of `most` bytes: as many as fit, and at least one."""
    if sum(map(len, texts)) <= most:  # characters are bytes here: URLs are ASCII
        return len(texts)
    return max(1, sum(size <= most for size in accumulate(map(len, texts))))


def _urlset(body: str, styled: str) -> bytes:
    image = _IMAGE if "<image:image>" in body else ""
    xhtml = _XHTML if "<xhtml:link" in body else ""
    return f"{_PROLOG.format(styled)}<urlset{_CORE}{image}{xhtml}>\n{body}</urlset>\n".encode()


def _index(children: Iterable[tuple[str, str]], styled: str) -> bytes:
    body = "".join(
        f"  <sitemap>\n    <loc>{_escaped(url)}</loc>\n"
        + (f"    <lastmod>{lastmod}</lastmod>\n" if lastmod else "")
        + "  </sitemap>\n"
        for url, lastmod in children
    )
    return f"{_PROLOG.format(styled)}<sitemapindex{_CORE}>\n{body}</sitemapindex>\n".encode()


def _with_gzip(documents: Iterable[Document], *, compress: bool) -> Iterator[Document]:
    for document in documents:
        if compress:
            yield Document(path=f"{document.path}.gz", kind=Kind.UNKNOWN, data=_gzip(document.data))
        yield document


def _gzip(data: bytes) -> bytes:
    """Compress without name, date and operating system, so that the same input gives the same bytes."""
    import gzip  # noqa: PLC0415 - few sites ask for it
    import io  # noqa: PLC0415 - few sites ask for it

    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, compresslevel=9, mtime=0) as file:
        file.write(data)
    return target.getvalue()
