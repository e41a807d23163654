"""`python -m tests.oracle FEEDPUB`: hold this feedpub against the one at FEEDPUB; print a table, 1 on a difference."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from tests.oracle import cases, listed
from tests.oracle.compare import Side, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.oracle.compare import Case, Difference
    from tests.oracle.listed import Listed


def main() -> int:
    """Compare; return 1 on a difference that is not listed, or a line of the list that is not needed."""
    options = _options()
    oracle, present = (_side(name, program) for name, program in (("o", options.feedpub), ("p", options.present)))
    wanted = [case for case in cases.cases() if fnmatchcase(case.name, options.only)]
    deliberate = listed.read(options.deliberate)
    lost = compared(wanted, oracle, present, deliberate)
    for one in lost[: options.show]:
        print(f"\n{one.name}\n  {one.shown}")
    if len(lost) > options.show:
        print(f"\nand {len(lost) - options.show} more")
    stale = deliberate.stale if options.only == "*" else []
    for name in stale:
        print(f"\nlisted, and no difference: {name}")
    return 1 if lost or stale or not wanted else 0


def compared(wanted: Sequence[Case], oracle: Side, present: Side, deliberate: Listed) -> list[Difference]:
    """Run the cases and print a table of them; return the differences that are not listed."""
    lost: list[Difference] = []
    sums = [0, 0, 0]
    begun = time.monotonic()
    print("| what | commands | files compared | differences | of these meant | seconds |", flush=True)
    print("|---|---:|---:|---:|---:|---:|", flush=True)
    for case in wanted:
        since = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="feedpub-oracle-") as scratch:
            outcome = run(case, oracle, present, Path(scratch).resolve())
        unmeant = deliberate.not_meant(outcome.differences)
        lost += unmeant
        counts = (outcome.commands, outcome.files, len(outcome.differences))
        sums = [one + other for one, other in zip(sums, counts, strict=True)]
        print(_row(case.name, counts, len(unmeant), time.monotonic() - since), flush=True)
    print(_row("all", sums, len(lost), time.monotonic() - begun), flush=True)
    return lost


def _row(name: str, counts: Sequence[int], unmeant: int, seconds: float) -> str:
    commands, files, differences = counts
    return f"| {name} | {commands:,} | {files:,} | {differences} | {differences - unmeant} | {seconds:.1f} |"


def _side(name: str, program: Path) -> Side:
    """Return the feedpub that is installed as this program, with the interpreter that stands beside it."""
    installed = program.absolute()
    return Side(name=name, feedpub=(str(installed),), python=str(installed.with_name("python")))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("feedpub", type=Path, help="the program of the oracle")
    parser.add_argument("--present", type=Path, default=Path(sys.executable).with_name("feedpub"), help="this one")
    parser.add_argument("--only", default="*", metavar="GLOB", help="cases to compare, such as 'dialects/*'")
    parser.add_argument("--deliberate", type=Path, default=listed.FILE, help="list of the differences that are meant")
    parser.add_argument("--show", type=int, default=40, help="differences that are printed")
    options = parser.parse_args()
    if options.feedpub.resolve() == options.present.resolve():
        parser.error("this would compare feedpub with itself")
    return options


if __name__ == "__main__":
    sys.exit(main())
