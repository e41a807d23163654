"""What one file becomes before the clock and the other files have had their say.

A record depends on the bytes of the file, its path and the settings alone, so it can be kept, or made in
another process. It holds no path of this machine.
"""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - what is packed is read by the types of its fields
from typing import NamedTuple

from msgspec import Struct

from feedpub.model.podcasts import Episode, is_recording
from feedpub.model.records import Absence, Diagnostic, Post  # noqa: TC001 - what is packed is read by the types of its fields


class Named(NamedTuple):
    """A file as its name and its neighbours' names tell of it."""

    source: str
    path: str
    language: str = ""
    """`ko` for `post.ko.md` beside `post.md` or `post.en.md`; empty elsewhere."""
    base: str = ""
    """What the files of one post in several languages share; empty for a file that stands alone."""


class FileName(Struct, frozen=True, kw_only=True):
    """What the name of a file says."""

    folder: str
    stem: str
    """Without ending; the folder's name for an `index` file."""
    name: str
    """Without ending, language and date: what the slug is made of."""
    day: date | None
    is_index: bool
    ending: str


class Attachment(Struct, frozen=True, kw_only=True, array_like=True):
    """An enclosure as its author wrote it; the length may have to come from the disk."""

    url: str
    written: str
    type: str
    length: int | None
    line: int
    column: int
    duration: int | None = None
    """Of a recording, in seconds, where its author says it."""
    is_type_written: bool = False
    """Whether its author says the type, and not the ending of its name."""

    @property
    def is_recording(self) -> bool:
        """Whether it is to be heard or watched: what makes a post an episode."""
        return is_recording(self.type)


class Record(Struct, frozen=True, kw_only=True, array_like=True):
    """A file read. `post` is None when the file has errors."""

    source: str
    post: Post | None
    diagnostics: tuple[Diagnostic, ...] = ()
    hidden: Absence | None = None
    """Why the post is not published whatever the time: a draft, unpublished."""
    not_before: datetime | None = None
    """The moment before which the post lies in the future; None where it says `future: true`."""
    expires: datetime | None = None
    key: str = ""
    """What versions of one post in several languages share; empty for none."""
    attachments: tuple[Attachment, ...] = ()
    episode: Episode | None = None
