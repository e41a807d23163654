"""The build and the published documents side by side: for each feed what is old and what is new, and who is who.

The guard and `feedpub diff` look at the same comparison, so that they cannot disagree. Pure.
"""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard.known_as import Guid, guid_of
from feedpub.guard.likeness import ALIKE, likeness, shingles, text_key
from feedpub.guard.matching import Candidate, Reason, address_key, match
from feedpub.guard.namesakes import is_near
from feedpub.guard.snapshot import FORMATS
from feedpub.model.records import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from feedpub.guard.matching import MatchDoubt
    from feedpub.guard.snapshot import PublishedFeed, PublishedItem, Snapshot
    from feedpub.model.feed_options import FeedsOptions
    from feedpub.model.records import FeedSpec, Item, Post


class NewFeed(Struct, frozen=True, kw_only=True):
    """A feed as this build makes it."""

    spec: FeedSpec
    items: tuple[Item, ...]


class New(Struct, frozen=True, kw_only=True):
    """What a build would publish."""

    feeds: tuple[NewFeed, ...]
    """What people subscribe to."""
    posts: tuple[Post, ...]
    """All of them, within the feeds or not."""
    ids: Mapping[str, str]
    """`Post.source` -> id."""
    paths: frozenset[str]
    """Of every document."""
    locs: Mapping[str, int]
    """Path of each sitemap -> addresses in it."""
    select: Callable[[FeedsOptions], Sequence[tuple[FeedSpec, Sequence[Post]]]] = lambda _: ()
    """What feeds there would be, and of which posts, with other options."""
    pinned: frozenset[str] = frozenset()
    """Sources of the posts whose id stands in feedpub.ids."""
    zone: tzinfo = UTC
    """Of the site, in which its days are."""
    archives: tuple[NewFeed, ...] = ()
    """The archives of the feeds."""


class Pair(Struct, frozen=True, kw_only=True):
    """An item as it is published, and as it would be."""

    old: PublishedItem
    new: Item
    reason: Reason
    form: Format = Format.RSS
    """That of the feed which takes the place of the old one."""

    @property
    def name(self) -> str:
        """What readers would know the new item by."""
        return self.new.id_in(self.form)

    @property
    def is_announced_again(self) -> bool:
        """Whether readers would take the one for another post than the other."""
        return self.old.id != self.name or self.has_other_guid

    @property
    def has_other_guid(self) -> bool:
        """Whether some readers would, though the id is the same, for RSS says it in another way."""
        return self.form is Format.RSS and self.old.guid is not self.guid

    @property
    def guid(self) -> Guid:
        """How RSS would say what the new item is."""
        return guid_of(self.new.post, self.new.id)


class Unsure(Struct, frozen=True, kw_only=True):
    """An item as it is published that any of these may be, or none."""

    old: PublishedItem
    new: tuple[Item, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """One published feed and the feed that takes its place."""

    old: PublishedFeed
    new: NewFeed
    pairs: tuple[Pair, ...]
    """Items that are in both, by whatever id."""
    reused: tuple[Pair, ...]
    """Items of one id that are different posts."""
    fresh: tuple[Item, ...]
    """Items that the published feed does not have, under no id."""
    missing: tuple[PublishedItem, ...]
    """Items that the new feed does not have, under no id."""
    unsure: tuple[Unsure, ...] = ()
    """Those of the missing that may be among the fresh, and nothing says which."""


def successions(old: Snapshot, new: New) -> Iterator[tuple[PublishedFeed, NewFeed]]:
    """Return each published feed with the one that takes its place, where there is one.

    A published feed at a path of its own takes part with the feed of the site: it was given to be compared with.
    """
    by_path = {path: feed for feed in new.feeds for path in feed.spec.paths.values()}
    whole = new.feeds[0] if new.feeds and not new.feeds[0].spec.is_window else None
    for feed in old.feeds:
        successor = by_path.get(feed.path)
        if successor is None and "://" in feed.path:
            successor = whole
        if successor is not None:
            yield feed, successor


def compare(old: Snapshot, new: New) -> Iterator[Comparison]:
    """Compare each published feed with the one that takes its place; those without successor give nothing."""
    holders = _Holders(new)
    for feed, successor in successions(old, new):
        forms = (form for form, path in successor.spec.paths.items() if path == feed.path)
        yield _compare(feed, successor, next(forms, FORMATS[feed.kind]), holders)


def compare_archives(old: Snapshot, new: New) -> Iterator[Comparison]:
    """Compare each published archive with the one at its path, for the ids of the posts that are in both.

    Posts may go from one archive to another, as when a date is corrected: nobody gets them as new for that.
    """
    return compare(old, replace(new, feeds=new.archives)) if new.archives else iter(())


def vanished(old: Snapshot, new: New) -> Iterator[PublishedFeed]:
    """Return the published feeds that would be no more; nobody subscribes to an archive."""
    return (feed for feed in _absent(old, new) if not feed.is_archive)


def vanished_archives(old: Snapshot, new: New) -> Iterator[PublishedFeed]:
    """Return the published archives that would be no more."""
    return (feed for feed in _absent(old, new) if feed.is_archive)


def _absent(old: Snapshot, new: New) -> Iterator[PublishedFeed]:
    return (feed for feed in old.feeds if "://" not in feed.path and feed.path not in new.paths)


def by_every_id(posts: Iterable[Post], ids: Mapping[str, str]) -> Iterator[tuple[str, Post]]:
    """Return posts that have an id with each that a format gives them."""
    held = (post for post in posts if post.source in ids)
    return ((name, post) for post in held for name in post.every_id(ids[post.source]))


class _Holders:
    """Which post of the build has an id, an address, a title; nothing is made of a post that need not be asked."""

    def __init__(self, new: New) -> None:
        self.new = new
        self._by_url: dict[str, Post] | None = None
        self._by_id: dict[Format, dict[str, Post]] = {}
        self._by_key: dict[str, list[Post]] | None = None

    def of(self, item: PublishedItem, form: Format) -> Post | None:
        """Return the post that a format of the build gives the id of an item; None where there is none."""
        ids = self.new.ids
        if self._by_url is None:
            self._by_url = {post.url: post for post in self._posts()}
        post = self._by_url.get(item.link)
        if post is not None and post.id_in(form, ids[post.source]) == item.id:
            return post  # mostly it still has its address, and the ids of a build differ
        if form not in self._by_id:
            self._by_id[form] = {each.id_in(form, ids[each.source]): each for each in self._posts()}
        return self._by_id[form].get(item.id)

    def like(self, item: PublishedItem) -> Iterator[Post]:
        """Return the posts that have the address of an item, or its title and a date near to its."""
        if self._by_key is None:
            self._by_key = {}
            for post in self._posts():
                for key in (address_key(post.url), _key_of(post.title, post.date.toordinal() if post.date else 0)):
                    self._by_key.setdefault(key, []).append(post)
        days = range(item.published.toordinal() - 2, item.published.toordinal() + 3) if item.published else ()
        for key in filter(None, (address_key(item.link), *(_key_of(item.title, day) for day in days))):
            yield from self._by_key.get(key, ())

    def other_than(self, item: PublishedItem, holder: Post) -> bool:
        """Whether another post than the one with its id has the title and the very date of an item."""
        if item.published is None or item.published == holder.date:
            return False
        title = text_key(item.title)
        others = (post for post in self.like(item) if post.date == item.published and post.source != holder.source)
        return any(text_key(post.title) == title for post in others)

    def _posts(self) -> Iterator[Post]:
        return (post for post in self.new.posts if post.source in self.new.ids)


def _key_of(title: str, day: int) -> str:
    """Return what posts of one title and day share; nothing where there is no title."""
    return f"{key} {day}" if (key := text_key(title)) else ""


def _compare(old: PublishedFeed, new: NewFeed, form: Format, holders: _Holders) -> Comparison:
    by_id = {item.id_in(form): item for item in new.items}
    pairs: list[Pair] = []
    reused: list[Pair] = []
    lost: list[PublishedItem] = []
    missing: list[PublishedItem] = []
    for item in old.items:
        same = by_id.get(item.id)
        if same is None:
            holder = holders.of(item, form)
            (lost if holder is None or _is_other_post(item, holder) else missing).append(item)
        elif is_another(item, same, is_elsewhere=holders.other_than(item, same.post)):
            reused.append(Pair(old=item, new=same, reason=Reason.ID, form=form))
        else:
            pairs.append(Pair(old=item, new=same, reason=Reason.ID, form=form))
    free = [item for item in new.items if item.post.source not in {pair.new.post.source for pair in pairs}]
    found = _Search(free, pairs, form, holders).of(lost, [pair.old for pair in reused])
    met = {pair.new.post.source for pair in (*found.pairs, *reused)}
    gone = {id(pair.old) for pair in found.pairs}
    return Comparison(
        old=old,
        new=new,
        pairs=(*pairs, *found.pairs),
        reused=tuple(reused),
        fresh=tuple(item for item in free if item.post.source not in met),
        missing=(*missing, *(item for item in lost if id(item) not in gone)),
        unsure=found.unsure,
    )


class _Found(Struct, frozen=True, kw_only=True):
    pairs: tuple[Pair, ...] = ()
    unsure: tuple[Unsure, ...] = ()


class _Search(Struct, frozen=True):
    """Looks for items by anything but their id among the posts of a feed, and those of the site that it leaves out."""

    free: Sequence[Item]
    """What the new feed holds that has no item yet."""
    told: Sequence[Pair]
    form: Format
    """That of the feed."""
    holders: _Holders

    def of(self, lost: Sequence[PublishedItem], reused: Sequence[PublishedItem]) -> _Found:
        """Pair items; where an id is that of another post (`reused`), so is its address."""
        if not self.free or not (lost or reused):
            return _Found()
        shown = [*lost, *(replace(item, id="", link="") for item in reused)]
        original = {id(one): item for one, item in zip(shown, (*lost, *reused), strict=True)}
        found = match(
            shown,
            [*map(candidate_of, self.free), *self._left_out(shown)],
            zone=self.holders.new.zone,
            by_id=False,
            told=((pair.old, candidate_of(pair.new)) for pair in self.told),
        )
        by_source = {item.post.source: item for item in self.free}
        pairs = (
            Pair(
                old=original[id(each.item)],
                new=by_source[each.candidate.source],
                reason=each.reason,
                form=self.form,
            )
            for each in found.matches
            if each.candidate.source in by_source
        )
        unsure = (
            Unsure(old=original[id(each.item)], new=items)
            for each in found.doubts
            if (items := tuple(self._choices(each, by_source)))
        )
        return _Found(pairs=tuple(pair for pair in pairs if pair.is_announced_again), unsure=tuple(unsure))

    def _left_out(self, items: Iterable[PublishedItem]) -> Iterator[Candidate]:
        """Return the posts that may be items, but are not in the feed any more: newer ones have pushed them out."""
        held = {item.post.source for item in self.free} | {pair.new.post.source for pair in self.told}
        alike = ((item, post) for item in items for post in self.holders.like(item) if post.source not in held)
        found = {post.source: post for item, post in alike if not _is_other_post(item, post)}
        ids = self.holders.new.ids
        return (Candidate.of(post, ids[post.source]) for post in found.values())

    def _choices(self, doubt: MatchDoubt, by_source: Mapping[str, Item]) -> Iterator[Item]:
        """Return the posts of the feed that it may be, without those of which somebody has said which id they have."""
        for one in doubt.candidates:
            item = by_source.get(one.source)
            if item is not None and not item.post.id and one.source not in self.holders.new.pinned:
                yield item


def candidate_of(item: Item) -> Candidate:
    """Return what an item of this build is recognised by."""
    return Candidate.of(item.post, item.id, lambda: item.html or item.summary)


def is_another(old: PublishedItem, new: Item, *, is_elsewhere: bool = False) -> bool:
    """Whether an id is used for another post: what is left of title, date and text is not enough for one post.

    `is_elsewhere`: whether another post has the old title and date, so that here they say nothing.
    """
    if old.published is not None and old.published == new.date:
        return False
    near = is_near(old.published, new.date)
    has_same_title = text_key(old.title) == text_key(new.post.title)
    share = likeness(shingles(old.content), shingles(new.html or new.summary))
    if share is None:
        return is_elsewhere or not (has_same_title or near)
    return share < 1 - ALIKE and (is_elsewhere or not (has_same_title and near))


def _is_other_post(old: PublishedItem, post: Post) -> bool:
    """Say the same of a post whose text no feed holds."""
    return text_key(old.title) != text_key(post.title) and not is_near(old.published, post.date)
