"""Where feedpub keeps what it has to know of a site, and files there that only save the next build some time."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

STATE: Final = ".feedpub"
"""Folder of the site that holds the lock, the journal, the manifest and what is kept; never published."""


def keep(file: str, data: bytes) -> bool:
    """Put a file in its place in one step, or not at all; tell whether that could be done.

    A disk that is full or read-only costs the next build its time, not this one its result: so nothing is raised.
    """
    temporary = f"{file}.{os.getpid()}.new"
    try:
        with open(temporary, "wb") as written:
            written.write(data)
        os.replace(temporary, file)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        return False
    return True
