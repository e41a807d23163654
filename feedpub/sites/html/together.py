"""What is said of all pages of a built site together: versions that are not there, and that no page has a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feedpub.model.records import Diagnostic, Level, Where
from feedpub.sites.html import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feedpub.collect import Collected
    from feedpub.model.details import Translation
    from feedpub.model.records import Post


def looked_over(collected: Collected, folder: str, site_url: str) -> Collected:
    """Return the pages without links to versions that are not there, and what is to be said of all pages."""
    said = list(collected.diagnostics)
    if len(collected.posts) > 1 and not any(post.date for post in collected.posts):
        said.append(_dateless(len(collected.posts), folder))
    if not any(post.translations for post in collected.posts):
        return replace(collected, diagnostics=tuple(said))
    there = {address.key(post.url) for post in collected.posts if post.not_in_sitemap is None}
    posts: list[Post] = []
    missing: list[tuple[Post, Translation]] = []
    for post in collected.posts:
        is_listed = post.not_in_sitemap is None
        absent = [each for each in post.translations if is_listed and _is_absent(each, there, site_url)]
        missing += [(post, each) for each in absent]
        posts.append(_without(post, absent))
    if missing:
        said.append(_missing(sorted(missing, key=lambda one: one[0].source)))
    return replace(collected, posts=tuple(posts), diagnostics=tuple(said))


def _is_absent(version: Translation, there: Iterable[str], site_url: str) -> bool:
    """Whether a version should be a page of this folder, and none that search engines may list is."""
    return address.is_of_site(version.url, site_url) and address.key(version.url) not in there


def _without(post: Post, absent: Sequence[Translation]) -> Post:
    if not absent:
        return post
    left = tuple(each for each in post.translations if each not in absent)
    others = any(address.key(each.url) != address.key(post.url) for each in left)
    return replace(post, translations=left if others else ())


def _missing(missing: Sequence[tuple[Post, Translation]]) -> Diagnostic:
    page, version = missing[0]
    return Diagnostic(
        code="page/version-missing",
        level=Level.WARNING,
        where=Where(path=page.source, line=1, column=1),
        text=f'The page links to its version in "{version.language}", {version.url}, '
        "which is not there, or not to be listed.",
        why="Search engines are sent to an address that does not exist, and pass over links that are not answered.",
        hint="Have the template link to the translations that there are; the sitemap lists only these.",
        found=version.url,
        count=len(missing),
    )


def _dateless(pages: int, folder: str) -> Diagnostic:
    return Diagnostic(
        code="site/no-dates",
        level=Level.WARNING,
        where=Where(path=folder.rstrip("/") or "."),
        text=f"None of the {pages} pages has a date that feedpub can see, so there is no post and no feed.",
        why="A page with a date is a post; of others feeds know neither order nor age.",
        hint="Have the template of posts write into their heads: "
        '<meta property="article:published_time" content="2024-06-21T10:00:00Z">; or take the dates that people see, '
        "with `visible_dates = true` in `[built]`.",
    )
