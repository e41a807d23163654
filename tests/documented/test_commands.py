"""Every command of the README, the tutorial and the guides runs as it stands, or is named here with the reason."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from tests.ci.workflow import ROOT
from tests.documented.scenes import (
    AGAIN,
    BESIDE,
    GENERATORS,
    MADE,
    NOT_RUN,
    NOT_RUN_PAGES,
    SCENES,
    Command,
    Generator,
    Scene,
    commands,
    reason_not_to_run,
)
from tests.running import EPOCH, KEY, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the commands of the documentation are written for a shell"),
]
ALL = tuple(commands())
RUN = [one for one in ALL if not reason_not_to_run(one)]


def _pages() -> list[str]:
    return list(dict.fromkeys(one.page for one in RUN))


def test_most_commands_are_run() -> None:
    assert len(RUN) / len(ALL) > 0.6


def test_every_reason_is_of_a_command() -> None:
    assert {start for start in NOT_RUN if not any(one.line.startswith(start) for one in ALL)} == set()
    assert set(NOT_RUN_PAGES) <= {one.page for one in ALL}
    assert set(SCENES) <= {one.page for one in ALL}


@pytest.mark.parametrize("page", _pages())
def test_the_commands_of_a_page_run_in_their_order(page: str, tmp_path: Path) -> None:
    for number, of_block in groupby((one for one in RUN if one.page == page), key=lambda one: one.block):
        lines = list(of_block)
        program = lines[0].line.partition(" ")[0]
        generator = BESIDE.get((page, number)) if program == "npm" else GENERATORS.get(program)
        is_made = program == "npm" or generator is not None  # a site of its own
        scene = MADE if is_made else SCENES.get(page, Scene())
        Reader(tmp_path / f"of-{number}" if is_made else tmp_path, scene, generator).run(lines)


class Reader:
    """A reader who runs the commands of a page, one after the other, in one folder."""

    def __init__(self, place: Path, scene: Scene, generator: Generator | None) -> None:
        self._site, self._bin, self._home = place / "site", place / "bin", place / "home"
        self._scene, self._generator = scene, generator
        if not self._site.exists():
            self._lay()

    def _lay(self) -> None:
        self._home.mkdir(parents=True)
        if self._generator:
            shutil.copytree(ROOT / "tests" / "sites" / self._generator.site, self._site)
            (self._site / self._generator.output).mkdir(exist_ok=True)
        else:
            write(self._site, self._scene.files)
        made = (
            f'cp -R "{ROOT}/tests/sites/_published/{self._generator.site}/." "{self._generator.output}"'
            if self._generator
            else "mkdir -p _site && if [ -d made ]; then cp -R made/. _site; fi"
        )
        programs = {
            "feedpub": f'exec "{sys.executable}" -m feedpub "$@"',
            **dict.fromkeys((*GENERATORS, "npm"), made),
        }
        for name, script in programs.items():
            write(self._bin, {name: f"#!/usr/bin/env bash\nset -e\n{script}\n"})
            (self._bin / name).chmod(0o755)

    def run(self, lines: Sequence[Command]) -> None:
        """Run the commands of a block; what is done before them first."""
        block = lines[0].block
        with _serving(self._site / "public") as server:
            if before := self._scene.before.get(block):
                assert self._ended(before, server).returncode == 0, before
            statuses = AGAIN.get((lines[0].page, block), self._scene.statuses)
            for one in lines:
                line = one.line
                for written, meant in self._scene.replaced.items():
                    line = line.replace(written, meant)
                ended = self._ended(line, server)
                said = f"{one.page}: {line}\n{ended.stdout}{ended.stderr}"
                assert ended.returncode == statuses.get(one.line, 0), said

    def _ended(self, line: str, server: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - what our own documentation says
            ["/usr/bin/env", "bash", "-eo", "pipefail", "-c", line.replace("SERVER", server)],
            cwd=self._site,
            env={
                "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self._home),
                "PYTHONPATH": str(ROOT),
                "SOURCE_DATE_EPOCH": EPOCH,
                "FEEDPUB_KEY": KEY,
                "no_proxy": "127.0.0.1",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _serving:  # noqa: N801 - read as a verb: with _serving(folder)
    """Serves a folder on the loopback interface; the address ends in a slash."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Quiet, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
