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

from feedpub.incremental.request import Request
from feedpub.io import hits
from feedpub.pipeline.beginning import begin, no_progress

if TYPE_CHECKING:
    from feedpub.guard.changes import Changes
    from feedpub.incremental.up_to_date import Look
    from feedpub.pipeline.beginning import Progress
    from feedpub.pipeline.outcome import Outcome
    from feedpub.pipeline.surveying import Survey

__all__ = ["Request", "build", "build_in_brief", "difference", "survey"]


def build(request: Request, progress: Progress = no_progress, seen: Look | None = None) -> Outcome:
    """Build the site's feeds and sitemap, and publish them when all is well.

    With what `incremental.up_to_date` has seen of the site, a note is left for the next build.

    Raises ContentError with all diagnostics when something is not; the published files are then untouched.
    SystemFault when the disk fails.
    """
    hits.taken()  # of an earlier build
    begun = begin(request, progress, seen)
    from feedpub.pipeline import whole  # noqa: PLC0415 - start-up counts, and files are read by other processes now

    return whole.build(request, begun, progress, seen)


def build_in_brief(request: Request, seen: Look, progress: Progress = no_progress) -> Outcome:
    """Build, and do only what has to be done again: the outcome need not name what stands, nor repeat advice on it.

    Raises as `build` does.
    """
    if seen.note is None:
        return build(request, progress, seen)
    from feedpub.pipeline import texts  # noqa: PLC0415 - start-up counts, and files are read by other processes now

    helper = texts.helper(request, seen, seen.note)
    try:
        begun = begin(request, progress, seen)
        if helper and begun.reading.is_shared:
            helper.dismiss()  # much has been touched: every processor reads
            helper = None
        outcome = texts.build(request, begun, seen, seen.note, progress, helper)
    finally:
        if helper:
            helper.dismiss()
    if outcome is not None:
        return outcome
    from feedpub.pipeline import whole  # noqa: PLC0415 - start-up counts, and files are read by other processes now

    return whole.build(request, begun, progress, seen)


def survey(request: Request) -> Survey:
    """Collect the posts and decide which feeds hold which.

    Raises SystemFault when a file cannot be read, UsageError when the configuration does not fit the site.
    """
    from feedpub.pipeline import surveying  # noqa: PLC0415 - start-up counts, and files are read by other processes now

    return surveying.survey(request)


def difference(request: Request, progress: Progress = no_progress) -> Changes:
    """Say what a build would change for subscribers and search engines; nothing is published.

    Raises ContentError when posts have errors, SystemFault when what is published cannot be reached.
    """
    from feedpub.pipeline import comparing  # noqa: PLC0415 - start-up counts, and files are read by other processes now

    return comparing.difference(request, progress)
