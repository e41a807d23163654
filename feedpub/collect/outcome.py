"""What collecting is asked for and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from feedpub.incremental.store import NOWHERE, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from feedpub.collect.left_out import Body
    from feedpub.collect.settings import Settings
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


class Pages(Protocol):
    """The built pages of the posts, where a site was built already beside its source."""

    def text(self, post: Post, read: Callable[[Post], Body]) -> tuple[Post, Body]:
        """Return the text of a post, of its source (`read`) or its page, and the post as what that is written in."""
        ...


class Collected(Struct, frozen=True, kw_only=True):
    """What the folder holds: posts newest first, then pages; what is left out, and why; what is wrong."""

    posts: tuple[Post, ...]
    skipped: tuple[Skipped, ...]
    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    """What the posts were read with, for `read_body`."""
    beside: Pages | None = None
    """The built pages of the posts; None without a built site beside the source."""
    until: datetime | None = None
    """The moment from which on these files make other posts: one is due, or expires; None for never."""
