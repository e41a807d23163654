"""A build in which nothing but the texts of posts has changed: only the feeds that hold these are made again.

The records of posts hold all but their texts: addresses, dates, titles, terms, pictures, ids. While they are what
they were, so are the feeds that exist, the posts that each holds, and the sitemap; and while the documents made anew
say the same to the others as before, what was found in all of them together stands, and so does the guard's word.
Where any of this is not so, or there is anything to be said, the whole build is made.

What makes documents, and what validates them, each take longer to load than to see what has changed: so another
process loads the former meanwhile, and makes them (`_helper`).
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - what is packed is read by the types of its fields
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.config import site_of
from feedpub.incremental import up_to_date
from feedpub.incremental.packing import Packing
from feedpub.incremental.store import key_of
from feedpub.incremental.up_to_date import Word
from feedpub.io import tree, workers
from feedpub.model.feed_options import UpdatedBy
from feedpub.model.records import Document, FeedSpec, Level, Post
from feedpub.pipeline import publishing
from feedpub.pipeline.run import FeedsTally, Outcome, SitemapTally, begin, no_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from feedpub.collect import Collected
    from feedpub.collect.names import Names
    from feedpub.incremental.request import Request
    from feedpub.incremental.up_to_date import Look, Note
    from feedpub.io.workers import Helper
    from feedpub.pipeline.complete import Built
    from feedpub.pipeline.run import Begun, Progress
    from feedpub.pipeline.surveying import Survey
    from feedpub.validator import Report
    from feedpub.validator.facts import Facts

_FEW: Final = 0.1
"""Share of the files of a site up to which a helper is of more use than one more process to read them."""
_CHANGED: Final = Packing[frozenset[str]](frozenset[str])
_DOCUMENTS: Final = Packing[tuple[Document, ...] | None](tuple[Document, ...] | None)


class Held(Struct, frozen=True, kw_only=True, array_like=True):
    """What the feeds of a build held, by which any of them can be made again; the note of that build has its key."""

    posts: Mapping[str, Post]
    """By source."""
    feeds: tuple[tuple[FeedSpec, tuple[str, ...]], ...]
    """With the sources of their posts."""
    ids: Mapping[str, str]
    """Of the posts, by source."""
    digests: Mapping[str, bytes]
    """Of their files, by source."""
    facts: Mapping[str, str]
    """Digest of what each document of these feeds says to others, by the name it was validated under."""
    in_feeds: FeedsTally | None = None
    in_sitemap: SitemapTally | None = None
    """What feeds and sitemap leave out: the texts of posts change nothing of it."""


_HELD: Final = Packing[Held](Held).kept_as("feed", is_single=True)


def begin_and_build(request: Request, seen: Look, note: Note, progress: Progress) -> tuple[Begun, Outcome | None]:
    """Begin to read the files, and publish the feeds whose posts have other texts; None where that is not all there is.

    `note` is what the last build left word of. Raises what `run.begin` and the stages raise.
    """
    helper = _helper(request, seen, note)
    try:
        begun = begin(request, progress, seen)
        if helper and begun.reading.is_shared:
            helper.dismiss()  # much has been touched: every processor reads
            helper = None
        return begun, build(request, begun, seen, note, progress, helper)
    finally:
        if helper:
            helper.dismiss()


def _helper(request: Request, seen: Look, note: Note) -> Helper | None:
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
    """Publish the feeds whose posts have other texts than in the last build; None where that is not all there is."""
    if begun.walked.diagnostics:
        return None
    begun.reading.settle()
    if begun.reading.digest() != note.word.records:
        return None
    last = request.store.get(_HELD, note.word.held)
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
        _leave_word(request, seen, begun, replace(last, digests=now), note.word, made)
    return Outcome(
        documents=documents,
        diagnostics=plan.diagnostics,
        plan=plan,
        tally=note.word.tally,
        feeds=last.in_feeds,
        sitemap=last.in_sitemap,
    )


def _holding(changed: AbstractSet[str], last: Held) -> Sequence[tuple[FeedSpec, Sequence[Post]]]:
    """Return the feeds that hold posts of these sources, with all their posts."""
    holding = ((spec, sources) for spec, sources in last.feeds if not changed.isdisjoint(sources))
    return [(spec, [last.posts[source] for source in sources]) for spec, sources in holding]


def _asked(helped: Helper, changed: frozenset[str]) -> tuple[Document, ...] | None:
    """Have the helper make documents, and load what validates and publishes them; None as well where it could not."""
    helped.ask(_CHANGED.pack(changed))
    from feedpub import publish, validator  # noqa: F401, PLC0415 - while the other process makes documents

    answer = helped.answer()
    return None if answer is None else _DOCUMENTS.unpack(answer)


def _help(request: Request, note: Note, wanted: Callable[[], bytes]) -> bytes:
    """Load what makes documents, and make those that are wanted. Runs in the helper."""
    from feedpub.pipeline import items  # noqa: PLC0415 - in the helper alone

    items.load(request.options.feeds.formats)
    last = request.store.get(_HELD, note.word.held)
    changed = _CHANGED.unpack(wanted())
    return _DOCUMENTS.pack(_documents(request, last, _holding(changed, last), no_progress) if last else None)


def _documents(
    request: Request, last: Held, feeds: Sequence[tuple[FeedSpec, Sequence[Post]]], progress: Progress
) -> tuple[Document, ...] | None:
    """Return the documents of feeds; None when there is anything to be said of their posts."""
    if not feeds:
        return ()
    from feedpub.pipeline import documents, items  # noqa: PLC0415 - where no feed is made, none is needed

    site = site_of(request.options)
    # A site with settings of another generator leaves no note.
    how = items.Making(folder=request.folder, options=request.options, site=site)
    texts = items.made_of(feeds, last.ids, how, request.jobs, progress)
    return None if texts.diagnostics else tuple(documents.feeds(site, feeds, texts, progress))


def _says_the_same(request: Request, last: Held, made: Sequence[Document], progress: Progress) -> bool:
    """Validate documents: whether nothing is to be said of them, and they say to others what they said before."""
    if not made:
        return True
    from feedpub.pipeline import documents  # noqa: PLC0415 - where no feed is made, none is needed

    reports = documents.validated(made, request, site_of(request.options), progress, are_all=False)
    is_quiet = all(one.level is Level.INFO for report in reports for one in report.diagnostics)
    return is_quiet and all(last.facts.get(name) == said for name, said in facts_of(reports).items())


def feeds_of_last_build(request: Request, found: Survey) -> Survey | None:
    """Return the survey with the feeds of the last build, if nothing has changed since; None if that is not known."""
    seen = up_to_date.look(request.store, {}, request.now)
    if seen.known is None or seen.note is None:
        return None
    last = request.store.get(_HELD, seen.note.word.held)
    if last is None:
        return None
    feeds = tuple((spec, tuple(last.posts[source] for source in sources)) for spec, sources in last.feeds)
    return replace(found, selection=replace(found.selection, feeds=feeds))


def remember(request: Request, seen: Look, begun: Begun, built: Built) -> None:
    """Leave word of a build of which there is nothing to be said; what was warned of is to be said again."""
    outcome, found, reading = built.outcome, built.found, begun.reading
    collected = found.collected
    if not _can_be_known(request, begun, collected) or any(one.level is not Level.INFO for one in outcome.diagnostics):
        return
    feeds = found.selection.feeds
    posts = {post.source: post for _, of_feed in feeds for post in of_feed}
    kept = Held(
        posts=posts,
        feeds=tuple((spec, tuple(post.source for post in of_feed)) for spec, of_feed in feeds),
        ids={source: found.ids[source] for source in posts},
        digests=reading.digests(posts),
        facts=facts_of(built.reports),
        in_feeds=outcome.feeds,
        in_sitemap=outcome.sitemap,
    )
    word = Word(listing="", records=reading.digest(), until=collected.until, tally=outcome.tally)
    made = {change.path: change.digest for change in outcome.plan.changes if change.document}
    _leave_word(request, seen, begun, kept, word, made)


def facts_of(reports: Iterable[Report]) -> Mapping[str, str]:
    """Return a digest of what each document says to others, by name: ids, links, titles, dates, not their places."""
    return {report.document.path: _facts(report.document.facts) for report in reports}


def _facts(facts: Facts) -> str:
    items = [(one.id, one.link, one.title, one.published, one.updated) for one in facts.items]
    pages = [(one.relation, one.address) for one in facts.pages]
    return key_of(facts.self_url, facts.home_url, facts.title, facts.updated, facts.hubs, pages, items)


def _can_be_known(request: Request, begun: Begun, collected: Collected) -> bool:
    """Whether the build was made from nothing but what `incremental.up_to_date` looks at."""
    from feedpub.validator.sources import Location  # noqa: PLC0415 - not needed when posts have errors

    walked, options = begun.walked, request.options
    return not (
        request.dry_run
        or request.compared_with
        or request.target  # where others may have written since
        or request.modules  # which may be made of other files
        or options.built.folder
        or collected.pages is not None  # which are read for their texts
        or options.feeds.updated is UpdatedBy.CONTENT
        or walked.diagnostics
        or walked.records
        or walked.settings.dialect
        or any(post.enclosures for post in collected.posts)  # the sizes of these files are read, too
        or Location(root=request.output).has_pages()  # and what these pages say
    )


def _leave_word(  # noqa: PLR0913, PLR0917 - all that a build was made from
    request: Request, seen: Look, begun: Begun, kept: Held, word: Word, made: Mapping[str, str]
) -> None:
    """Leave the note, and beside it what feeds held; `made` is path -> SHA-256 of every published file."""
    marks = begun.reading.marks
    # What changed in the very tick of the clock might change again without showing it: no note of such files.
    if begun.moment > tree.newest(marks):  # else what was kept before stays, with its note
        left = word._replace(
            listing=seen.listing or _listing(begun.walked.names, marks), held=request.store.add(_HELD, kept)
        )
        up_to_date.remember(request, seen, begun.moment, left, made)


def _listing(names: Names, marks: bytes) -> str:
    """Return the digest of what the file system said, as `incremental.up_to_date.look` would."""
    paths = names.paths
    return up_to_date.listing_of(names.first.removesuffix(paths[0]) if paths else "", paths, marks)
