"""`feedpub ids`: see the ids of posts, fix one for ever, or take over those of an existing feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from feedpub.cli import asked, environment, options, problems
from feedpub.cli.asked import source_of
from feedpub.cli.cleaning import visible
from feedpub.io import writing
from feedpub.model.errors import FeedpubError, SystemFault, UsageError
from feedpub.text.dates import rfc3339, zone
from feedpub.text.urls import is_web
from feedpub.web import without_credentials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from feedpub.cli.console import Console
    from feedpub.guard.adoption import Adoption
    from feedpub.guard.matching import Candidate, MatchDoubt
    from feedpub.guard.snapshot import PublishedFeed
    from feedpub.incremental.request import Request
    from feedpub.model.records import KnownAs, Post
    from feedpub.pipeline.surveying import Survey

_MOST_PAGES: Final = 200
"""Pages of older items that are followed from one feed."""
_SHOWN: Final = 20
"""Posts that a list for people names."""
_NAMED: Final = 3
"""Posts that it names for one item."""

_site_option = click.option("--site", type=options.FOLDER, default=".", help="Folder of the site.")


@click.group("ids")
def command() -> None:
    """See and fix the ids by which subscribers know the posts.

    Fixed ids stand in feedpub.ids, beside feedpub.toml: commit it.
    """


@command.command("list")
@_site_option
@options.url_option
@options.follow_links_option
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
@click.option("--dry-run", is_flag=True, help="Only print the pins.")
def adopt_ids(*, places: tuple[str, ...], site: Path, url: str | None, dry_run: bool) -> int:
    """Pin the ids that existing feeds have to the posts of SITE: subscribers who move here get nothing twice.

    FEED is a file, a folder that holds feeds, or a URL: RSS, Atom or JSON Feed, anybody's. Posts are recognised
    by id, address, old address (`aliases`), title and date, and text. Run it as often as you like.
    """
    return _guarded(site, lambda console: _adopt(places, asked.folder(site), url, console, write=not dry_run))


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
    known = {post.source for post in found.collected.posts} | {one.source for one in found.collected.skipped}
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


def _adopt(places: tuple[str, ...], site: Path, url: str | None, console: Console, *, write: bool) -> None:
    from feedpub.guard.adoption import adopt  # noqa: PLC0415 - start-up counts
    from feedpub.guard.pins import FILE_NAME, line_of, written  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline import adopting  # noqa: PLC0415 - start-up counts

    request, found = _surveyed(site, url)
    _refuse_broken(found)
    feeds = [feed for place in places for feed in _feeds(place, request)]
    candidates = [_candidate(post, found, request) for post in _dated(found)]
    result = adopt(feeds, candidates, adopting.fixed(found), zone(request.options.site.timezone))
    if write and result.pins:
        writing.write_text(site, FILE_NAME, written(found.pins, result.pins))
    else:
        for pin in sorted(result.pins, key=lambda pin: pin.source):
            console.result(line_of(pin))
    _tell(result, feeds, console, write=write)


def _feeds(place: str, request: Request) -> Iterator[PublishedFeed]:
    """Return the feeds at a place, with the pages of older items that they name on the web.

    Raises UsageError where there is none.
    """
    from feedpub.guard import checking, location  # noqa: PLC0415 - start-up counts
    from feedpub.guard.snapshot import read  # noqa: PLC0415 - start-up counts
    from feedpub.pipeline import guarding  # noqa: PLC0415 - start-up counts

    is_remote = is_web(place)
    fetched = checking.fetcher(place, guarding.store(request)) if is_remote else dict.fromkeys
    found = read(location.feeds_at(place, fetched), bounded=is_remote)
    if not found.feeds or (is_remote and found.diagnostics):
        reasons = "; ".join(one.text for one in found.diagnostics)
        what = "a feed that cannot be read" if found.feeds else "no feed"
        raise UsageError(f"{without_credentials(place)} holds {what}{f': {reasons}' if reasons else ''}")
    for feed in found.feeds:
        yield feed
        if is_web(feed.path):
            yield from _older(feed, fetched)


def _older(feed: PublishedFeed, fetched: Callable[[list[str]], Mapping[str, bytes | None]]) -> Iterator[PublishedFeed]:
    from urllib.parse import urljoin  # noqa: PLC0415 - only here

    from feedpub.guard.snapshot import read  # noqa: PLC0415 - start-up counts

    seen = {feed.path}
    while feed.older and len(seen) < _MOST_PAGES:
        address = urljoin(feed.path, feed.older)
        data = None if address in seen else fetched([address])[address]
        page = read([(address, data)], bounded=True) if data else None
        if page is not None and page.diagnostics:
            raise SystemFault(f"{address} cannot be read: {page.diagnostics[0].text}", address)
        if page is None or not page.feeds:
            return
        (feed,) = page.feeds
        seen.add(address)
        yield feed


def _candidate(post: Post, found: Survey, request: Request) -> Candidate:
    from feedpub import collect  # noqa: PLC0415 - start-up counts
    from feedpub.guard.matching import Candidate  # noqa: PLC0415 - start-up counts

    return Candidate.of(post, found.ids[post.source], lambda: collect.read_body(request.folder, post).text)


def _tell(result: Adoption, feeds: list[PublishedFeed], console: Console, *, write: bool) -> None:
    items = len({item.id for feed in feeds for item in feed.items})
    console.say(
        f"{items} post{'' if items == 1 else 's'} in {len(feeds)} feed{'' if len(feeds) == 1 else 's'}: "
        f"{len(result.matches)} recognised, {len(result.pins)} {'pinned' if write else 'to be pinned'} in feedpub.ids."
    )
    reasons: dict[str, int] = {}
    for each in result.matches:
        reasons[each.reason.value] = reasons.get(each.reason.value, 0) + 1
    for reason, count in reasons.items():
        console.say(f"  {count}: {reason}")
    for clash in result.conflicts:
        console.complain(
            visible(f"{clash.source} has the id {clash.other} in {clash.path}, and keeps {clash.kept}: ")
            + "subscribers of that feed will get it once more."
        )
    unsure = {each.item.id for each in result.doubts}
    unknown = [(path, item) for path, item in result.unmatched if item.id not in unsure]
    for path, item in unknown[:_SHOWN]:
        console.complain(visible(f"not recognised: “{item.title}” {item.link} ({item.id}) in {path}"))
    if len(unknown) > _SHOWN:
        console.complain(f"and {len(unknown) - _SHOWN} more that are no posts of this site")
    if unknown:
        console.complain(
            "Give the post its old address (`aliases: [/old/address/]`), or pin it: `feedpub ids pin POST ID`."
        )
    _ask(result.doubts, console)


def _ask(doubts: Sequence[MatchDoubt], console: Console) -> None:
    """Name the posts that an item may be: one of the lines is true."""
    from feedpub.guard.fixes import pinning  # noqa: PLC0415 - start-up counts

    for each in doubts[:_SHOWN]:
        item = each.item
        when = f" of {rfc3339(item.published)}" if item.published else ""
        console.complain(visible(f"not sure: “{item.title}”{when} {item.link} is one of these, or none:"))
        for candidate in each.candidates[:_NAMED]:
            console.complain(visible(f"  {pinning(candidate.source, item.id)}"))
    if len(doubts) > _SHOWN:
        console.complain(f"and {len(doubts) - _SHOWN} more of which that cannot be said")
    if doubts:
        console.complain("Pin those that you know.")
