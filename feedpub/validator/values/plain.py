"""Plain text that is not: signs of HTML, an e-mail address, an encoding undone once too few."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from feedpub.text import patterns
from feedpub.validator.values.html import ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

_END_TAG = patterns.lazy(r"</([A-Za-z][A-Za-z0-9]*)\s*>")
_VOID_TAG = patterns.lazy(r"<(?:br|hr)\s*/?>|<img\s[^<>]*>", re.IGNORECASE)
_REFERENCE = patterns.lazy(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_HIGH = (
    "\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160"
    "\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
"""What ISO-8859-1 and Windows-1252 make of the bytes that follow the first one of a letter in UTF-8."""
_LETTER = f"(?:[\xc2-\xdf][{_HIGH}]|[\xe0-\xef][{_HIGH}]{{2}}|[\xf0-\xf4][{_HIGH}]{{3}})"
_ENCODED_TWICE = patterns.lazy(
    f"(?<!\xab)(?:\xc2[\x80-\xbf]|\xc3[\x80-\x9f\xa1-\xbf])|\xe2[\x80\u20ac][{_HIGH}]|\xf0[\x9f\u0178][{_HIGH}]{{2}}|{_LETTER}{{3}}"
)
"""What no language writes: two signs of Latin, a quotation mark, an emoji, or three letters of any script in a row."""
_LETTER_BYTES = rb"\xc3[\x82-\xb4](?:[\xc2\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]){1,3}"
ENCODED_TWICE_BYTES = _LETTER_BYTES * 3
"""Three such letters of any script, as they stand in a document; written so that a search leaps to the first byte."""
_LETTERS = patterns.lazy(f"{_LETTER}+")
_EMAIL = patterns.lazy(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")


def may_hold(data: bytes | bytearray, forms: Iterable[tuple[bytes, re.Pattern[bytes]]]) -> bool:
    """Whether bytes hold one of some forms, each of which comes with a byte of its own that is rare.

    Whether they hold a byte is found in no time.
    """
    return any(byte in data and form.search(data) for byte, form in forms)


def html_sign(text: str) -> str:
    """Return what shows that a text is HTML: a tag (`</b>`, `<br/>`) or a character reference; empty when nothing does.

    A start tag alone shows nothing, people write about `<b>` and `List<T>`.
    """
    if "<" in text:
        for tag in _END_TAG.finditer(text):
            if tag[1].lower() in ELEMENTS:
                return tag[0]
        if void := _VOID_TAG.search(text):
            return void[0]
    if "&" in text:
        for reference in _REFERENCE.finditer(text):
            if reference[1] is None or f"{reference[1]};" in html5:
                return reference[0]
    return ""


def is_html_element(name: str) -> bool:
    """Whether HTML has or had an element of that name."""
    return name.lower() in ELEMENTS


def email_in(text: str) -> str:
    """Return the e-mail address in a text, empty when there is none."""
    found = _EMAIL.search(text) if "@" in text else None
    return found[0] if found else ""


def decoded_once_more(text: str) -> str:
    """Return a text with those letters decoded that were turned into UTF-8 twice, empty when there are none.

    Parts of a text may be right: the name of a site that is written by hand, around titles that a program spoils.
    """
    if text.isascii() or not _ENCODED_TWICE.search(text):
        return ""
    meant = _LETTERS.sub(lambda letters: _decoded(letters[0]), text)
    return meant if meant != text else ""


def encoded_twice_in(text: str) -> str:
    """Return the first word of a text that has letters which were turned into UTF-8 twice; empty when there is none."""
    for letters in _LETTERS.finditer(text):
        if _decoded(letters[0]) != letters[0]:
            start, end = letters.span()
            while start and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum():
                end += 1
            return text[start:end]
    return ""


def _decoded(letters: str) -> str:
    try:
        return bytes(map(_byte, letters)).decode("utf-8")
    except UnicodeError:  # overlong forms and surrogates: it only looked like UTF-8
        return letters


def _byte(letter: str) -> int:
    """Return the byte that a letter stands for in Windows-1252, or in ISO-8859-1 where that has none."""
    return ord(letter) if ord(letter) < _BYTES else letter.encode("cp1252")[0]


_BYTES = 256
