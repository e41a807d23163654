"""Two elements that say the same: one of RSS itself, one of an extension; and bodies that RSS readers do not find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.rows import presence
from feedpub.validator.rule import Found, having, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_RSS = frozenset({Kind.RSS})
_SAME_IN_CHANNEL = {
    "dc:creator": "managingEditor",
    "dc:subject": "category",
    "dc:date": "pubDate",
    "dc:publisher": "webMaster",
    "dc:language": "language",
    "dc:rights": "copyright",
    "dcterms:modified": "lastBuildDate",
    "admin:generatorAgent": "generator",
    "atom:title": "title",
    "atom:subtitle": "description",
    "atom:rights": "copyright",
    "cc:license": "creativeCommons:license",
}
_SAME_IN_ITEM = {
    "dc:creator": "author",
    "dc:subject": "category",
    "dc:date": "pubDate",
    "dc:source": "source",
    "atom:id": "guid",
    "atom:published": "pubDate",
    "atom:title": "title",
    "cc:license": "creativeCommons:license",
}
_SPEC = "RSS Best Practices Profile; RSS 2.0, extending RSS"


def _doubled(container: Element, pairs: dict[str, str]) -> Iterator[Found]:
    for extended in container.children:
        core = pairs.get(extended.name)
        other = container.child(core) if core is not None else None
        if other is not None:
            text = f"{extended.qname} and {other.qname} say the same."
            hint = f"Keep one of them; {other.qname} is the one that every reader knows."
            yield Found(text=text, at=extended, found=extended.text.strip(), hint=hint)


@rule(
    "extension/channel-says-it-twice", Level.WARNING, on="channel", spec=_SPEC, refs=("DuplicateSemantics",), kinds=_RSS
)
def channel_says_it_twice(channel: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The channel says one thing by an element of RSS and again by one of an extension.

    Readers take one or the other; when they differ nobody knows which is meant.

    ```xml bad in=channel
    <language>en</language><dc:language>de</dc:language>
    ```
    ```xml good in=channel
    <language>en</language>
    ```
    """
    yield from _doubled(channel, _SAME_IN_CHANNEL)


@rule(
    "extension/item-says-it-twice",
    Level.WARNING,
    on="item",
    concerns=having(*_SAME_IN_ITEM),
    spec=_SPEC,
    refs=("DuplicateItemSemantics",),
    kinds=_RSS,
)
def item_says_it_twice(item: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An item says one thing by an element of RSS and again by one of an extension.

    Readers take one or the other (dc:date before pubDate, some of them); when they differ the item is shown wrongly.

    ```xml bad in=item
    <pubDate>Sun, 01 Nov 2026 09:00:00 GMT</pubDate><dc:date>2026-11-02</dc:date>
    ```
    ```xml good in=item
    <pubDate>Sun, 01 Nov 2026 09:00:00 GMT</pubDate>
    ```
    """
    yield from _doubled(item, _SAME_IN_ITEM)


@rule(
    "content/before-description",
    Level.WARNING,
    on="item/content:encoded",
    spec="RSS Best Practices Profile, content:encoded",
    refs=("NeedDescriptionBeforeContent",),
    kinds=_RSS,
)
def before_description(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """content:encoded stands before the description, or there is no description.

    Readers that take the last of the two show the summary instead of the full text; those that know only the
    description show nothing.

    ```xml bad in=item
    <content:encoded>The whole text</content:encoded><description>A summary</description>
    ```
    ```xml good in=item
    <description>A summary</description><content:encoded>The whole text</content:encoded>
    ```
    """
    if element.parent is None:
        return
    for sibling in element.parent.children:
        if sibling.name == "description":
            return
        if sibling is element:
            text = f"{element.qname} stands without a description before it."
            yield Found(text=text, hint="Put <description> with a summary before it.")
            return


body_not_found = rule(
    "content/body-not-found",
    Level.WARNING,
    spec="RSS Best Practices Profile, description and content:encoded",
    refs=("DuplicateDescriptionSemantics",),
    kinds=_RSS,
)(
    presence(
        ("item/xhtml:body", "item/atom:content"),
        "The body of the item stands in {element.qname}.",
        "Put it into description, or with a summary there into content:encoded.",
        when=lambda body: "src" not in body.attributes,
    ),
    """The body of an item stands in xhtml:body or atom:content.

    Readers of RSS look into description and content:encoded only, and show the item without its text.

    ```xml bad in=item
    <title>One</title><xhtml:body><xhtml:p>Text</xhtml:p></xhtml:body>
    ```
    ```xml good in=item
    <title>One</title><description>&lt;p>Text&lt;/p></description>
    ```
    """,
)


_CONTAINERS = (
    *("channel", "item", "image", "textInput", "media:group", "media:content"),
    *("atom:feed", "atom:entry", "atom:source", "atom:author", "atom:contributor"),
)
_HOMES = {"atom:feed": "a text construct", "atom:source": "a text construct", "atom:entry": "atom:content"}


@rule(
    "xhtml/misplaced",
    Level.WARNING,
    on=tuple(f"{parent}/xhtml:*" for parent in _CONTAINERS),
    spec="RFC 4287 sections 3.1.1.3, 4.1.3.3 and 6.4",
    refs=("MisplacedXHTMLContent",),
    kinds=frozenset({Kind.RSS, Kind.ATOM}),
)
def xhtml_misplaced(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """XHTML stands directly in a feed, channel, entry or item.

    It is foreign markup there, and no reader shows it; content belongs in the element for it.

    ```xml bad in=entry
    <xhtml:img src="https://example.com/1.jpg"/>
    ```
    ```xml good in=entry
    <content type="xhtml"><xhtml:div><xhtml:img src="https://example.com/1.jpg" alt=""/></xhtml:div></content>
    ```
    """
    parent = element.parent
    if parent is None or element.local in {"meta", "link"} or element.name == "xhtml:body":
        return  # for robots and for stylesheets, as browsers read them; a body has a rule of its own
    if element.local == "div" and parent.name not in {"item", "atom:entry"}:
        return  # a notice to people who open the feed in a browser
    text = f"{element.qname}, of the XHTML namespace, stands directly in {parent.qname}."
    hint = f"Put it into {_HOMES.get(parent.name, 'the description of the item, escaped')}."
    yield Found(text=text, found=element.qname, hint=hint)
