"""What reading a post of a Docusaurus site needs to know of its configuration: data alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.frontmatter import Grammar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.model.records import Author

ENDINGS: Final = (".md", ".mdx")

GRAMMAR: Final = Grammar(open_fences=True, dots_close=False, last_key_wins=("json",), late_tabs=True)
"""What gray-matter reads, with js-yaml and JSON.parse."""


class BlogRules(Struct, frozen=True, kw_only=True):
    """What is known of one blog of a site."""

    path: str
    """Of its folder, below that of the site."""
    route: str
    """Of its pages, below the site, without slashes at its ends; empty for the site itself."""
    is_main: bool = True
    excluded: tuple[str, ...] = ()
    """Globs of what is no post."""
    authors: Mapping[str, Author] = field(default_factory=dict)
    """By their keys in the file of authors."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """What tags of these keys are called."""

    @property
    def section(self) -> str:
        """What its posts have in common."""
        return self.route or self.path


class DocusaurusRules(Struct, frozen=True, kw_only=True):
    """What the configuration says of reading."""

    base_url: str
    """As it is written, ending in a slash: what ids are made of."""
    blogs: tuple[BlogRules, ...] = ()
    has_slashes: bool | None = None
    """Whether addresses end in a slash; None where they are as they come."""

    def blog_of(self, source: str) -> BlogRules:
        """Return the blog to which a file belongs: the one whose folder is nearest."""
        around = [blog for blog in self.blogs if source.startswith(f"{blog.path}/")]
        return max(around, key=lambda blog: len(blog.path), default=BlogRules(path="", route=""))
