"""Values of simple elements and attributes of Atom: URLs, names, terms, the language (RFC 4287 section 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.rules.atom.structure import FEEDS
from feedpub.validate.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_URL_ELEMENTS = ("atom:uri", "atom:icon", "atom:logo")
_URL_ATTRIBUTES = {"atom:category": "scheme", "atom:generator": "uri"}
_TRIMMED = (*_URL_ELEMENTS, "atom:id", "atom:updated", "atom:published", "atom:email")
_URL_REFS = (
    "InvalidLink",
    "InvalidUriChar",
    "InvalidURIAttribute",
    "InvalidIRI",
    "InvalidTAG",
    "InvalidURN",
    "InvalidUUID",
)


@rule(
    "atom/url-invalid",
    Level.ERROR,
    on=(*_URL_ELEMENTS, *_URL_ATTRIBUTES),
    spec="RFC 4287 sections 3.2.2, 4.2.2.2, 4.2.4, 4.2.5 and 4.2.8",
    refs=_URL_REFS,
    kinds=FEEDS,
)
def url_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The URL of a person, program, icon, logo or scheme of categories is none; that of a scheme must be absolute.

    Readers cannot follow or load it, nor tell one scheme from another.

    ```xml bad in=feed
    <icon>insert the icon here</icon>
    ```
    ```xml bad in=entry
    <category term="lakes" scheme="/tags"/>
    ```
    ```xml good in=feed
    <icon>/favicon.png</icon>
    ```
    """
    attribute = _URL_ATTRIBUTES.get(element.name, "")
    value = element.get(attribute) if attribute else element.text.strip()
    if value is None:
        return
    is_iri = attribute == "scheme"  # an IRI, while all the others are references to one
    problem = uris.absolute_problem(value) if is_iri else uris.reference_problem(value)
    if problem:
        yield Found(
            text=f'The {attribute or element.local} "{value}" {problem}.',
            attribute=attribute,
            found=value,
            hint="Write a URL such as https://example.com/ with everything it does not allow percent-encoded.",
        )


@rule(
    "atom/scheme-unregistered",
    Level.WARNING,
    on=(*_URL_ELEMENTS, "atom:id", "atom:link"),
    spec="RFC 7595 section 3",
    refs=("SchemeNotIANARegistered",),
    kinds=FEEDS,
)
def scheme_unregistered(element: Element, _document: Document) -> Iterator[Found]:
    """A URL begins with a scheme that is not registered with IANA.

    It is probably mistyped; no reader can follow it.

    ```xml bad in=entry
    <link href="htpps://example.com/1"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/1"/>
    ```
    """
    attribute = "href" if element.name == "atom:link" else ""
    value = element.get(attribute) or "" if attribute else element.text.strip()
    scheme = uris.unregistered_scheme(value)
    if scheme and not uris.reference_problem(value):
        yield Found(
            text=f'The scheme "{scheme}" is not registered.',
            attribute=attribute,
            found=value,
            hint="Check the spelling; pages are https: or http:.",
        )


@rule(
    "atom/white-space-around",
    Level.ERROR,
    on=_TRIMMED,
    spec="RFC 4287 section 2",
    refs=("UnexpectedWhitespace",),
    kinds=FEEDS,
)
def white_space_around(element: Element, _document: Document) -> Iterator[Found]:
    """White space stands before or behind an id, date, URL or address.

    It is part of the value: readers compare ids letter by letter and may not trim dates.

    ```xml bad in=entry
    <id> https://example.com/1 </id>
    ```
    ```xml good in=entry
    <id>https://example.com/1</id>
    ```
    """
    text = element.text
    trimmed = text.strip()
    if trimmed and trimmed != text:
        yield Found(
            text=f"White space stands around the {element.local}.",
            found=text,
            hint=f"Write <{element.qname}>{trimmed}</{element.qname}> in one line.",
        )


@rule(
    "atom/element-in-value",
    Level.ERROR,
    on=(*_TRIMMED, "atom:name", "atom:generator"),
    spec="RFC 4287 sections 3.2, 3.3 and 4.2",
    refs=("UndefinedElement",),
    kinds=FEEDS,
)
def element_in_value(element: Element, _document: Document) -> Iterator[Found]:
    """An element stands in a name, id, date or URL.

    These are plain values; readers see the text around the element only.

    ```xml bad in=feed
    <generator>feedpub <b xmlns="http://www.w3.org/1999/xhtml">1.0</b></generator>
    ```
    ```xml good in=feed
    <generator version="1.0">feedpub</generator>
    ```
    """
    for child in element.children:
        if child.namespace != element.namespace:  # those in Atom's own namespace are complained of as unknown
            yield Found(
                text=f"<{child.qname}> stands in the {element.local}, which holds characters only.",
                at=child,
                found=child.qname,
                hint="Write plain text.",
            )


@rule(
    "atom/category-without-term",
    Level.ERROR,
    on="atom:category",
    spec="RFC 4287 section 4.2.2.1",
    refs=("MissingAttribute",),
    kinds=FEEDS,
)
def category_without_term(category: Element, _document: Document) -> Iterator[Found]:
    """A category has no term.

    The term is the category; readers that sort by it drop this one.

    ```xml bad in=entry
    <category label="Travel"/>
    ```
    ```xml good in=entry
    <category term="travel" label="Travel"/>
    ```
    """
    if "term" not in category.attributes:
        yield Found(
            text="The category has no term attribute.",
            missing="term",
            hint='Write <category term="…"/>; the text of the element does not count.',
        )


@rule(
    "atom/attribute-blank",
    Level.WARNING,
    on=("atom:category", "atom:generator"),
    spec="RFC 4287 sections 4.2.2 and 4.2.4",
    refs=("NotBlank", "AttrNotBlank"),
    kinds=FEEDS,
)
def attribute_blank(element: Element, _document: Document) -> Iterator[Found]:
    """An attribute of a category or generator is there and empty.

    Readers show an empty category, or a link that leads back to the feed.

    ```xml bad in=entry
    <category term=""/>
    ```
    ```xml good in=entry
    <category term="travel"/>
    ```
    """
    for name in ("term", "label", "uri", "version"):
        value = element.get(name)
        if value is not None and not value.strip():
            yield Found(
                text=f"The {name} of the {element.local} is empty.",
                attribute=name,
                hint=f"Give {name} a value, or leave it out." if name != "term" else "Give the category a term.",
            )


@rule(
    "atom/language-missing",
    Level.INFO,
    on="atom:feed",
    spec="RFC 4287 section 2",
    refs=("MissingDCLanguage",),
)
def language_missing(feed: Element, _document: Document) -> Iterator[Found]:
    """Nothing says in which language the feed is.

    Readers cannot choose hyphenation, fonts, a voice or a filter for it.

    ```xml bad
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title></feed>
    ```
    """
    if not any("xml:lang" in element.attributes for element in (feed, *feed.children)):
        yield Found(
            text="The feed has no xml:lang attribute.",
            missing="xml:lang",
            hint='Write <feed xml:lang="en" …> with the language tag of the feed.',
        )
