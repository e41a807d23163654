"""Rules of RSS 1.0 and 0.90, which are RDF (web.resource.org/rss/1.0/spec)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.namespaces import RSS_090
from feedpub.validator.rows import missing, repeated, slots, typed, unknown
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.schema.older import RSS1
from feedpub.validator.schema.shape import nearest
from feedpub.validator.types import NOT_BLANK, WEB_ADDRESS, or_blank, padded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_SPEC = "RSS 1.0"
_OF_RSS_2 = {"pubDate": "dc:date", "lastBuildDate": "dc:date", "language": "dc:language", "author": "dc:creator"} | {
    "category": "dc:subject",
    "copyright": "dc:rights",
    "managingEditor": "dc:publisher",
    "webMaster": "dc:publisher",
    "guid": "rdf:about of the item",
}
"""Elements of RSS 2.0 with what says the same in RSS 1.0."""
_ADDRESSES = (
    "rss1:channel/rss1:link rss1:item/rss1:link rss1:image/rss1:url rss1:image/rss1:link rss1:textinput/rss1:link"
)


def _is_rss_1(element: Element) -> bool:
    return element.namespace != RSS_090


def _home(_name: str, child: Element) -> str:
    parent = child.parent.name if child.parent is not None else ""
    instead = _OF_RSS_2.get(child.local)
    near = nearest(f"rss1:{child.local}", RSS1.children.get(parent, ())).removeprefix("rss1:")
    return f"Write {instead}." if instead else f"Did you mean <{near}>?" if near else "Put it into a module of its own."


@rule("rdf/avoidable", Level.INFO, on=DOCUMENT, spec=_SPEC)
def avoidable(document: ParsedDocument) -> Iterator[Found]:
    """A feed is written in RSS 1.0 or 0.90.

    Feed readers still read both, but podcast apps and Google News know RSS 2.0 and Atom only, and of text, pictures and
    recordings RSS 1.0 itself says nothing.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    if document.root is not None:
        yield Found(text="The feed is RSS 1.0.", at=document.root, hint="Publish RSS 2.0 or Atom.")


@rule("rdf/root-without-channel", Level.ERROR, on="rdf:RDF", spec=f"{_SPEC} section 5.1", harms=("ROME", "rss-parser"))
def root_without_channel(root: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The document has no channel: in RSS 1.0 it stands beside the items, in the namespace of the format.

    ROME, and with it many a reader in Java, refuses such a feed; others show one without a name.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://example.com/feed.rdf"><title>News</title><link>https://example.com/</link>
    <description>All the news</description><items><rdf:Seq/></items></channel>
    </rdf:RDF>
    ```
    """
    if root.child("rss1:channel") is None and root.parent is None:
        yield Found(
            text=f"<{root.qname}> has no <channel>.",
            missing="channel",
            hint="Add <channel> with title, link, description and items before the first item.",
        )


required_element_missing = rule("rdf/required-element-missing", Level.WARNING, spec=f"{_SPEC} sections 5.3 to 5.6")(
    missing(
        {f"rdf:RDF/{name}": [one for one in names if one != "rss1:items"] for name, names in RSS1.required.items()},
        "<{element.qname}> has no <{local}>.",
        "Add <{local}>.",
        called="{local}",
    ),
    """An element is missing that RSS 1.0 requires.

    Readers show an empty line where a title is missing, and have nothing to open where a link is.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    """,
)

element_twice = rule("rdf/element-twice", Level.WARNING, spec=f"{_SPEC} sections 5.3 to 5.6")(
    repeated(
        RSS1.single,
        "<{child.qname}> stands more than once in <{element.qname}>; the first is in line {first.line}.",
        "Keep one <{child.qname}>.",
    ),
    """An element that may stand once stands twice.

    Some readers take the first and some the last.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><title>1</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    """,
)

element_unknown = rule("rdf/element-unknown", Level.WARNING, spec=f"{_SPEC} section 5; RSS 1.0 modules")(
    unknown(
        RSS1.children,
        "RSS 1.0 has no element <{child.qname}> in <{element.qname}>.",
        _home,
        foreign=lambda name, _: not name.startswith("rss1:"),
    ),
    """An element in the namespace of RSS 1.0 is none that it has there: one of RSS 2.0 as a rule.

    RSS 1.0 grows by modules alone; miniflux, say, takes the date of an item from `dc:date` and passes over `pubDate`.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link>
    <pubDate>Fri, 21 Jun 2024 01:00:00 GMT</pubDate></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link>
    <dc:date>2024-06-21T01:00:00Z</dc:date></item>
    </rdf:RDF>
    ```
    """,
)

blank = rule("rdf/blank", Level.WARNING, spec=f"{_SPEC} section 5.5")(
    typed(
        slots(NOT_BLANK, "rss1:channel/rss1:title rss1:channel/rss1:link rss1:item/rss1:title rss1:item/rss1:link"),
        "<{element.qname}> is empty.",
        hint="Fill it.",
        when=lambda element: not element.children,
    ),
    """A title or a link is empty.

    Readers show an empty line, and open nothing or the home page.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title/><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    """,
)

url_invalid = rule("rdf/url-invalid", Level.ERROR, spec=f"{_SPEC} sections 5.3 to 5.6", harms=("ROME", "gofeed"))(
    typed(
        slots(padded(or_blank(WEB_ADDRESS)), _ADDRESSES),
        'The address "{value}" {problem}.',
        "Write the whole address, with https://.",
    ),
    """An address is relative or broken, or none of the web.

    ROME and gofeed hand it on as it is, so that readers built on them open nothing.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>/1</link></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    """,
)

about_missing = rule("rdf/about-missing", Level.WARNING, spec=f"{_SPEC} sections 5.3 and 5.5")(
    missing(
        {"rss1:channel": ("@rdf:about",), "rss1:item": ("@rdf:about",)},
        "<{element.qname}> has no rdf:about.",
        'Add rdf:about="…", the address of the feed or of the page.',
        when=_is_rss_1,
    ),
    """A channel or an item of RSS 1.0 has no `rdf:about`, its name.

    Readers know an item by its link then, and show it anew when that changes.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    """,
)


@rule("rdf/about-twice", Level.ERROR, on=DOCUMENT, spec=f"{_SPEC} section 5.5", harms=("feedparser",))
def about_twice(document: ParsedDocument) -> Iterator[Found]:
    """Two items have one `rdf:about`.

    feedparser makes it the id of both, so that readers which know items by their ids show only one of them.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    <item rdf:about="https://example.com/1"><title>Two</title><link>https://example.com/2</link></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    <item rdf:about="https://example.com/2"><title>Two</title><link>https://example.com/2</link></item>
    </rdf:RDF>
    ```
    """
    first: dict[str, int] = {}
    for item in document.root.all("rss1:item") if document.root is not None else ():
        about = item.get("rdf:about")
        if about and first.setdefault(about, item.line) != item.line:
            text = f'The rdf:about "{about}" is also that of the item in line {first[about]}.'
            yield Found(text=text, at=item, attribute="rdf:about", found=about, hint="Give each item its own address.")


@rule("rdf/item-not-listed", Level.INFO, on=DOCUMENT, spec=f"{_SPEC} section 5.3.5")
def item_not_listed(document: ParsedDocument) -> Iterator[Found]:
    """An item is not in the list of items of its channel, or the list names one that is not there.

    Programs that read the feed as RDF find the items of a channel by this list; feed readers do not look at it.

    ```xml bad
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://example.com/feed.rdf"><title>News</title><link>https://example.com/</link>
    <description>All the news</description><items><rdf:Seq/></items></channel>
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    ```xml good
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://example.com/feed.rdf"><title>News</title><link>https://example.com/</link>
    <description>All the news</description>
    <items><rdf:Seq><rdf:li rdf:resource="https://example.com/1"/></rdf:Seq></items></channel>
    <item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link></item>
    </rdf:RDF>
    ```
    """
    root = document.root
    channel = root.child("rss1:channel") if root is not None else None
    if root is None or channel is None or channel.namespace == RSS_090:
        return
    listed = {
        (one.get("rdf:resource") or one.get("resource") or ""): one for one in channel.walk() if one.name == "rdf:li"
    }
    items = {item.get("rdf:about"): item for item in root.all("rss1:item") if item.get("rdf:about")}
    for about, item in items.items():
        if about not in listed:
            hint = f'Add <rdf:li rdf:resource="{about}"/> to <items> of the channel.'
            yield Found(
                text=f'The item "{about}" is not in the list of the channel.', at=item, found=about or "", hint=hint
            )
    for address, one in listed.items():
        if address not in items:
            hint = "Write the rdf:about of an item, letter by letter, or take it out."
            yield Found(text=f'The list of the channel names "{address}", which is no item.', at=one, hint=hint)
