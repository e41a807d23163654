"""The whole build: every stage, over everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.generate.entries import Entries
from feedpub.incremental.up_to_date import Tally
from feedpub.io import hits
from feedpub.model.errors import ContentError
from feedpub.model.options import UpdatedBy
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.pipeline import publishing, refusing
from feedpub.pipeline.comparing import guarded, standing, successor, with_changes
from feedpub.pipeline.making import (
    checked,
    checked_together,
    feeds,
    load,
    rendered,
    rendering,
    sitemaps,
    validating,
    with_others,
)
from feedpub.pipeline.outcome import Outcome
from feedpub.pipeline.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feedpub.guard.snapshot import Published
    from feedpub.incremental.request import Request
    from feedpub.incremental.up_to_date import Look
    from feedpub.model.records import Document, Item
    from feedpub.pipeline.beginning import Begun, Progress
    from feedpub.pipeline.surveying import Survey


def build(request: Request, begun: Begun, progress: Progress, seen: Look | None) -> Outcome:
    """Build, from the files that were begun to be read; see `feedpub.pipeline.build`."""
    load(request.options)  # while others read
    found = survey(request, progress, begun)
    begun_items = rendering(request, found)
    by_content = request.options.feeds.updated is UpdatedBy.CONTENT
    listed = () if by_content else sitemaps(request, found)  # while other processes render
    made_items = rendered(progress, begun_items)
    items, entries = made_items.items, Entries()
    made_items.give(entries)
    diagnostics = _of_posts(request, found, made_items.diagnostics)
    old: Published | None = None
    if by_content:
        old = standing(request, found)
        found, items = with_changes(request, found, items, old)
        listed = sitemaps(request, found)
    of_feeds = tuple(feeds(found.site, found.selection.feeds, items, entries, progress))
    begun_reports = validating(of_feeds, request, found.site), validating(listed, request, found.site, are_all=False)
    reports = checked(progress, *begun_reports)
    made = with_others(request, found.site, of_feeds, listed)
    of_documents = _traced(checked_together(reports, made, request, found), request, found, made, items)
    progress("guarding", 0, 1)
    old = old or standing(request, found, made)
    of_documents += guarded(request, old, successor(request, found, items, made))
    pages = publishing.pages_of(request, found)
    of_documents += pages.diagnostics if pages else ()
    diagnostics += of_documents
    if refusing.of_documents(of_documents, request):
        raise ContentError("nothing was published: the result would have errors", diagnostics, made)
    plan = publishing.published(made, request, pages)
    outcome = Outcome(
        documents=made,
        diagnostics=(*diagnostics, *plan.diagnostics),
        plan=plan,
        tally=_tally(found, len(made)),
        hits=hits.taken(),
    )
    if seen is not None:
        publishing.remember(request, seen, outcome, found=found, begun=begun, reports=reports)
    return outcome


def _of_posts(request: Request, found: Survey, of_texts: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what is to be said of the posts. Raises ContentError where nothing may be published for that."""
    diagnostics = [*found.diagnostics, *of_texts]
    if not found.collected.posts:
        diagnostics.append(_no_posts(request))
    if any(one.where.line is None and one.where.element for one in diagnostics):
        from feedpub.pipeline import origins  # noqa: PLC0415 - most builds have nothing to say

        diagnostics = origins.located(diagnostics, request)
    if refusing.of_posts(diagnostics, request):
        raise ContentError("nothing was published: the posts have errors", diagnostics)
    return diagnostics


def _traced(
    diagnostics: tuple[Diagnostic, ...],
    request: Request,
    found: Survey,
    documents: Iterable[Document],
    items: Mapping[str, Item],
) -> tuple[Diagnostic, ...]:
    """Return what is said of documents, said of the files that they were made from."""
    if all(one.level is Level.INFO for one in diagnostics):
        return diagnostics
    from feedpub.pipeline import origins  # noqa: PLC0415 - most builds have nothing to say

    made = origins.Made(
        documents={request.published_as(one.path): one for one in documents},
        feeds={
            request.published_as(path): [post for post in posts if post.source in items]
            for spec, posts in found.selection.feeds
            for path in spec.paths.values()
        },
        posts=found.collected.posts,
    )
    return origins.traced(diagnostics, made, request)


def _tally(found: Survey, files: int) -> Tally:
    posts = sum(post.date is not None for post in found.collected.posts)
    return Tally(feeds=len(found.selection.feeds), posts=posts, pages=len(found.collected.posts) - posts, files=files)


def _no_posts(request: Request) -> Diagnostic:
    return Diagnostic(
        code="site/no-posts",
        level=Level.WARNING,
        where=Where(path=request.options.content.folder or "."),
        text="No post and no page was found.",
        why="There is nothing to publish feeds of.",
        hint="Put posts there, or name their folder with `content.folder`; `feedpub why FILE` tells why one is none.",
    )
