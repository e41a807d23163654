"""The feeds of a Jekyll site as options: those of jekyll-feed and its keys, and those of the site's own templates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from feedpub.io import reading
from feedpub.sites.jekyll import feedtemplates, files
from feedpub.sites.jekyll.rules import POSTS
from feedpub.sites.shared.feeds import JEKYLL_ID, OwnFeed, doubts_of, ids_of, main_first, options_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.dialect import Doubt, Taken
    from feedpub.sites.jekyll.config import JekyllConfiguration
    from feedpub.sites.jekyll.rules import Collection

_POSTS_LIMIT: Final = 10
_TAGS_PATH: Final = "/feed/by_tag/"


class JekyllFeeds:
    """The feeds of one site."""

    def __init__(self, site: JekyllConfiguration, folder: Path) -> None:
        self._site, self._folder, self._keys = site, folder, site.keys

    def taken(self) -> Iterator[Taken]:
        """Return the options of the feeds, and of the ids that they give posts."""
        yield from self._of_feeds()
        main = self._own_feeds[0] if self._own_feeds else None
        found = tuple(ids_of(main)) if main else ()
        yield from found or (self._site.implied("ids.scheme", "jekyll"),)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What the templates do not tell."""
        return tuple(doubts_of(self._own_feeds, "as jekyll-feed makes them"))

    @property
    def is_newest_first(self) -> bool:
        """Whether the main feed has posts in the order of `site.posts`; jekyll-feed sorts them again."""
        return bool(self._own_feeds) and self._own_feeds[0].is_newest_first

    @property
    def has_collections(self) -> bool:
        """Whether the feed of the site holds documents of collections, too."""
        return bool(self._own_feeds) and self._own_feeds[0].has_collections

    def _of_feeds(self) -> Iterator[Taken]:
        keys = self._keys
        yield from self._of_site_feed()
        if keys.flag("feed", "excerpt_only"):
            yield self._site.option("feeds.content", "summary", "feed.excerpt_only")
            if not str(keys.at("excerpt_separator") or "").strip():  # the first paragraph, and not the second
                yield self._site.implied("content.excerpt_separator", "\n\n")
        categories = keys.words("feed", "categories") or keys.words("feed", "collections", POSTS, "categories")
        if categories:
            name = "feed.categories"
            yield self._site.option("feeds.categories.only", list(categories), name)
            yield self._site.option("feeds.categories.atom", "feed/{term}.xml", name)
        yield from self._of_tags()
        yield from self._of_archives()
        yield from self._of_collections()

    @cached_property
    def _own_feeds(self) -> list[OwnFeed]:
        """The feeds that templates of the site make, and jekyll-feed besides; none where only that makes one."""
        excluded, included = self._keys.words("exclude"), self._keys.words("include")
        output = self._keys.text("destination").removeprefix("./").rstrip("/") or "_site"

        def is_hidden(path: str, name: str) -> bool:
            return self._site.source + path == output or files.is_passed_over(path, name, excluded, included)

        own = feedtemplates.feeds_of(self._folder, self._site.source, self._keys.values, is_hidden)
        if self._site.has_theme_chirpy and all(one.path != feedtemplates.CHIRPY.path for one in own):
            own = main_first([*own, feedtemplates.CHIRPY], feedtemplates.USUAL)
        path, has_plugin = self._plugin_feed()
        if own and has_plugin and all(one.path != path for one in own):
            limit = self._keys.number("feed", "posts_limit")
            of_plugin = OwnFeed(
                path=path,
                format="atom",
                limit=_POSTS_LIMIT if limit is None else limit,
                id=JEKYLL_ID,
                where=self._site.where("feed"),
            )
            own.insert(0, of_plugin)
        return own

    def _plugin_feed(self) -> tuple[str, bool]:
        """Return the path of the feed of jekyll-feed, and whether the site uses that plug-in for sure."""
        keys, path = self._keys, self._written_path()
        is_listed = "jekyll-feed" in (*keys.words("plugins"), *keys.words("gems"))
        return path.lstrip("/") or "feed.xml", is_listed or bool(path)

    def _written_path(self) -> str:
        """Return the path of the main feed that the configuration has; the address of a service for feeds is none."""
        path = self._keys.text("feed", "path") or self._keys.text("feed", "collections", POSTS, "path")
        return "" if "://" in path else path

    def _of_site_feed(self) -> Iterator[Taken]:
        keys = self._keys
        if any(not one.only for one in self._own_feeds):
            yield from options_of(self._own_feeds, "", {"atom": "feed.xml"})
            return
        limit = keys.number("feed", "posts_limit")
        if limit is not None:
            yield self._site.option("feeds.limit", limit, "feed.posts_limit")
        else:
            yield self._site.implied("feeds.limit", _POSTS_LIMIT)
        if self._own_feeds:
            yield from options_of(self._own_feeds, "", {"atom": "feed.xml"})
            return
        path, is_known = self._plugin_feed()
        if is_known and self._written_path():
            yield self._site.option("feeds.atom", path, "feed.path")
            return
        own = self._own_feed()
        if own == "rss":
            yield self._site.implied("feeds.rss", "feed.xml")
        elif own != "atom.xml":
            yield self._site.implied("feeds.atom", "feed.xml")

    def _own_feed(self) -> str:
        """Tell what the site's author has made of the feed: `rss` when feed.xml is one, `atom.xml` for one there."""
        own, other = (f"{self._site.source}{name}" for name in ("feed.xml", "atom.xml"))
        if reading.is_file(self._folder, own):
            return "rss" if b"<rss" in (reading.read(self._folder, own) or b"") else "atom"
        uses_plugin = "jekyll-feed" in (*self._keys.words("plugins"), *self._keys.words("gems"))  # which makes it
        return "atom.xml" if not uses_plugin and reading.is_file(self._folder, other) else ""

    def _of_tags(self) -> Iterator[Taken]:
        tags = self._keys.at("feed", "tags")
        if not tags or (isinstance(tags, str) and not self._keys.flag("feed", "tags")):
            return
        name = "feed.tags"
        path = (self._keys.text(name.split(".", maxsplit=1)[0], "tags", "path") or _TAGS_PATH).lstrip("/")
        yield self._site.option("feeds.tags.enabled", value=True, name=name)
        yield self._site.option("feeds.tags.atom", f"{path}{{term}}.xml", name)
        for option, key in (("only", "only"), ("without", "except")):
            if listed := self._keys.words("feed", "tags", key):
                yield self._site.option(f"feeds.tags.{option}", list(listed), name)

    def _of_archives(self) -> Iterator[Taken]:
        """Return the pages of terms that jekyll-archives makes."""
        archives = self._site.archives()
        for table, kind in (("categories", "category"), ("tags", "tag")):
            if path := archives.get(kind):
                page = path.lstrip("/").replace(":name", "{slug}")
                yield self._site.option(f"feeds.{table}.page", page, "jekyll-archives")

    def _of_collections(self) -> Iterator[Taken]:
        name = "feed.collections"
        with_feed = [each for each in self._site.collections() if each.in_feed]
        if not with_feed:
            return
        terms = [term for each in with_feed for term in sections(each, each.categories)]
        paths: dict[str, object] = {
            each.label: {"atom": path.lstrip("/")}
            for each in with_feed
            if (path := self._keys.text("feed", "collections", each.label, "path"))
        }
        yield self._site.option("feeds.sections.enabled", value=True, name=name)
        yield self._site.option("feeds.sections.only", [*terms], name)
        yield self._site.option("feeds.sections.atom", "feed/{term}.xml", name)
        if paths:
            yield self._site.option("feeds.sections.paths", paths, name)


def sections(collection: Collection, categories: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the feeds of a collection: its own, and of its categories those that jekyll-feed makes."""
    inner = (name for name in categories if name in collection.categories)
    return (collection.label, *(f"{collection.label}/{name}" for name in inner))
