"""The configuration of a Jekyll site: as options of feedpub, and as the rules by which its files are read."""

from __future__ import annotations

import re
import unicodedata
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.collect.dialect import FoundSite, Taken
from feedpub.collect.terms import as_language
from feedpub.content.flavour import KRAMDOWN, MARKDOWN_IN_ELEMENTS, Flavour
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.sites.jekyll import FOLDERS, MARKERS
from feedpub.sites.jekyll.feeds import JekyllFeeds
from feedpub.sites.jekyll.rules import GRAMMAR, POSTS, STYLES, Collection, Default, JekyllRules, merge
from feedpub.sites.shared import configuration as written
from feedpub.sites.shared.reading import of_cname
from feedpub.text.plain import without_tags
from feedpub.text.urls import is_safe_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.dialect import Setting
    from feedpub.collect.frontmatter import Value
    from feedpub.model.options import ContentOptions
    from feedpub.model.records import Diagnostic
    from feedpub.sites.shared.configuration import Written

HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = ("markdown", "mkdown", "mkdn", "mkd", "md")
_DATA_ENDINGS = (".yml", ".yaml", ".json")
_REPOSITORY = re.compile(r"([\w-]+)/([\w.-]+)")
_WITH_PLUGINS = re.compile(r"(?m)^[^#\n]*(?:jekyll_plugins|github-pages|gemspec)")
_CHIRPY = re.compile(r"(?:.*/)?jekyll-theme-chirpy(?:@.*)?")
_PLUGINS = ("jekyll-archives", "jekyll-archives-v2")
_ARCHIVES = {
    "category": ("categories", "/category/:name/"),
    "tag": ("tags", "/tag/:name/"),
    "year": ("year", "/:year/"),
    "month": ("month", "/:year/:month/"),
    "day": ("day", "/:year/:month/:day/"),
}
"""Kinds of pages of jekyll-archives: what the configuration enables, and the usual address."""
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_TYPES = {"page": "pages", "post": POSTS, "draft": "drafts"}


class JekyllConfiguration:
    """The configuration files of one site, later ones over earlier ones."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        self._folder = folder
        names = tuple(name for name in names if name not in FOLDERS)
        self._files = tuple(written.read(folder, name, GRAMMAR) for name in names)
        values: dict[str, Value] = {}
        for each in self._files:
            values = merge(values, each.values)
        self.keys: Written = written.Written(name=names[0] if names else MARKERS[0], values=values, source="")

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """Warnings of what Jekyll takes and others refuse."""
        return tuple(note for each in self._files for note in each.notes)

    @property
    def source(self) -> str:
        """The folder of the source below that of the site, ending in a slash; empty when they are one."""
        named = self._folder_named("source")
        return f"{named}/" if named else ""

    def _folder_named(self, key: str) -> str:
        """Return the folder of the site that a key names; empty for the site itself. Raises RefusedError at the key."""
        named = self.keys.text(key).removeprefix("./").strip("/")
        with refusal.named_at(lambda: self.where(key)):
            if self.keys.text(key).startswith("/"):
                raise refusal.refused(self.keys.text(key), "outside")
            named = "" if named == "." else named
            if not reading.is_folder(self._folder, named) and refusal.has_hidden(named.split("/")):
                raise refusal.refused(named, "absent")
            return refusal.checked(named)

    @cached_property
    def feeds(self) -> JekyllFeeds:
        """The feeds of the site."""
        return JekyllFeeds(self, self._folder)

    def where(self, *path: str) -> Where:
        """Return the place of a key, in the last file that has it."""
        for each in reversed(self._files):
            if each.at(*path) is not None:
                return each.where(*path)
        return Where(path=self.keys.name)

    def taken(self) -> Iterator[Taken]:
        """Return each option of feedpub that the configuration stands for, and those that follow from the generator."""
        yield from self._of_site()
        yield from self._of_content()
        yield from self.feeds.taken()
        folder = self.keys.text("destination").removeprefix("./").rstrip("/")
        written = self.where("destination") if folder else Where(path=self.keys.name)
        yield replace(self.implied("output.folder", folder or "_site"), where=written)

    # What becomes of `site`

    def _of_site(self) -> Iterator[Taken]:
        keys = self.keys
        if self._files:
            yield self.implied("site.config", [each.name for each in self._files])
        if address := self._address():
            yield from address
        for path, name in (
            ("site.title", "title" if keys.text("title") else "name"),
            ("site.description", "description"),
            ("site.timezone", "timezone"),
            ("site.icon", "feed.icon"),
            ("site.logo", "feed.logo"),
        ):
            if text := without_tags(keys.text(*name.split("."))):  # on pages and in feeds it is HTML
                yield self.option(path, text, name)
        name = "lang" if keys.text("lang") else "locale"
        if tag := as_language(keys.text(name)):
            yield self.option("site.language", tag, name)
        if author := self._author():
            yield self.option("site.author", [author], "author")

    def _address(self) -> Iterator[Taken]:
        keys = self.keys
        base = keys.text("baseurl").strip("/")
        if keys.text("url").endswith("/"):
            # Jekyll joins both as they stand, so its ids have two slashes there; the ids are to stay.
            yield self.implied("ids.authority", f"{keys.text('url')}/{base}/" if base else f"{keys.text('url')}/")
        if url := keys.text("url").rstrip("/"):
            yield self.option("site.url", f"{url}/{base}/" if base else f"{url}/", "url")
            if base:
                yield replace(self.option("site.url", f"{url}/{base}/", "baseurl"), where=self.where("baseurl"))
        elif named := of_cname(self._folder, (self.source,)):
            host, name = named
            where = Where(path=name, line=1, column=1)
            yield Taken(path=("site", "url"), value=f"https://{host}/", key="CNAME", where=where)
        elif match := _REPOSITORY.fullmatch(keys.text("repository")):
            host = f"{match[1].lower()}.github.io"
            path = base or ("" if match[2].lower() == host else match[2])
            yield self.option("site.url", f"https://{host}/{path}/" if path else f"https://{host}/", "repository")

    def _author(self) -> dict[str, object]:
        given = self.keys.at("author")
        if isinstance(given, str):
            given = self.authors().get(given, given)
        if isinstance(given, str):
            return {"name": given.strip()}
        found = author_values(given) if isinstance(given, dict) else {}
        return {key: value for key, value in found.items() if value} if found.get("name") else {}

    def authors(self) -> dict[str, Value]:
        """Return the authors of the site's data, by key."""
        name = f"{self.source}{self._folder_named('data_dir') or '_data'}/authors"
        with refusal.named_at(lambda: self.where("data_dir")) if self.keys.text("data_dir") else nullcontext():
            for ending in _DATA_ENDINGS:
                if reading.is_file(self._folder, name + ending):
                    return written.read(self._folder, name + ending).values
            for ending, delimiter in ((".csv", ","), (".tsv", "\t")):
                if reading.is_file(self._folder, name + ending):
                    return _rows(self._folder, name + ending, delimiter)
        return {}

    # What becomes of `content`

    def _of_content(self) -> Iterator[Taken]:
        keys = self.keys
        if self.source:
            yield self.option("content.folder", self.source.rstrip("/"), "source")
        endings = [*self.markdown(), *HTML]
        named = "markdown_ext"
        yield (
            self.option("content.extensions", endings, named)
            if keys.text(named)
            else self.implied("content.extensions", endings)
        )
        pattern, key = self._permalink()
        yield (
            self.option("content.permalink", pattern, key)
            if self._files
            else self.implied("content.permalink", pattern)
        )
        for key, name in (("future", "future"), ("drafts", "show_drafts")):
            if keys.flag(name) is not None:
                yield self.option(f"content.{key}", bool(keys.flag(name)), name)
        separator = keys.at("excerpt_separator")
        if isinstance(separator, str) and separator.strip():
            yield self.option("content.excerpt_separator", separator, "excerpt_separator")

    def markdown(self) -> tuple[str, ...]:
        """Return the endings of Markdown files, with the dot."""
        names = self.keys.text("markdown_ext")
        listed = tuple(part.strip().lower() for part in names.split(",") if part.strip()) if names else _MARKDOWN
        return tuple(f".{name.lstrip('.')}" for name in listed)

    def _permalink(self) -> tuple[str, str]:
        """Return the template of posts, and the key that it comes from."""
        own = self.keys.text("collections", POSTS, "permalink")
        if own:
            return own, "collections.posts.permalink"
        style = self.keys.text("permalink") or "date"
        return STYLES.get(style, style), "permalink"

    # The rules

    def collections(self) -> tuple[Collection, ...]:
        """Return the collections whose documents become pages."""
        in_feed = self.keys.at("feed", "collections")
        fed = tuple(in_feed) if isinstance(in_feed, dict) else self.keys.words("feed", "collections")
        return tuple(
            Collection(
                label=label,
                permalink=self.keys.text("collections", label, "permalink"),
                in_feed=label in fed,
                categories=self.keys.words("feed", "collections", label, "categories") if label in fed else (),
                is_of_site=self.feeds.has_collections,
            )
            for label in self.keys.table("collections")
            if label not in (POSTS, "drafts") and self.keys.flag("collections", label, "output")
        )

    def rules(self, options: ContentOptions) -> JekyllRules:
        """Return the rules by which files are read; options go before the configuration."""
        keys = self.keys
        return JekyllRules(
            permalink=options.permalink,
            suffix=_suffix(keys.text("permalink") or "date"),
            markdown=self.markdown(),
            collections=self.collections(),
            collections_dir=keys.text("collections_dir").strip("/"),
            defaults=tuple(_defaults(keys.at("defaults"))),
            authors=self.authors(),
            site=keys.values,
            source=self.source,
            baseurl=keys.text("baseurl").strip("/"),
            excerpt_separator=options.excerpt_separator,
            summary_length=options.summary_length,
            archives=self.archives(),
            has_drafts=options.drafts,
            has_unpublished=bool(keys.flag("unpublished")),
            has_plugins=self._has_plugins(),
            has_strict_front_matter=bool(keys.flag("strict_front_matter")),
            is_strict=keys.text("liquid", "error_mode") == "strict",
        )

    def archives(self) -> dict[str, str]:
        """Return the templates for the addresses of the pages of jekyll-archives, by their kind."""
        named = (*self.keys.words("plugins"), *self.keys.words("gems"))
        if not (any(name in named for name in _PLUGINS) or self.has_theme_chirpy or _PLUGINS[0] in self._gems()):
            return {}
        # The second version has a table for each collection, and calls kinds as the configuration enables them.
        is_second = bool(self.keys.table(_PLUGINS[0], POSTS))
        keys = (_PLUGINS[0], POSTS) if is_second else _PLUGINS[:1]
        enabled = self.keys.words(*keys, "enabled")
        is_all = "all" in enabled or bool(self.keys.flag(*keys, "enabled"))
        found: dict[str, str] = {}
        for kind, (listed, usual) in _ARCHIVES.items():
            if is_all or listed in enabled:
                name = listed if is_second else kind
                template = self.keys.text(*keys, "permalinks", name) or usual
                found[kind] = template.replace(":type", name).replace(":collection", POSTS)
        return found

    @property
    def has_theme_chirpy(self) -> bool:
        """Whether the theme is Chirpy, which brings a feed and jekyll-archives."""
        return bool(_CHIRPY.fullmatch(self.keys.text("theme") or self.keys.text("remote_theme")))

    def _gems(self) -> str:
        """Return what says which gems there are."""
        try:
            names = [name for name in reading.names_in(str(self._folder)) or () if name.endswith(".gemspec")]
            texts = [
                reading.text(self._folder, name, encoding="utf-8", errors="replace") for name in ("Gemfile", *names)
            ]
        except RefusedError:
            return ""  # Jekyll may find there what is not looked at here
        return "\n".join(filter(None, texts))

    def flavour(self) -> Flavour:
        """Return how Markdown is read: as kramdown does, unless another library is named."""
        keys = self.keys
        has_emoji = "jemoji" in (*keys.words("plugins"), *keys.words("gems"))
        extensions = ("shortcodes",) if has_emoji else ()
        if (keys.text("markdown") or "kramdown").lower() != "kramdown":
            return Flavour(extensions=extensions)
        constructs = KRAMDOWN.constructs
        if keys.flag("kramdown", "parse_block_html"):
            constructs = (*constructs, MARKDOWN_IN_ELEMENTS)
        breaks = bool(keys.flag("kramdown", "hard_wrap"))
        return replace(KRAMDOWN, extensions=extensions, constructs=constructs, breaks=breaks)

    def _has_plugins(self) -> bool:
        """Whether a plug-in may be loaded: of the site, its configuration or its Gemfile, or that of a theme."""
        if any(self.keys.at(key) for key in ("plugins", "gems", "theme", "remote_theme")):
            return True
        folders = self.keys.words("plugins_dir") or ("_plugins",)
        try:
            gems = reading.text(self._folder, "Gemfile", encoding="utf-8", errors="replace") or ""
            return bool(_WITH_PLUGINS.search(gems)) or any(
                is_safe_path(name) and reading.is_folder(self._folder, f"{self.source}{name}") for name in folders
            )
        except RefusedError:
            return True  # Jekyll may find there what is not looked at here

    # What is said

    def option(self, path: str, value: Setting, name: str) -> Taken:
        """Return an option that a key gives."""
        return Taken(path=tuple(path.split(".")), value=value, key=name, where=self.where(*name.split(".")))

    def implied(self, path: str, value: Setting) -> Taken:
        """Return an option that follows from the generator."""
        return Taken(path=tuple(path.split(".")), value=value, key="", where=Where(path=self.keys.name))


def found(folder: Path, names: tuple[str, ...]) -> FoundSite:
    """Return what the configuration says. Raises UsageError for one that cannot be read."""
    configuration = JekyllConfiguration(folder, names)
    return FoundSite(
        name="jekyll",
        title="Jekyll",
        files=names,
        taken=tuple(configuration.taken()),
        doubts=configuration.feeds.doubts,
    )


def author_values(given: dict[str, Value]) -> dict[str, object]:
    """Return name, e-mail and address of an author of the configuration or the data."""
    texts = {key: value.strip() for key, value in given.items() if isinstance(value, str)}
    url = texts.get("uri") or texts.get("url", "")
    return {
        "name": unicodedata.normalize("NFC", texts.get("name", "")),
        "email": texts["email"] if _EMAIL.fullmatch(texts.get("email", "")) else "",
        "url": url if url.startswith(("https://", "http://")) else "",
    }


def _suffix(style: str) -> str:
    if style == "pretty" or (style.endswith("/") and style not in STYLES):
        return "/"
    if style in ("date", "ordinal", "none") or style.endswith(":output_ext"):
        return ":output_ext"
    return ""


def _defaults(sets: Value | None) -> Iterator[Default]:
    for each in sets if isinstance(sets, list) else ():
        values = each.get("values") if isinstance(each, dict) else None
        if not isinstance(each, dict) or not isinstance(values, dict):
            continue  # Jekyll passes over it, too
        scope = each.get("scope")
        path = scope.get("path", "") if isinstance(scope, dict) else ""
        kind = scope.get("type") if isinstance(scope, dict) else None
        yield Default(
            path=_scope(path) if isinstance(path, str) else "",
            type=_TYPES.get(kind, kind) if isinstance(kind, str) else None,
            values=values,
        )


def _scope(path: str) -> str:
    """Return the path of a scope; one with a slash in front loses it, as in Jekyll."""
    return path.removeprefix("/").removesuffix("/") if path.startswith("/") else path


def _rows(folder: Path, name: str, delimiter: str) -> dict[str, Value]:
    """Return the rows of a table by their first column, which Jekyll's own templates look them up by.

    Raises UsageError for a file that is none, SystemFault when it cannot be read.
    """
    import csv  # noqa: PLC0415 - few sites have one
    from io import StringIO  # noqa: PLC0415 - few sites have one

    reader = csv.DictReader(StringIO(written.text(folder, name)), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise written.refusal(name, f"The table cannot be read: {error}.", reader.line_num + 1) from error
    keyed: dict[str, Value] = {}
    for row in rows:
        values: dict[str, Value] = {key: value for key, value in row.items() if key and isinstance(value, str)}
        if first := next(iter(values.values()), ""):
            keyed[str(first)] = values
    return keyed
