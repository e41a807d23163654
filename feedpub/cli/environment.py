"""What the environment decides: the moment that stands for now, and the key of what feedpub keeps.

The one place that reads the clock. The key tells what feedpub has kept for this user from what came with a checkout.
It comes from the environment, or from a file. The file lies where the system keeps the state of programs for each user,
never in a checkout; it is made when it is first needed. Without a key nothing is kept that only saves time.
"""

# ruff: noqa: PTH117, PTH118, PTH120 - names are text here: pathlib is slow to load

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from feedpub.io import writing
from feedpub.io.writing import Place
from feedpub.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


_EPOCH: Final = "SOURCE_DATE_EPOCH"
"""reproducible-builds.org: seconds since 1970 that stand for now."""


def now(environ: Mapping[str, str] = os.environ) -> datetime:
    """Return the moment that SOURCE_DATE_EPOCH names, else this one; in UTC, without fractions of a second.

    UsageError when the variable holds anything but a number of seconds.
    """
    text = environ.get(_EPOCH, "")
    if not text:
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - this is where the clock is read
    if not (text.isascii() and text.isdecimal()):
        raise UsageError(f"{_EPOCH} is {text!r}: it must be a whole number of seconds since 1970, or be unset")
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"{_EPOCH} is {text}: that is no date before the year 10000") from error


def clock() -> int:
    """Return the time by the clock of the system in nanoseconds since 1970, to be compared with times of files."""
    return time.time_ns()


def is_unattended(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether this is a build of CI: every service for it sets CI."""
    return environ.get("CI", "").lower() not in {"", "0", "false"}


def step_summary(environ: Mapping[str, str] = os.environ) -> str:
    """Return the file whose Markdown GitHub Actions shows with the run; empty elsewhere.

    docs.github.com, "Workflow commands for GitHub Actions", adding a job summary.
    """
    return environ.get("GITHUB_STEP_SUMMARY", "")


_INDEXNOW: Final = "FEEDPUB_INDEXNOW_KEY"


def indexnow_key(environ: Mapping[str, str] = os.environ) -> str:
    """Return the key for IndexNow that the environment has; empty without one."""
    return environ.get(_INDEXNOW, "").strip()


KEY_VARIABLE: Final = "FEEDPUB_KEY"
_FEWEST: Final = 16
"""Characters of the variable: whoever sees what it has sealed can try out shorter ones."""
_BYTES: Final = 32
_MOST_BYTES: Final = 1024
_NAME: Final = "key"
_OF_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


def key(site: str, environ: Mapping[str, str] = os.environ, *, make: bool = True) -> bytes | None:
    """Return the key for the site in this folder; None where none can be had.

    With `make`, one is made where there is none. Raises UsageError when the variable holds too little.
    """
    text = environ.get(KEY_VARIABLE, "")
    if text:
        if len(text) < _FEWEST:
            raise UsageError(
                f"{KEY_VARIABLE} must have {_FEWEST} characters at least, such as `openssl rand -hex 32` prints"
            )
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=_BYTES).digest()
    folder = folder_in(environ)
    try:
        if not folder or _is_in_checkout(writing.real(folder), writing.real(site)):
            return None
        return _kept(folder) or (_made(folder) if make else None)
    except OSError:
        return None  # a home that is missing, or read-only


def folder_in(environ: Mapping[str, str], system: str = sys.platform) -> str:
    """Return the folder in which the system keeps the state of feedpub for this user; empty where it has none."""
    if system == "win32":
        above = environ.get("LOCALAPPDATA", "")
    elif os.path.isabs(environ.get("XDG_STATE_HOME", "")):
        above = environ["XDG_STATE_HOME"]
    else:
        home = environ.get("HOME", "")
        below = "Library/Application Support" if system == "darwin" else ".local/state"
        above = os.path.join(home, below) if os.path.isabs(home) else ""
    return os.path.join(above, "feedpub") if above else ""


def _is_in_checkout(folder: str, site: str) -> bool:
    """Whether a folder belongs to what is checked out with the site: then others may have written what is in it."""
    above = site
    while True:
        is_inside = f"{folder}{os.sep}".startswith(f"{above.rstrip(os.sep)}{os.sep}")
        if writing.status(Place(above, ".git")) is not None or (is_inside and above == site):
            return is_inside
        parent = os.path.dirname(above)
        if parent == above:
            return False
        above = parent


def _kept(folder: str) -> bytes | None:
    """Return the key in the file; None where there is none that nobody else could have written."""
    try:
        status = writing.status(Place(folder, _NAME))
        if status is None or (sys.platform != "win32" and status.st_mode & _OF_OTHERS):
            return None
        found = bytes.fromhex((writing.read(Place(folder, _NAME), _MOST_BYTES) or b"").decode("ascii"))
    except ValueError:
        return None
    return found if len(found) == _BYTES else None


def _made(folder: str) -> bytes | None:
    """Make a key, unless another process has just made one, and return the one that is there now."""
    place = writing.beneath_what_is_there(writing.real(folder))
    if os.path.dirname(place.root) == place.root:
        return None  # there is no home
    writing.make_folders(place, 0o700)
    if writing.status(place.at(_NAME)) is not None:
        writing.remove(place.at(_NAME))  # a damaged one, or one that others can write
    writing.put(place.at(_NAME), f"{os.urandom(_BYTES).hex()}\n".encode())
    return _kept(folder)
