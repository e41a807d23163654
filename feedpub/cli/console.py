"""The terminal: whether it has colour, how much is said, and the bar that shows progress.

Messages for people go to standard error, results to standard output. Nothing here knows what a feed is.
"""

from __future__ import annotations

import os
import sys
from dataclasses import field
from typing import TYPE_CHECKING, Final, Self, TextIO

from feedpub.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_BAR: Final = 24
"""Cells of a full bar."""
_ERASE_LINE: Final = "\r\x1b[K"


def wants_colour(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether to write colour to the stream: on a terminal only, and not when NO_COLOR is set.

    FORCE_COLOR asks for it where there is no terminal, as in the log of a build server.
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


@dataclass(slots=True, kw_only=True)
class Console:
    """Says things to people, as loudly as they asked for; `verbosity` is -1 for quiet, 1 for verbose."""

    verbosity: int = 0
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def result(self, text: str) -> None:
        """Write what the command was asked for; quiet does not silence it."""
        self._write(self.out, text)

    def complain(self, text: str) -> None:
        """Write what went wrong; quiet does not silence it either."""
        self._write(self.err, text)

    def say(self, text: str) -> None:
        """Write what was done, unless quiet."""
        if self.verbosity >= 0:
            self._write(self.err, text)

    def detail(self, text: str) -> None:
        """Write what only a verbose run tells."""
        if self.verbosity > 0:
            self._write(self.err, text)

    def progress(self) -> Progress:
        """Give a bar that is drawn on a terminal, and nowhere else."""
        draws = self.verbosity >= 0 and self.err.isatty() and self.environ.get("TERM") != "dumb"
        return Progress(stream=self.err if draws else None)

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        """Write whole lines; a character that the stream's encoding lacks is escaped, not fatal."""
        line = text if text.endswith("\n") else f"{text}\n"
        encoding = stream.encoding or "utf-8"
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


@dataclass(slots=True, kw_only=True)
class Progress:
    """A bar on one line. Draws only what has changed, so it may be told of every post; without stream, nothing."""

    stream: TextIO | None
    _drawn: str = field(default="", init=False)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of the stage are behind us."""
        if self.stream is None or total <= 0:
            return
        share = min(max(done / total, 0.0), 1.0)
        filled = int(share * _BAR)
        line = f"{stage:<10} [{'#' * filled}{'-' * (_BAR - filled)}] {int(share * 100):3d} %"
        if line != self._drawn:
            self.stream.write(f"{_ERASE_LINE}{line}")
            self.stream.flush()
            self._drawn = line

    def __enter__(self) -> Self:
        """Begin; nothing is drawn before the first step."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away, so that what is said next begins on a clean line."""
        if self.stream is not None and self._drawn:
            self.stream.write(_ERASE_LINE)
            self.stream.flush()
            self._drawn = ""
