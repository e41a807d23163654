"""A build beside what is published: what subscribers would see, and what must not happen to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub import publish
from feedpub.guard import checking
from feedpub.incremental.state import STATE, Store
from feedpub.model.errors import ContentError
from feedpub.model.options import UpdatedBy
from feedpub.model.records import Kind
from feedpub.pipeline import refusing
from feedpub.pipeline.beginning import no_progress
from feedpub.pipeline.making import rendered, rendering, sitemaps
from feedpub.pipeline.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedpub.guard.changes import Changes
    from feedpub.guard.snapshot import Published
    from feedpub.guard.standing import New
    from feedpub.incremental.request import Request
    from feedpub.model.records import Diagnostic, Document, Item
    from feedpub.pipeline.beginning import Progress
    from feedpub.pipeline.surveying import Survey


def difference(request: Request, progress: Progress = no_progress) -> Changes:
    """Say what a build would change for subscribers and search engines; nothing is published.

    Raises ContentError when posts have errors, SystemFault when what is published cannot be reached, unless that is
    optional.
    """
    from feedpub.guard.changes import changes, unknown  # noqa: PLC0415 - only `diff` needs it
    from feedpub.guard.snapshot import read  # noqa: PLC0415 - only `diff` needs it

    found = survey(request, progress)
    made = rendered(progress, rendering(request, found))
    items, diagnostics = made.items, (*found.diagnostics, *made.diagnostics)
    if refusing.of_posts(diagnostics, request):
        raise ContentError("nothing was compared: the posts have errors", diagnostics)
    options = request.options
    old = standing(request, found)
    for one in old.diagnostics:
        if one.code == checking.NOT_COMPARED:
            return unknown(one.text)
    if options.feeds.updated is UpdatedBy.CONTENT:
        found, items = with_changes(request, found, items, old)
    parts = sitemaps(request, found)
    listed = read((part.path, part.data) for part in parts if part.kind is not Kind.UNKNOWN)
    return changes(old, successor(request, found, items), listed)


def standing(request: Request, found: Survey, documents: Sequence[Document] = ()) -> Published:
    """Read what is published now; documents that stand there byte for byte are passed over.

    SystemFault when it cannot be reached.
    """
    specs = tuple(spec for spec, _ in found.selection.feeds)
    ours = publish.ours(request.output, request.folder / STATE, request.key)
    return checking.published(place(request), request.options, specs, ours, documents)


def place(request: Request) -> checking.Place:
    """Return where that is published which this build would replace."""
    return checking.Place(
        output=request.output,
        store=Store(str(request.folder), request.key) if request.key is not None else None,
        against=request.against,
        optional=request.against_optional,
    )


def successor(request: Request, found: Survey, items: Mapping[str, Item], documents: Iterable[Document] = ()) -> New:
    """Return what this build would publish, to be compared with what is."""
    specs = (spec for spec, _ in found.selection.feeds)
    return checking.new(
        feeds=found.selection.feeds,
        items=items,
        posts=found.collected.posts,
        ids=found.ids,
        written=frozenset(document.path for document in documents) or checking.paths(request.options, specs),
        options=request.options,
        pinned=found.pins.ids,
    )


def guarded(request: Request, old: Published, made: New) -> tuple[Diagnostic, ...]:
    """Return what the guard finds, less what was accepted."""
    how = checking.Guarding(options=request.options, accept=request.accept, name=request.published_as)
    return checking.guard(old, made, how)


def with_changes(
    request: Request, found: Survey, items: Mapping[str, Item], old: Published
) -> tuple[Survey, Mapping[str, Item]]:
    """Return posts and items with the dates of the changes that their texts show."""
    from feedpub.guard import updates  # noqa: PLC0415 - only where asked for

    dated = updates.items(items, old, request.now)
    posts = updates.posts(found.collected.posts, dated, old)
    return replace(found, collected=replace(found.collected, posts=posts)), dated
