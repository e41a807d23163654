"""Runs the stages in order. Decides nothing about posts or feeds: the stages do; this module calls them.

    collect   the files of the site                      -> posts, pages, what was skipped, diagnostics
    identify  ids; two posts with one URL or id           -> diagnostics
    select    which feeds exist, which posts each holds
    render    the posts that some feed holds, each once   -> items
    generate  every feed in every format, the sitemap     -> documents
    validate  each document from its bytes, then the set  -> diagnostics
    guard     the build against what is published         -> diagnostics
    publish   plan, then write what differs

A stage that finds errors lets the next ones run as long as that can tell the user more; nothing is published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.errors import ContentError
from feedpub.generate.entries import Entries
from feedpub.model import Diagnostic, Level, Where
from feedpub.options import UpdatedBy
from feedpub.pipeline import publishing, refusing, texts
from feedpub.pipeline.comparing import difference, guarded, standing, successor, with_changes
from feedpub.pipeline.making import checked, checked_together, documents, load, rendered
from feedpub.pipeline.outcome import Outcome
from feedpub.pipeline.surveying import Survey, begin, no_progress, survey
from feedpub.request import Request
from feedpub.unchanged import Tally

if TYPE_CHECKING:
    from feedpub.identity.published import Published
    from feedpub.pipeline.surveying import Begun, Progress
    from feedpub.unchanged import Look

__all__ = [
    "Outcome",
    "Request",
    "Survey",
    "build",
    "build_in_brief",
    "difference",
    "standing",
    "successor",
    "survey",
]


def build(request: Request, progress: Progress = no_progress, seen: Look | None = None) -> Outcome:
    """Build the site's feeds and sitemap, and publish them when all is well.

    With what `unchanged` has seen of the site, a note is left for the next build.

    Raises ContentError with all diagnostics when something is not; the published files are then untouched.
    SystemFault when the disk fails.
    """
    return _build(request, begin(request, progress, seen), progress, seen)


def build_in_brief(request: Request, seen: Look, progress: Progress = no_progress) -> Outcome:
    """Build, and do only what has to be done again: the outcome need not name what stands, nor repeat advice on it.

    Raises as `build` does.
    """
    begun = begin(request, progress, seen)
    return texts.build(request, begun, seen, progress) or _build(request, begun, progress, seen)


def _build(request: Request, begun: Begun, progress: Progress, seen: Look | None) -> Outcome:
    load(request.options)  # while others read
    found = survey(request, progress, begun)
    rendering = rendered(request, found, progress)
    items, entries = rendering.items, Entries()
    rendering.give(entries)
    diagnostics = [*found.diagnostics, *rendering.diagnostics]
    if not found.collected.posts:
        diagnostics.append(_no_posts(request))
    if refusing.of_posts(diagnostics, request):
        raise ContentError("nothing was published: the posts have errors", diagnostics)
    old: Published | None = None
    if request.options.feeds.updated is UpdatedBy.CONTENT:
        old = standing(request, found)
        found, items = with_changes(request, found, items, old)
    made = documents(request, found, items, entries, progress)
    reports = checked(made, request, found.site, progress)
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
        documents=made, diagnostics=(*diagnostics, *plan.diagnostics), plan=plan, tally=_tally(found, len(made))
    )
    if seen is not None:
        publishing.remember(request, seen, outcome, found=found, begun=begun, reports=reports)
    return outcome


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
