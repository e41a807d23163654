"""The command line: knows argv, the clock and the terminal, and nothing of feeds.

atonce     `feedpub build`, where nothing has changed
commands   everything else, and each command in a file of its own
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, Final

from feedpub.cli import atonce, languages
from feedpub.cli.console import Console
from feedpub.model.errors import FeedpubError, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType


_INTERRUPTED: Final = 130
"""What shells give for a command ended by Ctrl-C."""
_NO_READER: Final = 141
"""What shells give for a command whose reader left (`feedpub explain | head`)."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run feedpub and end the process with its exit status."""
    # A build makes hundreds of thousands of objects that last; to look through them again and again for cycles
    # takes a fifth of its time, and once more at the end a tenth of that of a short one.
    gc.set_threshold(1_000_000, 20, 100)
    status = run(arguments)
    gc.freeze()
    sys.exit(status)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run feedpub; give the exit status."""
    try:
        return _status(arguments)
    finally:
        languages.ask("")  # what else this process says is of no such wish


def _status(arguments: Sequence[str] | None) -> int:
    """Return the exit status of a run; what ended it is said."""
    output = sys.stdout
    try:
        with faults():
            status = _run(arguments)
            sys.stdout.flush()
    except KeyboardInterrupt:
        _tell("interrupted; no file is half written")
        return _INTERRUPTED
    except Ended as end:
        _tell(f"ended by {end}; no file is half written")
        return end.exit_code
    except FeedpubError as error:
        _tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        return _without_reader()
    except SystemExit as end:
        # click's own ending: of shell completion, or because nobody reads its output, which it then replaces
        return int(end.code or 0) if sys.stdout is output else _without_reader()
    return status


def _tell(text: str) -> None:
    Console().complain(f"feedpub: {text}")


def _run(arguments: Sequence[str] | None) -> int:
    seen = atonce.look(sys.argv[1:] if arguments is None else arguments)
    if seen is None:
        from feedpub.cli import commands  # noqa: PLC0415 - to understand a command line takes long

        with _ended_by_signals():
            return commands.run(arguments)
    if atonce.is_said(seen):
        return 0
    from feedpub.cli import building  # noqa: PLC0415 - takes longer than to see that nothing has changed

    with _ended_by_signals():
        return building.build(seen=seen)


def _without_reader() -> int:
    """Return the status when the reader of our output has left; what is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return _NO_READER


_FIRST_STATUS: Final = 128
"""Shells give this and the number of the signal for a command that one ended."""
_ENDING: Final = ("SIGTERM", "SIGHUP")


class Ended(BaseException):
    """The command has been told to end."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(name)
        self.exit_code = _FIRST_STATUS + number


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Have these signals raise Ended within the block, once, unless they have been told otherwise (`nohup`).

    SIGTERM comes from a system or CI, SIGHUP from a terminal that closes. Both end the command as Ctrl-C does, by an
    exception, so that nothing is left behind; by default they would end the process at once.
    """
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
