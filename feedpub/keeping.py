"""Files that only save the next build some time, put in their place in one step or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def keep(file: Path, data: bytes) -> bool:
    """Write a file, in place of the one of its name; tell whether that could be done.

    A disk that is full or read-only costs the next build its time, not this one its result: so nothing is raised.
    """
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        temporary.write_bytes(data)
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        return False
    return True
