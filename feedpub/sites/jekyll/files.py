"""Which files of a Jekyll site are read: posts, documents of collections that are published, pages, static pages."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

from feedpub.collect.files import File, walk_folder
from feedpub.collect.record import Named
from feedpub.sites.jekyll.rules import PAGES, is_post_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from feedpub.collect.files import WalkedFolder
    from feedpub.model.options import ContentOptions
    from feedpub.sites.jekyll.rules import JekyllRules

_SPECIAL = (".", "_", "#", "~")
_EXCLUDED = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)
STATIC = (".pdf",)
_TEXT = (".txt", ".textile", ".adoc", ".asciidoc", ".org", ".rst")
"""Endings that posts may have besides those of pages."""


def walk(
    folder: Path,
    options: ContentOptions,
    rules: JekyllRules,
    patterns: tuple[tuple[str, ...], tuple[str, ...]],
    skip: Iterable[Path],
) -> WalkedFolder:
    """Find the files; `patterns` are those that the configuration excludes, and those that it includes."""
    endings = (*options.extensions, *STATIC, *_TEXT)
    source = folder / rules.source if rules.source else folder
    return walk_folder(
        folder, source, endings, options.exclude, [*skip, source / "_site"], is_hidden=_hidden(rules, *patterns)
    )


def named(files: Iterable[File], rules: JekyllRules, endings: tuple[str, ...]) -> tuple[list[Named], list[File]]:
    """Return the files that are read, and those that a sitemap lists without a look into them."""
    read: list[Named] = []
    static: list[File] = []
    for file in files:
        place = rules.place(file.path)
        if place.kind == PAGES:
            if file.path.lower().endswith(STATIC):
                static.append(file)
            elif file.path.lower().endswith(endings):
                read.append(Named(source=file.source, path=file.path))
        elif not file.path.lower().endswith(STATIC) and (place.kind != "posts" or _is_post(file.path, rules)):
            read.append(Named(source=file.source, path=file.path))
    return read, static


def _is_post(path: str, rules: JekyllRules) -> bool:
    if rules.collections_dir and not path.startswith(f"{rules.collections_dir}/"):
        return False
    return is_post_name(path) or rules.place(path).is_draft


def _hidden(rules: JekyllRules, excluded: tuple[str, ...], included: tuple[str, ...]) -> Callable[[str, str], bool]:
    """Return what tells whether a file or folder, by path below the source and name, is passed over."""
    shut = tuple(pattern for pattern in (*excluded, *_EXCLUDED) if pattern not in included)
    folders = {"_posts", *(["_drafts"] if rules.has_drafts else [])}
    tops = {f"{rules.collections_dir}/_{one.label}".lstrip("/") for one in rules.collections}

    def is_hidden(path: str, name: str) -> bool:
        if _matches(included, path) or _matches(included, name):
            return False
        if _matches(shut, path):
            return True
        if name in folders or path in tops:
            return False
        return name.startswith(_SPECIAL) or name.endswith("~")

    return is_hidden


def is_passed_over(path: str, name: str, excluded: tuple[str, ...], included: tuple[str, ...]) -> bool:
    """Whether the configuration excludes a file or folder of the source, and does not include it."""
    if _matches(included, path) or _matches(included, name):
        return False
    return _matches(tuple(pattern for pattern in (*excluded, *_EXCLUDED) if pattern not in included), path)


def _matches(patterns: tuple[str, ...], path: str) -> bool:
    """Whether Jekyll's `glob_include?` finds the path: by its beginning, or as a glob whose `*` passes slashes."""
    for pattern in patterns:
        clean = pattern.lstrip("/")
        if path.startswith(clean) or clean == f"{path}/":
            return True
        if any(char in clean for char in "*?[") and _expression(clean).match(path):
            return True
    return False


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(os.fspath(pattern)))
