from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.validator import corpus

if TYPE_CHECKING:
    from pathlib import Path

CASES = corpus.cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_validator_says_exactly_what_is_expected(case: Path) -> None:
    assert corpus.said(case) == corpus.expected(case)
