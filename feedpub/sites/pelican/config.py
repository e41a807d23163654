"""The configuration of a Pelican site: as options of feedpub, and as the rules by which its files are read."""

from __future__ import annotations

import posixpath
import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from feedpub.collect import files as content_files
from feedpub.collect.dialect import FoundSite, Taken
from feedpub.collect.terms import as_language
from feedpub.model.errors import UsageError
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.pelican import address, feeds, slugs, static, tags
from feedpub.sites.pelican.rules import ARTICLE, HTML, MARKDOWN, PAGE, PATTERNS, RST, Area, PelicanRules, Slugs
from feedpub.text.plain import clean, without_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from feedpub.collect.dialect import Setting
    from feedpub.model.options import ContentOptions

MARKERS: Final = ("pelicanconf.py", "publishconf.py")
_FILENAME: Final = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
_END_OF_SUMMARY: Final = "<!-- PELICAN_END_SUMMARY -->"


class PelicanConfiguration:
    """The configuration files of one site, later ones over earlier ones."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        self.folder, self.files = folder, files
        self.names = static.read(folder, files)
        self._renamed()

    def _renamed(self) -> None:
        """Take names of older releases for what they are called now."""
        for old, new in (("ARTICLE_DIR", "ARTICLE_PATHS"), ("PAGE_DIR", "PAGE_PATHS")):
            if old in self.names.values and new not in self.names.values:
                self.names.put(new, [self.names.values[old]], self.names.places[old])
        for kind in ("", "TAG_", "CATEGORY_", "TRANSLATION_"):
            if self.names.values.get(f"{kind}FEED"):
                place = self.names.places[f"{kind}FEED"]
                self.names.put(f"{kind}FEED_ATOM", self.names.values[f"{kind}FEED"], place)

    # One setting

    def where(self, name: str) -> Where:
        """Return the place of a setting."""
        return self.names.places.get(name, Where(path=self.files[0] if self.files else MARKERS[0]))

    def has(self, name: str) -> bool:
        """Whether the value of a setting is known."""
        return name in self.names.values

    def text(self, name: str, default: str = "") -> str:
        """Return a text; empty for None and False, too."""
        value = self._printable(name, default)
        return value if isinstance(value, str) else "" if not value else default

    def _printable(self, name: str, default: object) -> object:
        """Return the value of a setting. Raises UsageError for one with characters that no feed may hold."""
        value = self.names.values.get(name, default)
        if any(clean(each)[1] for each in _strings(value)):
            raise self.refusal(name, "it has characters that XML does not allow; remove them")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes or no, as Python takes any value for one."""
        return bool(self.names.values.get(name, default))

    def listed(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of texts; as Pelican, the default for a text in its place."""
        value = self._printable(name, default)
        return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else default

    def table(self, name: str) -> dict[str, object]:
        """Return a mapping by texts; empty when there is none."""
        value = self._printable(name, None)
        return {key: inner for key, inner in value.items() if isinstance(key, str)} if isinstance(value, dict) else {}

    # As options

    def taken(self) -> Iterator[Taken]:
        """Return each option of feedpub that the configuration stands for, and those that follow from the generator."""
        yield from self._of_site()
        yield from self._of_content()
        yield from feeds.taken(self)
        yield self.implied("ids.scheme", "pelican")
        output = posixpath.normpath(self.text("OUTPUT_PATH", "output").strip() or "output")
        if not output.startswith(("/", "..")) and output != ".":
            yield self.one("output.folder", output, "OUTPUT_PATH")

    def one(self, path: str, value: Setting, name: str) -> Taken:
        """Return an option that a setting stands for; one that is not there goes without saying."""
        key = name if self.has(name) else ""
        return Taken(path=tuple(path.split(".")), value=value, key=key, where=self.where(name))

    def implied(self, path: str, value: Setting) -> Taken:
        """Return an option that follows from the generator."""
        return self.one(path, value, "")

    def _of_site(self) -> Iterator[Taken]:
        if self.files:
            yield self.implied("site.config", list(self.files))
        if url := self.text("SITEURL").rstrip("/"):
            yield self.one("site.url", f"{url}/", "SITEURL")
        for path, name in (("title", "SITENAME"), ("description", "SITESUBTITLE"), ("timezone", "TIMEZONE")):
            if text := without_tags(self.text(name)):
                yield self.one(f"site.{path}", text, name)
        if "DEFAULT_LANG" not in self.names.unknown and (language := as_language(self.text("DEFAULT_LANG", "en"))):
            yield self.one("site.language", language, "DEFAULT_LANG")
        if author := self.text("AUTHOR").strip():
            yield self.one("site.author", [{"name": author}], "AUTHOR")

    def _of_content(self) -> Iterator[Taken]:
        if self.has("PATH"):
            content = posixpath.normpath(self.text("PATH", ".") or ".")
            if content != ".":
                yield self.one("content.folder", content, "PATH")
        yield self.one("content.extensions", [f".{ending}" for ending in self.endings()], "READERS")
        if "ARTICLE_URL" not in self.names.unknown:
            yield self.one("content.permalink", self.text("ARTICLE_URL", PATTERNS["ARTICLE_URL"]), "ARTICLE_URL")
        yield self.one("content.future", self.flag("WITH_FUTURE_DATES", default=True), "WITH_FUTURE_DATES")
        separator = self.text("SUMMARY_END_MARKER", _END_OF_SUMMARY)
        yield self.one("content.excerpt_separator", separator, "SUMMARY_END_MARKER")

    def endings(self) -> tuple[str, ...]:
        """Return the endings of the files that are read, without a dot."""
        off = {ending for ending, reader in self.table("READERS").items() if not reader}
        return tuple(ending for ending in (*MARKDOWN, *RST, *HTML) if ending not in off)

    def _plugins(self) -> tuple[str, ...] | None:
        """Return the names of the plug-ins; None where they cannot be known."""
        value = self.names.values.get("PLUGINS")
        return self.listed("PLUGINS", ()) if isinstance(value, list | tuple) else None

    # As rules

    def rules(self, options: ContentOptions) -> PelicanRules:
        """Return the rules by which files are read; options go before the configuration. Raises UsageError."""
        content = content_files.content_folder(self.folder, options).relative_to(self.folder).as_posix()
        has_categories = bool(self.text("CATEGORY_SAVE_AS", PATTERNS["CATEGORY_SAVE_AS"]))
        articles = self.listed("ARTICLE_PATHS", ("",))
        pages = self.listed("PAGE_PATHS", ("pages",))
        return PelicanRules(
            content="" if content == "." else f"{content}/",
            patterns=self._patterns(options),
            articles=Area(paths=articles, excludes=(*self.listed("ARTICLE_EXCLUDES", ()), *pages)),
            pages=Area(paths=pages, excludes=(*self.listed("PAGE_EXCLUDES", ()), *articles)),
            ignored=self.listed("IGNORE_FILES", ()),
            endings=self.endings(),
            slugs=self._slugs(),
            slug_source=self.text("SLUGIFY_SOURCE", "title"),
            default_language=self.text("DEFAULT_LANG", "en").lower(),
            default_category=self.text("DEFAULT_CATEGORY", "misc").strip() if has_categories else "",
            default_date=self._default_date(),
            author=self.text("AUTHOR").strip(),
            defaults=_texts(self.table("DEFAULT_METADATA")),
            use_folder=self.flag("USE_FOLDER_AS_CATEGORY", default=True) and has_categories,
            filename=self._expression("FILENAME_METADATA", _FILENAME),
            path=self._expression("PATH_METADATA", ""),
            tags=tags.liquid_tags(self._plugins()),
            has_jinja=tags.runs_jinja(self._plugins()),
            extra=self._extra(),
            translation_keys={
                ARTICLE: self.text("ARTICLE_TRANSLATION_ID", "slug"),
                PAGE: self.text("PAGE_TRANSLATION_ID", "slug"),
            },
        )

    def _patterns(self, options: ContentOptions) -> dict[str, str]:
        found = {name: self.text(name, default) for name, default in PATTERNS.items()}
        found["ARTICLE_URL"] = options.permalink
        for name, pattern in found.items():
            self._checked(name, pattern, address.check)
        return found

    def _checked(self, name: str, value: object, check: Callable[..., None]) -> None:
        try:
            check(value)
        except ValueError as error:
            raise self.refusal(name, str(error)) from error

    def refusal(self, name: str, what: str) -> UsageError:
        """Return the error for a setting that cannot be followed."""
        diagnostic = Diagnostic(
            code="config/bad-value",
            level=Level.ERROR,
            where=self.where(name),
            text=f"`{name}` cannot be used: {what}.",
            hint=f"Correct `{name}`.",
            why="The addresses of posts, and so their ids, follow from it.",
        )
        return UsageError(diagnostic.text, (diagnostic,))

    def _slugs(self) -> Slugs:
        post = self._substitutions("SLUG_REGEX_SUBSTITUTIONS", slugs.DEFAULTS)
        return Slugs(
            use_unicode=self.flag("SLUGIFY_USE_UNICODE", default=False),
            preserve_case=self.flag("SLUGIFY_PRESERVE_CASE", default=False),
            post=post,
            category=self._substitutions("CATEGORY_REGEX_SUBSTITUTIONS", post),
            tag=self._substitutions("TAG_REGEX_SUBSTITUTIONS", post),
            author=self._substitutions("AUTHOR_REGEX_SUBSTITUTIONS", post),
        )

    def _substitutions(self, name: str, default: slugs.Substitutions) -> slugs.Substitutions:
        value = self._printable(name, None)
        if value is None:
            return default
        pairs = value if isinstance(value, list | tuple) else ()
        found = tuple(
            (str(pair[0]), str(pair[1]))
            for pair in pairs
            if isinstance(pair, list | tuple) and len(pair) == 2  # noqa: PLR2004 - an expression and what replaces it
        )
        self._checked(name, found, slugs.check)
        return found

    def _expression(self, name: str, default: str) -> str:
        expression = self.text(name, default)
        try:
            re.compile(expression)
        except re.error as error:
            raise self.refusal(name, f"{expression!r} is no expression ({error})") from error
        return expression

    def _default_date(self) -> str:
        """Return the date of posts without one as text; the time of the file is never one."""
        value = self.names.values.get("DEFAULT_DATE")
        if isinstance(value, list | tuple) and len(value) >= 3 and all(isinstance(each, int) for each in value):  # noqa: PLR2004 - year, month, day
            clock = [*value[3:6], 0, 0, 0][:3]
            return f"{value[0]:04}-{value[1]:02}-{value[2]:02} {clock[0]:02}:{clock[1]:02}:{clock[2]:02}"
        return value if isinstance(value, str) and value != "fs" else ""

    def _extra(self) -> tuple[tuple[str, dict[str, str]], ...]:
        return tuple(
            (path, _texts({str(key): value for key, value in values.items()}))
            for path, values in sorted(self.table("EXTRA_PATH_METADATA").items())
            if isinstance(values, dict)
        )


def found(folder: Path, files: tuple[str, ...], name: str, title: str) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    settings = PelicanConfiguration(folder, files)
    unread = settings.names.unknown.get("SITEURL")
    return FoundSite(
        name=name,
        title=title,
        files=files,
        taken=tuple(settings.taken()),
        unread_url=f"`SITEURL` ({unread.path}:{unread.line})" if unread else "",
    )


def _strings(value: object) -> Iterator[str]:
    """Return every text that a value holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from chain(_strings(key), _strings(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _texts(values: dict[str, object]) -> dict[str, str]:
    return {key.lower(): str(value) for key, value in values.items() if isinstance(value, str | int | float)}
