"""Exports of other publishers: which ids the feed of a site had for the posts that its export holds.

One module for each publisher. Where an export is written as a feed (`wordpress`, `blogger`), the module says which of
its items are published posts; the others (`ghost`, `substack`, `medium`) return the posts, each with its text. An
export is told by what it holds, never by its name. The docstring of a module says how the live feed names posts, and
where that is known from. Nothing here opens a file by itself; `guard.snapshot` makes feeds of what these return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.guard.exports import blogger, ghost, wordpress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedpub.io.files import Files
    from feedpub.text.syndication import FeedItem
    from feedpub.text.xml import Element

_AS_FEED: Final = (wordpress, blogger)


class ExportedElement(NamedTuple):
    """What the export says of an item or an entry in it."""

    platform: str
    is_published_post: bool
    """Not a page, a comment, a draft, a picture."""


class Export(NamedTuple):
    """An export of several files, or of one that is no feed."""

    platform: str
    posts: Iterator[tuple[FeedItem, str]]
    """Those that are published, each with its text as HTML. ValueError where what is left of it cannot be read."""


def element_of(item: Element) -> ExportedElement | None:
    """Return what an export says of an item of RSS or an entry of Atom; None where it stands in no export."""
    for platform in _AS_FEED:
        answer = platform.is_published_post(item)
        if answer is not None:
            return ExportedElement(platform.NAME, answer)
    return None


def of_json(value: object) -> Export | None:
    """Return the export that a document of JSON is; None where it is none."""
    posts = ghost.posts(value)
    return None if posts is None else Export(ghost.NAME, posts)


def of_files(files: Files, old_url: str) -> Export | None:
    """Return the export that these files make up; None where they do not. ValueError for one that cannot be read.

    `old_url` is the address of the old site, for an export that does not name it.
    """
    from feedpub.guard.exports import medium, substack  # noqa: PLC0415 - start-up counts

    for platform in (substack, medium):
        if (posts := platform.posts(files, old_url)) is not None:
            return Export(platform.NAME, posts)
    return None
