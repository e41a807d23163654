"""sitemap.xml (sitemaps.org 0.9), with pictures and translations; over the limits an index and numbered parts.

Written as text, not as a tree, for a site may have a million URLs (a tree takes ten times as long); every value
is an ASCII URL, a language tag or a date, and is escaped. `tests/generate/test_sitemap.py` compares it with a tree.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING

from feedpub import dates, urls
from feedpub.model import Document, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from feedpub.model import Post, Site
    from feedpub.options import SitemapOptions

_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- feedpub -->\n'
"""The comment is the mark by which publishing knows its own file where it has no manifest."""
_CORE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGE = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
FRAME = len(f"{_PROLOG}<urlset{_CORE}{_IMAGE}{_XHTML}>\n</urlset>\n")
"""Bytes around the URLs of a part, at the most."""
_MOST_IMAGES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The greatest number of URLs and of bytes (uncompressed) of one file, by the protocol."""

    urls: int = 50_000
    size: int = 52_428_800


PROTOCOL = Limits()


def generate(
    site: Site, posts: Iterable[Post], options: SitemapOptions, limits: Limits = PROTOCOL
) -> tuple[Document, ...]:
    """Give the sitemap of the posts and pages that may stand in it, or nothing when it would be empty.

    The document at `options.path` comes last, so that an index is published after its parts. A `.gz` beside a
    document holds exactly that document.
    """
    return tuple(_with_gzip(_documents(site, posts, options, limits), compress=options.gzip))


def _documents(site: Site, posts: Iterable[Post], options: SitemapOptions, limits: Limits) -> Iterator[Document]:
    parts = _parts(_blocks(site, posts, options), limits)
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
    yield Document(path=options.path, kind=Kind.SITEMAPINDEX, data=_index(children))


def _part_path(path: str, number: int) -> str:
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{number}.{ending}" if dot and "/" not in ending else f"{path}-{number}"


def _blocks(site: Site, posts: Iterable[Post], options: SitemapOptions) -> Iterator[tuple[str, str]]:
    """Give the lines of each URL and its lastmod (empty without one), the home page first, then by URL."""
    every = {post.url: post for post in posts}
    pages = _listings(every.values())
    images = options.images
    home = every.get(site.url)
    # A home page that is a file of the site may have said that it wants to be left out.
    is_first = options.home and (home is None or home.not_in_sitemap is None)
    if is_first:
        newest = max(filter(None, _changes(every.values(), home)), default=None)
        more = _more(home, images=images) if home else ""
        yield _block(site.url, dates.rfc3339(newest) if newest else "", more)
    own = [url for url in pages if url not in every and url != site.url]
    for url in sorted([*every, *own]):
        post = every.get(url)
        if post is None:
            yield _block(url, dates.rfc3339(pages[url]), "")
        elif post.not_in_sitemap is None and not (is_first and post is home):
            moment = post.updated or post.date or pages.get(url)
            plain = not (post.translations or (images and (post.image or post.body_images)))
            yield _block(url, dates.rfc3339(moment) if moment else "", "" if plain else _more(post, images=images))


def _changes(posts: Iterable[Post], home: Post | None) -> Iterable[datetime | None]:
    """Give the last change of each post in the sitemap but the home page."""
    return [post.updated or post.date for post in posts if post.not_in_sitemap is None and post is not home]


def _listings(posts: Iterable[Post]) -> dict[str, datetime]:
    """Give the pages that the site's generator makes to list posts, with the last change of what they list."""
    found: dict[str, datetime] = {}
    for post in posts:
        if post.listings and post.date is not None:
            moment = post.updated or post.date
            for listing in post.listings:
                found[listing.url] = max(moment, found.get(listing.url, moment))
    return found


def _block(url: str, lastmod: str, more: str) -> tuple[str, str]:
    if "&" in url:
        url = _escaped(url)
    when = f"    <lastmod>{lastmod}</lastmod>\n" if lastmod else ""
    return f"  <url>\n    <loc>{url}</loc>\n{when}{more}  </url>\n", lastmod


def _more(post: Post, *, images: bool) -> str:
    """Give the lines of a URL's translations and pictures."""
    pictures = _pictures(post) if images else ""
    if not post.translations:
        return pictures
    links = [
        f'    <xhtml:link rel="alternate" hreflang="{_quoted(each.language)}" href="{_quoted(each.url)}"/>\n'
        for each in post.translations
    ]
    return "".join(links) + pictures


def _pictures(post: Post) -> str:
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


def _parts(blocks: Iterator[tuple[str, str]], limits: Limits) -> Iterator[tuple[bytes, str]]:
    """Give each part with its greatest lastmod; only one part is held at a time."""
    held = list(islice(blocks, limits.urls))
    while held:
        number = _fitting([text for text, _ in held], limits)
        texts, lastmods = zip(*held[:number], strict=True)
        yield _urlset("".join(texts)), max(lastmods)
        held = [*held[number:], *islice(blocks, number)]


def _fitting(texts: Sequence[str], limits: Limits) -> int:
    """Give how many URLs go into a part: as many as fit, and at least one."""
    most = limits.size - FRAME
    if sum(map(len, texts)) <= most:  # characters are bytes here: URLs are ASCII
        return len(texts)
    return max(1, sum(size <= most for size in accumulate(map(len, texts))))


def _urlset(body: str) -> bytes:
    image = _IMAGE if "<image:image>" in body else ""
    xhtml = _XHTML if "<xhtml:link" in body else ""
    return f"{_PROLOG}<urlset{_CORE}{image}{xhtml}>\n{body}</urlset>\n".encode()


def _index(children: Iterable[tuple[str, str]]) -> bytes:
    body = "".join(
        f"  <sitemap>\n    <loc>{_escaped(url)}</loc>\n"
        + (f"    <lastmod>{lastmod}</lastmod>\n" if lastmod else "")
        + "  </sitemap>\n"
        for url, lastmod in children
    )
    return f"{_PROLOG}<sitemapindex{_CORE}>\n{body}</sitemapindex>\n".encode()


def _with_gzip(documents: Iterable[Document], *, compress: bool) -> Iterator[Document]:
    for document in documents:
        if compress:
            yield Document(path=f"{document.path}.gz", kind=Kind.UNKNOWN, data=_gzip(document.data))
        yield document


def _gzip(data: bytes) -> bytes:
    """Compress without name, date and operating system, so that the same input gives the same bytes."""
    import gzip  # noqa: PLC0415 - few sites ask for it
    import io  # noqa: PLC0415 - as above

    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, compresslevel=9, mtime=0) as file:
        file.write(data)
    return target.getvalue()
