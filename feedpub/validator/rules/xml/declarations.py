"""Rules about what a document declares: the version of XML, DOCTYPE, entities, namespaces, xml:base and xml:lang."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.namespaces import ATOM, OBSOLETE, PREFIXES, SITEMAP, meant
from feedpub.validator.rows import typed
from feedpub.validator.rule import ANY_DOCUMENT, DOCUMENT, Found, rule
from feedpub.validator.types import REFERENCE, Type, either, in_language
from feedpub.validator.values import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import NamespaceDeclaration
    from feedpub.validator.document import ParsedDocument


@rule(
    "xml/version",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 2.8",
    refs=("BadXmlVersion",),
    harms=("Thunderbird",),
)
def version(document: ParsedDocument) -> Iterator[Found]:
    """The document is declared to be another XML than 1.0.

    Next to no reader knows XML 1.1, and there is no other version.

    ```xml bad
    <?xml version="1.1" encoding="utf-8"?><rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel/></rss>
    ```
    """
    found = document.prolog.version
    if found and found != "1.0":
        text = f'The document is declared to be XML "{found}".'
        yield Found(text=text, line=1, column=1, found=found, hint='Write <?xml version="1.0" encoding="utf-8"?>.')


_PROGRAMS = frozenset({"php", "asp", "perl", "python"})


@rule("xml/program-source", Level.WARNING, on=ANY_DOCUMENT, spec="practice of servers")
def program_source(document: ParsedDocument) -> Iterator[Found]:
    """The source of a program stands between the elements: the server did not run it.

    What it would have written is missing, and everybody can read the source, with the passwords it may hold.

    ```xml bad
    <rss version="2.0"><channel><title>News</title><?php print_items(); ?></channel></rss>
    ```
    ```xml good
    <?xml-stylesheet href="/feed.xsl" type="text/xsl"?><rss version="2.0"><channel><title>News</title></channel></rss>
    ```
    """
    for one in document.prolog.instructions:
        if one.target.lower() in _PROGRAMS:
            yield Found(
                text=f'"<?{one.target} {one.data[:60]}" is the source of a program.',
                line=one.line,
                column=one.column,
                found=one.data,
                hint="Publish what the program prints, or have the server run it for this address.",
            )


@rule(
    "xml/doctype", Level.WARNING, on=ANY_DOCUMENT, spec="practice of readers", refs=("InvalidDoctype",), harms=("ROME",)
)
def doctype(document: ParsedDocument) -> Iterator[Found]:
    """The document has a DOCTYPE.

    Feeds and sitemaps need none; many readers refuse documents that have one, because entities are used for attacks.

    ```xml bad
    <!DOCTYPE rss><rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    prolog = document.prolog
    if prolog.doctype and prolog.doctype.lower() != "html":
        text = f"The document has a DOCTYPE {prolog.doctype}."
        yield Found(
            text=text, line=prolog.doctype_line, column=1, hint="Remove the DOCTYPE with all that stands in it."
        )


@rule(
    "xml/external-entity",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.2.2",
    refs=("ContainsSystemEntity",),
    harms=("ROME", "feedparser", "rss-parser"),
)
def external_entity(document: ParsedDocument) -> Iterator[Found]:
    """An entity stands for a file or an address outside of the document.

    It is never read here, and safe readers never read it either; the others would hand out files of their machine.

    ```xml bad
    <!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
    <rss version="2.0"><channel><title>&secret;</title></channel></rss>
    ```
    ```xml good
    <rss version="2.0"><channel><title>News</title></channel></rss>
    ```
    """
    for entity in document.prolog.entities:
        if entity.system:
            yield Found(
                text=f"The external entity {entity.name} stands for {entity.system}.",
                line=entity.line,
                column=entity.column,
                found=entity.system,
                hint="Write the text itself instead of the entity.",
            )


_FEEDS = frozenset({Kind.RSS, Kind.ATOM})
_FURTHER = {
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2007/app": "app",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://web.resource.org/cc/": "cc",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://backend.userland.com/blogChannelModule": "blogChannel",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://webns.net/mvcb/": "admin",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "http://purl.org/rss/1.0/modules/event/": "ev",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://base.google.com/ns/1.0": "g",
    "http://www.google.com/schemas/play-podcasts/1.0": "googleplay",
    "http://webfeeds.org/rss/1.0": "webfeeds",
    "http://www.rawvoice.com/rawvoiceRssModule/": "rawvoice",
    "http://source.scripting.com/": "source",
    "http://xmlns.com/foaf/0.1/": "foaf",
}
"""Namespaces that are not checked here but known in the field, with the prefix that everybody uses."""
_USUAL = {**_FURTHER, **PREFIXES}
_NAMES = {prefix: uri for uri, prefix in _USUAL.items() if prefix not in {"sm", "image", "news", "video"}}
"""The prefixes that mean one namespace only, in feeds; those of sitemaps are free there."""
_PICTURES = frozenset({"svg", "mathml", "xlink"})
"""Prefixes of what stands in contents: no surprise, and nothing for a feed validator to check."""


def _once(document: ParsedDocument) -> Iterator[NamespaceDeclaration]:
    seen: set[tuple[str, str]] = set()
    for declared in document.prolog.namespaces:
        key = (declared.prefix, declared.uri)
        if key not in seen:
            seen.add(key)
            yield declared


def _at(declared: NamespaceDeclaration, text: str, hint: str) -> Found:
    name = f"xmlns:{declared.prefix}" if declared.prefix else "xmlns"
    return Found(
        text=text,
        line=declared.line,
        column=declared.column,
        path=f"//@{name}",
        found=declared.uri,
        hint=hint,
    )


@rule(
    "xml/namespace-misspelt",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="Namespaces in XML 1.0 section 2.3",
    refs=("MediaRssNamespace", "InvalidNamespace"),
    harms=("ROME", "miniflux"),
)
def namespace_misspelt(document: ParsedDocument) -> Iterator[Found]:
    """A namespace differs from a known one only in its scheme, its end or its case.

    Namespaces are compared letter by letter, so readers ignore every element in it.

    ```xml bad
    <rss version="2.0" xmlns:media="https://search.yahoo.com/mrss"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel/></rss>
    ```
    """
    for declared in _once(document):
        right = meant(declared.uri)
        if right is not None:
            text = f'The namespace "{declared.uri}" is misspelt.'
            yield _at(declared, text, f'Write "{right}", exactly so.')


@rule(
    "xml/prefix-reserved",
    Level.WARNING,
    on=ANY_DOCUMENT,
    spec="practice of readers",
    refs=("ReservedPrefix",),
    kinds=_FEEDS,
)
def prefix_reserved(document: ParsedDocument) -> Iterator[Found]:
    """A prefix that everybody knows stands for another namespace than the usual one.

    Not a few readers look at prefixes only, and take the elements for something else.

    ```xml bad
    <rss version="2.0" xmlns:dc="https://example.com/our-own-names"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/></rss>
    ```
    """
    for declared in _once(document):
        usual = _NAMES.get(declared.prefix)
        real = meant(declared.uri) or declared.uri
        if usual is not None and _USUAL.get(real) != declared.prefix:
            text = f'The prefix {declared.prefix} stands for "{declared.uri}" here.'
            yield _at(declared, text, f'Keep {declared.prefix} for "{usual}", and choose another prefix.')


@rule(
    "xml/prefix-unusual", Level.INFO, on=ANY_DOCUMENT, spec="practice of readers", refs=("NonstdPrefix",), kinds=_FEEDS
)
def prefix_unusual(document: ParsedDocument) -> Iterator[Found]:
    """A known namespace has another prefix than the usual one.

    It is allowed, but readers that look at prefixes only do not find the elements.

    ```xml bad
    <rss version="2.0" xmlns:dublin="http://purl.org/dc/elements/1.1/"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/></rss>
    ```
    """
    for declared in _once(document):
        usual = _USUAL.get(declared.uri)
        if usual is not None and declared.prefix and declared.prefix != usual:
            text = f'The prefix of "{declared.uri}" is {declared.prefix} here.'
            yield _at(declared, text, f"Call it {usual}, as everybody does.")


@rule(
    "xml/namespace-not-checked",
    Level.INFO,
    on=DOCUMENT,
    spec="RSS 2.0, RFC 4287 section 6.1",
    refs=("UnknownNamespace", "UnsupportedNamespace"),
    kinds=_FEEDS,
)
def namespace_not_checked(document: ParsedDocument) -> Iterator[Found]:
    """Elements of a namespace are used that are not known here.

    Extensions are allowed; this only says that nothing in that namespace was checked.

    ```xml bad
    <rss version="2.0" xmlns:our="https://example.com/our-own-names"><channel><our:mood>fine</our:mood></channel></rss>
    ```
    ```xml good
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><dc:creator>Ann</dc:creator></channel></rss>
    ```
    """
    for declared in _once(document):
        uri = declared.uri
        known = uri in PREFIXES or _FURTHER.get(uri) in _PICTURES or uri in OBSOLETE or meant(uri) is not None
        if uri and not known and uri in document.prolog.used_namespaces:
            text = f'The elements of "{uri}" were not checked.'
            yield _at(declared, text, "Nothing is to be done, unless the namespace is misspelt.")


@rule("xml/namespace-unused", Level.INFO, on=DOCUMENT, spec="practice", kinds=_FEEDS)
def namespace_unused(document: ParsedDocument) -> Iterator[Found]:
    """A namespace is declared and not used.

    It does no harm, but is sent to every reader at every visit.

    ```xml bad
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    for declared in _once(document):
        used = document.prolog.used_namespaces | {ATOM, SITEMAP}
        if declared.prefix and declared.uri not in used and meant(declared.uri) is None:
            text = f"The prefix {declared.prefix} is declared but not used."
            yield _at(declared, text, "Leave the declaration out.")


_LANGUAGE = either(  # an empty one takes the language back
    operator.not_,
    Type(
        languages.problem,
        lambda value, _: in_language(value, 'Write xml:lang="{}".', "Write a language tag such as en or pt-BR."),
    ),
)

base_invalid = rule(
    "xml/base-invalid",
    Level.ERROR,
    spec="XML Base section 3.1, RFC 4287 section 2",
    refs=("InvalidUriChar", "InvalidIRI", "InvalidLink"),
    kinds=_FEEDS,
)(
    typed(
        {"@xml:base": REFERENCE},
        'The xml:base "{value}" {problem}.',
        "Write the URL that relative references start from, for example https://example.com/.",
    ),
    """An xml:base is no URL.

    Every relative link and picture below it leads nowhere.

    ```xml bad
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="our site"/>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/"/>
    ```
    """,
)

lang_invalid = rule(
    "xml/lang-invalid", Level.ERROR, spec="XML 1.0 section 2.12, BCP 47", refs=("InvalidLanguage",), kinds=_FEEDS
)(
    typed({"@xml:lang": _LANGUAGE}, 'The xml:lang "{value}" {problem}.'),
    """An xml:lang is no language tag.

    Readers choose fonts, hyphenation and a voice by it, and fall back to those of their own language.

    ```xml bad in=feed
    <title xml:lang="en_GB">News</title>
    ```
    ```xml good in=feed
    <title xml:lang="en-GB">News</title>
    ```
    """,
)
