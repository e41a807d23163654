"""The data files of an Eleventy site, and the files that it passes over."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.io import reading, resolving
from feedpub.sites.shared import configuration
from feedpub.sites.shared.javascript import UNKNOWN, Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from feedpub.collect.frontmatter import Value

_SKIPPED: Final = frozenset({"node_modules", ".git", ".feedpub", ".venv", ".cache"})
_SCRIPTS: Final = (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.ts")
_OF_DATA: Final = ".11tydata.json"
_PAGES: Final = (".md", ".html", ".njk", ".liquid")


class FoundData(Struct, frozen=True, kw_only=True):
    """The data of a site, and what could not be read of it."""

    values: Mapping[str, Mapping[str, Value]]
    """By folder (`posts/`) or file without ending."""
    unread: tuple[str, ...]
    """Paths of scripts that make more data than what is written out in them."""


def read(folder: Path, content: str, skip: Iterable[Path]) -> FoundData:
    """Return the data of folders and files; of scripts, what is written out.

    `content` is the input folder, below that of the site, with a slash, or nothing.
    `posts.json` and `posts.11tydata.json` in `posts/` are of the folder. Raises UsageError for one that is no JSON.
    """
    found: dict[str, Mapping[str, Value]] = {}
    unread: list[str] = []
    own = (folder / content).name
    for below, name, pages in _files(folder, content, {resolving.real(path) for path in skip}):
        key = _key(own, below, name, pages)
        if key is None:
            continue
        path = f"{content}{below}{name}"
        if name.endswith(_SCRIPTS):
            values, is_all = _of_script(reading.text(folder, path, encoding="utf-8", errors="replace") or "")
            unread += [] if is_all else [path]
        else:
            values = dict(_of_json(folder, path)) if reading.is_file(folder, path) else {}
        found[key] = {**found.get(key, {}), **values}
    return FoundData(values=found, unread=tuple(unread))


def _of_json(folder: Path, path: str) -> Mapping[str, Value]:
    """Return the data of a file; a list is none of a folder or page, and only has its name by chance."""
    is_list = configuration.text(folder, path).lstrip().startswith("[")
    return {} if is_list else configuration.read(folder, path).values


def _of_script(source: str) -> tuple[dict[str, Value], bool]:
    """Return what a script exports as far as it is written out, and whether that is all of it."""
    exported = [value for value, _ in Script(source).exported()]
    if len(exported) != 1 or not isinstance(exported[0], dict):
        return {}, False
    return {key: _written(value) for key, value in exported[0].items() if _is_known(value)}, _is_known(exported[0])


def _is_known(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_known, value.values()))
    return all(map(_is_known, value)) if isinstance(value, list) else value is not UNKNOWN


def _written(value: object) -> Value:
    """Return a literal as front matter has it: texts, lists, mappings."""
    if isinstance(value, dict):
        return {str(key): _written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    return value if isinstance(value, str) else json.dumps(value)


def _files(folder: Path, content: str, skip: set[str], below: str = "") -> Iterator[tuple[str, str, set[str]]]:
    """Return folder and name of each file that may hold data, sorted, with the names beside it without endings."""
    listed = reading.listing(folder, content + below)
    pages = {name.rpartition(".")[0] for name in listed.others if name.endswith(_PAGES)}
    yield from ((below, name, pages) for name in listed.others if name.endswith((".json", *_SCRIPTS)))
    for name in listed.folders:
        is_skipped = name in _SKIPPED or name.startswith("_")
        if not is_skipped and resolving.real(folder / content / below / name) not in skip:
            yield from _files(folder, content, skip, f"{below}{name}/")


def _key(folder: str, below: str, name: str, pages: set[str]) -> str | None:
    """Return the folder or file that a data file is of; None for any other JSON."""
    for ending in (_OF_DATA, *_SCRIPTS, ".json"):
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            if stem == (posixpath.basename(below.rstrip("/")) or folder):
                return below
            return f"{below}{stem}" if stem in pages else None
    return None


def ignored(folder: Path, content: str) -> Iterator[str]:
    """Return the globs of `.eleventyignore` and `.gitignore` as they apply below the input folder (`src/`)."""
    for name in (".eleventyignore", f"{content}.eleventyignore", ".gitignore"):
        text = reading.text(folder, name, encoding="utf-8", errors="replace") or ""
        for line in text.splitlines():
            pattern = line.strip()
            if pattern and not pattern.startswith(("#", "!")):
                yield from below(pattern, content)


def below(pattern: str, content: str) -> Iterator[str]:
    """Return a glob from the folder of the site as one from the input folder; nothing when it means another."""
    pattern = pattern.removeprefix("./")
    is_anywhere = "/" not in pattern.rstrip("/")
    pattern = pattern.strip("/")
    if pattern.startswith("**/"):
        yield pattern
    elif is_anywhere:
        yield from (pattern, f"**/{pattern}")
    elif not content:
        yield pattern
    elif pattern.startswith(content):
        yield pattern.removeprefix(content)
