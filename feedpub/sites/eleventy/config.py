"""The configuration of an Eleventy site: JavaScript, of which literals alone are read; and its data in JSON."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from msgspec import Struct, structs

from feedpub.collect.dialect import Doubt, Taken
from feedpub.io import reading, refusal
from feedpub.model.errors import SystemFault
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.eleventy import markdown
from feedpub.sites.eleventy.collections import CollectionRule, collections_in
from feedpub.sites.eleventy.feeds import EleventyFeed, feeds_of, ordered
from feedpub.sites.shared import configuration
from feedpub.sites.shared.feeds import OwnFeed, doubts_of, ids_of, options_of
from feedpub.sites.shared.javascript import UNKNOWN, Script
from feedpub.sites.shared.reading import of_cname
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from feedpub.collect.dialect import Setting
    from feedpub.content.flavour import Flavour

MARKERS: Final = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")
PACKAGE: Final = "package.json"
ENDINGS: Final = (".md", ".html", ".njk", ".liquid")
_DATA: Final = ("metadata", "site", "meta")
"""Names of the data files that most sites have for what they say of themselves."""
_SCRIPTS: Final = (".js", ".cjs", ".mjs")
_ENDING: Final = re.compile(r"\.(?:js|cjs|mjs|json)\Z")
_BUILDING: Final = re.compile(r"\beleventy\b(?!-)")
_SERVING: Final = re.compile(r"--(?:serve|watch)\b")
_PREFIX: Final = re.compile(r"--pathprefix[= ]\\?[\"']?([\w./-]+)")
_CONFIG: Final = re.compile(r"--config[= ]\\?[\"']?([\w./-]+)")
_IMPORTED: Final = (
    r"""\bimport\s+{name}\s+from\s+["'](\.[^"']+)["']"""
    r"""|\b(?:const|let|var)\s+{name}\s*=\s*require\(\s*["'](\.[^"']+)["']\s*\)"""
)
_GLOBAL_DATA: Final = re.compile(
    r"""\.addGlobalData\(\s*["'](\w+)["']\s*,\s*(?:(\w+)|require\(\s*["'](\.[^"']+)["']\s*\))\s*\)"""
)
_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "url": ("url", "baseUrl", "baseURL", "base_url", "siteUrl", "siteURL", "site_url"),
    "title": ("title", "name"),
    "description": ("description",),
    "language": ("language", "lang"),
}
"""Options of feedpub, and the keys by which data files say them."""


class _LiteralValue(Struct, frozen=True, kw_only=True):
    """A value that a configuration says, and where."""

    value: object
    where: Where


class EleventyConfiguration:
    """What can be known of the configuration of one site without running it."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        self.folder, self.files = folder, files
        self._scripts = [(name, Script(_source(folder, name))) for name in files]
        self.input = self._folder("input", "setInputDirectory") or ""
        with refusal.named_at(lambda: self._place("input", "setInputDirectory")):
            reading.is_folder(folder, refusal.checked(self.input))
        self.output = self._folder("output", "setOutputDirectory") or "_site"
        self.includes = {
            self._folder("includes", "setIncludesDirectory") or "_includes",
            self._folder("layouts", "setLayoutsDirectory") or "_layouts",
            self._folder("data", "setDataDirectory") or "_data",
        }
        self.prefix = self._prefix()
        """The path below the host at which the site lies, without slashes at its ends; empty where none is said."""
        self.collections = self._collections()
        skipped = frozenset({self.output, *(posixpath.join(self.input, name) for name in self.includes)})
        found = (*self._of_plugin(), *feeds_of(folder, self.input, skipped, self._data_at))
        self.feeds = ordered(found)
        """The main one first."""

    def _collections(self) -> Mapping[str, CollectionRule]:
        found: dict[str, CollectionRule] = {}
        for name in self.files:
            found |= collections_in(_source(self.folder, name))
        return found

    def _data_at(self, name: str) -> str | None:
        """Return the text of a name of the global data in JSON, with the host of the site as a placeholder."""
        root, *steps = name.split(".")
        file = f"{posixpath.join(self.input, '_data')}/{root}.json"
        if not re.fullmatch(r"[\w-]+", root) or not reading.is_file(self.folder, file):
            return None
        found = configuration.read(self.folder, file).text(*steps)
        parts = urlsplit(found)
        if "{" in found or not found:
            return None
        return found.replace(f"{parts.scheme}://{parts.netloc}", "{site}", 1) if parts.netloc else found

    @property
    def own_feeds(self) -> tuple[OwnFeed, ...]:
        """The feeds, those of other collections than the main one's with that for a section."""
        main = self.feeds[0].collection if self.feeds else ""
        return tuple(
            each.feed
            if each.collection in {main, ""}
            else structs.replace(each.feed, only={"sections": (each.collection,)})
            for each in self.feeds
        )

    def doubts(self) -> Iterator[Doubt]:
        """Return what the templates and the configuration do not tell."""
        yield from doubts_of(self.own_feeds, "of addresses")
        unknown = [each for each in self.feeds if self.is_unknown(each.collection)]
        if unknown:
            said = Diagnostic(
                code="site/collection-not-read",
                level=Level.WARNING,
                where=unknown[0].feed.where,
                text=f"A function that is not run tells which posts `collections.{unknown[0].collection}` holds; all "
                "pages with a date are taken.",
                why="The feed may hold pages that Eleventy's own does not.",
                hint="Give the posts a tag of that name, or collect them by `getFilteredByGlob` with literals; "
                "`feed: false` keeps a page out.",
                count=len(unknown),
            )
            yield Doubt(path=("feeds", "more"), said=said)

    def is_unknown(self, collection: str) -> bool:
        """Whether nothing but the script knows the members of a collection."""
        rule = self.collections.get(collection)
        return rule is not None and not (rule.globs or rule.tags or rule.is_of_all)

    def flavour(self) -> Flavour:
        """Return how Markdown is read."""
        return markdown.flavour((script for _, script in self._scripts), self.prefix)

    @property
    def engines(self) -> dict[str, str]:
        """Return the languages of templates in Markdown and HTML, by the ending; empty for none, and only if named."""
        keys = {"md": "markdownTemplateEngine", "html": "htmlTemplateEngine"}
        named = [
            (ending, value)
            for ending, key in keys.items()
            for _, script in self._scripts
            for value, _ in script.assigned(key)
        ]
        return {ending: value or "" for ending, value in named if isinstance(value, str) or value is False}

    @property
    def ignored(self) -> tuple[str, ...]:
        """Return the globs that `ignores.add` names."""
        names = ("ignores.add", "eleventyConfig.ignores.add", "config.ignores.add")
        found = [
            given[0]
            for _, script in self._scripts
            for name in names
            for given, _ in script.called(name.rpartition(".")[2])
            if given and isinstance(given[0], str)
        ]
        return tuple(str(each).removeprefix("./") for each in dict.fromkeys(found))

    def _prefix(self) -> str:
        """Return `pathPrefix`, else what all commands of package.json that build give Eleventy as such."""
        said = [value for _, script in self._scripts for value, _ in script.assigned("pathPrefix")]
        texts = {each.strip("/") for each in said if isinstance(each, str)}
        if not texts:
            commands = _builds(_package(self.folder))
            texts = {match[1].strip("/") if (match := _PREFIX.search(one)) else "" for one in commands}
        return texts.pop() if len(texts) == 1 else ""

    def _folder(self, key: str, call: str) -> str:
        """Return the folder that package.json, `dir` or a call name; empty where none does, or they differ."""
        found: list[object] = list(_given(self.folder, key))
        if not found:
            found += [known.value for known in self._of_dir(key)]
            for _, script in self._scripts:
                found += [given[0] for given, _ in script.called(call) if given]
        texts = {posixpath.normpath(each) for each in found if isinstance(each, str)}
        return texts.pop().replace(".", "", 1) if texts == {"."} else texts.pop() if len(texts) == 1 else ""

    def _place(self, key: str, call: str) -> Where:
        """Return the place where `dir` or a call names a folder."""
        known = [each.where for each in self._of_dir(key)]
        called = [
            Where(path=name, line=line, column=1) for name, script in self._scripts for _, line in script.called(call)
        ]
        return next(iter((*known, *called)), Where(path=self.files[0] if self.files else MARKERS[0]))

    def _of_dir(self, key: str) -> Iterator[_LiteralValue]:
        for name, script in self._scripts:
            for value, line in script.assigned("dir"):
                if isinstance(value, dict) and value.get(key, UNKNOWN) is not UNKNOWN:
                    yield _LiteralValue(value=value[key], where=Where(path=name, line=line, column=1))

    def _of_plugin(self) -> Iterator[EleventyFeed]:
        """Return the feeds that eleventy-plugin-rss is asked to make."""
        for name, script in self._scripts:
            for given, line in script.called("addPlugin"):
                options = given[1] if len(given) > 1 else None
                if isinstance(options, dict) and isinstance(options.get("collection"), dict):
                    yield _plugin_feed(options, Where(path=name, line=line, column=1))

    # As options

    def taken(self) -> Iterator[Taken]:
        """Return each option of feedpub that can be known, and those that follow from the generator."""
        if self.files:
            yield self._one("site.config", list(self.files), "")
        yield from self._of_site()
        if self.input:
            yield self._one("content.folder", self.input, "dir.input")
        yield self._one("content.extensions", list(ENDINGS), "")
        yield self._one("content.future", value=True, key="")
        own = self.own_feeds
        yield from (tuple(ids_of(own[0])) if own else ()) or (self._one("ids.scheme", "permalink", ""),)
        yield self._one("output.folder", self.output, "dir.output" if self.output != "_site" else "")
        if own:
            yield from options_of(own, "outputPath" if own[0].where.path in self.files else "", {})

    def _of_site(self) -> Iterator[Taken]:
        seen: set[str] = set()
        for feed in self.feeds:
            where = feed.feed.where
            for path, key in (("title", "title"), ("description", "subtitle"), ("language", "language")):
                if (text := feed.said.get(key)) and path not in seen:
                    seen.add(path)
                    yield Taken(path=("site", path), value=text, key=f"metadata.{key}", where=where)
            base = feed.said.get("base", "")
            if base and "url" not in seen:
                seen.add("url")
                key = "metadata.base" if where.path in self.files else "metadata.url"
                yield Taken(path=("site", "url"), value=self._below(base), key=key, where=where)
            if (name := feed.said.get("author")) and "author" not in seen:
                seen.add("author")
                author = {"name": name, **({"email": email} if (email := feed.said.get("email")) else {})}
                yield Taken(path=("site", "author"), value=[author], key="metadata.author", where=where)
        yield from self._of_data(seen)
        if "url" not in seen and (named := of_cname(self.folder, ("", self.input, "public", "static", "src"))):
            host, name = named
            where = Where(path=name, line=1, column=1)
            yield Taken(path=("site", "url"), value=self._below(f"https://{host}/"), key="CNAME", where=where)

    def _below(self, base: str) -> str:
        """Return the address of the site: Eleventy puts every path below the host and the prefix.

        Where none is said, one that the address has is what the command line gives it.
        """
        return urlunsplit(urlsplit(base)._replace(path=f"/{self.prefix}/")) if self.prefix else base

    def _of_data(self, seen: set[str]) -> Iterator[Taken]:
        """Return title and address of the data files that most sites have for them."""
        data = posixpath.join(self.input, "_data")
        for stem in (*(f"{data}/{name}" for name in _DATA), *self._global_data()):
            for path, said, known in self._said(stem):
                text = known.value
                is_one = isinstance(text, str) and text.strip() and "{" not in text
                if is_one and isinstance(text, str) and path not in seen and (path != "url" or "://" in text):
                    seen.add(path)
                    key = f"{said} of {posixpath.basename(known.where.path)}"
                    value = self._below(text) if path == "url" else text.strip()
                    yield Taken(path=("site", path), value=value, key=key, where=known.where)

    def _global_data(self) -> Iterator[str]:
        """Return the files, without their endings, that `addGlobalData` makes data under a usual name."""
        for file in self.files:
            source = _source(self.folder, file)
            for name, variable, required in _GLOBAL_DATA.findall(source):
                found = re.search(_IMPORTED.format(name=variable), source) if variable else None
                path = required or (found and (found[1] or found[2])) or ""
                stem = _ENDING.sub("", posixpath.normpath(posixpath.join(posixpath.dirname(file), path)))
                if path and name in _DATA and urls.is_safe_file(stem):
                    yield stem

    def _said(self, stem: str) -> Iterator[tuple[str, str, _LiteralValue]]:
        """Return what a data file in JSON or JavaScript says of the site, by option of feedpub."""
        if reading.is_file(self.folder, name := f"{stem}.json"):
            read = configuration.read(self.folder, name)
            yield from (
                (path, key, _LiteralValue(value=read.text(key), where=read.where(key)))
                for path, keys in _SAID.items()
                for key in keys
            )
        for name in (stem + ending for ending in _SCRIPTS):
            if reading.is_file(self.folder, name):
                for value, line in Script(_source(self.folder, name)).exported():
                    where = Where(path=name, line=line, column=1)
                    if isinstance(value, dict):
                        yield from (
                            (path, key, _LiteralValue(value=value.get(key), where=where))
                            for path, keys in _SAID.items()
                            for key in keys
                        )

    def _one(self, path: str, value: Setting, key: str) -> Taken:
        where = Where(path=self.files[0] if self.files else MARKERS[0])
        return Taken(path=tuple(path.split(".")), value=value, key=key, where=where)


def in_package(folder: Path) -> tuple[str, ...]:
    """Return the configuration that the commands of package.json name; package.json where they do without one."""
    commands = tuple(_builds(_package(folder)))
    named = [posixpath.normpath(match[1]) for each in commands if (match := _CONFIG.search(each))]
    safe = next((name for name in named if urls.is_safe_file(name) and reading.is_file(folder, name)), "")
    return (safe,) if safe else (PACKAGE,) if commands and not named else ()


def _given(folder: Path, option: str) -> Iterator[str]:
    """Return the folders that the commands of package.json give as an option, which goes before the configuration."""
    for command in _builds(_package(folder)):
        if match := re.search(rf"--{option}[= ]\\?[\"']?([\w./-]+)", command):
            yield match[1]


def _package(folder: Path) -> str:
    return reading.text(folder, PACKAGE, encoding="utf-8", errors="replace") or ""


def _builds(package: str) -> Iterator[str]:
    """Return the commands of a package.json that build with Eleventy."""
    try:
        read = json.loads(package or "{}")
    except (ValueError, RecursionError):
        return  # npm runs nothing of it, either
    scripts = read.get("scripts") if isinstance(read, dict) else None
    for command in scripts.values() if isinstance(scripts, dict) else ():
        if isinstance(command, str) and _BUILDING.search(command) and not _SERVING.search(command):
            yield command


def _plugin_feed(options: dict[str, object], where: Where) -> EleventyFeed:
    metadata, listed = _mapping(options.get("metadata")), _mapping(options.get("collection"))
    said = {key: value for key, value in metadata.items() if isinstance(value, str)}
    author = _mapping(metadata.get("author"))
    said |= {
        name: value
        for name, key in (("author", "name"), ("email", "email"))
        if isinstance(value := author.get(key), str)
    }
    kind, path, limit = options.get("type", "atom"), options.get("outputPath", "/feed.xml"), listed.get("limit", 0)
    name = listed.get("name")
    return EleventyFeed(
        feed=OwnFeed(
            format=kind if kind in {"atom", "rss", "json"} and isinstance(kind, str) else "atom",
            path=path.lstrip("/") if isinstance(path, str) else "feed.xml",
            limit=limit if isinstance(limit, int) and limit > 0 else 0,
            id="{url}",
            where=where,
        ),
        collection=name if isinstance(name, str) else "",
        said={key: value for key, value in said.items() if value.strip()},
    )


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _source(folder: Path, name: str) -> str:
    text = reading.text(folder, name, encoding="utf-8", errors="replace")
    if text is None:
        raise SystemFault(f"{folder / name} cannot be read: there is no such file", str(folder / name))
    return text
