"""Runs feedpub under the library: forked from a process that has loaded it, or as a new process."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.harness.plan import Fired, Plan, compiled
from tests.running import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.harness.plan import Fault

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build came to, and what was done to it."""

    status: int
    err: str
    stray: bool
    """Whether a process of the build went on after it."""
    fired: Fired


class Runner:
    """Runs builds of sites below one folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell; children inherit that
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self.root = root
        self._out, self._err = folder / "out", folder / "err"
        self._plan = Plan(folder / "plan", root)
        home = root / "home"
        home.mkdir()
        self.environment = environment(PYTHONPATH=str(_ROOT), HOME=str(home))
        self.environment.pop("FEEDPUB_KEY", None)  # so that the key is in a file, which faults happen to as well
        faults = {"LD_PRELOAD": str(compiled(folder)), "FEEDPUB_FAULTS": str(self._plan.file)}
        self._with_faults = {**self.environment, **faults}
        self._worker = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._with_faults,
            cwd=_ROOT,
            text=True,
        )

    def build(  # noqa: PLR0913 - one parameter a question
        self,
        folder: Path,
        arguments: Sequence[str] = ("build",),
        *,
        fault: Fault | None = None,
        at: int = 0,
        room: int | None = None,
        shared: bool = False,
        anew: bool = False,
    ) -> Built:
        """Build a site, with a fault at the `at`-th call that it can happen to, or room for so many bytes.

        `shared` has work shared among processes however little there is, `anew` starts a process as users do.
        """
        if room is not None:
            self._plan.arm_full(room)
        elif fault is not None:
            self._plan.arm(fault, at)
        try:
            status, stray = self._anew(folder, arguments) if anew else self._forked(folder, arguments, shared=shared)
        finally:
            fired = self._plan.disarm()
        return Built(status=status, err=self._err.read_text("utf-8", "replace"), stray=stray, fired=fired)

    def _forked(self, folder: Path, arguments: Sequence[str], *, shared: bool) -> tuple[int, bool]:
        asked = {
            "folder": str(folder),
            "arguments": list(arguments),
            "out": str(self._out),
            "err": str(self._err),
            "shared": shared,
        }
        assert self._worker.stdin
        assert self._worker.stdout
        self._worker.stdin.write(json.dumps(asked) + "\n")
        self._worker.stdin.flush()
        line = self._worker.stdout.readline()
        if not line:
            raise ChildProcessError(f"the process that builds has ended: {self._worker.wait()}")
        answer = json.loads(line)
        return answer["status"], answer["stray"]

    def _anew(self, folder: Path, arguments: Sequence[str]) -> tuple[int, bool]:
        with self._out.open("wb") as out, self._err.open("wb") as err:
            command = [sys.executable, "-m", "feedpub", *arguments]
            status = subprocess.run(
                command, cwd=folder, env=self._with_faults, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                check=False, timeout=120,
            ).returncode  # fmt: skip
        return status, False

    def close(self) -> None:
        """End the process that builds."""
        self._worker.communicate()


@contextlib.contextmanager
def running(folder: Path, root: Path | None = None) -> Iterator[Runner]:
    """Yield what runs builds of sites below `root`, which is `folder/case` when not given."""
    root = root or folder / "case"
    root.mkdir()
    runner = Runner(folder, root)
    try:
        yield runner
    finally:
        runner.close()
