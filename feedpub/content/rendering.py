"""Turn the posts that some feed holds into items: their bodies are read and rendered here, each once.

Posts that no feed holds never come here; that is what keeps a build of 100,000 posts short.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from feedpub import content as markup
from feedpub.content.bounded import bounded
from feedpub.content.flavour import COMMON
from feedpub.model.errors import NO_MEMORY, TOO_DEEP, ContentError, SystemFault
from feedpub.model.feed_options import FeedContent
from feedpub.model.records import Diagnostic, Item, Level, Where
from feedpub.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from feedpub.content.flavour import Flavour
    from feedpub.model.options import ContentOptions
    from feedpub.model.records import Post


class Rendered(Struct, frozen=True, kw_only=True):
    """Items by `Post.source`, and what hinders others."""

    items: Mapping[str, Item]
    diagnostics: tuple[Diagnostic, ...]


def render(  # noqa: PLR0913, PLR0917 - each is a different thing the pipeline knows
    posts: Iterable[Post],
    ids: Mapping[str, str],
    read: Callable[[Post], str],
    options: ContentOptions,
    content: FeedContent,
    flavour: Flavour = COMMON,
) -> Rendered:
    """Return the item of each post; `read` gives the body of a post as written.

    A body that cannot be rendered is a diagnostic, and what ContentError of `read` carries; SystemFault and
    RefusedError pass through.
    """
    texts = partial(_texts, options, content, flavour)
    items: dict[str, Item] = {}
    diagnostics: list[Diagnostic] = []
    for post in posts:
        try:
            body, removed = plain.clean(read(post))
        except ContentError as error:
            diagnostics += error.diagnostics
            continue
        if removed:
            diagnostics.append(_unfit_characters(post, removed))
        try:
            items[post.source] = _item(post, ids[post.source], *texts(post, body))
        except ValueError as error:
            diagnostics.append(_unrenderable(post, error))
        except SystemFault as fault:
            raise SystemFault(f"{post.source}: {fault}", post.source) from fault
        except (MemoryError, RecursionError) as error:
            raise _fault(post, error) from error
    return Rendered(items=items, diagnostics=tuple(diagnostics))


def _item(post: Post, name: str, html: str, summary: str) -> Item:
    if post.date is None:
        raise ValueError("a page is no item of a feed")
    return Item(
        post=post,
        date=post.date,
        updated=post.updated or post.date,
        id=name,
        html=html,
        summary=summary or post.title,
    )


def _texts(options: ContentOptions, content: FeedContent, flavour: Flavour, post: Post, body: str) -> tuple[str, str]:
    """Return HTML and summary of a post."""

    def made() -> tuple[str, str]:
        is_full = content is FeedContent.FULL and not post.excerpt_only
        html = markup.render(body, post.markup, post.url, flavour) if is_full else ""
        # Of a post whose author gives feeds no more than an excerpt the first paragraph is one, and the second is not.
        enough = {"enough": 1} if post.excerpt_only else {}
        return html, post.summary or markup.excerpt(
            body, post.markup, options.excerpt_separator, options.summary_length, flavour, **enough
        )

    return bounded(made, tuple[str, str], len(body))


def _unfit_characters(post: Post, removed: int) -> Diagnostic:
    return Diagnostic(
        code="post/control-characters",
        level=Level.WARNING,
        where=Where(path=post.source, line=post.body_line, column=1),
        text=f"The text held {removed} character{'s' if removed > 1 else ''} that XML forbids; they are left out.",
        why="One such character makes a strict reader refuse the whole feed.",
        hint="Remove them from the file, or replace them by what was meant.",
    )


def _fault(post: Post, error: MemoryError | RecursionError) -> SystemFault:
    what = NO_MEMORY if isinstance(error, MemoryError) else TOO_DEEP
    return SystemFault(f"{post.source}: {what}", post.source)


def _unrenderable(post: Post, error: ValueError) -> Diagnostic:
    return Diagnostic(
        code="post/unrenderable",
        level=Level.ERROR,
        where=Where(path=post.source, line=post.body_line, column=1),
        text=f"The text of the post cannot be rendered: {error}.",
        why="A feed must not carry a post without its text.",
        hint="Fix the text, or take the post out of the feeds with `feed: false`.",
    )
