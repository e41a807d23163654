"""The true size of a media file that comes with a post: said by its author, or read from the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from feedpub.collect.problem import Problem
from feedpub.io import reading, refusal
from feedpub.io.refusal import RefusedError
from feedpub.model.records import Enclosure, Level
from feedpub.text.urls import is_safe_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.record import Attachment, Record
    from feedpub.model.records import Diagnostic

_ROOTS = ("", "static/", "public/", "assets/")
"""Folders of a site whose files are published at its root."""


def resolve(
    record: Record, site: Path, content: Path, site_url: str
) -> tuple[tuple[Enclosure, ...], tuple[Diagnostic, ...]]:
    """Return the enclosures of a record; one whose length nobody knows is left out, with a warning."""
    found: list[Enclosure] = []
    missing: list[Diagnostic] = []
    for attachment in record.attachments:
        length: int | Problem | None = attachment.length
        if length is None:
            length = _length_on_disk(attachment, record.source, (site, content), site_url)
        if isinstance(length, Problem):
            missing.append(length.diagnostic(record.source))
        else:
            found.append(Enclosure(url=attachment.url, length=length, type=attachment.type))
    return tuple(found), tuple(missing)


def _length_on_disk(attachment: Attachment, source: str, folders: tuple[Path, Path], site_url: str) -> int | Problem:
    """Return the size of the file; where there is none that may be looked at, what to say of that."""
    site, content = folders
    below = content.relative_to(site).as_posix()
    refused: RefusedError | None = None
    for path in _candidates(attachment, source, "" if below == "." else f"{below}/", site_url):
        try:
            found = reading.status(site, refusal.checked(path)) if reading.is_file(site, path) else None
        except RefusedError as error:
            refused = refused or error
        else:
            if found:
                return found.st_size
    return _refused(attachment, refused) if refused else _unknown(attachment)


def _candidates(attachment: Attachment, source: str, content: str, site_url: str) -> Iterator[str]:
    """Return each path below the site that may be the file's."""
    written = _path(attachment.written)
    if "://" not in written and is_safe_path(written):
        yield f"{source.rpartition('/')[0]}/{written}".lstrip("/")
    paths = []
    if attachment.url.startswith(site_url):
        paths.append(attachment.url[len(site_url) :])
    if urlsplit(attachment.url).netloc == urlsplit(site_url).netloc:
        paths.append(urlsplit(attachment.url).path.lstrip("/"))
    for path in dict.fromkeys(_path(each) for each in paths):
        if is_safe_path(path):
            yield from (f"{root}{path}" for root in (*_ROOTS, content))


def _path(reference: str) -> str:
    return unquote(reference.partition("?")[0].partition("#")[0])


def _refused(attachment: Attachment, error: RefusedError) -> Problem:
    said = error.diagnostic
    return replace(
        _unknown(attachment),
        code=said.code,
        text=f"{said.text.removesuffix('.')}: the media file is left out of the feeds.",
        hint=f"{said.hint} Or write its size: `enclosure: {{url: …, length: 12345678, type: audio/mpeg}}`.",
        why=said.why,
    )


def _unknown(attachment: Attachment) -> Problem:
    return Problem(
        code="post/enclosure-without-length",
        text="The length of this media file is not known, so it is left out of the feeds.",
        hint="Write its size in bytes: `enclosure: {url: …, length: 12345678, type: audio/mpeg}`.",
        why="RSS demands the true size; players show it, and refuse files without it.",
        line=attachment.line,
        column=attachment.column,
        found=attachment.written,
        level=Level.WARNING,
    )
