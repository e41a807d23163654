"""Many builders of one site at once, and builds that are ended by a signal at any moment."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

from tests.harness import snapshot
from tests.harness.plan import Fault, Fired
from tests.harness.points import ANY_MOMENT, Sweep, Tally
from tests.harness.runner import Built
from tests.harness.sites import SCENARIOS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.runner import Runner

_BUILDERS = 10
_BUSY = 3


def together(runner: Runner, kept: Path, rounds: int) -> Tally:
    """Have ten builders build an edited site at once; each publishes the same, or says that another one does."""
    tally = Tally()
    scenario = next(one for one in SCENARIOS if one.name == "update")
    sweep = Sweep(runner, scenario, kept)
    for number in range(rounds):
        site = sweep.restored()
        started = [_started(runner, site, scenario.arguments) for _ in range(_BUILDERS)]
        ended = [(process.communicate(timeout=120)[1].decode(), process.returncode) for process in started]
        statuses = [status for _, status in ended]
        said = "".join(text for text, status in ended if status not in {0, _BUSY} or "Traceback" in text)
        tally.statuses.update(statuses)
        tally.points[Fault.EIO] += _BUILDERS - 1
        status = max(statuses) if said else min(statuses)
        sweep.note(_built(status, said), Fault.EIO, f"round {number} of {_BUILDERS} builders", tally)
        if 0 not in statuses or snapshot.temporary(snapshot.files(site / scenario.output)):
            raise AssertionError("none of ten builders has published, or temporary files stay")
    return tally


def signalled(runner: Runner, kept: Path, times: int, seed: int) -> Tally:
    """End builds by SIGTERM, SIGINT and SIGKILL at random moments, half of the time with all their processes."""
    tally = Tally()
    random = Random(seed)  # noqa: S311 - no secret, but the same moments each time
    scenario = next(one for one in SCENARIOS if one.name == "update")
    sweep = Sweep(runner, scenario, kept)
    begun = time.monotonic()
    _started(runner, sweep.restored(), scenario.arguments).communicate()
    length = time.monotonic() - begun
    for number in range(times):
        fault = random.choice((Fault.TERM, Fault.INT, Fault.KILL_BEFORE))
        process = _started(runner, sweep.restored(), scenario.arguments)
        time.sleep(random.uniform(0.15, 1.0) * length)
        end = os.killpg if number % 2 else os.kill
        with contextlib.suppress(ProcessLookupError):
            end(process.pid, fault.value[1])
        said = process.communicate(timeout=60)[1].decode()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        sweep.note(_built(process.returncode, said), fault, f"{fault.name} at a moment, {number}", tally)
    return tally


def _started(runner: Runner, site: Path, arguments: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "feedpub", *arguments],
        cwd=site,
        env=runner.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _built(status: int, said: str) -> Built:
    return Built(status=status, err=said, stray=False, fired=Fired(fired=True, count=0, call=ANY_MOMENT, path=""))
