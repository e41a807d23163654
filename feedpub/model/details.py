"""What few posts have: films, and ids of old. Apart from the other records, which fill a file (`model.records`)."""

from __future__ import annotations

from msgspec import Struct


class Video(Struct, frozen=True, kw_only=True, array_like=True):
    """A film that a page shows, as far as it is known; addresses are absolute, what is not known is empty."""

    content: str = ""
    """Address of the file."""
    player: str = ""
    """Address of a player that shows it."""
    thumbnail: str = ""
    title: str = ""
    """Its own; empty where that of the page says it."""
    description: str = ""
    """Plain text; of the page, where it has none of its own."""
    duration: int | None = None
    """In seconds."""


class KnownAs(Struct, frozen=True, kw_only=True, array_like=True):
    """How subscribers know a post where one id in all formats would not do: what its old feeds held, to the letter."""

    rss: str | None = None
    """The guid in RSS, where it is not the id; empty for an item without one, known by its address."""
    is_permalink: bool = False
    """Whether the guid counts as an address though it is none: some readers resolve it against the feed's address."""
    pub_date: str = ""
    """The date as RSS had it, where there was no guid: some readers know an item by its address and these letters."""
    atom: str = ""
    """The id in Atom, where it is not the id."""
    json: str = ""
    """The id in JSON Feed, where it is not the id."""


class Translation(Struct, frozen=True, kw_only=True, array_like=True):
    """The same post in another language: a BCP 47 tag (or `x-default`) and an absolute URL."""

    language: str
    url: str
