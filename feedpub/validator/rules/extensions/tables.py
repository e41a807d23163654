"""The tables of words that age, read from `feedpub/validator/data` when first asked for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent.parent.parent / "data"


def _sections(name: str) -> dict[str, list[str]]:
    """Return the lines of each `[section]` of a table, without comments."""
    text = _DATA.joinpath(name).read_text("utf-8")
    parts = re.split(r"^\[(.*)\]\n", text, flags=re.MULTILINE)[1:]
    return {title: body.splitlines() for title, body in zip(parts[::2], parts[1::2], strict=True)}


@cache
def categories(section: str) -> dict[str, tuple[str, ...]]:
    """Return Apple's categories with their subcategories; `section` is `current` or `obsolete`."""
    pairs = (line.partition(":") for line in _sections("itunes_categories.txt")[section])
    return {name: tuple(sub.strip() for sub in subs.split("|") if sub.strip()) for name, _, subs in pairs}


@cache
def credit_roles(scheme: str) -> frozenset[str]:
    """Return the roles of a scheme of Media RSS; none for a scheme that has no table."""
    return frozenset(_sections("credit_roles.txt").get(scheme, ()))


@cache
def podcast_roles(section: str) -> frozenset[str]:
    """Return the roles or groups of people in the Podcast Taxonomy, in lower case; `section` is `role` or `group`."""
    return frozenset(_sections("podcast_roles.txt")[section])
