"""What tells that a folder may be the site of another generator, before any of them is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.io import reading
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Mapping

GENERATORS: Final[Mapping[str, tuple[str, ...]]] = {
    "hexo": ("config",),
    "jekyll": ("config", "layouts"),
    "hugo": ("hugo.", "config"),
    "zola": ("zola.", "config"),
    "pelican": ("pelicanconf", "publishconf"),
    "eleventy": ("eleventy", "package.json"),
    "docusaurus": ("docusaurus.",),
    "html": (
        *("mkdocs", "astro.", "gatsby-", "conf.py", "vitepress", "vuepress", "docs", "quarto."),
        *("next.", "nuxt.", "svelte.", "bridgetown", "book.", "gridsome.", "rspress.", "zensical.", "antora"),
        *("cobalt.", "nanoc.", "soupault.", "metalsmith.", "observablehq.", "site.hs"),
    ),
}
"""The packages of `feedpub.sites` that are a dialect, in the order in which they are asked; and what the names of their
marker files and folders begin with, after a full stop or a low line or nothing."""
_STARTS: Final = tuple(start for starts in GENERATORS.values() for start in starts)


def of_another_generator(folder: str) -> bool:
    """Whether the folder has anything that is called as configurations of generators are; to ask each takes longer."""
    try:
        names = reading.names_in(folder)
    except FeedpubError:
        return True  # whoever looks closer will say what is wrong
    return names is None or any((name[1:] if name[0] in "._" else name).lower().startswith(_STARTS) for name in names)
