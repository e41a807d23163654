"""The true size of a media file that comes with a post, and how long it plays: read from the disk, or said.

The size on the disk goes before what the author wrote: it is what readers will fetch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect import measuring, media_files
from feedpub.collect.media_types import OPAQUE
from feedpub.collect.problem import Problem
from feedpub.model.podcasts import is_recording
from feedpub.model.records import Enclosure, Level

if TYPE_CHECKING:
    from feedpub.collect.media_files import MediaFile, MediaFolders
    from feedpub.collect.record import Attachment, Record
    from feedpub.io.refusal import RefusedError
    from feedpub.model.podcasts import Episode
    from feedpub.model.records import Diagnostic

MISSING: Final = "post/enclosure-missing"
"""Code of what is said of a file that is not there: its post is better not published at all than without it."""
_NAMED: Final = 3
"""Places in which a file was looked for that a message names."""


class Resolved(Struct, frozen=True, kw_only=True):
    """The media files of a record, the episode that they make, and what is to be said of both."""

    enclosures: tuple[Enclosure, ...]
    episode: Episode | None
    diagnostics: tuple[Diagnostic, ...]


def resolve(record: Record, folders: MediaFolders) -> Resolved:
    """Return the enclosures of a record; one that is not there, or whose length nobody knows, is left out, and said."""
    found: list[Enclosure] = []
    said: list[Problem] = []
    episode = record.episode
    post = record.post
    assert post is not None, "only posts have files"  # noqa: S101 - for the type checker
    for attachment in record.attachments:
        file = _look(attachment, record.source, folders)
        if isinstance(file, Problem):
            said.append(file)
            continue
        is_episode = attachment.is_recording and not any(is_recording(each.type) for each in found)
        enclosure = _enclosure(attachment, file, said)
        if is_episode:
            made = measuring.measured(post, enclosure, episode, file, folders)
            enclosure, episode = made.enclosure, made.episode
            if made.fault:
                said.append(_unreadable(attachment, made.fault))
        found.append(enclosure)
    return Resolved(
        enclosures=tuple(found),
        episode=episode,
        diagnostics=tuple(each.diagnostic(record.source) for each in said),
    )


def _enclosure(attachment: Attachment, file: MediaFile | None, said: list[Problem]) -> Enclosure:
    """Return the enclosure; where the author says another length than the disk, that is said."""
    written = attachment.length
    length = file.length if file else written or 0
    if written is not None and length != written:
        said.append(_other_length(attachment, written, length))
    return Enclosure(url=attachment.url, length=length, type=attachment.type, duration=attachment.duration)


def _look(attachment: Attachment, source: str, folders: MediaFolders) -> MediaFile | Problem | None:
    """Return the file; None for one elsewhere, of which its author says all; else what is wrong."""
    found = media_files.find(attachment.url, attachment.written, source, folders)
    if found.file is not None:
        return found.file
    if found.refused is not None:
        return _refused(attachment, found.refused)
    if attachment.length is None:
        is_of_site = bool(found.looked)
        return _missing(attachment, found.looked, folders) if is_of_site else _unknown(attachment, folders.mistakes)
    if attachment.type == OPAQUE and not attachment.is_type_written:
        return _without_type(attachment, folders.mistakes)
    return None


# What is said


def _refused(attachment: Attachment, error: RefusedError) -> Problem:
    said = error.diagnostic
    return replace(
        _unknown(attachment, Level.WARNING),
        code=said.code,
        text=f"{said.text.removesuffix('.')}: the media file is left out of the feeds.",
        hint=f"{said.hint} Or write its size: `enclosure: {{url: …, length: 12345678, type: audio/mpeg}}`.",
        why=said.why,
    )


def _missing(attachment: Attachment, looked: tuple[str, ...], folders: MediaFolders) -> Problem:
    others = f" and {len(looked) - _NAMED} other places" if len(looked) > _NAMED else ""
    return replace(
        _unknown(attachment, folders.mistakes),
        code=MISSING,
        text=f"There is no media file `{attachment.written}`: looked for {', '.join(looked[:_NAMED])}{others}.",
        hint="Put the file there, correct its name, or, where it comes to the server another way, write its size: "
        "`enclosure: {url: …, length: 12345678, type: audio/mpeg}`.",
        why="Players fetch an episode once: what is published without its recording stays without it.",
    )


def _unknown(attachment: Attachment, level: Level) -> Problem:
    return Problem(
        code="post/enclosure-without-length",
        text="The length of this media file is not known, so it is left out of the feeds.",
        hint="Write its size in bytes: `enclosure: {url: …, length: 12345678, type: audio/mpeg}`; `length: 0` where "
        "nobody can know it.",
        why="RSS demands the true size; players show it, and refuse files without it.",
        line=attachment.line,
        column=attachment.column,
        found=attachment.written,
        level=level,
    )


def _without_type(attachment: Attachment, level: Level) -> Problem:
    return replace(
        _unknown(attachment, level),
        code="post/enclosure-without-type",
        text="The media type of this file is not known, so it is left out of the feeds.",
        hint="Write it: `enclosure: {url: …, length: 12345678, type: audio/mpeg}`.",
        why="RSS demands it; players offer what they know to be a recording.",
    )


def _unreadable(attachment: Attachment, fault: str) -> Problem:
    return replace(
        _unknown(attachment, Level.INFO),
        code="post/recording-unreadable",
        text=f"Nothing can be read from this recording: {fault.rstrip('.')}.",
        hint="Play it to the end; write `duration` into the post where it is right.",
        why="Players show how long an episode is before they fetch it.",
    )


def _other_length(attachment: Attachment, written: int, length: int) -> Problem:
    return replace(
        _unknown(attachment, Level.WARNING),
        code="post/enclosure-length-differs",
        text=f"The post says that this media file has {written} bytes; it has {length}, which feeds say.",
        hint="Delete the length: feedpub reads it from the file.",
        found=str(written),
    )
