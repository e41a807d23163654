"""RSS 2.0, after the Best Practices Profile of the RSS Advisory Board and what readers were seen to do.

The description of an item is its summary, content:encoded its text; who wrote it stands in dc:creator, for
`author` must be an e-mail address, which nobody's feed should carry.
"""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING, Any

from feedpub import dates
from feedpub.generate import _feedgen, _media, said
from feedpub.generate._feedgen import ATOM, CONTENT, DC, child
from feedpub.generate.entries import Entries
from feedpub.model import Document, Format, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.generate._feedgen import Element
    from feedpub.model import Feed, Item, Site


def generate(feed: Feed, entries: Entries | None = None) -> Document:
    """Give the feed as RSS; `entries` shares the work on items that several feeds hold."""
    made = (entries or Entries()).parts(Format.RSS, feed.items, partial(parts, feed))
    data = _feedgen.document(_feedgen.RSS, _head(feed), made, feed.site)
    return Document(path=feed.spec.paths[Format.RSS], kind=Kind.RSS, data=data)


def parts(feed: Feed, items: Sequence[Item]) -> list[bytes]:
    """Give the part of the document that each item makes; `feed` is any feed of the site."""
    return _feedgen.parts(_feedgen.RSS, _head(feed), [_item(item, feed.site) for item in items])


def _head(feed: Feed) -> Any:  # noqa: ANN401 - feedgen has no types
    spec, site = feed.spec, feed.site
    head = _feedgen.new_feed(_feedgen.RSS, partial(_more_of_channel, feed))
    head.title(spec.title)
    head.description(spec.description or spec.title)
    head.link(href=spec.urls[Format.RSS], rel="self", type=Format.RSS.media_type)
    head.link(href=site.url, rel="alternate")  # last: feedgen takes the last link for the channel's
    head.language(spec.language or None)
    head.copyright(site.rights or None)
    head.generator("feedpub")
    head.docs("https://www.rssboard.org/rss-specification")
    head.updated(feed.updated)
    if site.logo:
        head.image(url=site.logo, title=spec.title, link=site.url)
    return head


def _more_of_channel(feed: Feed, root: Element) -> None:
    channel = root[0]
    for built in channel.iter("lastBuildDate"):
        built.text = dates.rfc822(feed.updated)  # feedgen's is by the locale, and `+0000`
    if feed.site.hub:
        child(channel, f"{ATOM}link", href=feed.site.hub, rel="hub")


def _item(item: Item, site: Site) -> Any:  # noqa: ANN401 - feedgen has no types
    entry = _feedgen.new_entry(partial(_more_of_item, item, site))
    entry.title(item.post.title)
    entry.link(href=item.post.url)
    entry.guid(item.id, permalink=item.is_permalink)
    if item.summary:
        # A description is HTML (RSS 2.0): what looks like a tag in the summary is text there.
        entry.description(html.escape(item.summary, quote=False), isSummary=True)
        entry.content(item.html or None)
    for label in said.labels(item):
        entry.category(term=label)
    for first in item.post.enclosures[:1]:
        entry.enclosure(first.url, str(first.length), first.type)
    return entry


def _more_of_item(item: Item, site: Site, element: Element) -> None:
    post = item.post
    if item.html and not item.summary:
        # feedgen would put text without summary into `description`.
        child(element, f"{CONTENT}encoded", item.html)
    child(element, "pubDate", dates.rfc822(item.date))
    if post.updated is not None:
        child(element, f"{ATOM}updated", dates.rfc3339(item.updated))
    child(element, f"{DC}creator", ", ".join(author.name for author in said.authors(item, site)))
    if language := said.other_language(item, site):
        child(element, f"{DC}language", language)
    _media.add_image(element, post.image)
    _media.add_files(element, post.enclosures[1:])
