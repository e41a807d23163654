"""Where a post stands in feeds and sitemap, at which place, or the reason why not, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.model.feed_options import Period
from feedpub.pipeline import surveying

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedpub.generate.select import Selection
    from feedpub.model.options import Options
    from feedpub.model.records import Absence, FeedSpec, Post, Skipped
    from feedpub.pipeline.surveying import Survey
    from feedpub.pipeline.why.deciding import Decider


def without_windows(found: Survey, options: Options) -> Selection:
    """Return the feeds that the same posts would make if each held all its posts."""
    feeds = options.feeds
    terms = {
        name: replace(getattr(feeds, name), limit=0)
        for name in ("categories", "tags", "authors", "languages", "sections")
    }
    archives = replace(feeds.archives, by=Period.NONE, terms=Period.NONE)
    more = tuple(replace(one, limit=0) for one in feeds.more)
    return surveying.selected(
        found, replace(options, feeds=replace(feeds, limit=0, more=more, archives=archives, **terms))
    )


def placement(source: str, found: Survey, options: Options, decider: Decider) -> Iterator[str]:
    """Say, line by line, where the post of a file stands, and why it does not stand elsewhere.

    `found` has the feeds as a build publishes them. A line that is indented further has what decides the one above it.
    """
    for one in found.collected.skipped:
        if one.source == source:
            yield from _absence(f"{source}: in no feed and not in the sitemap", one, one.reason, decider, ".")
            return
    for post in found.collected.posts:
        if post.source == source:
            yield f"{source}: {post.title}"
            yield f"  URL: {post.url}"
            if source in found.ids:
                yield f"  id: {found.ids[source]}"
            yield from (f"  {line}" for line in _places(post, found, options, decider))


def _absence(what: str, post: Post | Skipped, reason: Absence, decider: Decider, end: str = "") -> Iterator[str]:
    because, decision = decider.because(post, reason)
    yield f"{what}, because {because}{end}"
    if decision is not None:
        yield f"  {decision}"


def _places(post: Post, found: Survey, options: Options, decider: Decider) -> Iterator[str]:
    """Say where a post stands, feed by feed, and where it does not."""
    yield from (line for spec, posts in found.selection.feeds for line in _place(post, spec, posts))
    if post.not_in_feeds:
        yield from _absence("in no feed", post, post.not_in_feeds, decider)
    elif post.date is not None:
        yield from _missed(post, found, without_windows(found, options), decider)
    if post.not_in_sitemap:
        yield from _absence("not in the sitemap", post, post.not_in_sitemap, decider)
    elif not options.sitemap.enabled:
        yield f"not in the sitemap: there is none (sitemap.enabled, {decider.option('sitemap.enabled')})"
    else:
        when = post.last_modified
        yield "in the sitemap, " + (f"lastmod {when:%Y-%m-%dT%H:%M:%SZ}" if when else "without lastmod")


def _missed(post: Post, found: Survey, whole: Selection, decider: Decider) -> Iterator[str]:
    """Say of which feeds the window is full, or keeps the post out, and that another version stands in the site's.

    `whole` has the feeds as they would be if each held all its posts.
    """
    held_by = {path: held for spec, held in found.selection.feeds if not spec.is_window for path in spec.paths.values()}
    versions = {each.url for each in post.translations}
    for spec, posts in whole.feeds:
        held = _held(spec, held_by)
        if held is None or post in held:
            continue
        if post in posts:
            yield from _outside(post, spec, posts, found, decider)
        elif spec.term is None:
            version = next((one for one in posts if one.url in versions), None)
            if version is not None:
                language = version.language or found.site.language
                yield f"not in “{spec.title}”: it holds `{version.source}`, the same post in `{language}`"
            elif post.only_in_sections:
                yield f"not in “{spec.title}”: it stands in the feeds of its section, collection or language alone"


def _held(spec: FeedSpec, held_by: Mapping[str, Sequence[Post]]) -> Sequence[Post] | None:
    """Return what the feed at the same paths holds; None where there is none."""
    return next((held_by[path] for path in spec.paths.values() if path in held_by), None)


def _outside(post: Post, spec: FeedSpec, posts: Sequence[Post], found: Survey, decider: Decider) -> Iterator[str]:
    """Say why a post of a feed stands outside of its window."""
    newer = posts.index(post)
    limit = next(one.limit for one, _ in found.selection.feeds if _is_same(one, spec))
    if not limit or newer < limit:
        yield (
            f"not in “{spec.title}”: it is older than all that is published there, and no new post "
            "(`feedpub build --accept resurfaced` lets it in)"
        )
        return
    posts_are = "post is" if newer == 1 else "posts are"
    option = decider.limit_of(spec)
    yield f"not in “{spec.title}”: {newer} {posts_are} newer, and it holds {limit} ({option})"
    yield f"  {decider.option(option)}"


def _is_same(one: FeedSpec, other: FeedSpec) -> bool:
    return not one.is_window and not set(one.paths.values()).isdisjoint(other.paths.values())


def _place(post: Post, spec: FeedSpec, posts: Sequence[Post]) -> Iterator[str]:
    for number, one in enumerate(posts, start=1):
        if one.source == post.source:
            where = f"an archive of “{spec.title}”" if spec.is_window else f"“{spec.title}”"
            yield f"in {where} ({', '.join(spec.paths.values())}), item {number} of {len(posts)}"
