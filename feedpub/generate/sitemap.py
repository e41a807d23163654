"""sitemap.xml (sitemaps.org 0.9), with pictures and translations; over the limits an index and parts; as text, too.

Written as text, not as a tree, for a site may have a million URLs (a tree takes ten times as long); every value is an
ASCII URL, a language tag, a date or a word about a film, and is escaped. `tests/generate/test_sitemap.py` compares it
with a tree.
"""

from __future__ import annotations

import html
from functools import partial
from itertools import accumulate, chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from feedpub.model.records import Document, Kind
from feedpub.text import dates, urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from feedpub.generate.listed import Listed, Page
    from feedpub.model.details import Translation, Video
    from feedpub.model.options import SitemapOptions
    from feedpub.model.site import Site

PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n{}<!-- feedpub -->\n'
"""The comment is the mark by which publishing knows its own file where it has no manifest."""
_STYLED = '<?xml-stylesheet type="text/css" href="{}"?>\n'
"""Without it browsers show a sitemap with elements of XHTML, as translations are, as one line of text."""
CORE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGE = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_VIDEO = ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
_MOST_LETTERS = 2048
"""Of the description of a film."""
FRAME = len(f"{PROLOG.format('')}<urlset{CORE}{_IMAGE}{_VIDEO}{_XHTML}>\n</urlset>\n")
"""Bytes around the URLs of a part, at the most, but for the line of a style sheet."""
_MOST_IMAGES = 1000
_AT_ONCE = 1000
"""URLs that are written together: calls for each of a million would take as long as its text, and what is looked at for
so many stays in the processor's cache."""
_DATE = attrgetter("date")


class SitemapLimits(Struct, frozen=True, kw_only=True):
    """The greatest number of URLs and of bytes (uncompressed) of one file, by the protocol."""

    urls: int = 50_000
    size: int = 52_428_800


PROTOCOL = SitemapLimits()


class _Blocks(NamedTuple):
    """Some URLs, in columns."""

    texts: list[str]
    """The lines of each."""
    lastmods: list[str]
    """Empty where it has none."""


def generate(site: Site, of: Listed, options: SitemapOptions, limits: SitemapLimits = PROTOCOL) -> tuple[Document, ...]:
    """Return the sitemap of what is listed, or nothing when it would be empty.

    Browsers show it with the style sheet of the site, where that has one.
    The document at `options.path` comes last, so that an index is published after its parts. A `.gz` beside a
    document holds exactly that document.
    """
    return tuple(with_gzip(_documents(site, of, options, limits), compress=options.gzip))


def text(of: Listed, options: SitemapOptions, limits: SitemapLimits = PROTOCOL) -> tuple[Document, ...]:
    """Return the text sitemap, with an address in each line; over the limits numbered ones, which nothing lists."""
    lines = [f"{url}\n" for url in of.urls]
    parts: list[str] = []
    while lines:
        number = _fitting(lines[: limits.urls], limits.size)
        parts.append("".join(lines[:number]))
        del lines[:number]
    paths = [options.text] if len(parts) == 1 else [part_path(options.text, str(n)) for n in range(1, len(parts) + 1)]
    made = (Document(path=path, kind=Kind.UNKNOWN, data=part.encode()) for path, part in zip(paths, parts, strict=True))
    return tuple(with_gzip(made, compress=options.gzip))


def _documents(site: Site, of: Listed, options: SitemapOptions, limits: SitemapLimits) -> Iterator[Document]:
    styled = _STYLED.format(html.escape(site.stylesheet)) if site.stylesheet else ""
    home = [of.home] if of.home else []
    write = partial(_blocks, of, options)
    if len(of.pages) + len(home) <= limits.urls:
        texts = [text for block in write([*home, *of.pages]) for text in block.texts]
        if sum(map(_size, texts)) <= limits.size - FRAME - len(styled):
            if texts:
                yield Document(path=options.path, kind=Kind.SITEMAP, data=_urlset("".join(texts), styled))
            return
    # The oldest come first, so that a new post changes the last part alone; there is the home page, which changes, too.
    dated: list[Page] = sorted((page for page in of.pages if page.date is not None), key=_DATE)
    undated = [page for page in of.pages if page.date is None]
    kinds: tuple[tuple[str, list[Page]], ...] = (("pages", undated), ("", [*dated, *home]))
    children: list[tuple[str, str]] = []
    for kind, pages in kinds:
        for number, (data, lastmod) in enumerate(_parts(write(pages), limits, styled), start=1):
            path = part_path(options.path, kind if kind and number == 1 else f"{kind}-{number}".strip("-"))
            children.append((site.url + urls.quote_path(path), lastmod))
            yield Document(path=path, kind=Kind.SITEMAP, data=data)
    yield Document(path=options.path, kind=Kind.SITEMAPINDEX, data=_index(children, styled))


def part_path(path: str, name: str) -> str:
    """Return the path of a part beside the whole: `sitemap-2.xml`."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{name}.{ending}" if dot and "/" not in ending else f"{path}-{name}"


def _blocks(of: Listed, options: SitemapOptions, pages: Sequence[Page]) -> Iterator[_Blocks]:
    """Return the blocks of pages, in their order."""
    for start in range(0, len(pages), _AT_ONCE):
        yield _of_pages(pages[start : start + _AT_ONCE], of, options)


def _of_pages(pages: Sequence[Page], of: Listed, options: SitemapOptions) -> _Blocks:
    moments = [page.updated or page.date or of.changed(page) for page in pages]
    images = options.images
    if of.versions.are_none:
        more = [_more(page, (), images=images) if page.image or page.body_images else "" for page in pages]
    else:
        more = [_more(page, of.versions.of(page), images=images) for page in pages]
    if options.videos:
        more = [f"{lines}{_films(page)}" if page.videos else lines for lines, page in zip(more, pages, strict=True)]
    return _written([page.url for page in pages], moments, more)


def _written(urls: Iterable[str], moments: Iterable[datetime | None], more: Iterable[str]) -> _Blocks:
    lastmods = dates.rfc3339_of_each(moments)
    locs = [escaped(url) if "&" in url else url for url in urls]
    texts = [
        f"  <url>\n    <loc>{loc}</loc>\n    <lastmod>{lastmod}</lastmod>\n{lines}  </url>\n"
        if lastmod
        else f"  <url>\n    <loc>{loc}</loc>\n{lines}  </url>\n"
        for loc, lastmod, lines in zip(locs, lastmods, more, strict=True)
    ]
    return _Blocks(texts, lastmods)


def _more(post: Page, translations: Iterable[Translation], *, images: bool) -> str:
    """Return the lines of a URL's translations and pictures."""
    links = [
        f'    <xhtml:link rel="alternate" hreflang="{_quoted(each.language)}" href="{_quoted(each.url)}"/>\n'
        for each in translations
    ]
    return "".join(links) + (_pictures(post) if images else "")


def _pictures(post: Page) -> str:
    shown = (post.image, *post.body_images) if post.image else post.body_images
    addresses = [each.url for each in shown if each.url.startswith(("http:", "https:"))]
    if len(addresses) > 1:
        addresses = list(dict.fromkeys(addresses))[:_MOST_IMAGES]
    lines = [
        f"    <image:image>\n      <image:loc>{escaped(each)}</image:loc>\n    </image:image>\n" for each in addresses
    ]
    return "".join(lines)


def _films(page: Page) -> str:
    """Return the lines of the films of a page that can be listed (Google Search Central, video sitemaps)."""
    return "".join(_film(film, page) for film in page.videos if not lacking(film, page.title, page.url))


def lacking(film: Video, title: str, url: str) -> tuple[str, ...]:
    """Return what a film lacks that search engines ask for; `title` and `url` are those of its page."""
    needed = {
        "its address": film.player or (film.content != url and film.content),
        "a picture": film.thumbnail,
        "a title": film.title or title,
        "a description": film.description,
    }
    return tuple(name for name, value in needed.items() if not value)


def _film(film: Video, page: Page) -> str:
    values = (
        ("thumbnail_loc", film.thumbnail),
        ("title", film.title or page.title),
        ("description", film.description[:_MOST_LETTERS]),
        ("content_loc", film.content if film.content != page.url else ""),
        ("player_loc", film.player),
        ("duration", str(film.duration or "")),
        ("publication_date", dates.rfc3339_of_each([page.date])[0] if page.date else ""),
    )
    lines = "".join(f"      <video:{name}>{escaped(value)}</video:{name}>\n" for name, value in values if value)
    return f"    <video:video>\n{lines}    </video:video>\n"


def escaped(text: str) -> str:
    """Return text as the content of an element."""
    return html.escape(text, quote=False)  # `'` stays: some parsers do not read `&#39;`


def _quoted(text: str) -> str:
    return escaped(text).replace('"', "&quot;")


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
    if sum(map(_size, texts)) <= most:
        return len(texts)
    return max(1, sum(size <= most for size in accumulate(map(_size, texts))))


def _size(text: str) -> int:
    """Return the number of bytes; nearly all is ASCII, for so are URLs."""
    return len(text) if text.isascii() else len(text.encode())


def _urlset(body: str, styled: str) -> bytes:
    image = _IMAGE if "<image:image>" in body else ""
    xhtml = _XHTML if "<xhtml:link" in body else ""
    video = _VIDEO if "<video:video>" in body else ""
    return f"{PROLOG.format(styled)}<urlset{CORE}{image}{video}{xhtml}>\n{body}</urlset>\n".encode()


def _index(children: Iterable[tuple[str, str]], styled: str) -> bytes:
    body = "".join(
        f"  <sitemap>\n    <loc>{escaped(url)}</loc>\n"
        + (f"    <lastmod>{lastmod}</lastmod>\n" if lastmod else "")
        + "  </sitemap>\n"
        for url, lastmod in children
    )
    return f"{PROLOG.format(styled)}<sitemapindex{CORE}>\n{body}</sitemapindex>\n".encode()


def with_gzip(documents: Iterable[Document], *, compress: bool) -> Iterator[Document]:
    """Return documents, each behind its packed copy where these are wanted."""
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
