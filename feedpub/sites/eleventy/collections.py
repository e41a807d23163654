"""The collections that the configuration of an Eleventy site makes, as far as literals tell whose posts they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.sites.shared import globs

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDED: Final = re.compile(r"\baddCollection\(\s*([\"'`])([^\"'`$]+)\1")
_FILTERED: Final = re.compile(
    r"\bgetFilteredBy(Glob|Tags?)\(\s*(\[[^\]]{0,1000}\]|\"[^\"\n]*\"|'[^'\n]*'|`[^`$]*`)([^)]{0,300})"
)
_TEXT: Final = re.compile(r"([\"'`])([^\"'`\n$]+)\1")
_ALL: Final = re.compile(r"\bgetAll(?:Sorted)?\(\s*\)(?!\s*\.\s*(?:filter|reduce|forEach|map))")
_COMMENT: Final = re.compile(r"^[ \t]*+//.*+$", re.MULTILINE)


class CollectionRule(Struct, frozen=True, kw_only=True):
    """What the members of a collection have in common; nothing of that where only the script knows."""

    globs: tuple[str, ...] = ()
    """Paths from the folder of the site."""
    tags: tuple[str, ...] = ()
    """All of which a member has."""
    is_of_all: bool = False

    def holds(self, path: str, tags: tuple[str, ...]) -> bool:
        """Whether a page at this path, with these tags, is a member."""
        if self.globs:
            return any(globs.matches(one, path) for one in self.globs)
        return bool(self.tags) and set(self.tags) <= set(tags)


def collections_in(script: str) -> Mapping[str, CollectionRule]:
    """Return the collections that a script adds, by name."""
    script = _COMMENT.sub("", script)
    added = list(_ADDED.finditer(script))
    ends = [*(match.start() for match in added[1:]), len(script)]
    return {match[2]: _rule(script[match.end() : end]) for match, end in zip(added, ends, strict=False)}


def _rule(body: str) -> CollectionRule:
    match = _FILTERED.search(body)
    if match is None:
        return CollectionRule(is_of_all=bool(_ALL.search(body)))
    literals = tuple(each[2].removeprefix("./") for each in _TEXT.finditer(match[2]))
    if match[1] == "Glob":
        return CollectionRule(globs=literals)
    return CollectionRule(tags=(*literals, *(each[2] for each in _TEXT.finditer(match[3]))))
