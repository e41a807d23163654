"""The last step: documents and pages into their folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.incremental.store import STATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.incremental.request import Request
    from feedpub.incremental.up_to_date import Note
    from feedpub.model.records import Document
    from feedpub.pipeline.pages import SitePages
    from feedpub.pipeline.surveying import Survey
    from feedpub.publish import Plan


def pages_of(request: Request, found: Survey) -> SitePages | None:
    """See whether the pages of a built site lead to the feeds; None where there are no pages."""
    if not request.options.built.folder:
        return None
    from feedpub.pipeline import pages  # noqa: PLC0415 - few sites have any

    return pages.look(request, (spec for spec, _ in found.selection.feeds if not spec.is_window))


def published(documents: Sequence[Document], request: Request, pages: SitePages | None, snapshot: bytes) -> Plan:
    """Publish the documents and then the pages that name them, all at once where they share a folder.

    `snapshot` is what the next build is to know of them.
    """
    if pages is None or not pages.changed or pages.is_with(request):
        return _publish(documents, request, snapshot, pages.changed if pages else ())
    plan = _publish(documents, request, snapshot)
    if plan.blocked:
        return plan
    also = pages.publish(request)
    return replace(plan, changes=(*plan.changes, *also.changes), diagnostics=(*plan.diagnostics, *also.diagnostics))


def _publish(documents: Sequence[Document], request: Request, snapshot: bytes, pages: Sequence[Document] = ()) -> Plan:
    """Publish documents, and pages of the same folder, which stay what they are: not ours."""
    from feedpub.publish import publish  # noqa: PLC0415 - not needed when there are errors

    return publish(
        (*documents, *pages),
        request.output,
        request.folder / STATE,
        key=request.key,
        may_be_elsewhere=_is_named(request),
        shared=frozenset({"robots.txt", request.options.redirects.file, *(page.path for page in pages)}),
        take_over=request.take_over,
        dry_run=request.dry_run,
        name=request.published_as(""),
        snapshot=snapshot,
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
