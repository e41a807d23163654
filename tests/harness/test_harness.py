"""The harness in short: a few points of each kind. `make faults` runs thousands."""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.harness import crowd, damage, full, plan, reading, snapshot
from tests.harness.plan import Fault
from tests.harness.points import SWEPT, Sweep, Tally
from tests.harness.runner import running
from tests.harness.sites import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.harness.runner import Runner
    from tests.harness.sites import Scenario

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(plan.why_not()), reason=plan.why_not())]
_STEP = 800
_SHORT = ("update", "unchanged", "after a kill, renaming", "Jekyll", "against a folder", "refused", "two processes")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = plan.scratch()
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def only_runner(folder: Path) -> Iterator[Runner]:
    with running(folder) as runner:
        yield runner


@pytest.fixture
def runner(only_runner: Runner) -> Iterator[Runner]:
    yield only_runner
    shutil.rmtree(only_runner.root / "site", ignore_errors=True)


def test_the_library_counts_the_calls_below_the_folder_and_has_one_fail(runner: Runner, folder: Path) -> None:
    sweep = Sweep(runner, _scenario("first build"), folder / "kept")
    number = sweep.count(Fault.EIO)
    assert number > sweep.count(Fault.KILL_BEFORE) > 0
    built = runner.build(sweep.restored(), fault=Fault.EIO, at=number // 2)
    assert built.fired.fired
    assert built.fired.path.startswith("/site")


def test_a_new_process_is_under_the_library_too(runner: Runner, folder: Path) -> None:
    sweep = Sweep(runner, _scenario("first build"), folder / "kept")
    built = runner.build(sweep.restored(), fault=Fault.KILL_AFTER_RENAME, at=1, anew=True)
    assert (built.status, built.fired.call[:6]) == (-9, "rename")


def test_a_broken_file_a_lost_one_and_a_left_over_one_are_seen() -> None:
    old, new = {"a": b"1", "b": b"1"}, {"a": b"2", "b": b"1"}
    assert snapshot.strangers({"a": b"2", "b": b"1"}, old, new) == ""
    assert (
        snapshot.strangers({"a": b"", "c": b""}, old, new)
        == "neither old nor new: a, neither old nor new: c, missing b"
    )
    assert snapshot.difference({"a": b"1", "c": b""}, new) == "missing b, left over c, different a"


@pytest.mark.parametrize(
    "scenario", [one for one in SCENARIOS if one.name in _SHORT], ids=lambda scenario: scenario.name
)
def test_no_failure_of_the_file_system_loses_anything(scenario: Scenario, runner: Runner, folder: Path) -> None:
    tally = Tally()
    sweep = Sweep(runner, scenario, folder / "kept")
    for number, fault in enumerate(SWEPT):
        sweep.run(fault, itertools.count(1 + 37 * number, _STEP), tally)
    assert _losses(tally) == []


def test_a_full_disk_loses_nothing(runner: Runner, folder: Path) -> None:
    assert _losses(full.by_library(runner, folder / "kept", 40_000)) == []


def test_readers_get_whole_documents_while_builds_go_on(runner: Runner) -> None:
    assert _losses(reading.run(runner, 6)) == []


def test_ten_builders_at_once_publish_what_one_does(runner: Runner, folder: Path) -> None:
    assert _losses(crowd.together(runner, folder / "kept", 1)) == []


def test_a_build_that_is_told_to_end_leaves_no_temporary_file(runner: Runner, folder: Path) -> None:
    assert _losses(crowd.signalled(runner, folder / "kept", 3, seed=1)) == []


def test_damaged_state_changes_nothing(runner: Runner, folder: Path) -> None:
    assert _losses(damage.damaged(runner, folder / "kept", every=25)) == []


def test_state_that_somebody_committed_changes_nothing(runner: Runner, folder: Path) -> None:
    assert _losses(damage.hostile(runner, folder / "kept")) == []


def _scenario(name: str) -> Scenario:
    return next(one for one in SCENARIOS if one.name == name)


def _losses(tally: Tally) -> list[str]:
    """Return what was lost in runs of which there is at least one."""
    assert tally.total > 0
    return list(map(str, tally.losses))
