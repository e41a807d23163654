"""From the items of posts to documents that are validated: generated, and read back."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from feedpub.config import FILE_NAME
from feedpub.generate.select.archives import not_complete
from feedpub.incremental.store import NOWHERE
from feedpub.io import reading, refusal
from feedpub.model.records import Diagnostic, Feed, Kind, Level, Where
from feedpub.pipeline import items, validation
from feedpub.pipeline.destinations import destination
from feedpub.text.dates import zone
from feedpub.text.urls import absolute, quote_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedpub.incremental.request import Request
    from feedpub.model.options import Options, RedirectOptions
    from feedpub.model.records import Document, FeedSpec, Post
    from feedpub.model.site import Site
    from feedpub.pipeline.items import Made
    from feedpub.pipeline.run import Progress
    from feedpub.pipeline.surveying import Survey
    from feedpub.validator import Report


_OF_SHOWS: Final = "itunes/required-tag-missing"


def load(options: Options) -> None:
    """Load what rendering, generating and validating need, once: while other processes read, and before they make."""
    from feedpub import validator  # noqa: F401, PLC0415 - start-up counts

    items.load(options.feeds.formats)


def generated(request: Request, found: Survey, texts: Made, progress: Progress) -> tuple[Document, ...]:
    """Return every document: feeds, their style sheet, the sitemap, robots.txt, which names it, and redirects."""
    made = [*feeds(found.site, found.selection.feeds, texts, progress)]
    options = request.options
    if made and options.feeds.stylesheet:
        from feedpub.generate import beside  # noqa: PLC0415 - not needed when posts have errors

        made.append(beside.stylesheet(options.feeds.stylesheet, found.site.language))
    if made and any(post.episode for post in found.collected.posts):
        from feedpub.pipeline import podcasts  # noqa: PLC0415 - few sites have recordings

        made += podcasts.documents(found, request)
    if made:
        made += _for_visitors(request, found, texts)
    listed = sitemaps(request, found)
    made += listed
    at_root = urlsplit(found.site.url).path == "/"  # crawlers look for robots.txt nowhere else (RFC 9309)
    if listed and options.sitemap.robots and at_root:
        from feedpub.generate import beside  # noqa: PLC0415 - not needed when posts have errors

        there = {document.path for document in listed}
        named = (path for path in (options.sitemap.path, options.sitemap.news.path) if path in there)
        addresses = [found.site.url + quote_path(path) for path in named]
        made.append(beside.robots(_existing(request, "robots.txt"), addresses))
    if made and options.notify.indexnow.key_file:
        from feedpub.generate import beside  # noqa: PLC0415 - not needed when posts have errors

        made.append(beside.key_file(options.notify.indexnow.key))
    if made and options.redirects.file and at_root:
        made += _redirects(request, options.redirects)
    return tuple(made)


def _for_visitors(request: Request, found: Survey, texts: Made) -> Iterator[Document]:
    """Return what leads people to the feeds that have a post, where the site wants it: a page, and a list to import."""
    options, site = request.options.feeds, found.site
    if not (options.page or options.opml):
        return
    from feedpub.generate import feeds_page, opml  # noqa: PLC0415 - few sites want them

    current = ((spec, posts) for spec, posts in found.selection.feeds if not spec.is_window)
    feeds_made = [feed for spec, posts in current if (feed := _feed(spec, site, posts, texts))]
    if options.page:
        page = feeds_page.FeedsPage(
            path=options.page,
            site=site,
            zone=zone(request.options.site.timezone),
            opml=options.opml and site.url + quote_path(options.opml),
            stylesheet=options.page_stylesheet and absolute(site.url, options.page_stylesheet),
        )
        yield feeds_page.generate(feeds_made, page)
    if options.opml:
        yield opml.generate(feeds_made, site, options.opml)


def _feed(spec: FeedSpec, site: Site, posts: Sequence[Post], texts: Made) -> Feed | None:
    """Return a feed with those of its posts that could be made items; None where there is none."""
    held = tuple(texts.items[post.source] for post in posts if post.source in texts.items)
    whole = spec if len(held) == len(posts) else not_complete(spec)
    return Feed(spec=whole, site=site, items=held) if held else None


def _redirects(request: Request, options: RedirectOptions) -> Iterator[Document]:
    """Return the file of redirects, where there are any, or were."""
    from feedpub.generate import redirects  # noqa: PLC0415 - few sites have any

    existing = _existing(request, options.file)
    moved = redirects.redirects(options.paths, request.options.site.url)
    document = redirects.file(options.file, existing, moved)
    if moved or (document.data and document.data != existing.encode("utf-8", "surrogateescape")):
        yield document


def with_feeds_made_again(  # noqa: PLR0913, PLR0917 - what was made, and all that it is made of
    made: Sequence[Document], request: Request, before: Survey, found: Survey, texts: Made, progress: Progress
) -> tuple[Document, ...]:
    """Return documents with the feeds made again that hold fewer posts than before, and what shows their posts."""
    pairs = zip(before.selection.feeds, found.selection.feeds, strict=True)
    fewer = [(spec, held) for (_, was), (spec, held) in pairs if len(held) < len(was)]
    made_again = (*feeds(found.site, fewer, texts, progress), *_for_visitors(request, found, texts))
    again = {document.path: document for document in made_again}
    return tuple(again.get(document.path, document) for document in made)


def sitemaps(request: Request, found: Survey) -> tuple[Document, ...]:
    """Return the sitemap, in as many documents as it takes, and the others that are wanted; none if switched off."""
    from feedpub.generate import listed, sitemap  # noqa: PLC0415 - not needed when posts have errors

    options = request.options.sitemap
    if not options.enabled:
        return ()
    # The style sheet is that of the feeds: without any it is not published.
    site = found.site if found.selection.feeds else replace(found.site, stylesheet="")
    of = listed.listed(site, found.collected.posts, options, lambda url: found.unlisted.reason(url) is not None)
    made = sitemap.generate(site, of, options)
    if options.text:
        made += sitemap.text(of, options)
    if options.news.path:
        from feedpub.generate import news  # noqa: PLC0415 - few sites have any

        made += news.generate(site, news.fresh(found.collected.posts, request.now)[: news.MOST], options)
    return made


def feeds(
    site: Site, specs: Sequence[tuple[FeedSpec, Sequence[Post]]], texts: Made, progress: Progress
) -> Iterator[Document]:
    """Return the documents of feeds, as far as some of their posts could be made items."""
    from feedpub import generate  # noqa: PLC0415 - loads lxml and feedgen
    from feedpub.generate import Entries  # noqa: PLC0415 - loads lxml and feedgen

    entries = Entries()
    texts.give(entries)
    for number, (spec, posts) in enumerate(specs):
        progress("generating", number, len(specs))
        if feed := _feed(spec, site, posts, texts):
            yield from generate.documents(feed, entries)


def _existing(request: Request, path: str) -> str:
    """Return what stands in a file that others write, too."""
    if request.target:
        data = destination(request).documents([path]).get(path, b"")
        return data.decode("utf-8", "surrogateescape")
    with refusal.named_at(lambda: Where(path=request.published_as(path))):
        if not reading.is_file(request.output, path):
            return ""  # what stands in the way is for publishing to name
        return reading.text(request.output, path, encoding="utf-8", errors="surrogateescape") or ""


def validated(
    made: Sequence[Document], request: Request, site: Site, progress: Progress, *, are_all: bool = True
) -> list[Report]:
    """Return what the rules find in each feed and sitemap, read back from its bytes.

    Where these are not all documents of the site, what is remembered of the others is left alone.
    """
    named = [
        validation.NamedDocument(
            name=request.published_as(each.path), url=site.url + quote_path(each.path), document=each
        )
        for each in made
        if each.kind is not Kind.UNKNOWN
    ]
    how = validation.ValidationOptions(
        levels=_levels(request.options),
        now=request.now,
        site=str(request.folder),
        modules=request.modules,
        jobs=request.jobs,
        memory=request.store if are_all and not request.modules else NOWHERE,
    )
    done = count()
    return validation.reports(named, how, lambda: progress("validating", next(done), len(named)))


def _levels(options: Options) -> Mapping[str, Level | None]:
    """Return the levels of rules; where a site is for this machine or network alone, its addresses are right."""
    if not options.site.local:
        return options.validate.rules
    from feedpub.validator.ruleset import FOR_LOCAL  # noqa: PLC0415 - not needed when posts have errors

    return {**FOR_LOCAL, **options.validate.rules}


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
    rules = validator.ruleset(tuple(_levels(request.options).items()), str(request.folder), request.modules)
    of_each = (report.diagnostics for report in validator.check_folder(reports, folder, rules))
    said: Iterator[Diagnostic] = chain.from_iterable(of_each)
    if found.site.podcast is None:  # of a site that may be no podcast it is said once what directories want
        said = (one for one in said if one.code != _OF_SHOWS)
    return (*(_unknown(request) if request.modules else ()), *said)


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
