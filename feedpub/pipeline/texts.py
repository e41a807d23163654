"""A build in which nothing but the texts of posts has changed: only the feeds that hold these are made again.

The records of posts hold all but their texts: addresses, dates, titles, terms, pictures, ids. While they are what
they were, so are the feeds that exist, the posts that each holds, and the sitemap; and while the documents made anew
say the same to the others as before, what was found in all of them together stands, and so does the guard's word.
Where any of this is not so, or there is anything to be said, the whole build is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.config import site_of
from feedpub.model import Level
from feedpub.pipeline import held, publishing
from feedpub.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedpub.model import Document, FeedSpec, Post
    from feedpub.pipeline.beginning import Begun, Progress
    from feedpub.pipeline.held import Held
    from feedpub.request import Request
    from feedpub.unchanged import Look, Note


def build(request: Request, begun: Begun, seen: Look, note: Note, progress: Progress) -> Outcome | None:
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
    changed = {source for source, digest in last.digests.items() if now.get(source) != digest}
    feeds = [(spec, posts) for spec, posts in last.feeds if any(post.source in changed for post in posts)]
    documents = _documents(request, begun, last, feeds, progress)
    if documents is None:
        return None
    plan = publishing.publish_some(request, documents, note)
    if not plan.diagnostics:
        made = {one.path: one.digest for one in plan.changes}
        publishing.leave_word(request, seen, begun, replace(last, digests=now), note.word, made)
    return Outcome(documents=documents, diagnostics=plan.diagnostics, plan=plan, tally=note.word.tally)


def _documents(
    request: Request, begun: Begun, last: Held, feeds: Sequence[tuple[FeedSpec, Sequence[Post]]], progress: Progress
) -> tuple[Document, ...] | None:
    """Give the documents of feeds, validated; None when there is anything to be said, or they say something else."""
    if not feeds:
        return ()
    from feedpub.generate.entries import Entries  # noqa: PLC0415 - where no feed is made, none is needed
    from feedpub.pipeline import items, making  # noqa: PLC0415 - as above

    site = site_of(request.options)
    how = items.Making(folder=request.folder, options=request.options, site=site, settings=begun.walked.settings)
    made = items.make(feeds, last.ids, how, request.jobs, lambda done, total: progress("rendering", done, total))
    if made.diagnostics:
        return None
    entries = Entries()
    made.give(entries)
    documents = tuple(making.feeds(site, feeds, made.items, entries, progress))
    reports = making.checked(documents, request, site, progress, all_of_them=False)
    is_quiet = all(one.level is Level.INFO for report in reports for one in report.diagnostics)
    facts = held.facts_of(reports)
    says_the_same = all(last.facts.get(name) == said for name, said in facts.items())
    return documents if is_quiet and says_the_same else None
