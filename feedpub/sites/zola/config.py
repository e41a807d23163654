"""The configuration of a Zola site, `zola.toml` or `config.toml`: as options of feedpub, and as rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from feedpub.collect.dialect import FoundSite, Taken
from feedpub.collect.fields import as_flag
from feedpub.collect.terms import person
from feedpub.content.flavour import DEFINITIONS, PULLDOWN, Flavour
from feedpub.io import reading
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.shared import configuration
from feedpub.sites.shared.feeds import doubts_of, ids_of
from feedpub.sites.zola.feeds import template_of
from feedpub.sites.zola.rules import OFF, ON, SAFE, ZolaLanguage, ZolaRules, ZolaTaxonomy
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.dialect import Setting
    from feedpub.collect.frontmatter import Value
    from feedpub.sites.shared.configuration import Written

TITLE: Final = "Zola"
_SURE = "zola.toml"
_SHARED = "config.toml"
_BASE_URL = re.compile(r"^[ \t]*base_url[ \t]*=", re.MULTILINE)
_FEEDS = {"rss.xml": "rss", "atom.xml": "atom"}


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration file of the site; () where it is not Zola's."""
    if reading.is_file(folder, _SURE):
        return (_SURE,)
    if not reading.is_file(folder, _SHARED):
        return ()
    text = reading.text(folder, _SHARED, encoding="utf-8", errors="replace") or ""
    return (_SHARED,) if _BASE_URL.search(text) else ()


class ZolaConfiguration:
    """The configuration of one site; without a file, what Zola does by itself."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        empty = configuration.Written(name=_SHARED, values={}, source="")
        self.keys: Written = configuration.read(folder, files[0]) if files else empty
        self._has_file = bool(files)
        base = urlsplit(self.keys.text("base_url")).path.rstrip("/")
        limit, theme = self.keys.number("feed_limit") or 0, self.keys.text("theme")
        self._templates = tuple(filter(None, (template_of(folder, theme, name) for name in self._feed_names())))
        self.own_feeds = tuple(filter(None, (template.feed(limit, base) for template in self._templates)))
        """Those of templates of the site or its theme, by the order of the configuration."""

    @property
    def language(self) -> str:
        """The key of the language of the site."""
        return self.keys.text("default_language") or "en"

    def languages(self) -> tuple[ZolaLanguage, ...]:
        """Return the languages of the site, its own first."""
        others = [key for key in self.keys.table("languages") if key != self.language]
        return tuple(self._language(key) for key in (self.language, *others))

    def _language(self, key: str) -> ZolaLanguage:
        is_default = key == self.language
        around = () if is_default and not self.keys.table("languages", key) else ("languages", key)
        taxonomies = self.keys.at(*around, "taxonomies")
        if taxonomies is None and is_default:
            taxonomies = self.keys.at("taxonomies")
        listed = taxonomies if isinstance(taxonomies, list) else []
        return ZolaLanguage(
            key=key,
            prefix="" if is_default else f"{key}/",
            title="" if is_default else self.keys.text(*around, "title"),
            has_feed=self._generates_feeds(*around) or (is_default and self._generates_feeds()),
            taxonomies=tuple(_taxonomy(each) for each in listed if isinstance(each, dict) and each.get("name")),
        )

    def _generates_feeds(self, *around: str) -> bool:
        return bool(self.keys.flag(*around, "generate_feeds") or self.keys.flag(*around, "generate_feed"))

    def _feed_names(self, *around: str) -> tuple[str, ...]:
        given = self.keys.words(*around, "feed_filenames") or self.keys.words(*around, "feed_filename")
        return given or ("atom.xml",)

    def rules(self, site_url: str) -> ZolaRules:
        """Return what reading a file needs to know; `_index` files have their say later."""
        base = self.keys.text("base_url") or site_url
        return ZolaRules(
            base_url=base if base.endswith("/") else f"{base}/",
            languages=self.languages(),
            paths=self._slugified("paths"),
            terms=self._slugified("taxonomies"),
            has_dates_in_paths=any(each.dates_are_of_paths for each in self._templates),
            keeps_dates=bool(self.keys.flag("slugify", "paths_keep_dates")),
            has_lax_links=self.keys.text("link_checker", "internal_level") == "warn",
        )

    def flavour(self) -> Flavour:
        """Return how Markdown is read."""

        def is_on(key: str) -> bool:
            return bool(self.keys.flag("markdown", key))

        extensions = {"render_emoji": "shortcodes", "github_alerts": "alerts"}
        constructs = (*PULLDOWN.constructs, DEFINITIONS) if is_on("definition_list") else PULLDOWN.constructs
        return replace(
            PULLDOWN,
            extensions=tuple(name for key, name in extensions.items() if is_on(key)),
            constructs=constructs,
            footnotes="zola-bottom" if is_on("bottom_footnotes") else PULLDOWN.footnotes,
            smart=is_on("smart_punctuation"),
        )

    def _slugified(self, name: str) -> str:
        given = self.keys.text("slugify", name).lower()
        return given if given in (ON, SAFE, OFF) else ON

    @property
    def ignored(self) -> tuple[str, ...]:
        """Globs of content that Zola passes over: it holds them against whole paths, where a star takes in folders."""
        return tuple(_in_any_folder(glob) for glob in self.keys.words("ignored_content"))

    # As options

    def taken(self) -> Iterator[Taken]:
        """Return each option of feedpub that the configuration stands for, and those that follow from the generator."""
        if self._has_file:
            yield self._implied("site.config", [self.keys.name])
        for option, key in (("title", "title"), ("description", "description")):
            if text := " ".join(self.keys.text(key).split()):
                yield self._one(f"site.{option}", text, key)
        if self.keys.text("base_url").startswith(("http://", "https://")):
            yield self._one("site.url", self.keys.text("base_url"), "base_url")
        if self.keys.text("default_language"):
            yield self._one("site.language", self.language, "default_language")
        elif self._has_file:
            yield self._implied("site.language", self.language)
        if author := self.keys.text("author"):
            named = person(author.strip())
            yield self._one(
                "site.author", [{"name": named.name, **({"email": named.email} if named.email else {})}], "author"
            )
        yield self._implied("content.extensions", [".md"])
        yield self._implied("content.future", value=True)  # Zola publishes them
        yield from self._of_feeds()
        own = tuple(ids_of(self.own_feeds[0])) if self.own_feeds else ()
        yield from own or (self._implied("ids.scheme", "permalink"),)
        # Zola's ids have blanks where names of folders do: subscribers know the posts by them.
        yield self._implied("validate.rules", {"atom/id-invalid": "warning"})
        folder = self.keys.text("output_dir")
        is_inside = bool(folder) and urls.is_safe_path(folder)
        yield (
            self._one("output.folder", folder, "output_dir") if is_inside else self._implied("output.folder", "public")
        )

    def _of_feeds(self) -> Iterator[Taken]:
        names = {_FEEDS[name]: name for name in self._feed_names() if name in _FEEDS}
        names |= {one.format: one.path for one in reversed(self.own_feeds)}
        for form, usual in (("rss", "rss.xml"), ("atom", "atom.xml"), ("json", "feed.json")):
            name = names.get(form, usual)
            if form in names and self.keys.at("feed_filenames") is not None:
                yield self._one(f"feeds.{form}", name, "feed_filenames")
            else:
                yield self._implied(f"feeds.{form}", name)
            for table in ("categories", "tags", "sections", "languages"):
                yield self._implied(f"feeds.{table}.{form}", f"{{page}}/{name}")
        limit = self.keys.number("feed_limit")
        if self.own_feeds and self.own_feeds[0].limit != (limit or 0):
            yield replace(self._implied("feeds.limit", self.own_feeds[0].limit), where=self.own_feeds[0].where)
        else:
            yield self._implied("feeds.limit", 0) if limit is None else self._one("feeds.limit", limit, "feed_limit")
        for table in ("categories", "tags", "sections", "languages"):
            yield self._implied(f"feeds.{table}.enabled", value=True)
            yield self._implied(f"feeds.{table}.title", "{site}" if table == "languages" else "{site} - {term}")
        if self.keys.flag("generate_sitemap") is False:
            yield self._one("sitemap.enabled", False, "generate_sitemap")  # noqa: FBT003 - the value of an option
        if self.keys.flag("generate_robots_txt") is False:
            yield self._one("sitemap.robots", False, "generate_robots_txt")  # noqa: FBT003 - the value of an option

    def doubts(self) -> Iterator[Diagnostic]:
        """Return a warning for each feed of a template of the site's own: what it holds is not known."""
        known = {*_FEEDS, *(one.path for one in self.own_feeds)}
        for around in ((), *(("languages", key) for key in self.keys.table("languages"))):
            for name in self._feed_names(*around):
                if name not in known:
                    yield Diagnostic(
                        code="site/not-followed",
                        level=Level.WARNING,
                        where=self.keys.where(*around, "feed_filenames"),
                        text=f"`{name}` is made by a template of the site's own, and is left as it is.",
                        why="Its subscribers do not get what feedpub publishes.",
                        hint=f'Set its path in feedpub.toml if it is a feed: `[feeds] atom = "{name}"`.',
                        found=name,
                    )

    def _one(self, option: str, value: Setting, key: str) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key=key, where=self.keys.where(key))

    def _implied(self, option: str, value: Setting) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key="", where=Where(path=self.keys.name))


def found(folder: Path, files: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    site = ZolaConfiguration(folder, files)
    doubts = tuple(doubts_of(site.own_feeds, "of addresses, as in Zola's own feeds"))
    return FoundSite(name="zola", title=TITLE, files=files, taken=tuple(site.taken()), doubts=doubts)


def _in_any_folder(glob: str) -> str:
    return f"**/{glob.lstrip('*').removeprefix('/')}" if glob.startswith("*/") else glob


def _taxonomy(given: dict[str, Value]) -> ZolaTaxonomy:
    return ZolaTaxonomy(
        name=str(given["name"]),
        has_feed=as_flag(given.get("feed")) is True,
        is_rendered=as_flag(given.get("render")) is not False,
    )
