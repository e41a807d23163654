"""A sitemap for Google News: the articles of the last two days, each with the publication, its date and its title.

The last days are those before the moment of the build, which is given: once an article is two days old Google wants
it taken out, whether or not another has come. A file without any is allowed there, and better than one that comes and
goes.
"""

from __future__ import annotations

from datetime import timedelta
from heapq import nlargest
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from feedpub.generate.sitemap import CORE, PROLOG, escaped, with_gzip
from feedpub.model.records import Document, Kind
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from feedpub.model.options import SitemapOptions
    from feedpub.model.records import Post
    from feedpub.model.site import Site

MOST: Final = 1000
"""Articles of one file (Google Search Central, news sitemaps)."""
_FRESH: Final = timedelta(days=2)
_NEWS: Final = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_CHINESE: Final = {"tw": "zh-tw", "hk": "zh-tw", "mo": "zh-tw", "hant": "zh-tw"}
"""Second parts of tags of what Google calls traditional Chinese; all else is `zh-cn`."""


def generate(site: Site, articles: Iterable[Post], options: SitemapOptions) -> tuple[Document, ...]:
    """Return the news sitemap of these articles; a `.gz` beside it holds exactly that document."""
    name = options.news.name or site.title
    body = "".join(_url(post, name, language_of(post.language or site.language)) for post in articles)
    data = f"{PROLOG.format('')}<urlset{CORE}{_NEWS}>\n{body}</urlset>\n".encode()
    document = Document(path=options.news.path, kind=Kind.SITEMAP, data=data)
    return tuple(with_gzip((document,), compress=options.gzip))


def fresh(posts: Iterable[Post], now: datetime) -> tuple[Post, ...]:
    """Return the posts of the two days before `now` that feeds and sitemap hold, the newest first."""
    found = [post for post in _dated(posts) if post.date is not None and now - _FRESH < post.date <= now]
    return tuple(nlargest(len(found), found, key=attrgetter("date")))


def turn(posts: Sequence[Post], now: datetime) -> datetime | None:
    """Return the next moment at which other posts are fresh; None where that is never."""
    moments = [post.date for post in _dated(posts) if post.date is not None]
    return min(
        (moment if moment > now else moment + _FRESH for moment in moments if moment > now - _FRESH), default=None
    )


def _dated(posts: Iterable[Post]) -> Iterable[Post]:
    return (post for post in posts if post.date and post.not_in_feeds is None and post.not_in_sitemap is None)


def language_of(tag: str) -> str:
    """Return the language as Google wants it: a code of ISO 639 alone, or `zh-cn` or `zh-tw`."""
    first, _, rest = tag.lower().partition("-")
    if first != "zh":
        return first
    return next((_CHINESE[part] for part in rest.split("-") if part in _CHINESE), "zh-cn")


def _url(post: Post, name: str, language: str) -> str:
    return (
        f"  <url>\n    <loc>{escaped(post.url)}</loc>\n    <news:news>\n      <news:publication>\n"
        f"        <news:name>{escaped(name)}</news:name>\n        <news:language>{escaped(language)}</news:language>\n"
        f"      </news:publication>\n"
        f"      <news:publication_date>{dates.rfc3339_of_each([post.date])[0]}</news:publication_date>\n"
        f"      <news:title>{escaped(post.title)}</news:title>\n    </news:news>\n  </url>\n"
    )
