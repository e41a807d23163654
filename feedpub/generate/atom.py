"""Atom 1.0 (RFC 4287).

Each entry names its authors, for most readers do not look at the feed's. Translations are not linked:
several readers take the last `rel=alternate` of an entry for its address, and would open the wrong language.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from feedpub import dates
from feedpub.generate import _feedgen, _media, said
from feedpub.generate._feedgen import LANG, child
from feedpub.generate.entries import Entries
from feedpub.model import Document, Format, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.generate._feedgen import Element
    from feedpub.model import Author, Feed, Item, Post, Site


def generate(feed: Feed, entries: Entries | None = None) -> Document:
    """Give the feed as Atom; `entries` shares the work on items that several feeds hold."""
    made = (entries or Entries()).parts(Format.ATOM, feed.items, partial(parts, feed))
    data = _feedgen.document(_feedgen.ATOM_FEED, _head(feed), made, feed.site)
    return Document(path=feed.spec.paths[Format.ATOM], kind=Kind.ATOM, data=data)


def parts(feed: Feed, items: Sequence[Item]) -> list[bytes]:
    """Give the part of the document that each item makes; `feed` is any feed of the site."""
    return _feedgen.parts(_feedgen.ATOM_FEED, _head(feed), [_entry(item, feed.site) for item in items])


def _head(feed: Feed) -> Any:  # noqa: ANN401 - feedgen has no types
    spec, site = feed.spec, feed.site
    head = _feedgen.new_feed(_feedgen.ATOM_FEED, partial(_more_of_feed, feed))
    head.id(spec.id)
    head.title(spec.title)
    head.subtitle(spec.description or None)
    head.updated(feed.updated)
    head.link(href=spec.urls[Format.ATOM], rel="self", type=Format.ATOM.media_type)
    head.link(href=site.url, rel="alternate", type="text/html")
    if site.hub:
        head.link(href=site.hub, rel="hub")
    head.author(_persons(said.site_authors(site)))
    head.language(spec.language or None)
    head.generator("feedpub")
    head.icon(site.icon or None)
    head.logo(site.logo or None)
    head.rights(site.rights or None)
    return head


def _more_of_feed(feed: Feed, root: Element) -> None:
    _set_updated(root, dates.rfc3339(feed.updated))


def _entry(item: Item, site: Site) -> Any:  # noqa: ANN401 - feedgen has no types
    post = item.post
    entry = _feedgen.new_entry(partial(_more_of_entry, item, site))
    entry.id(item.id)
    entry.title(post.title)
    entry.updated(item.updated)
    entry.author(_persons(said.authors(item, site)))
    entry.link(href=post.url, rel="alternate")
    if item.summary:
        entry.summary(item.summary)
    if item.html:
        entry.content(item.html, type="html")
    entry.category([{"term": label, "label": label} for label in said.labels(item)])
    return entry


def _more_of_entry(item: Item, site: Site, element: Element) -> None:
    if language := said.other_language(item, site):
        element.set(LANG, language)
    _set_updated(element, dates.rfc3339(item.updated))
    _complete_links(element, item.post)
    child(element, "published", dates.rfc3339(item.date))
    _media.add_image(element, item.post.image)


def _set_updated(element: Element, text: str) -> None:
    for updated in element.iter("updated"):
        updated.text = text  # feedgen's has `+00:00` and fractions, which some readers misread


def _complete_links(element: Element, post: Post) -> None:
    for link in element.iter("link"):
        # feedgen 1.0.0 writes the `href` of an entry's links and forgets all else of them.
        link.set("rel", "alternate")
        link.set("type", "text/html")
    for file in post.enclosures:
        child(element, "link", href=file.url, rel="enclosure", type=file.type, length=str(file.length))


def _persons(authors: Iterable[Author]) -> list[dict[str, str]]:
    return [{"name": author.name, "email": author.email, "uri": author.url} for author in authors]
