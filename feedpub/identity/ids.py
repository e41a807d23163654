"""The ids of posts and feeds, the same for ever: what subscribers know a post by.

Nothing here may depend on the address, the title or the text of a post, unless the site asked for it
(`permalink`). Changing how an id is made re-announces every post of every site: do not.
"""

from __future__ import annotations

import uuid
from hashlib import sha1
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize
from urllib.parse import urlsplit

from feedpub.model import Diagnostic, Level, Where
from feedpub.options import IdScheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from feedpub.model import Post, Term
    from feedpub.options import IdOptions


class _Make(Protocol):
    """Gives the id of a post; a scheme knows the site's authority beforehand."""

    def __call__(self, post: Post) -> str: ...


def _uuid(authority: str) -> _Make:
    """Scheme `uuid`: version 5 of the post's stem (NFC), in the namespace that is version 5 of the authority."""
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, authority).bytes

    def make(post: Post) -> str:
        return _urn(namespace, post.stem)

    return make


def _permalink(authority: str) -> _Make:  # noqa: ARG001 - every scheme is called alike
    """Scheme `permalink`: the URL of the post."""

    def make(post: Post) -> str:
        return post.url

    return make


_SCHEMES: Mapping[IdScheme, Callable[[str], _Make]] = {
    IdScheme.UUID: _uuid,
    IdScheme.PERMALINK: _permalink,
}


_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def _urn(namespace: bytes, name: str) -> str:
    """Give what `uuid.uuid5` gives, as a URN, in a third of the time (RFC 9562 section 5.5)."""
    # A Mac hands out file names decomposed (NFD): the same file must get the same id everywhere.
    digits = sha1(namespace + normalize("NFC", name).encode(), usedforsecurity=False).hexdigest()
    variant = _VARIANT[digits[16]] + digits[17:20]
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}-{digits[20:32]}"


def _authority(options: IdOptions, site_url: str) -> str:
    return options.authority or urlsplit(site_url).hostname or ""


def assign(posts: Iterable[Post], options: IdOptions, site_url: str) -> Mapping[str, str]:
    """Give the id of each post that has a date, by `Post.source`.

    What the author wrote (`Post.id`) comes first, then the scheme of the site.
    """
    make = _SCHEMES[options.scheme](_authority(options, site_url))
    return {post.source: post.id or make(post) for post in posts if post.date is not None}


def feed_id(options: IdOptions, site_url: str, term: Term | None) -> str:
    """Give the id of the feed of a term, or of the site's (None), whatever the scheme of posts is.

    It is made like a `uuid` of a post from a name with a slash, which no stem has: never the id of a post.
    """
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, _authority(options, site_url)).bytes
    return _urn(namespace, "feed/" if term is None else f"feed/{term.taxonomy.value}/{term.slug}")


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
