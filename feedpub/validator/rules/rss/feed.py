"""The document as RSS: its version, its DOCTYPE, its language."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import typed
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.schema.rss import OLD_VERSIONS
from feedpub.validator.types import Type, in_language, none_of
from feedpub.validator.values import dates, languages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from feedpub.text.xml import Element
    from feedpub.validator.document import ParsedDocument

_LANGUAGE = Type(
    lambda value: None if languages.is_iso_639(value) else languages.problem(value),
    lambda value, _: in_language(value, 'Write "{}".', 'Write a tag such as "en", "de-at" or "zh-Hant".'),
)
_SHORT_CODE = Type(
    lambda value: languages.problem(value) if languages.is_iso_639(value) else None,
    lambda value, _: in_language(value, 'Write "{}".', "Write the code of two letters."),
)


@rule(
    "rss/version",
    Level.ERROR,
    on="rss",
    spec="RSS 2.0",
    refs=("InvalidRSSVersion", "MissingAttribute"),
    harms=("AntennaPod", ".NET", "ROME", "rss-parser"),
)
def version(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The root element names no version of RSS.

    Readers tell by it which rules hold; some refuse a feed without it.

    ```xml bad
    <rss version="2"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    found = element.get("version")
    if found is None:
        yield Found(text="<rss> has no attribute version.", missing="version", hint='Write <rss version="2.0">.')
    elif found != "2.0" and found not in OLD_VERSIONS:
        text = f'There is no version "{found}" of RSS with this root.'
        yield Found(text=text, attribute="version", found=found, hint='Write version="2.0".')


version_old = rule("rss/version-old", Level.WARNING, spec="RSS 2.0", harms=(".NET",))(
    typed(
        {"rss/@version": none_of(OLD_VERSIONS)},
        "The feed is RSS {value}.",
        hint='Write version="2.0"; such a feed is a valid RSS 2.0 feed as a rule.',
    ),
    """The feed is of a version before RSS 2.0.

    feedparser, gofeed, ROME and miniflux read it as they read RSS 2.0; SyndicationFeed of .NET takes RSS 2.0 alone. By
    its own words such a feed has neither guids nor dates of items nor extensions.

    ```xml bad
    <rss version="0.91"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """,
)


@rule(
    "rss/doctype-obsolete",
    Level.ERROR,
    on=DOCUMENT,
    spec="RSS 0.91 (Netscape)",
    refs=("InvalidDoctype", "DeprecatedDTD"),
    harms=("ROME",),
)
def doctype_obsolete(document: ParsedDocument) -> Iterator[Found]:
    """The DOCTYPE is that of RSS 0.91, but the feed is of another version, or Netscape's address is named.

    Nothing is at that address any more, so parsers that load it fail; and by that DTD a newer feed is invalid.

    ```xml bad
    <!DOCTYPE rss SYSTEM "http://www.rssboard.org/rss-0.91.dtd">
    <rss version="2.0"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    prolog, root = document.prolog, document.root
    named = f"{prolog.doctype_public} {prolog.doctype_system}".lower()
    if root is None or "rss" not in named or "0.91" not in named:
        return
    version_named = root.get("version")
    if version_named != "0.91" or "my.netscape.com" in named:
        yield Found(
            text=f'The DOCTYPE is of RSS 0.91 ("{prolog.doctype_system}"), the version is "{version_named or ""}".',
            line=prolog.doctype_line,
            column=1,
            path="/rss/@version",
            found=prolog.doctype_system,
            hint="Remove the DOCTYPE.",
        )


language_invalid = rule("rss/language-invalid", Level.ERROR, spec="RSS 2.0, RFC 5646", refs=("InvalidLanguage",))(
    typed({"channel/language": _LANGUAGE}, 'The language "{value}" {problem}.'),
    """The language of the channel is no language tag.

    Readers translate, read aloud and hyphenate by it; directories sort by it.

    ```xml bad in=channel
    <language>english</language>
    ```
    ```xml good in=channel
    <language>en-us</language>
    ```
    """,
)

language_long = rule("rss/language-long", Level.WARNING, spec="RSS 2.0; RFC 5646 section 2.2.1")(
    typed({"channel/language": _SHORT_CODE}, 'The language "{value}" has a shorter code.'),
    """The language is a code of three letters, where there is one of two.

    RSS and BCP 47 want the shorter code; browsers do not know the longer one.

    ```xml bad in=channel
    <language>deu</language>
    ```
    ```xml good in=channel
    <language>de</language>
    ```
    """,
)


@rule("rss/language-missing", Level.INFO, on="rss/channel", spec="RSS 2.0, language", refs=("MissingDCLanguage",))
def language_missing(element: Element, _document: ParsedDocument) -> Iterator[Found]:
    """The channel does not say its language.

    Readers translate, read aloud and hyphenate by it; directories sort by it.

    ```xml bad in=channel
    <title>News</title>
    ```
    ```xml good in=channel
    <title>News</title><language>en</language>
    ```
    """
    said = element.child("language") is not None or element.child("dc:language") is not None
    if not said and not element.inherited("xml:lang"):
        text = "The channel has no <language>."
        yield Found(text=text, missing="language", hint='Add <language>, for instance "en".')


_DAY = timedelta(days=1)
_SLACK = {
    "lastBuildDate": timedelta(),
    "atom:updated": timedelta(),
    "pubDate": _DAY,
    "dc:date": _DAY,
    "dcterms:modified": _DAY,
}
"""How much older a date of the channel may be than its newest item; some are those of a day, as of the day's issue."""


def _moment(container: Element, name: str) -> datetime | None:
    child = container.child(name)
    read = dates.w3cdtf if ":" in name else dates.rfc822
    return read(child.text.strip()).moment if child is not None else None


@rule("rss/channel-older-than-item", Level.WARNING, on="rss/channel", spec="RSS 2.0, lastBuildDate and pubDate")
def channel_older_than_item(channel: Element, document: ParsedDocument) -> Iterator[Found]:
    """The channel was last changed before its newest item was published.

    The date is left over from a template or an older build: readers that look at it first pass over the new item, and
    hubs and caches take the feed for unchanged. Items of the future do not count.

    ```xml bad in=channel
    <lastBuildDate>Thu, 01 Jan 2026 00:00:00 GMT</lastBuildDate>
    <item><title>One</title><pubDate>Sun, 01 Nov 2026 09:00:00 GMT</pubDate></item>
    ```
    ```xml bad in=channel
    <dc:date>2026-01-01T00:00:00Z</dc:date>
    <item><title>One</title><pubDate>Sun, 01 Nov 2026 09:00:00 GMT</pubDate></item>
    ```
    ```xml good in=channel
    <lastBuildDate>Sun, 01 Nov 2026 09:00:00 GMT</lastBuildDate>
    <item><title>One</title><pubDate>Sun, 01 Nov 2026 09:00:00 GMT</pubDate></item>
    ```
    """
    stated = {name: moment for name in _SLACK if (moment := _moment(channel, name)) is not None}
    if not stated:
        return
    moments = (_moment(item, "pubDate") or _moment(item, "dc:date") for item in channel.all("item"))
    newest = max((one for one in moments if one is not None and one <= document.now), default=None)
    for name, own in stated.items():
        place = channel.child(name)
        if place is not None and newest is not None and own + _SLACK[name] < newest:
            said = place.text.strip()
            text = f'<{name}> is "{said}", and the newest item is of {newest:%Y-%m-%d %H:%M} UTC.'
            hint = "Write when the feed was last changed, or leave it out."
            yield Found(text=text, at=place, found=said, hint=hint)
