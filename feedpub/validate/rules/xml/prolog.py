"""Rules about what stands before the first element: the version of XML, DOCTYPE, entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import ANY_DOCUMENT, Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.validate.document import Document


@rule("xml/version", Level.ERROR, on=ANY_DOCUMENT, spec="XML 1.0 section 2.8", refs=("BadXmlVersion",))
def version(document: Document) -> Iterator[Found]:
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


@rule("xml/doctype", Level.WARNING, on=ANY_DOCUMENT, spec="practice of readers", refs=("InvalidDoctype",))
def doctype(document: Document) -> Iterator[Found]:
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
)
def external_entity(document: Document) -> Iterator[Found]:
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
