"""The feeds of a Pelican site, as options: where Pelican publishes which, and how many posts each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.collect.dialect import Taken
    from feedpub.sites.pelican.config import PelicanConfiguration

_DEFAULTS: Final = {
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_RSS": "feeds/{slug}.rss.xml",
    "TRANSLATION_FEED_ATOM": "feeds/all-{lang}.atom.xml",
}
_MOST: Final = 100
_TERMS: Final = (
    ("categories", "CATEGORY_FEED", "{site} - {term}"),
    ("tags", "TAG_FEED", "{site} - {term}"),
    ("authors", "AUTHOR_FEED", "{site} - {term}"),
    ("languages", "TRANSLATION_FEED", "{site}"),
)
OF_SITE: Final = ("FEED_ALL", "FEED")
"""The settings of the site's feed, the one that is taken first; the other is without translations."""
NAMES: Final = tuple(
    f"{name}_{kind}" for name in (*OF_SITE, *(name for _, name, _ in _TERMS)) for kind in ("ATOM", "RSS")
)
"""Every setting that is the path of a feed."""


def taken(settings: PelicanConfiguration) -> Iterator[Taken]:
    """Return the options that follow from the settings of feeds, also from those that are not there."""
    for kind in ("ATOM", "RSS"):
        for name in OF_SITE:
            if path := path_of(settings, f"{name}_{kind}"):
                yield settings.one(f"feeds.{kind.lower()}", path, f"{name}_{kind}")
                break
    for table, name, title in _TERMS:
        yield from _of_terms(settings, table, name, title)
    yield settings.one("feeds.limit", _limit(settings), "FEED_MAX_ITEMS")
    has_atom = any(path_of(settings, name) for name in NAMES if name.endswith("ATOM"))
    if settings.has("RSS_FEED_SUMMARY_ONLY") and settings.flag("RSS_FEED_SUMMARY_ONLY", default=True) and not has_atom:
        yield settings.one("feeds.content", "summary", "RSS_FEED_SUMMARY_ONLY")


def _of_terms(settings: PelicanConfiguration, table: str, name: str, title: str) -> Iterator[Taken]:
    paths = {kind: path_of(settings, f"{name}_{kind}") for kind in ("ATOM", "RSS")}
    first = f"{name}_ATOM" if settings.has(f"{name}_ATOM") or not paths["RSS"] else f"{name}_RSS"
    yield settings.one(f"feeds.{table}.enabled", bool(paths["ATOM"] or paths["RSS"]), first)
    if not (paths["ATOM"] or paths["RSS"]):
        return
    for kind, path in paths.items():
        yield settings.one(f"feeds.{table}.{kind.lower()}", path, f"{name}_{kind}")
    yield settings.implied(f"feeds.{table}.json", "")
    yield settings.implied(f"feeds.{table}.title", title)


def path_of(settings: PelicanConfiguration, name: str) -> str:
    """Return the path of a feed below the output; `{page}` stands for the name of the term, as listings have it."""
    path = settings.text(name, _DEFAULTS.get(name, "")) if name not in settings.names.unknown else ""
    for placeholder in ("{slug}", "{lang}", "%s"):
        path = path.replace(placeholder, "{page}")
    return path.lstrip("/")


def _limit(settings: PelicanConfiguration) -> int:
    """Return the greatest number of items, 0 for all."""
    value = settings.names.values.get("FEED_MAX_ITEMS", _MOST)
    return value if isinstance(value, int) and value >= 0 else 0
