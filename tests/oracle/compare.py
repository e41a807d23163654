"""Runs a case with the oracle and with this feedpub, each in processes of its own, and compares what comes of it.

What is compared is all that stands in the folder of the case, but the state of feedpub, whose format is its own
business; and of every command its exit status, standard output and standard error. Only the path of the folder in which
each of them works is replaced.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.harness.snapshot import STATE, files
from tests.running import EPOCH, KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    _Pair = tuple[bytes | None, bytes | None]

_SECONDS: Final = 300
"""For one command; one that hangs is a difference as well."""
_FOLDER: Final = b"FOLDER"
_SHOWN: Final = 160
"""Bytes of a line that are shown."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two: where it is installed."""

    name: str
    """One letter, so that the folders of both have paths of the same length."""
    feedpub: tuple[str, ...]
    """The command that runs it."""
    python: str
    """The interpreter that it is installed for."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command that both run."""

    arguments: tuple[str, ...]
    status: int | None = 0
    """The exit status of the oracle that shows that the command does what it is here for; None where any will do."""
    below: str = "site"
    """Folder of the case in which it runs."""
    stdin: bytes = b""
    script: Path | None = None
    """A program that the interpreter of each side runs instead of feedpub."""
    label: str = ""

    @property
    def name(self) -> str:
        """How the command is called in the list of differences that are meant."""
        return self.label or " ".join(self.arguments)


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What is done to the folder of the case between two commands."""

    apply: Callable[[Path], None]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A folder, and what is done in it, one after the other."""

    name: str
    prepare: Callable[[Path], None]
    """Fills the folder, `site` in it first of all."""
    steps: tuple[Command | Edit, ...]
    epoch: str = EPOCH
    """The time at which all of it takes place."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is not as with the oracle."""

    name: str
    """`case / step / part`: the part is status, stdout, stderr or the path of a file."""
    shown: str


@dataclass(kw_only=True)
class Outcome:
    """What the comparison of a case came to."""

    commands: int = 0
    files: int = 0
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _Result:
    status: bytes
    stdout: bytes
    stderr: bytes
    files: Mapping[str, bytes]


def run(case: Case, oracle: Side, present: Side, scratch: Path) -> Outcome:
    """Run the case with both in folders below `scratch`, which are removed afterwards."""
    roots = [scratch / side.name for side in (oracle, present)]
    roots[0].mkdir()
    case.prepare(roots[0])
    shutil.copytree(roots[0], roots[1], symlinks=True)
    outcome = Outcome()
    known: dict[str, _Pair] = {}
    with ThreadPoolExecutor(2) as both:
        for step in case.steps:
            if isinstance(step, Edit):
                for root in roots:
                    step.apply(root)
            else:
                theirs, ours = both.map(partial(_result, step, case.epoch), [oracle, present], roots)
                outcome.commands += 1
                outcome.files += len(theirs.files.keys() | ours.files.keys())
                label = f"{case.name} / {step.name}"
                outcome.differences += _of_reports(label, theirs, ours, step.status)
                outcome.differences += _of_files(label, theirs.files, ours.files, known)
    for root in roots:
        shutil.rmtree(root)
    return outcome


def _result(command: Command, epoch: str, side: Side, root: Path) -> _Result:
    program = (side.python, str(command.script)) if command.script else side.feedpub
    try:
        ended = subprocess.run(
            [*program, *command.arguments],
            cwd=root / command.below,
            env=_environment(root, epoch),
            input=command.stdin,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return _Result(status=b"none: it does not end", stdout=b"", stderr=b"", files={})
    path = os.fsencode(root)
    return _Result(
        status=str(ended.returncode).encode(),
        stdout=ended.stdout.replace(path, _FOLDER),
        stderr=ended.stderr.replace(path, _FOLDER),
        files=dict(_files(root)),
    )


def _environment(root: Path, epoch: str) -> dict[str, str]:
    """Return all of the environment that a command sees, alike for both but for a home of its own."""
    system = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **system,
        "FEEDPUB_KEY": KEY,
        "HOME": str(root),
        "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": epoch,
        "TZ": "America/St_Johns",
    }


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    state = [str(folder.relative_to(root)) for folder in root.rglob(STATE) if folder.is_dir()]
    yield from files(root, state).items()


def _of_reports(label: str, theirs: _Result, ours: _Result, status: int | None) -> Iterator[Difference]:
    if status is not None and theirs.status != str(status).encode():
        shown = f"the oracle ends with {theirs.status.decode()}, not {status}: {_tail(theirs.stderr)}"
        yield Difference(name=f"{label} / the oracle itself", shown=shown)
    for part in ("status", "stdout", "stderr"):
        old, new = getattr(theirs, part), getattr(ours, part)
        if old != new:
            yield Difference(name=f"{label} / {part}", shown=first_difference(old, new))


def _of_files(
    label: str, theirs: Mapping[str, bytes], ours: Mapping[str, bytes], known: dict[str, _Pair]
) -> Iterator[Difference]:
    """Return each difference once, not again after every command that leaves it as it is."""
    for path in sorted(theirs.keys() | ours.keys()):
        was, is_now = pair = theirs.get(path), ours.get(path)
        if was != is_now and known.get(path) != pair:
            known[path] = pair
            yield Difference(name=f"{label} / {path}", shown=_shown(was, is_now))


def _shown(was: bytes | None, is_now: bytes | None) -> str:
    if was is None or is_now is None:
        return "missing" if is_now is None else "new"
    return first_difference(was, is_now)


def _tail(text: bytes) -> str:
    return text.decode(errors="replace").strip().rpartition("\n")[2]


def first_difference(old: bytes, new: bytes) -> str:
    """Return the first line that differs, as it was and as it is."""
    before, after = old.split(b"\n"), new.split(b"\n")
    equal = 0
    while equal < min(len(before), len(after)) and before[equal] == after[equal]:
        equal += 1
    was, now = (lines[equal] if equal < len(lines) else None for lines in (before, after))
    return f"line {equal + 1}\n    - {_around(was, now)}\n    + {_around(now, was)}"


def _around(line: bytes | None, other: bytes | None) -> str:
    """Return the part of a line in which it begins to differ from the other."""
    if line is None:
        return "(no such line)"
    other = other or b""
    equal = next((at for at, (one, two) in enumerate(zip(line, other, strict=False)) if one != two), len(other))
    begin = max(equal - _SHOWN // 2, 0)
    cut = line[begin : begin + _SHOWN].decode(errors="replace")
    return f"{'…' * (begin > 0)}{cut}"
