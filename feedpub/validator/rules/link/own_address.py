"""Rules of the link by which a feed says under which address it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.bases import base_of, has_stated_host
from feedpub.validator.rule import FEEDS, Found, having, rule
from feedpub.validator.rules.link.attributes import relation
from feedpub.validator.schema.rss import is_old
from feedpub.validator.values import media_types, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_TOPS = frozenset({"atom:feed", "channel", "rss1:channel"})
_XML = frozenset({"application/xml", "text/xml"})
_TYPE = {Kind.RSS: "application/rss+xml", Kind.RDF: "application/rdf+xml"}
_TYPES = {
    Kind.RSS: _XML | {"application/rss+xml"},
    Kind.RDF: _XML | {"application/rdf+xml", "application/rss+xml"},
}
"""The types of a feed in RSS; one in Atom has the types of Atom, wherever it is borrowed."""


_ATOM_TYPE = "application/atom+xml"
_OF_FEEDS = _XML | {_ATOM_TYPE, "application/rss+xml", "application/rdf+xml", "application/feed+json"}


def _is_top(element: Element | None) -> bool:
    return element is not None and element.name in _TOPS


_PAGING = frozenset(
    {"current", "first", "last", "next", "previous", "prev", "prev-archive", "next-archive"},
)
"""Relations that lead from one document of a feed to the others (RFC 5005)."""


@rule(
    "link/self-type",
    Level.WARNING,
    on="atom:link",
    concerns=having("@type"),
    spec="RFC 4287 section 4.2.7.2; RFC 5005",
    refs=("SelfNotAtom",),
    kinds=FEEDS | {Kind.RDF},
)
def self_type(link: Element, document: ParsedDocument) -> Iterator[Found]:
    """The type of a self link is not that of the feed: it is that of a page, or of another format.

    A self link names the feed itself: readers that choose by the type what they can read pass it over, and take a page
    for the feed. The page for people is the alternate link. Links to the other documents of the feed (next,
    prev-archive) lead to the same format, too.

    ```xml bad in=feed
    <link rel="self" type="text/html" href="https://example.com/"/>
    ```
    ```xml bad in=channel
    <atom:link rel="self" type="application/atom+xml" href="https://example.com/feed.xml"/>
    ```
    ```xml bad in=feed
    <link rel="next" type="application/rss+xml" href="https://example.com/2/feed.xml"/>
    ```
    ```xml good in=feed
    <link rel="self" type="application/atom+xml" href="https://example.com/feed.xml"/>
    ```
    """
    stated, named = link.get("type"), relation(link)
    if stated is None or named not in _PAGING | {"self"} or media_types.problem(stated):
        return
    own = _TYPE.get(document.kind, _ATOM_TYPE)
    name = media_types.essence(media_types.registered(stated) or stated)
    if name in _TYPES.get(document.kind, _XML | {_ATOM_TYPE}) or not (_is_top(link.parent) or name not in _OF_FEEDS):
        return
    if name in _OF_FEEDS:
        text = f'The link with rel {named} has the type "{stated}", and the feed is {own}.'
        hint = f'Write type="{own}", or rel="alternate" where it leads to the feed in the other format.'
    elif named != "self":
        return  # some lead to pages, which is for those who read them
    else:
        text = f'The link with rel self has the type "{stated}".'
        hint = f'Write type="{own}", or rel="alternate" for the page.'
    yield Found(text=text, attribute="type", found=stated, hint=hint)


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
        kind = _TYPE.get(document.kind, _ATOM_TYPE)
        address = document.url or "https://example.com/feed.xml"
        yield Found(
            text="The feed has no link with rel self.",
            missing=f"{prefix}link",
            hint=f'Add <{prefix}link rel="self" type="{kind}" href="{address}"/>.',
        )


@rule(
    "link/self-twice",
    Level.WARNING,
    on=("atom:feed", "rss/channel"),
    concerns=having("atom:link"),
    spec="RFC 4287 section 4.2.7.2; WebSub section 4",
)
def self_twice(container: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The feed has two links to itself.

    Readers and hubs take the one or the other for the address of the feed, and know it as two feeds.

    ```xml bad in=feed
    <link rel="self" href="https://example.com/feed.xml"/><link rel="self" href="https://example.com/atom.xml"/>
    ```
    ```xml good in=feed
    <link rel="self" href="https://example.com/feed.xml"/><link rel="related" href="https://example.com/atom.xml"/>
    ```
    """
    own = [link for link in container.all("atom:link") if relation(link) == "self"]
    for link in own[1:]:
        text = f'The feed has a link with rel self in line {own[0].line}, too: "{own[0].get("href") or ""}".'
        yield Found(
            text=text, at=link, found=link.get("href") or "", hint="Keep the one that the feed is published at."
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
