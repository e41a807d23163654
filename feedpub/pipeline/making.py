"""From the posts that feeds hold to documents that are validated: rendered, generated, read back."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedpub import checking, collect
from feedpub.errors import ContentError
from feedpub.model import Diagnostic, Feed, Kind
from feedpub.request import STATE
from feedpub.urls import quote_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from feedpub.collect.beside import Beside
    from feedpub.model import Document, Item, Post
    from feedpub.pipeline.surveying import Progress, Survey
    from feedpub.request import Request


def rendered(request: Request, found: Survey, progress: Progress) -> tuple[Mapping[str, Item], tuple[Diagnostic, ...]]:
    """Give the items of the posts that some feed holds, by source, and what hinders others."""
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
    made = render(held.values(), found.ids, read, options.content, options.feeds.content)
    return made.items, made.diagnostics


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


def documents(request: Request, found: Survey, items: Mapping[str, Item], progress: Progress) -> tuple[Document, ...]:
    """Give every document of the site: feeds, style sheet, sitemap, robots.txt."""
    from feedpub.generate import robots, sitemap, stylesheet  # noqa: PLC0415 - not needed when posts have errors

    options = request.options
    made = list(_feeds(found, items, progress))
    if made and options.feeds.stylesheet:
        made.append(stylesheet.generate(options.feeds.stylesheet))
    if options.sitemap.enabled:
        parts = sitemap.generate(found.site, found.collected.posts, options.sitemap)
        made += parts
        at_root = urlsplit(found.site.url).path == "/"  # crawlers look for robots.txt nowhere else (RFC 9309)
        if parts and options.sitemap.robots and at_root:
            address = found.site.url + quote_path(options.sitemap.path)
            made.append(robots.generate(_existing_robots(request), (address,)))
    return tuple(made)


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


def _existing_robots(request: Request) -> str:
    try:
        return (request.output / "robots.txt").read_text(encoding="utf-8", errors="surrogateescape")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""  # what stands in the way is for publishing to name


def validated(
    documents: Sequence[Document], request: Request, found: Survey, progress: Progress
) -> tuple[Diagnostic, ...]:
    """Read every document back, and give what the rules find in each and across all."""
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
