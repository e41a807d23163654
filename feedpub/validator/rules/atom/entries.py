"""What an entry must say, and what its source should (RFC 4287 sections 4.1.2 and 4.2.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing
from feedpub.validator.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import Document


@rule(
    "atom/author-missing",
    Level.ERROR,
    on="atom:entry",
    needs_document=True,
    spec="RFC 4287 sections 4.1.1 and 4.1.2",
    refs=("MissingElement",),
)
def author_missing(entry: Element, _document: Document) -> Iterator[Found]:
    """An entry has no author, and neither its source nor the feed gives one.

    Every entry has an author in Atom; readers show a blank line where the name belongs.

    ```xml bad
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>One</title></entry></feed>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ann</name></author>
    <title>News</title><entry><title>One</title></entry></feed>
    ```
    """
    source = entry.child("atom:source")
    places = (entry, source, entry.parent)
    if not any(place is not None and place.child("atom:author") is not None for place in places):
        yield Found(
            text="Neither the entry nor the feed has an author element.",
            missing="author",
            hint="Add <author><name>…</name></author> to the feed, before its entries.",
        )


@rule(
    "atom/content-and-alternate-missing",
    Level.ERROR,
    on="atom:entry",
    spec="RFC 4287 section 4.1.2",
    refs=("MissingContentOrAlternate",),
)
def content_and_alternate_missing(entry: Element, _document: Document) -> Iterator[Found]:
    """An entry has neither content nor a link to the page it is about.

    A reader can show nothing and lead nowhere; an entry without content must have an alternate link.

    ```xml bad in=entry
    <title>One</title><summary>Short</summary><link rel="related" href="https://example.com/2"/>
    ```
    ```xml good in=entry
    <title>One</title><summary>Short</summary><link rel="alternate" href="https://example.com/1"/>
    ```
    """
    if entry.child("atom:content") is None and not any(map(is_alternate, entry.all("atom:link"))):
        yield Found(
            text="The entry has no content element and no link with rel alternate.",
            missing="content",
            hint='Add <content>, or <link rel="alternate" href="…"/> with the URL of the page.',
        )


def is_alternate(link: Element) -> bool:
    """Whether a link leads to another form of what it stands in (section 4.2.7.2)."""
    return link.get("rel") in {None, "alternate", "http://www.iana.org/assignments/relation/alternate"}


@rule("atom/no-text", Level.WARNING, on="atom:entry", spec="RFC 4287 section 4.1.1.1", refs=("MissingTextualContent",))
def no_text(entry: Element, _document: Document) -> Iterator[Found]:
    """An entry has neither content nor a summary.

    All a reader can show is the title; people who read without following links, or listen, get nothing.

    ```xml bad in=entry
    <title>One</title><link href="https://example.com/1"/>
    ```
    ```xml good in=entry
    <title>One</title><link href="https://example.com/1"/><summary>What it is about</summary>
    ```
    """
    if entry.child("atom:content") is None and entry.child("atom:summary") is None:
        yield Found(
            text="The entry has neither a content nor a summary element.",
            missing="content",
            hint="Add <content> with the whole text, or at least a <summary>.",
        )


source_incomplete = rule(
    "atom/source-incomplete", Level.WARNING, spec="RFC 4287 section 4.2.11", refs=("MissingSourceElement",)
)(
    missing(
        {"atom:source": ("atom:id", "atom:title", "atom:updated")},
        "The source has no {local} element.",
        "Copy <{local}> of the feed that the entry was taken from.",
        called="{local}",
    ),
    """The source of an entry lacks the id, title or date of the feed that the entry was taken from.

    Without them nobody can tell where a copied entry comes from.

    ```xml bad in=source
    <id>https://example.org/</id><title>Other news</title>
    ```
    ```xml good in=source
    <id>https://example.org/</id><title>Other news</title><updated>2026-11-01T00:00:00Z</updated>
    ```
    """,
)
