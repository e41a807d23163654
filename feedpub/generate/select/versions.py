"""Which of the versions of a post in several languages a feed holds: one, so that its subscribers get the post once."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from feedpub.model.records import Post


class Versions:
    """Of each post the versions that take its place: the one in the language of the site, else an older one.

    A version that is no post of a feed itself (a draft, `feed: false`, on another site) takes no place.
    """

    def __init__(self, posts: Sequence[Post], language: str) -> None:
        """Take the posts that may be in feeds."""
        translated = [post for post in posts if post.translations]
        self._before = _before(posts, translated, language.casefold()) if translated else {}

    def __bool__(self) -> bool:
        """Whether there is any post in several languages."""
        return bool(self._before)

    def is_held(self, post: Post, is_member: Callable[[Post], bool]) -> bool:
        """Whether a feed holds a post, of whose versions it holds those that are members."""
        return not (self._before and any(map(is_member, self._before.get(post.source, ()))))


def _before(posts: Sequence[Post], translated: Sequence[Post], language: str) -> Mapping[str, Sequence[Post]]:
    by_url = {post.url: post for post in posts}
    rank = {
        post.source: (post.language.casefold() not in {"", language}, place)
        for place, post in enumerate(sorted(posts, key=attrgetter("date", "source")))
    }
    found: dict[str, dict[str, Post]] = {}
    for post in translated:
        for version in post.translations:
            other = by_url.get(version.url)
            if other is not None and other is not post:
                first, second = sorted((post, other), key=lambda each: rank[each.source])
                found.setdefault(second.source, {})[first.source] = first
    return {source: tuple(before.values()) for source, before in found.items()}
