"""YAML as most posts have it, read without the library, in a quarter of its time.

Only what can mean one thing is taken: words, quoted text without escapes, lists of words, and a folded text of one
line. Anything else at all is left to the library, and so is every mistake. Tests hold the two together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedpub.collect.frontmatter.values import Value

_NEVER = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_ANY = f"[^{_NEVER}]"
_SAFE = f"[^{_NEVER}:#]"
_FIRST = rf"[^{_NEVER}:#\s\-?,\[\]{{}}&*!|>'\"%@`]"
_WORDS = rf"{_FIRST}{_SAFE}*(?::(?![ \n]){_SAFE}*)*"
_ITEM = rf"{_FIRST}[^{_NEVER}:#,\[\]{{}}]*"

_ENTRY = re.compile(
    rf"""(?:\n|\#{_ANY}*\n)*
    (?P<key>[A-Za-z_][A-Za-z0-9_-]*):
    (?:[ ]+(?:
        (?P<words>{_WORDS})
      | '(?P<single>[^{_NEVER}']*)'[ ]*
      | "(?P<double>[^{_NEVER}"\\]*)"[ ]*
      | \[[ ]*(?P<flow>(?:{_ITEM}(?:,[ ]*{_ITEM})*)?)\][ ]*
      | [>|](?P<chomp>-?)\n[ ]+(?P<folded>[^{_NEVER}\ ]{_ANY}*)
    )|[ ]*)\n
    (?P<items>(?:(?P<indent>[ ]*)-[ ]+{_WORDS}\n(?:(?P=indent)-[ ]+{_WORDS}\n)*)?)""",
    re.VERBOSE,
)
_END = re.compile(rf"(?:\n|#{_ANY}*\n)*\Z")


def read(text: str) -> dict[str, Value] | None:
    """Give the mapping, all scalars as text; None for a text that the library must read."""
    values: dict[str, Value] = {}
    end = 0
    match = _ENTRY.match(text)
    while match:
        key, words, single, double, flow, chomp, folded, items, _ = match.groups()
        if key in values:
            return None
        value: Value
        if items:
            if any(part is not None for part in (words, single, double, flow, folded)):
                return None
            value = [line.lstrip(" ")[1:].strip(" ") for line in items[:-1].split("\n")]
        elif words is not None:
            value = words.rstrip(" ")
        elif folded is not None:
            value = folded if chomp else folded + "\n"
        elif flow is not None:
            value = [item.strip(" ") for item in flow.split(",")] if flow else []
        else:
            value = single or double or ""
        values[key] = value
        end = match.end()
        match = _ENTRY.match(text, end)
    return values if _END.match(text, end) else None
