"""What reading a file of a Pelican site needs to know of its configuration: plain data, the same in every process."""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.sites.pelican.slugs import DEFAULTS, Substitutions, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

ARTICLE: Final = "article"
PAGE: Final = "page"
MARKDOWN: Final = ("md", "markdown", "mkd", "mdown")
RST: Final = ("rst",)
HTML: Final = ("htm", "html")

PATTERNS: Final[Mapping[str, str]] = (
    {
        f"{prefix}{kind}_{language}{name}": f"{folder}{{slug}}{'-{lang}' if language else ''}.html"
        for prefix, kind, folder in (
            ("", "ARTICLE", ""),
            ("", "DRAFT", "drafts/"),
            ("", "PAGE", "pages/"),
            ("DRAFT_", "PAGE", "drafts/pages/"),
        )
        for language in ("", "LANG_")
        for name in ("URL", "SAVE_AS")
    }
    | {
        f"{kind}_{name}": f"{kind.lower()}/{{slug}}.html"
        for kind in ("CATEGORY", "TAG", "AUTHOR")
        for name in ("URL", "SAVE_AS")
    }
    | {"STATIC_URL": "{path}", "STATIC_SAVE_AS": "{path}", "INDEX_SAVE_AS": "index.html"}
)
"""The settings that are patterns of addresses, and what they are where a site has none."""


class Area(Struct, frozen=True, kw_only=True):
    """The files of one kind: below `paths`, but not in the folders `excludes`."""

    paths: tuple[str, ...]
    excludes: tuple[str, ...]

    def has(self, path: str) -> bool:
        """Whether a walk over the paths finds the file."""
        return any(self._reaches(root, path) for root in self.paths)

    def _reaches(self, root: str, path: str) -> bool:
        base = posixpath.normpath(root) if root else ""
        if base in (path, "."):
            return base == path or self._is_open("", path)
        if base and not path.startswith(f"{base}/"):
            return False
        return self._is_open(base, path)

    def _is_open(self, base: str, path: str) -> bool:
        folder = posixpath.dirname(path)
        while len(folder) > len(base):
            if folder in self.excludes:
                return False
            folder = posixpath.dirname(folder)
        return True


class Slugs(Struct, frozen=True, kw_only=True):
    """How slugs are made."""

    use_unicode: bool = False
    preserve_case: bool = False
    post: Substitutions = DEFAULTS
    category: Substitutions = DEFAULTS
    tag: Substitutions = DEFAULTS
    author: Substitutions = DEFAULTS

    def of(self, text: str, substitutions: Substitutions) -> str:
        """Return the slug of a text. Raises MissingLibraryError."""
        return slugify(text, substitutions, use_unicode=self.use_unicode, preserve_case=self.preserve_case)


class PelicanRules(Struct, frozen=True, kw_only=True):
    """What reading a file needs to know of the configuration."""

    content: str = ""
    """The folder of the content below that of the site, ending in a slash; empty when they are one."""
    patterns: Mapping[str, str] = field(default_factory=lambda: dict(PATTERNS))
    articles: Area = Area(paths=("",), excludes=("pages",))
    pages: Area = Area(paths=("pages",), excludes=("",))
    ignored: tuple[str, ...] = ()
    """Globs of the names of files and folders that are passed over."""
    endings: tuple[str, ...] = (*MARKDOWN, *RST, *HTML)
    slugs: Slugs = field(default_factory=Slugs)
    slug_source: str = "title"
    default_language: str = "en"
    default_category: str = "misc"
    default_date: str = ""
    author: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    use_folder: bool = True
    filename: str = ""
    """`FILENAME_METADATA`: an expression whose groups are keys."""
    path: str = ""
    extra: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """`EXTRA_PATH_METADATA`, the more precise paths later."""
    translation_keys: Mapping[str, str] = field(default_factory=lambda: {ARTICLE: "slug", PAGE: "slug"})
    tags: tuple[str, ...] = ()
    """Of `{% tag %}` in Markdown, those that a plug-in runs."""
    has_jinja: bool = False

    def kind(self, path: str) -> str:
        """Tell what the file at a path of the content is; empty for neither article nor page."""
        name = posixpath.basename(path)
        if any(fnmatchcase(part, glob) for glob in self.ignored for part in path.split("/")):
            return ""
        if name.rpartition(".")[2] not in self.endings or "." not in name[1:]:
            return ""
        if self.articles.has(path):
            return ARTICLE
        return PAGE if self.pages.has(path) else ""

    def pattern(self, kind: str, name: str, *, is_draft: bool, in_default_language: bool) -> str:
        """Return the pattern of `URL` or `SAVE_AS` of an article or page."""
        prefix = {(ARTICLE, False): "ARTICLE", (ARTICLE, True): "DRAFT", (PAGE, False): "PAGE"}
        language = "" if in_default_language else "LANG_"
        return self.patterns[f"{prefix.get((kind, is_draft), 'DRAFT_PAGE')}_{language}{name}"]

    def of_path(self, path: str) -> dict[str, str]:
        """Return what `EXTRA_PATH_METADATA` says of a file."""
        found: dict[str, str] = {}
        for named, values in self.extra:
            if path == named or path.startswith(named if named.endswith("/") else f"{named}/"):
                found |= values
        return found
