"""What reading a file of a Hugo site needs to know of its configuration and of its `_index` files: data alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.frontmatter import Grammar
from feedpub.model.errors import UsageError
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.collect.frontmatter import Value

PAGE: Final = "page"
SECTION: Final = "section"

DATES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "lastmod": (":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "expirydate": ("expirydate", "unpublishdate"),
}
"""Where Hugo looks for each date when `[frontmatter]` says nothing else."""

GRAMMAR: Final = Grammar(
    blank_first=True,
    open_fences=True,
    dots_close=False,
    last_key_wins=("json",),
    drops_names=True,
    late_tabs=True,
)
"""What Hugo cuts out of a file by itself, and reads with goccy/go-yaml and encoding/json."""


class HugoLanguage(Struct, frozen=True, kw_only=True):
    """One language of the site; its pages lie below `prefix`, which is empty or ends in a slash."""

    key: str
    tag: str = ""
    """BCP 47 tag; empty for the language of the site."""
    title: str = ""
    prefix: str = ""
    is_default: bool = True
    taxonomies: tuple[str, ...] = ("categories", "tags")
    """The names by which front matter and addresses call them."""
    permalinks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By kind (`page`, `section`, `term`) and section or taxonomy."""
    has_home: bool = True
    has_home_feed: bool = True
    has_terms: bool = True
    has_term_feeds: bool = True
    has_sections: bool = True
    has_section_feeds: bool = True


class Root(Struct, frozen=True, kw_only=True):
    """A folder of content below the site's, the language of its files, and where they are mounted."""

    folder: str
    language: str = ""
    """Empty where the names of files tell."""
    mount: str = ""


class HugoSection(Struct, frozen=True, kw_only=True):
    """A folder with an `_index` file in one language, or at the top."""

    path: str
    """Below the content, as Hugo writes paths: `posts/the-seasons`."""
    title: str = ""
    slug: str = ""
    url: str = ""
    is_page: bool = True
    has_feed: bool | None = None
    """Whether its `outputs` name one; None where it has none, and the configuration decides."""


class Cascade(Struct, frozen=True, kw_only=True):
    """Front matter that a folder or the configuration gives to the pages below."""

    below: str = ""
    """Path of the folder; empty for the whole site."""
    language: str = ""
    """Of the `_index` file; empty for all."""
    values: Mapping[str, Value]
    path: str = ""
    """Glob that paths of pages must match, with a slash at the front; empty for all."""
    kind: str = ""
    only_language: str = ""


class HugoRules(Struct, frozen=True, kw_only=True):
    """What the configuration says of reading."""

    languages: tuple[HugoLanguage, ...]
    ugly: tuple[str, ...] = ()
    """Sections whose addresses end in `.html`; `*` for all."""
    keeps_case: bool = False
    drops_accents: bool = False
    dates: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DATES))
    cascades: tuple[Cascade, ...] = ()
    """Those of the configuration last, before them those of folders, the deepest first."""
    sections: Mapping[tuple[str, str], HugoSection] = field(default_factory=dict)
    """By language and path."""
    permalink: str = ""
    """For posts that no other permalink is for; empty where the place of the file gives the address."""
    capitalises: bool = True
    pluralises: bool = True
    has_expired: bool = False
    params: Mapping[str, Value] = field(default_factory=dict)
    own_shortcodes: tuple[str, ...] = ()
    """Names of the shortcodes that the site or its theme defines."""
    has_other_shortcodes: bool = False
    """Whether a theme or module that is not looked into may define more."""
    has_lax_links: bool = False
    """Whether Hugo is told to build pages whose references lead nowhere."""
    content: tuple[Root, ...] = ()
    home_sections: tuple[str, ...] = ()
    """Of which the feed of the home page holds posts; of all where there are none."""
    hidden_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Parameters of a page, in lower case, that keep it out of feeds, and beginnings of their values that do."""

    def language(self, key: str) -> HugoLanguage:
        """Return the language of this key, the site's own for any other."""
        return next((each for each in self.languages if each.key == key), self.languages[0])

    def title_of_section(self, name: str) -> str:
        """Return the title of a section that has no other, by the name of its folder."""
        title = self.title_of_term(name)
        return _plural(title) if self.pluralises else title

    def title_of_term(self, name: str) -> str:
        """Return the title of a term that has no other, as it is written."""
        return _capitalised(name.replace("-", " "), capitals=self.capitalises)

    def cascaded(self, path: str, kind: str, language: str) -> dict[str, Value]:
        """Return the front matter that a page at this path gets besides its own, keys in lower case."""
        found: dict[str, Value] = {}
        for each in self.cascades:
            if _is_for(each, path, kind, language):
                for key, value in each.values.items():
                    found.setdefault(key, value)
        return found


def _is_for(cascade: Cascade, path: str, kind: str, language: str) -> bool:
    if cascade.below and path != cascade.below and not path.startswith(f"{cascade.below}/"):
        return False
    if cascade.language and cascade.language != language:
        return False
    if cascade.kind and not glob(cascade.kind).fullmatch(kind):
        return False
    if cascade.only_language and not glob(cascade.only_language).fullmatch(language):
        return False
    return not cascade.path or glob(cascade.path).fullmatch(f"/{path}") is not None


_SPECIAL = re.compile(r"\*\*|\*|\?|\{[^{}]*\}")


@lru_cache(maxsize=256)
def glob(pattern: str) -> re.Pattern[str]:
    """Return the expression for a glob of Hugo: `*` within a name, `**` over folders, `{a,b}` for either."""
    try:
        return re.compile(patterns.of_glob(pattern, _SPECIAL, _wildcard))
    except ValueError as error:
        raise UsageError(f"the glob {pattern!r} of a cascade cannot be used: {error}") from error


def _wildcard(text: str) -> str:
    known = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return known.get(text) or "(?:" + "|".join(re.escape(each) for each in text[1:-1].split(",")) + ")"


_WORD = re.compile(r"[^\s/-]+")
_SMALL: Final = frozenset(
    re.findall(r"\S+", "a an and as at but by en for if in nor of on or per the to vs vs. via v v. yet so up")
)
"""Words that headlines in the style of the Associated Press begin small, but for the first and the last."""


@lru_cache(maxsize=4096)
def _capitalised(text: str, *, capitals: bool) -> str:
    if not capitals:
        return text
    words = list(_WORD.finditer(text))
    ends = {match.start() for match in (*words[:1], *words[-1:])}

    def capital(match: re.Match[str]) -> str:
        word = match[0]
        if match.start() not in ends and word.lower() in _SMALL:
            return word.lower()
        for index, char in enumerate(word):
            if char.isalpha():
                return word[:index] + char.upper() + word[index + 1 :] if len(char.upper()) == 1 else word
        return word

    return _WORD.sub(capital, text)


def _plural(title: str) -> str:
    """Return the plural of an English word, as far as there are rules; other scripts have none."""
    if not title or not title[-1].isascii() or not title[-1].isalpha():
        return title
    lower = title.lower()
    if lower in _SAME or lower.endswith("s"):
        return title
    if lower.endswith(("x", "ch", "sh", "z")):
        return f"{title}es"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{title[:-1]}ies"
    return f"{title}s"


_SAME: Final = frozenset(
    ("equipment", "information", "rice", "money", "fish", "sheep", "people", "men", "women", "children")
)
