"""Tells at a glance most HTML of which no rule of content finds anything: what a sanitiser lets through of a post.

Nothing but lower-case tags of harmless elements with attributes in double quotes, each element closed where it should
be, each address absolute. What is not of that kind may be right as well; only a rule can tell. That none of them
finds anything in what is called plain here is held by tests/validator/test_plain_feeds.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Final

from feedpub.validator.values import html

_ELEMENTS: Final = html.ELEMENTS - html.UNSAFE - html.FRAME - {"svg", "math", "textarea"}
_TAG: Final = re.compile(r'([a-z][a-z0-9]*)((?: [a-z]+(?:="[^"<>]*")?)*)>')
_ATTRIBUTE: Final = re.compile(r' ([a-z]+)(?:="([^"]*)")?')
_ADDRESSES: Final = frozenset({"cite", "href", "poster", "src"})
_SIZES: Final = frozenset({"height", "width"})
_FREE: Final = frozenset(
    """abbr align alt class colspan controls datetime decoding default dir headers hreflang id kind label lang loading
    loop media muted name open playsinline preload rel reversed rowspan scope sizes span srclang start target title type
    value""".split()  # noqa: SIM905 - a list of names reads best so
)
"""Attributes that may say anything."""
_ADDRESS: Final = re.compile(r"https?://[^\s\x00-\x20<>\"{}|\\^`]+|mailto:[A-Za-z0-9@._+-]+")
_SIZE: Final = re.compile(r"(?:[2-9]|[1-9][0-9]+)(?:px|%)?")
"""Not that of an image of one pixel."""


@lru_cache(maxsize=256)  # the formats of a feed hold the same texts, and so do many feeds
def is_plain(text: str) -> bool:
    """Whether a text is HTML, with a tag at least, of which no rule finds anything."""
    _, *parts = text.split("<")
    if not parts or html.escaped_twice(text):
        return False
    inside: list[str] = []
    # Without a `>` nothing is left, which is no tag.
    for tag in [part[: part.find(">") + 1] for part in parts]:
        end = _end_of(tag)
        if end:
            inside.append(end)
        elif end is None and (not inside or inside.pop() != tag):
            return False
    return not inside


@lru_cache(maxsize=4096)
def _end_of(tag: str) -> str | None:
    """Return the end tag that a start tag wants, "" for none; None for what is no plain start tag. All without `<`."""
    match = _TAG.fullmatch(tag)
    if match is None or match[1] not in _ELEMENTS:
        return None
    attributes = _ATTRIBUTE.findall(match[2])
    if not all(_is_plain_attribute(name, value) for name, value in attributes):
        return None
    if match[1] == "img" and "src" not in dict(attributes):
        return None
    return "" if match[1] in html.VOID else f"/{match[1]}>"


def _is_plain_attribute(name: str, value: str) -> bool:
    if name in _FREE:
        return True
    if name in _SIZES:
        return _SIZE.fullmatch(value) is not None
    if name == "srcset":
        return all(map(_is_address, html.candidates(unescape(value))))
    return name in _ADDRESSES and _is_address(unescape(value))


def _is_address(value: str) -> bool:
    return _ADDRESS.fullmatch(value) is not None
