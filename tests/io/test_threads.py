from __future__ import annotations

from threading import Thread

from feedpub.io import threads


class Unwilling(Thread):
    """A thread that cannot begin, as where there is no room for its stack."""

    def start(self) -> None:
        raise RuntimeError("can't start new thread")


def test_as_many_threads_begin_as_there_may_be() -> None:
    willing = Thread(target=str)
    assert threads.begin([willing, Unwilling(), Thread(target=str)]) == (willing,)
    willing.join()
