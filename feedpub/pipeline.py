"""Runs the stages in order. Decides nothing about posts or feeds: the stages do; this module calls them.

    collect   the files of the site                      -> posts, pages, what was skipped, diagnostics
    identify  ids; two posts with one URL or id           -> diagnostics
    select    which feeds exist, which posts each holds
    render    the posts that some feed holds, each once   -> items
    generate  every feed in every format, the sitemap     -> documents
    validate  each document from its bytes, then the set  -> diagnostics
    guard     the build against what is published         -> diagnostics
    publish   plan, then write what differs

A stage that finds errors lets the next ones run as long as that can tell the user more; nothing is published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub import checking, collect, select, unchanged, watch
from feedpub.config import FILE_NAME, site_of
from feedpub.dates import zone
from feedpub.errors import ContentError
from feedpub.identity import ids
from feedpub.model import Diagnostic, Feed, Kind, Level, Where
from feedpub.options import UpdatedBy
from feedpub.request import STATE, Request
from feedpub.unchanged import Tally
from feedpub.urls import quote_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from feedpub.collect import Collected
    from feedpub.collect.beside import Beside
    from feedpub.collect.sites.dialect import Walked
    from feedpub.identity.changes import Changes
    from feedpub.identity.pins import Pins
    from feedpub.identity.published import Published
    from feedpub.identity.standing import New
    from feedpub.model import Document, Item, Post, Site
    from feedpub.pages import Pages
    from feedpub.publish import Plan
    from feedpub.select import Selection
    from feedpub.unchanged import Look

    Progress: TypeAlias = Callable[[str, int, int], None]
    """Called with the name of a stage, the steps done and the steps in all."""

__all__ = ["Outcome", "Request", "Survey", "build", "difference", "standing", "successor", "survey"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the site holds, before anything is rendered."""

    site: Site
    collected: Collected
    ids: Mapping[str, str]
    pins: Pins
    selection: Selection
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build came to."""

    survey: Survey
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    plan: Plan

    @property
    def tally(self) -> Tally:
        """What it came to in numbers."""
        posts = sum(post.date is not None for post in self.survey.collected.posts)
        return Tally(
            feeds=len(self.survey.selection.feeds),
            posts=posts,
            pages=len(self.survey.collected.posts) - posts,
            files=len(self.documents),
        )


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""


def survey(request: Request, progress: Progress = _no_progress, walked: Walked | None = None) -> Survey:
    """Collect the posts and decide which feeds hold which; `walked` is what was just seen of the folder, if it was.

    Raises SystemFault when a folder cannot be read, UsageError when the configuration does not fit the site.
    """
    options = request.options
    site = site_of(options)
    skip = (request.output, request.folder / STATE)
    collected = collect.collect(
        request.folder,
        options.content,
        options.site,
        now=request.now,
        skip=skip,
        built=options.built,
        walked=walked,
        how=_how(request),
        report=lambda step: progress("reading", step.done, step.total),
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


def _how(request: Request) -> collect.How:
    file = request.folder / STATE / "cache"
    return collect.How(jobs=request.jobs, cache=file if request.cache else None, keep=not request.dry_run)


def _sources(collected: Collected) -> Iterator[str]:
    yield from (post.source for post in collected.posts)
    yield from (one.source for one in collected.skipped)


def build(request: Request, progress: Progress = _no_progress, seen: Look | None = None) -> Outcome:
    """Build the site's feeds and sitemap, and publish them when all is well.

    With what `unchanged` has seen of the site, a note is left for the next build.

    Raises ContentError with all diagnostics when something is not; the published files are then untouched.
    SystemFault when the disk fails.
    """
    found = survey(request, progress, seen.walked if seen else None)
    items, troubles = _items(request, found, progress)
    diagnostics = [*found.diagnostics, *troubles]
    if not found.collected.posts:
        diagnostics.append(_no_posts(request))
    if any(_forbids(one, request) and not _is_left_out(one, request) for one in diagnostics):
        raise ContentError("nothing was published: the posts have errors", diagnostics)
    old: Published | None = None
    if request.options.feeds.updated is UpdatedBy.CONTENT:
        old = standing(request, found)
        found, items = _with_changes(request, found, items, old)
    documents = _documents(request, found, items, progress)
    of_documents = _validated(documents, request, found, progress)
    progress("guarding", 0, 1)
    old = old or standing(request, found, documents)
    of_documents += _guarded(request, old, successor(request, found, items, documents))
    pages = _pages(request, found)
    of_documents += pages.diagnostics if pages else ()
    diagnostics += of_documents
    if any(_forbids(one, request) for one in of_documents):
        raise ContentError("nothing was published: the result would have errors", diagnostics, documents)
    plan = _published(documents, request, pages)
    outcome = Outcome(survey=found, documents=documents, diagnostics=(*diagnostics, *plan.diagnostics), plan=plan)
    if seen is not None:
        _remember(request, seen, outcome)
    return outcome


def difference(request: Request, progress: Progress = _no_progress) -> Changes:
    """Say what a build would change for subscribers and search engines; nothing is published.

    Raises ContentError when posts have errors, SystemFault when what is published cannot be reached.
    """
    from feedpub.generate import sitemap  # noqa: PLC0415 - start-up counts
    from feedpub.identity.changes import changes  # noqa: PLC0415 - as above
    from feedpub.identity.published import read  # noqa: PLC0415 - as above

    found = survey(request, progress)
    items, troubles = _items(request, found, progress)
    diagnostics = (*found.diagnostics, *troubles)
    if any(_forbids(one, request) and not _is_left_out(one, request) for one in diagnostics):
        raise ContentError("nothing was compared: the posts have errors", diagnostics)
    options = request.options
    old = standing(request, found)
    if options.feeds.updated is UpdatedBy.CONTENT:
        found, items = _with_changes(request, found, items, old)
    enabled = options.sitemap.enabled
    parts = sitemap.generate(found.site, found.collected.posts, options.sitemap) if enabled else ()
    listed = read((part.path, part.data) for part in parts if part.kind is not Kind.UNKNOWN)
    return changes(old, successor(request, found, items), listed)


def _items(request: Request, found: Survey, progress: Progress) -> tuple[Mapping[str, Item], tuple[Diagnostic, ...]]:
    from feedpub.render import render  # noqa: PLC0415 - loads the Markdown and HTML libraries

    held = {post.source: post for _, posts in found.selection.feeds for post in posts}

    def read(post: Post) -> str:
        if post.source in texts:
            return texts.pop(post.source)
        progress("rendering", len(seen), len(held))
        seen.append(post.source)
        return collect.read_body(request.folder, post, found.collected.settings)

    seen: list[str] = []
    texts: dict[str, str] = {}
    if found.collected.beside is not None:
        held, texts = _texts(held, found.collected.beside, read)
    options = request.options
    rendered = render(held.values(), found.ids, read, options.content, options.feeds.content)
    return rendered.items, rendered.diagnostics


def _texts(
    held: Mapping[str, Post], pages: Beside, read: Callable[[Post], str]
) -> tuple[dict[str, Post], dict[str, str]]:
    """Give the posts as what their texts are written in, of source or page, and the texts; not those that fail."""
    posts, texts = dict(held), {}
    for source, post in held.items():
        try:
            posts[source], texts[source] = pages.text(post, read)
        except ContentError:
            continue  # rendering reads it again, and tells what is wrong with it
    return posts, texts


def _documents(request: Request, found: Survey, items: Mapping[str, Item], progress: Progress) -> tuple[Document, ...]:
    from feedpub.generate import robots, sitemap, stylesheet  # noqa: PLC0415 - not needed when posts have errors

    options = request.options
    documents = list(_feeds(found, items, progress))
    if documents and options.feeds.stylesheet:
        documents.append(stylesheet.generate(options.feeds.stylesheet))
    if options.sitemap.enabled:
        parts = sitemap.generate(found.site, found.collected.posts, options.sitemap)
        documents += parts
        at_root = urlsplit(found.site.url).path == "/"  # crawlers look for robots.txt nowhere else (RFC 9309)
        if parts and options.sitemap.robots and at_root:
            address = found.site.url + quote_path(options.sitemap.path)
            documents.append(robots.generate(_existing_robots(request), (address,)))
    return tuple(documents)


def _feeds(found: Survey, items: Mapping[str, Item], progress: Progress) -> Iterator[Document]:
    from feedpub import generate  # noqa: PLC0415 - loads lxml and feedgen
    from feedpub.generate.entries import Entries  # noqa: PLC0415 - as above

    entries = Entries()
    total = len(found.selection.feeds)
    for number, (spec, posts) in enumerate(found.selection.feeds):
        progress("generating", number, total)
        held = tuple(items[post.source] for post in posts if post.source in items)
        if held:
            yield from generate.documents(Feed(spec=spec, site=found.site, items=held), entries)


def _validated(
    documents: Sequence[Document], request: Request, found: Survey, progress: Progress
) -> tuple[Diagnostic, ...]:
    from feedpub import validate  # noqa: PLC0415 - not needed when posts have errors
    from feedpub.validate.sources import Location  # noqa: PLC0415 - as above

    site = found.site
    checked = [
        checking.Named(name=request.published_as(each.path), url=site.url + quote_path(each.path), document=each)
        for each in documents
        if each.kind is not Kind.UNKNOWN
    ]
    done = iter(range(len(checked)))
    how = checking.How(
        levels=request.options.validate.rules,
        now=request.now,
        jobs=request.jobs,
        memory=request.folder / STATE / "checked" if request.cache else None,
        keep=not request.dry_run,
    )
    reports = checking.reports(checked, how, lambda: progress("validating", next(done), len(checked)))
    paths = {document.path for document in documents}
    published = Location(root=request.output, base_url=site.url)
    folder = validate.Folder(
        documents=tuple(report.document for report in reports),
        base_url=site.url,
        has_file=lambda path: path in paths or published.has_file(path),
        read=published.read,
        has_pages=published.has_pages(),
        unlisted=frozenset(post.url for post in found.collected.posts if post.not_in_sitemap),
    )
    rules = validate.Ruleset(validate.RULES, request.options.validate.rules)
    checked_together = validate.check_folder(reports, folder, rules)
    return tuple(chain.from_iterable(report.diagnostics for report in checked_together))


def standing(request: Request, found: Survey, documents: Sequence[Document] = ()) -> Published:
    """Read what is published now; documents that stand there byte for byte are passed over.

    SystemFault when it cannot be reached.
    """
    specs = tuple(spec for spec, _ in found.selection.feeds)
    return watch.published(request.place, request.options, specs, documents)


def successor(request: Request, found: Survey, items: Mapping[str, Item], documents: Iterable[Document] = ()) -> New:
    """Give what this build would publish, to be compared with what is."""
    specs = (spec for spec, _ in found.selection.feeds)
    return watch.new(
        feeds=found.selection.feeds,
        items=items,
        posts=found.collected.posts,
        ids=found.ids,
        written=frozenset(document.path for document in documents) or watch.paths(request.options, specs),
        options=request.options,
        pinned=found.pins.ids,
    )


def _guarded(request: Request, old: Published, made: New) -> tuple[Diagnostic, ...]:
    how = watch.Guarding(options=request.options, accept=request.accept, name=request.published_as)
    return watch.guard(old, made, how)


def _with_changes(
    request: Request, found: Survey, items: Mapping[str, Item], old: Published
) -> tuple[Survey, Mapping[str, Item]]:
    """Give posts and items with the dates of the changes that their texts show."""
    from feedpub.identity import updates  # noqa: PLC0415 - only where asked for

    dated = updates.items(items, old, request.now)
    posts = updates.posts(found.collected.posts, dated, old)
    return replace(found, collected=replace(found.collected, posts=posts)), dated


def _pages(request: Request, found: Survey) -> Pages | None:
    """See whether the pages of a built site lead to the feeds; None where there are no pages."""
    if not request.options.built.folder:
        return None
    from feedpub import pages  # noqa: PLC0415 - few sites have any

    return pages.look(request, (spec for spec, _ in found.selection.feeds))


def _published(documents: Sequence[Document], request: Request, pages: Pages | None) -> Plan:
    """Publish the documents and then the pages that name them, all at once where they share a folder."""
    if pages is None or not pages.changed or pages.is_with(request):
        return _publish(documents, request, pages.changed if pages else ())
    plan = _publish(documents, request)
    if plan.blocked:
        return plan
    also = pages.publish(request)
    return replace(plan, changes=(*plan.changes, *also.changes), diagnostics=(*plan.diagnostics, *also.diagnostics))


def _publish(documents: Sequence[Document], request: Request, pages: Sequence[Document] = ()) -> Plan:
    """Publish documents, and pages of the same folder, which stay what they are: not ours."""
    from feedpub.publish import publish  # noqa: PLC0415 - not needed when there are errors

    return publish(
        (*documents, *pages),
        request.output,
        request.folder / STATE,
        shared=frozenset({"robots.txt", *(page.path for page in pages)}),
        take_over=request.take_over,
        dry_run=request.dry_run,
        name=request.published_as(""),
    )


def _remember(request: Request, seen: Look, outcome: Outcome) -> None:
    """Leave word of a build of which there is nothing to be said; what was warned of is to be said again."""
    collected = outcome.survey.collected
    from feedpub.validate.sources import Location  # noqa: PLC0415 - not needed when posts have errors

    has_media = any(post.enclosures for post in collected.posts)  # the sizes of these files are read, too
    has_pages = Location(root=request.output).has_pages()  # and what these pages say
    if has_media or has_pages or any(one.level is not Level.INFO for one in outcome.diagnostics):
        return
    made = {change.path: change.digest for change in outcome.plan.changes if change.document}
    unchanged.remember(request, seen, outcome.tally, made, collected.until)


def _forbids(one: Diagnostic, request: Request) -> bool:
    """Whether nothing may be published because of this."""
    return one.level.rank >= (Level.WARNING if request.strict else Level.ERROR).rank


def _is_left_out(one: Diagnostic, request: Request) -> bool:
    """Whether this is an error of a post that --keep-going leaves out; a warning's post is in the feeds."""
    is_of_a_post = one.where.path != FILE_NAME and not one.code.startswith(("config/", "ids/"))
    return request.keep_going and is_of_a_post and one.level is Level.ERROR


def _without(posts: tuple[Post, ...], troubles: Iterable[Diagnostic]) -> tuple[Post, ...]:
    broken = {one.where.path for one in troubles}
    return tuple(post for post in posts if post.source not in broken) if broken else posts


def _existing_robots(request: Request) -> str:
    try:
        return (request.output / "robots.txt").read_text(encoding="utf-8", errors="surrogateescape")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""  # what stands in the way is for publishing to name


def _no_posts(request: Request) -> Diagnostic:
    return Diagnostic(
        code="site/no-posts",
        level=Level.WARNING,
        where=Where(path=request.options.content.folder or "."),
        text="No post and no page was found.",
        why="There is nothing to publish feeds of.",
        hint="Put posts there, or name their folder with `content.folder`; `feedpub why FILE` tells why one is none.",
    )
