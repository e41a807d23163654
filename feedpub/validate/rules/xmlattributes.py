"""Rules of xml:base and xml:lang, on any element of a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.model.records import Kind, Level
from feedpub.validate.rule import Found, rule
from feedpub.validate.values import languages, uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.text.xml import Element
    from feedpub.validate.document import Document

_FEEDS = frozenset({Kind.ATOM, Kind.RSS})


@rule(
    "xml/base-invalid",
    Level.ERROR,
    on="@xml:base",
    spec="XML Base section 3.1, RFC 4287 section 2",
    refs=("InvalidUriChar", "InvalidIRI", "InvalidLink"),
    kinds=_FEEDS,
)
def base_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """An xml:base is no URL.

    Every relative link and picture below it leads nowhere.

    ```xml bad
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="our site"/>
    ```
    ```xml good
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/"/>
    ```
    """
    base = element.attributes["xml:base"]
    problem = uris.reference_problem(base)
    if problem:
        yield Found(
            text=f'The xml:base "{base}" {problem}.',
            attribute="xml:base",
            found=base,
            hint="Write the URL that relative references start from, for example https://example.com/.",
        )


@rule(
    "xml/lang-invalid",
    Level.ERROR,
    on="@xml:lang",
    spec="XML 1.0 section 2.12, BCP 47",
    refs=("InvalidLanguage",),
    kinds=_FEEDS,
)
def lang_invalid(element: Element, _document: Document) -> Iterator[Found]:
    """An xml:lang is no language tag.

    Readers choose fonts, hyphenation and a voice by it, and fall back to those of their own language.

    ```xml bad in=feed
    <title xml:lang="en_GB">News</title>
    ```
    ```xml good in=feed
    <title xml:lang="en-GB">News</title>
    ```
    """
    tag = element.attributes["xml:lang"]
    problem = languages.problem(tag) if tag else None  # an empty one takes the language back
    if problem:
        meant = languages.suggestion(tag)
        yield Found(
            text=f'The xml:lang "{tag}" {problem}.',
            attribute="xml:lang",
            found=tag,
            hint=f'Write xml:lang="{meant}".' if meant else "Write a language tag such as en or pt-BR.",
        )
