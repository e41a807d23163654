"""CSS in style attributes: only what would break a reader's page or run code; all else is the author's business."""

from __future__ import annotations

import re

from feedpub.text import patterns

_DECLARATION = patterns.lazy(
    r"""(?<![-\w])([-\w]++)\s*+:\s*+((?:[^;"'(]++|"[^"]*+"|'[^']*+'|\([^)]{0,4000}+\)|["'(])*+)""",
)
_COMMENT = patterns.lazy(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_LENGTH = patterns.lazy(r"([+-]?[0-9]*\.?[0-9]+)\s*(px|em|rem|ex|ch|pt|pc|in|cm|mm|vw|vh|%)?", re.IGNORECASE)
_PIXELS = {
    "em": 16, "rem": 16, "ex": 8, "ch": 8, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 38, "mm": 3.8, "vw": 12, "vh": 8,
    "%": 10,
}  # fmt: skip
"""About how many pixels a unit is; the order of magnitude is all that matters."""
_MOVING = patterns.lazy(r"(?:margin|padding)(?:-[a-z-]+)?|text-indent|top|left|right|bottom|(?:letter|word)-spacing")
_HUGE = 1000
"""Pixels; nothing in an article is moved so far."""
_OVERLAP = -100
"""Pixels; a negative margin beyond this lays one part over another."""
_CODE = patterns.lazy(r"expression\s*+\(|javascript\s*+:|vbscript\s*+:|@import", re.IGNORECASE)
_LOADING = patterns.lazy(r"url\s*+\(", re.IGNORECASE)
_LAYERED = frozenset({"absolute", "fixed", "sticky", "-webkit-sticky"})


def dangers(style: str) -> list[str]:
    """Return the declarations of a style attribute that would break the page around the article, as written."""
    if "/*" in style:
        style = _COMMENT.sub("", style)
    declarations = [(name.lower(), value.strip()) for name, value in _DECLARATION.findall(style)]
    names = {name for name, _ in declarations}
    return [f"{name}: {value}" for name, value in declarations if _is_danger(name, value, names)]


def _is_danger(name: str, value: str, names: set[str]) -> bool:
    if _CODE.search(value) or _LOADING.search(value) or name in {"behavior", "-moz-binding"}:
        return True
    if name == "position":
        word = value.partition("!")[0].strip().lower()
        return word in _LAYERED or (word == "relative" and not names.isdisjoint({"top", "left", "right", "bottom"}))
    return bool(_MOVING.fullmatch(name)) and any(_is_huge(number, unit) for number, unit in _LENGTH.findall(value))


def _is_huge(number: str, unit: str) -> bool:
    pixels = float(number) * _PIXELS.get(unit.lower(), 1)
    return pixels >= _HUGE or pixels <= _OVERLAP
