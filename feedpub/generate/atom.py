"""Atom 1.0 (RFC 4287).

Each entry names its authors, for most readers do not look at the feed's. Translations are linked between two links to
the entry itself: some readers take the first `rel=alternate` of an entry for its address, and some the last, as
feedparser does. No two have the same type and language (RFC 4287, section 4.1.2).
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from feedpub.generate import (
    Entries,
    _elements,
    _extensions,
    _feedgen,
    authors_of,
    authors_of_site,
    labels_of,
    language_of,
)
from feedpub.generate._elements import PlainElement, written
from feedpub.generate._feedgen import LANG, FeedLinks
from feedpub.model.records import Document, Format, Kind
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.generate._feedgen import Tree
    from feedpub.model.records import Author, Enclosure, Feed, Item, Post
    from feedpub.model.site import Site

_OWN: Final = "-"
"""Stands where each feed has a text of its own."""


def generate(feed: Feed, entries: Entries | None = None) -> Document:
    """Return the feed as Atom; `entries` shares the work on items that several feeds hold."""
    made = (entries or Entries()).parts(Format.ATOM, feed.items, partial(parts, feed.site))
    data = _feedgen.document(_feedgen.ATOM_FEED, _head(feed, made), made, feed.site)
    return Document(path=feed.spec.paths[Format.ATOM], kind=Kind.ATOM, data=data)


def parts(site: Site, items: Sequence[Item]) -> list[bytes]:
    """Return the part of any feed of the site that each item makes."""
    return [written(_entry(item, site), "  ").encode() for item in items]


def _head(feed: Feed, made: Sequence[bytes]) -> Tree:
    spec = feed.spec
    texts = {
        "id": spec.id,
        "title": spec.title,
        "subtitle": spec.description,
        "updated": dates.rfc3339(feed.updated),
    }
    prefixes = ["media"] if any(b"<media:" in part for part in made) else []
    for item in feed.items:
        if item.post.extensions is not None:
            prefixes += _extensions.prefixes_in_atom(item.post.extensions)
    home = spec.home_url or feed.site.url
    links = FeedLinks(own=spec.urls[Format.ATOM], home=home, form=Format.ATOM, paging=spec.paging)
    general = _site_head(feed.site, has_subtitle=bool(spec.description))
    root = _feedgen.of_feed(general, texts, links, prefixes)
    if spec.language:
        root.set(LANG, spec.language)
    return root


@lru_cache(maxsize=4)
def _site_head(site: Site, *, has_subtitle: bool) -> Tree:
    """Return the head of a feed of the site, each text that is the feed's own being `_OWN`."""
    root = _feedgen.head(_feedgen.ATOM_FEED, partial(_fill, site, has_subtitle=has_subtitle))
    _feedgen.add_looks(root, site)
    return root


def _fill(site: Site, head: Any, *, has_subtitle: bool) -> None:  # noqa: ANN401 - feedgen has no types
    head.id(_OWN)
    head.title(_OWN)
    head.subtitle(_OWN if has_subtitle else None)
    head.link(href=_OWN, rel="self", type=Format.ATOM.media_type)
    head.link(href=site.url, rel="alternate", type="text/html")
    if site.hub:
        head.link(href=site.hub, rel="hub")
    if site.license:
        head.link(href=site.license, rel="license")
    head.author(_persons(authors_of_site(site)))
    head.generator("feedpub")
    head.icon(site.icon or None)
    head.logo(site.logo or None)
    head.rights(site.rights or None)


def _persons(authors: Iterable[Author]) -> list[dict[str, str]]:
    return [{"name": author.name, "email": author.email, "uri": author.url} for author in authors]


def _entry(item: Item, site: Site) -> PlainElement:
    post = item.post
    made = [
        PlainElement("id", item.id_in(Format.ATOM)),
        PlainElement("title", post.title),
        PlainElement("updated", dates.rfc3339(item.updated)),
        *[_author(author) for author in authors_of(item, site)],
    ]
    if item.html:
        made.append(PlainElement("content", item.html, {"type": "html"}))
    made.append(PlainElement("link", None, _alternate(item.link_in(Format.ATOM))))
    if post.translations:
        made += _versions(post, post.language or site.language)
    if item.summary:
        made.append(PlainElement("summary", item.summary))
    made += [PlainElement("category", None, {"term": label, "label": label}) for label in labels_of(item)]
    made += [PlainElement("link", None, _enclosure(file)) for file in post.enclosures]
    made.append(PlainElement("published", dates.rfc3339(item.date)))
    if (picture := _elements.picture_of(item, site)) is not None:
        made += _elements.of_image(picture)
    if post.extensions is not None:
        made += _extensions.of_atom(item, post.extensions)
    return PlainElement("entry", made, {"xml:lang": language_of(item, site)})


def _alternate(url: str, language: str = "") -> dict[str, str]:
    return {"href": url, "rel": "alternate", "type": "text/html", "hreflang": language}


def _versions(post: Post, language: str) -> list[PlainElement]:
    """Return the links to other versions of a post, and one to itself; none where its own language is not known."""
    own = {language.casefold(), "x-default"}
    others = [each for each in post.translations if each.url != post.url and each.language.casefold() not in own]
    if not (others and language):
        return []
    links = [*((each.url, each.language) for each in others), (post.url, language)]
    return [PlainElement("link", None, _alternate(url, tag)) for url, tag in links]


def _author(author: Author) -> PlainElement:
    known = (("name", author.name), ("email", author.email), ("uri", author.url))
    return PlainElement("author", [PlainElement(name, value) for name, value in known if value])


def _enclosure(file: Enclosure) -> dict[str, str]:
    return {"href": file.url, "rel": "enclosure", "type": file.type, "length": str(file.length)}
