"""The texts of posts from the pages that their generator made, where it has run before feedpub.

The source says which posts there are, and everything about them but their texts: these are in the pages as readers of
the site see them, with all that only the generator can carry out. A page counts only where it holds the words of the
source; one of another post, or from before the post was written anew, does not.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.collect import files
from feedpub.collect.outcome import PageText, PageUse
from feedpub.collect.post import decode
from feedpub.collect.problem import FrontMatterError, Problem
from feedpub.content.bounded import bounded
from feedpub.io import reading
from feedpub.io.reader import FolderReader
from feedpub.io.refusal import RefusedError, TooLargeError
from feedpub.model.options import BuiltBodies
from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.html import address
from feedpub.sites.html import files as built_files
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from feedpub.collect.settings import Settings
    from feedpub.model.options import BuiltOptions
    from feedpub.model.records import Post
    from feedpub.sites.html.page import HtmlPage
    from feedpub.sites.html.reading import BuiltSiteRules
    from feedpub.sites.html.source_text import SourceText

_ASKED: Final = 30
"""Posts, the newest ones, of which one must have its page in a folder for that to be the output of the generator."""
_VOTERS: Final = 6
"""Posts, the newest ones, by whose pages the layout of the site is known."""
_MOST: Final = 20_000_000
"""Bytes of a page that is read for its text."""
_RESTRUCTURED: Final = (".rst", ".rest")
_FEED: Final = patterns.lazy(
    rb"[\s\xef\xbb\xbf]*+(?:<[?!][^>]*+>\s*+)*+(?:\{|<(?:rss|feed|urlset|sitemapindex|opml|rdf:RDF)[\s>])"
)
"""Beginning of a feed or sitemap: one of feedpub's own may have the path of a page."""


class PageTexts(Struct, frozen=True, kw_only=True):
    """Where the pages of posts are, and how their texts are taken from them."""

    site: Path
    folder: str
    """That with the pages, as the site or the command line names it; empty where none was found."""
    options: BuiltOptions
    settings: Settings
    separator: str = ""
    """What ends the lead of a text, besides the usual marks."""
    layout: str = ""
    """That of the element which holds the text in most pages; empty where there is none."""

    def text(self, post: Post) -> PageText:
        """Return the text of a post from its page, or why it is not taken from there. Raises SystemFault."""
        try:
            page = self._page(post)
        except RefusedError:
            return PageText(use=PageUse.REFUSED)
        if page is None:
            return PageText(use=PageUse.ABSENT)
        from feedpub.sites.html import reading as pages  # noqa: PLC0415 - where there are no pages, none is read

        rules = pages.BuiltSiteRules(content=self.options.content, layout=self.layout)
        source = self._source(post)
        html = None if source is None else self._matched(page, post, rules, source)
        if html is None and self.options.bodies is BuiltBodies.PAGE:
            html = pages.body(page.data, page.path, post, self.settings.site_url, rules)
        if html is not None:
            return PageText(use=PageUse.TAKEN, html=html)
        is_empty = source is not None and not source.words and not source.is_made
        return PageText(use=PageUse.ABSENT if is_empty else PageUse.DIFFERS)

    def with_layout(self, posts: Iterable[Post]) -> PageTexts:
        """Return the same with the layout that the pages of most of these posts have."""
        votes = Counter(filter(None, map(self._layout, posts)))
        layout, number = next(iter(votes.most_common(1)), ("", 0))
        return replace(self, layout=layout) if number > 1 and number * 2 > votes.total() else self

    def diagnostics(self, uses: Mapping[str, PageUse]) -> tuple[Diagnostic, ...]:
        """Return what is to be said of posts whose text is not that of their page: once for each cause."""
        causes: dict[PageUse, list[str]] = {}
        for source, use in uses.items():
            causes.setdefault(use, []).append(source)
        told = [PageUse.DIFFERS, PageUse.REFUSED]
        told += [PageUse.ABSENT] if self.options.bodies is BuiltBodies.PAGE else []
        return tuple(self._diagnostic(use, causes[use]) for use in told if use in causes)

    def _page(self, post: Post) -> _Page | None:
        """Return the page of a post; None where there is none. Raises RefusedError."""
        if not self.folder:
            return None
        root, prefix = _root(self.site, self.folder)
        with FolderReader(root) as reader:
            return _read(reader, prefix, post.url, self.settings.site_url)

    def _matched(self, page: _Page, post: Post, rules: BuiltSiteRules, source: SourceText) -> str | None:
        """Return the text in a page; None where it is not there, or takes too long to find."""
        from feedpub.sites.html import reading as pages  # noqa: PLC0415 - where there are no pages, none is read

        try:
            parsed = self._parsed(page)
            found = bounded(lambda: pages.matched_body(parsed, post, rules, source) or "", str, len(page.data) // 10)
        except ValueError:
            return None
        return found or None

    def _layout(self, post: Post) -> str:
        from feedpub.sites.html import reading as pages  # noqa: PLC0415 - where there are no pages, none is read

        try:
            page, source = self._page(post), self._source(post)
        except RefusedError:
            return ""  # who takes the text says so
        return "" if page is None or source is None else pages.layout(self._parsed(page), source)

    def _parsed(self, page: _Page) -> HtmlPage:
        from feedpub.sites.html import reading as pages  # noqa: PLC0415 - where there are no pages, none is read

        return pages.page_of(page.data, page.path, self.settings.site_url)

    def _source(self, post: Post) -> SourceText | None:
        """Return the words of a source; None where it cannot be read: who renders it says what is wrong with it."""
        from feedpub.sites.html.source_text import of_restructured, source_text  # noqa: PLC0415 - as above

        written = files.read_bytes(self.site, post.source, sys.maxsize, self.settings.named)
        if isinstance(written, Problem):
            return None
        try:
            lines = decode(written).replace("\r\n", "\n").split("\n")
            body = "\n".join(lines[post.body_line - 1 :])
            body = of_restructured(body) if post.source.lower().endswith(_RESTRUCTURED) else body
            return source_text(body, post.markup, self.separator)
        except (FrontMatterError, ValueError):
            return None

    def _diagnostic(self, use: PageUse, sources: Sequence[str]) -> Diagnostic:
        is_one = len(sources) == 1
        pages_of = "The page of this post" if is_one else f"The pages of {len(sources)} posts"
        told = _TOLD[use]
        return Diagnostic(
            code=told.code,
            level=told.level,
            where=Where(path=sources[0]),
            text=f"{pages_of} {f'in {self.folder} ' if self.folder else ''}{told.one if is_one else told.several}.",
            why=told.why,
            hint=told.hint,
            count=len(sources),
            is_counted=True,
        )


class _Cause(Struct, frozen=True, kw_only=True):
    """What is said of posts whose text is not that of their page."""

    code: str
    level: Level = Level.WARNING
    one: str
    """Of the page of one post."""
    several: str
    why: str
    hint: str


_TOLD: Final = {
    PageUse.DIFFERS: _Cause(
        code="site/page-differs",
        one="does not hold its text, which is taken from the source",
        several="do not hold their texts, which are taken from the sources",
        why="A page of another post, or older than the source, would give readers a wrong text.",
        hint='Run the generator, and then feedpub; with `bodies = "source"` in `[built]` no page is asked.',
    ),
    PageUse.REFUSED: _Cause(
        code="site/page-refused",
        one="is not read: it is no file, or a link leads out of the site",
        several="are not read: they are no files, or links lead out of the site",
        why="Whoever may change the site could otherwise publish any file of this machine.",
        hint="Remove what stands in their place, and run the generator again.",
    ),
    PageUse.ABSENT: _Cause(
        code="post/no-page",
        level=Level.ERROR,
        one="is not there",
        several="are not there",
        why='`bodies = "page"` in `[built]` asks for texts from pages only.',
        hint='Run the generator, and then feedpub; with `bodies = "auto"` the source gives the text where there is no '
        "page.",
    ),
}


class _Page(Struct, frozen=True, kw_only=True):
    """A page, by its path below the folder."""

    path: str
    data: bytes


def find(  # noqa: PLR0913 - each is a different thing that a build knows
    site: Path,
    options: BuiltOptions,
    *,
    output: str,
    separator: str,
    posts: Sequence[Post],
    settings: Settings,
) -> PageTexts | None:
    """Return where the texts of posts are taken from; None where they are taken from their sources.

    `output` is the folder that is published, `separator` what ends the lead of a text. Only of the site of a known
    generator is the folder found by itself.
    """
    if options.bodies is BuiltBodies.SOURCE:
        return None
    is_wanted = options.bodies is BuiltBodies.PAGE
    folder = options.folder
    if not folder and (settings.dialect or is_wanted):
        folder = _found(site, (output, *options.search), posts, settings)
    if not folder and not is_wanted:
        return None
    if folder:
        import feedpub.sites.html.reading  # noqa: PLC0415 - before processes are forked
        import feedpub.sites.html.source_text  # noqa: F401, PLC0415 - before processes are forked

    found = PageTexts(site=site, folder=folder, options=options, settings=settings, separator=separator)
    return found.with_layout([post for post in posts if post.date][:_VOTERS]) if folder else found


def page_at(reader: FolderReader, url: str, site_url: str, prefix: str = "") -> str:
    """Return the file at an address, below what `prefix` names: a page, or another one; empty for none."""
    if not url.startswith(site_url):
        return ""
    candidates = address.files_of(url, site_url)
    return next((path for path in candidates if reader.is_file(prefix + path)), "")


def _found(site: Path, names: Sequence[str], posts: Sequence[Post], settings: Settings) -> str:
    """Return the first of the folders in which a post has its page; empty where none has."""
    dated = [post for post in posts if post.date]
    given = names[0] if built_files.is_given(names[0]) else ""
    for name in dict.fromkeys(name.removeprefix("./").rstrip("/") or "." for name in names):
        if name == "." or (built_files.is_given(name) and name != given):
            continue
        # A source has the path of a page, too, where its address is made of that.
        is_of_sources = any(post.source.startswith(f"{name}/") for post in dated)
        if not is_of_sources and _has_pages(site, name, dated[:_ASKED], settings.site_url):
            return name
    return ""


def _has_pages(site: Path, name: str, posts: Sequence[Post], site_url: str) -> bool:
    """Return whether a folder has the page of any of these posts; one that is not of the site has none."""
    root, prefix = _root(site, name)
    try:
        if not (reading.is_folder(site, name) if prefix else reading.is_folder(root)):
            return False
    except RefusedError:
        return False
    with FolderReader(root) as reader:
        return any(_has_page(reader, prefix, post.url, site_url) for post in posts)


def _has_page(reader: FolderReader, prefix: str, url: str, site_url: str) -> bool:
    try:
        return _read(reader, prefix, url, site_url) is not None
    except RefusedError:
        return False


def _read(reader: FolderReader, prefix: str, url: str, site_url: str) -> _Page | None:
    """Return the page at an address; None where none is, or something else. Raises RefusedError."""
    path = page_at(reader, url, site_url, prefix)
    if not path.lower().endswith(address.ENDINGS):
        return None
    try:
        data = reader.read(prefix + path, _MOST).data
    except TooLargeError:
        return None
    return None if _FEED.match(data) else _Page(path=path, data=data)


def _root(site: Path, name: str) -> tuple[Path, str]:
    """Return beneath which folder pages are opened, and what their paths begin with there."""
    return (site / name, "") if built_files.is_given(name) else (site, f"{name.rstrip('/')}/")
