"""Which published item is which post, though its id, its address or its text may have changed.

From the surest sign to the weakest: the id, the address (an old one, too), title and date, the text, title and the
nearest date. A sign counts only where it points to one item and one post; what is told wrongly here would give a post
another's id. What may be one of several posts, and no sign says which, is a doubt: the owner of the site knows. Pure.
"""

from __future__ import annotations

import enum
import re
from datetime import UTC
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from feedpub.guard import namesakes, texts
from feedpub.guard.likeness import ALIKE, alike, content_key, distinct, likeness, shingles, text_key
from feedpub.guard.namesakes import Series
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from datetime import datetime, tzinfo

    from feedpub.guard.snapshot import PublishedItem
    from feedpub.model.records import Post

    _ItemKeys: TypeAlias = Callable[["PublishedItem"], Iterable[str]]
    _CandidateKeys: TypeAlias = Callable[["Candidate"], Iterable[str]]
    _DateKey: TypeAlias = Callable[[datetime], str]

_MOST_COMPARED: Final = 400
"""Items left over whose texts are compared; a site that changed more than that is told by its addresses."""


class Reason(enum.Enum):
    """Why an item and a post are held to be the same; the value says it to people."""

    ID = "they have the same id"
    LINK = "they have the same address"
    ALIAS = "the post names the address among its `aliases`"
    TITLE_AND_DATE = "they have the same title and date"
    TITLE_AND_DAY = "they have the same title and day"
    SAME_TEXT = "they have the very same text and pictures"
    TEXT = "they have the same text"
    NEAREST = "they have the same title, and no other date of that title is as near"
    TITLE = "they have the same title, and their dates do not contradict it"


class Candidate(Struct, frozen=True, kw_only=True):
    """A post that an item may be."""

    source: str
    id: str
    link: str
    title: str
    date: datetime | None
    day: str = ""
    """Day of the date by its author's clock, where the site's zone has another."""
    aliases: tuple[str, ...] = ()
    content: Callable[[], str] = str
    """Returns its text as HTML; asked for only when nothing else tells."""

    @classmethod
    def of(cls, post: Post, name: str, content: Callable[[], str] = str) -> Candidate:
        """Return what a post with the id `name` is known by when it is looked for among items."""
        return cls(
            source=post.source,
            id=name,
            link=post.url,
            title=post.title,
            date=post.date,
            day=post.day,
            aliases=post.aliases,
            content=content,
        )


class Match(Struct, frozen=True, kw_only=True):
    """An item and the post that it is."""

    item: PublishedItem
    candidate: Candidate
    reason: Reason


class MatchDoubt(Struct, frozen=True, kw_only=True):
    """An item that may be any of these posts, or none."""

    item: PublishedItem
    candidates: tuple[Candidate, ...]


class Matching(Struct, frozen=True, kw_only=True):
    """Which item is which post, as far as that can be told."""

    matches: tuple[Match, ...] = ()
    doubts: tuple[MatchDoubt, ...] = ()


def match(
    items: Iterable[PublishedItem],
    candidates: Iterable[Candidate],
    *,
    zone: tzinfo = UTC,
    by_id: bool = True,
    told: Iterable[tuple[PublishedItem, Candidate]] = (),
) -> Matching:
    """Pair items with posts, each at most once.

    `zone` is the site's; `by_id` False where ids are known to lead astray; `told` are pairs that are known, to which
    the dates of others of their title may be nearer than to what is left.
    """
    pairing = _Pairing(items, candidates, zone, told)
    signs: list[Callable[[], None]] = [
        lambda: pairing.by(Reason.LINK, _addresses, lambda post: (address_key(post.link),)),
        lambda: pairing.by(Reason.ALIAS, _addresses, lambda post: map(address_key, post.aliases)),
        pairing.by_title_and_date,
        pairing.by_text,
        pairing.by_same_text,
        pairing.by_nearest_date,
    ]
    if by_id:
        signs.insert(0, lambda: pairing.by(Reason.ID, lambda item: (item.id,), lambda post: (post.id,)))
    for sign in signs:
        if pairing.items and pairing.candidates:  # the keys of all posts of a large site take their time
            sign()
    return Matching(matches=tuple(pairing.matches), doubts=tuple(pairing.doubts()))


class _Pairing:
    """Items and posts by number while they are paired; what is paired is out of the question for weaker signs."""

    def __init__(
        self,
        items: Iterable[PublishedItem],
        candidates: Iterable[Candidate],
        zone: tzinfo,
        told: Iterable[tuple[PublishedItem, Candidate]],
    ) -> None:
        self.items = dict(enumerate(items))
        self.candidates = dict(enumerate(candidates))
        self.matches: list[Match] = []
        self._zone = zone
        known = tuple(told)
        self._all_items = (*self.items.values(), *(item for item, _ in known))
        self._all_candidates = (*self.candidates.values(), *(candidate for _, candidate in known))

    def by(self, reason: Reason, of_item: _ItemKeys, of_candidate: _CandidateKeys) -> None:
        """Pair those with a key in common that no other post has."""
        owners: dict[str, int | None] = {}
        for number, candidate in self.candidates.items():
            for key in of_candidate(candidate):
                owners[key] = number if owners.get(key, number) == number else None
        for number, item in tuple(self.items.items()):
            owner = next((owners[key] for key in of_item(item) if key and key in owners), None)
            if owner in self.candidates:
                self._pair(number, owner, reason)

    def by_title_and_date(self) -> None:
        """Pair those of one title whose dates agree to the second, to the minute, or in the day where that is all."""
        here = partial(namesakes.day, zone=self._zone)
        self._by_dates(Reason.TITLE_AND_DATE, namesakes.second, namesakes.second)
        self._by_dates(Reason.TITLE_AND_DATE, namesakes.minute, namesakes.minute)
        self._by_dates(Reason.TITLE_AND_DAY, partial(namesakes.published_day, zone=self._zone), here)
        self._by_dates(Reason.TITLE_AND_DAY, here, partial(namesakes.written_day, zone=self._zone))

    def _by_dates(self, reason: Reason, of_item: _DateKey, of_post: _DateKey) -> None:
        def post_key(post: Candidate) -> str:
            key = of_post(post.date) if post.date else ""
            return _with_title(post.title, self._day_of(post) if key and reason is Reason.TITLE_AND_DAY else key)

        self._by_one_key(
            reason, lambda item: _with_title(item.title, of_item(item.published) if item.published else ""), post_key
        )

    def _day_of(self, post: Candidate) -> str:
        """Return the day of a post by the clock that its author wrote it by."""
        return post.day or (namesakes.day(post.date, self._zone) if post.date else "")

    def by_same_text(self) -> None:
        """Pair those that hold the very same, which tells short posts, too, and those that are a picture."""
        self._by_one_key(
            Reason.SAME_TEXT,
            lambda item: "" if item.digest else content_key(item.content),
            lambda post: content_key(post.content()),
        )
        self._by_one_key(Reason.SAME_TEXT, lambda item: item.digest, _digest_of)

    def _by_one_key(
        self, reason: Reason, of_item: Callable[[PublishedItem], str], of_candidate: Callable[[Candidate], str]
    ) -> None:
        """Pair the one item and the one post that have a key."""
        items = _numbers({number: of_item(item) for number, item in self.items.items()})
        posts = _numbers({number: of_candidate(post) for number, post in self.candidates.items()}, items)
        for key, numbers in items.items():
            if len(numbers) == len(posts.get(key, ())) == 1:
                self._pair(numbers[0], posts[key][0], reason)

    def by_text(self) -> None:
        """Pair the texts that have most in common, where it is much, and clearly more than with any other."""
        some = list(self.items.items())[:_MOST_COMPARED]
        olds = distinct({number: shingles(item.content) for number, item in some})
        wanted = frozenset().union(*olds.values())
        lengths: dict[int, int] = {}
        common: dict[int, frozenset[int]] = {}
        for number, one in self.candidates.items():
            whole = shingles(one.content())
            lengths[number] = len(whole)
            common[number] = whole & wanted  # all texts of a large site would not fit into memory
        for old, new in alike(olds, distinct(common), lengths):
            if old in self.items and new in self.candidates:
                self._pair(old, new, Reason.TEXT)

    def by_nearest_date(self) -> None:
        """Pair those of one title whose dates are the nearest by far; where there is but one of each, near will do."""
        moments = self._moments()
        for series in self._series().values():
            for number, other in series.pairs():
                if number not in self.items or other not in self.candidates or self._is_of_a_day(number, series):
                    continue
                rivals = moments.get(_moment_of(self.items[number].published), ())
                if not {*rivals} - {other} and (series.is_one or not self._has_other_text(number, other)):
                    self._pair(number, other, Reason.TITLE if series.is_one else Reason.NEAREST)

    def _is_of_a_day(self, number: int, series: Series) -> bool:
        """Whether no more than the day of an item may be known, and several posts are of that day."""
        date = self.items[number].published
        day = namesakes.published_day(date, self._zone) if date else ""
        posts = (self._all_candidates[other] for _, other in series.posts)
        return bool(day) and sum(self._day_of(post) == day for post in posts) > 1

    def _moments(self) -> Mapping[str, list[int]]:
        """Return the posts left that have each date: who has that of an item may be it, whatever its title."""
        return _numbers({number: _moment_of(post.date) for number, post in self.candidates.items()})

    def doubts(self) -> Iterator[MatchDoubt]:
        """Return the items left that may be one of the posts left."""
        if not (self.items and self.candidates):
            return
        series = self._series()
        moments = self._moments()
        for number, item in self.items.items():
            of_title = series.get(text_key(item.title))
            near = of_title.posts_near(item.published) if of_title else ()
            found = dict.fromkeys((*near, *moments.get(_moment_of(item.published), ())))
            left = [other for other in found if other in self.candidates and not self._has_other_text(number, other)]
            if left:
                yield MatchDoubt(item=item, candidates=tuple(self.candidates[other] for other in left))

    def _series(self) -> Mapping[str, Series]:
        """Return the series, by the key of their title, of which an item is left."""
        found = {key: Series() for item in self.items.values() if (key := text_key(item.title))}
        for number, item in enumerate(self._all_items):
            if series := found.get(text_key(item.title)):
                series.items.append((item.published, number))
        for number, post in enumerate(self._all_candidates):
            if series := found.get(text_key(post.title)):
                series.posts.append((post.date, number))
        return found

    def _has_other_text(self, item: int, candidate: int) -> bool:
        share = likeness(shingles(self.items[item].content), shingles(self.candidates[candidate].content()))
        return share is not None and share < 1 - ALIKE

    def _pair(self, item: int, candidate: int | None, reason: Reason) -> None:
        if candidate is not None:
            found = self.candidates.pop(candidate)
            self.matches.append(Match(item=self.items.pop(item), candidate=found, reason=reason))


def _numbers(keys: Mapping[int, str], wanted: Container[str] | None = None) -> dict[str, list[int]]:
    """Return the numbers that have each key; an empty one tells nothing."""
    found: dict[str, list[int]] = {}
    for number, key in keys.items():
        if key and (wanted is None or key in wanted):
            found.setdefault(key, []).append(number)
    return found


def _with_title(title: str, date: str) -> str:
    return f"{key} {date}" if date and (key := text_key(title)) else ""


def _digest_of(post: Candidate) -> str:
    """Return the digest of a text that is long enough to be told by."""
    text = post.content()
    return texts.digest(text, post.link) if content_key(text) else ""


def _moment_of(date: datetime | None) -> str:
    """Return the second of a date that tells a post by itself: at midnight many are."""
    return namesakes.second(date) if date and not namesakes.is_midnight(date) else ""


# Addresses


_TRACKING = patterns.lazy(r"(?:^|&)(?:(?:utm_\w+|fbclid)=[^&]*|ref=feed(?=&|$))")
_FILE = patterns.lazy(r"(?:/index)?(?:\.(?:html?|xhtml|php|aspx?))?(?<!/)/*+$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def address_key(url: str) -> str:
    """Return what is left of an address when scheme, host, endings, slashes, case and encoding do not count.

    Empty for a home page: it tells no post from another.
    """
    if not url.isascii() or "%" in url:
        url = normalize("NFC", unquote(url))
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    query = _TRACKING.sub("", parts.query).strip("&")
    path = _FILE.sub("", parts.path).casefold()
    return f"{path}?{query}" if query else path


def _addresses(item: PublishedItem) -> Iterator[str]:
    """Return the address of an item, and its id where that is one: behind `feedproxy` links it is the true one."""
    yield address_key(item.link)
    if item.id != item.link and item.id.startswith(("http://", "https://")):
        yield address_key(item.id)
