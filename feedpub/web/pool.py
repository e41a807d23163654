"""Does something for several things at a time, each in a thread that can be left behind. Knows nothing of HTTP."""

from __future__ import annotations

import time
from collections import deque
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from feedpub.io import workers
from feedpub.model.errors import NO_MEMORY, SystemFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from feedpub.web.session import Session

Argument = TypeVar("Argument")
Value = TypeVar("Value")

AT_ONCE: Final = 8
"""Requests under way at the same time."""
_TICK: Final = 0.2
"""Seconds after which Ctrl-C is seen where waiting for a thread cannot be interrupted (Windows)."""
_GRACE: Final = 0.5
"""Seconds in which threads end whose connections are closed."""


def in_threads(
    function: Callable[[Argument], Value],
    arguments: Iterable[Argument],
    of: Session,
    *,
    most: int = AT_ONCE,
    report: Callable[[int], None] = lambda _done: None,
) -> list[Value]:
    """Return what a function gives for each argument, in their order; `most` of them at the same time.

    `report` is told how many are done. Raises what the first one that fails raises, and SystemFault where no thread can
    be had; everything that is under way in the session ends then, as it does with Ctrl-C.
    """
    given = tuple(arguments)
    tasks = deque(enumerate(given))
    answers: SimpleQueue[tuple[int, Value | Exception]] = SimpleQueue()

    def work() -> None:
        while True:
            try:
                place, argument = tasks.popleft()
            except IndexError:
                return
            try:
                answers.put((place, function(argument)))
            except Exception as error:  # noqa: BLE001 - raised again by the thread that asked
                answers.put((place, error))

    # As daemons, so that nothing waits for a server when the process is to end.
    begun = workers.begin_threads(Thread(target=work, daemon=True) for _ in range(min(most, len(given))))
    if given and not begun:
        raise SystemFault(NO_MEMORY)
    found: dict[int, Value] = {}
    try:
        for done in range(len(given)):
            place, answer = _next(answers)
            found[place] = _value(answer)
            report(done + 1)
    except BaseException:
        tasks.clear()
        of.cancel()
        raise
    finally:
        # What is forked later must not find a thread at work; one that a name server holds is left behind.
        ends = time.monotonic() + _GRACE
        for thread in begun:
            thread.join(max(0, ends - time.monotonic()))
    return [found[place] for place in range(len(given))]


def _value(answer: Value | Exception) -> Value:
    if isinstance(answer, Exception):
        raise answer
    return answer


def _next(answers: SimpleQueue[tuple[int, Value | Exception]]) -> tuple[int, Value | Exception]:
    """Wait for an answer; every wait of the threads ends by itself."""
    while True:
        try:
            return answers.get(timeout=_TICK)
        except Empty:
            continue
