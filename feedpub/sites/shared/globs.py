"""Globs as generators in JavaScript write them: `**/`, `*`, `?`, `{a,b}`, held against paths below the site."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from feedpub.text import patterns

_SPECIAL: Final = re.compile(r"\*\*/?|\*|\?|\{[^{}]*\}")


def matches(glob: str, path: str) -> bool:
    """Return whether a glob takes in a path; one that could take for ever takes in none."""
    expression = _expression(glob.removeprefix("./"))
    return expression is not None and expression.fullmatch(path) is not None


@lru_cache(maxsize=64)
def _expression(glob: str) -> re.Pattern[str] | None:
    try:
        return re.compile(patterns.of_glob(glob, _SPECIAL, _wildcard))
    except ValueError:
        return None  # a glob that could take for ever finds nothing


def _wildcard(text: str) -> str:
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return known.get(text) or "(?:" + "|".join(re.escape(each) for each in text[1:-1].split(",")) + ")"
