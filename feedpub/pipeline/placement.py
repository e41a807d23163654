"""Where a post stands in feeds and sitemap, at which place, or the reason why not, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.model.records import FeedSpec, Post
    from feedpub.pipeline.surveying import Survey


def placement(source: str, found: Survey, whole: Survey) -> Iterator[str]:
    """Say, line by line, where the post of a file stands, and why it does not stand elsewhere.

    `found` has the feeds as a build publishes them, `whole` as they would be by the dates of posts alone.
    """
    for one in found.collected.skipped:
        if one.source == source:
            yield f"{source}: in no feed and not in the sitemap, because {one.reason.value}."
            return
    for post in found.collected.posts:
        if post.source == source:
            yield f"{source}: {post.title}"
            yield f"  URL: {post.url}"
            if source in found.ids:
                yield f"  id: {found.ids[source]}"
            yield from (f"  {line}" for line in _places(post, found, whole))


def _places(post: Post, found: Survey, whole: Survey) -> Iterator[str]:
    """Say where a post stands; the feeds of `whole` would hold it by its date alone."""
    yield from (line for spec, posts in found.selection.feeds for line in _place(post, spec, posts))
    if post.not_in_feeds:
        yield f"in no feed, because {post.not_in_feeds.value}"
    else:
        yield from _kept_out(post, found, whole)
        yield from _missed(post, whole)
    if post.not_in_sitemap:
        yield f"not in the sitemap, because {post.not_in_sitemap.value}"
    else:
        when = post.last_modified
        yield "in the sitemap, " + (f"lastmod {when:%Y-%m-%dT%H:%M:%SZ}" if when else "without lastmod")


def _kept_out(post: Post, found: Survey, whole: Survey) -> Iterator[str]:
    for (spec, posts), (_, held) in zip(whole.selection.feeds, found.selection.feeds, strict=True):
        if len(held) < len(posts) and post in posts and post not in held:
            yield (
                f"not in “{spec.title}”: it is older than all that is published there, and no new post "
                "(`feedpub build --accept resurfaced` lets it in)"
            )


def _missed(post: Post, found: Survey) -> Iterator[str]:
    """Say that the feed of the site is full of newer posts, or holds another version; feeds of terms may hold this."""
    versions = {each.url for each in post.translations}
    for spec, posts in found.selection.feeds:
        if spec.term is not None or spec.is_window or post in posts:
            continue
        if version := next((one for one in posts if one.url in versions), None):
            language = version.language or found.site.language
            yield f"not in “{spec.title}”: it holds `{version.source}`, the same post in `{language}`"
        else:
            fit = [one.source for one in found.collected.posts if one.date and not one.not_in_feeds]
            newer = fit.index(post.source)
            posts_are = "post is" if newer == 1 else "posts are"
            yield f"not in “{spec.title}”: {newer} {posts_are} newer, and it holds {spec.limit} (feeds.limit)"


def _place(post: Post, spec: FeedSpec, posts: tuple[Post, ...]) -> Iterator[str]:
    for number, one in enumerate(posts, start=1):
        if one.source == post.source:
            where = f"an archive of “{spec.title}”" if spec.is_window else f"“{spec.title}”"
            yield f"in {where} ({', '.join(spec.paths.values())}), item {number} of {len(posts)}"
