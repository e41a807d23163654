"""The signals that end a process: what must not be broken off by them, and what other processes of ours do.

`cli` decides what becomes of them; nothing here does.
"""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Have these signals wait until the block has ended; whatever the first of them asks for comes then.

    Not by the mask of this thread: another one, which has not quite ended yet, would be told in its place.
    """
    came: list[int] = []
    before: dict[signal.Signals, Any] = {}
    with contextlib.suppress(ValueError):  # only the first thread is told
        for each in ENDING:
            if signal.getsignal(each) not in {None, signal.SIG_IGN}:
                before[each] = signal.signal(each, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in came[:1]:
            signal.raise_signal(number)


def end_with_the_first() -> None:
    """Have this process, which works for another, end as that one does; the terminal's SIGINT goes to all of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in ENDING:
        if each != signal.SIGINT:
            signal.signal(each, signal.SIG_DFL)
