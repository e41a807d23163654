"""The figures as a table of Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.measure import middle, paired_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.measure import Cost
    from benchmarks.scenarios import Scenario

_MIB: Final = 1024 * 1024
_HEAD: Final = (
    "| posts | work | written | generator | wall s | CPU s | peak MB "
    "| wall, of {base} | peak, of {base} | first, of it |\n"
    "|---:|---|---|---|---:|---:|---:|---:|---:|---:|"
)


class Subject(NamedTuple):
    """What was measured: a generator on the posts of a family."""

    family: str
    generator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one generator's runs of one scenario came to. Ratios are to the yardstick, None without one.

    `first_ratio` is what the first family took of what this one took; None for that one itself.
    """

    posts: int
    scenario: Scenario
    family: str
    generator: str
    cost: Cost
    wall_ratio: float | None
    peak_ratio: float | None
    first_ratio: float | None


def rows(
    posts: int, scenario: Scenario, subjects: Sequence[Subject], costs: Sequence[Sequence[Cost]], base: str
) -> list[Row]:
    """Return a row for each subject; `base` is the name of the yardstick."""
    of = dict(zip(subjects, costs, strict=True))
    first = subjects[0].family
    return [
        Row(
            posts=posts,
            scenario=scenario,
            family=subject.family,
            generator=subject.generator,
            cost=middle(own),
            wall_ratio=paired_ratio(own, yardstick) if yardstick else None,
            peak_ratio=middle(own).peak / middle(yardstick).peak if yardstick else None,
            first_ratio=None if subject.family == first else paired_ratio(of[Subject(first, subject.generator)], own),
        )
        for subject, own in of.items()
        for yardstick in (of.get(Subject(subject.family, base)),)
    ]


def head(base: str) -> str:
    """Return the two lines above the rows."""
    return _HEAD.format(base=base)


def lines(found: Iterable[Row]) -> Iterator[str]:
    """Return each row as a line."""
    for row in found:
        cost = row.cost
        figures = (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak / _MIB:.0f}")
        ratios = map(_ratio, (row.wall_ratio, row.peak_ratio, row.first_ratio))
        cells = (f"{row.posts:,}", row.scenario.value, row.family, row.generator, *figures, *ratios)
        yield f"| {' | '.join(cells)} |"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 1 else f"{value:.1f}"
