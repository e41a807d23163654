"""A built site beside its source: what its pages know better than the source, found by the addresses of posts.

The source says which posts there are, and everything about them. The page of a post says whether search engines may
list it and which address is the canonical one; `page_texts` takes the text from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.io.reader import FolderReader
from feedpub.model.records import Absence, Diagnostic, Level, Where
from feedpub.sites import html, page_texts
from feedpub.sites.html import address, reading
from feedpub.sites.html import files as built_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.options import BuiltOptions
    from feedpub.model.records import Post


class Looked(Struct, frozen=True, kw_only=True):
    """The posts with what their pages say, and what is wrong."""

    posts: tuple[Post, ...]
    diagnostics: tuple[Diagnostic, ...]


def look(folder: Path, options: BuiltOptions, posts: Iterable[Post], settings: Settings) -> Looked:
    """Look up the page of each post.

    Raises UsageError when the built folder is not there, SystemFault when a page cannot be read.
    """
    root = built_files.folder_of(folder, options.folder)
    html.check_selector(options.content)
    found: list[Post] = []
    missing: list[Post] = []
    with FolderReader(root) as reader:
        for post in posts:
            path = page_texts.page_at(reader, post.url, settings.site_url)
            if path.lower().endswith(address.ENDINGS):
                found.append(_told(post, reader, path, settings.site_url))
            else:
                missing += [] if path or post.not_in_sitemap else [post]
                found.append(post)
    return Looked(posts=tuple(found), diagnostics=_said(missing, options.folder))


def _told(post: Post, reader: FolderReader, path: str, site_url: str) -> Post:
    page = reading.page_of(built_files.read(reader, path), path, site_url)
    told = Absence.NOINDEX if page.is_noindex else None
    if page.canonical and address.key(page.canonical) != address.key(post.url):
        told = told or Absence.CANONICAL_ELSEWHERE
    if page.refresh:
        told = told or Absence.REDIRECT
    return replace(post, not_in_sitemap=told) if told and not post.not_in_sitemap else post


def _said(missing: list[Post], folder: str) -> tuple[Diagnostic, ...]:
    if not missing:
        return ()
    first = missing[0]
    return (
        Diagnostic(
            code="site/page-not-built",
            level=Level.WARNING,
            where=Where(path=first.source),
            text=f"There is no page for {first.url} in {folder}.",
            why="Readers and search engines would be led to an address where nothing is.",
            hint="Run the generator again; if the page is at another address, compare `site.url` and the permalinks.",
            found=first.url,
            count=len(missing),
        ),
    )
