"""Threads that begin where the system has room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from threading import Thread


def begin(threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """Begin these threads and return those that have begun: as many as the system lets there be, perhaps none."""
    begun: list[Thread] = []
    for thread in threads:
        try:
            thread.start()
        except RuntimeError:
            break  # neither memory nor a number is left for one more
        begun.append(thread)
    return tuple(begun)
