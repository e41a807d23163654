"""Rules over a sitemap index and the sitemaps that it lists: what they say of each other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import FOLDER, Found, rule
from feedpub.validator.rules.site import view
from feedpub.validator.values import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedpub.validator.document import Folder, ParsedDocument

_OF_SEARCH = ("sitemap-image/", "sitemap-video/", "sitemap-news/")
"""Extensions that have sitemaps of their own, which list pages again."""
_DAY = timedelta(days=1)


def _children(folder: Folder) -> list[ParsedDocument]:
    """Return the sitemaps that some index lists; all where nobody knows their addresses."""
    listed = {loc for index in view.indexes(folder) for loc in view.listed(index)}
    if not listed:
        return []
    return [one for one in view.sitemaps(folder) if not one.url or listed & _addresses(one.url)]


def _addresses(url: str) -> set[str]:
    """Return the address of a sitemap and that of its packed copy."""
    return {view.canonical(url), view.canonical(f"{url}.gz")}


def _purpose(document: ParsedDocument) -> frozenset[str]:
    """Return the extensions that a sitemap is for."""
    used = (one.uri for one in document.prolog.namespaces)
    return frozenset(name for uri in used for name in _OF_SEARCH if name in uri)


@rule("site/loc-in-two-sitemaps", Level.WARNING, on=FOLDER, spec="sitemaps.org, using sitemap index files")
def loc_in_two_sitemaps(folder: Folder) -> Iterator[Found]:
    """A page is listed in two sitemaps of one index.

    Search engines count it twice against the limits, take the date of either, and report it under one of the two, so
    that the numbers of a part of the site say nothing. Sitemaps of pictures, videos and news list pages again.

    ```site bad
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://example.com/a.xml</loc></sitemap><sitemap><loc>https://example.com/b.xml</loc></sitemap>
    </sitemapindex>
    --- a.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    --- b.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    ```site good
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://example.com/a.xml</loc></sitemap><sitemap><loc>https://example.com/b.xml</loc></sitemap>
    </sitemapindex>
    --- a.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    --- b.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/2</loc></url></urlset>
    ```
    """
    alike: dict[frozenset[str], list[ParsedDocument]] = {}
    for document in _children(folder):
        alike.setdefault(_purpose(document), []).append(document)
    for documents in alike.values():
        yield from _listed_again(documents)


def _listed_again(documents: list[ParsedDocument]) -> Iterator[Found]:
    lists = [set(view.listed(document)) for document in documents]
    if len(set().union(*lists)) == sum(map(len, lists)):
        return
    first: dict[str, ParsedDocument] = {}
    for document in documents:
        for place, loc in enumerate(view.listed(document)):
            known = first.setdefault(loc, document)
            if known is not document:
                one = document.facts.urls[place]
                text = f'The address "{one.loc}" is listed in {known.path}, too.'
                yield view.at_url(document, one, text, "List each page in one sitemap.")


@rule("site/index-older-than-sitemap", Level.WARNING, on=FOLDER, spec="sitemaps.org, lastmod of a sitemap index")
def index_older_than_sitemap(folder: Folder) -> Iterator[Found]:
    """The lastmod that an index gives a sitemap lies before that of a page in the sitemap.

    Search engines do not fetch a sitemap again that is said to be older than what they have, and miss the new page.

    ```site bad
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/a.xml</loc>
    <lastmod>2026-05-01</lastmod></sitemap></sitemapindex>
    --- a.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc>
    <lastmod>2026-05-05</lastmod></url></urlset>
    ```
    ```site good
    --- sitemap.xml
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/a.xml</loc>
    <lastmod>2026-05-05</lastmod></sitemap></sitemapindex>
    --- a.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc>
    <lastmod>2026-05-05T10:00:00Z</lastmod></url></urlset>
    ```
    """
    by_address = {loc: one for one in view.sitemaps(folder) if one.url for loc in _addresses(one.url)}
    for document in view.indexes(folder):
        for place, loc in enumerate(view.listed(document)):
            one, child = document.facts.urls[place], by_address.get(loc)
            stated = _end_of(one.lastmod)
            newest = _newest(child) if child is not None and stated is not None else None
            if child is not None and stated is not None and newest is not None and stated < newest[0]:
                text = f'lastmod "{one.lastmod}" of "{one.loc}" lies before "{newest[1]}", that of a page in it.'
                yield view.at_url(document, one, text, f'Write "{newest[1]}".')


def _end_of(lastmod: str) -> datetime | None:
    """Return the last moment that a date may mean; None where it means none. A time zone may shift a day by one."""
    reading = dates.w3cdtf(lastmod) if lastmod else None
    if reading is None or reading.moment is None:
        return None
    return reading.moment if "T" in lastmod else reading.moment + _DAY + _DAY


def _newest(sitemap: ParsedDocument) -> tuple[datetime, str] | None:
    """Return the newest date in a sitemap that does not lie in the future, and how it is written."""
    stated = ((dates.w3cdtf(text).moment, text) for text in set(sitemap.facts.urls.lastmods) if text)
    return max(
        ((moment, text) for moment, text in stated if moment is not None and moment <= sitemap.now), default=None
    )
