"""YAML as most posts have it, read without the library, in a small part of its time.

Only what can mean one thing is taken: words, quoted text without escapes, lists of these, and a folded text of one
line. Anything else at all is left to the library, and so is every mistake. Tests hold the two together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.values import Value

_NEVER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte != ord("\n"))
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_INDICATORS = frozenset(":#-?,[]{}&*!|>'\"%@`")
_QUOTES = frozenset("'\"")
_FOLDED = {">": "\n", "|": "\n", ">-": "", "|-": ""}
"""The marks of a folded text, and what its one line ends in."""
_NOT_IN_FLOW = re.compile(r"[:#\[\]{}]")


def read(text: str) -> dict[str, Value] | None:
    """Give the mapping, all scalars as text; None for a text that the library must read."""
    lines = text.split("\n")
    if lines.pop() or not _is_clean(text):
        return None
    values: dict[str, Value] = {}
    items: list[Value] | None = None  # of the list that may go on
    key, indent = "", -1
    rest = iter(lines)
    for line in rest:
        first = line[:1]
        if first == " " or first == "-":  # noqa: PLR1714 - half the time of a look into a set, for every line
            found = None if items is None else _item(line)
            if items is None or found is None or (items and found[0] != indent):
                return None
            if not items:
                values[key] = items
            indent, item = found
            items.append(item)
            continue
        items = None
        if not first or first == "#":
            continue
        key, colon, written = line.partition(":")
        if not colon or key in values or not _is_key(key):
            return None
        stripped = written.strip(" ")
        if not stripped:
            values[key], items = "", []
            continue
        value = _folded(written, next(rest, "")) if stripped in _FOLDED else _value(stripped)
        if value is None or written[0] != " ":
            return None
        values[key] = value
    return values


def _is_clean(text: str) -> bool:
    """Whether there is none of the characters of `_NEVER`; the first line is for speed."""
    if text.isascii() and len(text.encode().translate(None, _CONTROLS)) == len(text):
        return True
    return not _NEVER.search(text)


@lru_cache(maxsize=1024)
def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _item(line: str) -> tuple[int, str] | None:
    """Give the indent and the text of an element of a list; the same few stand in many posts."""
    indent, dash, written = line.partition("-")
    text = _text(written.strip(" "))
    return (len(indent), text) if text is not None and dash and written[0] == " " and not indent.strip(" ") else None


def _value(written: str) -> Value | None:
    return _flow(written) if written[0] == "[" else _text(written)


def _text(written: str) -> str | None:
    """Give what words, or text in quotes, stand for."""
    first = written[:1]
    if first in _QUOTES:
        is_whole = written.find(first, 1) == len(written) - 1 and (first == "'" or "\\" not in written)
        return written[1:-1] if is_whole else None
    if not first or first in _INDICATORS or first.isspace() or "#" in written:
        return None
    return None if ":" in written and (": " in written or written[-1] == ":") else written


def _flow(written: str) -> Value | None:
    inner = written[1:-1].strip(" ")
    if written[-1] != "]" or _NOT_IN_FLOW.search(inner):
        return None
    items: list[Value] = []
    for part in inner.split(",") if inner else ():
        item = _text(part.strip(" "))
        if item is None:
            return None
        items.append(item)
    return items


def _folded(mark: str, line: str) -> str | None:
    """Give the one line of a folded text; None where spaces stand behind the mark, which has a meaning of its own."""
    text = line.lstrip(" ")
    return None if text in {"", line} or mark[-1] == " " else text + _FOLDED[mark.strip(" ")]
