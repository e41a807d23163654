"""`python -m benchmarks.fuzz 600`: break documents of the corpus for so many seconds and look for crashes and hangs.

Every document is given to all rules. What a rule crashes on, what goes without a message and what takes too long is
written to the folder `fuzz-findings`, a file a document.
"""

from __future__ import annotations

import hashlib
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.validate import mutations

if TYPE_CHECKING:
    from types import FrameType

_SLOW = 1.0
"""Seconds for a document of some kilobytes."""
_HANGS = 20
"""Seconds after which a document is taken to hang."""
_TARGET = Path("fuzz-findings")
_EVERY = 20_000


def main(seconds: float, seed: int) -> int:
    """Break documents until the time is over; gives 1 when something was found."""
    random = Random(seed)  # noqa: S311 - no secret, but the same documents each time
    seeds = mutations.seeds()
    found: Counter[str] = Counter()
    signal.signal(signal.SIGALRM, _interrupt)
    begun = time.monotonic()
    slowest = 0.0
    number = 0
    while time.monotonic() - begun < seconds:
        number += 1
        data = mutations.broken(random.choice(seeds), random.choice(seeds), random)
        started = time.process_time()
        problem = _problem(data)
        spent = time.process_time() - started
        slowest = max(slowest, spent)
        if spent > _SLOW:
            problem = problem or f"takes {spent:.1f} s"
        if problem:
            _keep(data, problem, found)
        if number % _EVERY == 0:
            print(f"{number} documents, {len(found)} kinds of findings, slowest {slowest:.2f} s", flush=True)
    print(f"{number} documents in {seconds:.0f} s, slowest {slowest:.2f} s; findings: {dict(found) or 'none'}")
    return 1 if found else 0


def _problem(data: bytes) -> str:
    """Say what is wrong with the answer; a pattern that never ends is interrupted and shows as a crash of its rule."""
    signal.setitimer(signal.ITIMER_REAL, _HANGS)
    try:
        return mutations.complaint(mutations.check_bytes(data))
    except Exception as error:  # noqa: BLE001 - that nothing escapes is what is being tested
        return f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"no answer within {_HANGS} s")


def _keep(data: bytes, problem: str, found: Counter[str]) -> None:
    kind = problem[:60]
    found[kind] += 1
    if found[kind] == 1:
        _TARGET.mkdir(exist_ok=True)
        file = _TARGET / hashlib.sha256(data).hexdigest()[:12]
        file.write_bytes(data)
        print(f"{file}: {problem}", flush=True)


if __name__ == "__main__":
    length = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    sys.exit(main(length, int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())))  # noqa: PLR2004, TID251 - the second argument; a new seed each time
