"""Rules over the addresses that feeds and sitemaps of a folder are written with: one scheme and host everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import FOLDER, Found, rule
from feedpub.validate.rules.site import view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validate.document import Folder


@rule("site/mixed-address", Level.WARNING, on=FOLDER, spec="RFC 3986 section 6; agreement of the addresses of a site")
def mixed_address(folder: Folder) -> Iterator[Found]:
    """The site is written with http: here and https: there, or with www. here and without there.

    Readers and search engines take them for different pages, and count, remember and show posts twice.

    ```site bad
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
    {"id": "1", "url": "http://www.example.com/1", "content_text": "a"}]}
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    ```site good
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
    {"id": "1", "url": "https://example.com/1", "content_text": "a"},
    {"id": "2", "url": "https://elsewhere.example.net/2", "content_text": "b"}]}
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/1</loc></url></urlset>
    ```
    """
    home = view.origin(folder.base_url or _first_address(folder))
    for document in view.feeds(folder) if home else ():
        home_page = document.facts.home_url
        if _is_variant(view.origin(home_page), home):
            text = f'The home page of the feed is "{home_page}", the site\'s other addresses begin with "{home}/".'
            yield view.at_feed(document, text, f'Begin all addresses with "{home}/".')
        for item in document.facts.items:
            if _is_variant(view.origin(item.link), home):
                text = f'The link "{item.link}" does not begin with "{home}/" as the site\'s other addresses do.'
                yield view.at_item(document, item, "link", text, f'Begin all addresses with "{home}/".')


def _first_address(folder: Folder) -> str:
    """Without a known address of the site, the first sitemap says what is usual."""
    return next((loc for document in view.sitemaps(folder) for loc in document.facts.urls.locs[:1]), "")


def _is_variant(origin: str, home: str) -> bool:
    """Whether two origins are one site, differently written."""
    return bool(origin) and origin != home and _bare(origin) == _bare(home)


def _bare(origin: str) -> str:
    return origin.partition("://")[2].removeprefix("www.").removesuffix(":80").removesuffix(":443")
