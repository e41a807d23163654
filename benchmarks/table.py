"""The figures as a table of Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.measure import middle, paired_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.measure import Cost
    from benchmarks.scenarios import Scenario

_MIB: Final = 1024 * 1024
_HEAD: Final = (
    "| posts | work | generator | wall s | CPU s | peak MB | wall, of {base} | peak, of {base} |\n"
    "|---:|---|---|---:|---:|---:|---:|---:|"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one generator's runs of one scenario came to. Ratios are to the yardstick, None without one."""

    posts: int
    scenario: Scenario
    generator: str
    cost: Cost
    wall_ratio: float | None
    peak_ratio: float | None


def rows(posts: int, scenario: Scenario, names: Sequence[str], costs: Sequence[Sequence[Cost]], base: str) -> list[Row]:
    """Give a row for each generator; `base` is the name of the yardstick."""
    yardstick = costs[names.index(base)] if base in names else None
    return [
        Row(
            posts=posts,
            scenario=scenario,
            generator=name,
            cost=middle(own),
            wall_ratio=paired_ratio(own, yardstick) if yardstick else None,
            peak_ratio=middle(own).peak / middle(yardstick).peak if yardstick else None,
        )
        for name, own in zip(names, costs, strict=True)
    ]


def head(base: str) -> str:
    """Give the two lines above the rows."""
    return _HEAD.format(base=base)


def lines(found: Iterable[Row]) -> Iterator[str]:
    """Give each row as a line."""
    for row in found:
        cost = row.cost
        figures = (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak / _MIB:.0f}")
        ratios = (_ratio(row.wall_ratio), _ratio(row.peak_ratio))
        cells = (f"{row.posts:,}", row.scenario.value, row.generator, *figures, *ratios)
        yield f"| {' | '.join(cells)} |"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 1 else f"{value:.1f}"
