"""What a feed holds and leaves out, or why there is none at an address, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.model.feed_options import FeedsOptions
from feedpub.model.records import Format, Taxonomy
from feedpub.pipeline import surveying
from feedpub.pipeline.why.addressed import at
from feedpub.pipeline.why.placement import without_windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedpub.generate.select.paths import Claim
    from feedpub.model.options import Options
    from feedpub.model.records import FeedSpec, Post
    from feedpub.pipeline.surveying import Survey
    from feedpub.pipeline.why.deciding import Decider

_SHOWN: Final = 100
"""Posts of a feed that are named."""


def contents(spec: FeedSpec, found: Survey, options: Options, decider: Decider) -> Iterator[str]:
    """Say what a feed holds, in its order, and how many posts are left out for its limit."""
    held = next(posts for one, posts in found.selection.feeds if _is_same(one, spec))
    whole = next((posts for one, posts in without_windows(found, options).feeds if _is_same(one, spec)), held)
    of_all = f" of {len(whole)}" if len(whole) != len(held) else ""
    archive = "an archive of " if spec.is_window else ""
    yield f"{archive}“{spec.title}”: {len(held)}{of_all} post{'' if len(whole) == 1 else 's'}"
    yield from (f"  {url}" for url in spec.urls.values())
    if spec.term is not None and spec.home_url:
        yield f"  of the page {spec.home_url}"
    for number, post in enumerate(held[:_SHOWN], start=1):
        yield f"  {number}. {post.source}: {post.title}, {post.date:%Y-%m-%d}"
    if len(held) > _SHOWN:
        yield f"  … and {len(held) - _SHOWN} older ones"
    yield from _left_out(spec, held, whole, decider)


def _left_out(spec: FeedSpec, held: Sequence[Post], whole: Sequence[Post], decider: Decider) -> Iterator[str]:
    missing = [post for post in whole if post not in held]
    if not missing or spec.is_window:
        return
    posts_are = "1 older post is" if len(missing) == 1 else f"{len(missing)} older posts are"
    option = decider.limit_of(spec)
    yield f"  {posts_are} left out: it holds {spec.limit} ({option})"
    yield f"    {decider.option(option)}"


def _is_same(one: FeedSpec, other: FeedSpec) -> bool:
    return one.paths == other.paths


def document(claim: Claim, found: Survey, decider: Decider) -> Iterator[str]:
    """Say what a document is that is no feed; of a sitemap, how many pages it leaves out, and why."""
    yield f"{claim.path}: {claim.name} ({claim.option})"
    yield f"  {decider.option(claim.option)}"
    if claim.option != "sitemap.path":
        return
    reasons = Counter(post.not_in_sitemap for post in found.collected.posts if post.not_in_sitemap)
    reasons.update(one.reason for one in found.collected.skipped)
    listed = sum(post.not_in_sitemap is None for post in found.collected.posts)
    yield f"  {listed} of {listed + reasons.total()} posts and pages are in it"
    yield from (f"  {count} not, because {reason.value}" for reason, count in reasons.most_common())


def absence(path: str, found: Survey, options: Options, decider: Decider) -> Iterator[str]:
    """Say why there is no feed at a path where other options would have one; nothing where none would."""
    feeds = options.feeds
    for option, changed in _changes(feeds):
        would = replace(options, feeds=changed)
        selection = surveying.selected(found, would)
        specs = at(path, replace(found, selection=selection), would).feeds
        if specs:
            spec = specs[0]
            held = next(posts for one, posts in selection.feeds if _is_same(one, spec))
            yield f"{path}: no feed is there, though {_posts_are(len(held))} of “{spec.title}” ({option})"
            yield f"  {decider.option(option)}"
            return


def _posts_are(count: int) -> str:
    return "1 post is" if count == 1 else f"{count} posts are"


def _changes(feeds: FeedsOptions) -> Iterator[tuple[str, FeedsOptions]]:
    """Return the options that keep feeds from being made, each with options under which they would be."""
    usual = FeedsOptions()
    yield "feeds.formats", replace(feeds, formats=tuple(Format))
    for form in Format:
        if not getattr(feeds, form.value):
            yield f"feeds.{form.value}", replace(feeds, **{form.value: getattr(usual, form.value)})
    for taxonomy in Taxonomy:
        name = taxonomy.value
        of_term = getattr(feeds, name)
        if not of_term.enabled:
            yield f"feeds.{name}.enabled", replace(feeds, **{name: replace(of_term, enabled=True)})
        for key in ("only", "without"):
            if getattr(of_term, key):
                yield f"feeds.{name}.{key}", replace(feeds, **{name: replace(of_term, **{key: ()})})
        for form in Format:
            if not getattr(of_term, form.value):
                template = getattr(getattr(usual, name), form.value)
                yield f"feeds.{name}.{form.value}", replace(feeds, **{name: replace(of_term, **{form.value: template})})
