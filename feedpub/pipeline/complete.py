"""The build, top to bottom. Decides nothing about posts or feeds: the stages do; this module calls them.

    collect   the files of the site                       -> posts, pages, what was skipped
    identify  what subscribers know each post by          -> ids
    select    which feeds exist, which posts each holds
    render    the posts that some feed holds, each once   -> items
    generate  every feed in every format, the sitemap     -> documents
              without posts that would slide back into a feed (guard)
    validate  each document from its bytes, then the set
    guard     the build against what is published
    publish   plan, then write what differs

Each says what is wrong as diagnostics. A stage that finds errors lets the next ones run as long as that can tell the
user more; nothing is published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub.collect import left_out
from feedpub.collect.problem import grouped
from feedpub.config import FILE_NAME
from feedpub.guard import checking
from feedpub.incremental.up_to_date import Tally
from feedpub.io import hits
from feedpub.model.errors import ContentError
from feedpub.model.feed_options import UpdatedBy
from feedpub.model.records import Diagnostic, Level
from feedpub.pipeline import documents, emptiness, guarding, items, listing, publishing
from feedpub.pipeline.run import Outcome, PageTally
from feedpub.pipeline.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from feedpub.guard.changes import Changes
    from feedpub.incremental.request import Request
    from feedpub.model.records import Document
    from feedpub.pipeline.items import Made
    from feedpub.pipeline.pages import SitePages
    from feedpub.pipeline.run import Begun, Progress
    from feedpub.pipeline.surveying import Survey
    from feedpub.validator import Report


_NOT_THE_OWNERS: Final = frozenset({checking.NOT_COMPARED, checking.BLIND})
"""Codes of warnings that say what could not be looked at: no fault of the site, which has to be published one day."""


class CandidateBuild(Struct, frozen=True, kw_only=True):
    """What a build has made, before it is decided whether that may be published."""

    found: Survey
    texts: Made
    documents: tuple[Document, ...]
    reports: Sequence[Report]
    in_documents: tuple[Diagnostic, ...]
    """What the rules find in the documents, at the places there."""
    pages: SitePages | None
    said: tuple[Diagnostic, ...]
    """What is said of the posts."""
    said_of_documents: tuple[Diagnostic, ...]
    """What is said of the documents, at the places that they were made from, by the guard, and of pages."""

    def forbids(self, request: Request) -> bool:
        """Whether nothing may be published."""
        return any(_forbids(one, request) for one in self.said_of_documents)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said."""
        return _grouped((*self.said, *self.said_of_documents), self.found)


class Built(Struct, frozen=True, kw_only=True):
    """What a build came to, and what it was made of."""

    outcome: Outcome
    found: Survey
    reports: Sequence[Report]


def build(request: Request, begun: Begun, progress: Progress) -> Built:
    """Build, from the files that were begun to be read; see `feedpub.pipeline.build`."""
    documents.load(request.options)  # while others read
    request = guarding.consenting(request)
    made = candidate(request, begun, progress)
    if made.forbids(request):
        raise ContentError("nothing was published: the result would have errors", made.diagnostics, made.documents)
    found, texts = made.found, made.texts
    if found.adopted:
        from feedpub.pipeline import adopting  # noqa: PLC0415 - few builds take over anything

        adopting.pin(request, found)
    snapshot = guarding.to_keep(request, found, texts, made.documents)
    plan = publishing.published(made.documents, request, made.pages, snapshot)
    outcome = Outcome(
        documents=made.documents,
        diagnostics=(*made.diagnostics, *plan.diagnostics),
        plan=plan,
        tally=_tally(found, len(made.documents)),
        texts=_texts(found, texts),
        feeds=emptiness.tally(found.collected),
        sitemap=listing.tally(found.collected.posts, made.documents, request.options.sitemap),
        hits=hits.taken(),
    )
    return Built(outcome=outcome, found=found, reports=made.reports)


def candidate(request: Request, begun: Begun, progress: Progress) -> CandidateBuild:
    """Make all that a build would publish, and look at it; nothing is published.

    Raises ContentError where errors of posts forbid to go on, SystemFault when a file cannot be read.
    """
    found = survey(request, begun)
    old = None
    if request.take_over:
        from feedpub.pipeline import adopting  # noqa: PLC0415 - few builds take over anything

        old = guarding.standing(request, found)
        found = adopting.with_standing_ids(request, found, old)
    texts = items.made(request, found, progress, begun.reading)
    said = _of_posts((*found.diagnostics, *texts.diagnostics, *_of_podcast(found, request)), found, request)
    if request.options.feeds.updated is UpdatedBy.CONTENT:
        old = old or guarding.standing(request, found)
        found, texts = guarding.with_changes(request, found, texts, old)
    made = documents.generated(request, found, texts, progress)
    old = old or guarding.standing(request, found, made)
    whole = found
    found, of_windows = guarding.with_floors(request, whole, texts, old)
    if found is not whole:
        made = documents.with_feeds_made_again(made, request, whole, found, texts, progress)
    reports = documents.validated(made, request, found.site, progress)
    in_documents = documents.checked_together(reports, made, request, found)
    of_documents = _traced(in_documents, made, request, found, texts)
    progress("guarding", 0, 1)
    of_documents += (*of_windows, *guarding.guarded(request, found, texts, made, old))
    if request.options.redirects.paths:
        from feedpub.pipeline import redirecting  # noqa: PLC0415 - few builds need it

        of_documents += tuple(redirecting.problems(request, made))
    pages = publishing.pages_of(request, found)
    of_documents += pages.diagnostics if pages else ()
    return CandidateBuild(
        found=found,
        texts=texts,
        documents=made,
        reports=reports,
        in_documents=in_documents,
        pages=pages,
        said=tuple(said),
        said_of_documents=of_documents,
    )


def difference(request: Request, begun: Begun, progress: Progress) -> Changes:
    """Return what a build would change; see `feedpub.pipeline.difference`."""
    found, texts = _compared(request, begun, progress)
    return guarding.changes(request, found, texts)


def moved(request: Request, begun: Begun, progress: Progress) -> Mapping[str, str]:
    """Return where feeds are that have moved; see `feedpub.pipeline.moved`."""
    from feedpub.pipeline import redirecting  # noqa: PLC0415 - few builds need it

    found, texts = _compared(request, begun, progress)
    return redirecting.moved(request, guarding.standing(request, found), guarding.successor(request, found, texts))


def _compared(request: Request, begun: Begun, progress: Progress) -> tuple[Survey, Made]:
    found = survey(request, begun)
    texts = items.made(request, found, progress)
    said = (*found.diagnostics, *texts.diagnostics)
    if _forbid(said, request):
        raise ContentError("nothing was compared: the posts have errors", said)
    return found, texts


def _of_posts(said: Sequence[Diagnostic], found: Survey, request: Request) -> list[Diagnostic]:
    """Return what is to be said of the posts. Raises ContentError where nothing may be published for that."""
    # Where errors end the build, they are why there is nothing: to say that, too, would be a second cause.
    diagnostics = [*said] if _forbid(said, request) else [*said, *emptiness.said(found, request)]
    if any(one.where.line is None for one in diagnostics):
        from feedpub.pipeline import origins  # noqa: PLC0415 - most builds have nothing to say

        diagnostics = origins.located(diagnostics, request)
    if _forbid(diagnostics, request):
        raise ContentError("nothing was published: the posts have errors", _grouped(diagnostics, found))
    return diagnostics


def _of_podcast(found: Survey, request: Request) -> tuple[Diagnostic, ...]:
    """Return what directories of podcasts would refuse; few sites have recordings."""
    if not any(post.enclosures for post in found.collected.posts):
        return ()
    from feedpub.pipeline import podcasts  # noqa: PLC0415 - few sites have recordings

    return tuple(podcasts.said(found, request))


def _grouped(said: Iterable[Diagnostic], found: Survey) -> tuple[Diagnostic, ...]:
    """Return what is to be said, of all posts together where it is said of each."""
    sources = found.collected.sources
    return grouped(said, lambda one: one.where.path in sources and one.code != left_out.CODE)  # which is grouped


def _traced(
    diagnostics: tuple[Diagnostic, ...], made: Iterable[Document], request: Request, found: Survey, texts: Made
) -> tuple[Diagnostic, ...]:
    """Return what is said of documents, said of the files that they were made from."""
    if all(one.level is Level.INFO for one in diagnostics):
        return diagnostics
    from feedpub.pipeline import origins  # noqa: PLC0415 - most builds have nothing to say

    sources = origins.Sources(
        documents={request.published_as(one.path): one for one in made},
        feeds={
            request.published_as(path): [post for post in posts if post.source in texts.items]
            for spec, posts in found.selection.feeds
            for path in spec.paths.values()
        },
        posts=found.collected.posts,
        specs={request.published_as(path): spec for spec, _ in found.selection.feeds for path in spec.paths.values()},
        pinned=frozenset(found.pins.ids),
    )
    return origins.traced(diagnostics, sources, request)


def _forbid(of_posts: Iterable[Diagnostic], request: Request) -> bool:
    """Whether findings about posts forbid publishing; errors of posts that --keep-going leaves out do not."""
    return any(_forbids(one, request) and not _is_left_out(one, request) for one in of_posts)


def _forbids(one: Diagnostic, request: Request) -> bool:
    """Whether nothing may be published because of this."""
    is_strict = request.strict and one.code not in _NOT_THE_OWNERS
    return one.level.rank >= (Level.WARNING if is_strict else Level.ERROR).rank


def _is_left_out(one: Diagnostic, request: Request) -> bool:
    """Whether this is an error of a post that --keep-going leaves out; a warning's post is in the feeds."""
    is_of_a_post = one.where.path != FILE_NAME and not one.code.startswith(("config/", "ids/"))
    return request.keep_going and is_of_a_post and one.level is Level.ERROR


def _tally(found: Survey, files: int) -> Tally:
    posts = sum(post.date is not None for post in found.collected.posts)
    archives = sum(spec.is_window for spec, _ in found.selection.feeds)
    return Tally(
        feeds=len(found.selection.feeds) - archives,
        posts=posts,
        pages=len(found.collected.posts) - posts,
        files=files,
        archives=archives,
    )


def _texts(found: Survey, texts: Made) -> PageTally | None:
    pages = found.collected.pages
    if pages is None or not pages.folder:
        return None
    return PageTally(taken=texts.of_pages, posts=len(texts.items), folder=pages.folder)
