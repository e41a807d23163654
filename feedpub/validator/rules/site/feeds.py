"""Rules over all feeds of a folder: ids, links to themselves, one scheme and host everywhere, and what leads to them.

What leads to feeds and sitemaps are robots.txt and the home page.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.majority import odd_ones, usual
from feedpub.validator.rule import FOLDER, Found, rule
from feedpub.validator.rules.site import view
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from feedpub.validator.document import Folder, ParsedDocument
    from feedpub.validator.facts import ItemFact

    _Listed: TypeAlias = tuple[ParsedDocument, ItemFact]
    """An item and the feed that it stands in."""


_ENOUGH = 3
"""Items two feeds must have in common before one is taken for a part of the other."""


@rule("site/id-of-two-posts", Level.WARNING, on=FOLDER, spec="RFC 4287 section 4.2.6; RSS 2.0, guid; JSON Feed 1.1, id")
def id_of_two_posts(folder: Folder) -> Iterator[Found]:
    """One id stands for two posts, in two feeds of the site.

    Who follows both feeds sees only one of the posts.

    ```site bad
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [
    {"id": "1", "url": "https://example.com/a/1", "content_text": "a"}]}
    --- b.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": [
    {"id": "1", "url": "https://example.com/b/1", "content_text": "b"}]}
    ```
    ```site good
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [
    {"id": "a1", "url": "https://example.com/a/1", "content_text": "a"}]}
    --- b.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": [
    {"id": "b1", "url": "https://example.com/b/1", "content_text": "b"}]}
    ```
    """
    by_id: dict[str, list[_Listed]] = {}
    for document in view.feeds(folder):
        for item in document.facts.items:
            if item.id and item.address:
                by_id.setdefault(item.id, []).append((document, item))
    for listed in by_id.values():
        for (document, item), (other, right) in odd_ones(listed, lambda one: view.canonical(one[1].address)):
            if other is not document:
                text = f'The id "{item.id}" is that of "{item.address}" here and of "{right.address}" in {other.path}.'
                yield view.at_item(document, item, "guid", text, "Give each post an id of its own.")


@rule(
    "site/post-with-two-ids", Level.WARNING, on=FOLDER, spec="RFC 4287 section 4.2.6; RSS 2.0, guid; JSON Feed 1.1, id"
)
def post_with_two_ids(folder: Folder) -> Iterator[Found]:
    """One post has one id in a feed of the site and another in a second one.

    Who follows both feeds, or changes from one to the other, gets the post twice. Formats of one feed are compared by
    a rule of their own.

    ```site bad
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
    {"id": "https://example.com/1", "url": "https://example.com/1", "content_text": "a"}]}
    --- category/x/feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News: X", "items": [
    {"id": "x-1", "url": "https://example.com/1", "content_text": "a"}]}
    ```
    ```site good
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
    {"id": "https://example.com/1", "url": "https://example.com/1", "content_text": "a"}]}
    --- category/x/feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News: X", "items": [
    {"id": "https://example.com/1", "url": "https://example.com/1", "content_text": "a"}]}
    ```
    """
    by_link: dict[str, list[_Listed]] = {}
    for document in view.feeds(folder):
        counts = Counter(item.address for item in document.facts.items)
        for item in document.facts.items:
            if item.id and item.address and counts[item.address] == 1:  # a page with several items is no post
                by_link.setdefault(item.address, []).append((document, item))
    for listed in by_link.values():
        for (document, item), (other, right) in odd_ones(listed, lambda one: one[1].id):
            if not _are_one_feed(other, document):
                text = f'"{item.address}" has the id "{item.id}" here and "{right.id}" in {other.path}.'
                yield view.at_item(document, item, "guid", text, "Use one id for a post in all feeds.")


def _are_one_feed(one: ParsedDocument, other: ParsedDocument) -> bool:
    """Whether two documents are the same feed in two formats, as far as they say."""
    titles, homes = {one.facts.title, other.facts.title}, {one.facts.home_url, other.facts.home_url}
    return one.kind is not other.kind and len(titles) == 1 and len(set(map(view.canonical, homes))) == 1


@rule("site/self-link-of-another", Level.WARNING, on=FOLDER, spec="RFC 4287 section 4.2.7.2; JSON Feed 1.1, feed_url")
def self_link_of_another(folder: Folder) -> Iterator[Found]:
    """Two feeds name the same address as their own.

    Readers that follow the self link merge the two subscriptions, and one feed is lost.

    ```site bad
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [], "feed_url": "https://example.com/a.json"}
    --- b.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": [], "feed_url": "https://example.com/a.json"}
    ```
    ```site good
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [], "feed_url": "https://example.com/a.json"}
    --- b.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": [], "feed_url": "https://example.com/b.json"}
    ```
    """
    first: dict[str, ParsedDocument] = {}
    for document in sorted(view.feeds(folder), key=_is_elsewhere):
        own = view.canonical(document.facts.self_url)
        if own and first.setdefault(own, document) is not document:
            yield view.at_feed(
                document,
                f'"{document.facts.self_url}" is the self link of {first[own].path}, too.',
                "Write the address of this feed.",
                at_self=True,
            )


def _is_elsewhere(document: ParsedDocument) -> bool:
    """Whether a feed is not published where it says."""
    return document.url is None or view.canonical(document.url) != view.canonical(document.facts.self_url)


@rule("site/item-not-in-main-feed", Level.INFO, on=FOLDER, spec="agreement of the feeds of a site")
def item_not_in_main_feed(folder: Folder) -> Iterator[Found]:
    """A category's feed has a recent item that the main feed of the site lacks.

    Who follows the main feed misses it. It is said only of items newer than the oldest one of the main feed, and only
    when all others of that time are in it: a category that is left out of the main feed on purpose is not meant.

    ```site bad
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
    {"id": "4", "content_text": "d", "date_published": "2026-05-08T00:00:00Z"},
    {"id": "2", "content_text": "b", "date_published": "2026-05-06T00:00:00Z"},
    {"id": "1", "content_text": "a", "date_published": "2026-05-05T00:00:00Z"}]}
    --- category/x/feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News: X", "items": [
    {"id": "4", "content_text": "d", "date_published": "2026-05-08T00:00:00Z"},
    {"id": "3", "content_text": "c", "date_published": "2026-05-07T00:00:00Z"},
    {"id": "2", "content_text": "b", "date_published": "2026-05-06T00:00:00Z"},
    {"id": "1", "content_text": "a", "date_published": "2026-05-05T00:00:00Z"}]}
    ```
    ```site good
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [
    {"id": "2", "content_text": "b", "date_published": "2026-05-06T00:00:00Z"}]}
    --- category/x/feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News: X", "items": [
    {"id": "2", "content_text": "b", "date_published": "2026-05-06T00:00:00Z"},
    {"id": "1", "content_text": "a", "date_published": "2026-05-05T00:00:00Z"}]}
    ```
    """
    feeds = view.subscribed(folder)
    by_folder: dict[str, list[ParsedDocument]] = {}
    for document in feeds:
        by_folder.setdefault(_folder(document), []).append(document)
    for document in feeds:
        main = _main_of(document, by_folder)
        if main is None:
            continue
        ids = {item.id for item in main.facts.items}
        oldest = min((moment for item in main.facts.items if (moment := view.published(main, item))), default=None)
        recent = [
            item
            for item in document.facts.items
            if oldest is not None and (moment := view.published(document, item)) is not None and moment > oldest
        ]
        absent = [item for item in recent if item.id not in ids]
        common = sum(item.id in ids for item in document.facts.items)
        if len(absent) == 1 and common >= _ENOUGH:
            text = f'The item "{absent[0].id}" is missing in {main.path}, the main feed.'
            yield view.at_item(document, absent[0], "guid", text, "Put it into the main feed, too, if that was meant.")


def _main_of(document: ParsedDocument, by_folder: Mapping[str, list[ParsedDocument]]) -> ParsedDocument | None:
    """Return the feed of the same kind in a folder above, when there is just one."""
    path, above = _folder(document), []
    while path:
        path = "".join(path.rstrip("/").rpartition("/")[:2])
        above += [one for one in by_folder.get(path, ()) if one.kind is document.kind and one is not document]
        if path == "/":
            break
    return above[0] if len(above) == 1 else None


def _folder(document: ParsedDocument) -> str:
    """Return the folder of a document's path, with the slash at its end; "" for the current one."""
    return "".join(document.path.rpartition("/")[:2])


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
    home = uris.origin(folder.base_url or _usual_origin(folder))
    for document in view.feeds(folder) if home else ():
        home_page = document.facts.home_url
        if _is_variant(uris.origin(home_page), home):
            text = f'The home page of the feed is "{home_page}", the site\'s other addresses begin with "{home}/".'
            yield view.at_feed(document, text, f'Begin all addresses with "{home}/".')
        for item in document.facts.items:
            if _is_variant(uris.origin(item.link), home):
                text = f'The link "{item.link}" does not begin with "{home}/" as the site\'s other addresses do.'
                yield view.at_item(document, item, "link", text, f'Begin all addresses with "{home}/".')


def _usual_origin(folder: Folder) -> str:
    """Return the origin that is usual in the first sitemap that lists anything."""
    return next((usual(map(uris.origin, one.facts.urls.locs)) for one in view.sitemaps(folder) if one.facts.urls), "")


def _is_variant(origin: str, home: str) -> bool:
    """Whether two origins are one site, differently written."""
    return bool(origin) and origin != home and _bare(origin) == _bare(home)


def _bare(origin: str) -> str:
    return origin.partition("://")[2].removeprefix("www.").removesuffix(":80").removesuffix(":443")


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
    """No robots.txt names the sitemap, or that of the news.

    Search engines that were not told of it elsewhere never find it. Where there is an index, it is enough to name that;
    a sitemap of news may be listed there.

    ```site bad
    --- robots.txt
    User-agent: *
    --- index.html
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    ```site bad
    --- robots.txt
    Sitemap: https://example.com/sitemap.xml
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    --- news.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"></urlset>
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
    of_news = [one for one in view.sitemaps(folder) if view.is_of_news(one)]
    listed = {loc for index in view.indexes(folder) for loc in view.listed(index)}
    tops = view.indexes(folder) or [one for one in view.sitemaps(folder) if one not in of_news][:1]
    tops += [one for one in of_news if not one.url or view.canonical(one.url) not in listed]
    robots = folder.read("robots.txt")
    if not base or base.rstrip("/") != uris.origin(base) or not (robots or folder.has_pages):
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
    feeds = view.subscribed(folder)
    if page and feeds and not any(map(_is_feed_link, _LINK.findall(page))):
        main = min(feeds, key=lambda one: (one.path.count("/"), one.path))
        kind = {"rss": "rss+xml", "atom": "atom+xml"}.get(main.kind.value, "feed+json")
        text = 'The home page has no <link rel="alternate"> that leads to a feed.'
        hint = f'Write <link rel="alternate" type="application/{kind}" href="{main.url or main.path}"> into its head.'
        yield view.at_feed(main, text, hint)


def _is_feed_link(tag: bytes) -> bool:
    return _ALTERNATE.search(tag) is not None and _FEED_LINK.search(tag) is not None
