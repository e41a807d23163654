"""The feeds that a site makes by itself, as options of feedpub: their paths, formats, limits, selections and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.collect.dialect import Doubt, Taken
from feedpub.model.feed_options import FeedsOptions
from feedpub.model.records import Diagnostic, Format, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from feedpub.collect.dialect import Setting

JEKYLL_ID: Final = "{jekyll}"
"""Stands for the id that jekyll-feed gives, which is more than a pattern can say."""
_SCHEMES: Final = {"{url}": "permalink", JEKYLL_ID: "jekyll"}


class OwnFeed(Struct, frozen=True, kw_only=True):
    """A feed that the site makes, by a template of its own or by a plug-in."""

    path: str
    """Below the output."""
    format: str
    limit: int
    """0 for all."""
    where: Where
    id: str = ""
    """The pattern of the ids of its posts; empty where it is not known."""
    is_newest_first: bool = False
    """Whether its posts stand as the generator has them, not sorted again."""
    has_collections: bool = False
    """Whether documents of collections stand in it beside posts."""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of which posts it is: the terms by the names of `feeds.more`; of all where there are none."""
    title: str = ""
    """Empty for that of the site."""
    page: str = ""
    """The path of the page that it leads to; empty for the home page."""
    beside: str = ""
    """What another loop of its template goes over, whose items are not followed."""
    unread: str = ""
    """The part of the template that could not be read, and does matter."""


def main_first(feeds: Sequence[OwnFeed], usual: Sequence[str]) -> list[OwnFeed]:
    """Return the feeds, those of the whole site first, among them those at usual paths, then those nearest the top."""
    places = {path: place for place, path in enumerate(usual)}
    return sorted(
        feeds,
        key=lambda one: (bool(one.only), places.get(one.path, len(places)), one.path.count("/"), one.path),
    )


def options_of(feeds: Sequence[OwnFeed], key: str, defaults: Mapping[str, str]) -> Iterator[Taken]:
    """Return the options that stand for the feeds of a site; the first one is the main one.

    `defaults` are the paths of the site's feeds by format where none of these has it.
    """
    slots, more = _placed(feeds)
    used = {one.path for one in feeds}
    main = next((one for one in feeds if not one.only), None)
    if main is not None:
        yield _taken("feeds.limit", main.limit, key, main)
    for form in Format:
        if own := slots.get(form.value):
            yield _taken(f"feeds.{form.value}", own.path, key, own)
            continue
        default = getattr(FeedsOptions(), form.value)
        path = next((path for path in (defaults.get(form.value), default) if path and path not in used), "")
        if path != default:
            yield _taken(f"feeds.{form.value}", path, "", feeds[0])
    if more:
        yield _taken("feeds.more", [_table(one) for one in more], key, more[0])


def ids_of(feed: OwnFeed) -> Iterator[Taken]:
    """Return the options for the ids that a feed gives its posts; none where they are not known."""
    if not feed.id:
        return
    scheme = _SCHEMES.get(feed.id)
    yield _taken("ids.scheme", scheme or "pattern", "", feed)
    if scheme is None:
        yield _taken("ids.pattern", feed.id, "", feed)
        # Ids that are no URIs are warned of: subscribers know them, and get each post again under any other.
        yield _taken("validate.rules", {"atom/id-invalid": "warning"}, "", feed)


def doubts_of(feeds: Sequence[OwnFeed], usual: str) -> Iterator[Doubt]:
    """Return what the owner of the site has to know: what could not be read, and ids that differ between feeds.

    `usual` says how ids are made in place of one that could not be read.
    """
    if not feeds:
        return
    main, *others = feeds
    if main.unread:
        yield _doubt(
            main,
            f"How ids are made here, `{main.unread}`, cannot be told without the generator; they are made {usual}.",
            'Say it in feedpub.toml: `[ids]` `scheme`, or `scheme = "pattern"` with `pattern`.',
        )
    for one in feeds:
        if one.beside:
            yield _beside(one)
    different = [one for one in others if one.id and main.id and one.id != main.id]
    if different:
        yield _doubt(
            different[0],
            f"This feed gives posts other ids than {main.path} does; those of {main.path} are taken for both.",
            "Say in feedpub.toml which feed has most subscribers: `[ids]` `scheme` and `pattern`.",
            count=len(different),
        )


def _placed(feeds: Sequence[OwnFeed]) -> tuple[dict[str, OwnFeed], list[OwnFeed]]:
    """Return the feeds that are the site's in a format, with one limit, and all others."""
    slots: dict[str, OwnFeed] = {}
    more: list[OwnFeed] = []
    main = next((one for one in feeds if not one.only), None)
    for one in feeds:
        if main is not None and not one.only and one.format not in slots and one.limit == main.limit:
            slots[one.format] = one
        else:
            more.append(one)
    return slots, more


def _table(feed: OwnFeed) -> Mapping[str, object]:
    only = {name: list(labels) for name, labels in feed.only.items()}
    said = {key: value for key, value in (("title", feed.title), ("page", feed.page)) if value}
    return {"path": feed.path, "format": feed.format, "limit": feed.limit, **said, **only}


def _taken(option: str, value: Setting, key: str, feed: OwnFeed) -> Taken:
    return Taken(path=tuple(option.split(".")), value=value, key=key, where=feed.where)


def _beside(feed: OwnFeed) -> Doubt:
    said = Diagnostic(
        code="site/feed-not-read",
        level=Level.WARNING,
        where=feed.where,
        text=f"This feed has items of `{feed.beside}`, too: those are not in it here.",
        hint="Have the template loop over one list of them all, or give each list its feed: `[[feeds.more]]`.",
        why="Subscribers do not get what the site's own feed would bring them.",
    )
    return Doubt(path=("feeds", "more"), said=said)


def _doubt(feed: OwnFeed, text: str, hint: str, count: int = 1) -> Doubt:
    said = Diagnostic(
        code="site/feed-not-read",
        level=Level.WARNING,
        where=feed.where,
        text=text,
        hint=hint,
        why="Subscribers get each post again whose id is not the one that they know.",
        count=count,
    )
    return Doubt(path=("ids", "scheme"), said=said)
