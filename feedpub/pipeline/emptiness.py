"""What feeds leave out; what is said of a site without posts, or without feeds of its posts: never that all is well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from feedpub.model.records import Absence, Diagnostic, Level, Where
from feedpub.pipeline.run import FeedsTally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feedpub.collect import Collected
    from feedpub.incremental.request import Request
    from feedpub.model.feed_options import FeedsOptions
    from feedpub.pipeline.surveying import Survey


_TOLD_OTHERWISE: Final = frozenset({Absence.BROKEN, Absence.EXCLUDED})
"""Reasons of files that are no posts, or of which a build says more."""


def tally(collected: Collected) -> FeedsTally | None:
    """Return how many posts stand in no feed, and why; None where all do, or where there is nothing else.

    What has no date is a page, and no post.
    """
    dated = [post.not_in_feeds for post in collected.posts if post.date is not None]
    reasons = Counter(one.reason for one in collected.skipped if one.reason not in _TOLD_OTHERWISE)
    standing = len(dated) + reasons.total()
    reasons.update(reason for reason in dated if reason is not None)
    if not reasons or not collected.posts:
        return None
    return FeedsTally(missing=reasons.total(), posts=standing, left_out=reasons.most_common())


def said(found: Survey, request: Request) -> Iterator[Diagnostic]:
    """Return why there is nothing to publish, or no feed of what there is; nothing where there is one.

    An error where that is nobody's wish: no file that is a post or a page, or posts that no feed holds though feeds
    are asked for. A warning where all posts are held back, each for a reason of its own.
    """
    if not found.collected.posts:
        yield _no_posts(found, request)
    elif not found.selection.feeds and _are_wanted(request.options.feeds):
        yield from _no_feeds(found)


def _no_posts(found: Survey, request: Request) -> Diagnostic:
    skipped = [one.reason for one in found.collected.skipped]
    held_back = f" All {len(skipped)} are left out: {_counted(skipped)}." if skipped else ""
    return Diagnostic(
        code="site/no-posts",
        level=Level.WARNING if skipped else Level.ERROR,
        where=Where(path=request.options.content.folder or "."),
        text=f"No post and no page was found.{held_back}",
        why="There is nothing to publish feeds of.",
        hint="Put posts there, or name their folder with `content.folder`; `feedpub why FILE` tells why one is none.",
    )


def _no_feeds(found: Survey) -> Iterator[Diagnostic]:
    """Tell of posts that no feed holds; pages alone need none."""
    dated = [post for post in found.collected.posts if post.date is not None]
    meant = [post for post in dated if post.not_in_feeds is None]
    if not dated:
        return
    reasons = [post.not_in_feeds for post in dated if post.not_in_feeds]
    why_not = f": {_counted(reasons)}" if not meant else ""
    yield Diagnostic(
        code="site/no-feeds",
        level=Level.ERROR if meant else Level.WARNING,
        where=Where(path=(meant or dated)[0].source),
        text=f"No feed holds any of the {len(dated)} posts{why_not}.",
        why="Nobody could subscribe to them.",
        hint="`feedpub why FILE` tells why of each post; paths of feeds stand in `[feeds]`, empty ones for no feed.",
        count=len(dated),
        is_counted=True,
    )


def _are_wanted(feeds: FeedsOptions) -> bool:
    """Whether any format has a path: without one the owner wants a sitemap alone."""
    return any((feeds.rss, feeds.atom, feeds.json))


def _counted(reasons: Iterable[Absence]) -> str:
    """Return the reasons with their numbers, the commonest first: `3 because it is a draft (…)`."""
    return ", ".join(f"{number} because {reason.value}" for reason, number in Counter(reasons).most_common())
