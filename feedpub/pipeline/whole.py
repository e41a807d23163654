"""The whole build: every stage, over everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub import hits
from feedpub.errors import ContentError
from feedpub.generate.entries import Entries
from feedpub.model import Diagnostic, Level, Where
from feedpub.options import UpdatedBy
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
from feedpub.unchanged import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.identity.published import Published
    from feedpub.pipeline.beginning import Begun, Progress
    from feedpub.pipeline.surveying import Survey
    from feedpub.request import Request
    from feedpub.unchanged import Look


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
    of_documents = checked_together(reports, made, request, found)
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
    """Give what is to be said of the posts. Raises ContentError where nothing may be published for that."""
    diagnostics = [*found.diagnostics, *of_texts]
    if not found.collected.posts:
        diagnostics.append(_no_posts(request))
    if refusing.of_posts(diagnostics, request):
        raise ContentError("nothing was published: the posts have errors", diagnostics)
    return diagnostics


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
