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
from feedpub.model import Diagnostic, Level, Where
from feedpub.options import UpdatedBy
from feedpub.pipeline import publishing, refusing
from feedpub.pipeline.comparing import difference, guarded, standing, successor, with_changes
from feedpub.pipeline.making import documents, rendered, validated
from feedpub.pipeline.outcome import Outcome
from feedpub.pipeline.surveying import Survey, no_progress, survey
from feedpub.request import Request

if TYPE_CHECKING:
    from feedpub.identity.published import Published
    from feedpub.pipeline.surveying import Progress
    from feedpub.unchanged import Look

__all__ = ["Outcome", "Request", "Survey", "build", "difference", "standing", "successor", "survey"]


def build(request: Request, progress: Progress = no_progress, seen: Look | None = None) -> Outcome:
    """Build the site's feeds and sitemap, and publish them when all is well.

    With what `unchanged` has seen of the site, a note is left for the next build.

    Raises ContentError with all diagnostics when something is not; the published files are then untouched.
    SystemFault when the disk fails.
    """
    found = survey(request, progress, seen.walked if seen else None)
    items, troubles = rendered(request, found, progress)
    diagnostics = [*found.diagnostics, *troubles]
    if not found.collected.posts:
        diagnostics.append(_no_posts(request))
    if refusing.of_posts(diagnostics, request):
        raise ContentError("nothing was published: the posts have errors", diagnostics)
    old: Published | None = None
    if request.options.feeds.updated is UpdatedBy.CONTENT:
        old = standing(request, found)
        found, items = with_changes(request, found, items, old)
    made = documents(request, found, items, progress)
    of_documents = validated(made, request, found, progress)
    progress("guarding", 0, 1)
    old = old or standing(request, found, made)
    of_documents += guarded(request, old, successor(request, found, items, made))
    pages = publishing.pages_of(request, found)
    of_documents += pages.diagnostics if pages else ()
    diagnostics += of_documents
    if refusing.of_documents(of_documents, request):
        raise ContentError("nothing was published: the result would have errors", diagnostics, made)
    plan = publishing.published(made, request, pages)
    outcome = Outcome(survey=found, documents=made, diagnostics=(*diagnostics, *plan.diagnostics), plan=plan)
    if seen is not None:
        publishing.remember(request, seen, outcome)
    return outcome


def _no_posts(request: Request) -> Diagnostic:
    return Diagnostic(
        code="site/no-posts",
        level=Level.WARNING,
        where=Where(path=request.options.content.folder or "."),
        text="No post and no page was found.",
        why="There is nothing to publish feeds of.",
        hint="Put posts there, or name their folder with `content.folder`; `feedpub why FILE` tells why one is none.",
    )
