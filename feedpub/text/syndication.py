"""Where RSS, Atom and JSON Feed say what an item is: its id, link, title and dates, and its text.

Elements go by their usual names (`text.xml`). What a document says in several ways is read as feed readers do: the
first that holds something counts. Nothing is judged here.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin

from feedpub.text.urls import is_uri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.text.xml import Element


_HTML: Final = frozenset({"html", "text/html"})
"""Types of an Atom text that is HTML; the second is how Atom 0.3 says it."""


class FeedItem(NamedTuple):
    """What tells an item from others; empty where the item does not say it."""

    id: str
    """guid or id as written; in RSS, which needs none, else the link."""
    link: str
    title: str
    """Plain text."""
    published: str
    """The date as written."""
    updated: str


def rss_item(item: Element) -> FeedItem:
    """Read an item of RSS, of RDF, too."""
    guid = item.child("guid")
    name = _text(guid)
    link = first(item, "link") or atom_link(item)
    if not link and guid is not None and guid.get("isPermaLink") != "false":
        link = name
    return FeedItem(
        name or item.get("rdf:about") or link,
        link,
        html.unescape(first(item, "title", "dc:title")),
        first(item, "pubDate", "dc:date", "dcterms:created", "atom:published", "wp:post_date_gmt"),
        first(item, "atom:updated", "dcterms:modified"),
    )


def has_id(item: Element) -> bool:
    """Whether an item of RSS has an id of its own; readers know one without by its address."""
    return bool(_text(item.child("guid")) or item.get("rdf:about"))


def has_relative_guid(item: Element) -> bool:
    """Whether the guid counts as an address and is none: some readers resolve it against the address of the feed."""
    guid = item.child("guid")
    return guid is not None and guid.get("isPermaLink") != "false" and bool(_text(guid)) and not is_uri(_text(guid))


def rss_text(item: Element) -> str:
    """Return the text of an item of RSS as HTML: the whole body where it has that, else the summary."""
    return first(item, "content:encoded", "description")


def atom_entry(entry: Element) -> FeedItem:
    """Read an entry of Atom, 0.3 too."""
    title = entry.child("atom:title")
    text = _text(title)
    return FeedItem(
        first(entry, "atom:id"),
        atom_link(entry) or first(entry, "blogger:filename"),
        html.unescape(text) if title is not None and title.get("type") in _HTML else text,
        first(entry, "atom:published", "atom:issued", "atom:created"),
        first(entry, "atom:updated", "atom:modified"),
    )


def atom_text(entry: Element) -> str:
    """Return the text of an entry of Atom as HTML, likewise."""
    content = entry.child("atom:content") or entry.child("atom:summary")
    text = _text(content)
    is_plain = content is None or (content.get("type") or "text") in {"text", "text/plain"}
    return html.escape(text, quote=False) if is_plain else text


def json_item(item: Mapping[str, Any]) -> FeedItem:
    """Read an item of JSON Feed."""
    return FeedItem(
        string(item.get("id")),
        string(item.get("url")) or string(item.get("external_url")),
        string(item.get("title")),
        string(item.get("date_published")),
        string(item.get("date_modified")),
    )


def json_text(item: Mapping[str, Any]) -> str:
    """Return the text of an item of JSON Feed as HTML, likewise."""
    plain = string(item.get("content_text")) or string(item.get("summary"))
    return string(item.get("content_html")) or html.escape(plain, quote=False)


def atom_link(parent: Element) -> str:
    """Return the address of the page: `alternate`, which is also what a link without `rel` is."""
    for link in parent.all("atom:link"):
        href = (link.get("href") or "").strip()
        if href and link.get("rel") in {None, "", "alternate"}:
            return _resolved(link.inherited("xml:base"), href)
    return ""


def related(item: Element, home: str) -> str:
    """Return the page below `home` that an item has besides the one that it leads to, as link blogs do; "" for none."""
    for link in item.all("atom:link"):
        href = (link.get("href") or "").strip()
        if link.get("rel") == "related" and href.startswith(home):
            return href
    guid = item.child("guid")
    name = _text(guid)
    return name if guid is not None and guid.get("isPermaLink") != "false" and name.startswith(home) else ""


def _resolved(base: str | None, href: str) -> str:
    try:
        return urljoin(base, href) if base else href
    except ValueError:  # `http://[`: as it is written
        return href


def first(element: Element, *names: str) -> str:
    """Return the text of the first child of these names that has any, at any depth; empty where none has."""
    for name in names:
        if text := _text(element.child(name)):
            return text
    return ""


def _text(element: Element | None) -> str:
    return element.whole_text.strip() if element is not None else ""


def string(value: object) -> str:
    """Return a string of JSON; a number as what readers make of one that stands in the place of a string."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
