"""What subscribers know posts by where one id in all formats would not do, as pins say it and posts have it.

A pin says it behind its id, one column each: `rss=` (no guid), `rss=ID`, `isPermaLink=true`, `pubDate=DATE`, `atom=ID`
and `json=ID`. Pure.
"""

from __future__ import annotations

import enum
import uuid
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.guard import schemes
from feedpub.model.details import KnownAs
from feedpub.model.records import Format
from feedpub.text import patterns
from feedpub.text.urls import is_uri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedpub.guard.pins import Pin
    from feedpub.guard.snapshot import PublishedItem
    from feedpub.model.options import IdOptions
    from feedpub.model.records import Post


class Guid(enum.Enum):
    """How RSS says what an item is."""

    NAME = "with a guid"
    RELATIVE = "with a guid that counts as an address and is none"
    NONE = "without a guid"


_PERMALINK: Final = "isPermaLink"
_PUB_DATE: Final = "pubDate"


def guid_of(post: Post, name: str) -> Guid:
    """Return how RSS says what a post is, its id being `name`."""
    known = post.known_as
    if known is None or post.has_guid(name):
        return Guid.RELATIVE if known is not None and known.is_permalink else Guid.NAME
    return Guid.NONE


def of_posts(
    posts: tuple[Post, ...], ids: Mapping[str, str], pins: Iterable[Pin], options: IdOptions, site_url: str
) -> tuple[Post, ...]:
    """Return the posts, those that are pinned or have an id of their own with what each format is to say of it."""
    by_source = {pin.source: pin for pin in pins}
    if not by_source and not any(post.id for post in posts):
        return posts
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, schemes.authority(options, site_url)).bytes
    return tuple(
        _with(post, ids[post.source], by_source.get(post.source), namespace)
        if (post.id or post.source in by_source) and post.source in ids
        else post
        for post in posts
    )


def _with(post: Post, name: str, pin: Pin | None, namespace: bytes) -> Post:
    known = pin.known_as if pin is not None and pin.id == name else None
    if known is not None and known.pub_date and not _is_of(known.pub_date, post):
        known = replace(known, pub_date="")
    if not is_uri(name) and not (known and known.atom):
        # RFC 4287 takes URIs only. No post's own id is made of a name with a slash.
        known = replace(known or KnownAs(), atom=schemes.urn(namespace, f"id/{name}"))
    return post if known is None else replace(post, known_as=known)


def _is_of(pub_date: str, post: Post) -> bool:
    """Whether a post still has the date that was written so."""
    from feedpub.guard.lenient_dates import parse_date  # noqa: PLC0415 - few sites have such pins

    return post.date is not None and parse_date(pub_date) == post.date.replace(microsecond=0)


def of_item(item: PublishedItem, form: Format, name: str) -> KnownAs | None:
    """Return how subscribers to a feed of this format know an item of it, as the post whose id is `name`."""
    if form is Format.RSS:
        if item.guid is Guid.NONE:
            return KnownAs(rss="", pub_date=item.pub_date) if item.id == name else KnownAs(rss=item.id)
        own = None if item.id == name else item.id
        is_permalink = item.guid is Guid.RELATIVE
        return KnownAs(rss=own, is_permalink=is_permalink) if own or is_permalink else None
    if form is Format.ATOM:
        return None if item.id == name and is_uri(name) else KnownAs(atom=item.id)
    return None if item.id == name else KnownAs(json=item.id)


def both(first: KnownAs | None, second: KnownAs | None) -> KnownAs | None:
    """Return what the first says, and the second where the first says nothing."""
    if first is None or second is None:
        return first or second
    of_rss = first if first.rss is not None or first.is_permalink else second
    return KnownAs(
        rss=of_rss.rss,
        is_permalink=of_rss.is_permalink,
        pub_date=of_rss.pub_date,
        atom=first.atom or second.atom,
        json=first.json or second.json,
    )


def columns(known: KnownAs | None) -> Iterator[str]:
    """Return the columns of a pin that say it."""
    if known is None:
        return
    if known.rss is not None:
        yield f"{Format.RSS.value}={known.rss}"
    if known.is_permalink:
        yield f"{_PERMALINK}=true"
    for name, value in ((_PUB_DATE, known.pub_date), (Format.ATOM.value, known.atom), (Format.JSON.value, known.json)):
        if value:
            yield f"{name}={value}"


def of_columns(written: Sequence[str]) -> KnownAs | None:
    """Return what columns of a pin say; None where there are none. ValueError for one that says nothing known."""
    if not written:
        return None
    pairs = dict(column.partition("=")[::2] for column in written)
    for name, value in pairs.items():
        if name not in _COLUMNS or (not value and name != Format.RSS.value):
            raise ValueError(name)
    if pairs.get(_PERMALINK, "true") != "true":
        raise ValueError(_PERMALINK)
    return KnownAs(
        rss=pairs.get(Format.RSS.value),
        is_permalink=_PERMALINK in pairs,
        pub_date=pairs.get(_PUB_DATE, ""),
        atom=pairs.get(Format.ATOM.value, ""),
        json=pairs.get(Format.JSON.value, ""),
    )


_COLUMNS: Final = frozenset((*(form.value for form in Format), _PERMALINK, _PUB_DATE))
COLUMN_AFTER_SPACE: Final = patterns.lazy(rf"(?<!\s)\s++(?=(?:{'|'.join(sorted(_COLUMNS))})=)")
"""Before a column where an editor has made spaces of tabs."""
