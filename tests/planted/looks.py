"""The clean documents by their names, and where each is published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tests.planted import blogs, channels, json_feeds, podcasts, sitemaps
from tests.planted.content import EDITIONS, site

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A kind of document: who writes it, in which format, and its path on the site."""

    name: str
    format: str
    path: str
    write: Callable[[int], str]

    def url(self, edition: int) -> str:
        return f"{site(edition).url}{self.path}"


def _look(name: str, format_: str, path: str, write: Callable[[int], str]) -> Look:
    return Look(name=name, format=format_, path=path, write=cache(write))


LOOKS = (
    _look("jekyll", "atom", "/feed.xml", blogs.jekyll),
    _look("by-hand", "atom", "/news.atom", blogs.by_hand),
    _look("videos", "atom", "/feeds/videos.xml?channel_id=7", channels.videos),
    _look("hugo", "rss", "/posts/index.xml", blogs.hugo),
    _look("wordpress", "rss", "/feed/", blogs.wordpress),
    _look("ghost", "rss", "/rss/", blogs.ghost),
    _look("newspaper", "rss", "/news/rss.xml", channels.newspaper),
    _look("podcast", "rss", "/podcast.xml", podcasts.podcast),
    _look("weblog", "json", "/feed.json", json_feeds.weblog),
    _look("episodes", "json", "/podcast.json", json_feeds.episodes),
    _look("pages", "sitemap", "/sitemap.xml", sitemaps.pages),
    _look("shop", "sitemap", "/sitemap.xml", sitemaps.shop),
    _look("pictures", "sitemap", "/sitemap.xml", sitemaps.pictures),
    _look("films", "sitemap", "/sitemap.xml", sitemaps.films),
    _look("news", "sitemap", "/sitemap.xml", sitemaps.news),
    _look("translations", "sitemap", "/sitemap.xml", sitemaps.translations),
    _look("index", "sitemapindex", "/sitemap.xml", sitemaps.index),
)
CLEAN = tuple((look, edition) for look in LOOKS for edition in range(EDITIONS))
