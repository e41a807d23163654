"""What a build would take away: feeds that go or lose their posts, and a sitemap that loses its addresses. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from feedpub.model.records import Diagnostic, Format, Kind, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedpub.guard.snapshot import Published, PublishedFeed
    from feedpub.guard.standing import Comparison, New
    from feedpub.model.options import Options

_CONFIGURATION: Final = "feedpub.toml"
_FORMATS: Final = {Kind.RSS: Format.RSS, Kind.ATOM: Format.ATOM, Kind.JSONFEED: Format.JSON}


def findings(old: Published, new: New, comparisons: Sequence[Comparison], options: Options) -> Iterator[Diagnostic]:
    """Return an error for every feed and sitemap that is lost, or has lost more than half of what it held."""
    yield from _lost_feeds(old, new, options)
    yield from _shrunk_feeds(comparisons)
    yield from _shrunk_sitemap(old, new, options)


def _lost_feeds(old: Published, new: New, options: Options) -> Iterator[Diagnostic]:
    """One finding a feed, whatever its formats: those of one folder are one."""
    folders: dict[str, list[PublishedFeed]] = {}
    for feed in old.feeds:
        if "://" not in feed.path and feed.path not in new.paths:
            folders.setdefault(feed.path.rpartition("/")[0], []).append(feed)
    of_site = {getattr(options.feeds, form.value) for form in options.feeds.formats}
    for feeds in folders.values():
        emptied = [feed for feed in feeds if feed.path in of_site]
        vanished = [feed for feed in feeds if feed.path not in of_site]
        if emptied:
            yield _emptied(emptied)
        if vanished:
            yield _vanished(vanished, new, options)


def _emptied(feeds: Sequence[PublishedFeed]) -> Diagnostic:
    return _finding(
        "feed-emptied",
        feeds[0].path,
        f"{_paths(feeds)} ({_posts(len(feeds[0].items))}) would go, for there is no post to put into it.",
        hint="Look at the posts: `feedpub why POST` tells why one is in no feed. If it is meant, "
        "`--accept feed-emptied`.",
        why="Subscribers of a feed that is gone get an error, and after some days their readers drop it.",
    )


def _vanished(feeds: Sequence[PublishedFeed], new: New, options: Options) -> Diagnostic:
    return _finding(
        "feed-vanished",
        feeds[0].path,
        f"{_paths(feeds)} (“{feeds[0].title}”) is published and would no longer be.",
        hint=f"{_way_back(feeds[0], new, options)} If it is meant, redirect its address and build with "
        "`--accept feed-vanished`.",
        why="Whoever subscribed to it gets an error, and after some days their readers drop it.",
    )


def _way_back(feed: PublishedFeed, new: New, options: Options) -> str:
    """Say what brings it back: its format, its path, or its term."""
    form = _FORMATS[feed.kind]
    of_site = "/" not in feed.path
    if form not in options.feeds.formats:
        return f'Add "{form.value}" to `feeds.formats`.'
    if of_site:
        return f'Set `feeds.{form.value} = "{feed.path}"`.'
    sections = {"category": "categories", "tag": "tags", "author": "authors", "lang": "languages"}
    section = sections.get(feed.path.partition("/")[0])
    if section and not getattr(options.feeds, section).enabled:
        return f"Set `feeds.{section}.enabled = true`."
    if any("/" in path for path in new.paths):
        return "Its term has no post any more: if it was renamed, give the posts the old name beside the new one."
    return f'Set the paths of terms so that "{feed.path}" is one of them.'


def _shrunk_feeds(comparisons: Sequence[Comparison]) -> Iterator[Diagnostic]:
    found: dict[str, Comparison] = {}
    for one in comparisons:
        if 2 * len(one.new.items) < len(one.old.items) and one.old.path in one.new.spec.paths.values():
            found.setdefault(one.new.spec.id, one)
    for one in found.values():
        before, after = len(one.old.items), len(one.new.items)
        yield _finding(
            "feed-shrunk",
            one.old.path,
            f"“{one.new.spec.title}” would hold {_posts(after)} instead of {before}.",
            hint="Look at the posts: `feedpub why POST` tells why one is missing. If it is meant, "
            "`--accept feed-shrunk`.",
            why="More than half of a feed gone is seldom meant: a folder was not read, a date or a setting is wrong.",
            found=f"{before} -> {after}",
        )


def _shrunk_sitemap(old: Published, new: New, options: Options) -> Iterator[Diagnostic]:
    before = sum(sitemap.size for sitemap in old.sitemaps if sitemap.kind is Kind.SITEMAP)
    if 2 * new.locs >= before:
        return
    yield _finding(
        "sitemap-shrunk",
        options.sitemap.path if new.locs else _CONFIGURATION,
        f"The sitemap would hold {new.locs:,} addresses instead of {before:,}.",
        hint="Look at the posts, at `content.exclude` and `sitemap.enabled`. If it is meant, "
        "`--accept sitemap-shrunk`.",
        why="Search engines forget pages that a sitemap no longer names.",
        found=f"{before} -> {new.locs}",
    )


def _paths(feeds: Sequence[PublishedFeed]) -> str:
    names = [f"`{feed.path}`" for feed in feeds]
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def _posts(count: int) -> str:
    return f"{count} post{'' if count == 1 else 's'}"


def _finding(code: str, path: str, text: str, *, hint: str, why: str, found: str = "") -> Diagnostic:  # noqa: PLR0913 - the fields of a diagnostic
    return Diagnostic(
        code=f"guard/{code}",
        level=Level.ERROR,
        where=Where(path=path),
        text=text,
        hint=hint,
        why=why,
        found=found,
    )
