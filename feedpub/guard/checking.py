"""Puts a build beside what is published: finds the published documents, reads them, and has the two compared.

Reads the output folder, or another, or a URL; writes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping  # noqa: TC003 - records are made by the types of their fields
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard import location
from feedpub.guard.fixes import CONFIGURATION
from feedpub.incremental.store import NOWHERE, STATE, Store
from feedpub.io import reading
from feedpub.model.errors import SystemFault
from feedpub.model.feed_options import UpdatedBy
from feedpub.model.records import Diagnostic, Format, Kind, Level, Where
from feedpub.text import dates
from feedpub.text.urls import is_web
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import tzinfo

    from feedpub.guard.comparison import New
    from feedpub.guard.snapshot import Snapshot
    from feedpub.model.feed_options import FeedsOptions
    from feedpub.model.options import Options
    from feedpub.model.records import Document, FeedSpec, Item, Post

BLIND: Final = "guard/nothing-to-compare"
"""Code of what is said where nothing is known of what is published."""
NOT_COMPARED: Final = "guard/not-compared"
"""Code of what is said where what is published could not be read, and that was optional."""


class LastBuild(Struct, frozen=True, kw_only=True):
    """What is known of the last build that published into the output folder."""

    files: Mapping[str, str]
    """Path -> SHA-256 of what it published."""
    snapshot: bytes
    """What it kept for the next one (`kept.packed`); empty where that is damaged."""
    is_ours: Callable[[bytes], bool]
    """Whether a document says of itself that feedpub made it."""


class Baseline(Struct, frozen=True, kw_only=True):
    """Where that stands which a build is compared with."""

    output: Path
    store: Store = NOWHERE
    """Where documents are kept that are got over HTTP."""
    against: str = ""
    """A folder or a URL instead of the output folder."""
    optional: bool = False
    """Go on when it cannot be reached."""
    last: LastBuild | None = None
    """What is known of the last build into the output folder."""


def paths(options: Options, specs: Iterable[FeedSpec]) -> frozenset[str]:
    """Return the paths at which this build's feeds and sitemap are published, those that turn out empty included."""
    of_site = (getattr(options.feeds, form.value) for form in options.feeds.formats)
    of_feeds = (path for spec in specs for path in spec.paths.values())
    return frozenset(filter(None, (*of_site, *of_feeds, options.sitemap.path if options.sitemap.enabled else "")))


def passing(options: Options) -> frozenset[str]:
    """Return the paths of what changes by the day, and is compared with nothing: the news sitemap, its packed copy."""
    path = options.sitemap.news.path
    return frozenset((path, f"{path}.gz")) if path else frozenset()


def _not_fetched(options: Options, specs: Iterable[FeedSpec]) -> frozenset[str]:
    """Return the paths of archives that nobody need fetch: each is all posts of a period, and nobody subscribes to it.

    Where the dates of changes stand in what is published alone, one format of each says them.
    """
    is_needed = options.feeds.updated is UpdatedBy.CONTENT
    windows = (tuple(spec.paths.values()) for spec in specs if spec.is_window)
    return frozenset(path for of_window in windows for path in (of_window[:-1] if is_needed else of_window))


def _in_every_format(options: Options) -> Iterator[str]:
    """Return where the feed of the site would be in each format: one that is switched off may be there until now."""
    return filter(None, (getattr(options.feeds, form.value) for form in Format))


def published(
    baseline: Baseline,
    options: Options,
    specs: Sequence[FeedSpec],
    known: AbstractSet[str],
    documents: Sequence[Document] = (),
) -> Snapshot:
    """Read what stands where these feeds and the sitemap are to be, and where our earlier builds put theirs (`known`).

    `documents` are those of this build, if the guard is all that asks: where the same bytes stand already there is
    nothing to compare, and of a sitemap only its size counts. What was published last in the output folder, and is no
    longer there, is taken from what was kept of it. Raises SystemFault when the place cannot be reached, unless that is
    optional.
    """
    from feedpub.guard.bounds import WEB  # noqa: PLC0415 - start-up counts
    from feedpub.guard.snapshot import Snapshot, read  # noqa: PLC0415 - start-up counts

    made = {document.path: document.data for document in documents}
    wanted = paths(options, specs)
    asked = {*wanted, *made, *known, *(_in_every_format(options) if baseline.against else ())} - passing(options)
    is_remote = is_web(baseline.against)
    if is_remote:
        asked -= _not_fetched(options, specs)
    every = [path for path in sorted(asked) if _may_be_feed(path)]
    try:
        found = dict(_documents(baseline, every))
        kept = _kept(found, baseline.last, shallow=bool(documents)) if baseline.last else Snapshot()
        known_better = {feed.path for feed in kept.feeds} | {sitemap.path for sitemap in kept.sitemaps}
        same = frozenset(path for path, data in found.items() if made.get(path) == data)
        spared = same if baseline.against else same | _said_twice(specs, found.keys() & known, same)
        unread = {path: data for path, data in found.items() if path not in spared and path not in known_better}
        old = read(unread.items(), spared, shallow=bool(documents), bounds=WEB if is_remote else None)
        if is_remote:
            _refuse_unreadable(baseline, old, unread.keys() - (frozenset(every) - wanted))
    except SystemFault as fault:
        if not baseline.optional:
            raise
        return Snapshot(diagnostics=(_not_compared(baseline, fault),))
    return replace(
        old,
        feeds=(*old.feeds, *kept.feeds),
        sitemaps=(*old.sitemaps, *kept.sitemaps),
        diagnostics=(*old.diagnostics, *kept.diagnostics),
    )


def _kept(found: Mapping[str, bytes], last: LastBuild, *, shallow: bool) -> Snapshot:
    """Return the feeds and sitemaps that were published last, and that something else has removed or replaced since.

    None where another build has published here since, of which nothing was kept.
    """
    from feedpub.guard import kept  # noqa: PLC0415 - start-up counts
    from feedpub.guard.snapshot import Snapshot  # noqa: PLC0415 - start-up counts

    there = {path: data for path, data in found.items() if path in last.files}
    others = {path for path, data in there.items() if hashlib.sha256(data).hexdigest() != last.files[path]}
    gone = [path for path in last.files if _may_be_feed(path) and (path in others or path not in there)]
    if not gone or any(last.is_ours(there[path]) for path in others):
        return Snapshot()
    try:
        return kept.unpacked(last.snapshot, gone, shallow=shallow)
    except ValueError:
        return Snapshot(diagnostics=(_nothing_kept(len(gone)),))


def _nothing_kept(count: int) -> Diagnostic:
    are = "file of the last build is" if count == 1 else "files of the last build are"
    return Diagnostic(
        code="guard/snapshot-damaged",
        level=Level.WARNING,
        where=Where(path=STATE),
        text=f"{count} {are} gone or replaced, and what {STATE} kept of it is missing, damaged or of another version.",
        why="Nobody looked whether subscribers would get old posts as new ones.",
        hint="Compare this build with the live site: `--against URL`. It keeps all anew for the next one.",
    )


def _refuse_unreadable(baseline: Baseline, old: Snapshot, expected: AbstractSet[str]) -> None:
    """Refuse an answer that could not be read: to pass over it would be to compare with nothing, unnoticed.

    `expected` are the paths at which nothing but a feed or a sitemap is an answer.
    """
    for one in old.diagnostics:
        raise SystemFault(f"{_label(baseline)}, `{one.where.path}`: {one.text.removesuffix('.')}", _label(baseline))
    known = {one.path for one in old.feeds} | {one.path for one in old.sitemaps}
    for path in sorted(expected - known):
        raise SystemFault(f"{_label(baseline)}, `{path}`: the answer is neither a feed nor a sitemap", _label(baseline))


def _label(baseline: Baseline) -> str:
    """Return the name of the place for people and programs, in which no password stands."""
    return without_credentials(baseline.against) if is_web(baseline.against) else baseline.against


def _said_twice(specs: Iterable[FeedSpec], known: AbstractSet[str], same: AbstractSet[str]) -> frozenset[str]:
    """Return the documents of ours that need no reading, for another format of the feed says the same.

    JSON is read the fastest; and where one format has not changed, no post in the others has.
    """
    spared: set[str] = set()
    for spec in specs:
        standing = [path for path in reversed(tuple(spec.paths.values())) if path in known]
        spared.update(standing if not same.isdisjoint(standing) else standing[1:])
    return frozenset(spared)


def _may_be_feed(path: str) -> bool:
    return not path.endswith((".css", ".html", ".txt"))


def _documents(baseline: Baseline, wanted: Sequence[str]) -> location.Documents:
    if is_web(baseline.against):
        return location.at_address(_label(baseline), wanted, fetcher(baseline.against, baseline.store))
    folder = Path(baseline.against) if baseline.against else baseline.output
    if baseline.against and not reading.is_folder(folder):
        raise SystemFault(f"there is no folder {baseline.against} to compare with", baseline.against)
    return location.in_folder(folder, wanted) if baseline.against else location.in_output(folder, wanted)


def fetcher(start: str, store: Store) -> Callable[[Iterable[str]], Mapping[str, bytes | None]]:
    """Return what gets documents over HTTP from a place, and keeps them in the site's state folder, if it can.

    Its limits are for all that it gets; a password in `start` is for that server alone.
    """
    from feedpub.web import fetch  # noqa: PLC0415 - loads ssl, which few builds need

    session = fetch.session(location.address_of(start))

    def get(addresses: Iterable[str]) -> Mapping[str, bytes | None]:
        pages = fetch.get_all(addresses, session, cache=store)
        return {address: page.data if page else None for address, page in pages.items()}

    return get


def new(  # noqa: PLR0913 - the parts of a build
    *,
    feeds: Iterable[tuple[FeedSpec, Sequence[Post]]],
    items: Mapping[str, Item],
    posts: tuple[Post, ...],
    ids: Mapping[str, str],
    written: frozenset[str],
    sitemaps: Iterable[Document] = (),
    select: Callable[[FeedsOptions], Sequence[tuple[FeedSpec, Sequence[Post]]]],
    pinned: Iterable[str] = (),
    zone: tzinfo = UTC,
) -> New:
    """Return what the build would publish, as the comparison takes it.

    `written` are the paths of its documents, `sitemaps` its sitemaps, whatever else is among them; `select` gives the
    feeds, with their posts, that there would be with other options.
    """
    from feedpub.guard.comparison import New, NewFeed  # noqa: PLC0415 - start-up counts

    held = ((spec, tuple(items[post.source] for post in of if post.source in items)) for spec, of in feeds)
    made = [NewFeed(spec=spec, items=of) for spec, of in held if of]
    return New(
        feeds=tuple(feed for feed in made if not feed.spec.is_window),
        archives=tuple(feed for feed in made if feed.spec.is_window),
        posts=posts,
        ids=ids,
        paths=written,
        locs={each.path: each.data.count(b"<url>") for each in sitemaps if each.kind is Kind.SITEMAP},
        select=select,
        pinned=frozenset(pinned),
        zone=zone,
    )


def guard(
    old: Snapshot, made: New, options: Options, *, accept: Iterable[str] = (), name: Callable[[str], str] = str
) -> tuple[Diagnostic, ...]:
    """Return what would bother subscribers; what is accepted is information.

    `name` returns the name by which people know a published path.
    """
    if old.is_empty:
        return old.diagnostics
    from feedpub.guard import findings  # noqa: PLC0415 - the first build needs none

    found = findings.guard(old, made, options, dates.zone(options.site.timezone))
    standing = {feed.path for feed in old.feeds} | made.paths
    named = (_named(one, name) if one.where.path in standing else one for one in found)
    return findings.accepted(named, accept)


def _named(one: Diagnostic, name: Callable[[str], str]) -> Diagnostic:
    return replace(one, where=replace(one.where, path=name(one.where.path)))


def _not_compared(baseline: Baseline, fault: SystemFault) -> Diagnostic:
    return Diagnostic(
        code=NOT_COMPARED,
        level=Level.WARNING,
        where=Where(path=_label(baseline)),
        text=f"Nothing was compared, for what is published could not be read: {fault}.",
        why="Nobody looked whether subscribers would get old posts as new ones.",
        hint="Build again when it can be reached; `--against-optional` lets a build go on without it.",
    )


def nothing_to_compare(options: Options) -> Diagnostic:
    """Return the warning of a build that nobody watches, and that knows nothing of any build before it."""
    return Diagnostic(
        code=BLIND,
        level=Level.WARNING,
        where=Where(path=CONFIGURATION, element="guard.against"),
        text="Nothing was compared: no build before this one is known here, neither by its files nor by .feedpub.",
        why="Nobody looked whether subscribers would get old posts as new ones.",
        hint=f'Write `against = "{options.site.url}"` below `[guard]`, and `against_optional = true` until the site is '
        "on line; or keep .feedpub from one run to the next.",
    )
