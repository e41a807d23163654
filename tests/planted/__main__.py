"""Count what is found of the planted mistakes, or write the documents down for another validator."""

from __future__ import annotations

from collections import Counter

from tests.planted.fault import planted
from tests.planted.kinds import FAULTS


def _count() -> None:
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one in planted(FAULTS):
        tried[one.fault.kind] += 1
        if one.is_found():
            found[one.fault.kind] += 1
        else:
            said = (
                " ".join(
                    f"{each.where.line}:{each.level.value}:{each.code}"
                    for each in one.said()
                    if each.level.value != "info"
                )
                or "nothing"
            )
            print(f"{one.name} lines {one.edit.first}-{one.edit.last}: {said[:300]}")
    print(f"{found.total()} of {tried.total()} found, {found.total() / tried.total():.1%}; {len(tried)} kinds")


if __name__ == "__main__":
    _count()
