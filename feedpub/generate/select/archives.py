"""The posts of a feed in several documents: what people subscribe to, and archives (RFC 5005 section 4).

An archive holds the posts of one calendar period: it has the same address for ever, and neither a new post nor one that
goes elsewhere changes it; windows of so many posts would all shift when one goes. It is full as soon as there is a post
of a later period. The subscription document has all that is in no full archive, so that whoever follows `prev-archive`
from it meets every post. The period that is being filled has its document, too, at the address that it will keep, so
that the archive before it can name it from the first day (`next-archive`) and is never written anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.model.feed_options import Period
from feedpub.model.records import FeedSpec, Paging
from feedpub.text import urls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo
    from typing import TypeAlias

    from feedpub.model.feed_options import FeedsOptions
    from feedpub.model.records import Format, Post

    Divided: TypeAlias = tuple[tuple[FeedSpec, tuple[Post, ...]], ...]

_PLACEHOLDER = re.compile(r"\{(folder|file|period)\}")
_LENGTHS: Mapping[Period, int] = {Period.YEAR: 4, Period.MONTH: 7, Period.DAY: 10}
"""Of the beginning of a date that all dates of a period have: `2026-11`."""


def period_of(feeds: FeedsOptions, limit: int, *, is_of_site: bool) -> Period:
    """Return by what a feed with this limit is divided."""
    return (feeds.archives.by if is_of_site else feeds.archives.terms) if limit else Period.NONE


class Division(Struct, frozen=True, kw_only=True):
    """What decides how the feeds of a site are divided into documents."""

    feeds: FeedsOptions
    site_url: str
    zone: tzinfo
    """Of the site, in which periods begin."""


def divided(spec: FeedSpec, posts: Sequence[Post], how: Division) -> Divided:
    """Return the subscription document with its posts, then the archives with theirs, the newest first.

    `posts` are those of the feed, the newest first: all of them where it has archives.
    """
    period = period_of(how.feeds, spec.limit, is_of_site=spec.term is None)
    if period is Period.NONE:
        has_all = how.feeds.complete and not spec.limit
        return ((replace(spec, paging=Paging(is_complete=True)) if has_all else spec, tuple(posts)),)
    names = [_name(post, period, how.zone) for post in posts]
    windows: dict[str, list[Post]] = {}
    for name, post in zip(names, posts, strict=True):
        windows.setdefault(name, []).append(post)
    ordered = sorted(windows, reverse=True)
    filling, *full = ordered
    template = how.feeds.archives.path
    paths = {name: {form: filled(template, path, name) for form, path in spec.paths.items()} for name in ordered}
    addresses = {name: _addresses(how.site_url, of) for name, of in paths.items()}
    last = len(names) - names[::-1].index(filling)
    subscription = replace(spec, paging=Paging(older=addresses[full[0]] if full else {}))
    held = (subscription, tuple(posts[: max(spec.limit, last)]))
    archives = (
        (
            replace(
                spec,
                paths=paths[name],
                urls=addresses[name],
                paging=Paging(
                    older=addresses[ordered[place + 1]] if place + 1 < len(ordered) else {},
                    newer=addresses[ordered[place - 1]] if place else {},
                    current=spec.urls,
                    is_archive=place > 0,
                ),
            ),
            tuple(windows[name]),
        )
        for place, name in enumerate(ordered)
    )
    return (held, *archives)


def by_way_of_filling(subscription: FeedSpec, filling: FeedSpec) -> FeedSpec:
    """Return a subscription document that leads to the period which is being filled, for it lacks posts of it."""
    return replace(subscription, paging=Paging(older=filling.urls))


def not_complete(spec: FeedSpec) -> FeedSpec:
    """Return a feed that lacks some posts, and says no longer that it holds all."""
    return replace(spec, paging=None) if spec.paging and spec.paging.is_complete else spec


def filled(template: str, path: str, period: str) -> str:
    """Return the path of the archive of a period, of the feed at `path`."""
    folder, slash, file = path.rpartition("/")
    values = {"folder": folder + slash, "file": file, "period": period}
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def _name(post: Post, period: Period, zone: tzinfo) -> str:
    assert post.date is not None, "feeds hold dated posts"  # noqa: S101 - for the type checker
    return post.date.astimezone(zone).date().isoformat()[: _LENGTHS[period]]


def _addresses(site_url: str, paths: Mapping[Format, str]) -> Mapping[Format, str]:
    return {form: site_url + urls.quote_path(path) for form, path in paths.items()}
