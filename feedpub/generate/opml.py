"""All feeds of a site in one file that feed readers import (OPML 2.0, http://opml.org/spec2.opml).

Each feed stands once, by the first of its formats: whoever imports the file wants no post twice. Pure.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from feedpub.generate.phrases import phrases_in
from feedpub.model.records import Document, Kind
from feedpub.text import dates
from feedpub.text.markup import element, xml_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.generate.phrases import Phrases
    from feedpub.model.records import Feed, FeedSpec, Taxonomy
    from feedpub.model.site import Site
    from feedpub.text.markup import Node

_SPECIFICATION: Final = "http://opml.org/spec2.opml"


def generate(feeds: Sequence[Feed], site: Site, path: str) -> Document:
    """Return the file at `path`: the feed of the site first, those of terms grouped by what they are terms of.

    `feeds` are those that are published, at least one, in the order of the selection. The file changes when one of
    their posts does, never by the clock.
    """
    phrases = phrases_in(site.language)
    root = element(
        "opml",
        element(
            "head",
            element("title", phrases.title.format(site=site.title)),
            element("dateModified", dates.rfc822(max(feed.updated for feed in feeds))),
            *_owner(site),
            element("docs", _SPECIFICATION),
        ),
        element("body", *_outlines(current(feeds), site, phrases)),
        version="2.0",
    )
    return Document(path=path, kind=Kind.UNKNOWN, data=xml_document(root, "feedpub"))


def current(feeds: Sequence[Feed]) -> list[FeedSpec]:
    """Return the feeds to which visitors are led: none that stays only for those who know a term by a former name."""
    first: dict[object, FeedSpec] = {}
    for feed in feeds:
        first.setdefault(feed.spec.term, feed.spec)
    return list(first.values())


def is_of_its_own(spec: FeedSpec) -> bool:
    """Whether a feed has a selection of its own (`feeds.more`): its term stands for its path."""
    return spec.term is not None and spec.term.slug in spec.paths.values()


def group_of(spec: FeedSpec) -> Taxonomy | None:
    """Return what a feed is grouped by: the taxonomy of its term; None for that of the site, and for `feeds.more`."""
    return None if spec.term is None or is_of_its_own(spec) else spec.term.taxonomy


def _owner(site: Site) -> list[Node]:
    if not site.authors:
        return []
    author = site.authors[0]
    said = (("ownerName", author.name), ("ownerEmail", author.email), ("ownerId", author.url))
    return [element(name, value) for name, value in said if value]


def _outlines(specs: Sequence[FeedSpec], site: Site, phrases: Phrases) -> list[Node]:
    outlines: list[Node] = []
    for group, members in groupby(specs, group_of):
        of_group = [_outline(spec, site) for spec in members]
        outlines += of_group if group is None else [element("outline", *of_group, text=phrases.headings[group])]
    return outlines


def _outline(spec: FeedSpec, site: Site) -> Node:
    """Return a feed. The type is `rss` whatever the format: readers know no other."""
    return element(
        "outline",
        type="rss",
        text=spec.title,
        title=spec.title,
        description=spec.description or None,
        language=spec.language or None,
        htmlUrl=spec.home_url or site.url,
        xmlUrl=next(iter(spec.urls.values())),
    )
