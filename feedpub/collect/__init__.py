"""From a folder of files to posts: the first stage.

    walk    names of files, sorted                              files, names
    parse   bytes, name, settings -> record; pure               post
    decide  record, now -> published, or skipped for a reason
    finish  lengths of media files, links between languages     enclosures, translations

Every mistake of every file is reported in one run; a file with errors is skipped as broken.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from feedpub.collect import enclosures, files, frontmatter, names, post, reading, sites, translations
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.collect.reading import How
from feedpub.collect.settings import settings_for
from feedpub.collect.sites.dialect import Walked
from feedpub.errors import SystemFault
from feedpub.model import Absence, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from feedpub.collect.record import Record
    from feedpub.collect.settings import Settings
    from feedpub.model import Diagnostic, Post
    from feedpub.options import ContentOptions, SiteOptions

__all__ = ["Collected", "How", "Progress", "collect", "read_body", "settings_for"]

_PLAINLY = How()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far collecting has come."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What the folder holds: posts newest first, then pages; what is left out, and why; what is wrong."""

    posts: tuple[Post, ...]
    skipped: tuple[Skipped, ...]
    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    """What the posts were read with, for `read_body`."""


def collect(  # noqa: PLR0913 - each is a different thing the pipeline knows
    folder: Path,
    options: ContentOptions,
    site: SiteOptions,
    *,
    now: datetime,
    skip: Iterable[Path] = (),
    how: How = _PLAINLY,
    report: Callable[[Progress], None] = lambda _: None,
) -> Collected:
    """Read the posts and pages of the site in `folder`. `skip` are folders not to be entered.

    `how` (processes, a cache) changes nothing but the time it takes.

    Raises UsageError for options that cannot be followed, SystemFault when a file cannot be read.
    """
    walked = _walked(folder, options, site, skip)
    named, settings = walked.named, walked.settings
    source = reading.Source(folder=folder, settings=settings, max_bytes=options.max_bytes)
    done = 0
    report(Progress(done=0, total=len(named)))

    def advance(more: int) -> None:
        nonlocal done
        done += more
        report(Progress(done=done, total=len(named)))

    records = [*walked.records, *reading.read(named, source, how, advance)]
    collected = _finished(folder, options, settings, now, records)
    return replace(collected, diagnostics=(*walked.diagnostics, *collected.diagnostics))


def _walked(folder: Path, options: ContentOptions, site: SiteOptions, skip: Iterable[Path]) -> Walked:
    """Give the files to read and how to read them, by the rules of the generator whose site it is."""
    if sites.is_dialect(site.type):
        return sites.load(site.type).walk(folder, options, site, skip)
    settings = settings_for(options, site)
    found = files.walk(folder, options, skip)
    return Walked(named=names.name_files(found.files), settings=settings, diagnostics=found.diagnostics)


def read_body(folder: Path, post_read: Post, settings: Settings | None = None) -> str:
    """Give the body of a post again, with the settings that it was collected with.

    Raises SystemFault when its file has gone or has become unreadable, ContentError for a body that the rules of
    its generator cannot make a text of.
    """
    path = f"{folder}/{post_read.source}"
    data = files.read_bytes(path, sys.maxsize)
    if isinstance(data, Problem):
        raise SystemFault(f"{post_read.source}: {data.text}", post_read.source)
    if settings is not None and settings.dialect:
        return sites.load(settings.dialect).body(folder, data, post_read, settings)
    try:
        front = frontmatter.read(post.decode(data))
    except FrontMatterError as error:
        raise SystemFault(f"{post_read.source} has changed during the build.", post_read.source) from error
    if front is None:
        raise SystemFault(f"{post_read.source} has changed during the build.", post_read.source)
    return front.block.body


def _finished(
    folder: Path, options: ContentOptions, settings: Settings, now: datetime, records: list[Record]
) -> Collected:
    content = files.content_folder(folder, options)
    posts: list[Post] = []
    skipped: list[Skipped] = []
    diagnostics: list[Diagnostic] = []
    for record in records:
        diagnostics += record.diagnostics
        reason = _absence(record, options, now)
        if record.post is None or reason:
            skipped.append(Skipped(source=record.source, reason=reason or Absence.BROKEN))
        elif record.attachments:
            found, unknown = enclosures.resolve(record, folder, content, settings.site_url)
            diagnostics += unknown
            posts.append(replace(record.post, enclosures=found))
        else:
            posts.append(record.post)
    keys = {record.source: record.key for record in records if record.key}
    linked, twice = translations.link(posts, keys, settings.language)
    said = (*diagnostics, *twice)
    return Collected(posts=_sorted(linked), skipped=tuple(skipped), diagnostics=said, settings=settings)


def _absence(record: Record, options: ContentOptions, now: datetime) -> Absence | None:
    """Why the post is not published now; None when it is."""
    if record.post is None:
        return record.hidden or Absence.BROKEN
    if record.hidden and not (record.hidden is Absence.DRAFT and options.drafts):
        return record.hidden
    if record.not_before and record.not_before > now and not options.future:
        return Absence.FUTURE
    if record.expires and record.expires <= now:
        return Absence.EXPIRED
    return None


def _sorted(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Newest first, then by source; pages last."""
    by_source = sorted(posts, key=lambda each: each.source)
    dated = [(each.date, each) for each in by_source if each.date is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return (*(each for _, each in dated), *(each for each in by_source if each.date is None))
