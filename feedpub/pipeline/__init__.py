"""Runs the stages in order (`complete.build`), or as few of them as a change of texts needs (`partial.build`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feedpub.incremental.request import Request
from feedpub.io import hits
from feedpub.pipeline.run import begin, no_progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedpub.guard.changes import Changes
    from feedpub.incremental.up_to_date import Look
    from feedpub.pipeline.run import Outcome, Progress
    from feedpub.pipeline.surveying import Survey

__all__ = ["Request", "as_published", "build", "difference", "moved", "survey"]


def build(
    request: Request, progress: Progress = no_progress, seen: Look | None = None, *, is_brief: bool = False
) -> Outcome:
    """Build the site's feeds and sitemap, and publish them when all is well.

    With what `incremental.up_to_date` has seen of the site, a note is left for the next build. Where `is_brief` is
    enough, the outcome need not name what stands, nor repeat advice on it: only what has to be done again is done.
    Raises ContentError with all diagnostics when something is not well; the published files are then untouched.
    SystemFault when the disk fails.
    """
    hits.taken()  # of an earlier build
    if is_brief and seen and seen.note:
        from feedpub.pipeline import partial  # noqa: PLC0415 - start-up counts, and few builds need it

        begun, outcome = partial.begin_and_build(request, seen, seen.note, progress)
        if outcome is not None:
            return outcome
    else:
        begun = begin(request, progress, seen)
    from feedpub.pipeline import complete  # noqa: PLC0415 - start-up counts, and others read files by now

    built = complete.build(request, begun, progress)
    if seen is not None:
        from feedpub.pipeline import partial  # noqa: PLC0415 - only where something is kept

        partial.remember(request, seen, begun, built)
    return built.outcome


def survey(request: Request) -> Survey:
    """Collect the posts and decide which feeds hold which.

    Raises SystemFault when a file cannot be read, UsageError when the configuration does not fit the site.
    """
    from feedpub.pipeline import surveying  # noqa: PLC0415 - start-up counts

    return surveying.survey(request, begin(request))


def as_published(request: Request, found: Survey, *, is_plain: bool = False) -> Survey:
    """Return what the site holds with the feeds as a build would publish them, beside what is published now.

    Where `is_plain`, and nothing has changed since the last build that was asked for nothing more, they are those of
    that build. Posts are made into items only where one might stay out of a feed. Raises SystemFault when what is
    published cannot be read.
    """
    from feedpub.pipeline import guarding, items, partial  # noqa: PLC0415 - start-up counts

    if is_plain and (known := partial.feeds_of_last_build(request, found)) is not None:
        return known
    old = guarding.standing(request, found)
    if not guarding.may_have_floors(found, old):
        return found
    return guarding.with_floors(request, found, items.made(request, found, no_progress), old)[0]


def difference(request: Request, progress: Progress = no_progress) -> Changes:
    """Return what a build would change for subscribers and search engines; nothing is published.

    Raises ContentError when posts have errors, SystemFault when what is published cannot be reached.
    """
    from feedpub.pipeline import complete  # noqa: PLC0415 - start-up counts

    return complete.difference(request, begin(request, progress), progress)


def moved(request: Request, progress: Progress = no_progress) -> Mapping[str, str]:
    """Return where feeds are that have moved or would move by a build, by their former paths; nothing is published.

    Raises as `difference` does.
    """
    from feedpub.pipeline import complete  # noqa: PLC0415 - start-up counts

    return complete.moved(request, begin(request, progress), progress)
