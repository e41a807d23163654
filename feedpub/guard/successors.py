"""What has become of a published feed: the feed of this build that is its own, whatever its path is called now. Pure.

It is known by its path under other options, by its title, and by the posts that it holds.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard.comparison import by_every_id
from feedpub.guard.matching import address_key
from feedpub.guard.snapshot import FORMATS
from feedpub.model.records import Format, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from feedpub.guard.comparison import Comparison, New
    from feedpub.guard.snapshot import PublishedFeed
    from feedpub.model.feed_options import FeedsOptions, MoreFeedOptions, TermOptions
    from feedpub.model.records import FeedSpec, Post, Term


_ALIKE: Final = 0.5
"""Share of the posts of two feeds that are in both, from which on the one has become the other."""


class Successor(Struct, frozen=True, kw_only=True):
    """A feed that this site may have."""

    id: str
    title: str
    term: Term | None
    """None for that of the site."""
    paths: Mapping[Format, str]
    """The path that each format would have, whether it is published or not."""
    posts: frozenset[str]
    """Sources."""
    more: MoreFeedOptions | None = None
    """Its table, where it is one of `feeds.more`."""


class Successors:
    """The feeds that this site may have, with every taxonomy and format."""

    def __init__(self, new: New, feeds: FeedsOptions, comparisons: Iterable[Comparison]) -> None:
        """Take the build, the options that it is made with, and what is known of posts whose ids have changed."""
        self.new, self.options = new, feeds
        pairs = (pair for one in comparisons for pair in one.pairs if pair.is_announced_again)
        self._renamed = {pair.old.id: pair.new.post.source for pair in pairs}
        self._known: dict[str, Successor | None] = {}

    def of(self, feed: PublishedFeed) -> Successor | None:
        """Return what has become of a feed; None where nothing has."""
        if feed.path not in self._known:
            self._known[feed.path] = self._found(feed)
        return self._known[feed.path]

    def now_at(self, feed: PublishedFeed) -> str:
        """Return the path at which this build publishes it: in its format, else in another; empty where it does not."""
        successor = self.of(feed)
        paths = self._current.get(successor.id, {}) if successor else {}
        return paths.get(FORMATS[feed.kind]) or next(iter(paths.values()), "")

    def has_posts(self, feed: PublishedFeed) -> bool:
        """Whether any of its posts is still there."""
        return any(True for _ in self._sources(feed))

    def label_in(self, feed: PublishedFeed, options: TermOptions) -> str:
        """Return the name of its term as its title has it; empty where the title is made otherwise."""
        site = next((one.title for one in self._all.values() if one.term is None), "")
        before, found, after = options.title.replace("{site}", site).partition("{term}")
        title = feed.title
        if not found or not title.startswith(before) or not title.endswith(after):
            return ""
        return title[len(before) : len(title) - len(after)]

    def _found(self, feed: PublishedFeed) -> Successor | None:
        form = FORMATS[feed.kind]
        at_path = self._by_path.get((form, feed.path))
        if at_path is not None:
            return at_path
        titled = self._titled.get(feed.title, ())
        held = frozenset(self._sources(feed))
        alike = (id_ for source in held for id_ in self._holding.get(source, ()) if id_ in self._current)
        best = max({*titled, *alike}, key=partial(self._rank, feed, held), default="")
        return self._all[best] if best in titled or self._likeness(best, held) >= _ALIKE else None

    def _rank(self, feed: PublishedFeed, held: frozenset[str], id_: str) -> tuple[bool, float, bool, str]:
        """Return what is the greatest of the feed that the published one has most likely become."""
        one = self._all[id_]
        return one.title == feed.title, self._likeness(id_, held), (one.term is not None) is ("/" in feed.path), id_

    def _likeness(self, id_: str, held: frozenset[str]) -> float:
        """Return the share of posts that are in both, of those in any."""
        posts = self._all[id_].posts if id_ else frozenset()
        return len(posts & held) / max(1, len(posts | held))

    def _sources(self, feed: PublishedFeed) -> Iterator[str]:
        """Return the posts of this build that the feed holds."""
        for item in feed.items:
            known = self._renamed.get(item.id) or self._by_id.get(item.id)
            if source := known or self._by_url.get(address_key(item.link)):
                yield source

    # Looked up

    @cached_property
    def _all(self) -> Mapping[str, Successor]:
        found: dict[str, Successor] = {}
        for form in Format:
            for spec, posts in self.new.select(_with_all(self.options, form)):
                paths = found[spec.id].paths if spec.id in found else {}
                found[spec.id] = self._successor(spec, posts, {**paths, **spec.paths})
        return found

    def _successor(self, spec: FeedSpec, posts: Sequence[Post], paths: Mapping[Format, str]) -> Successor:
        return Successor(
            id=spec.id,
            title=spec.title,
            term=spec.term,
            paths=paths,
            posts=frozenset(post.source for post in posts),
            more=next((one for one in self.options.more if one.path in spec.paths.values()), None),
        )

    @cached_property
    def _current(self) -> Mapping[str, Mapping[Format, str]]:
        return {feed.spec.id: feed.spec.paths for feed in self.new.feeds}

    @cached_property
    def _by_path(self) -> Mapping[tuple[Format, str], Successor]:
        return {(form, path): one for one in self._all.values() for form, path in one.paths.items()}

    @cached_property
    def _titled(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for one in self._all.values():
            found.setdefault(one.title, []).append(one.id)
        return found

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for one in self._all.values():
            for source in one.posts:
                found.setdefault(source, []).append(one.id)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, str]:
        return {name: post.source for name, post in by_every_id(self.new.posts, self.new.ids)}

    @cached_property
    def _by_url(self) -> Mapping[str, str]:
        return {address_key(post.url): post.source for post in self.new.posts}


def _with_all(feeds: FeedsOptions, form: Format) -> FeedsOptions:
    """Return the options with a feed of each term there is, in one format, so that no two formats have one path."""
    tables = {
        taxonomy.value: replace(getattr(feeds, taxonomy.value), enabled=True, only=(), without=())
        for taxonomy in Taxonomy
    }
    return replace(feeds, formats=(form,), max_feeds=1_000_000, **tables)
