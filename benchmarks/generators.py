"""The generators that are compared: how each is found, given a site, and called. All do the same work.

Newest 20 posts of the site and of each category with their whole text, as RSS and Atom where the generator has
both, JSON Feed for the site where it can, and a sitemap. Their configuration lies in `peers/`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import corpus, pelican

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PEERS: Final = Path(__file__).parent / "peers"
_OUTPUT: Final = "public"
_VERSION: Final = re.compile(r"\d+\.\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """One generator; `command` is run in its folder, which `prepare` has filled."""

    name: str
    command: tuple[str, ...]
    version: tuple[str, ...]
    """The command that prints the version."""
    prepare: Callable[[Path, Path], None]
    """Called with the folder of the generator and the one that holds the posts."""
    caches: tuple[str, ...] = ()
    """What it keeps between runs, beside the output."""
    most_posts: int = 100_000
    """More take too long to be waited for."""

    def version_text(self) -> str:
        """Return the version that is installed."""
        found = subprocess.run(self.version, capture_output=True, text=True, check=False)
        number = _VERSION.search(found.stdout + found.stderr)
        return number[0] if number else "unknown"

    def forget(self, folder: Path) -> None:
        """Remove the output and all that was kept."""
        for name in (_OUTPUT, *self.caches):
            shutil.rmtree(folder / name, ignore_errors=True)


def feedpub(jobs: int | None = None) -> Generator:
    """Return feedpub as this interpreter has it, by the command that people call."""
    command = Path(sys.executable).with_name("feedpub")
    start = (str(command),) if command.exists() else (sys.executable, "-m", "feedpub")
    return Generator(
        name="feedpub" if jobs is None else f"feedpub --jobs {jobs}",
        command=(*start, "build", *(() if jobs is None else ("--jobs", str(jobs)))),
        version=(*start, "--version"),
        prepare=_copied("feedpub", "content"),
        caches=(".feedpub",),
    )


def installed(programs: Iterable[Path]) -> Iterator[Generator]:
    """Return the peers that are found, in `programs` or on PATH."""
    named = {program.name: str(program.absolute()) for program in programs}

    def found(*names: str) -> str | None:
        return next((path for name in names if (path := named.get(name) or shutil.which(name))), None)

    if program := found("hugo"):
        yield Generator(
            name="Hugo",
            command=(program, "--quiet", "--destination", _OUTPUT),
            version=(program, "version"),
            prepare=_copied("hugo", "content"),
            caches=("resources",),
        )
    if program := found("eleventy", "cmd.cjs"):
        yield Generator(
            name="Eleventy",
            command=("node", program, "--quiet", "--input=.", f"--output={_OUTPUT}"),
            version=("node", program, "--version"),
            prepare=partial(_eleventy, program=Path(program)),
            most_posts=10_000,
        )
    if program := found("pelican"):
        yield Generator(
            name="Pelican",
            command=(program, "--quiet", "--output", _OUTPUT),
            version=(program, "--version"),
            prepare=_pelican,
            caches=("cache",),
            most_posts=1000,
        )
    if program := found("jekyll"):
        yield Generator(
            name="Jekyll",
            command=(program, "build", "--quiet", "--destination", _OUTPUT),
            version=(program, "--version"),
            prepare=_jekyll,
            caches=(".jekyll-cache",),
            most_posts=1000,
        )


def _copied(template: str, content: str) -> Callable[[Path, Path], None]:
    """Return what copies a template and the posts into the generator's folder."""

    def prepare(folder: Path, posts: Path) -> None:
        shutil.copytree(PEERS / template, folder)
        shutil.copytree(posts, folder / content)

    return prepare


def _eleventy(folder: Path, posts: Path, *, program: Path) -> None:
    _copied("eleventy", "content")(folder, posts)
    modules = next(parent for parent in program.resolve().parents if parent.name == "node_modules")
    (folder / "node_modules").symlink_to(modules)
    (folder / "package.json").write_text('{"private": true, "type": "module"}\n', encoding="utf-8")


def _jekyll(folder: Path, posts: Path) -> None:
    _copied("jekyll", "_posts")(folder, posts)
    names = "".join(f'\n    - "{name}"' for name in corpus.CATEGORIES)
    file = folder / "_config.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"categories: true.*", f"categories:{names}", text), encoding="utf-8")


def _pelican(folder: Path, posts: Path) -> None:
    shutil.copytree(PEERS / "pelican", folder)
    pelican.convert(posts, folder / "content")
