"""Posts that feeds hold made into items, and into the parts of documents that these become; in several processes.

What one post makes depends on no other, so the posts are shared out, and all that is to be said of each comes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping  # noqa: TC003 - what is packed is read by the types of its fields
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub import collect
from feedpub.collect import left_out as leaving
from feedpub.collect.left_out import LeftOut  # noqa: TC001 - what is packed is read by the types of its fields
from feedpub.collect.outcome import PageUse
from feedpub.content.flavour import COMMON
from feedpub.incremental.packing import Packing
from feedpub.io import workers
from feedpub.model.errors import ContentError
from feedpub.model.feed_options import UpdatedBy
from feedpub.model.options import BuiltBodies
from feedpub.model.records import Diagnostic, Item, Level, Markup, Where
from feedpub.pipeline import remembering

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from feedpub.collect.outcome import Pages, PageText
    from feedpub.collect.reading import Reading
    from feedpub.collect.settings import Settings
    from feedpub.generate import Entries
    from feedpub.incremental.request import Request
    from feedpub.model.options import Options
    from feedpub.model.records import FeedSpec, Format, Post
    from feedpub.model.site import Site
    from feedpub.pipeline.remembering import Remembered
    from feedpub.pipeline.run import Progress
    from feedpub.pipeline.surveying import Survey

_WORTH_SHARING: Final = 150
"""Posts from which on two processes are faster than one (benchmarks/README.md)."""
_SHARE: Final = 40
"""Posts that are made together."""


class _ShareMade(Struct, frozen=True, kw_only=True, array_like=True):
    """What the posts of a share have become."""

    items: Mapping[str, Item]
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[LeftOut, ...]
    uses: Mapping[str, PageUse]
    """Of their pages, by `Post.source`."""


_PACKING: Final = Packing[_ShareMade](_ShareMade)


class Making(Struct, frozen=True, kw_only=True):
    """How the posts of a site become items."""

    folder: Path
    options: Options
    site: Site
    settings: Settings | None = None
    """What the posts were read with; None for feedpub's own rules."""
    pages: Pages | None = None
    """The built pages of the posts, if texts are taken from any."""


class Made(Struct, frozen=True, kw_only=True):
    """Items by `Post.source`, the parts of documents that they make, and what hinders others."""

    items: Mapping[str, Item]
    parts: Mapping[Format, Mapping[str, bytes]]
    diagnostics: tuple[Diagnostic, ...]
    of_pages: int = 0
    """How many posts have the text of their built page."""

    def give(self, entries: Entries) -> None:
        """Let the parts be found when documents are put together."""
        for form, parts in self.parts.items():
            entries.put(form, [self.items[source] for source in parts], list(parts.values()))


class Share(Struct, frozen=True, kw_only=True):
    """Posts to be made together: their ids, and what is to be made of each."""

    posts: tuple[Post, ...]
    ids: Mapping[str, str]
    forms: Mapping[Format, frozenset[str]]
    """The sources of the posts whose parts are wanted, by format."""


class _Budget:
    """Counts the bytes that the feeds will have while their posts become items; so memory ends at the limit, too."""

    def __init__(self, feeds: Sequence[tuple[FeedSpec, Sequence[Post]]], most: int) -> None:
        self._uses: Counter[str] = Counter()
        for spec, posts in feeds:
            for post in posts:
                self._uses[post.source] += len(spec.paths)
        self._feeds = len(feeds)
        self._most = most
        self._spent = 0
        self._dearest = (0, "")

    def spend(self, items: Mapping[str, Item]) -> None:
        """Count what these posts add to all documents. Raises ContentError beyond the limit."""
        for source, item in items.items():
            cost = (len(item.html) + len(item.summary)) * self._uses[source]
            self._spent += cost
            self._dearest = max(self._dearest, (cost, source))
        if self._spent > self._most:
            raise ContentError("nothing was published: the feeds would be too large", (self._refusal(),))

    def _refusal(self) -> Diagnostic:
        cost, source = self._dearest
        return Diagnostic(
            code="feed/too-many-bytes",
            level=Level.ERROR,
            where=Where(path="feedpub.toml", element="feeds.max_bytes"),
            text=(
                f"The {self._feeds} feeds would have more than {self._most} bytes together. Most of them, {cost}, "
                f"are of `{source}`, which stands in {self._uses[source]} documents"
            ),
            why="All are made and compared in memory before the first is published",
            hint='Lower `feeds.limit`, write `feeds.content = "summary"`, have fewer feeds, or raise `feeds.max_bytes`',
        )


def load(formats: Iterable[Format]) -> None:
    """Load the Markdown and HTML libraries, and what makes feeds of these formats: once, and not in each process."""
    from feedpub import generate  # noqa: PLC0415 - start-up counts
    from feedpub.content import rendering  # noqa: F401, PLC0415 - start-up counts

    generate.load(formats)


def made(request: Request, found: Survey, progress: Progress, reading: Reading | None = None) -> Made:
    """Return what the posts of a site become. Raises as `made_of` does.

    Where builds of one process follow one another, `reading` tells which files are what they were.
    """
    settings, pages = found.collected.settings, found.collected.pages
    how = Making(folder=request.folder, options=request.options, site=found.site, settings=settings, pages=pages)
    # The text of a post of another generator may hold what other files say.
    if reading and request.memory is not None and pages is None and not (settings and settings.dialect):
        sources = {post.source for _, posts in found.selection.feeds for post in posts}
        remembered = remembering.Remembered(request.memory, how, reading.digests(sources))
        return made_of(found.selection.feeds, found.ids, how, 1, progress, remembered)
    return made_of(found.selection.feeds, found.ids, how, request.jobs, progress)


def made_of(  # noqa: PLR0913, PLR0917 - what feeds hold, and by what means it is made
    feeds: Sequence[tuple[FeedSpec, Sequence[Post]]],
    ids: Mapping[str, str],
    how: Making,
    jobs: int,
    progress: Progress,
    remembered: Remembered | None = None,
) -> Made:
    """Return what the posts that feeds hold become, each once: by other processes, where there are many.

    What is remembered of a post is not made again.

    Raises SystemFault when a file has gone, ContentError when the feeds would be larger than is allowed.
    """
    shares = _shares(feeds, ids, how.options, 1 if remembered else _SHARE)
    budget = _Budget(feeds, how.options.feeds.max_bytes)
    total = sum(len(share.posts) for share in shares)
    load({form for share in shares for form in share.forms})
    make = partial(_made, how)
    work = remembered.of_each(make) if remembered else make
    answers = workers.spread(work, shares, jobs if total >= _WORTH_SHARING else 1)
    items: dict[str, Item] = {}
    parts: dict[Format, dict[str, bytes]] = {}
    diagnostics: list[Diagnostic] = []
    left_out: list[LeftOut] = []
    uses: dict[str, PageUse] = {}
    done = 0
    progress("rendering", done, total)
    for share, (packed, of_formats) in zip(shares, answers, strict=True):
        of_share = _PACKING.unpack(packed)
        budget.spend(of_share.items)
        items |= of_share.items
        diagnostics += of_share.diagnostics
        left_out += of_share.left_out
        uses |= of_share.uses
        for form, of_form in of_formats.items():
            parts.setdefault(form, {}).update(of_form)
        done += len(share.posts)
        progress("rendering", done, total)
    if remembered:
        remembered.forget_others()
    diagnostics += leaving.diagnostics(left_out)
    diagnostics += how.pages.diagnostics(uses) if how.pages else ()
    of_pages = sum(use is PageUse.TAKEN for use in uses.values())
    return Made(items=items, parts=parts, diagnostics=tuple(diagnostics), of_pages=of_pages)


def _shares(
    feeds: Iterable[tuple[FeedSpec, Sequence[Post]]], ids: Mapping[str, str], options: Options, size: int
) -> list[Share]:
    posts: dict[str, Post] = {}
    forms: dict[Format, set[str]] = {}
    for spec, held in feeds:
        sources = [post.source for post in held]
        posts.update(zip(sources, held, strict=True))
        for form in spec.paths:
            forms.setdefault(form, set()).update(sources)
    if options.feeds.updated is UpdatedBy.CONTENT:
        forms = {}  # what is published has to be seen first: it says when a text has changed
    every = tuple(posts.values())
    return [
        Share(
            posts=part,
            ids={post.source: ids[post.source] for post in part},
            forms={form: frozenset(post.source for post in part if post.source in of) for form, of in forms.items()},
        )
        for start in range(0, len(every), size)
        if (part := every[start : start + size])
    ]


def _made(making: Making, share: Share) -> tuple[bytes, Mapping[Format, Mapping[str, bytes]]]:
    """Return the items and what is to be said of them, packed, and the parts. Runs in any process."""
    from feedpub import generate  # noqa: PLC0415 - loads the Markdown and HTML libraries, lxml and feedgen

    made = _rendered(making, share)
    parts = {}
    for form, wanted in share.forms.items():
        sources = [source for source in made.items if source in wanted]
        items = tuple(made.items[source] for source in sources)
        parts[form] = dict(zip(sources, generate.parts(form, making.site, items), strict=True))
    return _PACKING.pack(made), parts


def _rendered(making: Making, share: Share) -> _ShareMade:
    from feedpub.content.rendering import render  # noqa: PLC0415 - loads the Markdown and HTML libraries, lxml and feedgen

    left_out: list[LeftOut] = []
    pages = _texts(share.posts, making.pages) if making.pages else {}

    def text(post: Post) -> str:
        if post.source in pages and pages[post.source].use is PageUse.TAKEN:
            return pages.pop(post.source).html
        body = collect.read_body(making.folder, post, making.settings)
        left_out.extend(body.left_out)
        return leaving.readable(post, body).text

    uses = {source: page.use for source, page in pages.items()}
    posts = [_written(post, uses.get(post.source)) for post in share.posts if not _is_lacking(making, post, uses)]
    flavour = making.settings.flavour if making.settings else COMMON
    rendered = render(posts, share.ids, text, making.options.content, making.options.feeds.content, flavour)
    items = _with_footers(rendered.items, making)
    return _ShareMade(items=items, diagnostics=rendered.diagnostics, left_out=tuple(left_out), uses=uses)


def _with_footers(items: Mapping[str, Item], making: Making) -> Mapping[str, Item]:
    """Return items with what stands below their texts."""
    template = making.options.feeds.footer
    if not template and not any(item.post.extensions for item in items.values()):
        return items
    from feedpub.content.footer import footer  # noqa: PLC0415 - few sites have one

    return {
        source: replace(item, html=item.html + footer(template, item, making.site)) if item.html else item
        for source, item in items.items()
    }


def _texts(posts: Iterable[Post], pages: Pages) -> dict[str, PageText]:
    """Return what the page of each post holds of its text, by the source of the post."""
    return {post.source: pages.text(post) for post in posts}


def _written(post: Post, use: PageUse | None) -> Post:
    """Return the post as what its text is written in."""
    return replace(post, markup=Markup.HTML) if use is PageUse.TAKEN else post


def _is_lacking(making: Making, post: Post, uses: Mapping[str, PageUse]) -> bool:
    """Whether the post has no page and is to have its text from there."""
    return uses.get(post.source) is PageUse.ABSENT and making.options.built.bodies is BuiltBodies.PAGE
