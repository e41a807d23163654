"""The build and the published documents side by side: for each feed what is old and what is new, and who is who.

The guard and `feedpub diff` look at the same comparison, so that they cannot disagree. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from feedpub.guard.known_as import Guid
from feedpub.guard.matching import ALIKE, Candidate, Reason, is_near, likeness, match, shingles, text_key
from feedpub.guard.snapshot import FORMATS
from feedpub.model.records import Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from feedpub.guard.snapshot import PublishedFeed, PublishedItem, Snapshot
    from feedpub.model.records import FeedSpec, Item, Post


class NewFeed(Struct, frozen=True, kw_only=True):
    """A feed as this build makes it."""

    spec: FeedSpec
    items: tuple[Item, ...]


class New(Struct, frozen=True, kw_only=True):
    """What a build would publish."""

    feeds: tuple[NewFeed, ...]
    posts: tuple[Post, ...]
    """All of them, within the feeds or not."""
    ids: Mapping[str, str]
    """`Post.source` -> id."""
    paths: frozenset[str]
    """Of every document."""
    locs: int
    """Addresses in the sitemap."""
    pinned: frozenset[str] = frozenset()
    """Sources of the posts whose id stands in feedpub.ids."""


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
        known = self.new.post.known_as
        if known is None or self.new.post.has_guid(self.new.id):
            return Guid.RELATIVE if known is not None and known.is_permalink else Guid.NAME
        return Guid.NONE


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


def compare(old: Snapshot, new: New) -> Iterator[Comparison]:
    """Compare each published feed with the one that takes its place; those without successor give nothing.

    A published feed at a path of its own takes part with the feed of the site: it was given to be compared with.
    """
    by_path = {path: (feed, form) for feed in new.feeds for form, path in feed.spec.paths.items()}
    holders = _Holders(new)
    whole = new.feeds[0] if new.feeds else None
    for feed in old.feeds:
        if feed.path in by_path:
            successor, form = by_path[feed.path]
            yield _compare(feed, successor, form, holders)
        elif whole is not None and "://" in feed.path:
            yield _compare(feed, whole, FORMATS[feed.kind], holders)


class _Holders:
    """Which post of the build has an id; no id is made of a post that need not be asked for it."""

    def __init__(self, new: New) -> None:
        self._new = new
        self._by_url: dict[str, Post] | None = None
        self._by_id: dict[Format, dict[str, Post]] = {}

    def of(self, item: PublishedItem, form: Format) -> Post | None:
        """Return the post that a format of the build gives the id of an item; None where there is none."""
        ids = self._new.ids
        if self._by_url is None:
            self._by_url = {post.url: post for post in self._new.posts if post.source in ids}
        post = self._by_url.get(item.link)
        if post is not None and post.id_in(form, ids[post.source]) == item.id:
            return post  # mostly it still has its address, and the ids of a build differ
        if form not in self._by_id:
            posts = (each for each in self._new.posts if each.source in ids)
            self._by_id[form] = {each.id_in(form, ids[each.source]): each for each in posts}
        return self._by_id[form].get(item.id)


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
        elif is_another(item, same):
            reused.append(Pair(old=item, new=same, reason=Reason.ID, form=form))
        else:
            pairs.append(Pair(old=item, new=same, reason=Reason.ID, form=form))
    settled = {pair.new.post.source for pair in pairs}
    open_ = [item for item in new.items if item.post.source not in settled]
    found = _matched([*lost, *(pair.old for pair in reused)], open_, {pair.old.id for pair in reused}, form)
    pairs += found
    met = {pair.new.post.source for pair in (*found, *reused)}
    gone = {id(pair.old) for pair in found}
    return Comparison(
        old=old,
        new=new,
        pairs=tuple(pairs),
        reused=tuple(reused),
        fresh=tuple(item for item in open_ if item.post.source not in met),
        missing=(*missing, *(item for item in lost if id(item) not in gone)),
    )


def _matched(lost: Sequence[PublishedItem], items: Sequence[Item], taken: AbstractSet[str], form: Format) -> list[Pair]:
    """Pair items by anything but their id; where an id is `taken` by another post, so is its address."""
    if not (lost and items):
        return []
    by_source = {item.post.source: item for item in items}
    shown = [replace(item, id="", link="") if item.id in taken else item for item in lost]
    original = {id(one): item for one, item in zip(shown, lost, strict=True)}
    found = (
        Pair(old=original[id(each.item)], new=by_source[each.candidate.source], reason=each.reason, form=form)
        for each in match(shown, map(candidate_of, items), by_id=False)
    )
    return [pair for pair in found if pair.is_announced_again]


def candidate_of(item: Item) -> Candidate:
    """Return what an item of this build is recognised by."""
    return Candidate(
        source=item.post.source,
        id=item.id,
        link=item.post.url,
        title=item.post.title,
        date=item.date,
        aliases=item.post.aliases,
        content=lambda: item.html or item.summary,
    )


def is_another(old: PublishedItem, new: Item) -> bool:
    """Whether an id is used for another post: what is left of title, date and text is not enough for one post."""
    if old.published is not None and old.published == new.date:
        return False
    near = is_near(old.published, new.date)
    has_same_title = text_key(old.title) == text_key(new.post.title)
    share = likeness(shingles(old.content), shingles(new.html or new.summary))
    if share is None:
        return not (has_same_title or near)
    return share < 1 - ALIKE and not (has_same_title and near)


def _is_other_post(old: PublishedItem, post: Post) -> bool:
    """Say the same of a post whose text no feed holds."""
    return text_key(old.title) != text_key(post.title) and not is_near(old.published, post.date)
