"""The document as RSS: its version, its DOCTYPE, its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validator.rows import typed
from feedpub.validator.rule import DOCUMENT, Found, rule
from feedpub.validator.schema.rss import OLD_VERSIONS
from feedpub.validator.types import Type, in_language, none_of
from feedpub.validator.values import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

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
