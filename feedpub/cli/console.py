"""The terminal: whether it has colour, how much is said, and the bar that shows progress.

Messages for people go to standard error, in the language that they read, results to standard output as they are.
Nothing here knows what a feed is.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from feedpub.cli import cleaning, languages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self, TextIO

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


def from_here(path: str, site: str) -> str:
    """Return the path of a file of the site as it is seen from the current folder; an address as it is."""
    if "://" in path:
        return path
    file, here = os.path.normpath(os.path.join(site, path)), os.getcwd()  # noqa: PTH109, PTH118 - pathlib is slow to load
    inside = here.rstrip(os.sep) + os.sep
    return (file.removeprefix(inside)).replace(os.sep, "/")


class Console:
    """Says things to people, as loudly as they asked for; `verbosity` is -1 for quiet, 1 for verbose."""

    def __init__(
        self,
        *,
        verbosity: int = 0,
        out: TextIO | None = None,
        err: TextIO | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.verbosity = verbosity
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.environ = environ

    def result(self, text: str) -> None:
        """Write a line of what the command was asked for; quiet does not silence it."""
        self._write(self.out, cleaning.line(text))

    def document(self, text: str) -> None:
        """Write all that the command was asked for, in lines that are lines already."""
        self._write(self.out, cleaning.lines(text))

    def complain(self, text: str) -> None:
        """Write what went wrong; quiet does not silence it either."""
        self._write(self.err, cleaning.lines(languages.say(text)))

    def report(self, text: str, *, is_result: bool = False) -> None:
        """Write all that went wrong, as the formats of `report` have it: clean already, and perhaps coloured.

        A report in a format for programs is a result. It may hold commands of a build server: they are meant.
        """
        self._write(self.out if is_result else self.err, text)

    def say(self, text: str) -> None:
        """Write in a line what was done, unless quiet."""
        if self.verbosity >= 0:
            self._write(self.err, cleaning.line(languages.say(text)))

    def detail(self, text: str) -> None:
        """Write a line that only a verbose run tells."""
        if self.verbosity > 0:
            self._write(self.err, cleaning.line(languages.say(text)))

    def progress(self) -> ProgressBar:
        """Return a bar that is drawn on a terminal, and nowhere else."""
        draws = self.verbosity >= 0 and self.err.isatty() and self.environ.get("TERM") != "dumb"
        return ProgressBar(stream=self.err if draws else None)

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        """Write whole lines; a character that the stream's encoding lacks is escaped, not fatal."""
        line = text if text.endswith("\n") else f"{text}\n"
        encoding = stream.encoding or "utf-8"
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


class ProgressBar:
    """A bar on one line. Draws only what has changed, so it may be told of every post; without stream, nothing."""

    def __init__(self, *, stream: TextIO | None) -> None:
        self.stream = stream
        self._drawn = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of the stage are behind us."""
        if self.stream is None or total <= 0:
            return
        share = min(max(done / total, 0.0), 1.0)
        filled = int(share * _BAR)
        from feedpub.cli.cells import padded  # noqa: PLC0415 - most runs draw nothing

        line = f"{padded(languages.say(stage), 10)} [{'#' * filled}{'-' * (_BAR - filled)}] {int(share * 100):3d} %"
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
