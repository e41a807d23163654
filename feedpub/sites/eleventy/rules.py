"""What reading a file of an Eleventy site needs to know: data of its folders, and which tags make a post."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.frontmatter import Grammar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.collect.frontmatter import Value
    from feedpub.sites.eleventy.collections import CollectionRule

POSTS: Final = ("posts", "post")
"""Tags of posts, where no feed tells its collection."""
_OVERRIDE: Final = "override:"
_NO_LANGUAGE: Final = frozenset({"md", "html", "false"})

GRAMMAR: Final = Grammar(
    open_fences=True, dots_close=False, last_key_wins=("json",), tabs_are_no_indentation=True, late_tabs=True
)
"""What gray-matter reads, with js-yaml 3 and JSON.parse."""


class EleventyRules(Struct, frozen=True, kw_only=True):
    """What reading a file needs to know besides the file."""

    content: str = ""
    """The input folder below that of the site, ending in a slash; empty when they are one."""
    data: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Of a folder (`posts/`, the first is empty) or of a file without its ending (`posts/one`): its data files."""
    collections: tuple[str, ...] = ()
    """Whose posts the site's own feeds hold, that of the main one first; empty where they do not tell."""
    rules: Mapping[str, CollectionRule] = field(default_factory=dict)
    """Of those collections that the configuration makes; the others are of a tag."""
    engines: Mapping[str, str] = field(default_factory=dict)
    """The language of templates in files of an ending, where it is not the usual one; empty for none."""

    def collections_of(self, path: str, tags: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the collections that a page is in: of one that only a script knows, any page is."""
        return tuple(name for name in self.collections if self._holds(name, path, tags))

    def tells_posts(self, name: str) -> bool:
        """Whether a collection has members that tags or paths tell from other pages."""
        rule = self.rules.get(name)
        return name != "all" if rule is None else bool(rule.globs or rule.tags)

    def _holds(self, name: str, path: str, tags: tuple[str, ...]) -> bool:
        rule = self.rules.get(name)
        if rule is None:
            return name == "all" or name in tags
        return not (rule.globs or rule.tags) or rule.holds(path, tags)

    def values(self, path: str, own: Mapping[str, Value]) -> dict[str, Value]:
        """Return the data of a file: of its folders from the outermost, of its data file, of its front matter."""
        merged: dict[str, Value] = {}
        folder = posixpath.dirname(path)
        around = [""] if not folder else ["", *(f"{each}/" for each in _folders(folder))]
        for key in (*around, path.rpartition(".")[0]):
            merged = merge(merged, self.data.get(key, {}))
        return merge(merged, own)

    def engine(self, path: str, values: Mapping[str, Value]) -> str:
        """Return the language of the templates in a file: `liquid`, `njk` or another; empty where there is none."""
        wanted = values.get("templateEngineOverride")
        if isinstance(wanted, str):
            return next((each for each in wanted.lower().replace(",", " ").split() if each not in _NO_LANGUAGE), "")
        ending = path.rpartition(".")[2].lower()
        return self.engines.get(ending, "njk" if ending == "njk" else "liquid")


def _folders(folder: str) -> list[str]:
    parts = folder.split("/")
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]


def merge(under: Mapping[str, Value], over: Mapping[str, Value]) -> dict[str, Value]:
    """Return both as one: lists are joined, mappings merged, and `override:key` takes the place of `key`."""
    merged = dict(under)
    for written, value in over.items():
        key = written.removeprefix(_OVERRIDE)
        old = merged.get(key)
        if key != written:
            merged[key] = value
        elif key == "tags" and old is not None:
            merged[key] = [*_listed(old), *(each for each in _listed(value) if each not in _listed(old))]
        elif isinstance(old, dict) and isinstance(value, dict):
            merged[key] = merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = [*old, *value]
        else:
            merged[key] = value
    return merged


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]
