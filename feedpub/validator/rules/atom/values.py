"""Values of simple elements and attributes of Atom: URLs, names, terms, languages and dates (RFC 4287 section 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.text import dates as our_dates
from feedpub.validator.rows import as_written, missing, slots, typed, unknown
from feedpub.validator.rule import FEEDS, Found, rule
from feedpub.validator.types import ABSOLUTE, REFERENCE, RFC3339, Moment, Type, in_form, that
from feedpub.validator.values import dates, repair, uris

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument


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
        lambda value, _: repair.advice(value, may_be_relative=True),
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
    harms=("ROME", "miniflux"),
)(
    unknown(
        dict.fromkeys((*_TRIMMED, "atom:name", "atom:generator"), ()),
        "<{child.qname}> stands in the {element.local}, which holds characters only.",
        "Write plain text.",
        foreign=lambda name, _: name.startswith("atom:"),
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
    "atom/category-without-term",
    Level.ERROR,
    spec="RFC 4287 section 4.2.2.1",
    refs=("MissingAttribute",),
    kinds=FEEDS,
    harms=("Ruby's rss",),
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
def language_missing(feed: Element, _document: ParsedDocument) -> Iterator[Found]:
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


_DATES = ("atom:updated", "atom:published")
_PLAUSIBLE = Moment(reading=dates.rfc3339, told=lambda reading: reading.problem)


def _moment(container: Element, name: str) -> datetime | None:
    child = container.child(name)
    return dates.rfc3339(child.text.strip()).moment if child is not None else None


def _date_meant(value: str, _element: Element) -> str:
    usual = "Write date, time and zone in one word: 2026-11-01T09:30:00Z or 2026-11-01T09:30:00+01:00."
    return in_form(dates.meant_rfc3339(value), usual)


def _date_instead(value: str) -> str:
    """Return the date that is written as RSS has it, as Atom does, in UTC; nothing where any of it is in doubt."""
    read = dates.rfc822(value)
    is_plain = read.moment is not None and not (read.problem or read.weekday or read.oddity)
    return our_dates.rfc3339(read.moment) if is_plain and read.moment is not None else ""


date_invalid = rule(
    "atom/date-invalid",
    Level.ERROR,
    spec="RFC 4287 section 3.3",
    refs=("InvalidRFC3339Date",),
    kinds=FEEDS,
    harms=("Ruby's rss",),
)(
    typed(
        slots(RFC3339, *_DATES),
        'The date "{value}" {problem}.',
        _date_meant,
        blank="The {element.local} is empty.",
        instead=_date_instead,
    ),
    """A date is not written as RFC 3339 wants it.

    Readers that cannot read it sort the entry at random, date it today, or refuse it.

    ```xml bad in=entry
    <updated>2026-11-01 09:30</updated>
    ```
    ```xml good in=entry
    <updated>2026-11-01T09:30:00+01:00</updated>
    ```
    """,
)

date_implausible = rule(
    "atom/date-implausible",
    Level.WARNING,
    spec="RFC 4287 sections 4.2.9 and 4.2.15",
    refs=("ImplausibleDate",),
    kinds=FEEDS,
)(
    typed(
        slots(_PLAUSIBLE, *_DATES),
        'The date "{value}" {problem}.',
        "Check the year, and the clock of the machine that wrote it.",
    ),
    """A date lies in the future, or before there were feeds, or states an offset that no time zone has.

    Readers hold back entries of the future or keep them on top, and never show those from long ago.

    ```xml bad in=entry
    <updated>2206-11-01T09:30:00Z</updated>
    ```
    ```xml good in=entry
    <updated>2026-11-01T09:30:00Z</updated>
    ```
    """,
)


@rule("atom/published-after-updated", Level.WARNING, on="atom:entry", spec="RFC 4287 sections 4.2.9 and 4.2.15")
def published_after_updated(entry: Element, _document: ParsedDocument) -> Iterator[Found]:
    """An entry was changed before it was published.

    One of the dates is wrong, often by a time zone; readers sort by either.

    ```xml bad in=entry
    <published>2026-11-02T00:00:00Z</published><updated>2026-11-01T00:00:00Z</updated>
    ```
    ```xml good in=entry
    <published>2026-11-01T00:00:00Z</published><updated>2026-11-01T00:00:00Z</updated>
    ```
    """
    published, updated = _moment(entry, "atom:published"), _moment(entry, "atom:updated")
    if published is not None and updated is not None and published > updated:
        yield Found(
            text="The published date is later than the updated date.",
            at=entry.child("atom:published"),
            hint="Where nothing was changed since, write the same moment into both.",
        )


@rule("atom/feed-older-than-entry", Level.WARNING, on="atom:feed", spec="RFC 4287 section 4.2.15")
def feed_older_than_entry(feed: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The feed was last changed before one of its entries was.

    Readers that look at the feed's date first pass over the new entry.

    ```xml bad in=feed
    <updated>2026-11-01T00:00:00Z</updated><entry><updated>2026-11-02T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <updated>2026-11-02T00:00:00Z</updated><entry><updated>2026-11-02T00:00:00Z</updated></entry>
    ```
    """
    own = _moment(feed, "atom:updated")
    moments = [moment for entry in feed.all("atom:entry") if (moment := _moment(entry, "atom:updated"))]
    newest = max(moments, default=None)
    if own is not None and newest is not None and own < newest:
        yield Found(
            text=f"The feed's date is older than that of an entry, {newest:%Y-%m-%dT%H:%M:%SZ}.",
            at=feed.child("atom:updated"),
            hint=f"Write {newest:%Y-%m-%dT%H:%M:%SZ}, the date of the newest entry.",
        )


@rule("atom/updated-shared", Level.WARNING, on="atom:feed", spec="practice of readers", refs=("DuplicateUpdated",))
def updated_shared(feed: Element, _document: ParsedDocument) -> Iterator[Found]:
    """Two entries were changed at the very same moment.

    Readers sort by this date; as a rule it is the time of a build, and says of every entry that it has changed.

    ```xml bad in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-01T00:00:00Z</updated></entry>
    ```
    ```xml good in=feed
    <entry><id>tag:example.com,2026:1</id><updated>2026-11-01T00:00:00Z</updated></entry>
    <entry><id>tag:example.com,2026:2</id><updated>2026-11-01T08:15:00Z</updated></entry>
    ```
    """
    seen: set[datetime] = set()
    for entry in feed.all("atom:entry"):
        place, moment = entry.child("atom:updated"), _moment(entry, "atom:updated")
        is_own = moment == _moment(entry, "atom:published")  # never changed since, so it is not the time of a build
        if place is not None and moment is not None and not is_own:
            if moment in seen:
                yield Found(
                    text=f'An entry before this one has the date "{place.text.strip()}", too.',
                    at=place,
                    found=place.text.strip(),
                    hint="Write the moment at which this entry itself was last changed.",
                )
            seen.add(moment)
