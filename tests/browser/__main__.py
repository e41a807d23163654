"""Run by `make look`, which ends with 1 where anything is found, and by `make pictures`."""

from __future__ import annotations

import argparse
import sys

from tests.browser import look


def main() -> int:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser", description=__doc__)
    parser.add_argument("what", choices=["look", "pictures"])
    what = parser.parse_args().what
    if lacking := look.missing():
        sys.stderr.write(f"{lacking} is not here; `make {what}` installs what is needed, but for Java and npm\n")
        return 2
    if what == "pictures":
        from tests.browser import pictures  # noqa: PLC0415 - needs Pillow

        pictures.take(pictures.FOLDER, _say)
        return 0
    found = look.everything(_say)
    for one in found:
        sys.stdout.write(f"{one}\n")
    sys.stdout.write(f"{len(found)} findings\n")
    return 1 if found else 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
