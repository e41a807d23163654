"""What reading a file of a Jekyll site needs to know of its configuration: plain data, the same in every process."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.frontmatter import Grammar
from feedpub.model.errors import UsageError
from feedpub.sites.jekyll import moments
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from feedpub.collect.frontmatter import Value

STYLES = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
"""What the words for a permalink style stand for."""

POSTS = "posts"
PAGES = "pages"

GRAMMAR: Final = Grammar(last_key_wins=("yaml",), drops_names=True)
"""What Psych takes."""


class Collection(Struct, frozen=True, kw_only=True):
    """A collection whose documents become pages. `permalink` is empty where the style of the site applies."""

    label: str
    permalink: str = ""
    in_feed: bool = False
    """Whether jekyll-feed makes a feed of it."""
    categories: tuple[str, ...] = ()
    """Of these it makes one within the collection."""
    is_of_site: bool = False
    """Whether the feed of the site holds its documents, too."""


class Default(Struct, frozen=True, kw_only=True):
    """Front matter for the files below a path, of a type where one is given."""

    path: str
    type: str | None
    values: Mapping[str, Value]

    def applies(self, path: str, kind: str | None, collections_dir: str) -> bool:
        """Whether the front matter is for the file at this path."""
        if self.type is not None and self.type != kind:
            return False
        if "*" in self.path:
            expression = glob(self.path)
            around = f"{collections_dir}/{path}" if collections_dir else path
            return bool(expression.match(path) or expression.match(around))
        scope = self.path
        if collections_dir and scope.startswith(f"{collections_dir}/"):
            scope = scope.removeprefix(f"{collections_dir}/")
        return path.startswith(scope)


class JekyllPlace(Struct, frozen=True, kw_only=True):
    """What kind of file the path of one makes it."""

    kind: str
    """Label of its collection, `posts`, or `pages`."""
    path: str
    """Below the folder of the collections, or of the site for a page."""
    folder: str = ""
    """For a post the folder above `_posts`, for a document that of its collection (`_recipes`)."""
    is_draft: bool = False


class JekyllRules(Struct, frozen=True, kw_only=True):
    """What reading a file needs to know of the configuration."""

    permalink: str
    suffix: str
    """What the permalink style puts behind the address of pages and documents of collections."""
    markdown: tuple[str, ...]
    collections: tuple[Collection, ...] = ()
    collections_dir: str = ""
    defaults: tuple[Default, ...] = ()
    authors: Mapping[str, Value] | None = None
    site: Mapping[str, Value] | None = None
    """The whole configuration: what `site` is in a body."""
    source: str = ""
    """The folder of the source below that of the site, ending in a slash; empty when they are one."""
    baseurl: str = ""
    excerpt_separator: str = ""
    summary_length: int = 300
    archives: Mapping[str, str] = field(default_factory=dict)
    """Templates of the addresses of pages that jekyll-archives makes, by their kind: `tag`, `year`."""
    has_drafts: bool = False
    has_unpublished: bool = False
    has_plugins: bool = False
    """Whether there may be tags and filters besides Jekyll's own."""
    has_strict_front_matter: bool = False
    """Whether Jekyll is told to refuse a site for front matter that it cannot read."""
    is_strict: bool = False
    """Whether Jekyll is told to refuse Liquid that it otherwise only warns of."""

    def place(self, path: str) -> JekyllPlace:
        """Tell what kind of file lies at a path of the source."""
        below = path.removeprefix(f"{self.collections_dir}/") if self.collections_dir else path
        for collection in self.collections:
            folder = f"_{collection.label}"
            if below.startswith(f"{folder}/"):
                return JekyllPlace(kind=collection.label, path=below, folder=folder)
        for folder in ("_posts", "_drafts"):
            if f"/{folder}/" in f"/{below}":
                above = f"/{below}".partition(f"/{folder}/")[0].strip("/")
                return JekyllPlace(kind=POSTS, path=below, folder=above, is_draft=folder == "_drafts")
        return JekyllPlace(kind=PAGES, path=path)

    def collection(self, label: str) -> Collection | None:
        """Return the collection of this label; None for posts and pages."""
        return next((each for each in self.collections if each.label == label), None)

    def values_for(self, path: str, kind: str | None) -> dict[str, Value]:
        """Return the front matter that the configuration gives a file: the more precise scope goes before others."""
        merged: dict[str, Value] = {}
        strongest: Default | None = None
        for default in self.defaults:
            if not default.applies(path, kind, self.collections_dir):
                continue
            if strongest is None or _precedes(default, strongest):
                merged, strongest = merge(merged, default.values), default
            else:
                merged = merge(default.values, merged)
        return merged


def _precedes(new: Default, old: Default) -> bool:
    if len(new.path) != len(old.path):
        return len(new.path) > len(old.path)
    return new.type is not None or old.type is None


def merge(under: Mapping[str, Value], over: Mapping[str, Value]) -> dict[str, Value]:
    """Return both mappings as one; inner mappings are merged, and what is said to be nothing changes nothing."""
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = merge(old, value)
        elif old is None or value not in ("", "~", "null"):
            merged[key] = value
    return merged


def glob(pattern: str) -> re.Pattern[str]:
    """Return the expression for the path of a file or folder that Ruby's `Dir.glob` finds, and all that lies in it."""
    try:
        return re.compile(patterns.globbed(_globbed(pattern.strip("/"))) + "(?:/|$)")
    except (ValueError, re.error) as error:
        raise UsageError(f"the glob {pattern!r} in the defaults of _config.yml cannot be used: {error}") from error


def _globbed(pattern: str) -> Iterator[str]:
    known = {"**/": "(?:[^/.][^/]*/)*", "**": "[^/]*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")"}
    depth = 0
    for part in re.findall(r"\*\*/|\*\*|[*?{}]|\[[^\]]{1,200}+\]|[^*?{}\[]+|\[", pattern):
        depth += (part == "{") - (part == "}")
        if part in known:
            yield known[part]
        elif part.startswith("[") and part.endswith("]"):
            yield part.replace("\\", r"\\")
        else:
            yield "|".join(re.escape(each) for each in part.split(",")) if depth else re.escape(part)


def is_post_name(path: str) -> bool:
    """Whether a path below `_posts` is one that Jekyll takes for that of a post."""
    return moments.file_name(path) is not None
