"""What a build does besides for a podcast: says what directories would refuse, and publishes chapters and covers.

Chapters and covers are files beside the feeds: players fetch them by the addresses that the items name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import json

from feedpub.collect import files, measuring, media_files, recordings
from feedpub.collect.media_files import MediaFolders
from feedpub.content import artwork
from feedpub.generate import directories
from feedpub.generate.directories import Cover
from feedpub.model.records import Document, Format, Kind, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from feedpub.incremental.request import Request
    from feedpub.model.podcasts import Chapter
    from feedpub.model.records import Diagnostic, Post
    from feedpub.pipeline.surveying import Survey


def said(found: Survey, request: Request) -> Iterator[Diagnostic]:
    """Return what directories would refuse; nothing of a site without recordings, or that is no podcast.

    Raises SystemFault where a file cannot be read.
    """
    site = found.site
    held = directories.feeds_with_recordings(found.selection.feeds)
    if not held or not site.has_episodes:
        return
    if site.podcast is None:
        yield directories.not_described(found.selection.feeds, held)
        return
    every = list({post.source: post for _, posts in held for post in posts}.values())
    if not any(Format.RSS in spec.paths for spec, _ in held):
        yield from directories.without_rss(every, site)
    yield from directories.cut_off(found.selection.feeds, found.collected.posts)
    yield from directories.without_duration(every, can_measure=recordings.is_available())
    if site.podcast.image:
        yield from directories.of_cover(_cover(request, site.podcast.image), request.options.podcast.image)


def documents(found: Survey, request: Request) -> Iterator[Document]:
    """Return the chapters and covers of the episodes that feeds hold. Raises as `said` does."""
    site = found.site
    held = directories.feeds_with_recordings(found.selection.feeds) if site.has_episodes else []
    posts = {post.source: post for _, posts in held for post in posts if post.episode}
    for post in posts.values():
        yield from _of_post(post, request)


def _of_post(post: Post, request: Request) -> Iterator[Document]:
    episode, home = post.episode, request.options.site.url
    if episode is None:
        return
    if episode.chapters:
        path = measuring.chapters_path(post.url, home)
        yield Document(path=path, kind=Kind.UNKNOWN, data=_chapters(episode.chapters))
    if episode.cover_in:
        file = media_files.at(episode.cover_in, _folders(request))
        cover = recordings.read(file).cover if file else b""
        if measuring.is_fit(cover):
            yield Document(path=measuring.cover_path(post.url, home, cover), kind=Kind.UNKNOWN, data=cover)


def _chapters(chapters: Iterable[Chapter]) -> bytes:
    """Return chapters in JSON (podcast namespace, JSON chapters format 1.2.0)."""
    listed = [_chapter(each) for each in chapters]
    return json.format(json.encode({"version": "1.2.0", "chapters": listed}), indent=2) + b"\n"


def _chapter(chapter: Chapter) -> dict[str, Any]:
    seconds, thousandths = divmod(chapter.start, 1000)
    named = {"title": chapter.title, "url": chapter.url, "img": chapter.img}
    start = chapter.start / 1000 if thousandths else seconds
    return {"startTime": start, **{name: value for name, value in named.items() if value}}


def _cover(request: Request, url: str) -> Cover:
    looked = media_files.find(url, "", "", _folders(request))
    if looked.file is None:
        return Cover(looked=looked.looked)
    return Cover(picture=artwork.measured(looked.file.beginning(artwork.ENOUGH)))


def _folders(request: Request) -> MediaFolders:
    options = request.options
    return MediaFolders(
        site=request.folder,
        content=files.content_folder(request.folder, options.content),
        output=options.output.folder,
        url=options.site.url,
        mistakes=Level.WARNING,
    )
