"""The versions of one post in several languages, each told of all: links that lead there and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from feedpub.collect.problem import Problem
from feedpub.model.details import Translation
from feedpub.model.records import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from feedpub.model.records import Diagnostic, Post


_MOST_VERSIONS: Final = 200
"""Each is told of all others, so they make the square of their number."""


def link(
    posts: Iterable[Post], keys: Mapping[str, str], site_language: str
) -> tuple[tuple[Post, ...], tuple[Diagnostic, ...]]:
    """Fill in the translations of the posts that share a key; `keys` is by source, without empty ones.

    A post in two versions of one language is reported, and the later of the two is left out of the links; a post in
    more versions than anybody writes is reported, and its versions are not linked.
    """
    listed = tuple(posts)
    if not keys and not any(post.translations for post in listed):
        return listed, ()
    groups: dict[str, dict[str, Post]] = {}
    diagnostics: list[Diagnostic] = []
    for post in sorted(listed, key=lambda post: post.source):
        language = post.language or site_language
        if post.source in keys and language:
            group = groups.setdefault(keys[post.source], {})
            other = group.setdefault(language.lower(), post)
            if other is not post:
                diagnostics.append(_twice(post, other, language))
    versions: dict[str, tuple[Translation, ...]] = {}
    for group in groups.values():
        members = tuple(group.values())
        if len(members) > _MOST_VERSIONS:
            diagnostics.append(_too_many(members[_MOST_VERSIONS], len(members)))
        elif len(members) > 1:
            versions |= dict.fromkeys((each.source for each in members), tuple(_all(members, site_language)))
    return tuple(_linked(post, versions, site_language) for post in listed), tuple(diagnostics)


def _all(members: Iterable[Post], site_language: str) -> Iterator[Translation]:
    return (_translation(member, site_language) for member in members)


def _translation(post: Post, site_language: str) -> Translation:
    return Translation(language=post.language or site_language, url=post.url)


def _linked(post: Post, versions: Mapping[str, tuple[Translation, ...]], site_language: str) -> Post:
    """Return the post with what it lists itself, what shares its key, and itself; one address a language."""
    found = {each.language.lower(): each for each in versions.get(post.source, ())}
    found |= {each.language.lower(): each for each in post.translations}
    if not found:
        return post
    if post.language or site_language:
        found[(post.language or site_language).lower()] = _translation(post, site_language)
    return replace(post, translations=tuple(found[tag] for tag in sorted(found)))


def _twice(post: Post, other: Post, language: str) -> Diagnostic:
    return Problem(
        code="post/translation-twice",
        text=f"This post and {other.source} are versions of one post, and both are in `{language}`.",
        hint="Give each its own `lang`, or another `translation_key`.",
        why="Search engines ignore all versions when two claim one language.",
        line=1,
        column=1,
        level=Level.WARNING,
    ).diagnostic(post.source)


def _too_many(post: Post, number: int) -> Diagnostic:
    return Problem(
        code="post/too-many-translations",
        text=f"This is one of {number} versions of one post; {_MOST_VERSIONS} are allowed.",
        hint="Give posts that are no translations of each other other keys.",
        why="Each would be listed with each: the sitemap grows with the square of their number.",
        line=1,
        column=1,
    ).diagnostic(post.source)
