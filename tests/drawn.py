"""How many examples a property is tried on: as many as find what breaks, the same ones every time.

`make properties` sets FEEDPUB_TEST_TIMES: so many times as many, and other ones in every run. `make quick` tries a
part of them.
"""

from __future__ import annotations

import os

from hypothesis import settings

TIMES = float(os.environ.get("FEEDPUB_TEST_TIMES", "1"))


def of(number: int) -> int:
    """Return how many examples are tried where usually it is so many."""
    return max(1, round(number * TIMES))


def examples(number: int) -> settings:
    """Return the settings of a property that is tried on so many examples."""
    return settings(max_examples=of(number))
