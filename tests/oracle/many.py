"""Runs feedpub once for each line of standard input, in this one process: a start for each would take minutes.

The interpreter of each side runs this file by its path, so it stands on nothing but the standard library and the
installed feedpub.
"""

from __future__ import annotations

import shlex
import sys
from importlib.metadata import entry_points


def main() -> None:
    """Print for each line of arguments what feedpub prints, and how it ends."""
    (entry,) = entry_points(group="console_scripts", name="feedpub")
    feedpub = entry.load()
    for line in sys.stdin.read().splitlines():
        print(f"$ feedpub {line}", flush=True)
        sys.argv = ["feedpub", *shlex.split(line)]
        try:
            feedpub()
        except SystemExit as end:
            print(f"status {end.code}", flush=True)


if __name__ == "__main__":
    main()
