"""What feeds say of a post by elements that are not those of RSS, Atom or JSON Feed themselves, or by rarer links."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - what is packed is read by the types of its fields

from msgspec import Struct


class Discussion(Struct, frozen=True, kw_only=True, array_like=True):
    """Where a post is discussed, by absolute URL; each may be unknown."""

    url: str = ""
    """The page with the comments (RSS 2.0, `comments`)."""
    feed: str = ""
    """The feed of the comments (`wfw:commentRss`)."""
    count: int | None = None
    """How many there are (`slash:comments`, `thr:count` of RFC 4685)."""


class SourceFeed(Struct, frozen=True, kw_only=True, array_like=True):
    """The feed that a post was taken from (RSS 2.0, `source`; RFC 4287 section 4.2.11)."""

    url: str
    title: str
    updated: datetime | None = None
    """When that feed was changed; Atom wants it (section 4.2.11)."""


class PostExtensions(Struct, frozen=True, kw_only=True, array_like=True):
    """What a post says besides; every URL is absolute, and empty where there is none."""

    linked: str = ""
    """The page elsewhere that the post is about: JSON Feed's `external_url`, `rel=related` (RFC 4287, 4.2.7.2)."""
    is_led_to: bool = False
    """Whether its items lead to that page, and not to the post."""
    via: str = ""
    """Where its author found that (`rel=via`)."""
    license: str = ""
    """The terms under which others may use it (RFC 4946)."""
    point: str = ""
    """The place that it is about: latitude and longitude in degrees, with a space between (GeoRSS)."""
    discussion: Discussion | None = None
    source: SourceFeed | None = None
