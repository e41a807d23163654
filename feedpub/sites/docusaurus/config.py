"""The configuration of a Docusaurus site: JavaScript or TypeScript, of which what is written out is read as data."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect.dialect import Doubt, FoundSite, Taken
from feedpub.collect.terms import as_language
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.errors import UsageError
from feedpub.model.records import Author, Diagnostic, Level, Where
from feedpub.sites.docusaurus.rules import ENDINGS, GRAMMAR, BlogRules, DocusaurusRules
from feedpub.sites.shared import configuration
from feedpub.sites.shared.feeds import OwnFeed, options_of
from feedpub.sites.shared.javascript import UNKNOWN, Script
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from feedpub.collect.dialect import Setting

TITLE: Final = "Docusaurus"
MARKERS: Final = tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "mts", "cjs", "cts"))
_PRESETS: Final = frozenset({"classic", "@docusaurus/preset-classic"})
_PLUGINS: Final = frozenset({"content-blog", "@docusaurus/plugin-content-blog"})
_EXCLUDED: Final = ("**/_*.md", "**/_*.mdx", "**/_*/**", "**/__tests__/**")
"""What Docusaurus leaves out of a blog that does not say what to."""
_KINDS: Final = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
_USUAL_KINDS: Final = ("rss", "atom")
_USUAL_LIMIT: Final = 20
_CODE_OF_FEEDS: Final = ("processBlogPosts", "createFeedItems")
"""Functions that decide what a feed holds."""
_OF_FEEDS: Final = ("type", "limit", "title", "description")


class FoundBlog(Struct, frozen=True, kw_only=True):
    """One blog, as the configuration describes it."""

    path: str
    route: str
    options: Mapping[str, object]

    @property
    def feed(self) -> Mapping[str, object]:
        """The options of its feeds."""
        return _mapping(self.options.get("feedOptions"))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The formats of its feeds."""
        given = self.feed.get("type", list(_USUAL_KINDS))
        if given is None:
            return ()
        if given == "all":
            return tuple(_KINDS)
        listed = given if isinstance(given, list) else [given]
        known = tuple(each for each in listed if isinstance(each, str) and each in _KINDS)
        return known or (_USUAL_KINDS if UNKNOWN in listed else ())

    @property
    def limit(self) -> int:
        """How many posts its feeds hold; 0 for all."""
        given = self.feed.get("limit", _USUAL_LIMIT)
        if given is None or given is False:
            return 0
        return given if isinstance(given, int) and given > 0 else _USUAL_LIMIT

    def below(self, name: str) -> str:
        """Return the path of a file below its route."""
        return f"{self.route}/{name}" if self.route else name


class DocusaurusConfiguration:
    """What can be known of the configuration of one site without running it."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        self._folder = folder
        self.name = files[0] if files else MARKERS[0]
        text = reading.text(folder, self.name, encoding="utf-8", errors="replace") if files else ""
        self._script = Script(text or "")
        found = [one for one in self._script.objects_with("url") if "baseUrl" in one[0] and "title" in one[0]]
        self.values, self.line = found[-1] if found else ({}, 1)
        self.blogs = tuple(self._blogs()) if self._is_told("baseUrl") and self._is_told("trailingSlash") else ()
        """Those whose folders are there, and whose addresses are told; the first is the main one."""

    def _is_told(self, key: str) -> bool:
        return self.values.get(key) is not UNKNOWN

    def text(self, key: str) -> str:
        """Return the text of a key; empty where it has none, or none that is told."""
        value = self.values.get(key)
        return value.strip() if isinstance(value, str) else ""

    def _blogs(self) -> Iterator[FoundBlog]:
        for options in (*self._of_presets(), *self._of_plugins()):
            path, route = options.get("path", "blog"), options.get("routeBasePath", "blog")
            if isinstance(path, str) and isinstance(route, str):
                path = posixpath.normpath(path)
                with refusal.named_at(lambda: self._where):
                    is_there = urls.is_safe_path(path) and reading.is_folder(self._folder, path)
                if is_there:
                    yield FoundBlog(path=path, route=route.strip("/"), options=options)

    def _of_presets(self) -> Iterator[Mapping[str, object]]:
        for name, given in self._named("presets", _PRESETS):
            blog = given.get("blog", {}) if isinstance(given, dict) else given
            if isinstance(blog, dict):
                yield blog
            elif blog is not UNKNOWN and blog is not False and name:
                yield {}

    def _of_plugins(self) -> Iterator[Mapping[str, object]]:
        for _, given in self._named("plugins", _PLUGINS):
            if isinstance(given, dict):
                yield given

    def _named(self, key: str, names: frozenset[str]) -> Iterator[tuple[str, object]]:
        """Return name and options of each entry of a list that is of one of these names."""
        listed = self.values.get(key)
        for entry in listed if isinstance(listed, list) else []:
            parts = entry if isinstance(entry, list) else [entry]
            if parts and isinstance(parts[0], str) and parts[0] in names:
                yield parts[0], parts[1] if len(parts) > 1 else {}

    @property
    def base(self) -> str:
        """The address of the site, ending in a slash; empty where it is not told."""
        url, path = self.text("url").rstrip("/"), self.text("baseUrl").strip("/")
        if not url.startswith(("http://", "https://")) or not self._is_told("baseUrl"):
            return ""
        return f"{url}/{path}/" if path else f"{url}/"

    def rules(self, site_url: str) -> DocusaurusRules:
        """Return what reading a post needs to know. Raises UsageError for a file of authors that cannot be read."""
        slashes = self.values.get("trailingSlash")
        return DocusaurusRules(
            base_url=self.base or site_url,
            blogs=tuple(self._rules_of(blog, is_main=not place) for place, blog in enumerate(self.blogs)),
            has_slashes=slashes if isinstance(slashes, bool) else None,
        )

    def _rules_of(self, blog: FoundBlog, *, is_main: bool) -> BlogRules:
        excluded = blog.options.get("exclude", list(_EXCLUDED))
        return BlogRules(
            path=blog.path,
            route=blog.route,
            is_main=is_main,
            excluded=tuple(each for each in excluded if isinstance(each, str)) if isinstance(excluded, list) else (),
            authors={key: _author(key, table) for key, table in self._beside(blog, "authorsMapPath", "authors.yml")},
            tags={
                key: label if isinstance(label := table.get("label"), str) else key
                for key, table in self._beside(blog, "tags", "tags.yml")
            },
        )

    def _beside(self, blog: FoundBlog, key: str, usual: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Return the tables of a file in the folder of a blog, by name; none where there is none."""
        name = blog.options.get(key, usual)
        path = posixpath.normpath(posixpath.join(blog.path, name)) if isinstance(name, str) else ""
        try:
            is_there = urls.is_safe_path(path) and reading.is_file(self._folder, path)
        except RefusedError:
            return  # nothing of it is published: posts have the keys of its authors
        if is_there:
            for each, table in configuration.read(self._folder, path, GRAMMAR).values.items():
                yield each, table if isinstance(table, dict) else {}

    @property
    def own_feeds(self) -> tuple[OwnFeed, ...]:
        """The feeds of the blogs, those of the main one first."""
        return tuple(
            OwnFeed(
                path=blog.below(_KINDS[kind]),
                format=kind,
                limit=blog.limit,
                where=self._where,
                id="{url}",
                only={} if blog is self.blogs[0] else {"sections": (blog.route or blog.path,)},
                title="" if blog is self.blogs[0] else self._title(blog),
                page="" if blog is self.blogs[0] else blog.route,
            )
            for blog in self.blogs
            for kind in blog.kinds
        )

    def _title(self, blog: FoundBlog) -> str:
        given = blog.feed.get("title")
        return given if isinstance(given, str) and given else f"{self.text('title')} Blog".strip()

    @property
    def _where(self) -> Where:
        return Where(path=self.name, line=self.line, column=1)

    # As options

    def taken(self) -> Iterator[Taken]:
        """Return each option of feedpub that can be known, and those that follow from the generator."""
        yield self._one("site.config", [self.name], "")
        if self.base:
            yield self._one("site.url", self.base, "url")
        i18n = _mapping(self.values.get("i18n"))
        locale = i18n.get("defaultLocale", "en")
        if isinstance(locale, str) and (tag := as_language(locale)):
            yield self._one("site.language", tag, "i18n" if i18n else "")
        if self.blogs:
            main = self.blogs[0]
            yield self._one("site.title", self._title(main), "title")
            given = main.feed.get("description")
            description = given if isinstance(given, str) and given else f"{self.text('title')} Blog"
            yield self._one("site.description", description, "feedOptions" if given else "title")
            yield self._one("content.folder", main.path, "path" if "path" in main.options else "")
            defaults = {kind: main.below(name) for kind, name in _KINDS.items()}
            if own := self.own_feeds:
                yield from options_of(own, "feedOptions" if main.feed else "", defaults)
        yield self._one("content.extensions", list(ENDINGS), "")
        yield self._one("content.future", value=True, key="")
        yield self._one("ids.scheme", "permalink", "")
        # Docusaurus writes names into ids as they are: subscribers know the posts by them.
        yield self._one("validate.rules", {"atom/id-invalid": "warning"}, "")
        # The one of Docusaurus has all pages of the site.
        yield self._one("sitemap.enabled", value=False, key="")
        yield self._one("output.folder", "build", "")

    def doubts(self) -> Iterator[Doubt]:
        """Return what the configuration does not tell without being run."""
        for blog in self.blogs:
            unread = [key for key in (*blog.options, *blog.feed) if key in _CODE_OF_FEEDS]
            unread += [f"feedOptions.{key}" for key in _OF_FEEDS if blog.feed.get(key) is UNKNOWN]
            if blog.options.get("feedOptions") is UNKNOWN:
                unread.append("feedOptions")
            for key in unread:
                yield self._doubt(
                    ("feeds", "limit"),
                    f"`{key}` of the blog in `{blog.path}` is code, which is not run.",
                    "The feed may hold other posts than that of Docusaurus, or have other titles.",
                )
        locales = _mapping(self.values.get("i18n")).get("locales")
        others = len(locales) - 1 if isinstance(locales, list) else 0
        if others > 0 and self.blogs:
            yield self._doubt(
                ("feeds", "languages"),
                f"The feeds of the other {others} locales are left as they are.",
                "Their subscribers do not get what feedpub publishes.",
            )

    def _doubt(self, path: tuple[str, str], text: str, why: str) -> Doubt:
        said = Diagnostic(
            code="site/not-followed",
            level=Level.WARNING,
            where=self._where,
            text=text,
            hint=f"Say what you want in feedpub.toml: `[{path[0]}]` `{path[1]}`.",
            why=why,
        )
        return Doubt(path=path, said=said)

    def _one(self, option: str, value: Setting, key: str) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key=key, where=self._where)


def detect(folder: Path) -> tuple[str, ...]:
    """Return the configuration file of a site with a blog that can be read; () where there is none."""
    name = next((name for name in MARKERS if reading.is_file(folder, name)), "")
    return (name,) if name and DocusaurusConfiguration(folder, (name,)).blogs else ()


def found(folder: Path, files: tuple[str, ...]) -> FoundSite:
    """Return the options that can be known of the configuration. Raises UsageError where it tells of no blog."""
    site = DocusaurusConfiguration(folder, files)
    if not site.blogs:
        raise UsageError(f"{site.name} tells of no blog whose folder is there, as far as it is written out.")
    unread = "" if site.base else f"`url` or `baseUrl` ({site.name}:{site.line})"
    return FoundSite(
        name="docusaurus",
        title=TITLE,
        files=files,
        taken=tuple(site.taken()),
        doubts=tuple(site.doubts()),
        unread_url=unread,
    )


def _author(key: str, table: Mapping[str, object]) -> Author:
    texts = {name: value for name in ("name", "url", "email") if isinstance(value := table.get(name), str)}
    return Author(name=texts.get("name") or key, url=texts.get("url", ""), email=texts.get("email", ""))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
