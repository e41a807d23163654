"""`python -m benchmarks`: feedpub and the peers that are installed, in turn, on the same posts."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import corpus, generators, plot, table
from benchmarks.measure import CommandFailedError
from benchmarks.scenarios import Scenario, Site, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.generators import Generator
    from benchmarks.table import Row

_YARDSTICK: Final = "Hugo"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a line as soon as it is known, and draw."""
    options = _options(arguments)
    found = _generators(options)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()};", end=" ")
    print(", ".join(f"{each.name} {each.version_text()}" for each in found), end="\n\n")
    print(table.head(_YARDSTICK), flush=True)
    rows: list[Row] = []
    for posts in options.posts:
        for some in _measured(posts, found, options):
            rows += some
            print("\n".join(table.lines(some)), flush=True)
    if options.svg and rows:
        shown = [row for row in rows if row.family == options.family[0]]
        options.svg.write_text(plot.svg(shown, "Seconds for a build (logarithmic, less is better)"), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[1000, 10_000], help="numbers of posts")
    parser.add_argument(
        "--family", nargs="+", choices=corpus.FAMILIES, default=["varied"], help="how posts are written; in turn"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each, of which the median is given")
    parser.add_argument("--only", nargs="+", help="names of the peers that are wanted, as `Hugo`")
    parser.add_argument("--program", type=Path, action="append", default=[], help="a peer that is not on PATH")
    parser.add_argument("--scenarios", nargs="+", choices=[one.name.lower() for one in Scenario])
    parser.add_argument("--jobs", type=int, help="processes of feedpub")
    parser.add_argument("--work", type=Path, help="folder for the sites; kept, and used again, when given")
    parser.add_argument("--svg", type=Path, help="file for the picture")
    return parser.parse_args(arguments)


def _generators(options: argparse.Namespace) -> list[Generator]:
    peers = generators.installed(options.program)
    wanted = None if options.only is None else {name.lower() for name in options.only}
    return [
        generators.feedpub(options.jobs),
        *(peer for peer in peers if wanted is None or peer.name.lower() in wanted),
    ]


def _measured(posts: int, found: Sequence[Generator], options: argparse.Namespace) -> Iterator[list[Row]]:
    """Return the rows of each scenario; what fails is said and left out."""
    work = options.work or Path(tempfile.mkdtemp(prefix="feedpub-bench-"))
    try:
        fitting = [each for each in found if posts <= each.most_posts]
        subjects = [table.Subject(family, each.name) for family in options.family for each in fitting]
        sites = [
            _site(each, work / family / str(posts), posts, family) for family in options.family for each in fitting
        ]
        wanted = [one for one in Scenario if not options.scenarios or one.name.lower() in options.scenarios]
        for scenario in wanted:
            costs = run(scenario, sites, options.runs)
            yield table.rows(posts, scenario, subjects, costs, _YARDSTICK)
    except CommandFailedError as error:
        print(error, file=sys.stderr)
    finally:
        if not options.work:
            shutil.rmtree(work)


def _site(generator: Generator, folder: Path, posts: int, family: str) -> Site:
    source = folder / "corpus"
    if not source.exists():
        corpus.write(source, posts, corpus.FAMILIES[family])
    own = folder / generator.name.replace(" ", "")
    if not own.exists():
        generator.prepare(own, source / "content")
    return Site(generator=generator, folder=own)


if __name__ == "__main__":
    sys.exit(main())
