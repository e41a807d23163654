"""A built site beside its source: what its pages know better than the source, found by the addresses of posts.

The source says which posts there are, and everything about them. The page of a post says whether search engines may
list it and which address is the canonical one, and holds the text as the generator made it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from feedpub.collect.left_out import Body
from feedpub.io.reader import FolderReader
from feedpub.model.errors import ContentError
from feedpub.model.options import BuiltBodies
from feedpub.model.records import Absence, Diagnostic, Level, Markup, Where
from feedpub.sites import html
from feedpub.sites.html import address, reading
from feedpub.sites.html import files as built_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.options import BuiltOptions
    from feedpub.model.records import Post

_TEMPLATES = ("{{", "{%")


class Beside(Struct, frozen=True, kw_only=True):
    """The pages of posts: source of the post -> path below the built folder."""

    options: BuiltOptions
    root: str
    site_url: str
    is_own: bool
    """Whether the posts are read by feedpub's own rules, which know no templates."""
    pages: Mapping[str, str] = field(default_factory=dict)

    def text(self, post: Post, read: Callable[[Post], Body]) -> tuple[Post, Body]:
        """Return the text of a post, and the post as what that is written in: of its source (`read`) or its page.

        The page is asked where something is left out of the text of the source, or always, as the options say.
        Raises what `read` raises where there is no page, and SystemFault when a page cannot be read any more.
        """
        if post.source not in self.pages:
            return post, read(post)
        if self.options.bodies is not BuiltBodies.ALWAYS:
            try:
                body = read(post)
            except ContentError:
                return self._of_page(post)
            if not body.left_out and not (self.is_own and any(sign in body.text for sign in _TEMPLATES)):
                return post, body
        return self._of_page(post)

    def _of_page(self, post: Post) -> tuple[Post, Body]:
        path = self.pages[post.source]
        rules = reading.BuiltSiteRules(content=self.options.content)
        with FolderReader(self.root) as reader:
            data = built_files.read(reader, path)
        html_of_page = reading.body(data, path, post, self.site_url, rules)
        return replace(post, markup=Markup.HTML), Body(text=html_of_page)


class Looked(Struct, frozen=True, kw_only=True):
    """The posts with what their pages say, where these are, and what is wrong."""

    posts: tuple[Post, ...]
    pages: Beside
    diagnostics: tuple[Diagnostic, ...]


def look(folder: Path, options: BuiltOptions, posts: Iterable[Post], settings: Settings) -> Looked:
    """Look up the page of each post.

    Raises UsageError when the built folder is not there, SystemFault when a page cannot be read.
    """
    root = built_files.folder_of(folder, options.folder)
    html.check_selector(options.content)
    pages: dict[str, str] = {}
    found: list[Post] = []
    missing: list[Post] = []
    with FolderReader(root) as reader:
        for post in posts:
            path = _file(reader, post.url, settings.site_url)
            if path.lower().endswith(address.ENDINGS):
                pages[post.source] = path
                found.append(_told(post, reader, path, settings.site_url))
            else:
                missing += [] if path or post.not_in_sitemap else [post]
                found.append(post)
    beside = Beside(
        options=options, root=str(root), site_url=settings.site_url, is_own=not settings.dialect, pages=pages
    )
    return Looked(posts=tuple(found), pages=beside, diagnostics=_said(missing, options.folder))


def _file(reader: FolderReader, url: str, site_url: str) -> str:
    """Return the file at an address: a page, or another one that the source's sitemap lists; empty for none."""
    if not url.startswith(site_url):
        return ""
    candidates = address.files_of(url, site_url)
    return next((path for path in candidates if reader.is_file(path)), "")


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
