"""The wheel and the sdist: the same bytes wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling, of the development tools, builds the distributions")

ROOT = Path(__file__).parents[1]
MANUAL = "docs/reference/feedpub.1"
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*cache", "*.pyc")


@pytest.mark.slow
def test_wheel_and_sdist_are_the_same_bytes_from_another_folder_at_another_time(tmp_path: Path) -> None:
    first = _built(tmp_path / "a", changed=1_000_000_000, TZ="UTC", PYTHONHASHSEED="1")
    second = _built(tmp_path / "b" / "deeper", changed=1_700_000_000, TZ="Asia/Seoul", PYTHONHASHSEED="2")
    assert {name.rpartition(".")[2] for name in first} == {"whl", "gz"}
    assert first == second


def _built(folder: Path, *, changed: int, **environ: str) -> dict[str, bytes]:
    """Build from a copy whose files were changed at a time; give the files by name."""
    folder.mkdir(parents=True)
    for name in ("feedpub", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=_LEFT_OUT)
    (folder / "docs" / "reference").mkdir(parents=True)
    shutil.copyfile(ROOT / MANUAL, folder / MANUAL)
    for file in (ROOT / ".gitignore", ROOT / "pyproject.toml", ROOT / "LICENSE", *ROOT.glob("*.md")):
        shutil.copyfile(file, folder / file.name)
    for path in folder.rglob("*"):
        os.utime(path, (changed, changed), follow_symlinks=False)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", "made"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1769904000", **environ},
        capture_output=True,
        check=True,
    )
    return {file.name: file.read_bytes() for file in (folder / "made").iterdir()}
