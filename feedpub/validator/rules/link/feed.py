"""Rules of what links say of a feed or entry: its address, its hub, the pages it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.text import hosts
from feedpub.validator.bases import base_of, has_stated_host
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.rules.content.fragments import FEEDS
from feedpub.validator.rules.link.attributes import relation
from feedpub.validator.schema.rss import is_old
from feedpub.validator.values import domains, media_types, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.facts import ItemFact

_ATOM = frozenset({Kind.ATOM})
_TOPS = frozenset({"atom:feed", "channel"})
_FEED_TYPES = frozenset(
    {"application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/xml", "text/xml"}
)
_TYPE = {Kind.RSS: "application/rss+xml"}


def _is_top(element: Element | None) -> bool:
    return element is not None and element.name in _TOPS


@rule(
    "link/same-document",
    Level.WARNING,
    on="atom:link",
    needs_document=True,
    spec="RFC 3986 section 4.4, XML Base section 4",
    refs=("SameDocumentReference",),
)
def same_document(link: Element, document: ParsedDocument) -> Iterator[Found]:
    """A relative link means its xml:base itself, which is not where the document lies.

    By RFC 3986 such a reference means the document at hand, by XML Base another address; readers go either way.

    ```xml bad
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/"><link href="."/></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/"><link href="/news/"/></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/news/"/></feed>
    ```
    """
    href = link.get("href")
    if href is None or document.url is None or href.startswith("/") or uris.is_absolute(href):
        return
    base = base_of(link, document.url)
    if uris.same_resource(uris.resolve(base, href), base) and not uris.same_resource(base, document.url):
        yield Found(
            text=f'The href "{href}" means {base}, the base stated by xml:base.',
            attribute="href",
            found=href,
            hint=f'Write href="{base}", the whole URL.',
        )


@rule("link/self-type", Level.WARNING, on="atom:link", spec="RFC 4287 section 4.2.7.2", refs=("SelfNotAtom",))
def self_type(link: Element, document: ParsedDocument) -> Iterator[Found]:
    """The type of a self link is not that of a feed.

    A self link names the feed itself; the page for people is the alternate link.

    ```xml bad in=feed
    <link rel="self" type="text/html" href="https://example.com/"/>
    ```
    ```xml good in=feed
    <link rel="self" type="application/atom+xml" href="https://example.com/feed.xml"/>
    ```
    """
    stated = link.get("type")
    if stated is None or relation(link) != "self" or media_types.problem(stated):
        return
    if media_types.essence(stated) not in _FEED_TYPES:
        yield Found(
            text=f'The link with rel self has the type "{stated}".',
            attribute="type",
            found=stated,
            hint=f'Write type="{_TYPE.get(document.kind, "application/atom+xml")}", or rel="alternate" for the page.',
        )


@rule(
    "link/alternates-alike",
    Level.ERROR,
    on=("atom:feed", "atom:entry", "atom:source"),
    spec="RFC 4287 sections 4.1.1, 4.1.2 and 4.2.11",
    refs=("DuplicateAtomLink",),
    kinds=_ATOM,
    harms=("Ruby's rss",),
)
def alternates_alike(container: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Two alternate links have the same type and language.

    Readers open one page for an entry and cannot tell which of the two is meant.

    ```xml bad in=entry
    <link href="https://example.com/1"/><link href="https://example.com/2"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/1"/><link rel="related" href="https://example.com/2"/>
    ```
    """
    seen: set[tuple[str, str]] = set()
    for link in container.all("atom:link"):
        if relation(link) == "alternate":
            key = (media_types.essence(link.get("type") or ""), (link.get("hreflang") or "").lower())
            if key in seen:
                yield Found(
                    text="There is an alternate link of the same type and hreflang before this one.",
                    at=link,
                    found=link.get("href") or "",
                    hint="Keep one, make the other related, or tell them apart by type or hreflang.",
                )
            seen.add(key)


@rule(
    "link/self-missing",
    Level.WARNING,
    on=("atom:feed", "rss/channel"),
    spec="RFC 4287 section 4.1.1; RSS Best Practices Profile, atom:link",
    refs=("MissingSelf", "MissingAtomSelfLink"),
)
def self_missing(container: Element, document: ParsedDocument) -> Iterator[Found]:
    """The feed does not say under which address it is published.

    Readers that were given a copy, or another address of it, cannot find the feed; WebSub does not work without.

    ```xml bad in=channel
    <title>News</title>
    ```
    ```xml good in=channel
    <title>News</title><atom:link rel="self" type="application/rss+xml" href="https://example.com/feed.xml"/>
    ```
    """
    if not is_old(container) and not any(relation(link) == "self" for link in container.all("atom:link")):
        prefix = "" if document.kind is Kind.ATOM else "atom:"
        kind = _TYPE.get(document.kind, "application/atom+xml")
        address = document.url or "https://example.com/feed.xml"
        yield Found(
            text="The feed has no link with rel self.",
            missing=f"{prefix}link",
            hint=f'Add <{prefix}link rel="self" type="{kind}" href="{address}"/>.',
        )


@rule(
    "link/self-relative",
    Level.WARNING,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.2, practice of readers",
    refs=("RelativeSelf",),
)
def self_relative(link: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The self link of a feed is relative.

    It should tell the address of the feed to someone who has the file alone, and does not.

    ```xml bad in=feed
    <link rel="self" href="/feed.xml"/>
    ```
    ```xml good in=feed
    <link rel="self" href="https://example.com/feed.xml"/>
    ```
    """
    href = link.get("href")
    if href is None or relation(link) != "self" or not _is_top(link.parent):
        return
    if not uris.split(href).authority and not has_stated_host(link):
        yield Found(
            text=f'The link with rel self leads to "{href}", which is relative.',
            attribute="href",
            found=href,
            hint="Write the whole URL, with https: and the host.",
        )


@rule(
    "link/self-unlike-location",
    Level.WARNING,
    on="atom:link",
    spec="RFC 4287 section 4.2.7.2, practice of readers",
    refs=("SelfDoesntMatchLocation",),
)
def self_unlike_location(link: Element, document: ParsedDocument) -> Iterator[Found]:
    """The self link of a feed is another address than that of its publication.

    Readers that follow WebSub move the subscription to the self link, and lose the feed when nothing is there.

    ```xml bad in=feed
    <link rel="self" href="https://example.com/old-feed.xml"/>
    ```
    ```xml good in=feed
    <link rel="self" href="https://example.com/feed.xml"/>
    ```
    """
    href = link.get("href")
    if href is None or document.url is None or relation(link) != "self" or not _is_top(link.parent):
        return
    stated = uris.resolve(base_of(link, document.url), href)
    if not uris.same_resource(stated, document.url):
        yield Found(
            text=f"The link with rel self leads to {stated}, and the feed is published at {document.url}.",
            attribute="href",
            found=href,
            hint=f'Write href="{document.url}", or publish the feed at the other address.',
        )


@rule("link/hub-without-self", Level.WARNING, on=("atom:feed", "rss/channel"), spec="WebSub section 4")
def hub_without_self(container: Element, document: ParsedDocument) -> Iterator[Found]:
    """The feed names a hub and not its own address.

    Subscribers tell the hub the self link as the topic; without one they cannot subscribe.

    ```xml bad in=feed
    <link rel="hub" href="https://hub.example.com/"/>
    ```
    ```xml good in=feed
    <link rel="hub" href="https://hub.example.com/"/><link rel="self" href="https://example.com/feed.xml"/>
    ```
    """
    relations = {relation(link): link for link in container.all("atom:link")}
    if "hub" in relations and "self" not in relations:
        yield Found(
            text="There is a link with rel hub and none with rel self.",
            at=relations["hub"],
            hint=f'Add a link with rel self and href="{document.url or "https://example.com/feed.xml"}".',
        )


@rule(
    "link/glued-address",
    Level.ERROR,
    on=DOCUMENT,
    spec="RFC 3986 section 3.2.2",
    kinds=FEEDS,
    harms=("feedparser", "gofeed", "ROME"),
)
def glued_address(document: ParsedDocument) -> Iterator[Found]:
    """The address of an item has another one in its host: one was put before a whole one.

    There is no such host: who follows the link gets an error.

    ```xml bad in=item
    <title>One</title><link>https://example.comhttps://example.com/1</link>
    ```
    ```xml good in=item
    <title>One</title><link>https://example.com/save?url=https://example.com/1</link>
    ```
    """
    for item in document.facts.items:
        if second := uris.glued(item.link):
            text = f'The address "{item.link}" is two: "{second}" stands in the middle of it.'
            yield _of_item(item, text, f'Write "{second}".')


@rule("link/host-runs-on", Level.WARNING, on=DOCUMENT, spec="RFC 3986 section 3.2.2", kinds=FEEDS)
def host_runs_on(document: ParsedDocument) -> Iterator[Found]:
    """The address of an item begins with the host of the feed and goes on without a slash.

    A template put a path behind the address of the site; there is no such host.

    ```xml bad in=channel
    <link>https://example.com</link><item><title>One</title><link>https://example.compost/1</link></item>
    ```
    ```xml good in=channel
    <link>https://example.com</link><item><title>One</title><link>https://example.com/post/1</link></item>
    ```
    ```xml good in=channel
    <link>https://example.com</link><item><title>One</title><link>https://example.community/1</link></item>
    ```
    """
    own = hosts.host_of(document.facts.home_url).lower()
    if "." not in own:
        return
    for item in document.facts.items:
        host = hosts.host_of(item.link).lower()
        behind = host.removeprefix(own)
        if behind != host and behind.isalnum() and not domains.is_longer(own, behind):
            text = f'The address "{item.link}" goes on with "{behind}" where the host of the feed, "{own}", ends.'
            yield _of_item(item, text, f'Write "{item.link.replace(own, own + "/", 1)}".')


def _of_item(item: ItemFact, text: str, hint: str) -> Found:
    return Found(text=text, found=item.link, line=item.line, column=item.column, path=item.path, hint=hint)
