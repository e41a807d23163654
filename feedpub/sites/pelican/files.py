"""Which files of the content are articles and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.collect.files import walk_folder
from feedpub.collect.record import Named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.files import Walked
    from feedpub.model.options import ContentOptions
    from feedpub.sites.pelican.rules import PelicanRules

_NEVER = frozenset({".git", ".hg", ".svn", ".feedpub", ".venv"})
"""Folders that hold no content, also where the content is the folder of the site itself."""


def walk(folder: Path, options: ContentOptions, rules: PelicanRules, skip: Iterable[Path]) -> Walked:
    """Find the files that have one of the endings."""

    def is_hidden(_path: str, name: str) -> bool:
        return name in _NEVER

    source = folder / rules.content if rules.content else folder
    return walk_folder(folder, source, options.extensions, options.exclude, skip, is_hidden=is_hidden)


def named(walked: Walked, rules: PelicanRules) -> tuple[Named, ...]:
    """Return those that are articles or pages."""
    return tuple(Named(source=file.source, path=file.path) for file in walked.files if rules.kind(file.path))
