"""Rules of xml:base and xml:lang, on any element of a feed."""

from __future__ import annotations

import operator

from feedpub.model.records import Kind, Level
from feedpub.validator.rows import typed
from feedpub.validator.rule import rule
from feedpub.validator.types import REFERENCE, Type, either, in_language
from feedpub.validator.values import languages

_FEEDS = frozenset({Kind.ATOM, Kind.RSS})
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
