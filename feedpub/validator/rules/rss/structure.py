"""What stands where in RSS 2.0: elements unknown, twice, missing or misplaced, attributes, stray text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import collapsed, missing, repeated, slots, typed, unknown, unknown_attribute
from feedpub.validator.rule import Found, having, rule
from feedpub.validator.schema.rss import ATTRIBUTES, CONTAINERS, ELEMENTS, EMPTY, LEAVES, RSS, is_old
from feedpub.validator.schema.shape import Holds, nearest
from feedpub.validator.types import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


def _home(_name: str, child: Element) -> str:
    name = child.local
    known = RSS.children.get(child.parent.name, ()) if child.parent is not None else ()
    meant = nearest(name, known)
    if meant:
        return f"Did you mean <{meant}>?"
    home = next((home for home, names in RSS.children.items() if name in names), "")
    return f"It belongs into <{home}>." if home else "Remove it, or put it into the namespace of an extension."


def _attribute_meant(name: str, element: Element) -> str:
    meant = nearest(name, RSS.attributes.get(element.name, ()))
    return f"Did you mean {meant}?" if meant else "Remove it."


element_unknown = rule(
    "rss/element-unknown",
    Level.ERROR,
    spec="RSS 2.0, Extending RSS",
    refs=("UndefinedElement", "NoBlink"),
    harms=("ROME", "miniflux"),
)(
    unknown(
        {**RSS.children, **dict.fromkeys(EMPTY, ())},
        "RSS has no element <{child.qname}> in <{element.qname}>.",
        _home,
        foreign=lambda name, _: not name.startswith("{}"),
    ),
    """An element without a namespace is none that RSS 2.0 has at this place.

    RSS may be extended by elements of a namespace only; readers ignore all others, so what it says is lost.

    ```xml bad in=item
    <pubdate>Fri, 21 Jun 2024 01:00:00 GMT</pubdate>
    ```
    ```xml good in=item
    <pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate>
    ```
    """,
)

element_twice = rule(
    "rss/element-twice", Level.ERROR, spec="RSS 2.0", refs=("DuplicateElement",), harms=("Ruby's rss",)
)(
    repeated(
        RSS.single,
        "<{child.qname}> stands more than once in <{element.qname}>; the first is in line {first.line}.",
        "Keep one <{child.qname}>.",
    ),
    """An element that may stand once stands twice.

    Some readers take the first and some the last.

    ```xml bad in=item
    <title>One</title><title>Another</title>
    ```
    ```xml good in=item
    <title>One</title><category>Lakes</category><category>Hills</category>
    ```
    """,
)

required_element_missing = rule(
    "rss/required-element-missing",
    Level.ERROR,
    spec="RSS 2.0, Required channel elements",
    refs=("MissingElement", "MissingTitle", "MissingLink", "MissingDescription"),
    harms=("Ruby's rss",),
)(
    missing(RSS.required, "<{element.qname}> has no <{name}>.", "Add <{name}>."),
    """An element is missing that RSS 2.0 requires.

    Readers show an empty name or no link, and some refuse the feed.

    ```xml bad in=channel
    <title>News</title><link>https://example.com/</link>
    ```
    ```xml good in=channel
    <title>News</title><link>https://example.com/</link><description>All the news</description>
    ```
    """,
)


@rule(
    "rss/item-without-text",
    Level.ERROR,
    on="channel/item",
    spec="RSS 2.0, Elements of item",
    refs=("ItemMustContainTitleOrDescription",),
)
def item_without_text(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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


attribute_unknown = rule(
    "rss/attribute-unknown", Level.ERROR, spec="RSS 2.0", refs=("UnexpectedAttribute",), harms=("ROME", "miniflux")
)(
    unknown_attribute(
        ATTRIBUTES,
        "There is no attribute {attribute} of <{element.qname}>.",
        _attribute_meant,
        foreign=lambda name: name.startswith(("xml:", "xsi:", "{")),
        when=lambda element: element.name != "description" or not is_old(element),
    ),
    """An attribute is none that RSS 2.0, or an extension that is known here, has on this element.

    Readers ignore it; where it is a misspelling, what it should say is lost.

    ```xml bad in=item
    <title>One</title><guid isPermalink="false">1</guid>
    ```
    ```xml good in=item
    <title>One</title><guid isPermaLink="false">tag:example.com,2026:1</guid>
    ```
    """,
)


@rule(
    "rss/attribute-of-extension",
    Level.WARNING,
    on=ELEMENTS,
    concerns=having("@*"),
    spec="RSS 2.0, Extending RSS",
    refs=("UseOfExtensionAttr",),
)
def attribute_of_extension(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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


attribute_missing = rule(
    "rss/attribute-missing",
    Level.ERROR,
    spec="RSS 2.0, cloud, enclosure and source",
    refs=("MissingAttribute",),
    harms=("Ruby's rss", "Apple Podcasts"),
)(
    missing(
        RSS.required_attributes,
        "<{element.qname}> has no attribute {name}.",
        lambda name, _: 'Add length="0" where the size is unknown.' if name == "length" else f'Add {name}="…".',
        when=lambda element: element.parent is not None and element.parent.name in {"channel", "item"},
    ),
    """An attribute is missing that RSS 2.0 requires.

    Without it the element means nothing: a player does not load an enclosure of which it knows no type.

    ```xml bad in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" type="audio/mpeg"/>
    ```
    ```xml good in=item
    <title>One</title><enclosure url="https://example.com/1.mp3" length="1024" type="audio/mpeg"/>
    ```
    """,
)

text_misplaced = rule("rss/text-misplaced", Level.ERROR, spec="RSS 2.0", refs=("UnexpectedText",))(
    typed(
        slots(BLANK, *CONTAINERS, *RSS.holding(Holds.NOTHING)),
        'The text "{value:.40}" stands directly in <{element.qname}>.',
        hint="Remove it, or put it into the element it belongs to.",
        read=collapsed,
        when=lambda element: (
            element.name in CONTAINERS or (element.parent is not None and not element.parent.namespace)
        ),
    ),
    """Text stands where RSS has none.

    Readers do not show it; often a tag was forgotten around it.

    ```xml bad in=channel
    <image>https://example.com/logo.png</image>
    ```
    ```xml good in=channel
    <image><url>https://example.com/logo.png</url><title>News</title><link>https://example.com/</link></image>
    ```
    """,
)

element_in_text = rule(
    "rss/element-in-text", Level.ERROR, spec="RSS 2.0", refs=("UndefinedElement",), harms=("ROME", "miniflux")
)(
    unknown(
        dict.fromkeys(LEAVES, ()),
        "<{child.qname}> stands inside of <{element.qname}>, which holds text.",
        "Escape its tags (&lt;b&gt;), or put all the text into <![CDATA[…]]>.",
        found="",
    ),
    """An element stands inside of one that holds text.

    HTML in RSS must be escaped or in a CDATA section; readers drop tags that stand there as XML, or all the text.

    ```xml bad in=item
    <description>Rain <b>again</b>.</description>
    ```
    ```xml good in=item
    <description>Rain &lt;b&gt;again&lt;/b&gt;.</description>
    ```
    """,
)


@rule(
    "rss/item-before-metadata",
    Level.WARNING,
    on="rss/channel",
    spec="RSS Advisory Board profile, channel",
    refs=("MisplacedItem",),
)
def item_before_metadata(element: Element, _document: ParsedDocument) -> Iterator[Found]:
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
        elif first is not None and (child.name in RSS.children["channel"] or child.name == "atom:link"):
            yield Found(
                text=f"The item stands before <{child.qname}> of the channel (line {child.line}).",
                at=first,
                hint="Write all elements of the channel first, then the items.",
            )
            return
