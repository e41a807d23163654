"""A build beside what is published: what subscribers would see, and what must not happen to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub import publish
from feedpub.generate.select.archives import by_way_of_filling, not_complete
from feedpub.guard import checking
from feedpub.guard.comparison import New, NewFeed
from feedpub.incremental.store import Store
from feedpub.io import tree
from feedpub.model.errors import UsageError
from feedpub.model.feed_options import UpdatedBy
from feedpub.model.records import Item, Kind
from feedpub.pipeline.destinations import destination
from feedpub.pipeline.documents import sitemaps
from feedpub.pipeline.surveying import selected
from feedpub.text.dates import zone
from feedpub.text.urls import is_web

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from feedpub.guard.changes import Changes
    from feedpub.guard.snapshot import Snapshot
    from feedpub.incremental.request import Request
    from feedpub.model.records import Diagnostic, Document, FeedSpec, Post
    from feedpub.pipeline.items import Made
    from feedpub.pipeline.surveying import Survey


def standing(request: Request, found: Survey, documents: Sequence[Document] = ()) -> Snapshot:
    """Read what is published now; documents that stand there byte for byte are passed over.

    Raises SystemFault when it cannot be reached, unless that is optional.
    """
    specs = tuple(spec for spec, _ in found.selection.feeds)
    last = last_published(request)
    place = destination(request)
    ours = place.ours(last)
    baseline = checking.Baseline(
        published=lambda paths: place.documents(paths, documents),
        store=store(request),
        against=_inside(request),
        optional=request.against_optional or request.options.guard.against_optional,
        last=None if request.compared_with else _kept(last, request),
    )
    return checking.published(baseline, request.options, specs, ours, documents)


def last_published(request: Request) -> publish.LastPublished:
    """Return what the last build has left word of. Raises SystemFault when the place cannot be asked."""
    return destination(request).last_published()


def consenting(request: Request) -> Request:
    """Return the request, which takes over what others have made if that was said once, or is configured."""
    if request.take_over or not (request.options.output.take_over or last_published(request).takes_over):
        return request
    return replace(request, take_over=True)


def store(request: Request) -> Store:
    """Return where documents are kept that are got over HTTP."""
    return Store(str(request.folder), request.key)


def _kept(last: publish.LastPublished, request: Request) -> checking.LastBuild | None:
    if last.snapshot is None:
        return None
    passing = checking.passing(request.options)
    files = {path: digest for path, digest in last.manifest.files.items() if path not in passing}
    return checking.LastBuild(files=files, snapshot=last.snapshot, is_ours=publish.is_marked)


def to_keep(request: Request, found: Survey, texts: Made, made: Sequence[Document]) -> bytes:
    """Return what the next build is to know of what this one publishes."""
    from feedpub.guard import kept  # noqa: PLC0415 - only where something is published

    passing = checking.passing(request.options)
    return kept.packed(successor(request, found, texts, made), (one for one in made if one.path not in passing))


def _inside(request: Request) -> str:
    """Return the place to compare with. Raises UsageError where the options name a folder that is out of the site."""
    place = request.compared_with
    if place and not request.against and not is_web(place) and not tree.is_inside(place, str(request.folder)):
        raise UsageError(f"guard.against, {place}, is a link out of the site; name the folder with `--against`")
    return place


def may_have_floors(found: Survey, old: Snapshot) -> bool:
    """Whether a feed may hold posts that are older than all that it holds as it is published; texts are not needed."""
    if not old.feeds:
        return False
    from feedpub.guard import windows  # noqa: PLC0415 - the first build needs none

    feeds = (
        NewFeed(spec=spec, items=tuple(_without_text(post, found.ids[post.source]) for post in posts))
        for spec, posts in found.selection.feeds
    )
    made = New(feeds=tuple(feeds), posts=(), ids=found.ids, paths=frozenset(), locs={})
    return windows.may_resurface(old, made)


def _without_text(post: Post, name: str) -> Item:
    date, updated = post.date, post.last_modified
    assert date is not None and updated is not None, "only posts with a date stand in feeds"  # noqa: S101, PT018 - for the type checker
    return Item(post=post, date=date, updated=updated, id=name, html="", summary="")


def with_floors(request: Request, found: Survey, texts: Made, old: Snapshot) -> tuple[Survey, tuple[Diagnostic, ...]]:
    """Return the survey without the posts that would slide back into feeds, unless they may, and what is to be said."""
    if not old.feeds:
        return found, ()
    from feedpub.guard import windows  # noqa: PLC0415 - the first build needs none

    back = windows.resurfaced(old, successor(request, found, texts), lambda: standing(request, found))
    is_accepted = windows.CODE in request.accept
    said = tuple(windows.said(back, is_accepted=is_accepted))
    kept_out = {one.feed: one.sources for one in back if not (is_accepted or one.is_all)}
    if not kept_out:
        return found, said
    feeds = tuple(_without(kept_out, found.selection.feeds))
    return replace(found, selection=replace(found.selection, feeds=feeds)), said


def _without(
    kept_out: Mapping[str, AbstractSet[str]], feeds: Sequence[tuple[FeedSpec, tuple[Post, ...]]]
) -> Iterator[tuple[FeedSpec, tuple[Post, ...]]]:
    """Return the feeds without the posts that stay out of each (by its id); archives keep them, and can be reached."""
    filling = {spec.id: (spec, posts) for spec, posts in feeds if spec.is_window and not _is_full(spec)}
    for spec, posts in feeds:
        out = kept_out.get(spec.id)
        if not out or spec.is_window:
            yield spec, posts
            continue
        held = tuple(post for post in posts if post.source not in out)
        lacks = spec.id in filling and not out.isdisjoint(post.source for post in filling[spec.id][1])
        yield by_way_of_filling(spec, filling[spec.id][0]) if lacks else not_complete(spec), held


def _is_full(spec: FeedSpec) -> bool:
    return spec.paging is not None and spec.paging.is_archive


def guarded(
    request: Request, found: Survey, texts: Made, made: Sequence[Document], old: Snapshot
) -> tuple[Diagnostic, ...]:
    """Return what the guard finds in the documents made, less what was accepted."""
    return _found(old, successor(request, found, texts, made), request)


def _found(old: Snapshot, made: New, request: Request) -> tuple[Diagnostic, ...]:
    return (
        *_blind(old, request),
        *_where_others_read(old, request),
        *checking.guard(old, made, request.options, accept=request.accept, name=request.published_as),
    )


def _blind(old: Snapshot, request: Request) -> tuple[Diagnostic, ...]:
    """Return what is to be said where nothing is known of what subscribers have, and nobody is there to know."""
    is_known = not old.is_empty or old.diagnostics or request.compared_with
    return () if is_known or not request.is_unattended else (checking.nothing_to_compare(request.options),)


def _where_others_read(old: Snapshot, request: Request) -> tuple[Diagnostic, ...]:
    """Return what is to be said of a build for this machine alone that would go where others subscribe."""
    if request.compared_with or not request.options.site.local:
        return ()
    from feedpub.guard import findings, local  # noqa: PLC0415 - few builds are for this machine

    said = local.over_public(old, request.options.site.url)
    named = (replace(one, where=replace(one.where, path=request.published_as(one.where.path))) for one in said)
    return findings.accepted(named, request.accept)


def changes(request: Request, found: Survey, texts: Made) -> Changes:
    """Return what the build would change for subscribers and search engines. Raises as `standing` does."""
    from feedpub.guard.changes import changes as between  # noqa: PLC0415 - only `diff` needs it
    from feedpub.guard.changes import unknown  # noqa: PLC0415 - only `diff` needs it
    from feedpub.guard.snapshot import read  # noqa: PLC0415 - only `diff` needs it

    old = standing(request, found)
    for one in old.diagnostics:
        if one.code == checking.NOT_COMPARED:
            return unknown(one.text)
    if request.options.feeds.updated is UpdatedBy.CONTENT:
        found, texts = with_changes(request, found, texts, old)
    found, said = with_floors(request, found, texts, old)
    passing = checking.passing(request.options)
    parts = tuple(part for part in sitemaps(request, found) if part.path not in passing)
    listed = read((part.path, part.data) for part in parts if part.kind is not Kind.UNKNOWN)
    made = successor(request, found, texts, listed=parts)
    return between(old, made, listed, (*said, *_found(old, made, request)))


def with_changes(request: Request, found: Survey, texts: Made, old: Snapshot) -> tuple[Survey, Made]:
    """Return posts and items with the dates of the changes that their texts show."""
    from feedpub.guard import updates  # noqa: PLC0415 - only where asked for

    dated = updates.items(texts.items, old, request.now)
    posts = updates.posts(found.collected.posts, dated, old)
    return replace(found, collected=replace(found.collected, posts=posts)), replace(texts, items=dated)


def successor(
    request: Request,
    found: Survey,
    texts: Made,
    documents: Sequence[Document] = (),
    listed: Sequence[Document] = (),
) -> New:
    """Return what this build would publish, to be compared with what is.

    `documents` are all that it makes; where only its sitemaps are made, `listed` are these.
    """
    specs = (spec for spec, _ in found.selection.feeds)
    passing = checking.passing(request.options)
    return checking.new(
        feeds=found.selection.feeds,
        items=texts.items,
        posts=found.collected.posts,
        ids=found.ids,
        written=frozenset(document.path for document in documents) or checking.paths(request.options, specs),
        sitemaps=(one for one in documents or listed if one.path not in passing),
        select=lambda feeds: _subscribed(selected(found, replace(request.options, feeds=feeds)).feeds),
        pinned=found.pins.ids,
        zone=zone(request.options.site.timezone),
    )


def _subscribed(feeds: Sequence[tuple[FeedSpec, tuple[Post, ...]]]) -> Sequence[tuple[FeedSpec, tuple[Post, ...]]]:
    """Return the feeds without their archives, to which nobody subscribes."""
    return [(spec, posts) for spec, posts in feeds if not spec.is_window]
