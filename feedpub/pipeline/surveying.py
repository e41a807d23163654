"""What a site holds, before anything is rendered: its posts, their ids, and which feeds hold which."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from feedpub import collect, select, unchanged, watch
from feedpub.config import site_of
from feedpub.dates import zone
from feedpub.identity import ids
from feedpub.keeping import STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from feedpub.collect import Collected
    from feedpub.collect.reading import Reading
    from feedpub.collect.sites.dialect import Walked
    from feedpub.identity.pins import Pins
    from feedpub.model import Diagnostic, Post, Site
    from feedpub.request import Request
    from feedpub.select import Selection
    from feedpub.unchanged import Look

    Progress: TypeAlias = Callable[[str, int, int], None]
    """Called with the name of a stage, the steps done and the steps in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The files of a site while they are read."""

    walked: Walked
    reading: Reading
    moment: int
    """The time before the files were looked at, by the clock of the file system; 0 where no word is to be left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the site holds, before anything is rendered."""

    site: Site
    collected: Collected
    ids: Mapping[str, str]
    pins: Pins
    selection: Selection
    diagnostics: tuple[Diagnostic, ...]


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""


def begin(request: Request, progress: Progress = no_progress, seen: Look | None = None) -> Begun:
    """Begin to read the files of the site; `seen` is what was just seen of them, if it was.

    Raises SystemFault when a folder cannot be read, UsageError when the configuration does not fit the site.
    """
    options = request.options
    skip = (request.output, request.folder / STATE)
    found = seen.tree if seen else None
    moment = 0
    if seen and seen.asked and not request.dry_run:
        moment = seen.begun or unchanged.clock(str(request.folder))
    walked = collect.walk(request.folder, options.content, options.site, skip, options.built, found)
    file = request.folder / STATE / "cache"
    reading = collect.begin(
        request.folder,
        options.content,
        walked,
        how=collect.How(jobs=request.jobs, cache=file if request.cache else None, keep=not request.dry_run),
        marks=seen.marks if seen and found else None,
        report=lambda step: progress("reading", step.done, step.total),
    )
    return Begun(walked=walked, reading=reading, moment=moment)


def survey(request: Request, progress: Progress = no_progress, begun: Begun | None = None) -> Survey:
    """Collect the posts and decide which feeds hold which; `begun` is what `begin` gave.

    Raises SystemFault when a file cannot be read, and what `begin` raises.
    """
    options = request.options
    site = site_of(options)
    begun = begun or begin(request, progress)
    collected = collect.collect(
        request.folder,
        options.content,
        options.site,
        now=request.now,
        built=options.built,
        walked=begun.walked,
        begun=begun.reading,
    )
    pins = watch.read_pins(request.folder)
    assigned = ids.assign(collected.posts, options.ids, site.url, pins=pins.ids, zone=zone(options.site.timezone))
    doubles = ids.duplicates(collected.posts, assigned)
    posts = _without(collected.posts, doubles) if request.keep_going else collected.posts
    selection = select.select(posts, site, options.feeds, lambda term: ids.feed_id(options.ids, site.url, term))
    return Survey(
        site=site,
        collected=collected if posts is collected.posts else replace(collected, posts=posts),
        ids=assigned,
        pins=pins,
        selection=selection,
        diagnostics=(
            *collected.diagnostics,
            *pins.diagnostics,
            *pins.unknown(_sources(collected)),
            *doubles,
            *selection.diagnostics,
        ),
    )


def _sources(collected: Collected) -> Iterator[str]:
    yield from (post.source for post in collected.posts)
    yield from (one.source for one in collected.skipped)


def _without(posts: tuple[Post, ...], troubles: Iterable[Diagnostic]) -> tuple[Post, ...]:
    broken = {one.where.path for one in troubles}
    return tuple(post for post in posts if post.source not in broken) if broken else posts
