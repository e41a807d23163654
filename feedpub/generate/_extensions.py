"""What an item says besides its text, in RSS and Atom: what it is about, its terms, its place, its discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.generate._elements import PlainElement
from feedpub.model.records import Format
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.model.extensions import PostExtensions
    from feedpub.model.records import Item


def of_rss(item: Item, more: PostExtensions) -> Iterator[PlainElement]:
    """Return the elements of an RSS item; the post itself is a related page where the item leads elsewhere."""
    if more.linked:
        related = item.post.url if item.link_in(Format.RSS) == more.linked else more.linked
        yield PlainElement("atom:link", None, {"href": related, "rel": "related", "type": "text/html"})
    if more.via:
        yield PlainElement("atom:link", None, {"href": more.via, "rel": "via", "type": "text/html"})
    if more.source is not None:
        yield PlainElement("source", more.source.title, {"url": more.source.url})
    if more.discussion is not None:
        if more.discussion.url:
            yield PlainElement("comments", more.discussion.url)
        if more.discussion.feed:
            yield PlainElement("wfw:commentRss", more.discussion.feed)
        if more.discussion.count is not None:
            yield PlainElement("slash:comments", str(more.discussion.count))
    if more.license:
        yield PlainElement("creativeCommons:license", more.license)
    if more.point:
        yield PlainElement("georss:point", more.point)


def of_atom(item: Item, more: PostExtensions) -> Iterator[PlainElement]:
    """Return the elements of an Atom entry, likewise (RFC 4287 section 4.2.7.2, RFC 4685, RFC 4946)."""
    if more.linked:
        related = item.post.url if item.link_in(Format.ATOM) == more.linked else more.linked
        yield _link(related, "related", "text/html")
    if more.via:
        yield _link(more.via, "via", "text/html")
    if more.license:
        yield _link(more.license, "license")
    if more.discussion is not None:
        count = "" if more.discussion.count is None else str(more.discussion.count)
        if more.discussion.url:
            yield _link(more.discussion.url, "replies", "text/html", count)
        if more.discussion.feed:
            yield _link(more.discussion.feed, "replies", count=count)
    if more.source is not None and more.source.updated is not None:
        known = {"id": more.source.url, "title": more.source.title, "updated": dates.rfc3339(more.source.updated)}
        said = [PlainElement(name, text) for name, text in known.items()]
        yield PlainElement("source", [*said, _link(more.source.url, "self")])
    if more.point:
        yield PlainElement("georss:point", more.point)


def prefixes_in_atom(more: PostExtensions) -> Iterator[str]:
    """Return the prefixes that the elements of an Atom entry have, beside Atom's own."""
    if more.point:
        yield "georss"
    if more.discussion is not None and more.discussion.count is not None:
        yield "thr"


def _link(href: str, rel: str, media_type: str = "", count: str = "") -> PlainElement:
    return PlainElement("link", None, {"href": href, "rel": rel, "type": media_type, "thr:count": count})
