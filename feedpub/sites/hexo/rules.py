"""What reading a file of a Hexo site needs to know of its configuration: data alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.frontmatter import Grammar

if TYPE_CHECKING:
    from collections.abc import Mapping

POSTS: Final = "_posts/"
DRAFTS: Final = "_drafts/"
MARKDOWN: Final = (".md", ".markdown", ".mkd", ".mkdn", ".mdwn", ".mdtxt", ".mdtext")
ENDINGS: Final = (*MARKDOWN, ".html", ".htm")

GRAMMAR: Final = Grammar(dots_close=False, last_key_wins=("json",), late_tabs=True, first_tabs=True)
"""What hexo-front-matter reads, with js-yaml and JSON.parse."""


class HexoRules(Struct, frozen=True, kw_only=True):
    """What the configuration says of reading."""

    base_url: str
    """As it is written, ending in a slash: what ids are made of."""
    source: str = "source"
    """The folder of posts and pages, below that of the site."""
    permalink: str = ":year/:month/:day/:title/"
    defaults: Mapping[str, str] = field(default_factory=dict)
    """What a part of the permalink is of which a post says nothing."""
    file_name: str = ":title.md"
    """How posts are called."""
    has_zone: bool = False
    """Whether the site says its time zone; Hexo takes that of its machine otherwise."""
    keeps_index: bool = True
    """Whether addresses end in `index.html`."""
    keeps_html: bool = True
    has_asset_folders: bool = False
    letters: str = ""
    """What terms become in addresses: `lower`, `upper`, or neither."""
    default_category: str = "uncategorized"
    categories: Mapping[str, str] = field(default_factory=dict)
    """What names of categories become in addresses."""
    tags: Mapping[str, str] = field(default_factory=dict)
    category_folder: str = "categories/"
    tag_folder: str = "tags/"
    lists_categories: bool = False
    """Whether the categories have pages that the sitemap lists."""
    lists_tags: bool = False
    locked_tags: tuple[str, ...] = ()
    """Tags whose posts hexo-blog-encrypt encrypts."""
    shows_drafts: bool = False
    names_title: bool = False
    """Whether a post without a title is called like its file."""
