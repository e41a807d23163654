"""Which elements and attributes an Atom document has, which it must have, and in what order (RFC 4287 section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validate.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

FEEDS = frozenset({Kind.ATOM, Kind.RSS})
"""For rules about Atom elements wherever they stand; RSS documents borrow them."""

_PERSON = frozenset({"atom:name", "atom:uri", "atom:email"})
_SOURCE = frozenset(
    f"atom:{name}"
    for name in "author category contributor generator icon id link logo rights subtitle title updated".split()  # noqa: SIM905 - a list of names reads best so
)
_ENTRY = frozenset(
    f"atom:{name}"
    for name in "author category content contributor id link published rights source summary title updated".split()  # noqa: SIM905 - as above
)
_CHILDREN: dict[str, frozenset[str]] = {
    "atom:feed": _SOURCE | {"atom:entry"},
    "atom:entry": _ENTRY,
    "atom:source": _SOURCE,
    "atom:author": _PERSON,
    "atom:contributor": _PERSON,
}
"""Container -> what Atom elements it may hold (sections 3.2, 4.1.1, 4.1.2, 4.2.11)."""
_DEFINED = frozenset().union(*_CHILDREN.values()) | _CHILDREN.keys()
_MANY = frozenset({"atom:author", "atom:category", "atom:contributor", "atom:link", "atom:entry"})
_REQUIRED = {
    "atom:feed": ("id", "title", "updated"),
    "atom:entry": ("id", "title", "updated"),
    "atom:author": ("name",),
    "atom:contributor": ("name",),
}
_OPEN = frozenset({"atom:link", "atom:category"})
"""Elements that may hold anything (undefinedContent of the RELAX NG in appendix B)."""
_TEXTS = frozenset(
    {"atom:title", "atom:subtitle", "atom:summary", "atom:rights", "atom:content"},
)
_CONTAINERS = tuple(_CHILDREN)
_ATTRIBUTES = {
    "atom:title": {"type"},
    "atom:subtitle": {"type"},
    "atom:summary": {"type"},
    "atom:rights": {"type"},
    "atom:content": {"type", "src"},
    "atom:category": {"term", "scheme", "label"},
    "atom:generator": {"uri", "version"},
    "atom:link": {"href", "rel", "type", "hreflang", "title", "length"},
}
"""Element -> its attributes without a namespace; those of the feed, an entry, a date and so on have none."""


@rule(
    "atom/required-element-missing",
    Level.ERROR,
    on=tuple(_REQUIRED),
    spec="RFC 4287 sections 3.2.1, 4.1.1 and 4.1.2",
    refs=("MissingElement",),
    kinds=FEEDS,
)
def required_element_missing(element: Element, _document: Document) -> Iterator[Found]:
    """A feed or entry has no id, title or date, or a person has no name.

    Readers tell entries apart by id, sort them by date and list them by title; strict ones refuse the feed.

    ```xml bad in=entry
    <id>https://example.com/1</id><title>One</title><content>Text</content>
    ```
    ```xml good in=entry
    <id>https://example.com/1</id><title>One</title><updated>2026-11-01T00:00:00Z</updated><content>Text</content>
    ```
    """
    present = names_in(element)
    for name in _REQUIRED[element.name]:
        if f"atom:{name}" not in present:
            yield Found(
                text=f"This {element.local} has no {name} element.",
                missing=name,
                hint=_REMEDIES[name],
            )


_REMEDIES = {
    "id": "Add an <id> that never changes, for example the permanent URL.",
    "title": "Add a <title>; for an entry that has none, its first words.",
    "updated": "Add <updated> with the moment of the last change, for example 2026-11-01T09:30:00Z.",
    "name": "Add a <name> for the person.",
}


def names_in(element: Element) -> set[str]:
    """Give the usual names of the child elements."""
    return {child.name for child in element.children}


@rule(
    "atom/element-repeated",
    Level.ERROR,
    on=_CONTAINERS,
    spec="RFC 4287 sections 3.2, 4.1.1, 4.1.2 and 4.2.11",
    refs=("DuplicateElement",),
    kinds=FEEDS,
)
def element_repeated(element: Element, _document: Document) -> Iterator[Found]:
    """An element that may stand only once stands there again.

    Readers take the first, the last or none of them, so that nobody knows what will be shown.

    ```xml bad in=entry
    <title>One</title><title>Two</title>
    ```
    ```xml good in=entry
    <title>One</title><category term="a"/><category term="b"/>
    ```
    """
    seen: set[str] = set()
    allowed = _CHILDREN[element.name]
    for child in element.children:
        name = child.name
        if name in allowed and name not in _MANY:
            if name in seen:
                yield Found(
                    text=f"This is {child.local} number {child.ordinal} of the {element.local}.",
                    at=child,
                    hint=f"Keep one <{child.qname}>.",
                )
            seen.add(name)


@rule(
    "atom/element-unknown",
    Level.ERROR,
    on=("atom:*", "feed/*", "entry/*"),
    spec="RFC 4287 sections 4 and 6.3",
    refs=("UndefinedElement",),
    kinds=FEEDS,
)
def element_unknown(element: Element, _document: Document) -> Iterator[Found]:
    """An element in Atom's namespace is one that Atom does not have, or has elsewhere.

    Readers pass over it, so that what it says is lost; elements of RSS or of Atom 0.3 are the usual cause.

    ```xml bad in=entry
    <pubDate>Sun, 01 Nov 2026 00:00:00 GMT</pubDate>
    ```
    ```xml good in=entry
    <published>2026-11-01T00:00:00Z</published>
    ```
    """
    parent = element.parent
    if parent is None or parent.name in _OPEN or parent.name in _TEXTS:
        return
    if parent.namespace != element.namespace:
        yield from _never_defined(element)
    elif f"atom:{element.local}" not in _CHILDREN.get(f"atom:{parent.local}", ()):
        meant = _INSTEAD.get(element.local)
        yield Found(
            text=f"Atom knows no {element.local} element in {_article(parent.local)}.",
            hint=f"Write <{meant}>." if meant else "Remove it, or put it into the namespace it belongs to.",
            found=element.local,
        )


def _never_defined(element: Element) -> Iterator[Found]:
    """Find an element that Atom has nowhere, inside one of another namespace; what content holds is its own affair."""
    above = element.parent
    while above is not None:
        if above.name in _TEXTS:
            return
        above = above.parent
    if element.name.startswith("atom:") and element.name not in _DEFINED:
        text = f"Atom knows no {element.local} element."
        hint = "Put it into the namespace it belongs to."
        yield Found(text=text, hint=hint, found=element.local)


_INSTEAD = {
    "copyright": "rights",
    "created": "published",
    "date": "updated",
    "description": "summary",
    "guid": "id",
    "info": "subtitle",
    "issued": "published",
    "item": "entry",
    "lastBuildDate": "updated",
    "modified": "updated",
    "pubDate": "published",
    "tagline": "subtitle",
    "url": "uri",
    "homepage": "uri",
}
"""Names of RSS and of the drafts of Atom, and what Atom 1.0 calls the thing."""


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


_OF_REPLIES = frozenset({"thr:count", "thr:updated", "thr:when"})
"""The attributes of RFC 4685 and its drafts; that links alone have them is said by rules of their own."""


@rule(
    "atom/attribute-unknown",
    Level.ERROR,
    on="atom:*",
    spec="RFC 4287 appendix B (undefinedAttribute)",
    refs=("UnexpectedAttribute",),
    kinds=FEEDS,
)
def attribute_unknown(element: Element, _document: Document) -> Iterator[Found]:
    """An Atom element has an attribute that Atom does not define.

    Readers pass over it; `mode` and `version` are left from Atom 0.3 and mean nothing any more.

    ```xml bad in=entry
    <title mode="escaped">One</title>
    ```
    ```xml good in=entry
    <title type="html" xml:lang="en">One</title>
    ```
    """
    if element.attributes:
        allowed = _ATTRIBUTES.get(element.name, ())
        for name in element.attributes:
            if (":" not in name and name not in allowed) or (name.startswith("thr:") and name not in _OF_REPLIES):
                yield Found(
                    text=f'<{element.qname}> has no attribute "{name}" in Atom.',
                    attribute=name,
                    found=element.attributes[name],
                    hint="Remove it, or give it the prefix of the namespace that defines it.",
                )


@rule(
    "atom/text-misplaced",
    Level.ERROR,
    on=_CONTAINERS,
    spec="RFC 4287 section 4.1 and appendix B",
    refs=("UnexpectedText",),
    kinds=FEEDS,
)
def text_misplaced(element: Element, _document: Document) -> Iterator[Found]:
    """Text stands between the elements of a feed, an entry, a source or a person.

    Nothing shows it; a missing start tag is the usual cause.

    ```xml bad in=entry
    <title>One</title> and some words
    ```
    ```xml good in=entry
    <title>One</title><summary>and some words</summary>
    ```
    """
    for node in element.nodes:
        if isinstance(node, str) and not node.isspace():
            words = " ".join(node.split())
            yield Found(
                text=f'"{words[:60]}" stands directly in the {element.local}.',
                found=words,
                hint="Put the text into an element such as <summary>, or remove it.",
            )
            return


@rule(
    "atom/metadata-after-entry",
    Level.ERROR,
    on="atom:feed",
    spec="RFC 4287 section 4.1.1",
    refs=("MisplacedMetadata",),
)
def metadata_after_entry(feed: Element, _document: Document) -> Iterator[Found]:
    """An element that describes the feed stands behind an entry.

    Entries come last, so that a reader may show them before it has all; one that does misses what follows.

    ```xml bad in=feed
    <entry><title>One</title></entry><title>News</title>
    ```
    ```xml good in=feed
    <title>News</title><entry><title>One</title></entry>
    ```
    """
    begun = False
    for child in feed.children:
        if child.name == "atom:entry":
            begun = True
        elif begun and child.name in _SOURCE:
            yield Found(
                text=f"The {child.local} of the feed stands behind an entry.",
                at=child,
                hint=f"Move <{child.qname}> before the first <entry>.",
            )
