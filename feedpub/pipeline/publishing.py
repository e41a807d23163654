"""The last step: documents and pages into their folders, and word for the next build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.incremental import up_to_date
from feedpub.incremental.state import STATE
from feedpub.incremental.up_to_date import Word
from feedpub.io import tree
from feedpub.model.options import UpdatedBy
from feedpub.model.records import Level
from feedpub.pipeline import held
from feedpub.pipeline.held import Held

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedpub.collect import Collected
    from feedpub.collect.names import Names
    from feedpub.incremental.request import Request
    from feedpub.incremental.up_to_date import Look, Note
    from feedpub.model.records import Document
    from feedpub.pipeline.beginning import Begun
    from feedpub.pipeline.outcome import Outcome
    from feedpub.pipeline.pages import Pages
    from feedpub.pipeline.surveying import Survey
    from feedpub.publish import Plan
    from feedpub.validator import Report


def load() -> None:
    """Load what validating and publishing need, while another process makes documents."""
    from feedpub import publish, validator  # noqa: F401, PLC0415 - not needed when there are errors


def pages_of(request: Request, found: Survey) -> Pages | None:
    """See whether the pages of a built site lead to the feeds; None where there are no pages."""
    if not request.options.built.folder:
        return None
    from feedpub.pipeline import pages  # noqa: PLC0415 - few sites have any

    return pages.look(request, (spec for spec, _ in found.selection.feeds))


def published(documents: Sequence[Document], request: Request, pages: Pages | None) -> Plan:
    """Publish the documents and then the pages that name them, all at once where they share a folder."""
    if pages is None or not pages.changed or pages.is_with(request):
        return _publish(documents, request, pages.changed if pages else ())
    plan = _publish(documents, request)
    if plan.blocked:
        return plan
    also = pages.publish(request)
    return replace(plan, changes=(*plan.changes, *also.changes), diagnostics=(*plan.diagnostics, *also.diagnostics))


def _publish(documents: Sequence[Document], request: Request, pages: Sequence[Document] = ()) -> Plan:
    """Publish documents, and pages of the same folder, which stay what they are: not ours."""
    from feedpub.publish import publish  # noqa: PLC0415 - not needed when there are errors

    return publish(
        (*documents, *pages),
        request.output,
        request.folder / STATE,
        key=request.key,
        may_be_elsewhere=_is_named(request),
        shared=frozenset({"robots.txt", *(page.path for page in pages)}),
        take_over=request.take_over,
        dry_run=request.dry_run,
        name=request.published_as(""),
    )


def _is_named(request: Request) -> bool:
    """Whether the output folder is named as it is on the command line, whole: wherever that is, it is meant."""
    return Path(request.options.output.folder).is_absolute()


def publish_some(request: Request, documents: Sequence[Document], note: Note) -> Plan:
    """Publish documents in place of those that stand; all others of the last build stay as they are."""
    from feedpub.publish import publish  # noqa: PLC0415 - not needed when there are errors

    made = {document.path for document in documents}
    return publish(
        documents,
        request.output,
        request.folder / STATE,
        key=request.key,
        may_be_elsewhere=_is_named(request),
        kept={one.path: one.digest for one in note.files if one.path not in made},
        name=request.published_as(""),
    )


def remember(  # noqa: PLR0913 - all that a build was made from
    request: Request, seen: Look, outcome: Outcome, *, found: Survey, begun: Begun, reports: Sequence[Report]
) -> None:
    """Leave word of a build of which there is nothing to be said; what was warned of is to be said again."""
    collected, reading = found.collected, begun.reading
    if not _can_be_known(request, begun, collected) or any(one.level is not Level.INFO for one in outcome.diagnostics):
        return
    sources = {post.source for _, posts in found.selection.feeds for post in posts}
    kept = Held(
        feeds=found.selection.feeds,
        ids={source: found.ids[source] for source in sources},
        digests=reading.digests(sources),
        facts=held.facts_of(reports),
    )
    word = Word(listing="", records=reading.digest(), until=collected.until, tally=outcome.tally)
    made = {change.path: change.digest for change in outcome.plan.changes if change.document}
    leave_word(request, seen, begun, kept, word, made)


def _can_be_known(request: Request, begun: Begun, collected: Collected) -> bool:
    """Whether the build was made from nothing but what `incremental.up_to_date` looks at."""
    from feedpub.validator.sources import Location  # noqa: PLC0415 - not needed when posts have errors

    walked, options = begun.walked, request.options
    return not (
        request.dry_run
        or request.against
        or request.modules  # which may be made of other files
        or options.built.folder
        or options.feeds.updated is UpdatedBy.CONTENT
        or walked.diagnostics
        or walked.records
        or walked.settings.dialect
        or any(post.enclosures for post in collected.posts)  # the sizes of these files are read, too
        or Location(root=request.output).has_pages()  # and what these pages say
    )


def leave_word(  # noqa: PLR0913, PLR0917 - all that a build was made from
    request: Request, seen: Look, begun: Begun, kept: Held, word: Word, made: Mapping[str, str]
) -> None:
    """Leave the note, and beside it what feeds held; `made` is path -> SHA-256 of every published file."""
    marks = begun.reading.marks
    # What changed in the very tick of the clock might change again without showing it: no note of such files.
    if begun.moment > tree.newest(marks):  # else what was kept before stays, with its note
        left = word._replace(
            listing=seen.listing or _listing(begun.walked.names, marks), held=held.write(request, kept)
        )
        up_to_date.remember(request, seen, begun.moment, left, made)


def _listing(names: Names, marks: bytes) -> str:
    """Return the digest of what the file system said, as `incremental.up_to_date.look` would."""
    paths = names.paths
    return up_to_date.listing_of(names.first.removesuffix(paths[0]) if paths else "", paths, marks)
