"""What a build would take away: feeds that go or lose more than half, and sitemaps that lose more than half. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.guard import ways_back
from feedpub.guard.comparison import by_every_id, vanished, vanished_archives
from feedpub.guard.fixes import CONFIGURATION
from feedpub.guard.successors import Successors
from feedpub.guard.wording import NAMED, finding, joined, listed, posts
from feedpub.model.records import Kind, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedpub.guard.comparison import Comparison, New
    from feedpub.guard.snapshot import PublishedFeed, Snapshot
    from feedpub.guard.ways_back import WayBack
    from feedpub.model.options import Options
    from feedpub.model.records import Diagnostic, Post


def losses(old: Snapshot, new: New, comparisons: Sequence[Comparison], options: Options) -> Iterator[Diagnostic]:
    """Return a finding for each feed that goes or shrinks, and for the sitemap."""
    yield from _lost_feeds(old, new, comparisons, options)
    yield from _lost_archives(old, new)
    apart = _Apart(new)
    yield from _shrunk_feeds(comparisons, apart, new)
    yield from _languages_apart(comparisons, apart)
    yield from _shrunk_sitemap(old, new, options)


# Feeds that go


def gone(old: Snapshot, new: New, options: Options) -> Sequence[PublishedFeed]:
    """Return the published feeds that would be no more, and that no redirect leads on from."""
    return [feed for feed in vanished(old, new) if feed.path not in options.redirects.paths]


def _lost_feeds(old: Snapshot, new: New, comparisons: Sequence[Comparison], options: Options) -> Iterator[Diagnostic]:
    """One finding a feed, whatever its formats; one for all that the same options bring back."""
    lost = gone(old, new, options)
    if not lost:
        return
    of_site = {getattr(options.feeds, form.value) for form in options.feeds.formats}
    for feeds in _by_folder([feed for feed in lost if feed.path in of_site]).values():
        yield _emptied(feeds)
    if others := [feed for feed in lost if feed.path not in of_site]:
        yield from map(_vanished, ways_back.ways_back(others, old, Successors(new, options.feeds, comparisons)))


def _by_folder(feeds: Sequence[PublishedFeed]) -> Mapping[str, Sequence[PublishedFeed]]:
    folders: dict[str, list[PublishedFeed]] = {}
    for feed in feeds:
        folders.setdefault(feed.path.rpartition("/")[0], []).append(feed)
    return folders


def _emptied(feeds: Sequence[PublishedFeed]) -> Diagnostic:
    return finding(
        "feed-emptied",
        feeds[0].path,
        f"{_paths(feeds)} ({posts(len(feeds[0].items))}) would go, for there is no post to put into it.",
        hint="Look at the posts: `feedpub why POST` tells why one is in no feed. If it is meant, "
        "`--accept feed-emptied`.",
        why="Subscribers of a feed that is gone get an error, and after some days their readers drop it.",
    )


def _vanished(way: WayBack) -> Diagnostic:
    feeds = way.feeds
    are = "is" if len(feeds) == 1 else "are"
    return finding(
        "feed-vanished",
        feeds[0].path,
        f"{_paths(feeds)} (“{feeds[0].title}”) {are} published and would no longer be.",
        hint=f"{_to_keep(way)} If it is meant, {_to_let_go(way)}.",
        why="Whoever subscribed to it gets an error, and after some days their readers drop it.",
    )


def _to_keep(way: WayBack) -> str:
    if way.lines:
        return f"Set {joined([f'`{line}`' for line in way.lines])}."
    if way.has_posts:
        return "Its posts are there, but no longer of one term: give them back the one that they had."
    return "None of its posts is there any more: look for them."


def _to_let_go(way: WayBack) -> str:
    accept = "let it go with `--accept feed-vanished`"
    if len(way.redirects) == len(way.feeds) == 1:
        return f"have the web server redirect it and say so, `{way.redirects[0]}`; or {accept}"
    if way.redirects:
        return (
            "have the web server redirect them and say so, `"
            f"{way.redirects[0]}` and so on (`feedpub redirects` prints the lines); or {accept}"
        )
    return accept


def _paths(feeds: Sequence[PublishedFeed]) -> str:
    names = [feed.path for feed in feeds]
    return listed(names) if len(names) > NAMED + 1 else joined([f"`{name}`" for name in names])


def _lost_archives(old: Snapshot, new: New) -> Iterator[Diagnostic]:
    lost = tuple(vanished_archives(old, new))
    if not lost:
        return
    are = "is" if len(lost) == 1 else "are"
    about = finding(
        "archive-vanished",
        lost[0].path,
        f"{_paths(lost)}, {'an archive' if len(lost) == 1 else 'archives'} of a feed, {are} published and would no "
        "longer be.",
        hint="Nothing has to be done where the posts of the period are gone, or the archives are to go. Else look at "
        "`feeds.archives`: its `by`, `terms` and `path` give the addresses of archives.",
        why="Readers that have noted the address get an error; those that follow the links of the feed do not.",
        count=len(lost),
    )
    yield replace(about, level=Level.WARNING)


# Feeds and sitemaps that shrink


class _Apart:
    """Finds the versions of posts in other languages that a feed held, and no longer does."""

    def __init__(self, new: New) -> None:
        translated = (post for post in new.posts if post.translations)
        self._by_id = dict(by_every_id(translated, new.ids))

    def of(self, one: Comparison) -> Sequence[Post]:
        """Return those that are missing in a feed because it has the same post in another language."""
        if not self._by_id:
            return ()
        held = {item.post.url for item in one.new.items}
        gone = (self._by_id.get(item.id) for item in one.missing)
        return [post for post in gone if post and any(version.url in held for version in post.translations)]


def _shrunk_feeds(comparisons: Sequence[Comparison], apart: _Apart, new: New) -> Iterator[Diagnostic]:
    found: dict[str, Comparison] = {}
    archived = {name for feed in new.archives for item in feed.items for name in item.post.every_id(item.id)}
    for one in comparisons:
        before = len(one.old.items) - len(apart.of(one)) - sum(item.id in archived for item in one.missing)
        if 2 * len(one.new.items) < before and one.old.path in one.new.spec.paths.values():
            found.setdefault(one.new.spec.id, one)
    for one in found.values():
        before, after = len(one.old.items), len(one.new.items)
        yield finding(
            "feed-shrunk",
            one.old.path,
            f"“{one.new.spec.title}” would hold {posts(after)} instead of {before}.",
            hint="Look at the posts: `feedpub why POST` tells why one is missing. If it is meant, "
            "`--accept feed-shrunk`.",
            why="More than half of a feed gone is seldom meant: a folder was not read, a date or a setting is wrong.",
            found=f"{before} -> {after}",
        )


def _languages_apart(comparisons: Sequence[Comparison], apart: _Apart) -> Iterator[Diagnostic]:
    """Tell, once in all, of a feed that has held posts in several languages and will hold each in one."""
    for one in comparisons:
        versions = apart.of(one)
        if versions:
            names = listed([post.source for post in versions])
            about = finding(
                "languages-apart",
                CONFIGURATION,
                f"“{one.new.spec.title}” would hold each post in one language: {names} would stand in the feeds of "
                "their languages alone.",
                hint="Tell your readers of these feeds (`feeds.languages`); or `feeds.all_languages = true` keeps all "
                "in one, where whoever subscribed gets each post in every language.",
                why="Who subscribed to it for the sake of these languages gets no new post in them.",
                count=len(versions),
                element="feeds.all_languages",
            )
            yield replace(about, level=Level.INFO)
            return


def _shrunk_sitemap(old: Snapshot, new: New, options: Options) -> Iterator[Diagnostic]:
    before, after = sum(_addresses(old, new).values()), sum(new.locs.values())
    if 2 * after >= before:
        return
    yield finding(
        "sitemap-shrunk",
        options.sitemap.path if after else CONFIGURATION,
        f"The sitemap would hold {after:,} addresses instead of {before:,}.",
        hint="Look at the posts, at `content.exclude` and `sitemap.enabled`. If it is meant, "
        "`--accept sitemap-shrunk`.",
        why="Search engines forget pages that a sitemap no longer names.",
        found=f"{before} -> {after}",
    )


def _addresses(old: Snapshot, new: New) -> Mapping[str, int]:
    """Return how many addresses each published sitemap has; a packed copy beside it is the same sitemap."""
    read = {one.path.removesuffix(".gz"): one.size for one in old.sitemaps if one.kind is Kind.SITEMAP}
    return read | {path: size for path, size in new.locs.items() if path in old.unchanged}
