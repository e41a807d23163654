"""What is measured of an episode: how long its recording plays, its chapters, and a picture that directories take.

What the author says goes before what the recording says. Chapters and the cover of a recording are published as files
of their own, for players fetch these by their addresses (`chapters_path`, `cover_path`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect import media_files, recordings
from feedpub.collect.recordings import Recording
from feedpub.content import artwork
from feedpub.model.podcasts import Episode
from feedpub.model.records import Enclosure  # noqa: TC001 - msgspec reads the types of fields
from feedpub.text import portable, urls

if TYPE_CHECKING:
    from feedpub.collect.media_files import MediaFile, MediaFolders
    from feedpub.model.records import Post

FOLDER: Final = "podcast"
"""Folder below the site in which feedpub publishes chapters and covers."""
_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png"}


class Measured(Struct, frozen=True, kw_only=True):
    """A recording with what was measured of it."""

    enclosure: Enclosure
    episode: Episode | None
    fault: str
    """Why the recording could not be read; empty where it could, or nothing was to be read."""


def measured(
    post: Post, enclosure: Enclosure, episode: Episode | None, file: MediaFile | None, folders: MediaFolders
) -> Measured:
    """Return the recording of a post and its episode, with what the author does not say read from the `file`.

    Raises SystemFault where the file cannot be read.
    """
    said = episode or Episode()
    duration = said.duration if enclosure.duration is None else enclosure.duration
    is_whole = duration is not None and (said.chapters or said.chapters_url) and said.image
    found = Recording() if file is None or is_whole else recordings.read(file)
    made = said
    if not (said.chapters or said.chapters_url):
        made = replace(made, chapters=found.chapters)
    if made.chapters:
        made = replace(made, chapters_url=folders.url + urls.quote_path(chapters_path(post.url, folders.url)))
    if not said.image:
        made = _with_image(made, post, found.cover, file, folders)
    return Measured(
        enclosure=replace(enclosure, duration=found.duration if duration is None else duration),
        episode=made if made != Episode() else None,
        fault=found.fault if duration is None else "",
    )


def _with_image(episode: Episode, post: Post, cover: bytes, file: MediaFile | None, folders: MediaFolders) -> Episode:
    """Return the episode with the picture of the post, else that in the recording, where directories take it."""
    if post.image is not None:
        picture = media_files.find(post.image.url, "", post.source, folders).file
        if picture is not None and is_fit(picture.beginning(artwork.ENOUGH)):
            return replace(episode, image=post.image.url)
    if file is not None and is_fit(cover):
        path = cover_path(post.url, folders.url, cover)
        return replace(episode, image=folders.url + urls.quote_path(path), cover_in=file.shown)
    return episode


def is_fit(picture: bytes) -> bool:
    """Return whether directories take a picture that begins so for a cover."""
    return bool(picture) and not any(artwork.faults(artwork.measured(picture)))


def chapters_path(post_url: str, site_url: str) -> str:
    """Return the path below the output folder at which the chapters of a post are published."""
    return f"{_folder(post_url, site_url)}/chapters.json"


def cover_path(post_url: str, site_url: str, cover: bytes) -> str:
    """Return the path below the output folder at which the cover in the recording of a post is published."""
    return f"{_folder(post_url, site_url)}/cover.{_ENDINGS[artwork.measured(cover).media_type]}"


def _folder(post_url: str, site_url: str) -> str:
    """Return a folder for what belongs to a post, named as its address is."""
    below = unquote(post_url.removeprefix(site_url)).strip("/").removesuffix(".html")
    path = f"{FOLDER}/{below}"
    return path if urls.is_safe_file(path) and not portable.private(path) else f"{FOLDER}/{urls.slug_or_hash(below)}"
