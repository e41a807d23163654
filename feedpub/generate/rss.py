"""RSS 2.0, after the Best Practices Profile of the RSS Advisory Board and what readers were seen to do.

The description of an item is its summary, content:encoded its text; who wrote it stands in dc:creator, for
`author` must be an e-mail address, which nobody's feed should carry.
"""

from __future__ import annotations

import html
from functools import lru_cache, partial
from html.entities import html5
from typing import TYPE_CHECKING, Any, Final

from feedpub.generate import Entries, _elements, _feedgen, authors_of, labels_of, language_of
from feedpub.generate._elements import PlainElement, written
from feedpub.generate._feedgen import ATOM, FeedLinks
from feedpub.model.records import Document, Format, Kind
from feedpub.text import dates, patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from feedpub.generate._feedgen import Tree
    from feedpub.model.records import Enclosure, Feed, Item, Site

_OWN: Final = "-"
"""Stands where each feed has a text of its own."""


def generate(feed: Feed, entries: Entries | None = None) -> Document:
    """Return the feed as RSS; `entries` shares the work on items that several feeds hold."""
    made = (entries or Entries()).parts(Format.RSS, feed.items, partial(parts, feed.site))
    has_text = any(b"<content:" in part for part in made)
    data = _feedgen.document(_feedgen.RSS, _head(feed, has_text=has_text), made, feed.site)
    return Document(path=feed.spec.paths[Format.RSS], kind=Kind.RSS, data=data)


def parts(site: Site, items: Sequence[Item]) -> list[bytes]:
    """Return the part of any feed of the site that each item makes."""
    return [written(_item(item, site), "    ").encode() for item in items]


def _head(feed: Feed, *, has_text: bool) -> Tree:
    spec = feed.spec
    texts = {
        "title": spec.title,  # of the channel and of its image
        "description": spec.description or spec.title,
        "language": spec.language,
        "lastBuildDate": dates.rfc822(feed.updated),
    }
    has_media = any(item.post.image or item.post.enclosures[1:] for item in feed.items)
    prefixes = ["dc", *(["content"] if has_text else []), *(["media"] if has_media else [])]
    home = spec.home_url or feed.site.url
    links = FeedLinks(own=spec.urls[Format.RSS], home=home, form=Format.RSS, paging=spec.paging)
    general = _site_head(feed.site, has_language=bool(spec.language))
    return _feedgen.of_feed(general, texts, links, prefixes)


@lru_cache(maxsize=4)
def _site_head(site: Site, *, has_language: bool) -> Tree:
    """Return the head of a feed of the site, each text that is the feed's own being `_OWN`."""
    root = _feedgen.head(_feedgen.RSS, partial(_fill, site, has_language=has_language))
    if site.hub:
        _feedgen.add(root[0], f"{ATOM}link", href=site.hub, rel="hub")
    return root


def _fill(site: Site, head: Any, *, has_language: bool) -> None:  # noqa: ANN401 - feedgen has no types
    head.title(_OWN)
    head.description(_OWN)
    head.link(href=_OWN, rel="self", type=Format.RSS.media_type)
    head.link(href=site.url, rel="alternate")  # last: feedgen takes the last link for the channel's
    head.language(_OWN if has_language else None)
    head.copyright(site.rights or None)
    head.generator("feedpub")
    head.docs("https://www.rssboard.org/rss-specification")
    if site.logo:
        head.image(url=site.logo, title=_OWN, link=site.url)


_MISREAD = patterns.lazy(
    rf"&(?=#[0-9xX]|[a-zA-Z][a-zA-Z0-9]*+;|{'|'.join(name for name in html5 if name[-1] != ';')})|<(?=[a-zA-Z/!?])"
)


def _as_html(text: str) -> str:
    """Return text as the HTML that a description is (RSS 2.0), with nothing escaped but what HTML would misread.

    Many readers, and browsers, take a description for text: "Fish & chips" is the same in both.
    """
    return _MISREAD.sub(_escaped, text) if "&" in text or "<" in text else text


def _escaped(match: re.Match[str]) -> str:
    return html.escape(match[0])


def _item(item: Item, site: Site) -> PlainElement:
    post = item.post
    text = [PlainElement("content:encoded", item.html)] if item.html else []
    made = [PlainElement("title", post.title), PlainElement("link", post.url)]
    if item.summary:
        made += [PlainElement("description", _as_html(item.summary)), *text]
    if post.has_guid(item.id):
        made.append(_guid(item))
    made += [PlainElement("category", label) for label in labels_of(item)]
    made += [PlainElement("enclosure", None, _enclosure(first)) for first in post.enclosures[:1]]
    if not item.summary:
        made += text
    made.append(PlainElement("pubDate", _pub_date(item)))
    if post.updated is not None:
        made.append(PlainElement("atom:updated", dates.rfc3339(item.updated)))
    made.append(PlainElement("dc:creator", ", ".join([author.name for author in authors_of(item, site)])))
    if language := language_of(item, site):
        made.append(PlainElement("dc:language", language))
    if post.image is not None:
        made += _elements.of_image(post.image)
    made += _elements.of_files(post.enclosures[1:])
    return PlainElement("item", made)


def _guid(item: Item) -> PlainElement:
    name = item.id_in(Format.RSS)
    known = item.post.known_as
    if known is not None and known.is_permalink:
        return PlainElement("guid", name)  # as it was: with the attribute it would be resolved no longer
    return PlainElement("guid", name, {"isPermaLink": "true" if name == item.post.url else "false"})


def _pub_date(item: Item) -> str:
    """Return the date, in the letters that it had where readers know the item by them."""
    known = item.post.known_as
    return (known.pub_date if known is not None else "") or dates.rfc822(item.date)


def _enclosure(file: Enclosure) -> dict[str, str]:
    return {"url": file.url, "length": str(file.length), "type": file.type}
