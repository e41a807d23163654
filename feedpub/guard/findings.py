"""Compares what a build would publish with what is published, and finds what would bother subscribers.

Each finding names the post, its old and its new id, why they are held to be the same, and the one line that fixes
it. One finding a post, however many feeds and formats hold it; one in all where one option fixes all. Pure.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard import fixes, losses
from feedpub.guard.comparison import compare, compare_archives
from feedpub.guard.fixes import CONFIGURATION
from feedpub.guard.known_as import Guid
from feedpub.guard.matching import Reason, address_key
from feedpub.guard.wording import NAMED, finding, listed
from feedpub.model.records import Level
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta, tzinfo

    from feedpub.guard.comparison import Comparison, New, Pair, Unsure
    from feedpub.guard.snapshot import PublishedItem, Snapshot
    from feedpub.model.options import Options
    from feedpub.model.records import Diagnostic


def guard(old: Snapshot, new: New, options: Options, zone: tzinfo) -> tuple[Diagnostic, ...]:
    """Return an error for everything that would bother subscribers; nothing where nothing was published yet.

    A finding about a feed has its path below the output folder; `zone` is the site's.
    """
    comparisons = tuple(compare(old, new))
    every = (*comparisons, *compare_archives(old, new))
    return (
        *old.diagnostics,
        *_reannounced(every, new, options, zone),
        *_unsure(comparisons),
        *_reused(every),
        *losses.losses(old, new, comparisons, options),
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
        yield _again(each, many=len(rest) > NAMED)


_WHY_AGAIN: Final = "Readers tell posts by their id: every subscriber would get it as new and unread once more."


def _again(again: _Again, *, many: bool) -> Diagnostic:
    old, post = again.pair.old, again.pair.new.post
    if old.id == again.pair.name:
        return _other_guid(again, many=many)
    return finding(
        "reannounced",
        post.source,
        f"`{post.source}` is published with the id `{old.id}` and would now have `{again.pair.name}`; it is the "
        f"same post, for {_because(again.pair)}. It would be announced again in {listed(again.feeds, '“{}”')}.",
        hint=fixes.of_one(again.pair, many=many),
        why=_WHY_AGAIN,
        found=again.pair.name,
    )


def _other_guid(again: _Again, *, many: bool) -> Diagnostic:
    """Say that readers would know the post by something else, though the id is the same."""
    old, post = again.pair.old, again.pair.new.post
    has_moved = old.guid is Guid.NONE and old.link != post.url
    return finding(
        "reannounced",
        post.source,
        f"`{post.source}` is published {old.guid.value} and would now be {again.pair.guid.value}, in "
        f"{listed(again.feeds, '“{}”')}.",
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
    return finding(
        "reannounced",
        CONFIGURATION,
        f"{listed(names)} would get another id: `{first.new.post.source}` is published with `{first.old.id}` and "
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


def _unsure(comparisons: Sequence[Comparison]) -> Iterator[Diagnostic]:
    """Find posts of which nobody but the owner can say whether they are published already."""
    again = {pair.new.post.source for one in comparisons for pair in one.pairs if pair.is_announced_again}
    found: dict[str, Unsure] = {}
    for one in comparisons:
        for each in one.unsure:
            if not again.issuperset(item.post.source for item in each.new):
                found.setdefault(each.old.id, each)
    yield from map(_either, found.values())


def _either(one: Unsure) -> Diagnostic:
    old, sources = one.old, [item.post.source for item in one.new[:NAMED]]
    which = " or ".join(f"`{item.post.source}` ({dates.rfc3339(item.date)})" for item in one.new[:NAMED])
    when = f" of {dates.rfc3339(old.published)}" if old.published else ""
    ways = ", or ".join(f"`{fixes.pinning(source, old.id)}`" for source in sources)
    return finding(
        "reannounced",
        sources[0],
        f"“{old.title or old.link}”{when}, which is published with the id `{old.id}`, is {which} under another id, or "
        "it is gone: neither title and date nor the text say which.",
        hint=f"Say which it is: {ways}. If it is gone, and what took its place is new, say that: "
        f"{' and '.join(f'`{fixes.pinning(source)}`' for source in sources)}.",
        why=_WHY_AGAIN,
        found=old.id,
    )


# Another post by the same id


def _reused(comparisons: Sequence[Comparison]) -> Iterator[Diagnostic]:
    found = {(pair.new.post.source, pair.old.id): pair for one in comparisons for pair in one.reused}
    again = {pair.new.post.source for one in comparisons for pair in one.pairs if pair.is_announced_again}
    for pair in found.values():
        source = pair.new.post.source
        if source in again:
            continue  # its own id, which is told with it, frees the other's
        yield finding(
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
    return finding(
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
    return finding(
        "dates-moved",
        CONFIGURATION,
        f"The dates of {listed(names)} would move by {hours:+g} hours.",
        hint=f'Dates without an offset are read in `site.timezone`, which is "{options.site.timezone}": set it to '
        "the zone that was used before, or let it through this once: `--accept dates-moved`.",
        why=_WHY_DATES,
        found=f"{hours:+g} h",
        count=len(names),
        element="site.timezone",
    )
