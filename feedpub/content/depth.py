"""How deep the elements of a body lie: what no parser could read in time is refused before one is asked."""

from __future__ import annotations

import re
from collections import Counter

from feedpub.content.attributes import names
from feedpub.text import patterns, plain

_MAX_DEPTH = 512
"""Where browsers stop nesting, too."""
_MOST_READINGS = 8
_MAX_COPIES = 3_000_000
_TAG_NAME = patterns.lazy(
    rf"<(?P<hidden>script|style)(?![^\s/>]).*?(?:</(?P=hidden)|\Z)|{plain.COMMENT}|(?=<(/?)([a-zA-Z][^\s/>]*)){plain.TAG}",
    re.DOTALL | re.IGNORECASE,
)
_NOT_NESTING = names(
    "area base br col embed hr img input link meta param source track wbr "
    "p li td th tr tbody thead tfoot dt dd option colgroup caption"
)
"""Elements without an end tag, or whose end HTML supplies."""
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")


def check(html: str) -> None:
    """Raise ValueError for what makes an HTML parser slow: its work grows with depth, and open formatting is copied."""
    starts = html.count("<") - html.count("</")
    if starts <= _MAX_DEPTH and starts * html.count("<") <= _MAX_COPIES:
        return
    depth = deepest = formatting = most = tags = 0
    opened: Counter[str] = Counter()
    for match in _TAG_NAME.finditer(html):
        name = (match[3] or "").lower()
        if not name:
            continue
        tags += 1
        if name in _NOT_NESTING:
            continue
        step = -1 if match[2] else 1
        if step < 0 and not opened[name]:
            continue  # it ends nothing
        opened[name] += step
        if name == "ruby" and step < 0:
            step -= _ended_with_ruby(opened)
        depth = max(depth + step, 0)
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formatting = max(formatting + step, 0)
            most = max(most, formatting)
    if deepest > _MAX_DEPTH or most * tags > _MAX_COPIES:
        raise ValueError(f"its HTML has {max(deepest, most)} elements open inside each other: close them")


def _ended_with_ruby(opened: Counter[str]) -> int:
    """Return how many readings end with their `</ruby>`, as HTML supplies their own ends there and nowhere else."""
    ended = 0
    for name in ("rt", "rp"):
        implied = min(opened[name], _MOST_READINGS)
        opened[name] -= implied
        ended += implied
    return ended
