"""`python -m benchmarks.terms`: what a document costs where there are many categories, beside what it costs with 40.

The same uniform posts, each in one to three categories; cold builds, in turn. Seconds of CPU for each document.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks import corpus, generators
from benchmarks.measure import cost_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW: Final = 40
_CATEGORY: Final = re.compile(r"^  - (?:Topic|주제) \d+$", re.MULTILINE)


def spread(folder: Path, categories: int) -> None:
    """Put the posts below a folder into that many categories: each line that names one names another."""
    number = 0
    for file in sorted(folder.rglob("20??-*")):
        text = file.read_text(encoding="utf-8")
        lines = _CATEGORY.findall(text)
        for line in lines:
            text = text.replace(f"{line}\n", f"  - Subject {number % categories}\n", 1)
            number += 1
        file.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a line for each number of categories and the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terms", description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--categories", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    generator = generators.feedpub()
    costs: dict[int, list[float]] = {_FEW: [], options.categories: []}
    with tempfile.TemporaryDirectory(prefix="feedpub-bench-") as work:
        for categories in costs:
            corpus.write(Path(work) / "corpus" / str(categories), options.posts, corpus.FAMILIES["uniform"])
            spread(Path(work) / "corpus" / str(categories), categories)
            generator.prepare(Path(work) / str(categories), Path(work) / "corpus" / str(categories) / "content")
        for _ in range(options.runs):
            for categories, found in costs.items():
                folder = Path(work) / str(categories)
                generator.forget(folder)
                cpu = cost_of(generator.command, folder).cpu
                found.append(cpu / sum(file.is_file() for file in (folder / "public").rglob("*")))
    few, many = (median(found) for found in costs.values())
    print(f"{_FEW} categories {few * 1000:.1f} ms a document, {options.categories} categories {many * 1000:.1f} ms")
    print(f"ratio {many / few:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
