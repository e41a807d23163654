"""How often a way that is fast for some content only could be gone: counted where it is decided, told by `build -v`.

The counts decide nothing. Those of other processes come back with their answers (`io.workers`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Counts: TypeAlias = Mapping[tuple[str, bool], int]

_COUNTS: Counter[tuple[str, bool]] = Counter()


def count(way: str, *, fits: bool) -> None:
    """Count one more thing that might have gone a fast way, by the name of the way, and whether it did."""
    _COUNTS[way, fits] += 1


def add(counts: Counts) -> None:
    """Add what another process has counted."""
    _COUNTS.update(counts)


def taken() -> Counts:
    """Return what was counted, and begin anew."""
    counts = dict(_COUNTS)
    _COUNTS.clear()
    return counts


def lines(counts: Counts) -> Iterator[str]:
    """Return a line for each way: how many of how many went it."""
    for way in sorted({way for way, _ in counts}):
        fitting, others = counts.get((way, True), 0), counts.get((way, False), 0)
        total = fitting + others
        yield f"{way}: {fitting:,} of {total:,} ({100 * fitting / total:.0f} %)"
