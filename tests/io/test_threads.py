from __future__ import annotations

from threading import Thread

from feedpub.io import workers


class Unwilling(Thread):
    """A thread that cannot begin, as where there is no room for its stack."""

    def start(self) -> None:
        raise RuntimeError("can't start new thread")


def test_as_many_threads_begin_as_there_may_be() -> None:
    willing = Thread(target=str)
    assert workers.begin_threads([willing, Unwilling(), Thread(target=str)]) == (willing,)
    willing.join()
