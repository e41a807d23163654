"""Values of simple elements and attributes of Atom: URLs, names, terms, the language (RFC 4287 section 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import as_written, missing, slots, typed, unknown
from feedpub.validator.rule import FEEDS, Found, rule
from feedpub.validator.types import ABSOLUTE, REFERENCE, Type, that
from feedpub.validator.values import uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document

_URL_ELEMENTS = ("atom:uri", "atom:icon", "atom:logo")
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
_REGISTERED = Type(
    lambda value: None if uris.reference_problem(value) else uris.unregistered_scheme(value),
    "Check the spelling; pages are https: or http:.",
)
_TRIMMED_VALUE = that(lambda value: value.strip() in {"", value}, "has white space around it")
_FILLED = {
    "atom:category/@term": that(str.strip, "is empty", "Give the category a term."),
    **slots(
        that(str.strip, "is empty", "Give {attribute} a value, or leave it out."),
        "atom:category/@label atom:generator/@uri atom:generator/@version",
    ),
}


url_invalid = rule(
    "atom/url-invalid",
    Level.ERROR,
    spec="RFC 4287 sections 3.2.2, 4.2.2.2, 4.2.4, 4.2.5 and 4.2.8",
    refs=_URL_REFS,
    kinds=FEEDS,
)(
    typed(
        {**slots(REFERENCE, *_URL_ELEMENTS, "atom:generator/@uri"), "atom:category/@scheme": ABSOLUTE},
        'The {part} "{value}" {problem}.',
        "Write a URL such as https://example.com/ with everything it does not allow percent-encoded.",
    ),
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
    """,
)

scheme_unregistered = rule(
    "atom/scheme-unregistered", Level.WARNING, spec="RFC 7595 section 3", refs=("SchemeNotIANARegistered",), kinds=FEEDS
)(
    typed(
        slots(_REGISTERED, *_URL_ELEMENTS, "atom:id", "atom:link/@href"), 'The scheme "{problem}" is not registered.'
    ),
    """A URL begins with a scheme that is not registered with IANA.

    It is probably mistyped; no reader can follow it.

    ```xml bad in=entry
    <link href="htpps://example.com/1"/>
    ```
    ```xml good in=entry
    <link href="https://example.com/1"/>
    ```
    """,
)

white_space_around = rule(
    "atom/white-space-around", Level.ERROR, spec="RFC 4287 section 2", refs=("UnexpectedWhitespace",), kinds=FEEDS
)(
    typed(
        slots(_TRIMMED_VALUE, *_TRIMMED),
        "White space stands around the {element.local}.",
        lambda value, element: f"Write <{element.qname}>{value.strip()}</{element.qname}> in one line.",
        read=as_written,
    ),
    """White space stands before or behind an id, date, URL or address.

    It is part of the value: readers compare ids letter by letter and may not trim dates.

    ```xml bad in=entry
    <id> https://example.com/1 </id>
    ```
    ```xml good in=entry
    <id>https://example.com/1</id>
    ```
    """,
)

element_in_value = rule(
    "atom/element-in-value",
    Level.ERROR,
    spec="RFC 4287 sections 3.2, 3.3 and 4.2",
    refs=("UndefinedElement",),
    kinds=FEEDS,
)(
    unknown(
        dict.fromkeys((*_TRIMMED, "atom:name", "atom:generator"), ()),
        "<{child.qname}> stands in the {element.local}, which holds characters only.",
        "Write plain text.",
        foreign=lambda child: child.parent is not None and child.namespace == child.parent.namespace,
    ),
    """An element stands in a name, id, date or URL.

    These are plain values; readers see the text around the element only.

    ```xml bad in=feed
    <generator>feedpub <b xmlns="http://www.w3.org/1999/xhtml">1.0</b></generator>
    ```
    ```xml good in=feed
    <generator version="1.0">feedpub</generator>
    ```
    """,
)

category_without_term = rule(
    "atom/category-without-term", Level.ERROR, spec="RFC 4287 section 4.2.2.1", refs=("MissingAttribute",), kinds=FEEDS
)(
    missing(
        {"atom:category": ("@term",)},
        "The category has no term attribute.",
        'Write <category term="…"/>; the text of the element does not count.',
    ),
    """A category has no term.

    The term is the category; readers that sort by it drop this one.

    ```xml bad in=entry
    <category label="Travel"/>
    ```
    ```xml good in=entry
    <category term="travel" label="Travel"/>
    ```
    """,
)

attribute_blank = rule(
    "atom/attribute-blank",
    Level.WARNING,
    spec="RFC 4287 sections 4.2.2 and 4.2.4",
    refs=("NotBlank", "AttrNotBlank"),
    kinds=FEEDS,
)(
    typed(_FILLED, "The {attribute} of the {element.local} is empty.", found=""),
    """An attribute of a category or generator is there and empty.

    Readers show an empty category, or a link that leads back to the feed.

    ```xml bad in=entry
    <category term=""/>
    ```
    ```xml good in=entry
    <category term="travel"/>
    ```
    """,
)


@rule("atom/language-missing", Level.INFO, on="atom:feed", spec="RFC 4287 section 2", refs=("MissingDCLanguage",))
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
