"""The URLs in content: absolute, since a feed is read far from the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text.xml import Element
from feedpub.validator.rule import Found, rule
from feedpub.validator.rules.content.fragments import FEEDS, HOLDERS, called, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validator.document import Document
    from feedpub.validator.rule import Node


def _has_base(node: Node) -> bool:
    return isinstance(node, Element) and node.inherited("xml:base") is not None


@rule(
    "content/relative-url", Level.WARNING, on=HOLDERS, spec="practice of readers", refs=("ContainsRelRef",), kinds=FEEDS
)
def relative_url(node: Node, _document: Document) -> Iterator[Found]:
    """The content holds a relative URL.

    RSS and JSON Feed do not say what it is relative to, and readers guess: images break, links lead nowhere.

    ```xml bad in=item
    <title>One</title><description>&lt;img src="/lake.jpg" alt="A lake"&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;img src="https://example.com/lake.jpg" alt="A lake"&gt;</description>
    ```
    """
    relative = facts_of(node).relative
    if relative and not _has_base(node):
        name, attribute, url = relative[0]
        more = f", and {len(relative) - 1} more are relative" if len(relative) > 1 else ""
        yield Found(
            text=f'{attribute} of a <{name}> in {called(node)} is "{url.strip()[:100]}"{more}.',
            found=url,
            hint="Write every address in full, with https:// and host.",
        )


@rule("content/fragment-url", Level.WARNING, on=HOLDERS, spec="practice of readers", kinds=FEEDS)
def fragment_url(node: Node, _document: Document) -> Iterator[Found]:
    """A link in the content leads to a place in the same text (#note-1).

    In most readers the place does not exist: such a link opens the reader's own page, or nothing.

    ```xml bad in=item
    <title>One</title><description>&lt;a href="#note-1"&gt;1&lt;/a&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;a href="https://example.com/1#note-1"&gt;1&lt;/a&gt;</description>
    ```
    """
    here = facts_of(node).fragments
    if here and not _has_base(node):
        yield Found(
            text=f'{called(node)} links to "{here[0][:100]}", a place in itself.',
            found=here[0],
            hint="Write the address of the post before the #.",
        )


@rule("content/url-invalid", Level.WARNING, on=HOLDERS, spec="RFC 3986", refs=("InvalidUriChar",), kinds=FEEDS)
def url_invalid(node: Node, _document: Document) -> Iterator[Found]:
    """A URL in the content holds a space or a character that no URL may hold.

    Browsers fix it, but readers that fetch images themselves often do not.

    ```xml bad in=item
    <title>One</title><description>&lt;img src="https://example.com/a lake.jpg" alt="A lake"&gt;</description>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;img src="https://example.com/a%20lake.jpg" alt="A lake"&gt;</description>
    ```
    """
    for name, attribute, url, character in facts_of(node).forbidden[:1]:
        yield Found(
            text=f'{attribute} of a <{name}> in {called(node)} is "{url.strip()[:100]}".',
            found=url,
            hint=f"Write %{ord(character):02X} for the character {character!r}.",
        )
