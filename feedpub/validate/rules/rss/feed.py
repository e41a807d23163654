"""The document as RSS: its version, its DOCTYPE, its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Level
from feedpub.validate.rule import DOCUMENT, Found, rule
from feedpub.validate.values import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_OLD = frozenset({"0.90", "0.91", "0.92", "0.93", "0.94"})


@rule("rss/version", Level.ERROR, on="rss", spec="RSS 2.0", refs=("InvalidRSSVersion", "MissingAttribute"))
def version(element: Element, _document: Document) -> Iterator[Found]:
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
    elif found != "2.0" and found not in _OLD:
        text = f'There is no version "{found}" of RSS with this root.'
        yield Found(text=text, attribute="version", found=found, hint='Write version="2.0".')


@rule("rss/version-old", Level.WARNING, on="rss", spec="RSS 2.0")
def version_old(element: Element, _document: Document) -> Iterator[Found]:
    """The feed is of a version before RSS 2.0.

    It cannot have guids, dates of items or extensions, and nothing but RSS 2.0 is checked here.

    ```xml bad
    <rss version="0.91"><channel/></rss>
    ```
    ```xml good
    <rss version="2.0"><channel/></rss>
    ```
    """
    found = element.get("version")
    if found in _OLD:
        hint = 'Write version="2.0"; such a feed is a valid RSS 2.0 feed as a rule.'
        yield Found(text=f"The feed is RSS {found}.", attribute="version", found=found, hint=hint)


@rule(
    "rss/doctype-obsolete",
    Level.ERROR,
    on=DOCUMENT,
    spec="RSS 0.91 (Netscape)",
    refs=("InvalidDoctype", "DeprecatedDTD"),
)
def doctype_obsolete(document: Document) -> Iterator[Found]:
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


@rule(
    "rss/language-invalid",
    Level.ERROR,
    on="channel/language",
    spec="RSS 2.0, RFC 5646",
    refs=("InvalidLanguage",),
)
def language_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """The language of the channel is no language tag.

    Readers translate, read aloud and hyphenate by it; directories sort by it.

    ```xml bad in=channel
    <language>english</language>
    ```
    ```xml good in=channel
    <language>en-us</language>
    ```
    """
    value = element.text.strip()
    problem = languages.problem(value)
    if problem and not languages.is_iso_639(value):
        meant = languages.suggestion(value)
        yield Found(
            text=f'The language "{value}" {problem}.',
            found=value,
            hint=f'Write "{meant}".' if meant else 'Write a tag such as "en", "de-at" or "zh-Hant".',
        )


@rule("rss/language-long", Level.WARNING, on="channel/language", spec="RSS 2.0; RFC 5646 section 2.2.1")
def language_long(element: Element, _document: Document) -> Iterator[Found]:
    """The language is a code of three letters, where there is one of two.

    RSS and BCP 47 want the shorter code; browsers do not know the longer one.

    ```xml bad in=channel
    <language>deu</language>
    ```
    ```xml good in=channel
    <language>de</language>
    ```
    """
    value = element.text.strip()
    if languages.problem(value) and languages.is_iso_639(value):
        meant = languages.suggestion(value)
        hint = f'Write "{meant}".' if meant else "Write the code of two letters."
        yield Found(text=f'The language "{value}" has a shorter code.', found=value, hint=hint)


@rule("rss/language-missing", Level.INFO, on="rss/channel", spec="RSS 2.0, language", refs=("MissingDCLanguage",))
def language_missing(element: Element, _document: Document) -> Iterator[Found]:
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
