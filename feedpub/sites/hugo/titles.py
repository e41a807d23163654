"""The titles that Hugo makes of the names of sections and terms, which have no other."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from feedpub.sites.hugo.rules import HugoRules

_WORD = re.compile(r"[^\s/-]+")
_SMALL: Final = frozenset(
    re.findall(r"\S+", "a an and as at but by en for if in nor of on or per the to vs vs. via v v. yet so up")
)
"""Words that headlines in the style of the Associated Press begin small, but for the first and the last."""


def of_section(name: str, rules: HugoRules) -> str:
    """Return the title of a section by the name of its folder."""
    title = _capitalised(name.replace("-", " "), capitals=rules.capitalises)
    return _plural(title) if rules.pluralises else title


def of_term(name: str, rules: HugoRules) -> str:
    """Return the title of a term as it is written."""
    return _capitalised(name.replace("-", " "), capitals=rules.capitalises)


@lru_cache(maxsize=4096)
def _capitalised(text: str, *, capitals: bool) -> str:
    if not capitals:
        return text
    words = list(_WORD.finditer(text))
    ends = {match.start() for match in (*words[:1], *words[-1:])}

    def capital(match: re.Match[str]) -> str:
        word = match[0]
        if match.start() not in ends and word.lower() in _SMALL:
            return word.lower()
        for index, char in enumerate(word):
            if char.isalpha():
                return word[:index] + char.upper() + word[index + 1 :] if len(char.upper()) == 1 else word
        return word

    return _WORD.sub(capital, text)


def _plural(title: str) -> str:
    """Return the plural of an English word, as far as there are rules; other scripts have none."""
    if not title or not title[-1].isascii() or not title[-1].isalpha():
        return title
    lower = title.lower()
    if lower in _SAME or lower.endswith("s"):
        return title
    if lower.endswith(("x", "ch", "sh", "z")):
        return f"{title}es"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{title[:-1]}ies"
    return f"{title}s"


_SAME: Final = frozenset(
    ("equipment", "information", "rice", "money", "fish", "sheep", "people", "men", "women", "children")
)
