"""Rules over the documents that one feed is divided into: whether a reader that follows the links meets all of them.

These are archives (RFC 5005 section 4) and pages (section 3, and `next_url` of JSON Feed). Nothing is said of documents
that lie elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.rule import FOLDER, Found, rule
from feedpub.validator.rules.site import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.validator.document import Folder, ParsedDocument
    from feedpub.validator.facts import PageFact

_BACK = {"prev-archive": "next-archive", "next-archive": "prev-archive"}


def _by_address(folder: Folder) -> Mapping[str, ParsedDocument]:
    """Return the feeds by their addresses; none where no feed has another document."""
    feeds = view.feeds(folder)
    return {view.own_address(one): one for one in feeds} if any(one.facts.pages for one in feeds) else {}


def _steps(known: Mapping[str, ParsedDocument], start: ParsedDocument) -> Iterator[tuple[ParsedDocument, PageFact]]:
    """Follow the links to older entries; give each document with its link, until one is met twice or there is none."""
    here, seen = start, {view.own_address(start)}
    while True:
        page = next((one for one in here.facts.pages if one.relation in view.OLDER), None)
        if page is None:
            return
        yield here, page
        address = view.address_of(here, page)
        if address in seen or address not in known:
            return
        seen.add(address)
        here = known[address]


@rule("site/archive-not-found", Level.WARNING, on=FOLDER, spec="RFC 5005 sections 3 and 4; JSON Feed 1.1, next_url")
def archive_not_found(folder: Folder) -> Iterator[Found]:
    """A feed leads to an archive or a page of itself that does not exist in the folder.

    A reader that wants the older posts gets an error, and misses all that lie behind it.

    ```site bad
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "next_url": "https://example.com/archive/2025/feed.json"}
    ```
    ```site good
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "next_url": "https://example.com/archive/2025/feed.json"}
    --- archive/2025/feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}
    ```
    """
    for document in view.feeds(folder):
        for page in document.facts.pages:
            path = view.path_of(folder, view.address_of(document, page))
            if path is not None and not view.exists(folder, path):
                text = f'"{page.address}" ({page.relation}) was not found: there is no file {path or "index.html"}.'
                yield view.at_page(document, page, text, "Publish it, or take the link out.")


@rule("site/archives-in-circle", Level.ERROR, on=FOLDER, spec="RFC 5005 sections 3 and 4; JSON Feed 1.1, next_url")
def archives_in_circle(folder: Folder) -> Iterator[Found]:
    """The links from a feed to its older entries lead back to a document that they came from.

    A reader that follows them never comes to an end, and never sees the entries that lie behind.

    ```site bad
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json", "next_url": "https://example.com/2.json"}
    --- 2.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/2.json", "next_url": "https://example.com/3.json"}
    --- 3.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/3.json", "next_url": "https://example.com/2.json"}
    ```
    ```site good
    --- feed.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json", "next_url": "https://example.com/2.json"}
    --- 2.json
    {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/2.json"}
    ```
    """
    known = _by_address(folder)
    told: set[str] = set()
    for start in view.feeds(folder) if known else ():
        seen = {view.own_address(start)}
        for here, page in _steps(known, start):
            address, own = view.address_of(here, page), view.own_address(here)
            if address in seen and address != own and own not in told:  # of a link to itself other rules tell
                told.add(own)
                text = f'"{page.address}" ({page.relation}) leads back to {known[address].path}, where the way began.'
                yield view.at_page(here, page, text, "Let it lead to the next older one; the oldest has no such link.")
            seen.add(address)


@rule("site/archive-not-reached", Level.WARNING, on=FOLDER, spec="RFC 5005 section 4")
def archive_not_reached(folder: Folder) -> Iterator[Found]:
    """No feed leads to an archive, neither directly nor by way of others.

    A reader that follows prev-archive from the feed never meets its entries: the chain has a gap.

    ```site bad
    --- rss.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    </channel></rss>
    --- 2025.xml
    <rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description><fh:archive/></channel></rss>
    ```
    ```site good
    --- rss.xml
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description>
    <atom:link rel="prev-archive" href="https://example.com/2025.xml"/></channel></rss>
    --- 2025.xml
    <rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description><fh:archive/></channel></rss>
    ```
    """
    archives = [one for one in view.feeds(folder) if one.facts.is_archive]
    if not archives:
        return
    known, starts = _by_address(folder), view.subscribed(folder)
    reached = {view.address_of(here, page) for start in starts for here, page in _steps(known, start)}
    kinds = {start.kind for start in starts}
    for document in archives:
        if document.kind in kinds and view.own_address(document) not in reached:
            text = "No feed leads to this archive by prev-archive."
            hint = "Name it with rel=prev-archive in the next newer archive, or in the feed."
            yield view.at_feed(document, text, hint)


@rule("site/archive-not-marked", Level.INFO, on=FOLDER, spec="RFC 5005 section 4")
def archive_not_marked(folder: Folder) -> Iterator[Found]:
    """A document that a feed names as its archive does not say that it is one.

    Readers may keep an archive for good, for its entries do not change; without fh:archive they ask for it again and
    again, and whoever comes upon it subscribes to it.

    ```site bad
    --- rss.xml
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description>
    <atom:link rel="prev-archive" href="https://example.com/2025.xml"/></channel></rss>
    --- 2025.xml
    <rss version="2.0"><channel><title>News</title><link>https://example.com/</link><description>News</description>
    </channel></rss>
    ```
    ```site good
    --- rss.xml
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description>
    <atom:link rel="prev-archive" href="https://example.com/2025.xml"/></channel></rss>
    --- 2025.xml
    <rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0"><channel><title>News</title>
    <link>https://example.com/</link><description>News</description><fh:archive/></channel></rss>
    ```
    """
    known = _by_address(folder)
    named = {
        view.address_of(one, page): one
        for one in known.values()
        for page in one.facts.pages
        if page.relation == "prev-archive"
    }
    for address, by in named.items():
        document = known.get(address)
        if document is not None and not document.facts.is_archive and document.kind is not Kind.JSONFEED:
            text = f"{by.path} names this document as its archive, and it has no <fh:archive/>."
            yield view.at_feed(document, text, "Add <fh:archive/> if its entries do not change any more.")


@rule("site/archive-neighbours-differ", Level.WARNING, on=FOLDER, spec="RFC 5005 section 4")
def archive_neighbours_differ(folder: Folder) -> Iterator[Found]:
    """Two archives do not agree on their order: one names the other as the one before, which names a third as the next.

    Readers that go forward and those that go back see different entries.

    ```site bad
    --- 3.xml
    <rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
    <channel><title>News</title><link>https://example.com/</link><description>News</description><fh:archive/>
    <atom:link rel="prev-archive" href="https://example.com/1.xml"/></channel></rss>
    --- 1.xml
    <rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
    <channel><title>News</title><link>https://example.com/</link><description>News</description><fh:archive/>
    <atom:link rel="next-archive" href="https://example.com/2.xml"/></channel></rss>
    ```
    ```site good
    --- 2.xml
    <rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
    <channel><title>News</title><link>https://example.com/</link><description>News</description><fh:archive/>
    <atom:link rel="prev-archive" href="https://example.com/1.xml"/></channel></rss>
    --- 1.xml
    <rss version="2.0" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:atom="http://www.w3.org/2005/Atom">
    <channel><title>News</title><link>https://example.com/</link><description>News</description><fh:archive/>
    <atom:link rel="next-archive" href="https://example.com/2.xml"/></channel></rss>
    ```
    """
    known = _by_address(folder)
    archives = [one for one in known.values() if one.facts.is_archive]
    for document in archives:
        for page in document.facts.pages:
            other = known.get(view.address_of(document, page))
            if page.relation not in _BACK or other is None or not other.facts.is_archive:
                continue
            back = [one for one in other.facts.pages if one.relation == _BACK[page.relation]]
            if back and view.own_address(document) not in {view.address_of(other, one) for one in back}:
                text = (
                    f'"{page.address}" is the {page.relation} here, and there {back[0].relation} is '
                    f'"{back[0].address}", not this archive.'
                )
                yield view.at_page(document, page, text, "Let each of two neighbours name the other.")
