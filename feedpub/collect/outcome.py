"""What collecting is asked for and gives."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from feedpub.incremental.store import NOWHERE, Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from feedpub.collect.settings import Settings
    from feedpub.model.options import BuiltOptions
    from feedpub.model.records import Diagnostic, Post, Skipped


class ReadingOptions(Struct, frozen=True, kw_only=True):
    """ReadingOptions files are to be read: it changes the time that takes, and nothing else."""

    jobs: int = 1
    """The greatest number of processes."""
    cache: Store = NOWHERE
    """Where is kept what was read."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far collecting has come."""

    done: int
    total: int


class PageUse(enum.Enum):
    """What the built page of a post is to its text."""

    TAKEN = "taken"
    """The text is that of the page."""
    ABSENT = "absent"
    """There is no page."""
    DIFFERS = "differs"
    """The page does not hold what the source says."""
    REFUSED = "refused"
    """What stands in the place of the page is not opened."""


class PageText(Struct, frozen=True, kw_only=True):
    """The text of a post as its page has it, in HTML, or why it is not taken from there."""

    use: PageUse
    html: str = ""


class Pages(Protocol):
    """The built pages of the posts, from which their texts are taken."""

    folder: str
    options: BuiltOptions

    def text(self, post: Post) -> PageText:
        """Return the text of a post from its page, or why it is not taken from there."""
        ...

    def diagnostics(self, uses: Mapping[str, PageUse]) -> tuple[Diagnostic, ...]:
        """Return what is to be said of these posts, named by their sources."""
        ...


class Collected(Struct, frozen=True, kw_only=True):
    """What the folder holds: posts newest first, then pages; what is left out, and why; what is wrong."""

    posts: tuple[Post, ...]
    skipped: tuple[Skipped, ...]
    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    """What the posts were read with, for `read_body`."""
    pages: Pages | None = None
    """The built pages of the posts; None where their texts are those of the sources."""
    until: datetime | None = None
    """The moment from which on these files make other posts: one is due, or expires; None for never."""

    @property
    def sources(self) -> frozenset[str]:
        """The files of all posts and pages, those that are left out, too."""
        return frozenset((*(post.source for post in self.posts), *(one.source for one in self.skipped)))
