"""What is measured: a first build, one with nothing changed, one with a post edited, one in a fresh checkout."""

from __future__ import annotations

import enum
import itertools
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.measure import Cost, cost_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.generators import Generator


class Scenario(enum.Enum):
    """What happened since the last build; the value says it to people."""

    COLD = "cold"
    UNCHANGED = "nothing changed"
    EDITED = "one post edited"
    RESTORED = "restored cache, all mtimes new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A generator's own copy of the posts."""

    generator: Generator
    folder: Path

    def posts(self) -> list[Path]:
        """Return the files of posts, oldest first."""
        folders = ("content", "_posts")
        return sorted(file for name in folders for file in (self.folder / name).rglob("20??-*"))


def run(scenario: Scenario, sites: Sequence[Site], runs: int) -> list[list[Cost]]:
    """Return the costs of each site's runs. The sites take turns, so that a busy moment falls on all."""
    costs: list[list[Cost]] = [[] for _ in sites]
    for site in sites:  # what there is to be unchanged; and byte code that is there for the first run
        cost_of(site.generator.command, site.folder)
    edits = itertools.count(1)
    for _ in range(runs):
        for site, found in zip(sites, costs, strict=True):
            _before(scenario, site, edits)
            _read_all(site)
            found.append(cost_of(site.generator.command, site.folder))
    return costs


def _before(scenario: Scenario, site: Site, edits: Iterator[int]) -> None:
    if scenario is Scenario.COLD:
        site.generator.forget(site.folder)
    elif scenario is Scenario.EDITED:
        newest = site.posts()[-1]
        with newest.open("a", encoding="utf-8") as file:
            file.write(f"\n<p>Addition {next(edits)}.</p>\n")
    elif scenario is Scenario.RESTORED:
        for post in site.posts():
            os.utime(post)


def _read_all(site: Site) -> None:
    """Have the files of a site in memory, as they are when they have just been checked out: disks are not compared.

    While the others have their turn, the system may have made room.
    """
    for folder, _, names in os.walk(site.folder):
        for name in names:
            with open(os.path.join(folder, name), "rb", buffering=0) as file:  # noqa: PTH118, PTH123 - of 100,000 files
                while file.read(1 << 20):
                    pass
