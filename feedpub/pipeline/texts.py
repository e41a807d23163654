"""A build in which nothing but the texts of posts has changed: only the feeds that hold these are made again.

The records of posts hold all but their texts: addresses, dates, titles, terms, pictures, ids. While they are what
they were, so are the feeds that exist, the posts that each holds, and the sitemap; and while the documents made anew
say the same to the others as before, what was found in all of them together stands, and so does the guard's word.
Where any of this is not so, or there is anything to be said, the whole build is made.

What makes documents, and what validates them, each take longer to load than to see what has changed: so another
process loads the former meanwhile, and makes them (`helper`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.packing import Packing
from feedpub.config import site_of
from feedpub.io import tree, workers
from feedpub.model.records import Document, Level
from feedpub.pipeline import held, publishing
from feedpub.pipeline.beginning import no_progress
from feedpub.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from feedpub.incremental.request import Request
    from feedpub.incremental.up_to_date import Look, Note
    from feedpub.io.workers import Helper
    from feedpub.model.records import FeedSpec, Post
    from feedpub.pipeline.beginning import Begun, Progress
    from feedpub.pipeline.held import Held

_FEW: Final = 0.1
"""Share of the files of a site up to which a helper is of more use than one more process to read them."""
_CHANGED: Final = Packing[frozenset[str]](frozenset[str])
_DOCUMENTS: Final = Packing[tuple[Document, ...] | None](tuple[Document, ...] | None)


def helper(request: Request, seen: Look, note: Note) -> Helper | None:
    """Return a process that makes ready to make feeds, for `build`; None where it would be in the way.

    It would where much has to be read, which all processors do: so where most files are younger than what was
    published last, as they are in a fresh checkout.
    """
    if request.jobs < 2 or not workers.can_help():  # noqa: PLR2004 - this one and the helper
        return None
    published = max((one.changed for one in note.files), default=0)
    if tree.share_touched(seen.marks, published) > _FEW:
        return None
    return workers.Helper(partial(_help, request, note))


def build(  # noqa: PLR0913, PLR0917 - all that is known
    request: Request, begun: Begun, seen: Look, note: Note, progress: Progress, helped: Helper | None = None
) -> Outcome | None:
    """Publish the feeds whose posts have other texts than in the last build; None where that is not all there is.

    `note` is what that build left word of. Raises what the stages raise.
    """
    if begun.walked.diagnostics:
        return None
    begun.reading.settle()
    if begun.reading.digest() != note.word.records:
        return None
    last = held.read(request, note.word.held)
    if last is None:
        return None
    now = begun.reading.digests(last.digests)
    changed = frozenset(source for source, digest in last.digests.items() if now.get(source) != digest)
    feeds = _holding(changed, last)
    documents = _asked(helped, changed) if helped and feeds else _documents(request, last, feeds, progress)
    if documents is None or not _says_the_same(request, last, documents, progress):
        return None
    plan = publishing.publish_some(request, documents, note)
    if not plan.diagnostics:
        made = {one.path: one.digest for one in plan.changes}
        publishing.leave_word(request, seen, begun, replace(last, digests=now), note.word, made)
    return Outcome(documents=documents, diagnostics=plan.diagnostics, plan=plan, tally=note.word.tally)


def _holding(changed: Collection[str], last: Held) -> Sequence[tuple[FeedSpec, Sequence[Post]]]:
    """Return the feeds that hold posts of these sources, with all their posts."""
    return [(spec, posts) for spec, posts in last.feeds if any(post.source in changed for post in posts)]


def _asked(helped: Helper, changed: Collection[str]) -> tuple[Document, ...] | None:
    """Have the helper make documents, and load what validates and publishes them; None as well where it could not."""
    helped.ask(_CHANGED.pack(frozenset(changed)))
    publishing.load()
    answer = helped.answer()
    return None if answer is None else _DOCUMENTS.unpack(answer)


def _help(request: Request, note: Note, wanted: Callable[[], bytes]) -> bytes:
    """Load what makes documents, and make those that are wanted. Runs in the helper."""
    from feedpub import generate  # noqa: PLC0415 - in the helper alone
    from feedpub.content import rendering  # noqa: F401, PLC0415 - in the helper alone

    generate.load(request.options.feeds.formats)
    last = held.read(request, note.word.held)
    changed = _CHANGED.unpack(wanted())
    return _DOCUMENTS.pack(_documents(request, last, _holding(changed, last), no_progress) if last else None)


def _documents(
    request: Request, last: Held, feeds: Sequence[tuple[FeedSpec, Sequence[Post]]], progress: Progress
) -> tuple[Document, ...] | None:
    """Return the documents of feeds; None when there is anything to be said of their posts."""
    if not feeds:
        return ()
    from feedpub.generate.entries import Entries  # noqa: PLC0415 - where no feed is made, none is needed
    from feedpub.pipeline import items, making  # noqa: PLC0415 - where no feed is made, none is needed

    site = site_of(request.options)
    # A site with settings of another generator leaves no note.
    how = items.Making(folder=request.folder, options=request.options, site=site, settings=None)
    made = making.rendered(progress, items.Rendering(feeds, last.ids, how, request.jobs))
    if made.diagnostics:
        return None
    entries = Entries()
    made.give(entries)
    return tuple(making.feeds(site, feeds, made.items, entries, progress))


def _says_the_same(request: Request, last: Held, documents: Sequence[Document], progress: Progress) -> bool:
    """Validate documents: whether nothing is to be said of them, and they say to others what they said before."""
    if not documents:
        return True
    from feedpub.pipeline import making  # noqa: PLC0415 - where no feed is made, none is needed

    reports = making.checked(progress, making.validating(documents, request, site_of(request.options), are_all=False))
    is_quiet = all(one.level is Level.INFO for report in reports for one in report.diagnostics)
    return is_quiet and all(last.facts.get(name) == said for name, said in held.facts_of(reports).items())
