"""The ids of posts and feeds, the same for ever: what subscribers know a post by.

Nothing here may depend on the address, the title or the text of a post, unless the site asked for it
(another scheme than `uuid`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from feedpub.guard import schemes
from feedpub.model.records import Diagnostic, Level, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import tzinfo

    from feedpub.guard.schemes import Make
    from feedpub.model.options import IdOptions
    from feedpub.model.records import Post, Term

_NO_PINS: Mapping[str, str] = MappingProxyType({})


def assign(
    posts: Iterable[Post],
    options: IdOptions,
    site_url: str,
    *,
    pins: Mapping[str, str] = _NO_PINS,
    zone: tzinfo = UTC,
) -> Mapping[str, str]:
    """Return the id of each post that has a date, by `Post.source`.

    What the author wrote (`Post.id`) comes first, then a pin (source -> id), then the scheme of the site, which
    may want to know the site's `zone`.
    """
    make = schemes.maker(options, site_url, zone)
    return Assigned(posts, pins, make, schemes.seed(options, make))


class Assigned(Mapping[str, str]):
    """The ids of posts by their source, each made when it is asked for: of a large site few posts stand in a feed."""

    __slots__ = ("_make", "_pins", "_posts", "_seed")

    def __init__(self, posts: Iterable[Post], pins: Mapping[str, str], make: Make, seed: Callable[[Post], str]) -> None:
        self._posts = {post.source: post for post in posts if post.date is not None}
        self._pins, self._make, self._seed = pins, make, seed

    def __getitem__(self, source: str) -> str:
        """Return the id of the post of a file."""
        post = self._posts[source]
        return self._written(post) or self._make(post)

    def __contains__(self, source: object) -> bool:
        """Whether the file is a post with a date; no id is made for that."""
        return source in self._posts

    def __iter__(self) -> Iterator[str]:
        """Return the files."""
        return iter(self._posts)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._posts)

    def are_apart(self) -> bool:
        """Whether it is plain that no two are the same; that is seen without making them."""
        if self._pins or any(map(attrgetter("id"), self._posts.values())):
            written = [name for post in self._posts.values() if (name := self._written(post))]
            seeds = [self._seed(post) for post in self._posts.values() if not self._written(post)]
            # One of these may be the very id that is made of another post: that, only the ids can tell.
            return not any(map(schemes.is_urn, written)) and _differ([*written, *seeds])
        return _differ(list(map(self._seed, self._posts.values())))

    def _written(self, post: Post) -> str:
        return post.id or self._pins.get(post.source, "")


def _differ(values: Sequence[str]) -> bool:
    return len(set(values)) == len(values)


def feed_id(options: IdOptions, site_url: str, term: Term | None) -> str:
    """Return the id of the feed of a term, or of the site's (None), whatever the scheme of posts is.

    It is made like a `uuid` of a post from a name with a slash, which no stem has: never the id of a post.
    """
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, schemes.authority(options, site_url)).bytes
    return schemes.urn(namespace, "feed/" if term is None else f"feed/{term.taxonomy.value}/{term.slug}")


_OF_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def podcast_guid(options: IdOptions, site_url: str, feed_url: str) -> str:
    """Return the podcast:guid of a feed: version 5 of its address without scheme and last slash (podcast namespace).

    Of the address that it has below `ids.authority`, where one is given, so that it stays when the site moves.
    """
    return str(
        uuid.uuid5(_OF_PODCASTS, schemes.below_authority(options, site_url)(feed_url).partition("://")[2].rstrip("/"))
    )


def duplicates(
    posts: Iterable[Post],
    ids: Mapping[str, str],
    *,
    held: Callable[[], Collection[str]] | None = None,
    same_url: Level = Level.ERROR,
) -> tuple[Diagnostic, ...]:
    """Return what is said of each post whose URL or id another post, before it in order of source, has already.

    Ids matter in feeds alone: two that are the same are an error where feeds hold both posts (`held`; None for all),
    a warning where they may hold them, and nothing elsewhere. Of posts at one URL pages come last.
    """
    posts = tuple(posts)
    if _differ([post.url for post in posts]) and isinstance(ids, Assigned) and ids.are_apart():
        return ()
    urls: dict[str, Post] = {}
    known: dict[str, Post] = {}
    found: list[Diagnostic] = []
    in_feeds = held() if held else ids.keys()
    for post in sorted(posts, key=lambda post: (post.date is None, post.source)):
        first = urls.setdefault(post.url, post)
        if first is not post:
            found.append(_same_url(post, first, same_url))
            continue  # posts at one URL are one mistake, even where the id is the URL
        name = ids.get(post.source) if post.not_in_feeds is None else None
        if name is not None and (first := known.setdefault(name, post)) is not post:
            is_held = post.source in in_feeds and first.source in in_feeds
            found.append(_same_id(post, first, name, Level.ERROR if is_held else Level.WARNING))
    return tuple(found)


def _same_url(post: Post, first: Post, level: Level) -> Diagnostic:
    return Diagnostic(
        code="post/duplicate-url",
        level=level,
        where=Where(path=post.source),
        text=f"`{post.source}` and `{first.source}` have the same URL, {post.url}",
        why="One page would replace the other, and readers would be led to the wrong one",
        hint=f"Give one of the two another `slug` or `permalink`, or remove `{post.source}`",
        found=post.url,
    )


def _same_id(post: Post, first: Post, name: str, level: Level) -> Diagnostic:
    return Diagnostic(
        code="post/duplicate-id",
        level=level,
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
