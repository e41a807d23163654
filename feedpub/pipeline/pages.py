"""The pages of a built site: whether they lead to the feeds, and the same pages with the lines that are missing.

The pages are not ours. They are changed only when that was asked for, and then like everything that is published:
all at once, through the journal.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub import sites
from feedpub.content import autodiscovery
from feedpub.incremental.store import STATE
from feedpub.io import resolving
from feedpub.model.records import Diagnostic, Document, Kind, Level, Where
from feedpub.publish import publish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedpub.content.autodiscovery import Link
    from feedpub.incremental.request import Request
    from feedpub.model.records import FeedSpec
    from feedpub.publish import Plan

_WHY = "Readers and browsers that are given the address of a page find the feed by this line."


class SitePages(Struct, frozen=True, kw_only=True):
    """What was seen of the pages: those that would change, and what is to be said."""

    changed: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]

    @staticmethod
    def is_with(request: Request) -> bool:
        """Whether the feeds are published among the pages, so that one journal holds both."""
        return resolving.real(request.output) == resolving.real(request.folder / request.options.built.folder)

    def publish(self, request: Request) -> Plan:
        """Change the pages in a folder where nothing else is published. Raises as `publish.publish` does."""
        folder = request.folder / request.options.built.folder
        plan = publish(
            self.changed,
            folder,
            # Records of their own: those of the folder itself, if there are any, know of other files.
            request.folder / STATE / "pages",
            key=request.key,
            may_be_elsewhere=os.path.isabs(request.options.built.folder),  # noqa: PTH117 - text
            shared=frozenset(page.path for page in self.changed),
            dry_run=request.dry_run,
        )
        name = os.path.relpath(folder, request.folder).replace(os.sep, "/")
        return replace(plan, changes=tuple(replace(one, path=f"{name}/{one.path}") for one in plan.changes))


def look(request: Request, specs: Iterable[FeedSpec]) -> SitePages:
    """See whether each page leads to the feed of the site. Raises SystemFault when one cannot be read."""
    spec = autodiscovery.first(specs)
    if spec is None:
        return SitePages(changed=(), diagnostics=())
    wanted = autodiscovery.links(spec)
    options = request.options
    total, without, headless, changed = 0, [], [], []
    for page in sites.pages(request.folder, options.built, options.site, (request.output, request.folder / STATE)):
        seen = autodiscovery.look(page.data, page.url, wanted)
        if seen is None:
            continue
        total += 1
        if not seen.leads_to_one:
            without.append(page.source)
        if seen.place is None:
            headless.append(page.source)
        elif seen.missing and request.inject:
            changed.append(Document(path=page.path, kind=Kind.UNKNOWN, data=autodiscovery.added(page.data, seen)))
    said = _headless(headless) if request.inject else _unlinked(without, total, wanted[0])
    return SitePages(changed=tuple(changed), diagnostics=said)


def _unlinked(without: list[str], total: int, link: Link) -> tuple[Diagnostic, ...]:
    if not without:
        return ()
    how_many = "No page leads" if len(without) == total else f"{len(without)} of {total} pages do not lead"
    return (
        Diagnostic(
            code="site/pages-without-feed",
            # Few pages of a site that has the line are of another layout; where most lack it, so does the site.
            level=Level.WARNING if len(without) * 2 > total else Level.INFO,
            where=Where(path=without[0]),
            text=f"{how_many} to the feed of the site.",
            why=_WHY,
            hint="Build with --inject, or put this line into the head of the layout: "
            f'<link rel="alternate" type="{link.type}" href="{link.url}">',
            count=len(without),
            is_counted=True,
        ),
    )


def _headless(headless: list[str]) -> tuple[Diagnostic, ...]:
    if not headless:
        return ()
    return (
        Diagnostic(
            code="site/page-without-head",
            level=Level.INFO,
            where=Where(path=headless[0]),
            text="The feeds cannot be linked: there is no `<head>`, or the page is in UTF-16.",
            why=_WHY,
            hint="Write `<head>` and `</head>` into the layout of these pages, and save them as UTF-8.",
            count=len(headless),
        ),
    )
