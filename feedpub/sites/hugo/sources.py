"""The files of the configuration of a Hugo site: which they are, and their keys, as if they were one file.

Keys are read without regard to case, as Hugo does; what one means is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedpub.io import reading
from feedpub.model.records import Where
from feedpub.sites.hugo.rules import GRAMMAR
from feedpub.sites.shared import configuration

if TYPE_CHECKING:
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.model.records import Diagnostic
    from feedpub.sites.shared.configuration import Written

_ENDINGS = ("toml", "yaml", "yml", "json")
_SURE = tuple(f"hugo.{ending}" for ending in _ENDINGS)
_SHARED = tuple(f"config.{ending}" for ending in _ENDINGS)
_BASE_URL = re.compile(r"^[ \t]*[\"']?baseurl[\"']?[ \t]*[=:]", re.IGNORECASE | re.MULTILINE)
_OF_OTHERS = re.compile(r"^[ \t]*base_url[ \t]*[=:]", re.MULTILINE)
"""Zola's key, and that of programs whose configuration has the same name."""
_FOLDERS = ("config/_default", "config/production")
_WHOLE = ("hugo", "config")
"""Names of files whose keys stand at the top; other names are themselves the first key."""
_OF_LANGUAGE = ("menus", "params")
"""Names of files that are themselves a key where they name a language, too; in others stands the language itself."""


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration files of the site, in the order in which later ones win; () where it is not Hugo's."""
    whole = next(((name,) for name in _SURE if reading.is_file(folder, name)), ()) or next(
        ((name,) for name in _SHARED if _is_hugos(folder, name)), ()
    )
    return (*whole, *_in_folders(folder))


def _is_hugos(folder: Path, name: str) -> bool:
    if not reading.is_file(folder, name):
        return False
    text = reading.text(folder, name, encoding="utf-8", errors="replace") or ""
    return bool(_BASE_URL.search(text)) and not _OF_OTHERS.search(text)


def _in_folders(folder: Path) -> tuple[str, ...]:
    """Return the files of the folders of the configuration, where one of them is a whole configuration."""
    found = [
        f"{below}/{name}"
        for below in _FOLDERS
        for name in sorted(reading.listing(folder, below).others, key=lambda name: (_stem(name) not in _WHOLE, name))
        if name.rpartition(".")[2] in _ENDINGS and _stem(name) and reading.is_file(folder, f"{below}/{name}")
    ]
    is_hugos = any(_stem(name.rpartition("/")[2]) in _WHOLE for name in found)
    has_whole = any(reading.is_file(folder, name) for name in _SURE) or any(_is_hugos(folder, name) for name in _SHARED)
    return tuple(found) if is_hugos or has_whole else ()


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _lower(value: Value) -> Value:
    return {key.lower(): _lower(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _merge(one: dict[str, Value], other: dict[str, Value]) -> dict[str, Value]:
    merged = dict(one)
    for key, value in other.items():
        before = merged.get(key)
        merged[key] = _merge(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


class HugoSources:
    """The configuration files of one site, later ones over earlier ones."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        self._files = tuple((configuration.read(folder, name, GRAMMAR), _prefix(name)) for name in files)
        values: dict[str, Value] = {}
        for each, prefix in self._files:
            inner: dict[str, Value] = {key.lower(): _lower(value) for key, value in each.values.items()}
            for key in reversed(prefix):
                inner = {key: inner}
            values = _merge(values, inner)
        self.keys: Written = configuration.Written(name=files[0] if files else _SURE[0], values=values, source="")

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """Warnings of what Hugo takes and others refuse."""
        return tuple(note for each, _ in self._files for note in each.notes)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(each.name for each, _ in self._files)

    def where(self, *path: str) -> Where:
        """Return the place of a key (in lower case), in the last file that has it."""
        for each, prefix in reversed(self._files):
            below = path[len(prefix) :]
            if path[: len(prefix)] == prefix and (actual := _as_written(each.values, below)):
                return each.where(*actual)
        return Where(path=self.keys.name)


def _prefix(name: str) -> tuple[str, ...]:
    """Return the keys around what stands in a file.

    None for `hugo.toml`, `languages.ko` for `languages.ko.toml`, `languages.ko.params` for `params.ko.toml`.
    """
    stem = name.rpartition("/")[2].rpartition(".")[0].lower()
    if stem in _WHOLE or "/" not in name:
        return ()
    key, _, language = stem.partition(".")
    if not language:
        return (key,)
    return ("languages", language, *({"menu": ("menus",)}.get(key) or ((key,) if key in _OF_LANGUAGE else ())))


def _as_written(values: dict[str, Value], path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the path of a key as the file has it, as far as it has it; empty when not even the first is there."""
    actual: list[str] = []
    inner: Value = values
    for step in path:
        key = next((key for key in inner if key.lower() == step), None) if isinstance(inner, dict) else None
        if key is None or not isinstance(inner, dict):
            return ()
        actual.append(key)
        inner = inner[key]
    return tuple(actual)
