"""What those who are told know of a site, kept in `.feedpub` under the user's seal: so that nothing is sent twice."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - what is kept is read by the types of its fields
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from feedpub.incremental.packing import Packing
from feedpub.incremental.store import key_of

if TYPE_CHECKING:
    from feedpub.incremental.store import Namespace, Store


class PageMark(Struct, frozen=True, array_like=True):
    """What tells one version of a page from another."""

    lastmod: str = ""
    """As the sitemap has it; empty where it has none."""
    text: str = ""
    """Digest of title and text, of posts that a feed holds or once held; else empty."""


class PublishedMarks(Struct, frozen=True, kw_only=True):
    """All that is published, by address."""

    feeds: Mapping[str, str] = field(default_factory=dict)
    """Feed -> digest of its bytes."""
    pages: Mapping[str, PageMark] = field(default_factory=dict)


class Known(Struct, frozen=True, kw_only=True):
    """What everybody was told of, but for what some of them are still owed."""

    published: PublishedMarks
    owed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who is told (`Receiver.name`) -> addresses that it could not be told of."""


_KNOWN: Final[Namespace[Known]] = Packing[Known](Known).kept_as("told")


def read(store: Store, site_url: str) -> Known | None:
    """Return what is known of the site at an address; None where nothing is, or it is not this user's own."""
    return store.get(_KNOWN, key_of(site_url))


def write(store: Store, site_url: str, known: Known) -> bool:
    """Keep it; return whether that could be done."""
    return store.put(_KNOWN, key_of(site_url), known)
