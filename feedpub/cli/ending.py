"""What becomes of a command that is told to end: SIGTERM as a system or CI sends it, SIGHUP as a terminal that closes.

Both end it as Ctrl-C does, by an exception, so that nothing is left behind; by default they would end the process at
once.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_FIRST_STATUS: Final = 128
"""Shells give this and the number of the signal for a command that one ended."""
_ENDING: Final = ("SIGTERM", "SIGHUP")


class Ended(BaseException):
    """The command has been told to end."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(name)
        self.exit_code = _FIRST_STATUS + number


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Have these signals raise Ended within the block, once, unless they have been told otherwise (`nohup`)."""
    import signal  # noqa: PLC0415 - where nothing has changed, the command ends before anybody can tell it to

    owner = os.getpid()

    def end(number: int, _: FrameType | None) -> None:
        if os.getpid() != owner:
            os._exit(_FIRST_STATUS + number)  # a process that was forked just now, to work for this one
        for each in before:
            signal.signal(each, signal.SIG_IGN)  # we are ending
        raise Ended(number, signal.Signals(number).name)

    before: list[signal.Signals] = []
    with contextlib.suppress(ValueError):  # only the first thread is told
        for each in (signal.Signals[name] for name in _ENDING if name in signal.Signals.__members__):
            if signal.getsignal(each) is signal.SIG_DFL:
                signal.signal(each, end)
                before.append(each)
    try:
        yield
    finally:
        for each in before:
            signal.signal(each, signal.SIG_DFL)
