"""`feedpub ids`: see the ids of posts, fix one for ever, or take over those of an existing feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from feedpub.cli import adopted, asked, environment, options, problems
from feedpub.cli.asked import source_of
from feedpub.cli.report import by_file
from feedpub.io import writing
from feedpub.model.errors import FeedpubError, UsageError
from feedpub.text.dates import zone
from feedpub.text.urls import is_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.guard.location import Fetch
    from feedpub.guard.matching import Candidate
    from feedpub.incremental.request import Request
    from feedpub.model.details import KnownAs
    from feedpub.model.records import Post
    from feedpub.pipeline.surveying import Survey

_site_option = click.option("--site", type=options.FOLDER, default=".", help="Folder of the site.")


@click.group("ids")
@options.lang_option
def command() -> None:
    """See and fix the ids by which subscribers know the posts.

    Fixed ids stand in feedpub.ids, beside feedpub.toml: commit it.
    """


@command.command("list")
@_site_option
@options.url_option
@options.follow_links_option
@options.lang_option
def list_ids(*, site: Path, url: str | None) -> int:
    """List every post with its id and where that comes from: the post itself, feedpub.ids, or the scheme."""
    return _guarded(site, lambda console: _list(_surveyed(site, url)[1], console))


@command.command("pin")
@click.argument("post")
@click.argument("name", required=False, metavar="[ID]")
@click.argument("columns", nargs=-1, metavar="[FORM=VALUE]...")
@_site_option
@options.url_option
@options.follow_links_option
@options.lang_option
def pin_id(*, post: str, name: str | None, columns: tuple[str, ...], site: Path, url: str | None) -> int:
    """Fix the id of POST (a file, a URL or a slug) in feedpub.ids: as it is, or ID.

    Pin a post as it is before you rename its file; give the published ID when you have renamed it. FORM=VALUE says
    what a format has otherwise: `rss=` (no guid), `rss=ID`, `isPermaLink=true`, `pubDate=DATE`, `atom=ID`, `json=ID`.
    """
    return _guarded(site, lambda console: _pin(post, name, columns, asked.folder(site), url, console))


@command.command("adopt")
@click.argument("places", nargs=-1, required=True, metavar="FEED...")
@_site_option
@options.url_option
@options.follow_links_option
@click.option("--old-url", default="", metavar="URL", help="Address of the old site; Substack's export needs it.")
@click.option("--dry-run", is_flag=True, help="Only print the pins.")
@options.report_option
@options.lang_option
def adopt_ids(  # noqa: PLR0913 - one parameter an option
    *, places: tuple[str, ...], site: Path, url: str | None, old_url: str, dry_run: bool, report: Path | None
) -> int:
    """Pin the ids that existing feeds have to the posts of SITE: subscribers who move here get nothing twice.

    FEED is a file, a folder or zip file that holds feeds, or a URL: RSS, Atom or JSON Feed, anybody's, or an export of
    WordPress, Blogger, Ghost, Substack or Medium. Posts are recognised by id, address, old address (`aliases`), title
    and date, and text. Run it as often as you like.
    """
    if old_url and not is_web(old_url):
        raise click.BadParameter(f"{old_url} is no address of the web; it begins with https://", param_hint="--old-url")

    def work(console: Console) -> None:
        _adopt(places, asked.folder(site), (url, old_url), report, console, write=not dry_run)

    return _guarded(site, work)


def _guarded(site: Path, work: Callable[[Console], None]) -> int:
    console = asked.console()
    try:
        work(console)
    except FeedpubError as error:
        return problems.refuse(error, console, site=site)
    return 0


def _surveyed(site: Path, url: str | None) -> tuple[Request, Survey]:
    from feedpub import config, pipeline  # noqa: PLC0415 - start-up counts

    site = asked.folder(site)
    loaded = config.load(site, config.overrides(url))
    key = environment.key(str(site), make=False)
    request = pipeline.Request(folder=site, options=loaded, now=environment.now(), key=key)
    return request, pipeline.survey(request)


def _dated(found: Survey) -> Iterator[Post]:
    return (post for post in found.collected.posts if post.source in found.ids)


# list


def _list(found: Survey, console: Console) -> None:
    for post in sorted(_dated(found), key=lambda post: post.source):
        console.result(f"{post.source}\t{found.ids[post.source]}\t{_origin(post, found)}")


def _origin(post: Post, found: Survey) -> str:
    if post.id:
        return "front matter"
    return "feedpub.ids" if post.source in found.pins.ids else "scheme"


# pin


def _pin(  # noqa: PLR0913, PLR0917 - what the command line says
    name: str, wanted: str | None, columns: tuple[str, ...], site: Path, url: str | None, console: Console
) -> None:
    from feedpub.guard.pins import FILE_NAME, Pin, written  # noqa: PLC0415 - start-up counts

    behind = _known_as(columns)
    found = _surveyed(site, url)[1]
    _refuse_broken(found)
    source = source_of(name, site, found)
    chosen = _chosen(source, wanted, found)
    # The old path of a renamed file holds the id no longer.
    known = found.collected.sources
    stale = [pin.source for pin in found.pins.pins if pin.id == chosen and pin.source not in known]
    writing.write_text(
        site, FILE_NAME, written(found.pins, [Pin(source=source, id=chosen, known_as=behind)], without=stale)
    )
    console.say(f"{source} keeps the id {chosen}: feedpub.ids says so.")


def _known_as(columns: tuple[str, ...]) -> KnownAs | None:
    from feedpub.guard.known_as import of_columns  # noqa: PLC0415 - start-up counts

    if any(mark in column for column in columns for mark in "\t\n"):
        raise UsageError("what is pinned is one line, without tabs")
    try:
        return of_columns(columns)
    except ValueError as error:
        raise UsageError(
            f"{str(error)!r} is nothing that a format says: it is rss=…, isPermaLink=true, pubDate=…, atom=… or json=…"
        ) from None


def _chosen(source: str, wanted: str | None, found: Survey) -> str:
    """Return the id that the post is to have. Raises UsageError for one that cannot be its."""
    posts = {post.source: post for post in found.collected.posts}
    if source not in found.ids:
        raise UsageError(f"{source} is no post with a date, so no feed holds it and it needs no id")
    if posts[source].id and wanted != posts[source].id:
        raise UsageError(
            f"{source} says `id: {posts[source].id}` itself, which goes before feedpub.ids; change it there"
        )
    chosen = (wanted if wanted is not None else found.ids[source]).strip()
    if not chosen or "\t" in chosen or "\n" in chosen:
        raise UsageError("an id is one line, without tabs")
    holder = next((other for other, name in found.ids.items() if name == chosen and other != source), None)
    if holder is not None:
        raise UsageError(f"{chosen} is the id of {holder}; no two posts can have one id")
    return chosen


def _refuse_broken(found: Survey) -> None:
    """Refuse to write a feedpub.ids anew whose lines were not all understood: they would be lost."""
    if found.pins.diagnostics:
        raise UsageError("feedpub.ids has mistakes; fix them first", found.pins.diagnostics)


# adopt


def _adopt(  # noqa: PLR0913 - what the command line says
    places: tuple[str, ...],
    site: Path,
    urls: tuple[str | None, str],
    report: Path | None,
    console: Console,
    *,
    write: bool,
) -> None:
    """Take over ids; `urls` are that of the site, if one is given, and that of the old site."""
    from feedpub.guard import old_feeds, unadopted  # noqa: PLC0415 - start-up counts
    from feedpub.guard.adoption import adopt  # noqa: PLC0415 - start-up counts
    from feedpub.guard.pins import FILE_NAME, line_of, written  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline import adopting  # noqa: PLC0415 - start-up counts

    url, old_url = urls
    request, found = _surveyed(site, url)
    _refuse_broken(found)
    feeds = [feed for place in places for feed in old_feeds.feeds_at(place, _fetcher(place, request), old_url)]
    feeds.sort(key=lambda feed: bool(feed.exported_from))  # what subscribers have counts before what an export tells
    candidates = [_candidate(post, found, request) for post in _dated(found)]
    result = adopt(feeds, candidates, adopting.fixed(found), zone(request.options.site.timezone))
    if write and result.pins:
        writing.write_text(site, FILE_NAME, written(found.pins, result.pins))
    else:
        for pin in sorted(result.pins, key=lambda pin: pin.source):
            console.result(line_of(pin))
    adopted.tell(result, feeds, console, write=write)
    if report is not None:
        from feedpub.cli import recording  # noqa: PLC0415 - most calls leave nothing

        recording.record(by_file(unadopted.diagnostics(result)), report, console)


def _fetcher(place: str, request: Request) -> Fetch:
    from feedpub.guard import checking  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline import guarding  # noqa: PLC0415 - start-up counts

    return checking.fetcher(place, guarding.store(request)) if is_web(place) else dict.fromkeys


def _candidate(post: Post, found: Survey, request: Request) -> Candidate:
    from feedpub import collect  # noqa: PLC0415 - start-up counts
    from feedpub.guard.matching import Candidate  # noqa: PLC0415 - start-up counts

    return Candidate.of(post, found.ids[post.source], lambda: collect.read_body(request.folder, post).text)
