"""The signals that end a process: what must not be broken off by them, and what other processes of ours do.

`cli` decides what becomes of them; nothing here does.
"""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Have these signals wait until the block has ended, where the system can; whatever they ask for comes then."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_the_first() -> None:
    """Have this process, which works for another, end as that one does; the terminal's SIGINT goes to all of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in ENDING:
        if each != signal.SIGINT:
            signal.signal(each, signal.SIG_DFL)
