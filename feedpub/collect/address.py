"""The address of a post: what its author wrote, else the site's pattern, filled in; never a way out of the site.

`index` files take the address of their folder. A file with a language in its name (`post.en.md`) has the language
in front of its path, as Hugo and Zola do, unless it is the site's own or the pattern has `:language`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from feedpub.collect import permalink
from feedpub.collect.fields import as_flag
from feedpub.model.records import Level
from feedpub.text import patterns, urls

if TYPE_CHECKING:
    from feedpub.collect.fields import Fields, Path
    from feedpub.collect.frontmatter import Value
    from feedpub.collect.permalink import Placeholders
    from feedpub.collect.record import FileName, Named
    from feedpub.collect.settings import Settings

_SLUG = patterns.lazy(r"[\w.~-]+")


class Address:
    """The making of one address; mistakes are noted in the fields."""

    __slots__ = ("_fields", "_name", "_named", "_settings")

    def __init__(self, fields: Fields, named: Named, name: FileName, settings: Settings) -> None:
        self._fields = fields
        self._named = named
        self._name = name
        self._settings = settings

    def slug(self) -> str:
        """Return the slug: the author's as written, else made of the file's name (the folder's for `index`)."""
        written = unicodedata.normalize("NFC", self._fields.text("slug")) if "slug" in self._fields.given else ""
        if not written:
            return self._slug_of_name()
        path = self._fields.all("slug")[0][0]
        if "/" in written or not urls.is_safe_path(written):
            self._unsafe(path, written, "a slug is one name, without `/`, `..` and control characters")
            return ""
        return written if _SLUG.fullmatch(written) else urls.slug_or_hash(written)

    def _slug_of_name(self) -> str:
        slug = urls.slugify(self._name.name)
        if slug or (self._name.is_index and not self._name.folder):
            return slug
        slug = urls.slug_or_hash(self._name.name)
        self._fields.note(
            (),
            code="post/no-slug",
            text=f"The name of the file has no letter or digit to make an address of; `{slug}` is used.",
            hint="Rename the file, or give it `slug: …`.",
            level=Level.WARNING,
        )
        return slug

    def url(self, facts: Placeholders) -> str:
        """Return the absolute URL: of `permalink`, of the folder for `index`, else of the site's pattern."""
        settings = self._settings
        given = self._fields.first("permalink")
        if given and as_flag(given[1]) is not False:
            path = self._written_permalink(*given, facts)
        elif self._name.is_index and "slug" not in self._fields.given:
            path = permalink.folder_path(facts.folder) + "/"
        else:
            pattern = settings.page_permalink if facts.date is None else settings.permalink
            path = self._expanded((), pattern, facts)
        if self._is_translated_name and not given:
            path = f"/{self._named.language.lower()}/{path}"
        try:
            return settings.site_url + permalink.quoted(path)
        except ValueError as error:
            self._unsafe(given[0] if given else (), path, str(error))
            return settings.site_url

    @property
    def _is_translated_name(self) -> bool:
        """Whether the address needs the language in front: `post.en.md` on a Korean site."""
        language = self._named.language.lower()
        if not language or language == self._settings.language.lower():
            return False
        return "language" not in self._settings.permalink.parts + self._settings.page_permalink.parts

    def _written_permalink(self, path: Path, value: Value, facts: Placeholders) -> str:
        written = self._fields.as_text(path, value)
        try:
            decoded = permalink.written_path(written, self._settings.site_url)
        except ValueError as error:
            self._unsafe(path, written, str(error))
            return ""
        try:
            return permalink.expand(permalink.compile_pattern(decoded), facts)
        except ValueError as error:
            self._bad_pattern(path, written, str(error))
            return ""

    def _expanded(self, path: Path, pattern: permalink.Pattern, facts: Placeholders) -> str:
        try:
            return permalink.expand(pattern, facts)
        except ValueError as error:
            self._bad_pattern(path, pattern.text, str(error))
            return ""

    def _bad_pattern(self, path: Path, written: str, what: str) -> None:
        self._fields.note(
            path,
            code="post/bad-permalink",
            text=f"The permalink `{written}` cannot be filled in: {what}.",
            hint="Correct the placeholder, or write the address itself: `/about/`.",
            found=written,
        )

    def _unsafe(self, path: Path, written: str, what: str) -> None:
        self._fields.note(
            path,
            code="post/unsafe-path",
            text=f"The address `{written}` is refused: {what}.",
            hint="Write a path below the site, such as `/2024/name/`.",
            why="A file or link outside the site's own folder would be somebody else's.",
            found=written,
        )
