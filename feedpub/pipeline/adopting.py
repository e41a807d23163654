"""The ids that the feed gives posts which a build takes over: its subscribers know them by these.

Items are matched to posts as `feedpub ids adopt` does, and the ids are pinned in feedpub.ids like there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.guard import ids, pins
from feedpub.guard.adoption import adopt
from feedpub.guard.matching import Candidate
from feedpub.io import writing
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.pipeline import guarding, surveying
from feedpub.pipeline.destinations import destination
from feedpub.text.dates import zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedpub.guard.snapshot import PublishedFeed, Snapshot
    from feedpub.incremental.request import Request
    from feedpub.pipeline.surveying import Survey

ADOPTED: Final = "ids/adopted"
"""Code of what is said of ids that were taken over."""
_REANNOUNCED: Final = "reannounced"
"""What is accepted by whoever wants other ids."""


def with_standing_ids(request: Request, found: Survey, old: Snapshot) -> Survey:
    """Return the survey with the ids that feeds of others, which this build replaces, give the same posts.

    Those that the author wrote or pinned stay.
    """
    feeds = tuple(_replaced(request, found, old))
    if not feeds or found.pins.diagnostics or _REANNOUNCED in request.accept:
        return found
    dated = [post for post in found.collected.posts if post.source in found.ids]
    options = request.options
    here = zone(options.site.timezone)
    candidates = [Candidate.of(post, found.ids[post.source]) for post in dated]
    wanted = _free(adopt(feeds, candidates, fixed(found), here).pins, found)
    if not wanted:
        return found
    pinned = pins.parse(pins.written(found.pins, wanted))
    assigned = ids.assign(found.collected.posts, options.ids, found.site.url, pins=pinned.ids, zone=here)
    collected = surveying.with_known_as(found.collected, assigned, pinned, options)
    by_source = {post.source: post for post in collected.posts}
    feeds_of = tuple((spec, tuple(by_source[post.source] for post in posts)) for spec, posts in found.selection.feeds)
    return replace(
        found,
        collected=collected,
        ids=assigned,
        pins=pinned,
        selection=replace(found.selection, feeds=feeds_of),
        adopted=wanted,
        diagnostics=(*found.diagnostics, _said(wanted, feeds)),
    )


def fixed(found: Survey) -> Mapping[str, pins.Pin]:
    """Return the ids that stay, by source: those that the author wrote, or pinned."""
    pinned = {pin.source: pin for pin in found.pins.pins}
    return {
        post.source: pinned[post.source]
        if post.source in pinned and pinned[post.source].id == found.ids[post.source]
        else pins.Pin(source=post.source, id=found.ids[post.source])
        for post in found.collected.posts
        if post.source in found.ids and (post.id or post.source in pinned)
    }


def pin(request: Request, found: Survey) -> None:
    """Write the ids that were taken over into feedpub.ids. Raises SystemFault where that cannot be done."""
    if found.adopted and not request.dry_run:
        writing.write_text(request.folder, pins.FILE_NAME, pins.written(found.pins, ()))


def _replaced(request: Request, found: Survey, old: Snapshot) -> Iterator[PublishedFeed]:
    """Return the feeds of others at the paths of ours, in the order of ours; not those where ours stood before."""
    standing = {feed.path: feed for feed in old.feeds if not feed.by_feedpub}
    if standing:
        ours = destination(request).ours(guarding.last_published(request))
        for spec, _ in found.selection.feeds:
            yield from (standing[path] for path in spec.paths.values() if path in standing and path not in ours)


def _free(wanted: Sequence[pins.Pin], found: Survey) -> tuple[pins.Pin, ...]:
    """Return those whose id no other post has, or keeps."""
    if not wanted:
        return ()
    sources = {pin.source for pin in wanted}
    kept = {name for source, name in found.ids.items() if source not in sources}
    return tuple(pin for pin in wanted if pin.id not in kept)


def _said(wanted: Sequence[pins.Pin], feeds: tuple[PublishedFeed, ...]) -> Diagnostic:
    count = len(wanted)
    whose = ", ".join(dict.fromkeys(feed.path for feed in feeds[:3])) + (" and others" if len(feeds) > 3 else "")  # noqa: PLR2004 - as many as fit
    return Diagnostic(
        code=ADOPTED,
        level=Level.INFO,
        where=Where(path=pins.FILE_NAME),
        text=f"{count} post{'' if count == 1 else 's'} keep{'s' if count == 1 else ''} the id that {whose} gave: "
        f"{pins.FILE_NAME} says so.",
        why="Subscribers of the feed that is taken over would get these posts again.",
        hint=f"Commit {pins.FILE_NAME}.",
        count=count,
        is_counted=True,
    )
