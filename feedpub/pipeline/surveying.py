"""What a site holds, before anything is rendered: its posts, their ids, and which feeds hold which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub import sites
from feedpub.collect import enclosures
from feedpub.config import site_of
from feedpub.generate import select
from feedpub.generate.select.paths import Claim
from feedpub.guard import ids, known_as, pins
from feedpub.model.records import Absence, Diagnostic, Format, Level, Skipped, Where
from feedpub.pipeline import listing
from feedpub.text.dates import zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedpub.collect import Collected
    from feedpub.generate.select import Selection
    from feedpub.guard.pins import Pin, Pins
    from feedpub.incremental.request import Request
    from feedpub.model.options import Options
    from feedpub.model.records import FeedSpec, Post, Term
    from feedpub.model.site import Site
    from feedpub.pipeline.listing import Unlisted
    from feedpub.pipeline.run import Begun


_SAME_SLUG: Final = "feed/duplicate-slug"
_ONE_OF_TWO: Final = "Both feeds would have one address: the first term has it, and the other has none"


class Survey(Struct, frozen=True, kw_only=True):
    """What the site holds, before anything is rendered."""

    site: Site
    collected: Collected
    ids: Mapping[str, str]
    pins: Pins
    selection: Selection
    diagnostics: tuple[Diagnostic, ...]
    unlisted: Unlisted
    """What keeps pages out of the sitemap by their address."""
    adopted: tuple[Pin, ...] = ()
    """Of the posts whose ids are those of a feed that is taken over."""


def survey(request: Request, begun: Begun) -> Survey:
    """Collect the posts, give each its id, and decide which feeds hold which.

    Raises SystemFault when a file cannot be read, UsageError when the configuration does not fit the site.
    """
    options = request.options
    site = site_of(options)
    collected = sites.collect(
        request.folder,
        options.content,
        options.site,
        now=request.now,
        built=options.built,
        output=options.output.folder,
        walked=begun.walked,
        begun=begun.reading,
    )
    if request.keep_going:
        collected = _without_those_that_lack_files(collected)
    unlisted = listing.of(request, site)
    collected = listing.with_unlisted(_with_a_feed(collected), unlisted, request)
    if options.sitemap.enabled and options.sitemap.news.path:
        collected = listing.with_news(collected, request.now)
    if options.sitemap.enabled and options.sitemap.videos:
        collected = listing.with_videos(collected)
    pinned = pins.read(request.folder)
    assigned = ids.assign(collected.posts, options.ids, site.url, pins=pinned.ids, zone=zone(options.site.timezone))
    collected = with_known_as(collected, assigned, pinned, options)
    same_url = _same_url(collected)
    selection = _selection(collected.posts, site, options, same_url)
    doubles = ids.duplicates(collected.posts, assigned, held=lambda: _held(selection), same_url=same_url)
    posts = _without(collected.posts, doubles, keep_going=request.keep_going)
    if posts is not collected.posts:
        selection = _selection(posts, site, options, same_url)
    return Survey(
        site=site,
        collected=collected if posts is collected.posts else replace(collected, posts=posts),
        ids=assigned,
        pins=pinned,
        selection=selection,
        unlisted=unlisted,
        diagnostics=(
            *request.doubts,
            *collected.diagnostics,
            *pinned.diagnostics,
            *pinned.unknown(_sources(collected)),
            *doubles,
            *selection.diagnostics,
        ),
    )


def _without_those_that_lack_files(collected: Collected) -> Collected:
    """Return what was collected, without posts whose media files are not there where that is an error."""
    broken = {
        one.where.path for one in collected.diagnostics if one.code == enclosures.MISSING and one.level is Level.ERROR
    }
    if not broken:
        return collected
    skipped = tuple(Skipped(source=source, reason=Absence.BROKEN) for source in sorted(broken))
    posts = tuple(post for post in collected.posts if post.source not in broken)
    return replace(collected, posts=posts, skipped=(*collected.skipped, *skipped))


def with_known_as(collected: Collected, assigned: Mapping[str, str], pinned: Pins, options: Options) -> Collected:
    """Return what was collected, its posts with what formats say of them otherwise than by their id."""
    posts = known_as.of_posts(collected.posts, assigned, pinned.pins, options.ids, options.site.url)
    return collected if posts is collected.posts else replace(collected, posts=posts)


def _with_a_feed(collected: Collected) -> Collected:
    """Return what was collected, its posts in the feed of the site where the collections of the site's feeds hold none.

    No site has posts and feeds that are meant to be empty: what a generator adds to collections is not always known.
    """
    dated = [post for post in collected.posts if post.date is not None]
    wanted = [post for post in dated if post.not_in_feeds is Absence.OTHER_COLLECTION]
    if not wanted or any(post.not_in_feeds is None and not post.only_in_sections for post in dated):
        return collected
    posts = tuple(
        replace(post, not_in_feeds=None) if post.not_in_feeds is Absence.OTHER_COLLECTION else post
        for post in collected.posts
    )
    said = Diagnostic(
        code="site/collection-empty",
        level=Level.WARNING,
        where=Where(path=wanted[0].source),
        text="No post is in the collection of the site's own feed, as far as can be known without running its "
        f"configuration; the feed holds all {len(wanted)} with a date.",
        why="A feed without posts is of use to nobody.",
        hint="Write the tags of posts into their front matter, or into a data file in JSON beside them; `feed: false` "
        "keeps a page out.",
        count=len(wanted),
        is_counted=True,
    )
    return replace(collected, posts=posts, diagnostics=(*collected.diagnostics, said))


def selected(found: Survey, options: Options) -> Selection:
    """Return what feeds the same posts would make with other options."""
    return _selection(found.collected.posts, found.site, options, _same_url(found.collected))


def _same_url(collected: Collected) -> Level:
    return collected.settings.same_url if collected.settings else Level.ERROR


def _selection(posts: tuple[Post, ...], site: Site, options: Options, same_url: Level) -> Selection:
    """Return the feeds. Where a generator has no feeds of terms, two terms of one slug are no mistake of its site."""

    def feed_id(term: Term | None) -> str:
        return ids.feed_id(options.ids, site.url, term)

    selection = select.select(
        posts, site, options.feeds, feed_id, other_documents(options), zone=zone(options.site.timezone)
    )
    if site.podcast is not None:
        selection = _with_guids(selection, site, options)
    if same_url is Level.ERROR or not selection.diagnostics:
        return selection
    said = (
        replace(one, level=same_url, why=_ONE_OF_TWO) if one.code == _SAME_SLUG else one
        for one in selection.diagnostics
    )
    return replace(selection, diagnostics=tuple(said))


def _with_guids(selection: Selection, site: Site, options: Options) -> Selection:
    """Return the feeds, each with its podcast:guid: no two are of one show, as players see it."""

    def guid(spec: FeedSpec) -> str:
        if spec.term is None and options.podcast.guid:
            return options.podcast.guid
        # An archive is of the show of the feed that it is a part of.
        url = (spec.paging.current if spec.paging and spec.is_window else spec.urls).get(Format.RSS)
        return ids.podcast_guid(options.ids, site.url, url) if url else ""

    feeds = tuple((replace(spec, podcast_guid=guid(spec)), posts) for spec, posts in selection.feeds)
    return replace(selection, feeds=feeds)


def _held(selection: Selection) -> frozenset[str]:
    return frozenset(post.source for _, posts in selection.feeds for post in posts)


def other_documents(options: Options) -> Iterator[Claim]:
    """Return the documents that are no feeds, with their paths."""
    if options.feeds.stylesheet:
        yield Claim(path=options.feeds.stylesheet, name="the style sheet of the feeds", option="feeds.stylesheet")
    if options.feeds.page:
        yield Claim(path=options.feeds.page, name="the page of the feeds", option="feeds.page")
    if options.feeds.opml:
        yield Claim(path=options.feeds.opml, name="the list of the feeds", option="feeds.opml")
    if options.redirects.file:
        yield Claim(path=options.redirects.file, name="the file of redirects", option="redirects.file")
    if options.sitemap.enabled:
        yield Claim(path=options.sitemap.path, name="the sitemap", option="sitemap.path")
        if options.sitemap.text:
            yield Claim(path=options.sitemap.text, name="the text sitemap", option="sitemap.text")
        if options.sitemap.news.path:
            yield Claim(path=options.sitemap.news.path, name="the news sitemap", option="sitemap.news.path")
        if options.sitemap.robots:
            yield Claim(path="robots.txt", name="what crawlers ask for", option="sitemap.robots")


def _sources(collected: Collected) -> Iterator[str]:
    yield from (post.source for post in collected.posts)
    yield from (one.source for one in collected.skipped)


def _without(posts: tuple[Post, ...], doubles: Iterable[Diagnostic], *, keep_going: bool) -> tuple[Post, ...]:
    """Return the posts without those at the URL of another, where that is no error, or errors are to be passed over."""
    broken = {
        one.where.path
        for one in doubles
        if (keep_going if one.level is Level.ERROR else one.code == "post/duplicate-url")
    }
    return tuple(post for post in posts if post.source not in broken) if broken else posts
