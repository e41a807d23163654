"""Feed paging and archiving (RFC 5005): complete feeds, archives, pages, and the links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.gather import PAGES, REGISTRY
from feedpub.validator.rule import Found, rule
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_HEADS = ("channel", "atom:feed")
_PAST = {"first": "previous", "last": "next"}
_ONWARD = frozenset({"next", "previous", "next-archive", "prev-archive"})


def _relation(link: Element) -> str:
    return (link.get("rel") or "").removeprefix(REGISTRY)


def _links(head: Element) -> list[tuple[str, Element]]:
    """Return the paging links of a feed or channel with their relations."""
    pairs = ((_relation(link), link) for link in head.all("atom:link"))
    return [(relation, link) for relation, link in pairs if relation in PAGES]


def _address(link: Element, document: ParsedDocument) -> str:
    base = link.inherited("xml:base") or document.url or ""
    href = (link.get("href") or "").strip()
    return uris.without_fragment(uris.resolve(base, href) if base else href)


def _own(head: Element, document: ParsedDocument) -> set[str]:
    """Return the addresses of the document: those it names, and the one it is published at."""
    own = {_address(link, document) for link in head.all("atom:link") if _relation(link) == "self"}
    return own | ({document.url} if document.url else set())


@rule("fh/paging-in-complete-feed", Level.ERROR, on=_HEADS, spec="RFC 5005 section 2", refs=("FeedRelInCompleteFeed",))
def paging_in_complete_feed(head: Element, _document: ParsedDocument) -> Iterator[Found]:
    """A feed that says it is complete links to other pages or archives of itself.

    Readers that take it as complete delete what they know from the other pages.

    ```xml bad in=feed
    <fh:complete/><link rel="next" href="https://example.com/2.xml"/>
    ```
    ```xml good in=feed
    <fh:complete/><link rel="self" href="https://example.com/feed.xml"/>
    ```
    """
    if head.child("fh:complete") is None:
        return
    for relation, link in _links(head):
        if relation != "current":
            text = f'The feed is complete (fh:complete), but has a link with rel="{relation}".'
            hint = "Take the link out, or fh:complete."
            yield Found(text=text, at=link, attribute="rel", found=relation, hint=hint)


@rule("fh/current-not-self", Level.ERROR, on=_HEADS, spec="RFC 5005 section 2", refs=("CurrentNotSelfInCompleteFeed",))
def current_not_self(head: Element, document: ParsedDocument) -> Iterator[Found]:
    """A complete feed names another document as the current one.

    A complete feed holds all there is, so it is the current one itself.

    ```xml bad in=feed
    <fh:complete/><link rel="current" href="https://example.com/new.xml"/>
    ```
    ```xml good in=feed
    <fh:complete/><link rel="current" href="https://example.com/feed.xml"/>
    ```
    """
    if head.child("fh:complete") is None:
        return
    own = _own(head, document)
    for relation, link in _links(head):
        if relation == "current" and own and _address(link, document) not in own:
            text = f'The feed is complete (fh:complete), but "{link.get("href")}" is named as the current one.'
            hint = "Let rel=current be the address of rel=self, or take fh:complete out."
            yield Found(text=text, at=link, attribute="href", found=link.get("href") or "", hint=hint)


@rule("fh/archive-incomplete", Level.WARNING, on=_HEADS, spec="RFC 5005 section 4", refs=("ArchiveIncomplete",))
def archive_incomplete(head: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An archive links to no other archive, neither to an older nor to a newer one.

    Readers that follow the chain to get the whole feed stop here.

    ```xml bad in=feed
    <link rel="current" href="https://example.com/feed.xml"/><fh:archive/>
    ```
    ```xml good in=feed
    <link rel="current" href="https://example.com/feed.xml"/><fh:archive/>
    <link rel="prev-archive" href="https://example.com/2025.xml"/>
    ```
    """
    yield from _lacking(head, {"prev-archive", "next-archive"}, 'rel="prev-archive"')


@rule(
    "fh/archive-without-current", Level.WARNING, on=_HEADS, spec="RFC 5005 section 4", refs=("MissingCurrentInArchive",)
)
def archive_without_current(head: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An archive does not link to the current feed.

    Somebody who comes upon the archive cannot subscribe.

    ```xml bad in=feed
    <fh:archive/><link rel="prev-archive" href="https://example.com/2025.xml"/>
    ```
    ```xml good in=feed
    <fh:archive/><link rel="prev-archive" href="https://example.com/2025.xml"/>
    <link rel="current" href="https://example.com/feed.xml"/>
    ```
    """
    yield from _lacking(head, {"current"}, 'rel="current"')


def _lacking(head: Element, wanted: set[str], name: str) -> Iterator[Found]:
    archive = head.child("fh:archive")
    if archive is None or head.child("fh:complete") is not None:
        return
    if not any(relation in wanted for relation, _ in _links(head)):
        text = f"The feed is an archive ({archive.qname}), but has no link with {name}."
        yield Found(text=text, at=archive, hint=f"Add a link with {name}.")


@rule("fh/link-past-end", Level.ERROR, on=_HEADS, spec="RFC 5005 section 3", refs=("LinkPastEnd",))
def link_past_end(head: Element, document: ParsedDocument) -> Iterator[Found]:
    """The last page links to a next one, or the first page to a previous one.

    Readers that follow the pages run in circles or into missing files.

    ```xml bad in=feed
    <link rel="self" href="https://example.com/2.xml"/><link rel="last" href="https://example.com/2.xml"/>
    <link rel="next" href="https://example.com/3.xml"/>
    ```
    ```xml good in=feed
    <link rel="self" href="https://example.com/2.xml"/><link rel="last" href="https://example.com/3.xml"/>
    <link rel="next" href="https://example.com/3.xml"/>
    ```
    """
    links = _links(head)
    if not links:
        return
    own = _own(head, document)
    ends = {relation for relation, link in links if relation in _PAST and _address(link, document) in own}
    for relation, link in links:
        for end in ends:
            if relation == _PAST[end]:
                text = f'This is the {end} page, but there is a link with rel="{relation}".'
                yield Found(text=text, at=link, attribute="rel", found=relation, hint="Take one of the two links out.")


@rule("fh/page-links-to-itself", Level.WARNING, on=_HEADS, spec="RFC 5005 section 3")
def page_links_to_itself(head: Element, document: ParsedDocument) -> Iterator[Found]:
    """The next or previous page or archive is the document itself.

    Readers that follow the chain fetch the same file without end.

    ```xml bad in=feed
    <link rel="self" href="https://example.com/feed.xml"/><link rel="next" href="https://example.com/feed.xml"/>
    ```
    ```xml good in=feed
    <link rel="self" href="https://example.com/feed.xml"/><link rel="next" href="https://example.com/2.xml"/>
    ```
    """
    links = _links(head)
    own = _own(head, document) if links else set()
    for relation, link in links:
        if relation in _ONWARD and _address(link, document) in own:
            text = f'The link with rel="{relation}" leads to this very document.'
            hint = "Let it lead to the other page, or take it out."
            yield Found(text=text, at=link, attribute="href", found=link.get("href") or "", hint=hint)


@rule(
    "fh/paging-in-entry",
    Level.WARNING,
    on=("item/atom:link", "atom:entry/atom:link"),
    spec="RFC 5005 sections 3 and 4",
    refs=("FeedHistoryRelInEntry",),
)
def paging_in_entry(link: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An entry or item has a link that leads from page to page of a feed.

    Only feeds have pages; readers pass the link over, or take the next entry for the next page.

    ```xml bad in=entry
    <link rel="next" href="https://example.com/2"/>
    ```
    ```xml good in=entry
    <link rel="related" href="https://example.com/2"/>
    ```
    """
    relation = _relation(link)
    if relation in PAGES:
        text = f'The link with rel="{relation}" stands in {link.parent.qname if link.parent is not None else ""}.'
        yield Found(text=text, attribute="rel", found=relation, hint="Move it into the feed, or use rel=related.")
