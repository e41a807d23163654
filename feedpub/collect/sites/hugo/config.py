"""The configuration of a Hugo site, from one file or a folder of them: as options of feedpub, and as rules.

Keys are read without regard to case, as Hugo does; nothing of the site is run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from feedpub import urls
from feedpub.collect.fields import as_flag
from feedpub.collect.sites import written
from feedpub.collect.sites.dialect import Found, Taken
from feedpub.collect.sites.hugo import paths
from feedpub.collect.sites.hugo.rules import DATES, PAGE, SECTION, Cascade, Language, Root, Rules
from feedpub.model import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.collect.sites.dialect import Setting
    from feedpub.collect.sites.written import Written
    from feedpub.options import ContentOptions

TITLE: Final = "Hugo"
_ENDINGS = ("toml", "yaml", "yml", "json")
_SURE = tuple(f"hugo.{ending}" for ending in _ENDINGS)
_SHARED = tuple(f"config.{ending}" for ending in _ENDINGS)
_BASE_URL = re.compile(r"^[ \t]*[\"']?base_?url[\"']?[ \t]*[=:]", re.IGNORECASE | re.MULTILINE)
_OF_ZOLA = re.compile(r"^[ \t]*base_url[ \t]*=", re.MULTILINE)
_FOLDERS = ("config/_default", "config/production")
_WHOLE = ("hugo", "config")
"""Names of files whose keys stand at the top; other names are themselves the first key."""
_DEFAULT_OUTPUTS = {"home": ("html", "rss"), "section": ("html", "rss"), "term": ("html", "rss")}


def detect(folder: Path) -> tuple[str, ...]:
    """Give the configuration files of the site, in the order in which later ones win; () where it is not Hugo's."""
    whole = next(((name,) for name in _SURE if (folder / name).is_file()), ()) or next(
        ((name,) for name in _SHARED if _is_hugos(folder / name)), ()
    )
    return (*whole, *_in_folders(folder))


def _is_hugos(file: Path) -> bool:
    if not file.is_file():
        return False
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # whoever reads it as a configuration will say so
    return bool(_BASE_URL.search(text)) and not _OF_ZOLA.search(text)


def _in_folders(folder: Path) -> tuple[str, ...]:
    """Give the files of the folders of the configuration, where one of them is a whole configuration."""
    found = [
        f"{below}/{file.name}"
        for below in _FOLDERS
        if (folder / below).is_dir()
        for file in sorted((folder / below).iterdir(), key=lambda file: (file.stem not in _WHOLE, file.name))
        if file.suffix.lstrip(".") in _ENDINGS and file.is_file()
    ]
    is_hugos = any(name.rpartition("/")[2] in _SURE or _is_hugos(folder / name) for name in found)
    has_whole = any((folder / name).is_file() for name in _SURE) or any(_is_hugos(folder / name) for name in _SHARED)
    return tuple(found) if is_hugos or has_whole else ()


def _lower(value: Value) -> Value:
    return {key.lower(): _lower(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _merge(one: dict[str, Value], other: dict[str, Value]) -> dict[str, Value]:
    merged = dict(one)
    for key, value in other.items():
        before = merged.get(key)
        merged[key] = _merge(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


class Configuration:
    """The configuration files of one site, later ones over earlier ones."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        self._folder = folder
        self._files = tuple((written.read(folder, name), _prefix(name)) for name in files)
        values: dict[str, Value] = {}
        for each, prefix in self._files:
            inner: dict[str, Value] = {key.lower(): _lower(value) for key, value in each.values.items()}
            for key in reversed(prefix):
                inner = {key: inner}
            values = _merge(values, inner)
        self.keys: Written = written.Written(name=files[0] if files else _SURE[0], values=values, source="")

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(each.name for each, _ in self._files)

    def where(self, *path: str) -> Where:
        """Give the place of a key (in lower case), in the last file that has it."""
        for each, prefix in reversed(self._files):
            below = path[len(prefix) :]
            if path[: len(prefix)] == prefix and (actual := _as_written(each.values, below)):
                return each.where(*actual)
        return Where(path=self.keys.name)

    @property
    def language(self) -> str:
        """The key of the language of the site."""
        return (self.keys.text("defaultcontentlanguage") or "en").lower()

    def languages(self) -> tuple[Language, ...]:
        """Give the languages of the site that are not disabled, its own first."""
        listed = {key: value for key, value in self.keys.table("languages").items() if isinstance(value, dict)}
        keys = [key for key in listed if key not in self.disabled] or [self.language]
        keys.sort(key=lambda key: key != self.language)
        is_below = bool(self.keys.flag("defaultcontentlanguageinsubdir")) and bool(listed)
        return tuple(self._language(key, is_below=is_below or key != self.language) for key in keys)

    @property
    def disabled(self) -> frozenset[str]:
        """The keys of the languages that are not built."""
        one_by_one = (key for key in self.keys.table("languages") if self.keys.flag("languages", key, "disabled"))
        return frozenset([*(word.lower() for word in self.keys.words("disablelanguages")), *one_by_one])

    def of_language(self, key: str, *path: str) -> tuple[str, ...]:
        """Give the path of a setting of a language, or of the site where the language has none of its own."""
        own = ("languages", key, *path)
        return own if self.keys.at(*own) is not None else path

    def tag(self, key: str) -> str:
        """Give the language tag of a language."""
        names = ("locale", "languagecode")
        of_language = next(filter(None, (self.keys.text("languages", key, name) for name in names)), "")
        of_site = next(filter(None, (self.keys.text(name) for name in names)), "") if key == self.language else ""
        return (of_language or of_site or key).replace("_", "-")

    def _language(self, key: str, *, is_below: bool) -> Language:
        is_default = key == self.language
        taxonomies = self.keys.table(*self.of_language(key, "taxonomies"))
        names = tuple(value.lower() for value in taxonomies.values() if isinstance(value, str) and value)
        return Language(
            key=key,
            tag="" if is_default else self.tag(key),
            title=self.keys.text(*self.of_language(key, "title")) if self.keys.table("languages") else "",
            prefix=f"{key}/" if is_below else "",
            is_default=is_default,
            taxonomies=names or Language(key="").taxonomies,
            permalinks=_permalinks(self.keys.table(*self.of_language(key, "permalinks"))),
        )

    # The folders of the content

    def roots(self) -> tuple[Root, ...]:
        """Give the folders of content, each with its language."""
        mounts = self.keys.at("module", "mounts")
        mounted = [self._mounted(each) for each in mounts if isinstance(each, dict)] if isinstance(mounts, list) else []
        if roots := tuple(root for root in mounted if root):
            return roots
        usual = self.content_folder
        by_language = {
            key: _folder(self.keys.text("languages", key, "contentdir"))
            for key in self.keys.table("languages")
            if self.keys.text("languages", key, "contentdir") and key not in self.disabled
        }
        if not by_language:
            return (Root(folder=usual),)
        own = tuple(Root(folder=folder, language=key) for key, folder in by_language.items())
        rest = [language.key for language in self.languages() if language.key not in by_language]
        return (*own, *([Root(folder=usual)] if rest else []))

    def _mounted(self, mount: dict[str, Value]) -> Root | None:
        source, target, language = (str(mount.get(key, "")).strip() for key in ("source", "target", "lang"))
        target = _folder(target)
        if target.partition("/")[0] != "content":
            return None
        return Root(folder=_folder(source), language=language.lower(), mount=target.partition("/")[2])

    @property
    def content_folder(self) -> str:
        """The folder of the content, below the site's."""
        return _folder(self.keys.text("contentdir") or "content")

    # As rules

    def rules(self, options: ContentOptions, usual_permalink: str) -> Rules:
        """Give what reading a file needs to know; `_index` files have their say later."""
        keys = self.keys
        ugly = keys.at("uglyurls")
        sections = tuple(key for key in ugly if as_flag(ugly[key])) if isinstance(ugly, dict) else ("*",)
        return Rules(
            languages=self.languages(),
            ugly=sections if isinstance(ugly, dict) or as_flag(ugly) else (),
            keeps_case=bool(keys.flag("disablepathtolower")),
            drops_accents=bool(keys.flag("removepathaccents")),
            dates={name: self._tokens(name) for name in DATES},
            cascades=tuple(cascades(keys.at("cascade"))),
            permalink="" if options.permalink == usual_permalink else options.permalink,
            capitalises=keys.flag("capitalizelisttitles") is not False,
            pluralises=keys.flag("pluralizelisttitles") is not False,
            has_terms=not {"term", "taxonomy"} & self.disabled_kinds,
            has_term_feeds="rss" in self._outputs("term"),
            has_sections="section" not in self.disabled_kinds,
            has_section_feeds="rss" in self._outputs("section"),
            has_expired=bool(keys.flag("buildexpired")),
            params=keys.table("params"),
            content=self.roots(),
        )

    @property
    def disabled_kinds(self) -> frozenset[str]:
        """The kinds of pages that the site does without."""
        return frozenset(word.lower() for word in self.keys.words("disablekinds"))

    def _outputs(self, kind: str) -> tuple[str, ...]:
        if "rss" in self.disabled_kinds:
            return ()
        given = tuple(word.lower() for word in self.keys.words("outputs", kind))
        return given or _DEFAULT_OUTPUTS[kind]

    def _tokens(self, name: str) -> tuple[str, ...]:
        given = tuple(word.strip().lower() for word in self.keys.words("frontmatter", name))
        found: list[str] = []
        for key in given or (":default",):
            found += DATES[name] if key == ":default" else (key,)
        return tuple(dict.fromkeys(found))

    # What cannot be followed

    def doubts(self) -> Iterator[Diagnostic]:
        """Give a warning for each setting that changes what is published in a way that is not followed here."""
        for name, what in _NOT_FOLLOWED.items():
            path = tuple(name.split("."))
            if self.keys.at(*path) is not None:
                yield self._doubt(path, what)
        for key in self.keys.table("languages"):
            if self.keys.text("languages", key, "baseurl"):
                yield self._doubt(
                    ("languages", key, "baseurl"), "Languages on hosts of their own are published below one host."
                )
        if any(":filemodtime" in self._tokens(name) for name in DATES):
            yield self._doubt(("frontmatter",), "`:fileModTime` is passed over: a copy of the site has other times.")
        for language in self.languages():
            for kind, patterns in language.permalinks.items():
                for section, pattern in patterns.items():
                    yield from self._bad_pattern(kind, section, pattern)
        yield from self._of_cascades()

    def _doubt(self, path: tuple[str, ...], what: str) -> Diagnostic:
        return Diagnostic(
            code="site/not-followed",
            level=Level.WARNING,
            where=self.where(*path),
            text=f"`{'.'.join(path)}`: {what}",
            why="feedpub may give posts other addresses or dates than Hugo does.",
            hint="Compare with `feedpub diff` before the first build replaces Hugo's feeds.",
        )

    def _bad_pattern(self, kind: str, section: str, pattern: str) -> Iterator[Diagnostic]:
        try:
            paths.check(pattern)
        except ValueError as error:
            yield Diagnostic(
                code="site/bad-permalink",
                level=Level.ERROR,
                where=self.where("permalinks", kind, section)
                if self.keys.at("permalinks", kind, section)
                else self.where("permalinks", section),
                text=f"The permalink of `{section}` cannot be filled in: {error}.",
                hint="Correct the token.",
                found=pattern,
            )

    def _of_cascades(self) -> Iterator[Diagnostic]:
        given = self.keys.at("cascade")
        for each in given if isinstance(given, list) else [given]:
            if isinstance(each, dict) and (unknown := unknown_targets(each)):
                yield self._doubt(("cascade",), f"The target `{unknown}` of a cascade is not known; it is passed over.")

    # As options

    def taken(self) -> Iterator[Taken]:
        """Give each option of feedpub that the configuration stands for, and those that follow from the generator."""
        if self._files:
            yield self._implied("site.config", list(self.files))
        yield from self._of_site()
        yield from self._of_content()
        yield from self._of_feeds()
        yield self._implied("ids.scheme", "hugo")
        publish = _folder(self.keys.text("publishdir"))
        yield self._one("output.folder", publish, "publishdir") if publish else self._implied("output.folder", "public")

    def _of_site(self) -> Iterator[Taken]:
        keys = self.keys
        for option, path in (
            ("site.title", self.of_language(self.language, "title")),
            ("site.description", self.of_language(self.language, "params", "description")),
            ("site.rights", self.of_language(self.language, "copyright")),
            ("site.timezone", self.of_language(self.language, "timezone")),
        ):
            if text := " ".join(keys.text(*path).split()):
                yield self._one(option, text, *path)
        address = keys.text(*self.of_language(self.language, "baseurl"))
        if address.startswith(("http://", "https://")):
            yield self._one("site.url", address, "baseurl")
        names = [("languages", self.language, name) for name in ("locale", "languagecode")]
        known = next((path for path in (*names, ("locale",), ("languagecode",)) if keys.text(*path)), None)
        if known:
            yield self._one("site.language", self.tag(self.language), *known)
        elif self._files:
            yield self._implied("site.language", self.language)
        for path in (self.of_language(self.language, "params", "author"), ("author",)):
            if author := _author(keys.at(*path)):
                yield self._one("site.author", [author], *path)
                break

    def _of_content(self) -> Iterator[Taken]:
        if self.keys.text("contentdir") and (self._folder / self.content_folder).is_dir():
            yield self._one("content.folder", self.content_folder, "contentdir")
        for option, name in (("content.future", "buildfuture"), ("content.drafts", "builddrafts")):
            if self.keys.flag(name) is not None:
                yield self._one(option, bool(self.keys.flag(name)), name)

    def _of_feeds(self) -> Iterator[Taken]:
        home = self.languages()[0].prefix if self.languages() else ""
        name = self._feed_name()
        yield self._implied("feeds.rss", f"{home}{name}")
        yield self._implied("feeds.atom", f"{home}atom.xml")
        yield self._implied("feeds.json", f"{home}feed.json")
        limit = ("services", "rss", "limit") if self.keys.text("services", "rss", "limit") else ("rsslimit",)
        number = self.keys.text(*limit)
        if number.isdigit():
            yield self._one("feeds.limit", int(number), *limit)
        else:
            yield self._implied("feeds.limit", 0)
        for table in ("categories", "tags", "sections", "languages"):
            yield self._implied(f"feeds.{table}.enabled", value=True)
            yield self._implied(f"feeds.{table}.rss", f"{{page}}/{name}")
            yield self._implied(f"feeds.{table}.atom", "{page}/atom.xml")
            yield self._implied(f"feeds.{table}.json", "{page}/feed.json")
            yield self._implied(f"feeds.{table}.title", "{site}" if table == "languages" else "{term} on {site}")
        if path := self.keys.text("sitemap", "filename"):
            yield self._one("sitemap.path", path, "sitemap", "filename")
        if home:  # at the root is nothing but the way there
            yield self._implied("sitemap.home", value=False)
        if "sitemap" in self.disabled_kinds:
            yield self._one("sitemap.enabled", False, "disablekinds")  # noqa: FBT003 - the value of an option

    def _feed_name(self) -> str:
        base = self.keys.text("outputformats", "rss", "basename") or "index"
        suffixes = self.keys.words("mediatypes", "application/rss+xml", "suffixes")
        return f"{base}.{suffixes[0] if suffixes else 'xml'}"

    def _one(self, option: str, value: Setting, *path: str) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key=".".join(path), where=self.where(*path))

    def _implied(self, option: str, value: Setting) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key="", where=Where(path=self.keys.name))


_NOT_FOLLOWED: Final = {
    "module.imports": "Content that comes from modules is not read.",
    "enablegitinfo": "The dates of Git are not read: posts without `lastmod` have none.",
    "roles": "Roles are not known: only the pages of the usual one are right.",
    "versions": "Versions are not known: only the pages of the usual one are right.",
}


def found(folder: Path, files: tuple[str, ...]) -> Found:
    """Give the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    configuration = Configuration(folder, files)
    return Found(name="hugo", title=TITLE, files=files, taken=tuple(configuration.taken()))


def cascades(
    given: Value | None, below: str = "", language: str = "", *, environment: str = "production"
) -> Iterator[Cascade]:
    """Give the cascades of one `cascade` key, of the configuration or of an `_index` file."""
    for each in given if isinstance(given, list) else [given]:
        if not isinstance(each, dict) or unknown_targets(each):
            continue
        target = _target(each)
        where = str(target.get("environment", ""))
        if where and where != environment:
            continue
        yield Cascade(
            below=below,
            language=language,
            values={key.lower(): value for key, value in each.items() if key.lower() not in {"target", "_target"}},
            path=str(target.get("path", "")).lower(),
            kind=str(target.get("kind", "")),
            only_language=str(target.get("lang", "")),
        )


def _target(cascade: dict[str, Value]) -> dict[str, Value]:
    given = next((value for key, value in cascade.items() if key.lower() in {"target", "_target"}), {})
    return {key.lower(): value for key, value in given.items()} if isinstance(given, dict) else {}


def unknown_targets(cascade: dict[str, Value]) -> str:
    """Give the key of a cascade's target that is not known here; empty when all are."""
    known = ("path", "kind", "lang", "environment")
    return next((key for key, value in _target(cascade).items() if key not in known or not isinstance(value, str)), "")


def _prefix(name: str) -> tuple[str, ...]:
    """Give the keys around what stands in a file: none for `hugo.toml`, `languages.ko.params` for `params.ko.toml`."""
    stem = name.rpartition("/")[2].rpartition(".")[0].lower()
    if stem in _WHOLE or "/" not in name:
        return ()
    key, _, language = stem.partition(".")
    return ("languages", language, key) if language else (key,)


def _as_written(values: dict[str, Value], path: tuple[str, ...]) -> tuple[str, ...]:
    """Give the path of a key as the file has it, as far as it has it; empty when not even the first is there."""
    actual: list[str] = []
    inner: Value = values
    for step in path:
        key = next((key for key in inner if key.lower() == step), None) if isinstance(inner, dict) else None
        if key is None or not isinstance(inner, dict):
            return ()
        actual.append(key)
        inner = inner[key]
    return tuple(actual)


def _permalinks(given: dict[str, Value]) -> dict[str, dict[str, str]]:
    """Give the patterns by kind; those without a kind are for pages."""
    found: dict[str, dict[str, str]] = {PAGE: {}, SECTION: {}, "term": {}, "taxonomy": {}}
    for key, value in given.items():
        if isinstance(value, dict) and key in found:
            found[key] |= {section: pattern for section, pattern in value.items() if isinstance(pattern, str)}
        elif isinstance(value, str):
            found[PAGE].setdefault(key, value)
            found["term"].setdefault(key, value)
    return found


def _folder(text: str) -> str:
    cleaned = paths.clean(text.replace("\\", "/"))
    return cleaned if urls.is_safe_path(cleaned) else ""


def _author(given: Value | None) -> dict[str, object]:
    if isinstance(given, str):
        return {"name": given.strip()} if given.strip() else {}
    if not isinstance(given, dict):
        return {}
    wanted = {"name": given.get("name"), "email": given.get("email")}
    author: dict[str, object] = {key: value for key, value in wanted.items() if isinstance(value, str) and value}
    return author if "name" in author else {}
