"""Run a command to its end and say what it cost; nothing here knows what the command is."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_KIB = 1024


class CommandFailedError(Exception):
    """A command that ended with an error; carries the end of what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost, its children included: seconds, seconds of processors, bytes of the largest process."""

    wall: float
    cpu: float
    peak: int


def cost_of(command: Sequence[str], folder: Path) -> Cost:
    """Run the command in `folder` and give what it cost. Raises CommandFailedError when it fails."""
    with tempfile.TemporaryFile() as output:  # elsewhere: some publish whatever lies in their folder
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            tail = output.read()[-800:].decode("utf-8", "replace")
            raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss * _KIB)


def _environment() -> dict[str, str]:
    """Return the environment, in which Python may keep byte code: programs that are installed have it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs, each figure for itself."""
    return Cost(
        wall=median(one.wall for one in costs),
        cpu=median(one.cpu for one in costs),
        peak=int(median(one.peak for one in costs)),
    )


def paired_ratio(costs: Sequence[Cost], others: Sequence[Cost]) -> float:
    """Return the median of the ratios of wall time, run by run: what slows the machine down slows both of a pair."""
    return median(one.wall / other.wall for one, other in zip(costs, others, strict=True))


def best_of(runs: int, work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the least that `clock` counts while work is done, in seconds."""
    best = float("inf")
    for _ in range(runs):
        begun = clock()
        work()
        best = min(best, clock() - begun)
    return best
