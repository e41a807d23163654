"""`python -m tests.harness`: run the parts that are wanted, print a table, and end with 1 on any loss."""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from tests.harness import crowd, damage, full, plan, reading
from tests.harness.points import SWEPT, Loss, Sweep, Tally
from tests.harness.runner import running
from tests.harness.sites import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.harness.runner import Runner
    from tests.harness.sites import Scenario

_ANEW_EVERY = 10
"""Every so many calls the build is a new process, as users start it."""


def main() -> int:
    """Run the parts; return 1 on any loss, 2 where nothing can be run."""
    options = _options()
    if reason := plan.why_not():
        print(f"nothing is tested: {reason}", file=sys.stderr)
        return 2
    folder = plan.scratch()
    lost: list[Loss] = []
    total = 0
    print("| part | points | exit statuses | losses | seconds |\n|---|---:|---|---:|---:|", flush=True)
    try:
        with running(folder) as runner:
            for name, part in _parts(options, runner, folder):
                begun = time.monotonic()
                tally = part()
                shutil.rmtree(runner.root / "site", ignore_errors=True)
                if isinstance(tally, str):
                    print(f"| {name} | not run: {tally} | | | |", flush=True)
                    continue
                print(_row(name, tally, time.monotonic() - begun), flush=True)
                print(*tally.losses[: options.show], sep="\n", end="\n" * bool(tally.losses), file=sys.stderr)
                lost += tally.losses
                total += tally.total
    finally:
        shutil.rmtree(folder)
    print(f"\n{total:,} points, {len(lost)} losses")
    return 1 if lost else 0


def _row(name: str, tally: Tally, seconds: float) -> str:
    statuses = ", ".join(f"{status}: {number}" for status, number in sorted(tally.statuses.items()))
    return f"| {name} | {tally.total:,} | {statuses} | {len(tally.losses)} | {seconds:.0f} |"


def _parts(
    options: argparse.Namespace, runner: Runner, folder: Path
) -> Iterator[tuple[str, Callable[[], Tally | str]]]:
    kept = folder / "kept"
    if "points" in options.parts:
        for scenario in SCENARIOS:
            if not options.scenarios or scenario.name in options.scenarios:
                yield scenario.name, partial(_swept, runner, scenario, kept, options)
    parts: dict[str, tuple[str, Callable[[], Tally | str]]] = {
        "full": ("a full disk, by the library", lambda: full.by_library(runner, kept, 250 * options.every)),
        "small": ("a full disk, really", lambda: full.on_small_disk(folder / "really")),
        "reading": ("readers over HTTP", lambda: reading.run(runner, 2400 // options.every)),
        "together": ("ten builders at once", lambda: crowd.together(runner, kept, 80 // options.every)),
        "signals": ("signals at any moment", lambda: crowd.signalled(runner, kept, 800 // options.every, options.seed)),
        "damage": ("damaged state", lambda: damage.damaged(runner, kept)),
        "hostile": ("hostile state", lambda: damage.hostile(runner, kept)),
    }
    yield from (part for name, part in parts.items() if name in options.parts)


def _swept(runner: Runner, scenario: Scenario, kept: Path, options: argparse.Namespace) -> Tally:
    sweep = Sweep(runner, scenario, kept)
    tally = Tally()
    for number, fault in enumerate(SWEPT):
        first = 1 + (options.seed + number) % options.every
        sweep.run(fault, itertools.count(first, options.every), tally, anew_every=_ANEW_EVERY)
    return tally


_PARTS = ("points", "full", "small", "reading", "together", "signals", "damage", "hostile")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.harness", description=__doc__)
    parser.add_argument("--every", type=int, default=8, help="every so many calls fail; 1 has each of them fail")
    parser.add_argument("--seed", type=int, default=0, help="which of them, and the moments of signals")
    parser.add_argument("--parts", nargs="+", choices=_PARTS, default=_PARTS)
    parser.add_argument("--scenarios", nargs="+", choices=[one.name for one in SCENARIOS], help="of the part points")
    parser.add_argument("--show", type=int, default=20, help="losses of a part that are printed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
