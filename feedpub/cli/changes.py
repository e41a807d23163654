"""How `feedpub diff` is printed: for people, for programs, and for a comment on a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from feedpub.cli import cleaning
from feedpub.cli.cleaning import visible
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from feedpub.guard.changes import Changes, FeedChanges, SitemapChanges
    from feedpub.guard.comparison import Pair
    from feedpub.guard.snapshot import PublishedItem
    from feedpub.model.records import Item

    Line: TypeAlias = tuple[str, str, str]
    """What happens, to what, and what else is to be said."""

_SHOWN: Final = 20
"""Lines of one kind that people are shown."""
_NOTHING: Final = "Nothing changes: subscribers and search engines would see no difference."


def text(changes: Changes) -> str:
    """Return the changes for people: a heading for each feed, a line for each post."""
    if changes.not_compared:
        return visible(changes.not_compared)
    lines: list[str] = []
    for feed in changes.feeds:
        lines.append(_title(feed))
        lines += [f"  {_SIGNS[what]} {what}: {name}{note}" for what, name, note in _lines(_of_feed(feed))]
    for gone in changes.vanished:
        lines += [visible(gone.path), f"  - gone: the feed “{visible(gone.title)}”"]
    if changes.sitemap:
        lines.append("Sitemap")
        lines += [f"  {_SIGNS[what]} {what}: {name}{note}" for what, name, note in _lines(_of_sitemap(changes.sitemap))]
    if changes.unchanged and changes:
        lines.append(f"{changes.unchanged} other feed{'s' if changes.unchanged > 1 else ''}: nothing changes.")
    return "\n".join(lines) if changes else _NOTHING


def markdown(changes: Changes) -> str:
    """Return the changes for a comment on a pull request: what needs a look first, then a table for each feed."""
    parts = ["### What subscribers would see"]
    if not changes:
        parts.append(_cell(changes.not_compared) or _NOTHING)
    again = {pair.new.post.source for feed in changes.feeds for pair in feed.announced_again}
    if again:
        parts.append(f"**{len(again)} old post{'s' if len(again) > 1 else ''} would be announced again.**")
    parts += [_table(_title(feed), _lines(_of_feed(feed))) for feed in changes.feeds]
    parts += [f"**Gone:** the feed “{_cell(gone.title)}”, {_cell(gone.path)}" for gone in changes.vanished]
    if changes.sitemap:
        parts.append(_table("Sitemap", _lines(_of_sitemap(changes.sitemap))))
    return "\n\n".join(parts)


def as_json(changes: Changes) -> str:
    """Return the changes for programs: the shape is a promise, keys are only ever added."""
    value = {
        "changed": bool(changes),
        "not_compared": changes.not_compared or None,
        "feeds": [_feed_value(feed) for feed in changes.feeds],
        "unchanged_feeds": changes.unchanged,
        "vanished": [{"path": gone.path, "title": gone.title} for gone in changes.vanished],
        "sitemap": {
            "added": changes.sitemap.added,
            "removed": changes.sitemap.removed,
            "lastmod": [{"loc": loc, "old": old, "new": new} for loc, old, new in changes.sitemap.lastmod],
        },
    }
    return cleaning.as_json(value)


FORMATS: Final[Mapping[str, Callable[[Changes], str]]] = {"text": text, "json": as_json, "markdown": markdown}
"""By the name that `--format` takes."""

_SIGNS: Final = {
    "new feed": "+",
    "new": "+",
    "announced again": "!",
    "id reused": "!",
    "changed": "~",
    "pushed out": " ",
    "gone": "-",
    "added": "+",
    "removed": "-",
    "lastmod": "~",
    "and": " ",
}


def _title(feed: FeedChanges) -> str:
    return visible(f"{feed.feed.spec.title} ({', '.join(feed.feed.spec.paths.values())})")


def _of_feed(feed: FeedChanges) -> Iterator[Line]:
    if feed.is_new:
        yield "new feed", f"{len(feed.new)} post{'' if len(feed.new) == 1 else 's'}", ""
        return
    for item in feed.new:
        yield "new", item.post.title, ""
    for pair in feed.announced_again:
        yield "announced again", pair.new.post.title, f" ({pair.old.id} -> {pair.name})"
    for pair in feed.reused:
        yield "id reused", pair.new.post.title, f" (was “{pair.old.title}”)"
    for each in feed.changed:
        yield "changed", each.item.post.title, f" ({', '.join(each.what)})"
    for old in feed.dropped:
        yield "pushed out", old.title or old.link, ""
    for old in feed.gone:
        yield "gone", old.title or old.link, ""


def _of_sitemap(sitemap: SitemapChanges) -> Iterator[Line]:
    for loc in sitemap.added:
        yield "added", loc, ""
    for loc in sitemap.removed:
        yield "removed", loc, ""
    for loc, old, new in sitemap.lastmod:
        yield "lastmod", loc, f" ({old or 'none'} -> {new or 'none'})"


def _lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Return the lines, of each kind not more than people read."""
    count: dict[str, int] = {}
    for line in lines:
        count[line[0]] = count.get(line[0], 0) + 1
        if count[line[0]] <= _SHOWN:
            yield line[0], visible(line[1]), visible(line[2])
    for what, number in count.items():
        if number > _SHOWN:
            yield "and", f"{number - _SHOWN} more {what}", ""


def _table(title: str, lines: Iterable[Line]) -> str:
    rows = "\n".join(f"| {what} | {_cell(name)}{_cell(note)} |" for what, name, note in lines)
    return f"#### {_cell(title)}\n\n| | |\n|---|---|\n{rows}"


_MARKUP: Final = re.compile(r"[\\`*_\[\]~$|]")
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;"})
_LINKED: Final = re.compile(
    r"(?<=@)|(?<=#)(?=\d)|(?<=\bGH-)(?=\d)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\b[0-9a-f]{6})(?=[0-9a-f])", re.IGNORECASE
)
"""Where a code host would begin to see a person, an issue, a commit or an address that somebody else has chosen."""


def _cell(words: str) -> str:
    """Return text that is only text in Markdown, and calls nobody: titles may hold anything."""
    plain = _LINKED.sub("\u200b", visible(words)).translate(_ENTITIES)
    return _MARKUP.sub(r"\\\g<0>", plain)


def _feed_value(feed: FeedChanges) -> Mapping[str, Any]:
    return {
        "title": feed.feed.spec.title,
        "paths": list(feed.feed.spec.paths.values()),
        "is_new": feed.is_new,
        "new": [_item_value(item) for item in feed.new],
        "announced_again": _pairs(feed.announced_again),
        "id_reused": _pairs(feed.reused),
        "changed": [{**_item_value(each.item), "what": each.what} for each in feed.changed],
        "pushed_out": [_old_value(item) for item in feed.dropped],
        "gone": [_old_value(item) for item in feed.gone],
    }


def _pairs(pairs: Sequence[Pair]) -> list[Mapping[str, Any]]:
    return [
        {
            **_item_value(pair.new),
            "old_id": pair.old.id,
            "old_title": pair.old.title,
            "reason": pair.reason.name.lower(),
        }
        for pair in pairs
    ]


def _item_value(item: Item) -> Mapping[str, Any]:
    return {
        "source": item.post.source,
        "id": item.id,
        "url": item.post.url,
        "title": item.post.title,
        "date": dates.rfc3339(item.date),
        "updated": dates.rfc3339(item.updated),
    }


def _old_value(item: PublishedItem) -> Mapping[str, Any]:
    return {
        "id": item.id,
        "url": item.link,
        "title": item.title,
        "date": dates.rfc3339(item.published) if item.published else None,
    }
