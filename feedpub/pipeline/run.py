"""A run of the build: how far it is, what it begins with, what it comes to.

Loaded before all other stages, for reading begins here: other processes read while this one loads the rest.
"""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 - what is packed is read by the types of its fields
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from feedpub import collect, sites
from feedpub.incremental.store import STATE
from feedpub.model.records import Absence  # noqa: TC001 - what is packed is read by the types of its fields

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from feedpub.collect.dialect import Walked
    from feedpub.collect.reading import Reading
    from feedpub.incremental.request import Request
    from feedpub.incremental.up_to_date import Look, Tally
    from feedpub.io.hits import Counts
    from feedpub.model.records import Diagnostic, Document
    from feedpub.publish import Plan

    Progress: TypeAlias = Callable[[str, int, int], None]
    """Called with the name of a stage, the steps done and the steps in all."""


class Begun(Struct, frozen=True, kw_only=True):
    """The files of a site while they are read."""

    walked: Walked
    reading: Reading
    moment: int
    """The time before the files were looked at, by the clock of the file system; 0 where no word is to be left."""


class PageTally(Struct, frozen=True, kw_only=True):
    """How many posts of the feeds have the text of their built page, of how many, and in which folder it is."""

    taken: int
    posts: int
    folder: str


class FeedsTally(Struct, frozen=True, kw_only=True):
    """How many posts stand in no feed, of how many, and for which reasons."""

    missing: int
    posts: int
    left_out: Sequence[tuple[Absence, int]]
    """The commonest first."""


class SitemapTally(Struct, frozen=True, kw_only=True):
    """How many pages the sitemap lists, of how many, and for which reasons it leaves the others out."""

    listed: int
    pages: int
    left_out: Sequence[tuple[Absence, int]]
    """The commonest first."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What a build came to. Documents that were known to stand as they are are not among those made."""

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    plan: Plan
    tally: Tally
    texts: PageTally | None = None
    """How many texts were taken from built pages; None where none were looked for."""
    feeds: FeedsTally | None = None
    """How many posts stand in no feed; None where all stand in one."""
    sitemap: SitemapTally | None = None
    """How many pages the sitemap leaves out; None where it leaves out none."""
    hits: Counts = field(default_factory=dict)
    """How often ways that are fast for some content only could be gone."""


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""


def begin(request: Request, progress: Progress = no_progress, seen: Look | None = None) -> Begun:
    """Walk over the files of the site, and begin to read them; `seen` is what was just seen of them, if it was.

    Raises SystemFault when a folder cannot be read, UsageError when the configuration does not fit the site.
    """
    options = request.options
    skip = (request.output, request.folder / STATE)
    found = seen.tree if seen else None
    moment = 0
    if seen and seen.asked:
        moment = seen.begun or request.store.clock()
    walked = sites.walk(request.folder, options.content, options.site, skip, options.built, found, request.jobs)
    if options.sitemap.enabled and options.sitemap.videos:
        walked = replace(walked, settings=replace(walked.settings, with_films=True))
    reading = collect.begin(
        request.folder,
        options.content,
        walked,
        how=collect.ReadingOptions(jobs=request.jobs, cache=request.store),
        marks=seen.marks if seen and found else None,
        report=lambda step: progress("reading", step.done, step.total),
    )
    return Begun(walked=walked, reading=reading, moment=moment)
