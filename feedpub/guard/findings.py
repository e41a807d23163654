"""Compares what a build would publish with what is published, and finds what would bother subscribers.

Each finding names the post, its old and its new id, why they are held to be the same, and the one line that fixes
it. One finding a post, however many feeds and formats hold it; one in all where one option fixes all. Pure.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard import fixes
from feedpub.guard.comparison import compare
from feedpub.guard.fixes import CONFIGURATION
from feedpub.guard.known_as import Guid
from feedpub.guard.matching import Reason, address_key
from feedpub.guard.snapshot import FORMATS
from feedpub.model.options import IdScheme
from feedpub.model.records import Diagnostic, Kind, Level, Where
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta, tzinfo

    from feedpub.guard.comparison import Comparison, New, Pair
    from feedpub.guard.snapshot import PublishedFeed, PublishedItem, Snapshot
    from feedpub.model.options import Options

_NAMED: Final = 3
"""Posts that a finding about many names."""


def guard(old: Snapshot, new: New, options: Options, zone: tzinfo) -> tuple[Diagnostic, ...]:
    """Return an error for everything that would bother subscribers; nothing where nothing was published yet.

    A finding about a feed has its path below the output folder; `zone` is the site's.
    """
    comparisons = tuple(compare(old, new))
    return (
        *old.diagnostics,
        *_reannounced(comparisons, new, options, zone),
        *_from_before(comparisons, new, options),
        *_reused(comparisons),
        *_lost_feeds(old, new, options),
        *_shrunk_feeds(comparisons),
        *_shrunk_sitemap(old, new, options),
        *_moved_dates(comparisons, options),
    )


def accepted(diagnostics: Iterable[Diagnostic], codes: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return the findings with those of the accepted codes turned into information."""
    let_through = {f"guard/{code}" for code in codes}
    return tuple(replace(one, level=Level.INFO) if one.code in let_through else one for one in diagnostics)


# The same post by another id


class _Again(Struct, frozen=True, kw_only=True):
    """A post that would be announced again, and the titles of the feeds in which."""

    pair: Pair
    feeds: tuple[str, ...]


def _reannounced(comparisons: Sequence[Comparison], new: New, options: Options, zone: tzinfo) -> Iterator[Diagnostic]:
    found: dict[tuple[str, str], _Again] = {}
    for one in comparisons:
        for pair in one.pairs:
            if pair.is_announced_again:
                key = pair.new.post.source, pair.old.id
                before = found[key].feeds if key in found else ()
                found[key] = _Again(pair=pair, feeds=tuple(dict.fromkeys((*before, one.new.spec.title))))
    if not found:
        return
    kept = [pair for one in comparisons for pair in one.pairs if not pair.is_announced_again]
    fix = fixes.one_for_all([each.pair for each in found.values()], kept, new, options, zone)
    rest = list(found.values())
    if fix is not None:
        fixed = [each for each in rest if each.pair.new.post.source in fix.sources]
        rest = [each for each in rest if each.pair.new.post.source not in fix.sources]
        yield _all_again(fixed, fix)
    for each in rest:
        yield _again(each, many=len(rest) > _NAMED)


_WHY_AGAIN: Final = "Readers tell posts by their id: every subscriber would get it as new and unread once more."


def _again(again: _Again, *, many: bool) -> Diagnostic:
    old, post = again.pair.old, again.pair.new.post
    if old.id == again.pair.name:
        return _other_guid(again, many=many)
    return _finding(
        "reannounced",
        post.source,
        f"`{post.source}` is published with the id `{old.id}` and would now have `{again.pair.name}`; it is the "
        f"same post, for {_because(again.pair)}. It would be announced again in {_listed(again.feeds, '“{}”')}.",
        hint=fixes.of_one(again.pair, many=many),
        why=_WHY_AGAIN,
        found=again.pair.name,
    )


def _other_guid(again: _Again, *, many: bool) -> Diagnostic:
    """Say that readers would know the post by something else, though the id is the same."""
    old, post = again.pair.old, again.pair.new.post
    has_moved = old.guid is Guid.NONE and old.link != post.url
    return _finding(
        "reannounced",
        post.source,
        f"`{post.source}` is published {old.guid.value} and would now be {again.pair.guid.value}, in "
        f"{_listed(again.feeds, '“{}”')}.",
        hint=f"Let it keep its address, {old.link}; or let it through this once: `--accept reannounced`."
        if has_moved
        else fixes.of_one(again.pair, many=many),
        why=_WHY_GUID if Guid.NONE in {old.guid, again.pair.guid} else _WHY_RELATIVE,
        found=again.pair.name,
    )


_WHY_GUID: Final = (
    "Readers know an item without a guid by its address, and some by its title, date or text as well (newsboat, "
    "rss2email, sfeed): these would show it as new once more."
)
_WHY_RELATIVE: Final = (
    "Some readers resolve a guid that counts as an address against the address of the feed, so that it is another "
    "when it no longer counts as one: these would show it as new once more."
)


def _all_again(all_of_them: Sequence[_Again], fix: fixes.Fix) -> Diagnostic:
    first = all_of_them[0].pair
    names = [each.pair.new.post.source for each in all_of_them]
    return _finding(
        "reannounced",
        CONFIGURATION,
        f"{_listed(names)} would get another id: `{first.new.post.source}` is published with `{first.old.id}` and "
        f"would now have `{first.name}`; it is the same post, for {_because(first)}.",
        hint=fix.hint,
        why=_WHY_AGAIN,
        found=first.name,
        count=len(names),
        element=fix.element,
    )


def _because(pair: Pair) -> str:
    if pair.reason is Reason.LINK and pair.old.link != pair.new.post.url:
        return f"its address is still `{address_key(pair.old.link)}`"
    return pair.reason.value


def _from_before(comparisons: Sequence[Comparison], new: New, options: Options) -> Iterator[Diagnostic]:
    """Find posts that another publisher announced before the oldest that its feed still holds.

    Their old ids are not known, so a longer feed than the old one shows them to everybody once more.
    """
    if options.ids.scheme is not IdScheme.UUID:
        return  # the others make the ids of such posts, too
    for one in comparisons:
        dated = [item.published for item in one.old.items if item.published is not None]
        if one.old.by_feedpub or not dated:
            continue
        names = [
            item.post.source
            for item in one.fresh
            if item.date < min(dated) and not item.post.id and item.post.source not in new.pinned
        ]
        if names:
            yield _entering(one, names)
            return  # the other feeds and formats have the same cause


def _entering(one: Comparison, names: Sequence[str]) -> Diagnostic:
    count = len(one.old.items)
    return _finding(
        "reannounced",
        CONFIGURATION,
        f"{_listed(names)} are older than all that the published feed “{one.old.title}” holds, and would be in "
        f"“{one.new.spec.title}”. It is another publisher's feed: the ids that subscribers knew them by are not in it.",
        hint=f"Set `feeds.limit = {count}`, as long as the old feed, or take over their ids from a longer one: "
        "`feedpub ids adopt FEED`.",
        why=_WHY_AGAIN,
        found=str(len(one.new.items)),
        count=len(names),
        element="feeds.limit",
    )


# Another post by the same id


def _reused(comparisons: Sequence[Comparison]) -> Iterator[Diagnostic]:
    found = {(pair.new.post.source, pair.old.id): pair for one in comparisons for pair in one.reused}
    for pair in found.values():
        source = pair.new.post.source
        yield _finding(
            "id-reused",
            source,
            f"`{source}` (“{pair.new.post.title}”) has the id `{pair.new.id}`, by which subscribers know another post, "
            f"{_described(pair.old)}: title, date and text differ.",
            hint=f"Give the new post an id of its own, `id: {fixes.new_id(pair.new)}` in its front matter, "
            "or rename the file.",
            why="Readers take it for the old post: it stays invisible, or shows its text under the old title.",
            found=pair.new.id,
        )


def _described(item: PublishedItem) -> str:
    day = f" of {item.published.date()}" if item.published else ""
    return f"“{item.title or item.link}”{day}"


# What is gone


def _lost_feeds(old: Snapshot, new: New, options: Options) -> Iterator[Diagnostic]:
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
    form = FORMATS[feed.kind]
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


def _shrunk_sitemap(old: Snapshot, new: New, options: Options) -> Iterator[Diagnostic]:
    before = sum(sitemap.size for sitemap in old.sitemaps if sitemap.kind is Kind.SITEMAP)
    if 2 * new.locs >= before:
        return
    yield _finding(
        "sitemap-shrunk",
        options.sitemap.path if new.locs else CONFIGURATION,
        f"The sitemap would hold {new.locs:,} addresses instead of {before:,}.",
        hint="Look at the posts, at `content.exclude` and `sitemap.enabled`. If it is meant, "
        "`--accept sitemap-shrunk`.",
        why="Search engines forget pages that a sitemap no longer names.",
        found=f"{before} -> {new.locs}",
    )


# Dates


def _moved_dates(comparisons: Sequence[Comparison], options: Options) -> Iterator[Diagnostic]:
    moved: dict[str, Pair] = {}
    for one in comparisons:
        for pair in one.pairs:
            if pair.old.published is not None and pair.old.published != pair.new.date.replace(microsecond=0):
                moved.setdefault(pair.new.post.source, pair)
    shifts = Counter(_shift(pair) for pair in moved.values())
    together = {shift for shift, count in shifts.items() if count > 1}
    for shift in together:
        yield _all_moved([pair for pair in moved.values() if _shift(pair) == shift], shift, options)
    for pair in moved.values():
        if _shift(pair) not in together:
            yield _date_moved(pair)


_WHY_DATES: Final = "Some readers sort by it, and some post every item anew whose date has changed."


def _shift(pair: Pair) -> timedelta:
    assert pair.old.published is not None, "only dated items are asked"  # noqa: S101 - for the type checker
    return pair.new.date.replace(microsecond=0) - pair.old.published


def _date_moved(pair: Pair) -> Diagnostic:
    source = pair.new.post.source
    before = dates.rfc3339(pair.new.date - _shift(pair))
    return _finding(
        "dates-moved",
        source,
        f"`{source}` is published with the date {before} and would now have {dates.rfc3339(pair.new.date)}.",
        hint=f"Write `date: {before}` and, if it was changed, `updated: {dates.rfc3339(pair.new.date)}`; or let it "
        "through this once: `--accept dates-moved`.",
        why=_WHY_DATES,
        found=dates.rfc3339(pair.new.date),
    )


def _all_moved(pairs: Sequence[Pair], shift: timedelta, options: Options) -> Diagnostic:
    names = [pair.new.post.source for pair in pairs]
    hours = shift.total_seconds() / 3600
    return _finding(
        "dates-moved",
        CONFIGURATION,
        f"The dates of {_listed(names)} would move by {hours:+g} hours.",
        hint=f'Dates without an offset are read in `site.timezone`, which is "{options.site.timezone}": set it to '
        "the zone that was used before, or let it through this once: `--accept dates-moved`.",
        why=_WHY_DATES,
        found=f"{hours:+g} h",
        count=len(names),
        element="site.timezone",
    )


# Words


def _listed(names: Sequence[str], form: str = "`{}`") -> str:
    shown = ", ".join(map(form.format, names[:_NAMED]))
    more = len(names) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _paths(feeds: Sequence[PublishedFeed]) -> str:
    names = [f"`{feed.path}`" for feed in feeds]
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def _posts(count: int) -> str:
    return f"{count} post{'' if count == 1 else 's'}"


def _finding(  # noqa: PLR0913 - the fields of a diagnostic, named by every caller
    code: str, path: str, text: str, *, hint: str, why: str, found: str = "", count: int = 1, element: str = ""
) -> Diagnostic:
    return Diagnostic(
        code=f"guard/{code}",
        level=Level.ERROR,
        where=Where(path=path, element=element),
        text=text,
        hint=hint,
        why=why,
        found=found,
        count=count,
    )
