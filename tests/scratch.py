"""Where tests have their files: in memory where there is room, for a disk that syncs takes more time than all else."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - everybody makes folders of their own in it
_ROOM = 1 << 30
"""Bytes, some times what the tests have at once; containers are often given less than a tenth of it."""


def root() -> Path | None:
    """Return the folder in memory for folders of tests; None where the usual one is to be used."""
    with suppress(OSError):  # there is none
        has_room = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
        # Containers let nothing there be run, and tests have programs of their own in place of others.
        if has_room and not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC:
            return _MEMORY
    return None
