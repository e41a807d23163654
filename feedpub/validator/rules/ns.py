"""Rules about what namespace an element is in: that of its format, that of its extension, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.namespaces import ATOM, ATOM_03, XHTML, meant
from feedpub.validator.rule import ANY_DOCUMENT, DOCUMENT, Found, rule
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument
    from feedpub.validator.rule import Outline

_FEEDS = frozenset({Kind.ATOM, Kind.RSS})
_ANY = frozenset(Kind) - {Kind.JSONFEED}
_ATOM = frozenset({Kind.ATOM})
_RSS = frozenset({Kind.RSS})
_ATOM_ROOTS = frozenset({"feed", "entry"})
_CONTAINERS = ("atom:feed", "atom:entry", "atom:source", "atom:author", "atom:contributor")


@rule(
    "ns/missing",
    Level.ERROR,
    on=tuple(_ATOM_ROOTS),
    spec="RFC 4287 section 1.2",
    refs=("MissingNamespace",),
    kinds=_ANY,
    harms=("Ruby's rss", "node-feedparser"),
)
def missing(root: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An Atom document is in no namespace.

    It is no Atom then; readers find no feed in it.

    ```xml bad
    <feed><title>News</title></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>
    ```
    """
    if root.parent is None and not root.namespace:
        yield Found(
            text=f"<{root.qname}> is in no namespace.",
            hint=f'Write <{root.qname} xmlns="{ATOM}">.',
        )


@rule(
    "ns/wrong",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="RFC 4287 section 1.2; RSS 2.0",
    refs=("InvalidNamespace",),
    kinds=_ANY,
    harms=("Ruby's rss", "node-feedparser"),
)
def wrong(document: ParsedDocument) -> Iterator[Found]:
    """A feed is in another namespace than that of its format.

    Readers find elements that they do not know, and no feed. RSS 2.0 itself has no namespace.

    ```xml bad
    <feed xmlns="https://example.com/atom"><title>News</title></feed>
    ```
    ```xml bad
    <rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel/></rss>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>
    ```
    """
    root = document.root
    if root is None or not root.namespace or root.namespace == ATOM_03:
        return
    if meant(root.namespace) is not None:
        return  # misspelt, which is said of every namespace
    if root.local in _ATOM_ROOTS and root.namespace != ATOM:
        hint = f'Write xmlns="{ATOM}", exactly so.'
    elif root.local == "rss":
        hint = "Remove the declaration: the elements of RSS 2.0 are in no namespace."
    else:
        return
    yield Found(
        text=f'<{root.qname}> is in the namespace "{root.namespace}".',
        at=root,
        found=root.namespace,
        hint=hint,
    )


@rule(
    "ns/atom-draft",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="RFC 4287 section 1.2",
    refs=("ObsoleteNamespace",),
    kinds=_ANY,
    harms=("Ruby's rss", "miniflux"),
)
def atom_draft(document: ParsedDocument) -> Iterator[Found]:
    """A feed is written in a draft of Atom, and not in the one that is still read, Atom 0.3.

    miniflux takes such a draft for Atom 1.0, by its version, and finds no entries in it.

    ```xml bad
    <feed version="0.2.1" xmlns="http://purl.org/atom/ns#"><title>News</title></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>
    ```
    """
    root = document.root
    if root is not None and root.namespace == ATOM_03 and document.kind is Kind.ATOM:
        yield Found(
            text=f'<{root.qname}> is in "{ATOM_03}", the namespace of the drafts of Atom.',
            at=root,
            found=ATOM_03,
            hint=f'Write xmlns="{ATOM}", and name elements as Atom 1.0 does.',
        )


@rule(
    "ns/not-a-uri",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="Namespaces in XML 1.0 section 2.2",
    refs=("InvalidTAG", "InvalidURN", "InvalidUUID", "InvalidUriChar", "InvalidIRI"),
    kinds=_FEEDS,
)
def not_a_uri(document: ParsedDocument) -> Iterator[Found]:
    """A namespace is named by something that is no URI.

    Programs that check namespaces, among them whole families of XML parsers, refuse the document.

    ```xml bad
    <rss version="2.0" xmlns:our="tag:example.com:names"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0" xmlns:our="tag:example.com,2026:names"><channel/></rss>
    ```
    """
    seen = set()
    for declared in document.prolog.namespaces:
        key = (declared.prefix, declared.uri)
        problem = uris.reference_problem(declared.uri) if key not in seen else None
        seen.add(key)
        if problem:
            name = f"xmlns:{declared.prefix}" if declared.prefix else "xmlns"
            yield Found(
                text=f'The namespace "{declared.uri}" {problem}.',
                line=declared.line,
                column=declared.column,
                path=f"/{document.root.qname if document.root is not None else '*'}//@{name}",
                found=declared.uri,
                hint="Use the namespace that the extension's specification names, or a URL of your own.",
            )


@rule(
    "ns/prefix-avoidable",
    Level.WARNING,
    on=ANY_DOCUMENT,
    spec="practice of readers",
    refs=("AvoidNamespacePrefix",),
    kinds=_ATOM,
)
def prefix_avoidable(document: ParsedDocument) -> Iterator[Found]:
    """In an Atom document, Atom or XHTML has a prefix.

    It is allowed, but readers that do not read namespaces look for feed, entry and div, and find none.

    ```xml bad
    <a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>News</a:title></a:feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>
    ```
    """
    seen = set()
    for declared in document.prolog.namespaces:
        key = (declared.prefix, declared.uri)
        if declared.prefix and declared.uri in {ATOM, XHTML} and key not in seen:
            seen.add(key)
            name = "Atom" if declared.uri == ATOM else "XHTML"
            yield Found(
                text=f"The namespace of {name} has the prefix {declared.prefix} here.",
                line=declared.line,
                column=declared.column,
                path=f"//@xmlns:{declared.prefix}",
                found=declared.prefix,
                hint=f'Declare it as the default, xmlns="{declared.uri}", where its elements begin.',
            )


def _is_bare(name: str) -> bool:
    """Whether a usual name is that of an element in no namespace: all others have a prefix, or the namespace itself."""
    return name.startswith("{}") or (":" not in name and not name.startswith("{"))


@rule(
    "ns/element-without-namespace",
    Level.WARNING,
    on=tuple(f"{name}/*" for name in _CONTAINERS),
    concerns=lambda outline: _is_bare(outline.name),
    spec="RFC 4287 section 6.3",
    refs=("UndeterminableVocabulary",),
    kinds=_ATOM,
)
def element_without_namespace(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An element among those of Atom is in no namespace.

    Nobody can tell what vocabulary it belongs to; readers pass over it.

    ```xml bad
    <atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><mood>fine</mood></atom:feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:our="https://example.com/names"><our:mood>fine</our:mood></feed>
    ```
    """
    yield Found(
        text=f"<{element.qname}> is in no namespace.",
        hint="Give it the prefix of the namespace that it belongs to.",
    )


@rule(
    "ns/xhtml-without-namespace",
    Level.ERROR,
    on=DOCUMENT,
    spec="RFC 4287 section 3.1.1.3",
    refs=("MissingNamespace",),
    kinds=_FEEDS,
)
def xhtml_without_namespace(document: ParsedDocument) -> Iterator[Found]:
    """An element within XHTML is in no namespace.

    To readers it is no XHTML, and is dropped with all it holds.

    ```xml bad in=entry
    <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Some <b xmlns="">bold</b> words</div></summary>
    ```
    ```xml good in=entry
    <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Some <b>bold</b> words</div></summary>
    ```
    """
    root = document.root
    leaves = any(not one.uri or (one.prefix and one.uri == XHTML) for one in document.prolog.namespaces)
    if root is None or not leaves:
        return  # nothing takes the default namespace back, so what stands in XHTML is XHTML
    for element in root.walk():
        parent = element.parent
        if not element.namespace and parent is not None and parent.namespace == XHTML:
            yield Found(
                text=f"<{element.qname}> within the XHTML is in no namespace.",
                at=element,
                hint=f'Remove xmlns="" from it, or write xmlns="{XHTML}".',
            )


_TAKEN = frozenset({"link", "category", "enclosure", "source", "item"})
"""What feedparser takes for the item's own at any depth, in any case."""
_NOT_OF_EXTENSIONS = frozenset({"", XHTML})
_TAKEN_WHERE_NONE = frozenset({"description", "author", "comments", "guid", "pubdate"})
"""What it takes so where the item has none of its own."""


def _may_hold_others(outline: Outline) -> bool:
    return any(not _is_bare(name) for name in outline.children)


@rule(
    "ns/not-in-a-namespace",
    Level.ERROR,
    on="item",
    concerns=_may_hold_others,
    spec="RSS 2.0, Extending RSS; feedparser 6.0",
    refs=("NotInANamespace",),
    kinds=_RSS,
    harms=("feedparser",),
)
def not_in_a_namespace(item: Element, _document: ParsedDocument) -> Iterator[Found]:
    """In RSS, an element within one of an extension is in no namespace, and has the name of one of the item's.

    What stands in its element is the extension's business. But feedparser, and with it all that is built on it, looks
    at names alone: it takes such a link, category, enclosure or source for one of the item, and a description,
    author, date, guid or comments where the item has none of its own. Its readers open and show the wrong thing.

    ```xml bad in=item
    <our:photo xmlns:our="https://example.com/names"><link>https://example.com/photo</link></our:photo>
    ```
    ```xml good in=item
    <our:photo xmlns:our="https://example.com/names"><our:link>https://example.com/photo</our:link></our:photo>
    ```
    ```xml good in=item
    <our:access xmlns:our="https://example.com/names"><partner id="1"/></our:access>
    ```
    """
    holders = [child for child in item.children if child.children and child.namespace not in _NOT_OF_EXTENSIONS]
    if not holders:
        return
    taken = _TAKEN | (_TAKEN_WHERE_NONE - {child.local.lower() for child in item.children if not child.namespace})
    for extension in holders:
        for element in extension.walk():
            if not element.namespace and element.local.lower() in taken:
                yield Found(
                    text=f"<{element.qname}> within <{extension.qname}> is in no namespace, and taken for the item's.",
                    at=element,
                    hint="Give it the prefix of the namespace that it belongs to, or another name.",
                )
