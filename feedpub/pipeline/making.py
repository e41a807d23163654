"""From the items of posts to documents that are validated: generated, and read back."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub.config import FILE_NAME
from feedpub.io import reading, refusal
from feedpub.model.records import Diagnostic, Feed, Kind, Level, Where
from feedpub.pipeline import items, validation
from feedpub.text.urls import quote_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedpub.generate.entries import Entries
    from feedpub.incremental.request import Request
    from feedpub.model.options import Options
    from feedpub.model.records import Document, FeedSpec, Item, Post, Site
    from feedpub.pipeline.beginning import Progress
    from feedpub.pipeline.surveying import Survey
    from feedpub.pipeline.validation import Checking
    from feedpub.validator import Report


def load(options: Options) -> None:
    """Load what rendering, generating and validating need: while other processes read, and before they make."""
    from feedpub import generate, validator  # noqa: F401, PLC0415 - start-up counts
    from feedpub.content import rendering as render  # noqa: F401, PLC0415 - start-up counts

    generate.load(options.feeds.formats)


def rendering(request: Request, found: Survey) -> items.Rendering:
    """Have the posts that some feed holds rendered; other processes begin at once."""
    making = items.Making(
        folder=request.folder,
        options=request.options,
        site=found.site,
        settings=found.collected.settings,
        beside=found.collected.beside,
    )
    return items.Rendering(found.selection.feeds, found.ids, making, request.jobs)


def rendered(progress: Progress, begun: items.Rendering) -> items.Made:
    """Return the items of these posts, by source, and what hinders others."""
    return begun.made(lambda done, total: progress("rendering", done, total))


def sitemaps(request: Request, found: Survey) -> tuple[Document, ...]:
    """Return the sitemap, in as many documents as it takes; none where it is switched off."""
    from feedpub.generate import sitemap  # noqa: PLC0415 - not needed when posts have errors

    options = request.options.sitemap
    return sitemap.generate(found.site, found.collected.posts, options) if options.enabled else ()


def with_others(
    request: Request, site: Site, of_feeds: Sequence[Document], listed: Sequence[Document]
) -> tuple[Document, ...]:
    """Return every document of the site: feeds and their style sheet, the sitemap and robots.txt, which names it."""
    from feedpub.generate import robots, stylesheet  # noqa: PLC0415 - not needed when posts have errors

    options = request.options
    made = [*of_feeds]
    if of_feeds and options.feeds.stylesheet:
        made.append(stylesheet.generate(options.feeds.stylesheet))
    made += listed
    at_root = urlsplit(site.url).path == "/"  # crawlers look for robots.txt nowhere else (RFC 9309)
    if listed and options.sitemap.robots and at_root:
        made.append(robots.generate(_existing_robots(request), (site.url + quote_path(options.sitemap.path),)))
    return tuple(made)


def feeds(
    site: Site,
    specs: Sequence[tuple[FeedSpec, Sequence[Post]]],
    made: Mapping[str, Item],
    entries: Entries,
    progress: Progress,
) -> Iterator[Document]:
    """Return the documents of feeds, as far as some of their posts could be made items."""
    from feedpub import generate  # noqa: PLC0415 - loads lxml and feedgen

    for number, (spec, posts) in enumerate(specs):
        progress("generating", number, len(specs))
        held = tuple(made[post.source] for post in posts if post.source in made)
        if held:
            yield from generate.documents(Feed(spec=spec, site=site, items=held), entries)


def _existing_robots(request: Request) -> str:
    with refusal.named_at(lambda: Where(path=request.published_as("robots.txt"))):
        if not reading.is_file(request.output, "robots.txt"):
            return ""  # what stands in the way is for publishing to name
        return reading.text(request.output, "robots.txt", encoding="utf-8", errors="surrogateescape") or ""


def validating(made: Sequence[Document], request: Request, site: Site, *, are_all: bool = True) -> Checking:
    """Have feeds and sitemaps read back by the rules; other processes begin at once.

    Where these are not all feeds of the site, what is remembered of the others is left alone.
    """
    named = [
        validation.Named(name=request.published_as(each.path), url=site.url + quote_path(each.path), document=each)
        for each in made
        if each.kind is not Kind.UNKNOWN
    ]
    how = validation.How(
        levels=request.options.validate.rules,
        now=request.now,
        site=str(request.folder),
        modules=request.modules,
        jobs=request.jobs,
        memory=request.store if are_all and not request.modules else None,
        keep=not request.dry_run,
    )
    return validation.Checking(named, how)


def checked(progress: Progress, *begun: Checking) -> list[Report]:
    """Return what the rules find in each document; those begun last come first, while other processes do the others."""
    number = sum(map(len, begun))
    done = iter(range(number))
    found = [each.reports(lambda: progress("validating", next(done), number)) for each in reversed(begun)]
    return list(chain.from_iterable(reversed(found)))


def checked_together(
    reports: Sequence[Report], made: Sequence[Document], request: Request, found: Survey
) -> tuple[Diagnostic, ...]:
    """Return what the rules find in each document, and across all."""
    from feedpub import validator  # noqa: PLC0415 - not needed when posts have errors
    from feedpub.validator.sources import Location  # noqa: PLC0415 - not needed when posts have errors

    paths = {document.path for document in made}
    published = Location(root=request.output, base_url=found.site.url)
    folder = validator.Folder(
        documents=tuple(report.document for report in reports),
        base_url=found.site.url,
        has_file=lambda path: path in paths or published.has_file(path),
        read=published.read,
        has_pages=published.has_pages(),
        unlisted=frozenset(post.url for post in found.collected.posts if post.not_in_sitemap),
    )
    rules = validator.ruleset(tuple(request.options.validate.rules.items()), str(request.folder), request.modules)
    of_each = (report.diagnostics for report in validator.check_folder(reports, folder, rules))
    return (*(_unknown(request) if request.modules else ()), *chain.from_iterable(of_each))


def _unknown(request: Request) -> Iterator[Diagnostic]:
    """Tell of levels for rules that do not exist: where a site has rules of its own, `config` cannot know them."""
    from feedpub import validator  # noqa: PLC0415 - the catalogue is needed by few sites

    for pattern in validator.unmatched(
        request.options.validate.rules, validator.catalogue(str(request.folder), request.modules)
    ):
        yield Diagnostic(
            code="config/unknown-rule",
            level=Level.WARNING,
            where=Where(path=FILE_NAME, element="validate.rules"),
            text=f"There is no rule {pattern!r}.",
            hint="`feedpub explain --local-rules` lists the rules.",
            why="A level for a rule that does not exist does nothing.",
            found=pattern,
        )
