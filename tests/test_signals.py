from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from feedpub.io.signals import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Told(BaseException):
    """What the handler of these tests raises."""


def tell(_number: int, _frame: object) -> None:
    raise Told


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, tell)
    yield
    signal.signal(signal.SIGTERM, before)


def is_done_before_it_is_told(act: Callable[[], None]) -> bool:
    """Whether something that has this process told to end is done to its end, and the process told then."""
    done = False
    try:
        with uninterrupted():
            act()
            done = True
    except Told:
        return done
    return False


def test_a_signal_waits_until_the_block_has_ended() -> None:
    assert is_done_before_it_is_told(lambda: os.kill(os.getpid(), signal.SIGTERM))


def test_a_signal_waits_though_another_thread_is_told() -> None:
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()

    def tell_other() -> None:
        signal.pthread_kill(other.ident or 0, signal.SIGTERM)
        end.set()
        other.join()

    assert is_done_before_it_is_told(tell_other)


def test_signals_come_as_before_after_the_block() -> None:
    with uninterrupted():
        pass
    assert signal.getsignal(signal.SIGTERM) is tell


def test_a_signal_that_is_ignored_stays_so() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with uninterrupted():
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
