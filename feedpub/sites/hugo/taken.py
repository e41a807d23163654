"""The configuration of a Hugo site as options of feedpub: what it says, and what follows from the generator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.dialect import FoundSite, Taken
from feedpub.io import reading
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Where
from feedpub.sites.hugo.config import HugoConfiguration
from feedpub.sites.hugo.files import HTML, MARKDOWN
from feedpub.sites.shared.feeds import doubts_of, ids_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.dialect import Setting
    from feedpub.collect.frontmatter import Value

TITLE: Final = "Hugo"
_OF_HOME: Final = ("index.", "home.")
"""Begins the names of templates that are of the home page alone."""


def found(folder: Path, files: tuple[str, ...]) -> FoundSite:
    """Return the options that the configuration stands for. Raises UsageError naming what cannot be read."""
    configuration = HugoConfiguration(folder, files)
    options = _HugoOptions(folder, configuration)
    own = configuration.feed_template(folder)
    doubts = tuple(doubts_of((own.feed,), "as Hugo's own template makes them")) if own else ()
    return FoundSite(name="hugo", title=TITLE, files=files, taken=tuple(options.taken()), doubts=doubts)


class _HugoOptions:
    """The options that one configuration stands for."""

    def __init__(self, folder: Path, configuration: HugoConfiguration) -> None:
        self._folder = folder
        self._site = configuration
        self._keys = configuration.keys

    def taken(self) -> Iterator[Taken]:
        """Return each option of feedpub that the configuration stands for, and those that follow from the generator."""
        if self._site.files:
            yield self._implied("site.config", list(self._site.files))
        yield from self._of_site()
        yield from self._of_content()
        yield from self._of_feeds()
        yield self._implied("content.extensions", [*MARKDOWN, *HTML])
        yield from self._of_ids()
        publish = self._site.publish_folder
        yield self._one("output.folder", publish, "publishdir") if publish else self._implied("output.folder", "public")

    def _of_ids(self) -> Iterator[Taken]:
        own = self._site.feed_template(self._folder)
        found = tuple(ids_of(own.feed)) if own and own.feed.id != "{url}" else ()
        yield from found or (self._implied("ids.scheme", "hugo"),)

    def _of_site(self) -> Iterator[Taken]:
        for option, path in (
            ("site.title", self._site.of_language(self._site.language, "title")),
            ("site.description", self._site.of_language(self._site.language, "params", "description")),
            ("site.rights", self._site.of_language(self._site.language, "copyright")),
            ("site.timezone", self._site.of_language(self._site.language, "timezone")),
        ):
            if text := " ".join(self._keys.text(*path).split()):
                yield self._one(option, text, *path)
        address = self._keys.text(*self._site.of_language(self._site.language, "baseurl"))
        if address.startswith(("http://", "https://")):
            yield self._one("site.url", address, "baseurl")
        names = [("languages", self._site.language, name) for name in ("locale", "languagecode")]
        known = next((path for path in (*names, ("locale",), ("languagecode",)) if self._keys.text(*path)), None)
        if known:
            yield self._one("site.language", self._site.tag(self._site.language), *known)
        elif self._site.files:
            yield self._implied("site.language", self._site.language)
        for path in (self._site.of_language(self._site.language, "params", "author"), ("author",)):
            if author := _author(self._keys.at(*path)):
                yield self._one("site.author", [author], *path)
                break

    def _of_content(self) -> Iterator[Taken]:
        if self._keys.text("contentdir") and self._has_content():
            yield self._one("content.folder", self._site.content_folder, "contentdir")
        prefix = self._keys.text("params", "media_prefix")  # of Castanet and themes made after it
        if prefix.startswith(("https://", "http://", "/")):
            yield self._one(
                "content.media_prefix", f"https:{prefix}" if prefix[:2] == "//" else prefix, "params", "media_prefix"
            )
        for option, name in (("content.future", "buildfuture"), ("content.drafts", "builddrafts")):
            if self._keys.flag(name) is not None:
                yield self._one(option, bool(self._keys.flag(name)), name)

    def _has_content(self) -> bool:
        """Whether there is a folder of content; of one that is refused, whoever checks the option says why."""
        try:
            return reading.is_folder(self._folder, self._site.content_folder)
        except RefusedError:
            return True

    def _of_feeds(self) -> Iterator[Taken]:
        home = self._site.languages()[0].prefix if self._site.languages() else ""
        name = self._feed_name()
        atom, json = self._site.output_path("atom", "atom.xml"), self._site.output_path("json", "feed.json")
        yield self._implied("feeds.rss", f"{home}{name}")
        yield self._implied("feeds.atom", f"{home}{atom}")
        yield self._implied("feeds.json", f"{home}{json}")
        own = self._site.feed_template(self._folder)
        number = self._site.feed_limit
        if own and own.feed.limit != (number or 0):
            yield replace(self._implied("feeds.limit", own.feed.limit), where=own.feed.where)
            if own.feed.where.path.rpartition("/")[2].startswith(_OF_HOME):
                for table in ("categories", "tags", "sections"):
                    yield self._implied(f"feeds.{table}.limit", number or 0)
        elif number is None:
            yield self._implied("feeds.limit", 0)
        else:
            yield self._one("feeds.limit", number, *self._site.limit_key)
        for table in ("categories", "tags", "sections", "languages"):
            yield self._implied(f"feeds.{table}.enabled", value=True)
            yield self._implied(f"feeds.{table}.rss", f"{{page}}/{name}")
            yield self._implied(f"feeds.{table}.atom", f"{{page}}/{atom}")
            yield self._implied(f"feeds.{table}.json", f"{{page}}/{json}")
            yield self._implied(f"feeds.{table}.title", "{site}" if table == "languages" else "{term} on {site}")
        if path := self._keys.text("sitemap", "filename"):
            yield self._one("sitemap.path", path, "sitemap", "filename")
        if home:  # at the root is nothing but the way there
            yield self._implied("sitemap.home", value=False)
        if "sitemap" in self._site.disabled_kinds(self._site.language):
            yield self._one("sitemap.enabled", False, "disablekinds")  # noqa: FBT003 - the value of an option

    def _feed_name(self) -> str:
        base = self._keys.text("outputformats", "rss", "basename") or "index"
        suffixes = self._keys.words("mediatypes", "application/rss+xml", "suffixes")
        return f"{base}.{suffixes[0] if suffixes else 'xml'}"

    def _one(self, option: str, value: Setting, *path: str) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key=".".join(path), where=self._site.where(*path))

    def _implied(self, option: str, value: Setting) -> Taken:
        return Taken(path=tuple(option.split(".")), value=value, key="", where=Where(path=self._keys.name))


def _author(given: Value | None) -> dict[str, object]:
    if isinstance(given, str):
        return {"name": given.strip()} if given.strip() else {}
    if not isinstance(given, dict):
        return {}
    wanted = {"name": given.get("name"), "email": given.get("email")}
    author: dict[str, object] = {key: value for key, value in wanted.items() if isinstance(value, str) and value}
    return author if "name" in author else {}
