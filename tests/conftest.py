"""What every test stands on: repeatable hypothesis runs, a key, and a look at what helpers do."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import is_hypothesis_test, settings

from feedpub.io import workers
from tests.drawn import TIMES, of
from tests.running import KEY
from tests.scratch import root

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("tests", max_examples=of(100), derandomize=TIMES <= 1, deadline=None, print_blob=True)
settings.load_profile("tests")

# A list of twenty thousand tests lasts: to look through it again and again for cycles takes a quarter of all time.
gc.set_threshold(100_000, 20, 100)


if memory := root():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave slow tests and properties out of the measure: it trebles their time, and what only they reach is chance."""
    for item in items:
        if item.get_closest_marker("slow") or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Have nobody look through the tests themselves for cycles any more."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def environment() -> Iterator[None]:
    """Have a key for what is kept, none made in the home of whoever runs the tests; no build of CI; English."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FEEDPUB_KEY", KEY)
        patch.delenv("CI", raising=False)
        patch.delenv("GITHUB_STEP_SUMMARY", raising=False)
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each helper that was asked from now on answered."""
    seen: list[bool] = []
    of_helper = workers.Helper.answer

    def noted(self: workers.Helper) -> bytes | None:
        answer = of_helper(self)
        seen.append(answer is not None)
        return answer

    monkeypatch.setattr(workers.Helper, "answer", noted)
    return seen
