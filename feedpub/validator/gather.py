"""Collect the facts of a document: the items of a feed, the URLs of a sitemap, what it says of itself."""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING

from feedpub.text.syndication import atom_entry, atom_link, first, json_item, related, rss_item
from feedpub.validator.facts import AlternateFact, Facts, ItemFact, PageFact, UrlFact, ValueFact
from feedpub.validator.values import uris
from feedpub.validator.values.addresses import PLAIN_BYTE, PLAIN_HOST, PLAIN_SLASH, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.syndication import FeedItem
    from feedpub.text.xml import Element
    from feedpub.validator.document import JsonNode


PLAIN_URL = re.compile(rf"(?![^<\s]{{2049}}){PLAIN_HOST}(?=/)(?:[A-Za-z0-9._~-]++|{PLAIN_SLASH}|{PLAIN_BYTE})++")
"""An address no rule over a single address objects to, all beyond ASCII percent-encoded; the host is looked at by those
over all of them."""
PLAIN_DATE = re.compile(
    r"(?:(?:199\d|2\d{3})-"
    r"(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    r"|(?:199[26]|2000|2\d(?:0[48]|[2468][048]|[13579][26]))-02-29)"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|(?:\+(?:0\d|1[0-3])|-(?:0\d|1[01])):[0-5]\d))?"
)
"""A date that is none of the future when its year has passed, and that no rule objects to."""
_ROOT_OF = {"sm:url": "sm:urlset", "sm:sitemap": "sm:sitemapindex"}
_TEXT_AND_ENTRY = 2
_LONGEST = 2048
"""Of an address that search engines take."""
_HINTS = frozenset({"sm:changefreq", "sm:priority"})


def gather_url(element: Element, facts: Facts, year: str) -> bool:
    """Keep what a `url` or `sitemap` element says before its tree is dropped; `year` is the present one.

    Tells whether it is plain: one loc, at most one lastmod, both mere text, and nothing else, nor before it.
    """
    place = lastmod = None
    others: list[Element] = []
    plain = not element.attributes and _stands_alone(element)
    for node in element.nodes:
        if isinstance(node, str):
            plain = plain and node.isspace()
        elif node.name == "sm:loc" and place is None:
            place = node
        elif node.name == "sm:lastmod" and lastmod is None:
            lastmod = node
        else:
            others.append(node)
    if lastmod is not None:
        _keep_lastmod(lastmod, facts, year)
    if place is not None:
        _keep_url(place, lastmod, facts)
    if others:
        _keep_others(others, place, facts)
    return plain and not others and _is_mere_text(place) and (lastmod is None or _is_mere_text(lastmod))


def _stands_alone(element: Element) -> bool:
    """Whether an entry is where it belongs, with nothing but white space between it and the one before."""
    above = element.parent
    if above is None or above.parent is not None or above.name != _ROOT_OF[element.name]:
        return False
    nodes = above.nodes
    return len(nodes) == 1 or (len(nodes) == _TEXT_AND_ENTRY and isinstance(nodes[0], str) and nodes[0].isspace())


def _is_mere_text(element: Element | None) -> bool:
    return (
        element is not None and len(element.nodes) == 1 and isinstance(element.nodes[0], str) and not element.attributes
    )


def _keep_lastmod(lastmod: Element, facts: Facts, year: str) -> None:
    modified = lastmod.text.strip()
    if not (PLAIN_DATE.fullmatch(modified) and modified < year):
        facts.odd_lastmods.append(ValueFact(modified, lastmod.line, lastmod.column, lastmod.path))


def _keep_others(others: list[Element], place: Element | None, facts: Facts) -> None:
    loc = place.text.strip() if place is not None else ""
    for child in others:
        if child.name in _HINTS and not facts.hints:
            facts.hints.append(ValueFact(child.text, child.line, child.column, child.path))
        elif child.name == "xhtml:link" and child.get("rel") == "alternate" and place is not None:
            href, language = (child.get("href") or "").strip(), child.get("hreflang") or ""
            if not href:
                continue  # which is an error of its own
            facts.alternates.append(AlternateFact(loc, language, href, child.line, child.column, child.path))


def _keep_url(place: Element, lastmod: Element | None, facts: Facts) -> None:
    above = place.parent
    if not facts.url_path and above is not None and above.parent is not None:
        facts.url_path = f"{above.parent.path}/{above.qname}[{{}}]/{place.qname}"
    loc = place.text.strip()
    modified = intern(lastmod.text.strip()) if lastmod is not None else ""  # many pages share a date
    one = UrlFact(loc, modified, place.line, place.column, above.ordinal if above is not None else 1)
    facts.urls.append(one)
    if not is_plain_loc(loc):
        facts.odd_urls.append(one)


def is_plain_loc(loc: str) -> bool:
    """Whether it is seen at once that no rule over a single address objects to it."""
    if "?" in loc:
        return "#" not in loc and len(loc) <= _LONGEST and is_plain(loc)
    return PLAIN_URL.fullmatch(loc) is not None


def gather_feed(root: Element, facts: Facts) -> None:
    """Collect the facts of an RSS or Atom document from its tree."""
    if root.name == "atom:feed":
        _gather_links(root, facts)
        facts.home_url = atom_link(root)
        facts.title, facts.updated = first(root, "atom:title"), first(root, "atom:updated")
        home = uris.origin(facts.home_url)
        facts.items.extend(_item(atom_entry(entry), entry, home) for entry in root.all("atom:entry"))
    elif root.name == "rss" and (channel := root.child("channel")) is not None:
        _gather_links(channel, facts)
        facts.home_url = first(channel, "link")
        facts.title, facts.updated = first(channel, "title"), first(channel, "lastBuildDate")
        home = uris.origin(facts.home_url)
        facts.items.extend(_item(rss_item(item), item, home) for item in channel.all("item"))


def _item(one: FeedItem, place: Element, home: str) -> ItemFact:
    page = related(place, f"{home}/") if home and not one.link.startswith(f"{home}/") else ""
    return ItemFact(*one, place.line, place.column, place.path, page)


def gather_json(top: JsonNode, facts: Facts) -> None:
    """Collect the facts of a JSON Feed."""
    place = top.child("feed_url")
    if place is not None and isinstance(place.value, str):
        facts.self_url, facts.self_line, facts.self_column = place.value, place.line, place.column
        facts.self_path = place.xpath
    facts.home_url, facts.title = _string(top, "home_page_url"), _string(top, "title")
    facts.pages.extend(_pages_of_json(top))
    hubs = top.child("hubs")
    facts.hubs.extend(_string(hub, "url") for hub in (hubs.children() if hubs is not None else ()))
    items = top.child("items")
    for item in items.children() if items is not None else ():
        one = json_item(item.value if isinstance(item.value, dict) else {})
        facts.items.append(ItemFact(*one, item.line, item.column, item.xpath))


PAGES = frozenset({"current", "first", "last", "next", "next-archive", "prev-archive", "previous"})
"""Relations of the links that tie the documents of a feed together (RFC 5005)."""
REGISTRY = "http://www.iana.org/assignments/relation/"


def _gather_links(container: Element, facts: Facts) -> None:
    facts.is_archive = container.child("fh:archive") is not None
    for link in container.all("atom:link"):
        relation = (link.get("rel") or "").removeprefix(REGISTRY)
        if relation in PAGES:
            address = (link.get("href") or "").strip()
            facts.pages.append(PageFact(relation, address, link.line, link.column, f"{link.path}/@href"))
            continue
        if link.get("rel") == "self" and not facts.self_url:
            facts.self_url = (link.get("href") or "").strip()
            facts.self_line, facts.self_column, facts.self_path = link.line, link.column, link.path
        elif link.get("rel") == "hub":
            facts.hubs.append((link.get("href") or "").strip())


def _pages_of_json(top: JsonNode) -> Iterator[PageFact]:
    """Return the link to the next page, and that of an archive which feedpub made to its feed."""
    ours = top.child("_feedpub")
    places = (("next", top.child("next_url")), ("current", ours.child("archive_of") if ours is not None else None))
    for relation, place in places:
        if place is not None and isinstance(place.value, str):
            yield PageFact(relation, place.value, place.line, place.column, place.xpath)


def _string(node: JsonNode, key: str) -> str:
    child = node.child(key)
    return child.value if child is not None and isinstance(child.value, str) else ""
