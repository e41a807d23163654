"""What the configuration of a Hugo site means: its languages, its folders, its rules, and what is not followed of it.

Paths of keys are in lower case here; nothing of the site is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from feedpub.collect.fields import as_flag
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Diagnostic, Level
from feedpub.sites.hugo import paths
from feedpub.sites.hugo.feeds import HugoFeedSettings, HugoFeedTemplate, template_of
from feedpub.sites.hugo.rules import DATES, PAGE, SECTION, Cascade, HugoLanguage, HugoRules, Root
from feedpub.sites.hugo.sources import HugoSources
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.frontmatter import Value
    from feedpub.model.options import ContentOptions
    from feedpub.model.records import Where
    from feedpub.sites.shared.configuration import Written


class HugoConfiguration:
    """What the configuration of one site means."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        self._sources = HugoSources(folder, files)
        self._template: tuple[HugoFeedTemplate | None] | None = None
        self.keys: Written = self._sources.keys

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files."""
        return self._sources.names

    def where(self, *path: str) -> Where:
        """Return the place of a key (in lower case), in the last file that has it."""
        return self._sources.where(*path)

    @property
    def language(self) -> str:
        """The key of the language of the site."""
        return (self.keys.text("defaultcontentlanguage") or "en").lower()

    def languages(self) -> tuple[HugoLanguage, ...]:
        """Return the languages of the site that are not disabled, its own first."""
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
        """Return the path of a setting of a language, or of the site where the language has none of its own."""
        own = ("languages", key, *path)
        return own if self.keys.at(*own) is not None else path

    def tag(self, key: str) -> str:
        """Return the language tag of a language."""
        names = ("locale", "languagecode")
        of_language = next(filter(None, (self.keys.text("languages", key, name) for name in names)), "")
        of_site = next(filter(None, (self.keys.text(name) for name in names)), "") if key == self.language else ""
        return (of_language or of_site or key).replace("_", "-")

    def _language(self, key: str, *, is_below: bool) -> HugoLanguage:
        is_default = key == self.language
        taxonomies = self.keys.table(*self.of_language(key, "taxonomies"))
        names = tuple(value.lower() for value in taxonomies.values() if isinstance(value, str) and value)
        return HugoLanguage(
            key=key,
            tag="" if is_default else self.tag(key),
            title=self.keys.text(*self.of_language(key, "title")) if self.keys.table("languages") else "",
            prefix=f"{key}/" if is_below else "",
            is_default=is_default,
            taxonomies=names or HugoLanguage(key="").taxonomies,
            permalinks=_permalinks(self.keys.table(*self.of_language(key, "permalinks"))),
            has_home="home" not in self.disabled_kinds(key),
            has_home_feed=self._has_feed(key, "home"),
            has_terms=not {"term", "taxonomy"} & self.disabled_kinds(key),
            has_term_feeds=self._has_feed(key, "term"),
            has_sections="section" not in self.disabled_kinds(key),
            has_section_feeds=self._has_feed(key, "section"),
        )

    # The folders of the content

    def roots(self) -> tuple[Root, ...]:
        """Return the folders of content, each with its language."""
        mounts = self.keys.at("module", "mounts")
        mounted = [self._mounted(each) for each in mounts if isinstance(each, dict)] if isinstance(mounts, list) else []
        if roots := tuple(root for root in mounted if root):
            return roots
        usual = self.content_folder
        by_language = {
            key: self._content("languages", key, "contentdir")
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
        if target.partition("/")[0] != "content" or _is_outside(source):
            return None
        with refusal.named_at(lambda: self.where("module", "mounts")):
            return Root(folder=_checked(source), language=language.lower(), mount=target.partition("/")[2])

    @property
    def content_folder(self) -> str:
        """The folder of the content, below the site's."""
        return self._content("contentdir") or "content"

    def _content(self, *path: str) -> str:
        with refusal.named_at(lambda: self.where(*path)):
            return _checked(self.keys.text(*path))

    def check_folders(self, site: Path) -> None:
        """Raise RefusedError for a folder of content that is not of the site."""
        keys = (("module", "mounts"), *(("languages", key, "contentdir") for key in self.keys.table("languages")))
        keys = tuple(path for path in (*keys, ("contentdir",)) if self.keys.at(*path) is not None)
        for root in self.roots():
            try:
                reading.is_folder(site, root.folder)
            except RefusedError as error:
                named = (path for path in keys if _folder(self.keys.text(*path)) == root.folder)
                key = next(named, ("module", "mounts"))
                raise (error.at(self.where(*key)) if key in keys else error) from error

    @property
    def publish_folder(self) -> str:
        """The folder that the site is published in, below its own; empty where the configuration names none."""
        return _folder(self.keys.text("publishdir"))

    # The feeds

    @property
    def limit_key(self) -> tuple[str, ...]:
        """The key that says how many posts a feed holds."""
        return ("services", "rss", "limit") if self.keys.text("services", "rss", "limit") else ("rsslimit",)

    @property
    def feed_limit(self) -> int | None:
        """The greatest number of posts of a feed, 0 for all; None where the configuration says none."""
        return self.keys.number(*self.limit_key)

    def feed_template(self, site: Path) -> HugoFeedTemplate | None:
        """Return what the site's own template of its feed tells; None where Hugo's makes it."""
        if self._template is None:
            address = self.keys.text(*self.of_language(self.language, "baseurl"))
            settings = HugoFeedSettings(
                base=urlsplit(address).path.rstrip("/"),
                main_sections=self.keys.words("params", "mainsections"),
                limit=self.feed_limit or 0,
            )
            self._template = (template_of(site, self.keys.words("theme"), "rss", settings),)
        return self._template[0]

    def output_path(self, form: str, usual: str) -> str:
        """Return the path of the feed in a format that the site defines, below its page."""
        formats = self.keys.table("outputformats")
        asked = {word.lower() for word in self.keys.words(*self.of_language(self.language, "outputs", "home"))}
        for name in formats:
            media = self.keys.text("outputformats", name, "mediatype").lower()
            if name not in asked or form not in f"{name} {media.partition('+')[0]}":
                continue
            if form == "json" and not ("feed" in media or "feed" in name):
                continue  # data for the search of the site
            suffixes = self.keys.words("mediatypes", media, "suffixes")
            base = self.keys.text("outputformats", name, "basename") or "index"
            path = clean_path(
                self.keys.text("outputformats", name, "path"),
                f"{base}.{suffixes[0] if suffixes else usual.rpartition('.')[2]}",
            )
            return path or usual
        return usual

    # As rules

    def rules(self, site: Path, options: ContentOptions, usual_permalink: str) -> HugoRules:
        """Return what reading a file needs to know; `_index` files have their say later."""
        keys = self.keys
        own = self.feed_template(site)
        ugly = keys.at("uglyurls")
        sections = tuple(key for key in ugly if as_flag(ugly[key])) if isinstance(ugly, dict) else ("*",)
        return HugoRules(
            languages=self.languages(),
            ugly=sections if isinstance(ugly, dict) or as_flag(ugly) else (),
            keeps_case=bool(keys.flag("disablepathtolower")),
            drops_accents=bool(keys.flag("removepathaccents")),
            dates={name: self._tokens(name) for name in DATES},
            cascades=tuple(cascades(keys.at("cascade"))),
            permalink="" if options.permalink == usual_permalink else options.permalink,
            capitalises=keys.flag("capitalizelisttitles") is not False,
            pluralises=keys.flag("pluralizelisttitles") is not False,
            has_expired=bool(keys.flag("buildexpired")),
            params=keys.table("params"),
            content=self.roots(),
            home_sections=own.sections if own else (),
            hidden_by=own.hidden_by if own else {},
        )

    def disabled_kinds(self, language: str) -> frozenset[str]:
        """Return the kinds of pages that a language does without."""
        return frozenset(word.lower() for word in self.keys.words(*self.of_language(language, "disablekinds")))

    def _has_feed(self, language: str, kind: str) -> bool:
        """Whether Hugo gives pages of this kind a feed."""
        if {"rss", kind} & self.disabled_kinds(language):
            return False
        outputs = self.keys.words(*self.of_language(language, "outputs", kind))
        return not outputs or "rss" in (word.lower() for word in outputs)

    def _tokens(self, name: str) -> tuple[str, ...]:
        given = tuple(word.strip().lower() for word in self.keys.words("frontmatter", name))
        found: list[str] = []
        for key in given or (":default",):
            found += DATES[name] if key == ":default" else (key,)
        return tuple(dict.fromkeys(found))

    # What cannot be followed

    def doubts(self) -> Iterator[Diagnostic]:
        """Return a warning for each setting that changes what is published in a way that is not followed here."""
        yield from self._sources.notes
        for name, what in _NOT_FOLLOWED.items():
            path = tuple(name.split("."))
            if self.keys.at(*path) is not None and self.keys.flag(*path) is not False:
                yield self._doubt(path, what)
        for key in self.keys.table("languages"):
            if self.keys.text("languages", key, "baseurl"):
                yield self._doubt(
                    ("languages", key, "baseurl"), "Languages on hosts of their own are published below one host."
                )
        mounts = self.keys.at("module", "mounts")
        sources = (
            each.get("source") for each in (mounts if isinstance(mounts, list) else ()) if isinstance(each, dict)
        )
        if any(_is_outside(source) for source in sources if isinstance(source, str)):
            yield self._doubt(("module", "mounts"), "What lies outside of the site is not read.")
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


_NOT_FOLLOWED: Final = {
    "module.imports": "Content that comes from modules is not read.",
    "enablegitinfo": "The dates of Git are not read: posts without `lastmod` have none.",
    "roles": "Roles are not known: only the pages of the usual one are right.",
    "versions": "Versions are not known: only the pages of the usual one are right.",
}


def cascades(
    given: Value | None, below: str = "", language: str = "", *, environment: str = "production"
) -> Iterator[Cascade]:
    """Return the cascades of one `cascade` key, of the configuration or of an `_index` file."""
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
    """Return the key of a cascade's target that is not known here; empty when all are."""
    known = ("path", "kind", "lang", "environment")
    return next((key for key, value in _target(cascade).items() if key not in known or not isinstance(value, str)), "")


def _permalinks(given: dict[str, Value]) -> dict[str, dict[str, str]]:
    """Return the patterns by kind and section, empty for pages in none; those without a kind are for pages."""
    found: dict[str, dict[str, str]] = {PAGE: {}, SECTION: {}, "term": {}, "taxonomy": {}}
    for key, value in given.items():
        if isinstance(value, dict) and key in found:
            found[key] |= {name.strip("/"): pattern for name, pattern in value.items() if isinstance(pattern, str)}
        elif isinstance(value, str):
            found[PAGE].setdefault(key.strip("/"), value)
            found["term"].setdefault(key.strip("/"), value)
    return found


def _checked(text: str) -> str:
    """Return a folder of the site as it is named, tidied. Raises RefusedError for one that is not of the site."""
    if _is_outside(text):
        raise refusal.refused(text, "outside")
    return refusal.checked(_folder(text))


def _is_outside(text: str) -> bool:
    plain = text.replace("\\", "/").strip()
    return plain.startswith("/") or ".." in plain.split("/")


def clean_path(folder: str, name: str) -> str:
    """Return the path of a file in a folder below a page; nothing for one that is not safe."""
    path = f"{_folder(folder)}/{name}".lstrip("/")
    return path if urls.is_safe_file(path) else ""


def _folder(text: str) -> str:
    cleaned = paths.clean(text.replace("\\", "/"))
    return cleaned if urls.is_safe_path(cleaned) else ""
