"""Whom to blame where several should agree: the odd one out, not the first that differs from the one before it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

One = TypeVar("One")


def usual(values: Iterable[str]) -> str:
    """Return the value that most have, of equally many the first; "" where none has any."""
    counts = Counter(value for value in values if value)
    return max(counts, key=counts.__getitem__, default="")


def odd_ones(group: Iterable[One], value: Callable[[One], Hashable]) -> Iterator[tuple[One, One]]:
    """Return each of a group whose value is not that of most, with one that has it.

    The group is in order: of equally many the first are right.
    """
    by_value: dict[Hashable, list[One]] = {}
    for one in group:
        by_value.setdefault(value(one), []).append(one)
    right = max(by_value.values(), key=len, default=[])
    for others in by_value.values():
        if others is not right:
            yield from ((other, right[0]) for other in others)
