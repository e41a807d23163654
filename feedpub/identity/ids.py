"""The ids of posts and feeds, the same for ever: what subscribers know a post by.

Nothing here may depend on the address, the title or the text of a post, unless the site asked for it
(another scheme than `uuid`).
"""

from __future__ import annotations

import uuid
from datetime import UTC
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from feedpub.identity import schemes
from feedpub.model import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from feedpub.model import Post, Term
    from feedpub.options import IdOptions

_NO_PINS: Mapping[str, str] = MappingProxyType({})


def assign(
    posts: Iterable[Post],
    options: IdOptions,
    site_url: str,
    *,
    pins: Mapping[str, str] = _NO_PINS,
    zone: tzinfo = UTC,
) -> Mapping[str, str]:
    """Give the id of each post that has a date, by `Post.source`.

    What the author wrote (`Post.id`) comes first, then a pin (source -> id), then the scheme of the site, which
    may want to know the site's `zone`.
    """
    make = schemes.maker(options, site_url, zone)
    return {post.source: post.id or pins.get(post.source) or make(post) for post in posts if post.date is not None}


def feed_id(options: IdOptions, site_url: str, term: Term | None) -> str:
    """Give the id of the feed of a term, or of the site's (None), whatever the scheme of posts is.

    It is made like a `uuid` of a post from a name with a slash, which no stem has: never the id of a post.
    """
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, schemes.authority(options, site_url)).bytes
    return schemes.urn(namespace, "feed/" if term is None else f"feed/{term.taxonomy.value}/{term.slug}")


def duplicates(posts: Iterable[Post], ids: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Give an error for each post whose URL or id another post, before it in order of source, has already."""
    urls: dict[str, Post] = {}
    known: dict[str, Post] = {}
    found: list[Diagnostic] = []
    for post in sorted(posts, key=lambda post: post.source):
        first = urls.setdefault(post.url, post)
        if first is not post:
            found.append(_same_url(post, first))
            continue  # posts at one URL are one mistake, even where the id is the URL
        name = ids.get(post.source)
        if name is not None and (first := known.setdefault(name, post)) is not post:
            found.append(_same_id(post, first, name))
    return tuple(found)


def _same_url(post: Post, first: Post) -> Diagnostic:
    return Diagnostic(
        code="post/duplicate-url",
        level=Level.ERROR,
        where=Where(path=post.source),
        text=f"`{post.source}` and `{first.source}` have the same URL, {post.url}",
        why="One page would replace the other, and readers would be led to the wrong one",
        hint=f"Give one of the two another `slug` or `permalink`, or remove `{post.source}`",
        found=post.url,
    )


def _same_id(post: Post, first: Post, name: str) -> Diagnostic:
    return Diagnostic(
        code="post/duplicate-id",
        level=Level.ERROR,
        where=Where(path=post.source),
        text=f"`{post.source}` and `{first.source}` have the same id, {name}",
        why="Feed readers show only one of two posts with one id",
        hint=_other_id(post, first),
        found=name,
    )


def _other_id(post: Post, first: Post) -> str:
    without = [each for each in (post, first) if not each.id]
    if not without:
        return "Write another `id` in the newer of the two; never change the one that is published"
    newer = max(without, key=attrgetter("date"))
    return (
        f"Write an `id` of its own in `{newer.source}`, for example `id: {newer.url}`, "
        "or rename that file; not if it is the one already published"
    )
