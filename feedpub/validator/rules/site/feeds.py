"""Rules over all feeds of a folder: ids and links to themselves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rule import FOLDER, Found, rule
from feedpub.validator.rules.site import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.validator.document import Document, Folder

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
    first: dict[str, tuple[Document, str]] = {}
    for document in view.feeds(folder):
        for item in document.facts.items:
            if not item.id or not item.link:
                continue
            known, link = first.setdefault(item.id, (document, item.link))
            if known is not document and view.canonical(link) != view.canonical(item.link):
                text = f'The id "{item.id}" is that of "{item.link}" here and of "{link}" in {known.path}.'
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
    first: dict[str, tuple[Document, str]] = {}
    for document in view.feeds(folder):
        counts = Counter(item.link for item in document.facts.items)
        for item in document.facts.items:
            if not item.id or not item.link or counts[item.link] > 1:  # a page with several items is no post
                continue
            known, other = first.setdefault(item.link, (document, item.id))
            if other != item.id and not _are_one_feed(known, document):
                text = f'"{item.link}" has the id "{item.id}" here and "{other}" in {known.path}.'
                yield view.at_item(document, item, "guid", text, "Use one id for a post in all feeds.")


def _are_one_feed(one: Document, other: Document) -> bool:
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
    first: dict[str, Document] = {}
    for document in sorted(view.feeds(folder), key=_is_elsewhere):
        own = view.canonical(document.facts.self_url)
        if own and first.setdefault(own, document) is not document:
            yield view.at_feed(
                document,
                f'"{document.facts.self_url}" is the self link of {first[own].path}, too.',
                "Write the address of this feed.",
                at_self=True,
            )


def _is_elsewhere(document: Document) -> bool:
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
    feeds = view.feeds(folder)
    by_folder: dict[str, list[Document]] = {}
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


def _main_of(document: Document, by_folder: Mapping[str, list[Document]]) -> Document | None:
    """Return the feed of the same kind in a folder above, when there is just one."""
    path, above = _folder(document), []
    while path:
        path = "".join(path.rstrip("/").rpartition("/")[:2])
        above += [one for one in by_folder.get(path, ()) if one.kind is document.kind and one is not document]
        if path == "/":
            break
    return above[0] if len(above) == 1 else None


def _folder(document: Document) -> str:
    """Return the folder of a document's path, with the slash at its end; "" for the current one."""
    return "".join(document.path.rpartition("/")[:2])
