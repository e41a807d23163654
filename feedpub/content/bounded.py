"""Work on a body that may take all memory, or for ever: done in a process of its own, which can be ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import msgpack

from feedpub.io import workers

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = TypeVar("Made", str, tuple[str, str])

_LARGE: Final = 100_000
"""Characters of a body from which on it is worth a process of its own, whatever it may cost."""
_SECONDS: Final = 5
"""Of the processor's time for a body, and one more for each `_LARGE` characters: hundred times what most take."""


def bounded(make: Callable[[], Made], kind: type[Made], size: int) -> Made:
    """Return what is made of a body of so many characters; `kind` is its type.

    Raises what `make` raises, ValueError where it takes too long, SystemFault where memory ends.
    """
    if (size <= _LARGE and workers.has_room()) or not workers.can_help():
        return make()
    seconds = _SECONDS + size // _LARGE
    try:
        packed = workers.apart(lambda: msgpack.encode(make()), seconds)
    except workers.TooCostlyError:
        raise ValueError(f"it takes more than {seconds} seconds") from None
    return msgpack.decode(packed, type=kind)
