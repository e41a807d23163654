"""Installs packages into a folder as `pip --target` does, without pip, which would ask a registry for their builder."""

from __future__ import annotations

import os
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.running import write

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent


def importing(*places: Path) -> str:
    """Return the PYTHONPATH of a process that imports from these as well."""
    return os.pathsep.join(filter(None, (*map(str, places), os.environ.get("PYTHONPATH"))))


def install(name: str, target: Path) -> Path:
    """Install one of the packages beside this file; give the folder that Python is to import from."""
    source = HERE / name
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    target.mkdir(parents=True, exist_ok=True)
    for module in source.glob("*.py"):
        shutil.copy(module, target)
    return _information(target, project["name"], project["version"], project["entry-points"])


def made(target: Path, code: str, group: str = "feedpub.rules", value: str = "plug", entry: str = "plug") -> Path:
    """Install `feedpub-plug`, a module with this code, under an entry point; give the folder as `install` does."""
    write(target, {"plug.py": code})
    return _information(target, "feedpub-plug", "2.5", {group: {entry: value}})


def _information(target: Path, name: str, version: str, groups: Mapping[str, Mapping[str, str]]) -> Path:
    lines: list[str] = []
    for group, entries in groups.items():
        lines += (f"[{group}]", *(f"{entry} = {value}" for entry, value in entries.items()))
    folder = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    write(target / folder, {"METADATA": metadata, "entry_points.txt": "\n".join(lines)})
    return target
