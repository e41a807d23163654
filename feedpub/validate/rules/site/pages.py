"""Rules over what leads to feeds and sitemaps: robots.txt and the home page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validate.rule import FOLDER, Found, rule
from feedpub.validate.rules.site import view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validate.document import Folder

_SITEMAP_LINE = patterns.lazy(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_FEED_LINK = patterns.lazy(rb"\btype\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json|json)\b", re.IGNORECASE)
_ALTERNATE = patterns.lazy(rb"\brel\s*+=\s*+[\"']?[^\"'>]{0,200}\balternate\b", re.IGNORECASE)
_LINK = patterns.lazy(rb"<link\b[^>]*+(?:>|\Z)", re.IGNORECASE)


@rule(
    "site/robots-without-sitemap",
    Level.INFO,
    on=FOLDER,
    spec="sitemaps.org, specifying the sitemap location in robots.txt",
)
def robots_without_sitemap(folder: Folder) -> Iterator[Found]:
    """No robots.txt names the sitemap.

    Search engines that were not told of it elsewhere never find it.

    ```site bad
    --- robots.txt
    User-agent: *
    --- index.html
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    ```site good
    --- robots.txt
    Sitemap: https://example.com/sitemap.xml
    --- index.html
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    """
    base = folder.base_url or ""
    tops = view.indexes(folder) or view.sitemaps(folder)[:1]
    robots = folder.read("robots.txt")
    if not base or base.rstrip("/") != view.origin(base) or not (robots or folder.has_pages):
        return
    named = {view.canonical(line.decode("utf-8", "replace")) for line in _SITEMAP_LINE.findall(robots)}
    for document in tops:
        if document.url and not named & {view.canonical(document.url), view.canonical(f"{document.url}.gz")}:
            text = (
                "robots.txt does not name the sitemap." if robots else "There is no robots.txt that names the sitemap."
            )
            yield view.at_feed(document, text, f'Write "Sitemap: {document.url}" into robots.txt.')


@rule("site/home-page-without-feed", Level.INFO, on=FOLDER, spec="HTML Living Standard, link type alternate")
def home_page_without_feed(folder: Folder) -> Iterator[Found]:
    """The home page does not name the feed.

    Readers that are given the address of the site find no feed to subscribe to.

    ```site bad
    --- index.html
    <!DOCTYPE html><title>News</title>
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    ```site good
    --- index.html
    <!DOCTYPE html><title>News</title><link rel="alternate" type="application/feed+json" href="/feed.json">
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    """
    page = folder.read("index.html")
    feeds = view.feeds(folder)
    if page and feeds and not any(map(_is_feed_link, _LINK.findall(page))):
        main = min(feeds, key=lambda one: (one.path.count("/"), one.path))
        kind = {"rss": "rss+xml", "atom": "atom+xml"}.get(main.kind.value, "feed+json")
        text = 'The home page has no <link rel="alternate"> that leads to a feed.'
        hint = f'Write <link rel="alternate" type="application/{kind}" href="{main.url or main.path}"> into its head.'
        yield view.at_feed(main, text, hint)


def _is_feed_link(tag: bytes) -> bool:
    return _ALTERNATE.search(tag) is not None and _FEED_LINK.search(tag) is not None
