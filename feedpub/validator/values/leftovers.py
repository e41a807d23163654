"""What programs leave behind in addresses and texts: values that are no text, the source of templates, placeholders.

Each function returns the sign that shows it, as it is written, or "".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_TEXT: Final = ("undefined", "null", "NaN", "None")
"""How languages write that there is no value (JavaScript, Python)."""
_ABOUT_WORDS: Final = (
    "tag",
    "tags",
    "topic",
    "topics",
    "wiki",
    "docs",
    "glossary",
    "_Objects",
    "Operators",
    "keywords",
)
"""Ends of segments below which pages stand that are about such a word."""


class Leftover(Struct, frozen=True):
    """A kind of what is left behind."""

    what: str
    """What it is, in words that follow the sign."""
    hint: str
    pattern: re.Pattern[str]
    """Finds it in an address; a group, where there is one, is the sign."""


_OBJECT: Final = Leftover(
    "which a program wrote for a value that is no text",
    "Print the field that holds the text (page.url, not page) in the template of the feed.",
    patterns.lazy(
        r"\[object(?: |%20|\+)[A-Z][A-Za-z]{0,40}\]|%5Bobject(?:%20|\+| )[A-Z][A-Za-z]{0,40}%5D", re.IGNORECASE
    ),
)
_NOTHING: Final = Leftover(
    "which a program wrote for a value that was not there",
    "Set the value that the template of the address asks for, or leave the address out where there is none.",
    patterns.lazy(
        "".join(f"(?<!{word})" for word in _ABOUT_WORDS)
        + rf"(?:[/=]|\A)(?P<sign>{'|'.join(NO_TEXT)})(?=[/?#&]|\.(?:html?|xml|jpe?g|png|gif|webp|mp3|php)(?:[?#]|\Z)|\Z)"
        r"|(?<=//)(?P<host>undefined|null|nan)(?=[/:?#]|\Z)"
    ),
)
_TEMPLATE: Final = Leftover(
    "the source of a template",
    "Have the template carried out before the feed is made.",
    patterns.lazy(
        r"(?:\{|%7B)(?:\{|%7B|%(?![0-9A-F]{2})|%25)(?:[^{}]{0,100}?(?:\}|%7D|%25|%)(?:\}|%7D))?"  # Liquid, Jinja, Go
        r"|(?:<|%3C)(?:%(?![0-9A-F]{2})|%25)(?:[^<>]{0,100}?(?:%|%25)(?:>|%3E))?"  # ERB, EJS
        r"|(?:\$|%24|#|%23)(?:\{|%7B)[^{}]{0,100}?(?:\}|%7D)",  # JavaScript, Ruby
        re.IGNORECASE,
    ),
)
_PLACEHOLDER: Final = Leftover(
    "a placeholder",
    "Write what it stands for.",
    patterns.lazy(
        r"<[A-Za-z][\w .-]{0,40}>|%3C[A-Za-z](?:[\w.-]|%20|\+){0,40}%3E|(?:\{|%7B)[A-Za-z_][\w.-]{0,40}(?:\}|%7D)"
        r"|(?<=/)\[[a-z][\w-]{0,40}\](?=[/?#]|\Z)"
        r"|(?<=/):(?:slug|title|year|month|day|id|name|category|categories|path|filename|contentbasename|sections?)\b"
        r"|(?<=//)(?P<host>(?:www\.)?(?:your-?(?:own-?)?|my-?(?=domain|site))(?:domain|site|website|blog|company|host|app|server)(?:-?name)?\."
        r"(?:com|org|net|io|tld|de|co|example)\b|(?:your-?_?)?(?:github-?)?user-?_?name\.github\.io)"
        r"|(?<=/)your[-_]?(?:user-?_?name|repo(?:sitory)?|project|blog|site|page|post)(?=[/?#]|\Z)",
        re.IGNORECASE,
    ),
)
IN_ADDRESSES: Final = (_OBJECT, _TEMPLATE, _PLACEHOLDER, _NOTHING)
"""The kinds that addresses hold; one that comes first says more."""


def found_in_address(address: str) -> tuple[Leftover, str] | None:
    """Return what a program left in an address, with the sign of it; None where there is nothing."""
    for kind in IN_ADDRESSES:
        match = kind.pattern.search(address)
        if match is not None:
            return kind, next((group for group in match.groups() if group), match[0])
    return None


def problem(address: str) -> str:
    """Say what a program left in an address, in words that follow it; "" for nothing."""
    found = found_in_address(address)
    return f'holds "{found[1]}", {found[0].what}' if found is not None else ""


def advice(address: str) -> str:
    """Return what to do about what a program left in an address; "" for nothing."""
    found = found_in_address(address)
    return found[0].hint if found is not None else ""


_PARTS: Final = patterns.lazy(r" [|–—·•»/-] ")
_WHOLE: Final = patterns.lazy(r"\W{0,3}(\[object [A-Z][A-Za-z]{0,40}\]|undefined|null|NaN)\W{0,3}")
_ELEMENT: Final = patterns.lazy(r">\s{0,20}(\[object [A-Z][A-Za-z]{0,40}\])\s{0,20}</(?!code|pre|kbd|samp|tt)")


def value_in_text(text: str) -> str:
    """Return what a program wrote for a value that is no text, where that is all that a text or a part of it says.

    `[object Object]`, `undefined | My site`; people write about both within sentences.
    """
    if "undefined" not in text and "null" not in text and "NaN" not in text and "[object " not in text:
        return ""
    for part in _parts(text):
        if whole := _WHOLE.fullmatch(part.strip()):
            return whole[1]
    return ""


def value_in_html(text: str) -> str:
    """Return what a program wrote for an object, where that is all that an element or the whole text holds."""
    if "[object " not in text:
        return ""
    element = _ELEMENT.search(text)
    return element[1] if element is not None else value_in_text(text)


def _parts(text: str) -> Iterator[str]:
    yield text
    yield from _PARTS.split(text)
