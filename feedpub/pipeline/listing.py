"""What sitemaps list, beside what posts say of themselves: addresses that are kept out, news, and how many there are.

Kept out by their address are pages that the options exclude, and those that robots.txt forbids.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from feedpub.io import reading, refusal, tree
from feedpub.model.records import Absence, Diagnostic, Kind, Level, Where
from feedpub.pipeline.run import SitemapTally

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from feedpub.collect import Collected
    from feedpub.incremental.request import Request
    from feedpub.model.records import Document, Post
    from feedpub.model.site import Site
    from feedpub.model.sitemap_options import SitemapOptions
    from feedpub.validator.values.robots import Robots

ROBOTS: Final = "robots.txt"
INCOMPLETE: Final = "site/video-incomplete"
"""Code of what is said of films that the sitemap cannot list."""
_CRAWLERS: Final = ("googlebot", "bingbot")
"""What reads sitemaps; a page is left out that none of them may fetch."""
_NAMED: Final = 3


class Unlisted(Struct, frozen=True, kw_only=True):
    """What the addresses of a site are looked at by."""

    site_url: str
    excluded: re.Pattern[str] | None
    robots: tuple[Robots, ...]
    """For each crawler what it may not fetch; empty where one may fetch all."""

    def __bool__(self) -> bool:
        """Whether any address may be left out."""
        return self.excluded is not None or bool(self.robots)

    def reason(self, url: str) -> Absence | None:
        """Return why a page of the site is left out; None where it is not."""
        if self.excluded is not None and self._is_excluded(url):
            return Absence.SITEMAP_EXCLUDE
        if self.robots and url.startswith(self.site_url):
            path = url[len(self.site_url) - 1 :]  # of a site at the root of its host
            if all(each.forbidding(path) is not None for each in self.robots):
                return Absence.ROBOTS
        return None

    def _is_excluded(self, url: str) -> bool:
        """Whether a glob takes in the path of an address, or that of a folder above it."""
        if self.excluded is None or not url.startswith(self.site_url):
            return False
        names = unquote(url[len(self.site_url) :].partition("?")[0]).strip("/").split("/")
        return any(self.excluded.fullmatch("/".join(names[:end])) for end in range(1, len(names) + 1))


def of(request: Request, site: Site) -> Unlisted:
    """Return what the addresses of the site are looked at by. Raises UsageError for a glob that cannot be used."""
    options = request.options.sitemap
    is_at_root = urlsplit(site.url).path == "/"  # crawlers look for robots.txt nowhere else (RFC 9309)
    return Unlisted(
        site_url=site.url,
        excluded=tree.globs(options.exclude) if options.enabled else None,
        robots=_robots(request) if options.enabled and is_at_root else (),
    )


def _robots(request: Request) -> tuple[Robots, ...]:
    with refusal.named_at(lambda: Where(path=request.published_as(ROBOTS))):
        if not reading.is_file(request.output, ROBOTS):
            return ()
        data = reading.read(request.output, ROBOTS) or b""
    if b"isallow" not in data and b"ISALLOW" not in data:
        return ()  # as that of nearly all, which forbids nothing
    from feedpub.validator.values import robots  # noqa: PLC0415 - few sites forbid anything

    rules = tuple(robots.rules_for(crawler, data) for crawler in _CRAWLERS)
    return rules if all(rules) else ()


def with_unlisted(collected: Collected, unlisted: Unlisted, request: Request) -> Collected:
    """Return what was collected, its posts with the reason why the sitemap leaves them out, and a word of those."""
    if not unlisted:
        return collected
    posts = tuple(_with_reason(post, unlisted) for post in collected.posts)
    forbidden = [post.source for post in posts if post.not_in_sitemap is Absence.ROBOTS]
    said = (_forbidden(forbidden, request),) if forbidden else ()
    return replace(collected, posts=posts, diagnostics=(*collected.diagnostics, *said))


def _with_reason(post: Post, unlisted: Unlisted) -> Post:
    reason = None if post.not_in_sitemap is not None else unlisted.reason(post.url)
    return post if reason is None else replace(post, not_in_sitemap=reason)


def _forbidden(sources: Sequence[str], request: Request) -> Diagnostic:
    count = len(sources)
    names = ", ".join(f"`{source}`" for source in sources[:_NAMED])
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    return Diagnostic(
        code="site/forbidden-by-robots",
        level=Level.WARNING,
        where=Where(path=request.published_as(ROBOTS)),
        text=f"{count} page{'' if count == 1 else 's'} that robots.txt forbids to fetch "
        f"{'is' if count == 1 else 'are'} left out of the sitemap: {names}{more}.",
        why="A page that crawlers may not fetch is reported as an error where a sitemap lists it, and seldom found.",
        hint="Allow it in robots.txt if people are to find it. If not, say so in `sitemap.exclude`, or by "
        "`sitemap: false` in its front matter.",
        count=count,
        is_counted=True,
    )


def with_news(collected: Collected, now: datetime) -> Collected:
    """Return what was collected, with the moment at which its news are others, and a word of those beyond the limit."""
    from feedpub.generate import news  # noqa: PLC0415 - few sites have any

    moments = (collected.until, news.turn(collected.posts, now))
    until = min((moment for moment in moments if moment is not None), default=None)
    count = len(news.fresh(collected.posts, now))
    said = (_too_many(count, news.MOST),) if count > news.MOST else ()
    return replace(collected, until=until, diagnostics=(*collected.diagnostics, *said))


def _too_many(count: int, most: int) -> Diagnostic:
    return Diagnostic(
        code="site/too-many-news",
        level=Level.WARNING,
        where=Where(path="feedpub.toml", element="sitemap.news.path"),
        text=f"{count:,} posts are of the last two days; the news sitemap lists the newest {most:,}.",
        why="Google passes over the articles beyond the first 1,000 of a file.",
        hint="Build more often than that many are published, so that each is listed for a while.",
        count=count - most,
        is_counted=True,
    )


def with_videos(collected: Collected) -> Collected:
    """Return what was collected, with a word of the films that the sitemap cannot list."""
    from feedpub.generate import sitemap  # noqa: PLC0415 - few sites have films

    lacks: Counter[str] = Counter()
    sources: dict[str, None] = {}
    count = 0
    for post in collected.posts:
        for film in post.videos if post.not_in_sitemap is None else ():
            if lacking := sitemap.lacking(film, post.title, post.url):
                lacks.update(lacking)
                sources.setdefault(post.source)
                count += 1
    if not count:
        return collected
    return replace(collected, diagnostics=(*collected.diagnostics, _incomplete(count, tuple(sources), lacks)))


def _incomplete(count: int, sources: Sequence[str], lacks: Counter[str]) -> Diagnostic:
    names = ", ".join(f"`{source}`" for source in sources[:_NAMED])
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    what = ", ".join(f"{name} ({number})" for name, number in lacks.most_common())
    return Diagnostic(
        code=INCOMPLETE,
        level=Level.INFO,
        where=Where(path=sources[0]),
        text=f"{count} film{'' if count == 1 else 's'} of {names}{more} {'is' if count == 1 else 'are'} not in the "
        f"sitemap, for search engines ask for what is not known: {what}.",
        why="Google passes over a video without its address, picture, title and description.",
        hint="Write them into the front matter: `video: {url: …, thumbnail: …, title: …, description: …}`; of a "
        "`<video>` the picture is its `poster`.",
        count=count,
        is_counted=True,
    )


def tally(posts: Iterable[Post], documents: Iterable[Document], options: SitemapOptions) -> SitemapTally | None:
    """Return how many pages the sitemap leaves out, and why; None where it leaves out none, or there is none.

    `documents` are all that a build makes.
    """
    reasons = Counter(post.not_in_sitemap for post in posts if post.not_in_sitemap is not None)
    if not reasons or not options.enabled:
        return None
    sitemaps = (one for one in documents if one.kind is Kind.SITEMAP and one.path != options.news.path)
    listed = sum(document.data.count(b"<url>") for document in sitemaps)
    return SitemapTally(listed=listed, pages=listed + reasons.total(), left_out=reasons.most_common())
