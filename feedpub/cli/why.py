"""`feedpub why`: which feeds hold a post, at which place, or the reason why not; what a feed holds and leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from feedpub.cli import asked, environment, languages, options, problems
from feedpub.model.errors import FeedpubError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.config import Loaded
    from feedpub.incremental.request import Request
    from feedpub.pipeline.surveying import Survey
    from feedpub.pipeline.why.addressed import Meant
    from feedpub.pipeline.why.deciding import Decider


@click.command("why")
@click.argument("post", metavar="POST|FEED")
@click.option("--site", type=options.FOLDER, default=".", help="Folder of the site.")
@options.url_option
@options.site_type_option
@options.built_option
@options.follow_links_option
@options.lang_option
def command(*, post: str, site: Path, url: str | None, site_type: str | None, built: Path | None) -> int:
    """Say which feeds hold a post, at which place, or why none does; or what a feed holds.

    Named by a file, an address (`https://example.com/tea/`, `/tea/`) of a post, of a feed or of the page of a term, a
    slug or the name of a term. With the reason comes the line that decides it. Answers from what the last build kept.
    """
    console = asked.console()
    try:
        _answer(post, asked.folder(site), (url, None, site_type, built), console)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    return 0


def _answer(
    name: str, site: Path, given: tuple[str | None, Path | None, str | None, Path | None], console: Console
) -> None:
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline.why.deciding import Decider  # noqa: PLC0415 - start-up counts

    loaded = config.read(site, config.overrides(*given))
    request = _request(site, loaded)
    is_plain = all(one is None for one in given)
    found = pipeline.survey(request)
    decider = Decider(request, found, loaded)
    lines, sources = _lines(name, request, found, decider, is_plain=is_plain)
    for line in lines:
        console.result(languages.say(line))
    about = [one for one in found.diagnostics if one.where.path in sources]
    problems.show_of_site(about, site, console, "text", {})


def _request(site: Path, loaded: Loaded) -> Request:
    from feedpub import pipeline  # noqa: PLC0415 - start-up counts

    return pipeline.Request(
        folder=site,
        options=loaded.options,
        now=environment.now(),
        doubts=loaded.doubts,
        dry_run=True,  # nothing is kept: what others keep is used
        cache=True,
        key=environment.key(str(site), make=False),
    )


def _lines(
    name: str, request: Request, found: Survey, decider: Decider, *, is_plain: bool
) -> tuple[Sequence[str], Sequence[str]]:
    """Return what is to be said, and the files that it is said of. Raises UsageError for a name of nothing."""
    from feedpub import pipeline  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline.why import feed, placement, unread  # noqa: PLC0415 - start-up counts

    file = _file(name, request.folder)
    path, meant = _meant(name, file, request, found)
    if not (meant.sources or meant.feeds or meant.claims):
        if path is not None and (said := list(feed.absence(path, found, request.options, decider))):
            return said, ()
        if file is None:
            raise asked.no_such_post(name, found)
        return list(unread.reasons(file, request, decider)), ()
    shown = pipeline.as_published(request, found, is_plain=is_plain) if meant.sources or meant.feeds else found
    lines = [line for each in meant.sources for line in placement.placement(each, shown, request.options, decider)]
    lines += [line for spec in meant.feeds for line in feed.contents(spec, shown, request.options, decider)]
    lines += [line for claim in meant.claims for line in feed.document(claim, found, decider)]
    return lines, meant.sources


def _meant(name: str, file: str | None, request: Request, found: Survey) -> tuple[str | None, Meant]:
    """Return the path below the site where the name is an address, and what is meant. Raises UsageError for several."""
    from feedpub.pipeline.why import addressed  # noqa: PLC0415 - start-up counts

    path = addressed.path_of(name, found.site.url) if file is None else None
    if path is not None:
        meant = addressed.at(path, found, request.options)
        if not (meant.sources or meant.feeds or meant.claims):
            meant = replace(meant, sources=addressed.left_out_at(path, found, _with_all(request)))
        return path, meant
    sources = addressed.named(name, found, (file or name, name))
    if len(sources) > 1:
        raise asked.several(name, sources)
    return None, addressed.Meant(
        sources=sources, feeds=() if sources or file else addressed.of_term(name, found.selection.feeds)
    )


def _with_all(request: Request) -> Survey:
    """Return what the site would hold with its drafts and the posts of the future."""
    from feedpub import pipeline  # noqa: PLC0415 - start-up counts

    content = replace(request.options.content, drafts=True, future=True)
    return pipeline.survey(replace(request, options=replace(request.options, content=content)))


def _file(name: str, site: Path) -> str | None:
    """Return the path below the site of a file that is there, named from the current folder or from the site's."""
    from feedpub.io import reading  # noqa: PLC0415 - start-up counts
    from feedpub.text.urls import is_web  # noqa: PLC0415 - start-up counts

    if is_web(name):
        return None
    found = (asked.below(place, site) for place in (name, site / name) if reading.exists(place))
    return next((path for path in found if path not in {None, "."}), None)
