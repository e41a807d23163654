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
_ENCODED_TWICE = patterns.lazy("[\xc2\xc3][\x80-\xbf]|\xe2\u20ac")
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
    """Return what a text was before it was turned into UTF-8 twice, empty when there is no sign of that."""
    if text.isascii() or not _ENCODED_TWICE.search(text):
        return ""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""
