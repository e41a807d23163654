"""Rules about documents that cannot be read to their end, or are no feed and no sitemap at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validator.rule import ANY_DOCUMENT, Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Fault
    from feedpub.validator.document import ParsedDocument

_HTML = re.compile(rb"^\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_FEED_ROOTS = "rss, feed, urlset or sitemapindex"


def _faults(document: ParsedDocument, *codes: str) -> Iterator[Fault]:
    """Return what is wrong with the syntax of a document of XML; of a page of HTML nothing, for that is no XML."""
    if document.kind is not Kind.JSONFEED and not _is_page(document):
        yield from (fault for fault in document.faults if fault.code in codes)


def _found(fault: Fault, hint: str, text: str = "") -> Found:
    return Found(
        text=text or fault.text,
        hint=fault.hint or hint,
        line=fault.line,
        column=fault.column,
        path=fault.path,
        found=fault.found,
        apart=fault.found,
        count=fault.count,
    )


@rule(
    "xml/not-well-formed",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 2.1",
    refs=("SAXError", "MissingNamespace"),
)
def not_well_formed(document: ParsedDocument) -> Iterator[Found]:
    """The document breaks the syntax of XML.

    A reader stops at the first such place and shows nothing of the feed.

    ```xml bad
    <rss version="2.0"><channel><title>News</channel></rss>
    ```
    ```xml good
    <rss version="2.0"><channel><title>News</title></channel></rss>
    ```
    """
    hint = "Close every element, quote every attribute, declare every prefix, escape & as &amp; and < as &lt;."
    for fault in _faults(document, "not-well-formed", "invalid-token", "unbound-prefix", "bad-encoding"):
        yield _found(fault, hint)


@rule("xml/control-character", Level.ERROR, on=ANY_DOCUMENT, spec="XML 1.0 section 2.2", refs=("SAXError",))
def control_character(document: ParsedDocument) -> Iterator[Found]:
    r"""The document holds a control character that XML does not allow, not even as a reference.

    Strict readers stop there and show nothing; such characters come from word processors and databases.

    ```bytes bad
    <rss version="2.0"><channel><title>Ne\x08ws</title></channel></rss>
    ```
    ```xml good
    <rss version="2.0"><channel><title>News</title></channel></rss>
    ```
    """
    for fault in _faults(document, "control-character"):
        yield _found(fault, "Remove the character; tabs and line breaks are the only control characters of XML.")


@rule(
    "xml/undefined-entity",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.1",
    refs=("UndefinedNamedEntity", "SAXError"),
)
def undefined_entity(document: ParsedDocument) -> Iterator[Found]:
    """A named entity of HTML, such as &nbsp;, stands in XML, which does not know it.

    XML knows only &amp; &lt; &gt; &quot; and &apos;; at any other name strict readers stop.

    ```xml bad
    <rss version="2.0"><channel><title>Here&nbsp;and now</title></channel></rss>
    ```
    ```xml good
    <rss version="2.0"><channel><title>Here&#160;and now</title></channel></rss>
    ```
    """
    hint = "Write the character itself or its number: &#160; for &nbsp;, &#8212; for &mdash;."
    for fault in _faults(document, "undefined-entity"):
        yield _found(fault, hint)
    for entity in document.prolog.skipped_entities:
        if not entity.system and not document.prolog.doctype_system:
            text = f"The entity {entity.name} is used but not defined."
            yield Found(
                text=text, line=entity.line, column=entity.column, found=entity.name, apart=entity.name, hint=hint
            )


@rule("xml/entity-of-dtd", Level.WARNING, on=ANY_DOCUMENT, spec="XML 1.0 section 4.1")
def entity_of_dtd(document: ParsedDocument) -> Iterator[Found]:
    """An entity is used that only an external DTD could define.

    Readers do not load DTDs, and drop the letter or stop.

    ```xml bad
    <!DOCTYPE rss SYSTEM "https://example.com/names.dtd">
    <rss version="2.0"><channel><title>Here&nbsp;and now</title></channel></rss>
    ```
    ```xml good
    <rss version="2.0"><channel><title>Here&#160;and now</title></channel></rss>
    ```
    """
    for entity in document.prolog.skipped_entities:
        if not entity.system and document.prolog.doctype_system:
            text = f"The entity {entity.name} is defined in another file, if at all."
            hint = "Write the character itself or its number."
            yield Found(text=text, line=entity.line, column=entity.column, found=entity.name, hint=hint)


@rule("xml/empty", Level.ERROR, on=ANY_DOCUMENT, spec="XML 1.0 section 2.1", refs=("SAXError",))
def empty(document: ParsedDocument) -> Iterator[Found]:
    """The file is empty, or holds no element.

    Readers take it for a fault of the server and drop the subscription after some time.

    ```xml bad
    <?xml version="1.0"?>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    if document.root is None and any(_faults(document, "empty")):
        text = "The file is empty." if not document.size else "The file holds no element."
        yield Found(text=text, line=1, column=1, hint=f"Write the feed or sitemap; its first element is {_FEED_ROOTS}.")


@rule(
    "xml/html-page",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="RFC 4287 section 2, RSS 2.0",
    refs=("UndefinedElement",),
)
def html_page(document: ParsedDocument) -> Iterator[Found]:
    """A page of HTML stands where a feed or a sitemap should be.

    It is usually an error page or the home page, saved under the feed's name; readers find nothing in it.

    ```text bad
    <!DOCTYPE html><html><head><title>Not found</title></head><body></body></html>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    if _is_page(document):
        hint = "Write the feed or the sitemap itself here."
        yield Found(text="This is a page of HTML.", at=document.root, line=1, column=1, hint=hint)


@rule(
    "xml/unknown-root", Level.ERROR, on=ANY_DOCUMENT, spec="RFC 4287 section 4.1, RSS 2.0", refs=("UndefinedElement",)
)
def unknown_root(document: ParsedDocument) -> Iterator[Found]:
    """The first element is none that begins a feed or a sitemap.

    A reader tells by it what the document is; nothing else of it is checked here.

    ```xml bad
    <news><title>News</title></news>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    root = document.root
    if root is None or document.kind is not Kind.UNKNOWN or _is_page(document):
        return
    obsolete = root.local == "RDF"
    hint = "Write RSS 2.0 or Atom instead of RSS 1.0." if obsolete else f"Begin the document with {_FEED_ROOTS}."
    yield Found(text=f"The first element is {root.qname}.", at=root, found=root.qname, hint=hint)


@rule(
    "xml/space-before-declaration",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 2.8",
    refs=("WPBlankLine", "SAXError"),
)
def space_before_declaration(document: ParsedDocument) -> Iterator[Found]:
    r"""White space or text stands before the XML declaration.

    Strict readers refuse the whole feed; a blank line in a template is the usual cause.

    ```bytes bad
    \n<?xml version="1.0"?><rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <?xml version="1.0"?><rss version="2.0"><channel/></rss>
    ```
    """
    for fault in _faults(document, "declaration-not-first"):
        yield _found(fault, "Remove everything before <?xml: blank lines, spaces, text of a template.")


@rule(
    "xml/beyond-limits",
    Level.ERROR,
    on=ANY_DOCUMENT,
    spec="XML 1.0 section 4.4, practice of readers",
    refs=("SAXError",),
)
def beyond_limits(document: ParsedDocument) -> Iterator[Found]:
    """Entities stand for more text than any reader would take, or elements lie too deep inside each other.

    It is an attack ("billion laughs"), or will be taken for one; readers stop there or crash.

    ```xml bad
    <!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]><rss version="2.0"><channel><title>&a;</title></channel></rss>
    ```
    ```xml good
    <rss version="2.0"><channel><title>News</title></channel></rss>
    ```
    """
    hint = "Write the text itself instead of entities, and close elements where they end."
    for fault in _faults(document, "entity-expansion", "too-deep", "gzip-bomb"):
        yield _found(fault, hint, f"Reading was stopped here: {fault.text}.")


@rule("xml/too-large", Level.WARNING, on=ANY_DOCUMENT, spec="practice of readers")
def too_large(document: ParsedDocument) -> Iterator[Found]:
    """The document has more elements, or an element more attributes, than any reader keeps.

    What stands behind this place was not checked; readers that hold a whole feed in memory run out of it.

    ```repeated bad
    150001 times, between <news> and </news>
    <a/>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    hint = "Publish the newest items only, and older ones in archives of their own (RFC 5005)."
    for fault in _faults(document, "too-many"):
        yield _found(fault, hint, f"Checking was stopped here: {fault.text}.")


@rule("xml/gzip-broken", Level.ERROR, on=ANY_DOCUMENT, spec="RFC 1952")
def gzip_broken(document: ParsedDocument) -> Iterator[Found]:
    r"""The file is packed with gzip and cannot be unpacked to its end.

    Search engines and readers drop the whole file.

    ```bytes bad
    \x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    for fault in _faults(document, "bad-gzip"):
        text = f"The gzip file cannot be unpacked: {fault.text}."
        yield Found(text=text, line=1, column=1, hint="Pack the file again and publish it whole.")


@rule("xml/gzip-name", Level.WARNING, on=ANY_DOCUMENT, spec="sitemaps.org protocol")
def gzip_name(document: ParsedDocument) -> Iterator[Found]:
    """The name ends in .gz but the file is not packed, or it is packed and the name does not say so.

    Clients unpack by the name, and servers tell the type by it; both fail.

    ```site bad
    --- sitemap.xml.gz
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    ```site good
    --- sitemap.xml
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/</loc></url></urlset>
    ```
    """
    named = document.path.lower().endswith((".gz", ".gzip"))
    if named and not document.packed:
        text = "The file is not packed with gzip, though its name ends in .gz."
        yield Found(text=text, line=1, column=1, hint="Pack it, or leave .gz out of the name.")
    elif document.packed and not named:
        text = "The file is packed with gzip, though its name does not end in .gz."
        yield Found(text=text, line=1, column=1, hint="Unpack it, or add .gz to the name.")


def _is_page(document: ParsedDocument) -> bool:
    root = document.root
    return bool(_HTML.match(document.head)) or (root is not None and root.local.lower() == "html")
