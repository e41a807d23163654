"""YAML as most posts have it, read without the library, in a small part of its time.

Only what can mean one thing is taken: words, quoted text, lists of these, mappings of these one level deep, and text in
lines of one indent, folded or not. Anything else at all is left to the library, and so is every mistake. Tests hold the
two together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.values import Value

_NEVER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_KEY = r"[A-Za-z_][A-Za-z0-9_-]*+"
_ENTRY = re.compile(
    rf"({_KEY}):"
    r"(?: +(?:([^ \n>|][^\n]*)\n|([>|]-?)\n((?: +[^ \n][^\n]*\n)++))"
    rf"| *\n((?: *- [^\n]*\n)++|(?: +{_KEY}: +[^ \n>|][^\n]*\n)++)?)"
    r"|([^\n]++(?:\n|\Z)|\n)"
)
"""A key with what is written behind it, the lines of a text, or those of a list or mapping; or any other line."""
_ENDS = frozenset({"", "\n"})
_INDICATORS = frozenset(":#-?,[]{}&*!|>'\"%@`")
_QUOTES = frozenset("'\"")
_ESCAPED = re.compile(r'"((?:[^"\\]|\\["\\])*+)"')
_ESCAPE = re.compile(r"\\(.)")
_NOT_IN_FLOW = re.compile(r"[:#\[\]{}]")


def read(text: str) -> dict[str, Value] | None:
    """Return the mapping, all scalars as text; None for a text that the library must read."""
    if text[-1:] not in _ENDS or not _is_clean(text):
        return None
    values: dict[str, Value] = {}
    for key, written, mark, lines, inside, other in _ENTRY.findall(text):
        if other:
            if other[0] != "\n" and other[0] != "#":
                return None
            continue
        if written:
            value = _value(written.rstrip(" "))
        elif mark:
            value = _lines(mark, lines)
        else:
            value = _inside(inside) if inside else ""
        if value is None or key in values:
            return None
        values[key] = value
    return values


def _lines(mark: str, lines: str) -> str | None:
    """Return the text of lines of one indent, each of which is joined to the next by a space where it is folded."""
    found = lines.split("\n")[:-1]
    indents = {len(line) - len(line.lstrip(" ")) for line in found}
    if len(indents) > 1:
        return None
    [indent] = indents
    joined = (" " if mark[0] == ">" else "\n").join([line[indent:] for line in found])
    return joined if mark[1:] else joined + "\n"


def _inside(lines: str) -> Value | None:
    return _items(lines) if lines.lstrip(" ")[0] == "-" else _mapping(lines)


def _mapping(lines: str) -> Value | None:
    """Return a mapping of words and lists, each on a line of its own."""
    found: dict[str, Value] = {}
    indents = set()
    for line in lines.split("\n")[:-1]:
        key, _, written = line.partition(":")
        value = _value(written.strip(" "))
        name = key.lstrip(" ")
        if value is None or name in found:
            return None
        found[name] = value
        indents.add(len(key) - len(name))
    return found if len(indents) == 1 else None


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
        return _quoted(first, written)
    if not first or first in _INDICATORS or first.isspace():
        return None
    if " #" in written:
        written = written.partition(" #")[0].rstrip(" ")
    return None if ":" in written and (": " in written or written[-1] == ":") else written


def _quoted(quote: str, written: str) -> str | None:
    if written.find(quote, 1) == len(written) - 1 and (quote == "'" or "\\" not in written):
        return written[1:-1]
    if quote == '"':
        match = _ESCAPED.fullmatch(written)
        return _ESCAPE.sub(r"\1", match[1]) if match else None
    inner = written[1:-1].replace("''", "")
    return (
        written[1:-1].replace("''", "'") if len(written) > 1 and written[-1] == quote and quote not in inner else None
    )


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
