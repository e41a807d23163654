"""Exports of other publishers: which ids the feed of a site had for the posts that its export holds.

One module for each publisher. Where an export is written as a feed (`wordpress`, `blogger`), the module says which of
its items are published posts; the others (`ghost`, `substack`, `medium`) return the posts, each with its text. An
export is told by what it holds, never by its name. The docstring of a module says how the live feed names posts, and
where that is known from. Pure; `guard.snapshot` makes feeds of what these return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from feedpub.guard.exports import blogger, wordpress

if TYPE_CHECKING:
    from feedpub.text.xml import Element

_AS_FEED: Final = (wordpress, blogger)


class ExportedElement(NamedTuple):
    """What the export says of an item or an entry in it."""

    platform: str
    is_published_post: bool
    """Not a page, a comment, a draft, a picture."""


def element_of(item: Element) -> ExportedElement | None:
    """Return what an export says of an item of RSS or an entry of Atom; None where it stands in no export."""
    for platform in _AS_FEED:
        answer = platform.is_published_post(item)
        if answer is not None:
            return ExportedElement(platform.NAME, answer)
    return None
