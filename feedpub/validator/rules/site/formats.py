"""Rules over the formats of one feed: RSS, Atom and JSON Feed of one channel say the same.

Feeds belong together when they have the same title and home page and each is of another kind.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.majority import odd_ones
from feedpub.validator.rule import FOLDER, Found, rule
from feedpub.validator.rules.site import view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import TypeAlias

    from feedpub.validator.document import Folder, ParsedDocument
    from feedpub.validator.facts import ItemFact

    _Listed: TypeAlias = tuple[ParsedDocument, ItemFact]
    """An item and the feed that it stands in."""

_SPEC = "agreement of the formats of a feed"


def _groups(folder: Folder) -> Iterator[list[ParsedDocument]]:
    found: dict[tuple[str, str], list[ParsedDocument]] = {}
    for document in view.subscribed(folder):
        facts = document.facts
        if facts.title and facts.home_url and not document.fault:
            found.setdefault((facts.title, view.canonical(facts.home_url)), []).append(document)
    for group in found.values():
        if 1 < len(group) == len({document.kind for document in group}):
            yield group


def _pairs(folder: Folder) -> Iterator[tuple[ParsedDocument, ParsedDocument]]:
    for group in _groups(folder):
        yield from combinations(group, 2)


def _items_in_formats(folder: Folder) -> Iterator[list[_Listed]]:
    """Return each item of a feed that several formats have, with the document of each."""
    for group in _groups(folder):
        by_link: dict[str, list[_Listed]] = {}
        for document in group:
            for link, item in _by_link(document).items():
                by_link.setdefault(link, []).append((document, item))
        yield from by_link.values()


def _by_link(document: ParsedDocument) -> dict[str, ItemFact]:
    return {view.canonical(item.address): item for item in document.facts.items if item.address}


@rule("site/item-missing-in-format", Level.WARNING, on=FOLDER, spec=_SPEC)
def item_missing_in_format(folder: Folder) -> Iterator[Found]:
    """An item of a feed is missing in the same feed in another format.

    Readers of one format miss a post that those of the other get. Older items that one format no longer lists do not
    count: one may be longer than the other.

    ```site bad
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/", "items": [
    {"id": "2", "url": "https://example.com/2", "content_text": "b", "date_published": "2026-05-06T00:00:00Z"},
    {"id": "1", "url": "https://example.com/1", "content_text": "a", "date_published": "2026-05-05T00:00:00Z"}]}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><link>https://example.com/1</link><pubDate>Tue, 05 May 2026 00:00:00 GMT</pubDate></item>
    </channel></rss>
    ```
    ```site good
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/", "items": [
    {"id": "2", "url": "https://example.com/2", "content_text": "b", "date_published": "2026-05-06T00:00:00Z"},
    {"id": "1", "url": "https://example.com/1", "content_text": "a", "date_published": "2026-05-05T00:00:00Z"}]}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>b</title><link>https://example.com/2</link><pubDate>Wed, 06 May 2026 00:00:00 GMT</pubDate></item>
    </channel></rss>
    ```
    """
    for one, other in _pairs(folder):
        yield from _missing(one, other)
        yield from _missing(other, one)


def _missing(document: ParsedDocument, other: ParsedDocument) -> Iterator[Found]:
    own, present = _by_link(document), _by_link(other)
    moments = [moment for item in present.values() if (moment := view.published(other, item)) is not None]
    if not moments or not present.keys() & own.keys():
        return
    oldest = min(moments)
    for link, item in own.items():
        moment = view.published(document, item)
        if link not in present and moment is not None and moment > oldest:
            text = f'The item "{item.address}" is missing in {other.path}, the same feed in another format.'
            yield view.at_item(document, item, "link", text, "Make all formats from the same posts.")


@rule("site/id-differs-between-formats", Level.WARNING, on=FOLDER, spec=_SPEC)
def id_differs_between_formats(folder: Folder) -> Iterator[Found]:
    """An item has one id in one format of a feed and another in the other.

    A reader that changes from one format to the other shows every post as new.

    ```site bad
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/", "items": [
    {"id": "1", "url": "https://example.com/1", "content_text": "a"}]}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><link>https://example.com/1</link><guid>https://example.com/1</guid></item></channel></rss>
    ```
    ```site good
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/", "items": [
    {"id": "https://example.com/1", "url": "https://example.com/1", "content_text": "a"}]}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><link>https://example.com/1</link><guid>https://example.com/1</guid></item></channel></rss>
    ```
    """
    for listed in _items_in_formats(folder):
        named = [(document, item) for document, item in listed if item.id]
        for (document, item), (other, right) in odd_ones(named, lambda one: one[1].id):
            text = f'"{item.address}" has the id "{item.id}" here and "{right.id}" in {other.path}.'
            yield view.at_item(document, item, "guid", text, "Use one id for a post in all formats.")


@rule("site/date-differs-between-formats", Level.WARNING, on=FOLDER, spec=_SPEC)
def date_differs_between_formats(folder: Folder) -> Iterator[Found]:
    """An item was published at one moment in one format of a feed and at another in the other.

    Readers sort by it; one of the dates is wrong, mostly by its time zone.

    ```site bad
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/", "items": [
    {"id": "1", "url": "https://example.com/1", "content_text": "a", "date_published": "2026-05-05T00:00:00+02:00"}]}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><link>https://example.com/1</link><pubDate>Tue, 05 May 2026 00:00:00 GMT</pubDate></item>
    </channel></rss>
    ```
    ```site good
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/", "items": [
    {"id": "1", "url": "https://example.com/1", "content_text": "a", "date_published": "2026-05-05T02:00:00+02:00"}]}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    <item><title>a</title><link>https://example.com/1</link><pubDate>Tue, 05 May 2026 00:00:00 GMT</pubDate></item>
    </channel></rss>
    ```
    """
    for listed in _items_in_formats(folder):
        dated = [(document, item) for document, item in listed if view.published(document, item) is not None]
        for (document, item), (other, right) in odd_ones(dated, _second_of):
            text = f'"{item.address}" is of "{item.published}" here and of "{right.published}" in {other.path}.'
            yield view.at_item(document, item, "pubDate", text, "Write the same moment in all formats.")


def _second_of(one: _Listed) -> datetime | None:
    """Return when an item was published, without the fractions of a second that RSS cannot write."""
    moment = view.published(*one)
    return None if moment is None else moment.replace(microsecond=0)


@rule("site/hub-missing-in-format", Level.INFO, on=FOLDER, spec="WebSub section 4")
def hub_missing_in_format(folder: Folder) -> Iterator[Found]:
    """A feed names its WebSub hub in one format and not in another.

    Readers of the other format get new posts hours later.

    ```site bad
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/",
    "items": [], "hubs": [{"type": "WebSub", "url": "https://hub.example.com/"}]}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    </channel></rss>
    ```
    ```site good
    --- a.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.com/",
    "items": []}
    --- a.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    </channel></rss>
    ```
    """
    for group in _groups(folder):
        hubs = [hub for document in group for hub in document.facts.hubs if hub]
        for document in group if hubs else ():
            if not document.facts.hubs:
                yield view.at_feed(
                    document,
                    f'The feed names no hub; in another format it names "{hubs[0]}".',
                    f'Add a link rel="hub" (in JSON, "hubs") with "{hubs[0]}".',
                )
