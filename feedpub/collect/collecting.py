"""The work of `feedpub.collect`, imported when there is some."""

from __future__ import annotations

import sys
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from feedpub.collect import dialects, enclosures, files, frontmatter, mdx, post, reading, templates, translations
from feedpub.collect.cache import Cache, divided
from feedpub.collect.left_out import Body, Generator, Notes
from feedpub.collect.media_files import MediaFolders
from feedpub.collect.outcome import Collected, Progress
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.content.code import outside_of_fences, without_verbatim
from feedpub.io import tree
from feedpub.model.errors import SystemFault
from feedpub.model.records import Absence, Markup, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from feedpub.collect.dialect import Walked
    from feedpub.collect.outcome import ReadingOptions
    from feedpub.collect.reading import Reading
    from feedpub.collect.record import Record
    from feedpub.collect.settings import Settings, TieOrder
    from feedpub.model.options import ContentOptions
    from feedpub.model.records import Diagnostic, Post

_MDX: Final = ".mdx"
_UNKNOWN: Final = Generator(title="the program that it was written for", command="", folder="")


def begin(  # noqa: PLR0913, PLR0917 - as that of the package
    folder: Path,
    options: ContentOptions,
    walked: Walked,
    how: ReadingOptions,
    report: Callable[[Progress], None],
    marks: bytes | None = None,
) -> Reading:
    """Begin to read the files that were walked over; `marks` are theirs, where they have been looked at.

    Where they have not, and nothing is known to compare them with, they are found when the files are read.
    """
    source = reading.FileSource(folder=folder, settings=walked.settings, max_bytes=options.max_bytes, store=how.cache)
    cache = Cache(how.cache, source.key)
    total, done = len(walked.names), 0
    if marks is None and cache.known:
        marks = tree.marks(f"{folder}/", walked.names.sources, how.jobs)
    groups = list(divided(walked.names, marks or b""))
    report(Progress(done=0, total=total))

    def advance(more: int) -> None:
        nonlocal done
        done += more
        report(Progress(done=done, total=total))

    return reading.Reading(groups, source, cache, how.jobs, advance)


def collect(  # noqa: PLR0913, PLR0917 - as that of the package
    folder: Path, options: ContentOptions, walked: Walked, begun: Reading, now: datetime, output: str
) -> Collected:
    """Return what the files say that were begun to be read; see `feedpub.collect.collect`."""
    records = chain(walked.records, begun.records())  # of most nothing is kept but their posts
    collected = _finished(folder, options, walked.settings, now, records, output)
    said = (
        replace(one, level=walked.settings.mistakes) if one.code == files.BAD_NAME else one
        for one in walked.diagnostics
    )
    return replace(collected, diagnostics=(*said, *collected.diagnostics))


def read_body(folder: Path, post_read: Post, settings: Settings | None = None) -> Body:
    """Return the body of a post again, with the settings that it was collected with.

    Raises SystemFault when its file has gone or has become unreadable, ContentError for a body that the rules of
    its generator cannot make a text of.
    """
    data = files.read_bytes(folder, post_read.source, sys.maxsize, settings.named if settings else "")
    if isinstance(data, Problem):
        raise SystemFault(f"{post_read.source}: {data.text}", post_read.source)
    if settings is not None and settings.dialect:
        return dialects.load(settings.dialect).body(folder, data, post_read, settings)
    try:
        body = frontmatter.body(post.decode(data))
    except FrontMatterError as error:
        raise SystemFault(f"{post_read.source} has changed during the build.", post_read.source) from error
    if body is None:
        raise SystemFault(f"{post_read.source} has changed during the build.", post_read.source)
    may_have_any = "{{" in body or "{%" in body or mdx.has_modules(body) or post_read.source.endswith(_MDX)
    return _without_templates(body, post_read) if may_have_any else Body(text=body)


def _without_templates(body: str, read: Post) -> Body:
    """Return the body without the templates in it: feedpub's own sites have none, and readers are shown no source."""
    is_mdx = read.source.endswith(_MDX)
    rough = outside_of_fences(body) if read.markup is Markup.MARKDOWN else body
    if not (is_mdx or mdx.has_modules(rough) or templates.ANY.search(rough)):
        return Body(text=body)
    plain = without_verbatim(body, read.markup)
    notes = Notes(read, _UNKNOWN, body)
    if is_mdx or mdx.has_modules(plain):
        return Body(text=mdx.without_mdx(body, plain, notes), left_out=notes.left_out)
    text = templates.without_templates(body, templates.without_formulas(plain), notes, templates.ANY)
    return Body(text=text, left_out=notes.left_out)


def _finished(  # noqa: PLR0913, PLR0917 - all that is known of a site
    folder: Path, options: ContentOptions, settings: Settings, now: datetime, records: Iterable[Record], output: str
) -> Collected:
    media = MediaFolders(
        site=folder,
        content=files.content_folder(folder, options),
        output=output,
        url=settings.site_url,
        mistakes=settings.mistakes,
    )
    posts: list[Post] = []
    skipped: list[Skipped] = []
    diagnostics: list[Diagnostic] = []
    keys: dict[str, str] = {}
    others: list[Record] = []
    shared: dict[tuple[object, ...], tuple[Any, ...]] = {}
    for record in records:
        if record.key:
            keys[record.source] = record.key
        if record.post is not None and _is_usual(record, now):
            posts.append(_lean(record.post, shared))
            continue
        others.append(record)
        diagnostics += record.diagnostics
        reason = _absence(record, options, now)
        if record.post is None or reason:
            skipped.append(Skipped(source=record.source, reason=reason or Absence.BROKEN))
        elif record.attachments:
            found = enclosures.resolve(record, media)
            diagnostics += found.diagnostics
            posts.append(replace(record.post, enclosures=found.enclosures, episode=found.episode))
        else:
            posts.append(record.post)
    linked, twice = translations.link(posts, keys, settings.language)
    return Collected(
        posts=_sorted(linked, settings.ties),
        skipped=tuple(skipped),
        diagnostics=(*diagnostics, *twice),
        settings=settings,
        until=min(_turns(others, options, now), default=None),
    )


def _lean(post: Post, shared: dict[tuple[object, ...], tuple[Any, ...]]) -> Post:
    """Return the post with tuples of earlier ones in place of equal ones of its own: they are a sixth of its memory."""
    return replace(
        post,
        categories=shared.setdefault(post.categories, post.categories),
        tags=shared.setdefault(post.tags, post.tags),
        authors=shared.setdefault(post.authors, post.authors),
    )


def _is_usual(record: Record, now: datetime) -> bool:
    """Whether the post is published now and for ever, without a word; of a large site nearly all are."""
    return (
        record.hidden is None
        and record.expires is None
        and (record.not_before is None or record.not_before <= now)
        and not record.diagnostics
        and not record.attachments
    )


def _turns(records: Iterable[Record], options: ContentOptions, now: datetime) -> Iterator[datetime]:
    """Return the moments to come at which a post appears or disappears."""
    for record in records:
        if record.not_before and record.not_before > now and not options.future:
            yield record.not_before
        if record.expires and record.expires > now:
            yield record.expires


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


def _sorted(posts: Iterable[Post], ties: TieOrder) -> tuple[Post, ...]:
    """Newest first, those of one moment as the site has them; pages last, by source."""
    by_source = sorted(posts, key=attrgetter("source"))
    dated = [each for each in by_source if each.date is not None]
    if ties.is_reversed or ties.by != ("source",):
        dated.sort(key=attrgetter(*ties.by), reverse=ties.is_reversed)
    dated.sort(key=attrgetter("date"), reverse=True)  # stable: posts of one moment stay in that order
    pages = [each for each in by_source if each.date is None] if len(dated) < len(by_source) else ()
    return (*dated, *pages)
