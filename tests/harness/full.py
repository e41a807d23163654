"""A disk that gets full after so many bytes: by the library, and on a file system that really is that small.

The second part runs in a mount namespace of its own (`python -m tests.harness.full FOLDER` there), so that nothing has
to be mounted for the whole machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.harness.plan import Fault, Fired
from tests.harness.points import Loss, Sweep, Tally
from tests.harness.runner import running
from tests.harness.sites import SCENARIOS

if TYPE_CHECKING:
    from tests.harness.runner import Runner
    from tests.harness.sites import Scenario

_NAMES = ("first build", "update", "Hugo")
_MOST_BYTES = 400_000
_SIZE_KB = 16_384
_PAGE = 4096
_MOST_PAGES = 40


def by_library(runner: Runner, kept: Path, step: int) -> Tally:
    """Have the disk be full after `step` bytes more each time."""
    tally = Tally()
    for scenario in _chosen():
        sweep = Sweep(runner, scenario, kept)
        for room in range(0, _MOST_BYTES, step):
            built = runner.build(sweep.restored(), scenario.arguments, room=room)
            if not built.fired.fired:
                break
            sweep.note(built, Fault.ENOSPC_LASTING, f"room for {room} bytes, {built.fired.path}", tally)
    return tally


def on_small_disk(folder: Path) -> Tally | str:
    """Build on a small file system, with ever more room; return why not where none can be mounted."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return "there is no `unshare` to mount a small file system with"
    small = folder / "small"
    small.mkdir(parents=True)
    script = 'mount -t tmpfs -o size="$1"k none "$2" && shift 2 && exec "$@"'
    command = [unshare, "-rm", "sh", "-c", script, "sh", str(_SIZE_KB), str(small)]
    ended = subprocess.run(
        [*command, sys.executable, "-m", "tests.harness.full", str(folder)], stdout=subprocess.PIPE, check=False
    )
    if not ended.stdout:
        return "no small file system can be mounted here"
    return _read(ended.stdout)


def _chosen() -> list[Scenario]:
    return [scenario for scenario in SCENARIOS if scenario.name in _NAMES]


def _in_namespace(folder: Path) -> Tally:
    tally = Tally()
    small = folder / "small"
    with running(folder, small / "case") as runner:
        for scenario in _chosen():
            sweep = Sweep(runner, scenario, folder / "kept")
            for pages in range(_MOST_PAGES):
                site = sweep.restored()
                _fill(small, pages * _PAGE)
                built = runner.build(site, scenario.arguments)
                (small / "ballast").unlink()
                if built.status == 0:
                    break
                built = replace(built, fired=Fired(fired=True, count=0, call="", path=""))
                sweep.note(built, Fault.ENOSPC_LASTING, f"{pages} pages left", tally)
    return tally


def _fill(folder: Path, room: int) -> None:
    """Leave so many bytes free."""
    (folder / "ballast").write_bytes(b"")
    state = os.statvfs(folder)
    (folder / "ballast").write_bytes(b"\0" * (state.f_bavail * state.f_frsize - room))


def _written(tally: Tally) -> str:
    losses = [[loss.point, loss.problem, loss.said] for loss in tally.losses]
    return json.dumps({"total": tally.total, "statuses": list(tally.statuses.elements()), "losses": losses})


def _read(text: bytes) -> Tally:
    found = json.loads(text)
    tally = Tally()
    tally.points[Fault.ENOSPC_LASTING] = found["total"]
    tally.statuses.update(found["statuses"])
    tally.losses += [Loss(point=point, problem=problem, said=said) for point, problem, said in found["losses"]]
    return tally


if __name__ == "__main__":
    print(_written(_in_namespace(Path(sys.argv[1]))))
