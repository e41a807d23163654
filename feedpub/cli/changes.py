"""How `feedpub diff` is printed: for people, for programs, and for a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from feedpub.cli import cleaning, comment, rows
from feedpub.cli.cleaning import visible
from feedpub.cli.languages import say
from feedpub.text import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from feedpub.cli.rows import DiffRow
    from feedpub.guard.changes import Changes, FeedChanges
    from feedpub.guard.comparison import Pair
    from feedpub.guard.snapshot import PublishedItem
    from feedpub.model.records import Diagnostic, Item


def text(changes: Changes) -> str:
    """Return the changes for people: a heading for each feed, a line for each post."""
    if changes.not_compared:
        return visible(say(changes.not_compared))
    lines: list[str] = []
    for feed in changes.feeds:
        lines.append(rows.title_of(feed))
        lines += map(_line, rows.few_of_each(rows.of_feed(feed)))
    for gone in changes.vanished:
        lines += [visible(gone.path), say(f"  - gone: the feed “{visible(gone.title)}”")]
    if changes.sitemap:
        lines.append(say("Sitemap"))
        lines += map(_line, rows.few_of_each(rows.of_sitemap(changes.sitemap)))
    if changes.unchanged and changes:
        lines.append(say(f"{changes.unchanged} other feed{'s' if changes.unchanged > 1 else ''}: nothing changes."))
    lines += _stopped(changes.findings)
    return "\n".join(lines) if changes else say(rows.NOTHING)


def _line(row: DiffRow) -> str:
    notes = "".join(f" ({note})" for note in (rows.translated_note(row, say), row.ids) if note)
    return f"{say(f'  {_SIGNS[row.what]} {row.what}: {row.name}')}{notes}"


def _stopped(findings: Sequence[Diagnostic]) -> Iterator[str]:
    if findings:
        yield say("The guard stops this build:")
    for one in findings:
        yield f"  {one.code.removeprefix('guard/')}: {visible(say(one.text))}"
        yield f"    {say('fix:')} {visible(say(one.hint))}"


def as_json(changes: Changes) -> str:
    """Return the changes for programs: the shape is a promise, keys are only ever added."""
    value = {
        "changed": bool(changes),
        "not_compared": changes.not_compared or None,
        "feeds": [_feed_value(feed) for feed in changes.feeds],
        "unchanged_feeds": changes.unchanged,
        "vanished": [{"path": gone.path, "title": gone.title} for gone in changes.vanished],
        "findings": [
            {"code": one.code, "path": one.where.path, "text": one.text, "fix": one.hint} for one in changes.findings
        ],
        "sitemap": {
            "added": changes.sitemap.added,
            "removed": changes.sitemap.removed,
            "lastmod": [{"loc": loc, "old": old, "new": new} for loc, old, new in changes.sitemap.lastmod],
        },
    }
    return cleaning.as_json(value)


FORMATS: Final[Mapping[str, Callable[[Changes], str]]] = {"text": text, "json": as_json, "markdown": comment.markdown}
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
