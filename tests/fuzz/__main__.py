"""`python -m tests.fuzz SECONDS [--targets NAME...]`: search all targets, each for its share of the time.

With atheris (the extra `fuzz`) the search is guided by coverage; without, files of the tests are broken at random.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.findings import Findings
from tests.fuzz.targets import TARGETS, remove_sites
from tests.validate import mutations

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

_RUNS = re.compile(r"stat::number_of_executed_units: (\d+)")


def main() -> int:
    """Search; return 1 when something was found."""
    options = _options()
    guided = importlib.util.find_spec("atheris") is not None
    if not guided:
        print("atheris is not installed (pip install -e '.[fuzz]'): the search is not guided by coverage")
    chosen = [one for one in TARGETS if not options.targets or one.name in options.targets]
    share = options.seconds / len(chosen)
    total = found = 0
    print("| target | inputs | kinds of findings |\n|---|---:|---:|", flush=True)
    for target in chosen:
        inputs, kinds = (_guided if guided else _at_random)(target, share, options)
        print(f"| {target.name} | {inputs:,} | {kinds} |", flush=True)
        total += inputs
        found += kinds
    print(f"\n{total:,} inputs, {found} kinds of findings{f' in {options.folder}' if found else ''}")
    return 1 if found else 0


def _guided(target: Target, seconds: float, options: argparse.Namespace) -> tuple[int, int]:
    before = set(_findings(target, options.folder))
    options.folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.guided", target.name, str(max(1, round(seconds)))]
    with tempfile.TemporaryDirectory(prefix="feedpub-fuzz-") as sites:  # the search ends its process at once
        ended = subprocess.run(
            [*command, str(options.folder), str(options.seed)],
            env={**os.environ, "TMPDIR": sites},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    said = ended.stdout.decode("utf-8", "replace")
    print("".join(f"{line}\n" for line in said.splitlines() if line.startswith("FOUND")), end="", flush=True)
    runs = _RUNS.search(said)
    if runs is None:
        print(said[-2000:], flush=True)
    kinds = len(set(_findings(target, options.folder)) - before)
    return int(runs[1]) if runs else 0, kinds or int(ended.returncode != 0)


def _findings(target: Target, folder: Path) -> list[Path]:
    return [file for file in folder.glob(f"{target.name}-*") if file.is_file() and file.suffix != ".txt"]


def _at_random(target: Target, seconds: float, options: argparse.Namespace) -> tuple[int, int]:
    findings = Findings(options.folder, target)
    random = Random(options.seed)  # noqa: S311 - no secret, but the same inputs each time
    seeds = target.seeds()
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            findings.look(mutations.broken(random.choice(seeds), random.choice(seeds), random))
    finally:
        remove_sites()
    return findings.inputs, len(findings.kinds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("seconds", type=float, nargs="?", default=600.0, help="for all targets together")
    parser.add_argument("--targets", nargs="+", choices=[one.name for one in TARGETS])
    parser.add_argument("--folder", type=Path, default=Path("fuzz-findings"), help="where findings are written")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
