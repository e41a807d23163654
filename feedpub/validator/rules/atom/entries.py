"""What an entry must say, and what its source should (RFC 4287 section 4.1.2): ids (4.2.6), persons (3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import missing, typed
from feedpub.validator.rule import FEEDS, Found, rule
from feedpub.validator.types import ABSOLUTE, CANONICAL, EMAIL, Type
from feedpub.validator.values import emails, plain, repair, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


@rule(
    "atom/author-missing",
    Level.ERROR,
    on="atom:entry",
    needs_document=True,
    spec="RFC 4287 sections 4.1.1 and 4.1.2",
    refs=("MissingElement",),
    harms=("Ruby's rss",),
)
def author_missing(entry: Element, _document: ParsedDocument) -> Iterator[Found]:
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
def content_and_alternate_missing(entry: Element, _document: ParsedDocument) -> Iterator[Found]:
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
def no_text(entry: Element, _document: ParsedDocument) -> Iterator[Found]:
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


_FEW = 2
"""So many entries of one id may be versions of one entry; more, and nothing else, is a constant in a template."""


def _id_meant(value: str, _element: Element) -> str:
    if value.lower().startswith(("http://", "https://")):
        return repair.advice(value)
    return "Use the permanent URL, tag:example.com,2024:something or urn:uuid: and a UUID."


id_invalid = rule(
    "atom/id-invalid",
    Level.ERROR,
    spec="RFC 4287 section 4.2.6",
    refs=("InvalidFullLink", "InvalidLink", "InvalidUriChar", "InvalidTAG", "InvalidURN", "InvalidUUID", "NotBlank"),
    kinds=FEEDS,
)(
    typed(
        {"atom:id": ABSOLUTE},
        'The id "{value}" {problem}.',
        _id_meant,
        blank="The id is empty.",
    ),
    """An id is not an absolute URL, tag or URN.

    The id must be one of a kind in the whole world; a number, a path or a word is not, and readers mix up entries.

    ```xml bad in=entry
    <id>post-1</id>
    ```
    ```xml bad in=entry
    <id>tag:example.com,24:post-1</id>
    ```
    ```xml good in=entry
    <id>tag:example.com,2024:post-1</id>
    ```
    """,
)

id_not_canonical = rule(
    "atom/id-not-canonical", Level.WARNING, spec="RFC 4287 section 4.2.6.1", refs=("NonCanonicalURI",), kinds=FEEDS
)(
    typed(
        {"atom:id": CANONICAL},
        'The id "{value}" is not in canonical form.',
        lambda value, _: f"Use {uris.canonical(value)} for new entries; do not change the ids of published ones.",
    ),
    """An id is not in the normal form of its kind of URL.

    Readers compare ids letter by letter; a program that normalises the URL on its way makes all entries new.

    ```xml bad in=entry
    <id>http://Example.com:80/%7Eann</id>
    ```
    ```xml good in=entry
    <id>http://example.com/~ann</id>
    ```
    """,
)


def _entries(feed: Element) -> Iterator[tuple[Element, str, str]]:
    """Return the id element of each entry with the id and the text of its date."""
    for entry in feed.all("atom:entry"):
        place, updated = entry.child("atom:id"), entry.child("atom:updated")
        if place is not None:
            yield place, place.text.strip(), updated.text.strip() if updated is not None else ""


@rule("atom/entry-twice", Level.WARNING, on="atom:feed", spec="RFC 4287 section 4.1.1", refs=("DuplicateEntries",))
def entry_twice(feed: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Two entries have one id and one date.

    Entries of one id are versions of one entry, told apart by date; readers show one of the two, by chance.

    ```xml bad in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-02T00:00:00Z</updated></entry>
    ```
    """
    seen: set[tuple[str, str]] = set()
    for place, value, updated in _entries(feed):
        if value and (value, updated) in seen:
            yield Found(
                text=f'An entry before this one has the id "{value}" and the same date, too.',
                at=place,
                found=value,
                hint="Give each entry an id of its own.",
            )
        seen.add((value, updated))


@rule("atom/entry-in-versions", Level.INFO, on="atom:feed", spec="RFC 4287 section 4.1.1")
def entry_in_versions(feed: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Two entries have one id and different dates.

    They count as versions of one entry, and most readers keep only one of them; often the id was copied.

    ```xml bad in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-02T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-02T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    """
    dates: dict[str, str] = {}
    for place, value, updated in _entries(feed):
        if dates.setdefault(value, updated) != updated:
            yield Found(
                text=f'An entry before this one has the id "{value}", too.',
                at=place,
                found=value,
                hint="Give it an id of its own, unless it is an older version of the same entry.",
            )


@rule(
    "atom/ids-all-alike",
    Level.ERROR,
    on="atom:feed",
    spec="RFC 4287 section 4.2.6",
    refs=("DuplicateIds",),
    harms=("miniflux",),
)
def ids_all_alike(feed: Element, _document: ParsedDocument) -> Iterator[Found]:
    """All entries have the same id.

    To a reader they are one entry, of which it shows one version; all others are lost.

    ```xml bad in=feed
    <entry><id>https://example.com/</id></entry><entry><id>https://example.com/</id></entry>
    <entry><id>https://example.com/</id></entry>
    ```
    ```xml good in=feed
    <entry><id>https://example.com/1</id></entry><entry><id>https://example.com/2</id></entry>
    <entry><id>https://example.com/3</id></entry>
    ```
    """
    entries = list(_entries(feed))
    if len(entries) > _FEW and len({value for _, value, _ in entries}) == 1:
        place, value, _ = entries[1]
        yield Found(
            text=f'All {len(entries)} entries have the id "{value}".',
            at=place,
            found=value,
            hint="Give each entry an id of its own, for example its permanent URL.",
        )


def _host_alone(value: str) -> str:
    """Return the host of an address where it is a single word."""
    host = value.rpartition("@")[2].rstrip(".")
    is_word = bool(host) and "." not in host and not host.startswith("[")
    return host if is_word and not emails.address_problem(value) else ""


_WITH_DOMAIN = Type(_host_alone, "Write the whole name of the host, for example ann@example.com.")


def _email_meant(value: str, element: Element) -> str:
    address = plain.email_in(value) or "ann@example.com"
    return f"Write <{element.qname}>{address}</{element.qname}>, or leave the element out."


email_invalid = rule(
    "atom/email-invalid",
    Level.ERROR,
    spec="RFC 4287 section 3.2.3",
    refs=("InvalidAddrSpec", "InvalidContact"),
    kinds=FEEDS,
)(
    typed({"atom:email": EMAIL}, 'The email "{value}" {problem}.', _email_meant, blank="The email is empty."),
    """The e-mail of a person is not an address alone.

    Readers make a mailto link of it, which leads nowhere; the name belongs into its own element.

    ```xml bad in=feed
    <author><name>Ann</name><email>Ann &lt;ann@example.com&gt;</email></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """,
)

email_without_domain = rule(
    "atom/email-without-domain", Level.WARNING, spec="RFC 5321 section 2.3.5", refs=("UnknownHost",), kinds=FEEDS
)(
    typed({"atom:email": _WITH_DOMAIN}, 'The host "{problem}" of the email has no domain.'),
    """The host of an e-mail address is a single word.

    Such a name means something at most on one machine or in one company, not to the readers of a feed.

    ```xml bad in=feed
    <author><name>Ann</name><email>ann@mailhost</email></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """,
)

email_in_name = rule(
    "atom/email-in-name", Level.WARNING, spec="RFC 4287 section 3.2.1", refs=("ContainsEmail",), kinds=FEEDS
)(
    typed(
        {"atom:name": Type(plain.email_in)},
        'The name holds the address "{problem}".',
        "Write the address into <email>, or leave it out.",
    ),
    """The name of a person holds an e-mail address.

    Readers show the name to everybody, and programs that collect addresses find it.

    ```xml bad in=feed
    <author><name>Ann &lt;ann@example.com&gt;</name></author>
    ```
    ```xml good in=feed
    <author><name>Ann</name><email>ann@example.com</email></author>
    ```
    """,
)
