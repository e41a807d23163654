"""Each call to the file system fails, or ends the process, one after the other; what must hold after that."""

from __future__ import annotations

import json
import shutil
import signal
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.harness import snapshot
from tests.harness.plan import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tests.harness.runner import Built, Runner
    from tests.harness.sites import Scenario

SWEPT = (
    Fault.EIO, Fault.EMFILE, Fault.EACCES, Fault.ENOSPC, Fault.KILL_BEFORE, Fault.KILL_AFTER, Fault.TERM,
    Fault.INT, Fault.EIO_LASTING, Fault.ENOSPC_LASTING,
)  # fmt: skip
ANY_MOMENT = "any moment"
"""Stands for a call where a build may have been told to end before its first or after its last one."""
_SYSTEM_FAULT = 3


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What was wrong after a point."""

    point: str
    problem: str
    said: str
    """What the build said."""

    def __str__(self) -> str:
        return (
            f"{self.point}: {self.problem}\n    {self.said.strip()[-600:]}"
            if self.said
            else f"{self.point}: {self.problem}"
        )


@dataclass(kw_only=True)
class Tally:
    """What became of the points of a scenario."""

    points: Counter[Fault] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    losses: list[Loss] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.points.values())


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a build makes of a site when nothing fails."""

    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    folders: set[str]
    others: Mapping[str, bytes]
    """Files outside the output folder and `.feedpub`."""
    state: set[str]


class Sweep:
    """A scenario, built again and again with a fault at another call."""

    def __init__(self, runner: Runner, scenario: Scenario, kept: Path) -> None:
        self._runner = runner
        self._scenario = scenario
        self._kept = kept
        self._site = runner.root / "site"
        self.output = self._site / scenario.output
        self._prepare()
        self.expected = self._faultless()

    def run(self, fault: Fault, numbers: Iterable[int], tally: Tally, anew_every: int = 0) -> None:
        """Have the fault happen at these calls, until there is no such call any more."""
        for number in numbers:
            anew = bool(anew_every) and number % anew_every == 0 and not self._scenario.shared
            self._restore()
            built = self._build(fault=fault, at=number, anew=anew)
            if not built.fired.fired:
                return
            what = f"{fault.name} {number}, {built.fired.call} {built.fired.path}"
            self.note(built, fault, what, tally)

    def count(self, fault: Fault) -> int:
        """Return at how many calls the fault can happen."""
        self._restore()
        return self._build(fault=fault, at=0).fired.count

    def restored(self) -> Path:
        """Put the site back to what it is before the build; return its folder."""
        self._restore()
        return self._site

    def note(self, built: Built, fault: Fault, what: str, tally: Tally) -> None:
        """Count a point, and look at what it left and what the next build makes of that."""
        tally.points[fault] += 1
        tally.statuses[built.status] += 1
        point = f"{self._scenario.name}, {what}"
        for problem in (*self._problems(built, fault), *self._problems_afterwards()):
            tally.losses.append(Loss(point=point, problem=problem, said=built.err))

    def _build(self, *, fault: Fault | None = None, at: int = 0, anew: bool = False) -> Built:
        chosen = self._scenario
        return self._runner.build(self._site, chosen.arguments, fault=fault, at=at, shared=chosen.shared, anew=anew)

    def _prepare(self) -> None:
        shutil.rmtree(self._site, ignore_errors=True)
        shutil.rmtree(self._kept, ignore_errors=True)
        self._site.mkdir()
        self._scenario.prepare(self._runner, self._site)
        shutil.copytree(self._site, self._kept, symlinks=True)

    def _restore(self) -> None:
        if self._scenario.in_place:
            return
        shutil.rmtree(self._site)
        shutil.copytree(self._kept, self._site, symlinks=True)

    def _faultless(self) -> Expected:
        """Build without a fault; then once more with nothing of ours there, which must come to the same."""
        old = snapshot.files(self.output)
        others = self.others()
        built = self._build()
        assert built.status == self._scenario.status, built.err
        assert self.others() == others, "a build changed files that are not its own"
        new, folders, state = (
            snapshot.files(self.output),
            snapshot.folders(self.output),
            snapshot.state_names(self._site),
        )
        if built.status == 0 and not self._scenario.pages_change:
            self._remove_ours()
            again = self._build()
            assert again.status == 0, again.err
            assert snapshot.difference(snapshot.files(self.output), new) == ""
            state |= snapshot.state_names(self._site)
        return Expected(old=old, new=new, folders=folders, others=others, state=state)

    def _remove_ours(self) -> None:
        [manifest] = (self._site / snapshot.STATE).glob("*.manifest.json")
        data = manifest.read_bytes()
        for path in json.loads(data[data.index(b"{") :])["files"]:
            (self.output / path).unlink()
        shutil.rmtree(self._site / snapshot.STATE)

    def others(self) -> dict[str, bytes]:
        return snapshot.files(self._site, without=(self._scenario.output, snapshot.STATE))

    def _problems(self, built: Built, fault: Fault) -> Iterator[str]:
        """What is wrong right after a build with a fault."""
        standing = snapshot.files(self.output)
        yield from _said_wrongly(built)
        yield from self._status_problems(built, fault, standing)
        if strange := snapshot.strangers(standing, self.expected.old, self.expected.new):
            yield f"published folder is broken: {strange}"
        left = set(snapshot.temporary(standing)) - self.expected.old.keys()
        if left and not fault.kills and (fault.interrupts or not snapshot.has_journal(self._site)):
            yield f"temporary files stay: {', '.join(sorted(left))}"
        if changed := snapshot.difference(self.others(), self.expected.others):
            yield f"files of others: {changed}"

    def _status_problems(self, built: Built, fault: Fault, standing: Mapping[str, bytes]) -> Iterator[str]:
        allowed = {_SYSTEM_FAULT, self._scenario.status}
        if fault.kills:
            allowed.add(-signal.SIGKILL)
        elif fault.interrupts:
            allowed.add(128 + fault.value[1])
            if built.fired.call == ANY_MOMENT:  # before feedpub listens, and when it has come to its end
                allowed.add(-fault.value[1])
        if built.status not in allowed:
            yield f"exit status {built.status}"
        elif built.status == 0 and standing != self.expected.new:
            yield f"exit status 0, but {snapshot.difference(standing, self.expected.new)}"
        elif built.status == 1 and standing != self.expected.old:
            yield f"exit status 1, but {snapshot.difference(standing, self.expected.old)}"
        elif not self._is_whole(standing) and not snapshot.has_journal(self._site):
            yield "published folder is neither old nor new, and there is no journal"

    def _is_whole(self, standing: Mapping[str, bytes]) -> bool:
        """Whether a folder is the old one or the new one, but for temporary files."""
        sets = [_published(files) for files in (standing, self.expected.old, self.expected.new)]
        return sets[0] in sets[1:]

    def _problems_afterwards(self) -> Iterator[str]:
        """What is wrong after the next build."""
        built = self._build()
        wanted = self.expected.new if self._scenario.status == 0 else self.expected.old
        for problem in _said_wrongly(built):
            yield f"next build: {problem}"
        if built.status != self._scenario.status:
            yield f"next build: exit status {built.status}: {built.err.strip()[-300:]}"
        elif wrong := snapshot.difference(snapshot.files(self.output), wanted):
            yield f"next build: {wrong}"
        elif extra := snapshot.folders(self.output) - self.expected.folders:
            yield f"next build: left over folders {', '.join(sorted(extra))}"
        if left := snapshot.state_names(self._site) - self.expected.state:
            yield f"next build: left over in {snapshot.STATE}: {', '.join(sorted(left))}"
        if changed := snapshot.difference(self.others(), self.expected.others):
            yield f"next build: files of others: {changed}"


def _said_wrongly(built: Built) -> Iterator[str]:
    if "Traceback (most recent call last)" in built.err or "Exception ignored" in built.err:
        yield "traceback"
    if built.stray:
        yield "a process of the build goes on after its end"


def _published(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not snapshot.temporary([path])}
