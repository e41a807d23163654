"""The configuration of a Hexo site, `_config.yml`: as options of feedpub, and as rules."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from feedpub.collect.dialect import Doubt, FoundSite, Taken
from feedpub.collect.terms import as_language
from feedpub.content import flavour as flavours
from feedpub.content.flavour import Flavour
from feedpub.io import reading
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.hexo import feeds
from feedpub.sites.hexo.rules import ENDINGS, GRAMMAR, HexoRules
from feedpub.sites.shared import configuration
from feedpub.sites.shared.feeds import doubts_of, ids_of, options_of
from feedpub.sites.shared.reading import of_cname
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from feedpub.collect.dialect import Setting
    from feedpub.collect.frontmatter import Value
    from feedpub.sites.shared.configuration import Written

TITLE: Final = "Hexo"
MARKERS: Final = ("_config.yml", "_config.yaml")
_OWN: Final = re.compile(r"^(?:source_dir|public_dir|new_post_name|permalink_defaults)[ \t]*:", re.MULTILINE)
_LETTERS: Final = {"1": "lower", "2": "upper"}
_MATHEMATICS: Final = ("math", "katex", "kramed", "pandoc")


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration file of the site; () where it is not Hexo's, which has `hexo` in its package.json."""
    for name in MARKERS:
        if reading.is_file(folder, name):
            text = reading.text(folder, name, encoding="utf-8", errors="replace") or ""
            return (name,) if _OWN.search(text) or "hexo" in packages(folder) else ()
    return ()


def packages(folder: Path) -> frozenset[str]:
    """Return the names of the packages that the package.json of the site asks for; none where it cannot be read."""
    try:
        found = json.loads(reading.text(folder, "package.json", encoding="utf-8", errors="replace") or "{}")
    except (ValueError, RecursionError):
        return frozenset()  # npm refuses it; nothing of the site depends on it
    tables = [found.get(key) for key in ("dependencies", "devDependencies")] if isinstance(found, dict) else []
    return frozenset(name for table in tables if isinstance(table, dict) for name in table)


class HexoConfiguration:
    """The configuration of one site; without a file, what Hexo does by itself."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        empty = configuration.Written(name=MARKERS[0], values={}, source="")
        self.folder = folder
        self.keys: Written = configuration.read(folder, files[0], GRAMMAR) if files else empty
        self.packages = packages(folder)
        self.source = self.keys.text("source_dir").strip("/").removeprefix("./") or "source"
        self.own_feeds = feeds.of_plugin(folder, self.keys, is_installed="hexo-generator-feed" in self.packages)
        """Those of hexo-generator-feed."""

    @property
    def ignored(self) -> tuple[str, ...]:
        """Globs of what Hexo copies or passes over, below the source folder."""
        return self.keys.words("skip_render")

    @property
    def excluded(self) -> tuple[str, ...]:
        """Globs of what is no page, below the source folder; posts are none of it."""
        return self.keys.words("exclude")

    @property
    def included(self) -> tuple[str, ...]:
        """Globs of pages whose names are hidden."""
        return self.keys.words("include")

    def rules(self, site_url: str) -> HexoRules:
        """Return what reading a file needs to know."""
        keys = self.keys
        base = keys.text("url").rstrip("/") or site_url.rstrip("/")
        return HexoRules(
            base_url=f"{base}/",
            source=self.source,
            permalink=keys.text("permalink") or HexoRules(base_url="").permalink,
            defaults=_texts(keys.table("permalink_defaults")),
            file_name=keys.text("new_post_name") or HexoRules(base_url="").file_name,
            has_zone=bool(keys.text("timezone")),
            keeps_index=keys.flag("pretty_urls", "trailing_index") is not False,
            keeps_html=keys.flag("pretty_urls", "trailing_html") is not False,
            has_asset_folders=bool(keys.flag("post_asset_folder")),
            letters=_LETTERS.get(keys.text("filename_case"), ""),
            default_category=keys.text("default_category") or HexoRules(base_url="").default_category,
            categories=_texts(keys.table("category_map")),
            tags=_texts(keys.table("tag_map")),
            category_folder=_folder(keys.text("category_dir") or "categories"),
            tag_folder=_folder(keys.text("tag_dir") or "tags"),
            lists_categories=self._lists("categories", "hexo-generator-category"),
            lists_tags=self._lists("tags", "hexo-generator-tag"),
            locked_tags=self._locked_tags(),
            shows_drafts=bool(keys.flag("render_drafts")),
            names_title=bool(keys.flag("use_filename_as_post_title") or keys.flag("use_slug_as_post_title")),
        )

    def _lists(self, key: str, package: str) -> bool:
        return package in self.packages and self.keys.flag("sitemap", key) is not False

    def _locked_tags(self) -> tuple[str, ...]:
        listed = self.keys.at("encrypt", "tags")
        tables = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
        names = (each.get("name") for each in tables)
        return tuple(name for name in names if isinstance(name, str))

    @property
    def root(self) -> str:
        """The path below the host at which the site lies, without a slash behind it."""
        return (self.keys.text("root") or urlsplit(self.keys.text("url")).path).rstrip("/")

    def flavour(self) -> Flavour:
        """Return how Markdown is read: by marked, or by markdown-it where that is installed in its place."""
        around: tuple[str, ...] = ("marked",)
        smart = "smartypants"
        if any("markdown-it" in name for name in self.packages):
            around, smart = ("markdown", "render"), "typographer"
        has_mathematics = any(kind in name for name in self.packages for kind in _MATHEMATICS)
        named = {"alert": flavours.CALLOUTS, "callout": flavours.CALLOUTS, "container": flavours.CONTAINERS}
        return Flavour(
            constructs=(
                flavours.TOC,
                *(each for sign, each in named.items() if any(sign in name for name in self.packages)),
            ),
            mathematics=(flavours.DOLLARS, flavours.DOLLAR) if has_mathematics else (),
            breaks=self.keys.flag(*around, "breaks") is not False,
            smart=self.keys.flag(*around, smart) is not False,
            root=self.root,
        )

    # As options

    def taken(self) -> Iterator[Taken]:
        """Return each option of feedpub that the configuration stands for, and those that follow from the generator."""
        if self.keys.source:
            yield self._implied("site.config", [self.keys.name])
        yield from self._of_site()
        yield self._one("content.folder", self.source, "source_dir" if self.keys.text("source_dir") else "")
        yield self._implied("content.extensions", list(ENDINGS))
        if self.keys.flag("future") is not False:
            yield self._implied("content.future", value=True)
        if self.keys.flag("render_drafts"):
            yield self._one("content.drafts", True, "render_drafts")  # noqa: FBT003 - the value of an option
        yield from self._of_feeds()
        folder = self.keys.text("public_dir").strip("/").removeprefix("./")
        is_inside = bool(folder) and urls.is_safe_path(folder)
        yield (
            self._one("output.folder", folder, "public_dir") if is_inside else self._implied("output.folder", "public")
        )

    def _of_site(self) -> Iterator[Taken]:
        keys = self.keys
        for option, name in (("title", "title"), ("description", "description"), ("description", "subtitle")):
            text = " ".join(keys.text(name).split())
            if text and not (name == "subtitle" and keys.text("description")):
                yield self._one(f"site.{option}", text, name)
        if keys.text("url").startswith(("http://", "https://")):
            yield self._one("site.url", keys.text("url"), "url")
        elif named := of_cname(self.folder, (self.source, "")):
            host, file = named
            yield Taken(
                path=("site", "url"), value=f"https://{host}/", key="CNAME", where=Where(path=file, line=1, column=1)
            )
        if tag := next(filter(None, map(as_language, keys.words("language"))), ""):
            yield self._one("site.language", tag, "language")
        if zone := keys.text("timezone"):
            yield self._one("site.timezone", zone, "timezone")
        if name := keys.text("author"):
            person = {"name": name, **({"email": email} if (email := keys.text("email")) else {})}
            yield self._one("site.author", [person], "author")

    def _of_feeds(self) -> Iterator[Taken]:
        yield from options_of(self.own_feeds, "feed", {}) if self.own_feeds else ()
        own = tuple(ids_of(self.own_feeds[0])) if self.own_feeds else ()
        yield from own or (self._implied("ids.scheme", "permalink"),)
        if (hub := self.keys.text("feed", "hub")) and self.own_feeds:
            yield self._one("feeds.hub", hub, "feed")
        if self.own_feeds and self.keys.flag("feed", "content") is False:
            yield self._one("feeds.content", "summary", "feed")
        path = next((each for each in self.keys.words("sitemap", "path") if each.endswith(".xml")), "")
        if urls.is_safe_file(path):
            yield self._one("sitemap.path", path, "sitemap")

    def doubts(self) -> Iterator[Doubt]:
        """Return what cannot be known of the site without running it."""
        yield from doubts_of(self.own_feeds, "of addresses, as in the feeds of hexo-generator-feed")
        if not self.keys.text("timezone"):
            yield self._doubt(
                ("site", "timezone"),
                "timezone",
                "",
                "No `timezone` is said: Hexo takes that of the machine that it runs on, and UTC is taken here.",
                "Readers see the posts some hours earlier or later than in Hexo's feed.",
            )
        order = self.keys.text("feed", "order_by")
        if self.own_feeds and order not in {"", "-date"}:
            yield self._doubt(
                ("feeds", "limit"),
                "feed",
                "order_by",
                f"Hexo orders its feed by `{order}`; here the newest posts come first.",
                "The feed may hold other posts than Hexo's.",
            )
        given = urlsplit(self.keys.text("url")).path.rstrip("/")
        if self.keys.text("root") and self.keys.text("url") and given != self.root:
            yield self._doubt(
                ("site", "url"),
                "root",
                "",
                f"`root` is `{self.keys.text('root')}`, and the path of `url` is `{given or '/'}`; addresses are made "
                "of `url`, as those in the feeds and the sitemap of Hexo are.",
                "Hexo's own pages link to addresses that begin with `root`.",
            )

    def _doubt(self, path: tuple[str, str], key: str, below: str, text: str, why: str) -> Doubt:
        said = Diagnostic(
            code="site/not-followed",
            level=Level.WARNING,
            where=self.keys.where(*filter(None, (key, below))),
            text=text,
            hint=f"Say it in feedpub.toml: `[{path[0]}]` `{path[1]}`.",
            why=why,
        )
        return Doubt(path=path, said=said)

    def _one(self, option: str, value: Setting, key: str) -> Taken:
        where = self.keys.where(key) if key else Where(path=self.keys.name)
        return Taken(path=tuple(option.split(".")), value=value, key=key, where=where)

    def _implied(self, option: str, value: Setting) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key="", where=Where(path=self.keys.name))


def found(folder: Path, files: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    site = HexoConfiguration(folder, files)
    return FoundSite(name="hexo", title=TITLE, files=files, taken=tuple(site.taken()), doubts=tuple(site.doubts()))


def _texts(table: Mapping[str, Value]) -> dict[str, str]:
    return {key: value for key, value in table.items() if isinstance(value, str)}


def _folder(written: str) -> str:
    name = written.strip("/")
    return f"{name}/" if name else ""
