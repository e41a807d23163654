"""Texts of images, news and videos in sitemaps whose letters were spoilt before they were written."""

from __future__ import annotations

from feedpub.model.records import Level
from feedpub.text import patterns
from feedpub.validator.rows import slots, stripped, typed
from feedpub.validator.rule import rule
from feedpub.validator.rules.sitemap.extension import TEXTS
from feedpub.validator.types import Type
from feedpub.validator.values import plain

_LOST = patterns.lazy("[\x80-\x9f\ufffd]")


def _lost(value: str) -> str:
    match = None if value.isascii() else _LOST.search(value)
    return f"U+{ord(match[0]):04X}" if match is not None else ""


_WHOLE = Type(_lost, "Read the source in the encoding it is in (often Windows-1252), and write UTF-8.")
_DECODED = Type(plain.decoded_once_more, lambda value, _: f'Decode it once: "{plain.decoded_once_more(value)}".')

extension_bad_character = rule("sitemap/extension-bad-character", Level.WARNING, spec="Unicode, C1 controls")(
    typed(slots(_WHOLE, *TEXTS), "<{element.qname}> holds {problem}.", read=stripped),
    """A text of an extension holds U+FFFD, or a control character between U+0080 and U+009F.

    The first marks a letter that was lost before; the others are Windows-1252 taken for ISO-8859-1. Google News and
    video results show a box.

    ```xml bad in=news:news
    <news:title>Caf&#xFFFD; closed</news:title>
    ```
    ```xml good in=news:news
    <news:title>Café closed</news:title>
    ```
    """,
)

extension_encoded_twice = rule("sitemap/extension-encoded-twice", Level.WARNING, spec="RFC 3629")(
    typed(
        slots(_DECODED, *TEXTS), '<{element.qname}> was turned into UTF-8 twice; "{problem}" is meant.', read=stripped
    ),
    """A text of an extension was turned into UTF-8 twice.

    Google News and video results show "CafÃ©" for Café.

    ```xml bad in=news:news
    <news:title>CafÃ© closed</news:title>
    ```
    ```xml good in=news:news
    <news:title>Café closed</news:title>
    ```
    """,
)
