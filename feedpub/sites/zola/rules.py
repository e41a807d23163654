"""What reading a file of a Zola site needs to know of its configuration and of its sections: data alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.frontmatter import Grammar
from feedpub.sites.pelican.slugs import in_ascii

if TYPE_CHECKING:
    from collections.abc import Mapping


ON: Final = "on"
SAFE: Final = "safe"
OFF: Final = "off"

GRAMMAR: Final = Grammar(blank_first=True)
"""Zola looks for `+++` behind white space."""


class ZolaTaxonomy(Struct, frozen=True, kw_only=True):
    """One taxonomy of a language."""

    name: str
    has_feed: bool = False
    is_rendered: bool = True


class ZolaLanguage(Struct, frozen=True, kw_only=True):
    """One language of the site; its pages lie below `prefix`, which is empty or ends in a slash."""

    key: str
    prefix: str = ""
    title: str = ""
    """The title of the site in this language; empty for that of the site."""
    has_feed: bool = True
    taxonomies: tuple[ZolaTaxonomy, ...] = ()


class ZolaSection(Struct, frozen=True, kw_only=True):
    """A folder with an `_index` file in one language."""

    path: str
    """Below the content, as it stands on the disk."""
    title: str = ""
    has_feed: bool = False
    is_page: bool = True
    is_transparent: bool = False
    """Whether the section above lists its pages, too."""


class ZolaRules(Struct, frozen=True, kw_only=True):
    """What the configuration says of reading."""

    base_url: str
    """As it is written, ending in a slash: what ids are made of."""
    languages: tuple[ZolaLanguage, ...]
    paths: str = ON
    """How names become parts of addresses: `on`, `safe` or `off`."""
    terms: str = ON
    has_dates_in_paths: bool = False
    """Whether the feeds of the site take the dates of pages from their addresses."""
    keeps_dates: bool = False
    shortcodes: tuple[str, ...] | None = ()
    """Those that the site and its theme define; None where that cannot be known."""
    has_lax_links: bool = False
    """Whether Zola is told to build pages whose links to files lead nowhere."""
    sections: Mapping[tuple[str, str], ZolaSection] = field(default_factory=dict)
    """By language and path."""

    def language(self, key: str) -> ZolaLanguage:
        """Return the language of this key, the site's own for any other."""
        return next((each for each in self.languages if each.key == key), self.languages[0])

    def around(self, folder: str, language: str) -> tuple[ZolaSection, ...]:
        """Return the sections that list the pages of a folder: its own, and those it lets them through to."""
        found: list[ZolaSection] = []
        section = self.sections.get((language, folder))
        while section:
            found.append(section)
            if not section.is_transparent or not section.path:
                break
            section = self.sections.get((language, section.path.rpartition("/")[0]))
        return tuple(found)


_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_NOT_IN_FILES = re.compile(r'[<>:"/|?*#()\[\]\\\n\r\t\x00-\x1f]')


@lru_cache(maxsize=8192)
def slugify(text: str, how: str) -> str:
    """Return the part of an address. Raises MissingLibraryError for letters beyond ASCII where Unidecode is missing."""
    if how == OFF:
        return text
    if how == SAFE:
        return _NOT_IN_FILES.sub("", text.strip()).strip(" .")
    if not text.isascii():
        text = in_ascii(text, "zola")
    return _NOT_WORDS.sub("-", text.lower()).strip("-")
