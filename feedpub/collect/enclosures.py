"""The true size of a media file that comes with a post: said by its author, or read from the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from feedpub.collect.problem import Problem
from feedpub.model import Enclosure, Level
from feedpub.urls import is_safe_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feedpub.collect.record import Attachment, Record
    from feedpub.model import Diagnostic

_ROOTS = ("", "static", "public", "assets")
"""Folders of a site whose files are published at its root."""


def resolve(
    record: Record, site: Path, content: Path, site_url: str
) -> tuple[tuple[Enclosure, ...], tuple[Diagnostic, ...]]:
    """Give the enclosures of a record; one whose length nobody knows is left out, with a warning."""
    found: list[Enclosure] = []
    missing: list[Diagnostic] = []
    for attachment in record.attachments:
        length = attachment.length
        if length is None:
            length = _length_on_disk(attachment, record.source, (site, content), site_url)
        if length is None:
            missing.append(_unknown(attachment).diagnostic(record.source))
        else:
            found.append(Enclosure(url=attachment.url, length=length, type=attachment.type))
    return tuple(found), tuple(missing)


def _length_on_disk(attachment: Attachment, source: str, folders: tuple[Path, Path], site_url: str) -> int | None:
    for folder, below in _candidates(attachment, source, folders, site_url):
        real = (folder / below).resolve()
        if real.is_relative_to(folder.resolve()) and real.is_file():
            return real.stat().st_size
    return None


def _candidates(
    attachment: Attachment, source: str, folders: tuple[Path, Path], site_url: str
) -> Iterator[tuple[Path, str]]:
    """Give each folder that may have the file, and the file's path below it."""
    site, content = folders
    written = _path(attachment.written)
    if "://" not in written and is_safe_path(written):
        yield site, f"{source.rpartition('/')[0]}/{written}".lstrip("/")
    paths = []
    if attachment.url.startswith(site_url):
        paths.append(attachment.url[len(site_url) :])
    if urlsplit(attachment.url).netloc == urlsplit(site_url).netloc:
        paths.append(urlsplit(attachment.url).path.lstrip("/"))
    for path in dict.fromkeys(_path(each) for each in paths):
        if is_safe_path(path):
            yield from ((site / root, path) for root in _ROOTS)
            yield content, path


def _path(reference: str) -> str:
    return unquote(reference.partition("?")[0].partition("#")[0])


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
