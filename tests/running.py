"""Runs feedpub: in this process where that will do, as a process of its own where the system matters."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

from feedpub import cli

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EPOCH = "1769904000"
"""2026-02-01T00:00:00Z: what lies behind it is past for every build of the tests."""
KEY = "a key that is nobody's but the tests'"
"""For what is kept of the sites of tests."""
SITE = ("--url", "https://example.com/")


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a run came to."""

    status: int
    out: str
    err: str


def feedpub(*arguments: str, cwd: Path, stdin: bytes = b"", **environ: str) -> Ended:
    """Run feedpub in this process, in the folder `cwd`, at a fixed time."""
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with (
        contextlib.chdir(cwd),
        patch.dict(os.environ, {"SOURCE_DATE_EPOCH": EPOCH, **environ}),
        patch.object(sys, "stdin", given),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        status = cli.run(arguments)
    return Ended(status=status, out=out.getvalue(), err=err.getvalue())


def process(*arguments: str, cwd: Path, **environ: str) -> Ended:
    """Run feedpub as a process of its own, with nothing in its environment but what is given."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "feedpub", *arguments],
        cwd=cwd,
        env=environment(**environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Ended(status=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())


def environment(**given: str) -> dict[str, str]:
    """Return the environment of a process of its own: the little a system needs, and what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "SOURCE_DATE_EPOCH": EPOCH, "FEEDPUB_KEY": KEY, **given}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder that need not be there; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def post(title: str = "Hello", date: str = "2024-06-21", body: str = "Text.", **more: str) -> str:
    """Return a Markdown post with YAML front matter; the values are written as they are."""
    head = {"title": title, "date": date, **more}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items() if value)
    return f"---\n{lines}---\n{body}\n"
