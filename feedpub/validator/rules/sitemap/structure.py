"""Rules over the elements of a sitemap: which may stand where, how often, with which attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing, presence, repeated
from feedpub.validator.rule import Found, rule
from feedpub.validator.schema.shape import nearest
from feedpub.validator.schema.sitemap import SITEMAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_ROOTS = ("sm:urlset", "sm:sitemapindex")
_ENTRIES = ("sm:url", "sm:sitemap")
_VALUES = frozenset({"sm:loc", "sm:lastmod", "sm:changefreq", "sm:priority"})
_IN_URL = frozenset({"image:image", "news:news", "video:video", "xhtml:link"})


def _once(_name: str, child: Element) -> str:
    if child.local != "loc" or child.parent is None:
        return "Keep one."
    return f"Give each address a <{child.parent.qname}> of its own."


@rule(
    "sitemap/unexpected-element",
    Level.ERROR,
    on=(*_ROOTS, *_ENTRIES),
    spec="sitemaps.org, XML tag definitions",
    passes_plain=True,
)
def unexpected_element(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element stands where the protocol has no place for it.

    A search engine passes over it, with all that is inside.

    ```xml bad in=urlset
    <sitemap><loc>https://example.com/posts.xml</loc></sitemap>
    ```
    ```xml bad in=urlset
    <loc>https://example.com/</loc>
    ```
    ```xml good in=sitemapindex
    <sitemap><loc>https://example.com/posts.xml</loc></sitemap>
    ```
    """
    for node in _beside(element):
        if isinstance(node, str) or node.parent is None:
            continue
        allowed = SITEMAP.children.get(node.parent.name, ())
        if node.name not in allowed and not _is_foreign(node):
            yield Found(
                text=f"<{node.qname}> must not stand in <{node.parent.qname}>.",
                at=node,
                hint=_place_for(node, allowed),
            )


def _beside(element: Element) -> Iterable[Element | str]:
    """Return what stands in the root since its last entry; each node is given once."""
    above = element.parent
    if above is None:
        return element.nodes
    if above.parent is not None or above.name not in SITEMAP.children:
        return (element,)
    return above.nodes if len(above.nodes) > 1 or element.name not in SITEMAP.children[above.name] else ()


def _place_for(node: Element, allowed: tuple[str, ...]) -> str:
    if node.name == "sm:sitemap":
        return "Sitemaps are listed in a file of their own with the root <sitemapindex>."
    if node.name == "sm:url":
        return "URLs are listed in a file of their own with the root <urlset>."
    if node.name in _VALUES:
        return f"Put it into a <{allowed[0].partition(':')[2] if allowed else 'url'}>."
    meant = _meant(node, allowed)
    return f"Write <{meant}>." if meant else "Take it out."


def _meant(node: Element, allowed: tuple[str, ...]) -> str:
    """Return the name that was probably meant; names are case-sensitive."""
    names = [name.partition(":")[2] for name in allowed]
    return nearest(node.local, names, cutoff=0.7)


def _is_foreign(node: Element) -> bool:
    """Whether an element is of another namespace, where the protocol lets anything stand."""
    return bool(node.namespace) and not node.name.startswith("sm:")


@rule(
    "sitemap/unknown-element", Level.WARNING, on=_ENTRIES, spec="sitemaps.org, XML tag definitions", passes_plain=True
)
def unknown_element(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An entry holds an element that the protocol does not have, or not there.

    A search engine passes over it, mostly because its name is misspelt: names are case-sensitive.

    ```xml bad in=url
    <loc>https://example.com/</loc><lastMod>2026-05-05</lastMod>
    ```
    ```xml bad in=sitemap
    <loc>https://example.com/posts.xml</loc><priority>0.5</priority>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><lastmod>2026-05-05</lastmod>
    ```
    """
    allowed = SITEMAP.children[element.name]
    for child in element.nodes:
        if isinstance(child, str) or child.name in allowed or _is_foreign(child) or child.name in _ENTRIES:
            continue
        meant = _meant(child, allowed)
        yield Found(
            text=f"<{child.qname}> is not an element of <{element.qname}>.",
            at=child,
            hint=f"Write <{meant}>." if meant else "Take it out.",
            found=child.qname,
        )


duplicate_child = rule(
    "sitemap/duplicate-child", Level.ERROR, spec="sitemaps.org, XML tag definitions", passes_plain=True
)(
    repeated(
        dict.fromkeys(_ENTRIES, _VALUES),
        "<{element.qname}> has another <{child.qname}> already.",
        _once,
        found="{value}",
    ),
    """An entry has two elements of one name.

    Each entry is for one page, with one address and one date; search engines take either, or refuse the file.

    ```xml bad in=url
    <loc>https://example.com/1</loc><loc>https://example.com/2</loc>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc><lastmod>2026-05-05</lastmod>
    ```
    """,
)

missing_loc = rule("sitemap/missing-loc", Level.ERROR, spec="sitemaps.org, loc", passes_plain=True)(
    missing(
        dict.fromkeys(_ENTRIES, ("sm:loc",)),
        "<{element.qname}> has no <{local}>.",
        "Add <loc> with the full address, or take the entry out.",
        called="{local}",
    ),
    """An entry has no address.

    Without one there is nothing to fetch; search engines report the file as broken.

    ```xml bad in=url
    <lastmod>2026-05-05</lastmod>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc>
    ```
    """,
)


@rule(
    "sitemap/element-in-value",
    Level.ERROR,
    on=_ENTRIES,
    spec="sitemaps.org XML schema, simple types",
    passes_plain=True,
)
def element_in_value(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element that should hold text holds elements.

    A search engine reads no address or date from it.

    ```xml bad in=url
    <loc><a>https://example.com/</a></loc>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc>
    ```
    """
    for child in element.nodes:
        if isinstance(child, str) or child.name not in _VALUES:
            continue
        inner = next((node for node in child.nodes if not isinstance(node, str)), None)
        if inner is not None:
            yield Found(
                text=f"<{child.qname}> holds the element <{inner.qname}>.",
                at=child,
                hint="Write text only.",
            )


@rule(
    "sitemap/text-between-elements",
    Level.WARNING,
    on=(*_ROOTS, *_ENTRIES),
    spec="sitemaps.org XML schema",
    passes_plain=True,
)
def text_between_elements(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Text stands where only elements may be.

    Nobody reads it, and a strict reader refuses the file; often it is an address that lacks its `<loc>`.

    ```xml bad in=url
    https://example.com/ <loc>https://example.com/</loc>
    ```
    ```xml bad in=urlset
    https://example.com/ <url><loc>https://example.com/</loc></url>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc>
    ```
    """
    above = element.parent
    if above is not None:
        yield from _stray_text(element.nodes, element)
    if above is None or above.parent is None:
        yield from _stray_text(element.nodes if above is None else above.nodes, above or element)


def _stray_text(nodes: list[Element | str], holder: Element) -> Iterator[Found]:
    for node in nodes:
        if isinstance(node, str) and not node.isspace():
            yield Found(
                text=f'<{holder.qname}> has text of its own: "{" ".join(node.split())[:60]}".',
                at=holder,
                hint="Put it into the element it is meant for, or take it out.",
                found=node.strip(),
            )


@rule(
    "sitemap/unknown-attribute",
    Level.WARNING,
    on=(*_ROOTS, *_ENTRIES),
    spec="sitemaps.org XML schema",
    passes_plain=True,
)
def unknown_attribute(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element of the protocol has an attribute, and the protocol has none.

    Nobody reads it, and a strict reader refuses the file.

    ```xml bad in=urlset
    <url priority="0.5"><loc>https://example.com/</loc></url>
    ```
    ```xml good in=url
    <loc>https://example.com/</loc><priority>0.5</priority>
    ```
    """
    holders = [element]
    if element.parent is not None:
        holders += [child for child in element.nodes if not isinstance(child, str) and child.name in _VALUES]
    for holder in holders:
        for name in holder.attributes:
            if ":" not in name:
                yield Found(
                    text=f"<{holder.qname}> has an attribute {name}, which the protocol does not know.",
                    at=holder,
                    attribute=name,
                    hint=f"Take it out, or write <{name}> if that was meant."
                    if f"sm:{name}" in _VALUES
                    else "Take it out.",
                    found=holder.attributes[name],
                )


misplaced_extension = rule(
    "sitemap/misplaced-extension", Level.WARNING, spec="Google Search Central, sitemap extensions"
)(
    presence(
        sorted(_IN_URL),
        "<{element.qname}> stands in <{element.parent.qname}>.",
        "Put it into the <url> of the page it belongs to.",
        when=lambda element: element.parent is not None and element.parent.name != "sm:url",
    ),
    """An extension stands outside of the `<url>` of its page.

    A search engine cannot tell which page it belongs to and passes over it.

    ```xml bad in=urlset
    <url><loc>https://example.com/1</loc></url>
    <image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    ```xml good in=url
    <loc>https://example.com/1</loc><image:image><image:loc>https://example.com/1.png</image:loc></image:image>
    ```
    """,
)
