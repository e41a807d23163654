"""Rules over what is good practice in a JSON Feed, and over its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.jsonfeed.value import VERSIONS
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import Document, JsonNode

_SPEC = "JSON Feed 1.1"
_AUTHORS = ("$.author", "$.authors[]", "$.items[].author", "$.items[].authors[]")
_NEW_KEYS = frozenset({"authors", "language"})


@rule(
    "jsonfeed/deprecated-author",
    Level.INFO,
    on=("$.author", "$.items[].author"),
    needs_document=True,
    spec=f"{_SPEC}, changes",
)
def deprecated_author(_node: JsonNode, document: Document) -> Iterator[Found]:
    """The key author was replaced by authors in version 1.1.

    Readers still know it; those for 1.1 need not.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "author": {"name": "Ann"}
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "authors": [{"name": "Ann"}]
    ```
    """
    if _version(document) != VERSIONS[0]:
        yield Found(text='"author" is deprecated since version 1.1.', hint='Write "authors": [{…}]; both may stand.')


@rule("jsonfeed/key-of-newer-version", Level.INFO, on=("$", "$.items[]"), needs_document=True, spec=f"{_SPEC}, changes")
def key_of_newer_version(node: JsonNode, document: Document) -> Iterator[Found]:
    """A feed of version 1 uses a key that came with 1.1.

    A reader that goes by the version passes over it.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1", "title": "News", "items": [], "language": "en"
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "language": "en"
    ```
    """
    if _version(document) != VERSIONS[0] or not isinstance(node.value, dict):
        return
    for child in node.children():
        if child.qname in _NEW_KEYS:
            yield Found(
                text=f'"{child.qname}" came with version 1.1.', at=child, hint=f'Write version "{VERSIONS[1]}".'
            )


def _version(document: Document) -> object:
    version = document.json.child("version") if document.json is not None else None
    return version.value if version is not None else None


@rule("jsonfeed/empty-author", Level.WARNING, on=_AUTHORS, spec=f"{_SPEC}, authors")
def empty_author(node: JsonNode, _document: Document) -> Iterator[Found]:
    """An author has neither name nor url nor avatar.

    One of them is required; there is nothing to show.

    ```json bad in=item
    "id": "1", "content_text": "Hello", "authors": [{}]
    ```
    ```json good in=item
    "id": "1", "content_text": "Hello", "authors": [{"url": "mailto:ann@example.com"}]
    ```
    """
    if isinstance(node.value, dict) and not any(node.value.get(key) for key in ("name", "url", "avatar")):
        yield Found(text="The author has neither name nor url nor avatar.", hint='Add "name".')


no_home_page_url = rule("jsonfeed/no-home-page-url", Level.INFO, spec=f"{_SPEC}, top-level")(
    missing(
        {"$": ("home_page_url",)}, "The feed has no home_page_url.", 'Add "home_page_url" with the address of the site.'
    ),
    """The feed does not say which site it belongs to.

    home_page_url is strongly recommended; readers cannot lead to the site without it.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [], "home_page_url": "https://example.com/"
    ```
    """,
)

no_feed_url = rule("jsonfeed/no-feed-url", Level.INFO, spec=f"{_SPEC}, top-level")(
    missing(
        {"$": ("feed_url",)}, "The feed has no feed_url.", 'Add "feed_url" with the address the feed is published at.'
    ),
    """The feed does not say where it is published.

    feed_url is strongly recommended; a copy of the feed cannot be traced without it.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json"
    ```
    """,
)


@rule("jsonfeed/feed-url-unlike-location", Level.WARNING, on="$.feed_url", spec=f"{_SPEC}, top-level")
def feed_url_unlike_location(node: JsonNode, document: Document) -> Iterator[Found]:
    """The feed_url (the link to itself) is not where the feed is published.

    Readers that follow it move their subscription to the other address.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/old.json"
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json"
    ```
    """
    if not isinstance(node.value, str) or not document.url or uris.absolute_problem(node.value):
        return
    if not uris.same_resource(node.value, document.url):
        yield Found(
            text=f'feed_url is "{node.value}", but the feed is published at "{document.url}".',
            hint=f'Write "{document.url}".',
            found=node.value,
        )


@rule("jsonfeed/next-url-loop", Level.WARNING, on="$.next_url", spec=f"{_SPEC}, top-level")
def next_url_loop(node: JsonNode, document: Document) -> Iterator[Found]:
    """The next page of the feed is the page itself.

    A reader that follows next_url never comes to an end.

    ```json bad in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json", "next_url": "https://example.com/feed.json"
    ```
    ```json good in=feed
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [],
    "feed_url": "https://example.com/feed.json", "next_url": "https://example.com/feed.json?page=2"
    ```
    """
    own = document.json.child("feed_url") if document.json is not None else None
    addresses = [document.url or "", own.value if own is not None and isinstance(own.value, str) else ""]
    if isinstance(node.value, str) and any(one and uris.same_resource(one, node.value) for one in addresses):
        yield Found(
            text=f'next_url "{node.value}" is this page itself.',
            hint="Leave next_url out on the last page.",
            found=node.value,
        )
