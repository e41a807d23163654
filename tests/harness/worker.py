"""Runs builds for the harness, each in a forked process: `python -m tests.harness.worker PLAN`, one JSON object a line.

A process that has loaded feedpub already takes a tenth of a second for a build, where a new one takes most of a
second; that is the only difference. Some builds of each run are started as usual (`runner.py`).
"""

from __future__ import annotations

import contextlib
import importlib
import json
import multiprocessing
import os
import pkgutil
import select
import signal
import sys
import traceback
from typing import Any

import feedpub

_LIBRARIES = ("lxml.etree", "yaml", "comrak", "nh3", "feedgen.feed", "frontmatter", "dateutil.parser")
_SHARED_FROM_ONE = (
    ("feedpub.build.items", "_WORTH_SHARING"),
    ("feedpub.collect.reading", "_WORTH_SHARING"),
    ("feedpub.build.validation", "_WORTH_SHARING"),
    ("feedpub.io.tree", "_WORTH_ASKING_IN_TWO"),
    ("feedpub.io.tree", "_WORTH_WALKING_IN_TWO"),
)
"""How much work is worth a second process; with a 1 there, sites of a few posts are shared, too."""
_PATIENCE_MS = 15_000
_HUNG = -1000


def main() -> None:
    """Run what is asked for until nobody asks any more."""
    for module in pkgutil.walk_packages(feedpub.__path__, "feedpub."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in _LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    process = os.fork()
    if not process:
        _child(asked)
    status = _waited(process)
    return {"status": status, "stray": _group_ended(process)}


def _waited(process: int) -> int:
    """Return the exit status as `subprocess` has it."""
    opened = os.pidfd_open(process)
    try:
        waiting = select.poll()
        waiting.register(opened, select.POLLIN)
        hung = not waiting.poll(_PATIENCE_MS)
        if hung:
            os.killpg(process, signal.SIGKILL)
    finally:
        os.close(opened)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return _HUNG if hung else status


def _group_ended(process: int) -> bool:
    """End what is left of a build; return whether there was anything two seconds after its first process."""
    for _ in range(200):
        try:
            os.killpg(process, 0)
        except (ProcessLookupError, PermissionError):
            return False
        select.select([], [], [], 0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    return True


def _child(asked: dict[str, Any]) -> None:
    """Be `feedpub` from its beginning to its end."""
    status = 1
    try:
        os.setsid()
        _streams(asked["out"], asked["err"])
        os.chdir(asked["folder"])
        if asked["shared"]:
            for module, name in _SHARED_FROM_ONE:
                getattr(importlib.import_module(module), name)
                setattr(importlib.import_module(module), name, 1)
        sys.argv = ["feedpub", *asked["arguments"]]
        status = _run()
    except BaseException:  # noqa: BLE001 - what would end a process with a traceback
        traceback.print_exc()
    finally:
        for left in multiprocessing.active_children():  # as at the end of a process
            left.terminate()
            left.join()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _run() -> int:
    from feedpub import cli  # noqa: PLC0415 - what a new process would load is loaded

    try:
        cli.main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _streams(out: str, err: str) -> None:
    for number, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(file, number)
        os.close(file)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


if __name__ == "__main__":
    main()
