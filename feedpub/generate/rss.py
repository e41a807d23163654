"""RSS 2.0, after the Best Practices Profile of the RSS Advisory Board and what readers were seen to do.

The description of an item is its summary, content:encoded its text; who wrote it stands in dc:creator, for
`author` must be an e-mail address, which nobody's feed should carry.
"""

from __future__ import annotations

import html
from functools import lru_cache, partial
from html.entities import html5
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from feedpub.generate import (
    Entries,
    _elements,
    _extensions,
    _feedgen,
    _podcasts,
    authors_of,
    labels_of,
    language_of,
    podcast_of,
)
from feedpub.generate._elements import PlainElement, written
from feedpub.generate._feedgen import ATOM, FeedLinks
from feedpub.model.podcasts import is_recording
from feedpub.model.records import Document, Format, Kind
from feedpub.text import dates, patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from feedpub.generate._feedgen import Tree
    from feedpub.model.records import Enclosure, Feed, Item
    from feedpub.model.site import Site

_PORTS: Final = {"http": 80, "https": 443}
_OF_PARTS: Final = ("content", "media")
"""Prefixes that are declared where something in the feed has them."""
_OF_RECORDINGS: Final = ("itunes", "podcast", "psc")
"""Those that something has only where a post has a recording."""
_OF_EXTENSIONS: Final = ("slash", "wfw", "creativeCommons", "georss")
"""Those that an item has only where its post has `extensions`."""
_OWN: Final = "-"
"""Stands where each feed has a text of its own."""


def generate(feed: Feed, entries: Entries | None = None) -> Document:
    """Return the feed as RSS; `entries` shares the work on items that several feeds hold."""
    made = (entries or Entries()).parts(Format.RSS, feed.items, partial(parts, feed.site))
    show = podcast_of(feed)
    if show is not None:
        said = [written(each, "    ").encode() for each in _podcasts.of_show(feed, show)]
        made = [b"".join(said), *made]
    data = _feedgen.document(_feedgen.RSS, _head(feed, made), made, feed.site)
    return Document(path=feed.spec.paths[Format.RSS], kind=Kind.RSS, data=data)


def parts(site: Site, items: Sequence[Item]) -> list[bytes]:
    """Return the part of any feed of the site that each item makes."""
    return [written(_item(item, site), "    ").encode() for item in items]


def _head(feed: Feed, made: Sequence[bytes]) -> Tree:
    spec = feed.spec
    texts = {
        "title": spec.title,  # of the channel and of its image
        "description": spec.description or spec.title,
        "language": spec.language,
        "lastBuildDate": dates.rfc822(feed.updated),
        "pubDate": dates.rfc822(max(item.date for item in feed.items)),
    }
    possible = [*_OF_PARTS]  # each is looked for in all that was made
    if any(item.post.enclosures for item in feed.items):
        possible += _OF_RECORDINGS
    if any(item.post.extensions for item in feed.items):
        possible += _OF_EXTENSIONS
    prefixes = ["dc", *(name for name in possible if any(f"<{name}:".encode() in part for part in made))]
    home = spec.home_url or feed.site.url
    links = FeedLinks(own=spec.urls[Format.RSS], home=home, form=Format.RSS, paging=spec.paging)
    general = _site_head(feed.site, has_language=bool(spec.language))
    return _feedgen.of_feed(general, texts, links, prefixes)


@lru_cache(maxsize=4)
def _site_head(site: Site, *, has_language: bool) -> Tree:
    """Return the head of a feed of the site, each text that is the feed's own being `_OWN`."""
    root = _feedgen.head(_feedgen.RSS, partial(_fill, site, has_language=has_language))
    channel = root[0]
    _feedgen.add(channel, "pubDate", _OWN)
    if site.hub:
        _feedgen.add(channel, f"{ATOM}link", href=site.hub, rel="hub")
    if site.cloud:
        _feedgen.add(channel, "cloud", **_cloud(site.cloud))
    if site.license:
        _feedgen.add(channel, f"{_feedgen.LICENSES}license", site.license)
    _feedgen.add_looks(channel, site)
    return root


def _cloud(address: str) -> dict[str, str]:
    """Return the attributes of `cloud` for a server that is asked by POST (RSS 2.0, cloud; rssCloud API, REST)."""
    parts = urlsplit(address)
    port = parts.port or _PORTS[parts.scheme]
    return {
        "domain": parts.hostname or "",
        "port": str(port),
        "path": parts.path or "/",
        "registerProcedure": "",
        "protocol": "http-post",
    }


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
    made = [PlainElement("title", post.title), PlainElement("link", item.link_in(Format.RSS))]
    if item.summary:
        made += [PlainElement("description", _as_html(item.summary)), *text]
    if post.has_guid(item.id):
        made.append(_guid(item))
    made += [PlainElement("category", label) for label in labels_of(item)]
    main, others = _parted(post.enclosures)
    made += [PlainElement("enclosure", None, _enclosure(file)) for file in main]
    if not item.summary:
        made += text
    made.append(PlainElement("pubDate", _pub_date(item)))
    if post.updated is not None:
        made.append(PlainElement("atom:updated", dates.rfc3339(item.updated)))
    made.append(PlainElement("dc:creator", ", ".join([author.name for author in authors_of(item, site)])))
    if language := language_of(item, site):
        made.append(PlainElement("dc:language", language))
    if (picture := _elements.picture_of(item, site)) is not None:
        made += _elements.of_image(picture)
    made += _elements.of_files(others)
    if post.enclosures and site.has_episodes and (recording := post.recording) is not None:
        made += _podcasts.of_episode(post, recording)
    if post.extensions is not None:
        made += _extensions.of_rss(item, post.extensions)
    return PlainElement("item", made)


def _parted(files: Sequence[Enclosure]) -> tuple[Sequence[Enclosure], Sequence[Enclosure]]:
    """Return the file that is the enclosure, for players know one: the first recording, else the first; and the others.

    (RSS Best Practices Profile, enclosure)
    """
    place = next((place for place, file in enumerate(files) if is_recording(file.type)), 0)
    return files[place : place + 1], (*files[:place], *files[place + 1 :])


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
