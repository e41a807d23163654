"""One page under two addresses, in one feed: a slash, http: and https:, `www.`, capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.values import likeness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.facts import ItemFact

_FEEDS = frozenset({Kind.RSS, Kind.ATOM, Kind.JSONFEED})


def _of_item(item: ItemFact, text: str, hint: str) -> Found:
    return Found(text=text, found=item.link, line=item.line, column=item.column, path=item.path, hint=hint)


@rule("address/near-duplicate", Level.WARNING, on=DOCUMENT, spec="RFC 3986 section 6", kinds=_FEEDS)
def near_duplicate(document: ParsedDocument) -> Iterator[Found]:
    """Two items of a feed lead to one page under two addresses: with and without a slash, http: and https:, www.

    Readers that tell items by their addresses show the page twice, and search engines count the links apart.

    ```xml bad in=channel
    <item><title>One</title><link>https://example.com/1</link></item>
    <item><title>One, again</title><link>https://example.com/1/</link></item>
    ```
    ```xml good in=channel
    <item><title>One</title><link>https://example.com/1</link></item>
    <item><title>Two</title><link>https://example.com/2</link></item>
    ```
    """
    items = document.facts.items
    for pair in likeness.nearly_same([item.link for item in items]):
        if not pair.in_case_only:
            item, first = items[pair.place], items[pair.first].link
            text = f'The address "{item.link}" and that of item {pair.first + 1}, "{first}", differ {pair.difference}.'
            yield _of_item(item, text, "Write the address to which the other redirects in both.")


@rule("address/unlike-origin", Level.INFO, on=DOCUMENT, spec="RFC 6454; practice of readers", kinds=_FEEDS)
def unlike_origin(document: ParsedDocument) -> Iterator[Found]:
    """The address of an item has http: or www. where most of the feed have https: or none, or the other way round.

    One of the two is a redirect at best; when it is corrected, readers that tell items by their addresses show the item
    again.

    ```xml bad in=channel
    <link>https://example.com/</link>
    <item><title>One</title><link>https://example.com/1</link></item>
    <item><title>Two</title><link>http://www.example.com/2</link></item>
    ```
    ```xml good in=channel
    <link>https://example.com/</link>
    <item><title>One</title><link>https://example.com/1</link></item>
    <item><title>Two</title><link>https://example.org/2</link></item>
    ```
    """
    items = document.facts.items
    usual = likeness.commonest_origin([document.facts.home_url, *(item.link for item in items)])
    for item in items if usual else ():
        origin = "/".join(item.link.split("/", 3)[:3])
        if meant := usual.get(origin.lower()):
            text = f'The address "{item.link}" begins with "{origin}", and most of the feed with "{meant}".'
            yield _of_item(item, text, f'Write "{meant}{item.link[len(origin) :]}".')
