"""Templates of paths and titles in feedpub.toml: each check gives the value to go on with, or raises ValueError."""

from __future__ import annotations

import re
from typing import Final

from feedpub.text import portable, urls

PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|[{}]")


def plain_path(written: str) -> str:
    """Return the path of a file below the output folder, without placeholders."""
    return path((), written)


def path(known: tuple[str, ...], template: str) -> str:
    """Return the path of a file below the output folder, in which these placeholders may stand."""
    placeholders(known, template)
    if not urls.is_safe_file(PLACEHOLDER.sub("x", template)):
        raise ValueError(f"{template!r} is no path of a file below the output folder")
    if private := portable.private(template):
        raise ValueError(f"{template!r} lies in `{private}`, where only the program that it belongs to may write")
    return template


def placeholders(known: tuple[str, ...], template: str) -> str:
    """Return a template in which no placeholders stand but these."""
    unknown = [found for found in PLACEHOLDER.findall(template) if found not in known]
    if unknown:
        allowed = " and ".join(known) if known else "none"
        raise ValueError(f"{unknown[0]} is no placeholder here; known: {allowed}")
    return template
