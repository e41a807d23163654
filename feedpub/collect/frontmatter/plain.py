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
_ENTRY = re.compile(
    r"([A-Za-z_][A-Za-z0-9_-]*):"
    r"(?: +(?:([^ \n>|][^\n]*)|([>|]-?)\n +([^ \n][^\n]*))\n| *\n((?: *- [^\n]*\n)*))"
    r"|([^\n]++(?:\n|\Z)|\n)"
)
"""A key with what is written behind it, a folded text of one line, or the lines of a list; or any other line."""
_ENDS = frozenset({"", "\n"})
_INDICATORS = frozenset(":#-?,[]{}&*!|>'\"%@`")
_QUOTES = frozenset("'\"")
_FOLDED = {">": "\n", "|": "\n", ">-": "", "|-": ""}
"""The marks of a folded text, and what its one line ends in."""
_NOT_IN_FLOW = re.compile(r"[:#\[\]{}]")


def read(text: str) -> dict[str, Value] | None:
    """Return the mapping, all scalars as text; None for a text that the library must read."""
    if text[-1:] not in _ENDS or not _is_clean(text):
        return None
    values: dict[str, Value] = {}
    for key, written, mark, folded, items, other in _ENTRY.findall(text):
        if other:
            if other[0] != "\n" and other[0] != "#":
                return None
            continue
        if written:
            value = _value(written.rstrip(" "))
        elif mark:
            value = folded + _FOLDED[mark]
        else:
            value = _items(items) if items else ""
        if value is None or key in values:
            return None
        values[key] = value
    return values


def _is_clean(text: str) -> bool:
    """Whether there is none of the characters of `_NEVER`: none of them is printable, and nearly all others are."""
    return text.replace("\n", "").isprintable() or not _NEVER.search(text)


def _items(lines: str) -> list[Value] | None:
    found = _list(lines)
    return None if found is None else [*found]


@lru_cache(maxsize=4096)
def _list(lines: str) -> tuple[str, ...] | None:
    """Return the elements of a list, each on a line of its own; many posts have the same list."""
    found = [_item(line) for line in lines.split("\n")[:-1]]
    texts = tuple([each[1] for each in found if each])
    return texts if len(texts) == len(found) and len({each[0] for each in found if each}) == 1 else None


@lru_cache(maxsize=4096)
def _item(line: str) -> tuple[int, str] | None:
    """Return the indent and the text of an element of a list; the same few stand in many posts."""
    indent, dash, written = line.partition("-")
    text = _text(written.strip(" "))
    return (len(indent), text) if text is not None and dash and written[0] == " " and not indent.strip(" ") else None


def _value(written: str) -> Value | None:
    return _flow(written) if written[0] == "[" else _text(written)


def _text(written: str) -> str | None:
    """Return what words, or text in quotes, stand for."""
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
