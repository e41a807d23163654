"""`python -m feedpub.cli.reference [--check] DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.cli.reference import pages, stale, write

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str] | None = None) -> int:
    """Write or check the pages; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m feedpub.cli.reference", description="Write docs/reference.")
    parser.add_argument("folder", type=Path, help="the folder of the pages, docs/reference")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is stale")
    given = parser.parse_args(arguments)
    if not given.check:
        sys.stdout.writelines(f"wrote {name}\n" for name in write(given.folder, pages()))
        return 0
    names = stale(given.folder, pages())
    sys.stderr.writelines(f"{given.folder / name} is stale: run `make docs`\n" for name in names)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(run())
