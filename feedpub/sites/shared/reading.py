"""What dialects do alike when they read a file: its texts, the places of its mistakes, and the rules it is read by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from feedpub.collect import frontmatter, post
from feedpub.collect.files import read_bytes
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.io import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from feedpub.collect.frontmatter import FrontMatter, Grammar, Value
    from feedpub.collect.settings import Settings

    Rules = TypeVar("Rules")

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""What YAML has for nothing, as it is written."""


def of_cname(folder: Path, below: Iterable[str]) -> tuple[str, str] | None:
    """Return the host that a file `CNAME` names, as hosts of static pages read it, and the path of the file.

    `below` are the folders in which one may lie, the empty text for that of the site.
    """
    for name in dict.fromkeys(f"{each.rstrip('/')}/CNAME".lstrip("/") for each in below):
        text = reading.text(folder, name, encoding="utf-8", errors="replace")
        if text and (host := text.strip()):
            return host, name
    return None


def rules_in(settings: Settings, kind: type[Rules]) -> Rules:
    """Return the rules that the settings carry for the dialect whose rules are of this kind."""
    if not isinstance(settings.extra, kind):
        raise TypeError(f"the settings carry no {kind.__name__}")
    return settings.extra


def text_of(values: Mapping[str, Value], key: str) -> str:
    """Return the text of a key, without white space around it; empty where it has none."""
    value = values.get(key)
    return value.strip() if isinstance(value, str) and value.strip() not in NOTHING else ""


def problem_at(front: FrontMatter, key: str, code: str, text: str, hint: str, found: str) -> Problem:  # noqa: PLR0913, PLR0917 - the parts of a problem
    """Return a problem with the place of a key; with the start of the file where that has no such key."""
    line, column = 1, 1
    if key and (spot := front.places()((key,))):
        line, column = spot.line + front.block.first_line - 1, spot.column
    return Problem(code=code, text=text, hint=hint, line=line, column=column, found=found)


def values_of(folder: Path, source: str, max_bytes: int, grammar: Grammar) -> dict[str, Value]:
    """Return the front matter of an `_index` file; nothing for one with mistakes, which reading it as a page tells."""
    data = read_bytes(folder, source, max_bytes)
    if isinstance(data, Problem):
        return {}
    try:
        front = frontmatter.read(post.decode(data), grammar)
    except FrontMatterError:
        return {}
    return front.values if front else {}
