"""Posts that share a title (photos of the day, weekly notes), told by their dates. Pure.

Feeds give dates to the second, the minute or the day. Where two dates agree in one of these, and no others of the title
do, that is sure; else a post is the item whose date is by far the nearest, seen from both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime, tzinfo

NEAR: Final = timedelta(hours=36)
"""How far apart two dates of one post may lie: a day and a time zone."""
_CLEARLY: Final = 1.5
"""How many times farther than the nearest date the next one must be."""


def is_near(one: datetime | None, other: datetime | None) -> bool:
    """Whether the dates can be those of one post; one that is not known can be any."""
    return one is None or other is None or abs(one - other) <= NEAR


def second(moment: datetime) -> str:
    """Return the second of a moment, as a key."""
    return str(int(moment.timestamp()))


def minute(moment: datetime) -> str:
    """Return its minute, which is all that some publishers give."""
    return str(int(moment.timestamp()) // 60)


def day(moment: datetime, zone: tzinfo) -> str:
    """Return its day in the zone of the site."""
    return str(_local(moment, zone).date())


def published_day(moment: datetime, zone: tzinfo) -> str:
    """Return the day of an item of which no more is known, whose time is midnight here or in UTC; else nothing."""
    return str(moment.date()) if is_midnight(moment) else written_day(moment, zone)


def written_day(moment: datetime, zone: tzinfo) -> str:
    """Return the day of a post of which no more is known, whose time is midnight; else nothing."""
    local = _local(moment, zone)
    return str(local.date()) if is_midnight(local) else ""


def _local(moment: datetime, zone: tzinfo) -> datetime:
    try:
        return moment.astimezone(zone)
    except OverflowError:  # on the first and the last day of the calendar
        return moment


def is_midnight(moment: datetime) -> bool:
    """Whether its own clock shows midnight, as it does where no more than a day was written."""
    return not (moment.hour or moment.minute or moment.second)


class Series:
    """The items and the posts of one title, by number, with their dates: all of them, whether told already or not."""

    def __init__(self) -> None:
        self.items: list[tuple[datetime | None, int]] = []
        self.posts: list[tuple[datetime | None, int]] = []

    @property
    def is_one(self) -> bool:
        """Whether there is but one of each: no other can be meant."""
        return len(self.items) == len(self.posts) == 1

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Return the item and the post whose dates are by far the nearest to each other, seen from both."""
        if self.is_one:
            (date, item), (other, post) = self.items[0], self.posts[0]
            if is_near(date, other):
                yield item, post
            return
        items, posts = _dated(self.items), _dated(self.posts)
        of_posts = dict(_nearest(posts, items))
        for item, post in _nearest(items, posts):
            if of_posts.get(post) == item:
                yield item, post

    def posts_near(self, date: datetime | None) -> list[int]:
        """Return the posts whose dates may be this one."""
        return [number for other, number in self.posts if is_near(date, other)]


def _dated(all_of_them: Iterable[tuple[datetime | None, int]]) -> list[tuple[float, int]]:
    """Return the dates as seconds, which have no first and no last year, in their order."""
    return sorted((date.timestamp(), number) for date, number in all_of_them if date is not None)


def _nearest(dates: Sequence[tuple[float, int]], others: Sequence[tuple[float, int]]) -> Iterator[tuple[int, int]]:
    """Return for each date the one of the others that is near, where the next is clearly farther."""
    near = NEAR.total_seconds()
    for date, number in dates:
        distances = sorted((abs(other - date), found) for other, found in _around(others, date, near * _CLEARLY))
        if not distances or distances[0][0] > near:
            continue
        if len(distances) == 1 or distances[1][0] > distances[0][0] * _CLEARLY:
            yield number, distances[0][1]


def _around(dates: Sequence[tuple[float, int]], date: float, reach: float) -> Sequence[tuple[float, int]]:
    start = bisect_left(dates, date - reach, key=itemgetter(0))
    return dates[start : bisect_right(dates, date + reach, key=itemgetter(0))]
