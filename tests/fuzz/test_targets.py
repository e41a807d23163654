"""The targets of the fuzzer in short: some broken inputs of each, the same every time."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.findings import Findings
from tests.fuzz.targets import TARGETS, Target, remove_sites
from tests.validate import mutations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INPUTS = 12


@pytest.fixture(scope="module", autouse=True)
def sites() -> Iterator[None]:
    yield
    remove_sites()


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_broken_input_gets_a_result_or_a_message(target: Target, tmp_path: Path) -> None:
    random = Random(16)  # noqa: S311 - no secret, but the same inputs each time
    seeds = target.seeds()
    findings = Findings(tmp_path, target)
    for _ in range(_INPUTS):
        findings.look(mutations.broken(random.choice(seeds), random.choice(seeds), random))
    assert not findings.kinds


def test_an_exception_is_a_finding_and_its_input_is_kept(tmp_path: Path) -> None:
    def check(data: bytes) -> str:
        raise RecursionError(f"{len(data)} bytes")

    findings = Findings(tmp_path, Target(name="broken", seeds=list, check=check))
    findings.look(b"1")
    findings.look(b"22")
    assert dict(findings.kinds) == {"RecursionError in check: N bytes": 2}
    assert [file.read_bytes() for file in tmp_path.glob("broken-*") if not file.suffix] == [b"1"]
