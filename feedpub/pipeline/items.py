"""Posts that feeds hold made into items, and into the parts of documents that these become; in several processes.

What one post makes depends on no other, so the posts are shared out, and all that is to be said of each comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from feedpub import collect, processes
from feedpub.collect import left_out as leaving
from feedpub.collect.left_out import Body, LeftOut
from feedpub.collect.packing import Packing
from feedpub.errors import ContentError
from feedpub.model import Diagnostic, Item
from feedpub.options import UpdatedBy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from feedpub.collect.beside import Beside
    from feedpub.collect.settings import Settings
    from feedpub.generate.entries import Entries
    from feedpub.model import FeedSpec, Format, Post, Site
    from feedpub.options import Options
    from feedpub.render import Rendered

_WORTH_SHARING: Final = 150
"""Posts from which on two processes are faster than one (benchmarks/README.md)."""
_SHARE: Final = 40
"""Posts that are made together."""


_PACKING: Final = Packing[tuple[Mapping[str, Item], tuple[Diagnostic, ...], tuple[LeftOut, ...]]](
    tuple[Mapping[str, Item], tuple[Diagnostic, ...], tuple[LeftOut, ...]]
)


class Making(Struct, frozen=True, kw_only=True):
    """How the posts of a site become items."""

    folder: Path
    options: Options
    site: Site
    settings: Settings | None
    """What the posts were read with."""
    beside: Beside | None = None
    """The built pages of the posts, if there are any."""


class Made(Struct, frozen=True, kw_only=True):
    """Items by `Post.source`, the parts of documents that they make, and what hinders others."""

    items: Mapping[str, Item]
    parts: Mapping[Format, Mapping[str, bytes]]
    diagnostics: tuple[Diagnostic, ...]

    def give(self, entries: Entries) -> None:
        """Let the parts be found when documents are put together."""
        for form, parts in self.parts.items():
            entries.put(form, [self.items[source] for source in parts], list(parts.values()))


class _Share(Struct, frozen=True, kw_only=True):
    """Posts to be made together: their ids, and what is to be made of each."""

    posts: tuple[Post, ...]
    ids: Mapping[str, str]
    forms: Mapping[Format, frozenset[str]]
    """The sources of the posts whose parts are wanted, by format."""


class Rendering:
    """Posts that feeds hold while they become items, each once: by other processes, where there are many."""

    def __init__(
        self, feeds: Iterable[tuple[FeedSpec, Sequence[Post]]], ids: Mapping[str, str], making: Making, jobs: int
    ) -> None:
        from feedpub import generate, render  # noqa: F401, PLC0415 - load the Markdown and HTML libraries, lxml and feedgen

        self._shares = _shares(feeds, ids, making.options)
        self._total = sum(len(share.posts) for share in self._shares)
        generate.load({form for share in self._shares for form in share.forms})  # once, and not in each process
        jobs = jobs if self._total >= _WORTH_SHARING else 1
        self._answers = processes.spread(partial(_made, making), self._shares, jobs)

    def made(self, report: Callable[[int, int], None]) -> Made:
        """Give the items: once; `report` is told how many of how many are done.

        Raises SystemFault when a file has gone.
        """
        items: dict[str, Item] = {}
        parts: dict[Format, dict[str, bytes]] = {}
        diagnostics: list[Diagnostic] = []
        left_out: list[LeftOut] = []
        done = 0
        report(done, self._total)
        for share, (packed, made) in zip(self._shares, self._answers, strict=True):
            of_share, found, left = _PACKING.unpack(packed)
            items |= of_share
            diagnostics += found
            left_out += left
            for form, of_form in made.items():
                parts.setdefault(form, {}).update(of_form)
            done += len(share.posts)
            report(done, self._total)
        return Made(items=items, parts=parts, diagnostics=(*diagnostics, *leaving.diagnostics(left_out)))


def _shares(feeds: Iterable[tuple[FeedSpec, Sequence[Post]]], ids: Mapping[str, str], options: Options) -> list[_Share]:
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
        _Share(
            posts=part,
            ids={post.source: ids[post.source] for post in part},
            forms={form: frozenset(post.source for post in part if post.source in of) for form, of in forms.items()},
        )
        for start in range(0, len(every), _SHARE)
        if (part := every[start : start + _SHARE])
    ]


def _made(making: Making, share: _Share) -> tuple[bytes, Mapping[Format, Mapping[str, bytes]]]:
    """Give the items and what is to be said of them, packed, and the parts. Runs in any process."""
    from feedpub import generate  # noqa: PLC0415 - as above

    rendered, left_out = _rendered(making, share)
    parts = {}
    for form, wanted in share.forms.items():
        sources = [source for source in rendered.items if source in wanted]
        items = tuple(rendered.items[source] for source in sources)
        parts[form] = dict(zip(sources, generate.parts(form, making.site, items), strict=True))
    return _PACKING.pack((rendered.items, rendered.diagnostics, left_out)), parts


def _rendered(making: Making, share: _Share) -> tuple[Rendered, tuple[LeftOut, ...]]:
    from feedpub.render import render  # noqa: PLC0415 - as above

    left_out: list[LeftOut] = []

    def read(post: Post) -> Body:
        return collect.read_body(making.folder, post, making.settings)

    def text(post: Post) -> str:
        body = texts.pop(post.source) if post.source in texts else read(post)
        left_out.extend(body.left_out)
        return leaving.readable(post, body).text

    posts: Iterable[Post] = share.posts
    texts: dict[str, Body] = {}
    if making.beside is not None:
        posts, texts = _texts(share.posts, making.beside, read)
    rendered = render(posts, share.ids, text, making.options.content, making.options.feeds.content)
    return rendered, tuple(left_out)


def _texts(posts: Iterable[Post], pages: Beside, read: Callable[[Post], Body]) -> tuple[list[Post], dict[str, Body]]:
    """Return the posts as what their texts are written in, of source or page, and the texts; not those that fail."""
    found: list[Post] = []
    texts: dict[str, Body] = {}
    for post in posts:
        try:
            written, texts[post.source] = pages.text(post, read)
        except ContentError:
            written = post  # rendering reads it again, and tells what is wrong with it
        found.append(written)
    return found, texts
