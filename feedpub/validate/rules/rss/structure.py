"""What stands where in RSS 2.0: elements unknown, twice, missing or misplaced, attributes, stray text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.rss.vocabulary import (
    ALL_SELECTORS,
    ATTRIBUTES,
    CHILDREN,
    CONTAINERS,
    EMPTY,
    LEAF_SELECTORS,
    REPEATABLE,
    REQUIRED,
    REQUIRED_ATTRIBUTES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document


def _meant(name: str, known: Iterable[str]) -> str:
    lowered = {one.lower(): one for one in known}
    close = get_close_matches(name.lower(), lowered, n=1, cutoff=0.75)
    return lowered[close[0]] if close else ""


@rule(
    "rss/element-unknown",
    Level.ERROR,
    on=(*CONTAINERS, "item/enclosure", "channel/cloud"),
    spec="RSS 2.0, Extending RSS",
    refs=("UndefinedElement", "NoBlink"),
)
def element_unknown(element: Element, _document: Document) -> Iterator[Found]:
    """An element without a namespace is none that RSS 2.0 has at this place.

    RSS may be extended by elements of a namespace only; readers ignore all others, so what it says is lost.

    ```xml bad in=item
    <pubdate>Fri, 21 Jun 2024 01:00:00 GMT</pubdate>
    ```
    ```xml good in=item
    <pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """
    known = CHILDREN.get(element.name, ())
    for child in element.children:
        if child.namespace or child.name in known:
            continue
        meant = _meant(child.name, known)
        home = next((name for name, names in CHILDREN.items() if child.name in names), "")
        elsewhere = f"It belongs into <{home}>." if home else "Remove it, or put it into the namespace of an extension."
        yield Found(
            text=f"RSS has no element <{child.qname}> in <{element.qname}>.",
            at=child,
            found=child.qname,
            hint=f"Did you mean <{meant}>?" if meant else elsewhere,
        )


@rule("rss/element-twice", Level.ERROR, on=CONTAINERS, spec="RSS 2.0", refs=("DuplicateElement",))
def element_twice(element: Element, _document: Document) -> Iterator[Found]:
    """An element that may stand once stands twice.

    Some readers take the first and some the last.

    ```xml bad in=item
    <title>One</title><title>Another</title>
    ```
    ```xml good in=item
    <title>One</title><category>Lakes</category><category>Hills</category>
    ```
    """
    seen: dict[str, Element] = {}
    for child in element.children:
        if child.namespace or child.name in REPEATABLE or child.name not in CHILDREN[element.name]:
            continue
        first = seen.setdefault(child.name, child)
        if first is not child:
            yield Found(
                text=f"<{child.qname}> stands more than once in <{element.qname}>; the first is in line {first.line}.",
                at=child,
                hint=f"Keep one <{child.qname}>.",
            )


@rule(
    "rss/required-element-missing",
    Level.ERROR,
    on=tuple(REQUIRED),
    spec="RSS 2.0, Required channel elements",
    refs=("MissingElement", "MissingTitle", "MissingLink", "MissingDescription"),
)
def required_element_missing(element: Element, _document: Document) -> Iterator[Found]:
    """An element is missing that RSS 2.0 requires.

    Readers show an empty name or no link, and some refuse the feed.

    ```xml bad in=channel
    <title>News</title><link>https://example.com/</link>
    ```
    ```xml good in=channel
    <title>News</title><link>https://example.com/</link><description>All the news</description>
    ```
    """
    for name, _ in REQUIRED[element.name]:
        if element.child(name) is None:
            yield Found(text=f"<{element.qname}> has no <{name}>.", missing=name, hint=f"Add <{name}>.")


@rule(
    "rss/item-without-text",
    Level.ERROR,
    on="channel/item",
    spec="RSS 2.0, Elements of item",
    refs=("ItemMustContainTitleOrDescription",),
)
def item_without_text(element: Element, _document: Document) -> Iterator[Found]:
    """An item has neither a title nor a description.

    RSS wants one of them at least; readers show an empty line otherwise.

    ```xml bad in=item
    <link>https://example.com/1</link>
    ```
    ```xml good in=item
    <description>Rain again.</description>
    ```
    """
    if element.child("title") is None and element.child("description") is None:
        yield Found(
            text="The item has neither <title> nor <description>.",
            hint="Add a <title>, or a <description> for a note without one.",
        )


@rule("rss/attribute-unknown", Level.ERROR, on=ALL_SELECTORS, spec="RSS 2.0", refs=("UnexpectedAttribute",))
def attribute_unknown(element: Element, _document: Document) -> Iterator[Found]:
    """An attribute is none that RSS 2.0, or an extension that is known here, has on this element.

    Readers ignore it; where it is a misspelling, what it should say is lost.

    ```xml bad in=item
    <title>One</title><guid isPermalink="false">1</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:1</guid>
    ```
    """
    known = ATTRIBUTES.get(element.name, frozenset())
    for attribute in element.attributes:
        if attribute not in known and not attribute.startswith(("xml:", "xsi:", "{")):
            meant = _meant(attribute, known)
            yield Found(
                text=f"There is no attribute {attribute} of <{element.qname}>.",
                attribute=attribute,
                found=element.attributes[attribute],
                hint=f"Did you mean {meant}?" if meant else "Remove it.",
            )


@rule(
    "rss/attribute-of-extension",
    Level.WARNING,
    on=ALL_SELECTORS,
    spec="RSS 2.0, Extending RSS",
    refs=("UseOfExtensionAttr",),
)
def attribute_of_extension(element: Element, _document: Document) -> Iterator[Found]:
    """An element of RSS carries an attribute of an extension.

    RSS 2.0 speaks of elements only where it allows extensions; next to no reader looks for such attributes.

    ```xml bad in=item
    <title xmlns:our="https://example.com/names" our:mood="fine">One</title>
    ```
    ```xml good in=item
    <title>One</title><our:mood xmlns:our="https://example.com/names">fine</our:mood>
    ```
    """
    for attribute in element.attributes:
        if attribute.startswith("{"):
            namespace, _, local = attribute[1:].partition("}")
            yield Found(
                text=f'<{element.qname}> has the attribute {local} of the extension "{namespace}".',
                attribute=attribute,
                found=element.attributes[attribute],
                hint="Say it by an element of the extension.",
            )


@rule(
    "rss/attribute-missing",
    Level.ERROR,
    on=tuple(REQUIRED_ATTRIBUTES),
    spec="RSS 2.0, cloud, enclosure and source",
    refs=("MissingAttribute",),
)
def attribute_missing(element: Element, _document: Document) -> Iterator[Found]:
    """An attribute is missing that RSS 2.0 requires.

    Without it the element means nothing: a player does not load an enclosure of which it knows no type.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" type="audio/mpeg"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    ```
    """
    if element.parent is None or element.parent.name not in {"channel", "item"}:
        return
    for name in REQUIRED_ATTRIBUTES[element.name]:
        if name not in element.attributes:
            hint = 'Add length="0" where the size is unknown.' if name == "length" else f'Add {name}="…".'
            yield Found(text=f"<{element.qname}> has no attribute {name}.", missing=name, hint=hint)


@rule(
    "rss/text-misplaced",
    Level.ERROR,
    on=(*CONTAINERS, *EMPTY),
    spec="RSS 2.0",
    refs=("UnexpectedText",),
)
def text_misplaced(element: Element, _document: Document) -> Iterator[Found]:
    """Text stands where RSS has none.

    Readers do not show it; often a tag was forgotten around it.

    ```xml bad in=channel
    <image>https://example.com/logo.png</image>
    ```
    ```xml good in=channel
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """
    text = element.text.strip()
    if text and (element.name in CONTAINERS or (element.parent is not None and not element.parent.namespace)):
        text = " ".join(text.split())
        yield Found(
            text=f'The text "{text[:40]}" stands directly in <{element.qname}>.',
            found=text,
            hint="Remove it, or put it into the element it belongs to.",
        )


@rule("rss/element-in-text", Level.ERROR, on=LEAF_SELECTORS, spec="RSS 2.0", refs=("UndefinedElement",))
def element_in_text(element: Element, _document: Document) -> Iterator[Found]:
    """An element stands inside of one that holds text.

    HTML in RSS must be escaped or in a CDATA section; readers drop tags that stand there as XML, or all the text.

    ```xml bad in=item
    <description>Rain <b>again</b>.</description>
    ```
    ```xml good in=item
    <description>Rain &lt;b&gt;again&lt;/b&gt;.</description>
    ```
    """
    for child in element.children:
        yield Found(
            text=f"<{child.qname}> stands inside of <{element.qname}>, which holds text.",
            at=child,
            hint="Escape its tags (&lt;b&gt;), or put all the text into <![CDATA[…]]>.",
        )


@rule(
    "rss/item-before-metadata",
    Level.WARNING,
    on="rss/channel",
    spec="RSS Advisory Board profile, channel",
    refs=("MisplacedItem",),
)
def item_before_metadata(element: Element, _document: Document) -> Iterator[Found]:
    """Elements of the channel stand behind its first item.

    Readers that work through a feed as it comes do not know the channel yet when the items arrive.

    ```xml bad in=channel
    <title>News</title><link>https://example.com/</link><item><title>One</title></item><description>All</description>
    ```
    ```xml good in=channel
    <title>News</title><link>https://example.com/</link><description>All</description><item><title>One</title></item>
    ```
    """
    first: Element | None = None
    for child in element.children:
        if child.name == "item":
            first = first or child
        elif first is not None and (child.name in CHILDREN["channel"] or child.name == "atom:link"):
            yield Found(
                text=f"The item stands before <{child.qname}> of the channel (line {child.line}).",
                at=first,
                hint="Write all elements of the channel first, then the items.",
            )
            return
