"""Which elements and attributes an Atom document has, which it must have, and in what order (RFC 4287 section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing, repeated
from feedpub.validator.rule import FEEDS, Found, having, rule
from feedpub.validator.schema.atom import ATOM, CONTAINERS, DEFINED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


_OPEN = frozenset({"atom:link", "atom:category"})
"""Elements that may hold anything (undefinedContent of the RELAX NG in appendix B)."""
_TEXTS = frozenset(
    {"atom:title", "atom:subtitle", "atom:summary", "atom:rights", "atom:content"},
)
_REMEDIES = {
    "atom:id": "Add an <id> that never changes, for example the permanent URL.",
    "atom:title": "Add a <title>; for an entry that has none, its first words.",
    "atom:updated": "Add <updated> with the moment of the last change, for example 2026-11-01T09:30:00Z.",
    "atom:name": "Add a <name> for the person.",
}


required_element_missing = rule(
    "atom/required-element-missing",
    Level.ERROR,
    spec="RFC 4287 sections 3.2.1, 4.1.1 and 4.1.2",
    refs=("MissingElement",),
    kinds=FEEDS,
    harms=("Ruby's rss",),
)(
    missing(
        ATOM.required,
        "This {element.local} has no {local} element.",
        lambda name, _: _REMEDIES[name],
        called="{local}",
    ),
    """A feed or entry has no id, title or date, or a person has no name.

    Readers tell entries apart by id, sort them by date and list them by title; strict ones refuse the feed.

    ```xml bad in=entry
    <id>https://example.com/1</id><title>One</title><content>Text</content>
    ```
    ```xml good in=entry
    <id>https://example.com/1</id><title>One</title><updated>2026-11-01T00:00:00Z</updated><content>Text</content>
    ```
    """,
)

element_repeated = rule(
    "atom/element-repeated",
    Level.ERROR,
    spec="RFC 4287 sections 3.2, 4.1.1, 4.1.2 and 4.2.11",
    refs=("DuplicateElement",),
    kinds=FEEDS,
    harms=("Ruby's rss",),
)(
    repeated(
        ATOM.single, "This is {child.local} number {child.ordinal} of the {element.local}.", "Keep one <{child.qname}>."
    ),
    """An element that may stand only once stands there again.

    Readers take the first, the last or none of them, so that nobody knows what will be shown.

    ```xml bad in=entry
    <title>One</title><title>Two</title>
    ```
    ```xml good in=entry
    <title>One</title><category term="a"/><category term="b"/>
    ```
    """,
)


@rule(
    "atom/element-unknown",
    Level.ERROR,
    on=("atom:*", "feed/*", "entry/*"),
    concerns=lambda outline: outline.name not in ATOM.children.get(outline.parent, ()),
    spec="RFC 4287 sections 4 and 6.3",
    refs=("UndefinedElement",),
    kinds=FEEDS,
    harms=("ROME", "miniflux"),
)
def element_unknown(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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
    if not parent.namespace and element.name.startswith("atom:"):  # borrowed by RSS; extensions judge their own
        if element.name not in DEFINED:
            text = f"Atom knows no {element.local} element."
            yield Found(text=text, hint="Put it into the namespace it belongs to.", found=element.local)
    elif parent.namespace == element.namespace and not ATOM.has(f"atom:{parent.local}", f"atom:{element.local}"):
        meant = _INSTEAD.get(element.local)
        yield Found(
            text=f"Atom knows no {element.local} element in {_article(parent.local)}.",
            hint=f"Write <{meant}>." if meant else "Remove it, or put it into the namespace it belongs to.",
            found=element.local,
        )


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
    concerns=having("@*"),
    spec="RFC 4287 appendix B (undefinedAttribute)",
    refs=("UnexpectedAttribute",),
    kinds=FEEDS,
)
def attribute_unknown(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An Atom element has an attribute that Atom does not define.

    Readers pass over it; `mode` and `version` are left from Atom 0.3 and mean nothing any more.

    ```xml bad in=entry
    <title mode="escaped">One</title>
    ```
    ```xml good in=entry
    <title type="html" xml:lang="en">One</title>
    ```
    """
    allowed = ATOM.attributes.get(element.name, ())
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
    on=CONTAINERS,
    spec="RFC 4287 section 4.1 and appendix B",
    refs=("UnexpectedText",),
    kinds=FEEDS,
)
def text_misplaced(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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
    "atom/metadata-after-entry", Level.ERROR, on="atom:feed", spec="RFC 4287 section 4.1.1", refs=("MisplacedMetadata",)
)
def metadata_after_entry(feed: Element, _document: ParsedDocument) -> Iterator[Found]:
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
        elif begun and child.name in ATOM.children["atom:source"]:
            yield Found(
                text=f"The {child.local} of the feed stands behind an entry.",
                at=child,
                hint=f"Move <{child.qname}> before the first <entry>.",
            )
