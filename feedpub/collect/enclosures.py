"""The true size of a media file that comes with a post, and how long it plays: read from the disk, or said.

A file of the site is looked for where it is published, in the output folder, then where generators take it from. The
size on the disk goes before what the author wrote: it is what readers will fetch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect.media_types import OPAQUE
from feedpub.collect.problem import Problem
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.podcasts import is_recording
from feedpub.model.records import Enclosure, Level
from feedpub.text import patterns
from feedpub.text.urls import is_safe_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.record import Attachment, Record
    from feedpub.model.podcasts import Episode
    from feedpub.model.records import Diagnostic

_ROOTS: Final = ("", "static/", "public/", "assets/")
"""Folders of a site whose files are published at its root."""
_NAMED: Final = 3
"""Places in which a file was looked for that a message names."""
_POINTER: Final = 1024
"""Bytes that a pointer of Git LFS has at most (git-lfs, docs/spec.md)."""
_POINTED: Final = patterns.lazy(rb"version https://git-lfs\.github\.com/spec/v1\n(?s:.*\n)?size ([0-9]{1,15})\n")


class MediaFolders(Struct, frozen=True, kw_only=True):
    """Where the media files of a site may lie."""

    site: Path
    content: Path
    output: str
    """Path of the folder that is published, below the site; it may lead out of it where the command line says so."""
    url: str
    """Address of the site, with a slash at its end."""
    mistakes: Level
    """How grave it is that a file is not there: a generator builds the page all the same."""


class MediaFile(Struct, frozen=True, kw_only=True):
    """A media file of the site, as it was found."""

    root: Path
    path: str
    length: int
    is_pointer: bool = False
    """Whether a pointer of Git LFS stands in its place, which says the size."""


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
    for attachment in record.attachments:
        file = _look(attachment, record.source, folders)
        if isinstance(file, Problem):
            said.append(file)
            continue
        is_episode = attachment.is_recording and not any(is_recording(each.type) for each in found)
        enclosure = _enclosure(attachment, file, said)
        if is_episode:
            enclosure = replace(enclosure, duration=_duration(attachment, episode))
        found.append(enclosure)
    return Resolved(
        enclosures=tuple(found),
        episode=episode,
        diagnostics=tuple(each.diagnostic(record.source) for each in said),
    )


def _duration(attachment: Attachment, episode: Episode | None) -> int | None:
    if attachment.duration is not None or episode is None:
        return attachment.duration
    return episode.duration


def _enclosure(attachment: Attachment, file: MediaFile | None, said: list[Problem]) -> Enclosure:
    """Return the enclosure; where the author says another length than the disk, that is said."""
    written = attachment.length
    length = file.length if file else written or 0
    if written is not None and length != written:
        said.append(_other_length(attachment, written, length))
    return Enclosure(url=attachment.url, length=length, type=attachment.type, duration=attachment.duration)


def _look(attachment: Attachment, source: str, folders: MediaFolders) -> MediaFile | Problem | None:
    """Return the file; None for one elsewhere, of which its author says all; else what is wrong."""
    refused: RefusedError | None = None
    looked: list[str] = []
    for root, shown, path in _candidates(attachment, source, folders):
        try:
            status = reading.file_status(root, refusal.checked(path))
        except RefusedError as error:
            refused = refused or error
        else:
            if status:
                return _found(root, path, status.st_size)
            looked.append(shown)
    if refused:
        return _refused(attachment, refused, folders.mistakes)
    if attachment.length is None:
        return _missing(attachment, looked, folders.mistakes) if looked else _unknown(attachment, folders.mistakes)
    if attachment.type == OPAQUE and not attachment.is_type_written:
        return _without_type(attachment, folders.mistakes)
    return None


def _found(root: Path, path: str, size: int) -> MediaFile:
    if size <= _POINTER and (match := _POINTED.match(reading.beginning(root, path, _POINTER) or b"")):
        return MediaFile(root=root, path=path, length=int(match[1]), is_pointer=True)
    return MediaFile(root=root, path=path, length=size)


def _candidates(attachment: Attachment, source: str, folders: MediaFolders) -> Iterator[tuple[Path, str, str]]:
    """Return each path that may be the file's: a folder, how messages call the path, and the path below it."""
    paths = []
    if attachment.url.startswith(folders.url):
        paths.append(attachment.url[len(folders.url) :])
    if urlsplit(attachment.url).netloc == urlsplit(folders.url).netloc:
        paths.append(urlsplit(attachment.url).path.lstrip("/"))
    safe = [path for path in dict.fromkeys(map(_path, paths)) if is_safe_path(path)]
    if folders.output:
        yield from ((folders.site / folders.output, f"{folders.output}/{path}", path) for path in safe)
    written = _path(attachment.written)
    if "://" not in written and is_safe_path(written):
        beside = f"{source.rpartition('/')[0]}/{written}".lstrip("/")
        yield folders.site, beside, beside
    below = folders.content.relative_to(folders.site).as_posix()
    content = "" if below == "." else f"{below}/"
    for path in safe:
        yield from ((folders.site, f"{root}{path}", f"{root}{path}") for root in (*_ROOTS, content))


def _path(reference: str) -> str:
    return unquote(reference.partition("?")[0].partition("#")[0])


# What is said


def _refused(attachment: Attachment, error: RefusedError, level: Level) -> Problem:
    said = error.diagnostic
    return replace(
        _unknown(attachment, level),
        code=said.code,
        text=f"{said.text.removesuffix('.')}: the media file is left out of the feeds.",
        hint=f"{said.hint} Or write its size: `enclosure: {{url: …, length: 12345678, type: audio/mpeg}}`.",
        why=said.why,
    )


def _missing(attachment: Attachment, looked: list[str], level: Level) -> Problem:
    named = [*dict.fromkeys(looked)]
    others = f" and {len(named) - _NAMED} other places" if len(named) > _NAMED else ""
    return replace(
        _unknown(attachment, level),
        code="post/enclosure-missing",
        text=f"There is no media file `{attachment.written}`: looked for {', '.join(named[:_NAMED])}{others}.",
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


def _other_length(attachment: Attachment, written: int, length: int) -> Problem:
    return replace(
        _unknown(attachment, Level.WARNING),
        code="post/enclosure-length-differs",
        text=f"The post says that this media file has {written} bytes; it has {length}, which feeds say.",
        hint="Delete the length: feedpub reads it from the file.",
        found=str(written),
    )
