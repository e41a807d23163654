"""Builds the sites of this folder; knows nothing of what they should give."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub import config, pipeline

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/site"))
NOW = datetime(2026, 2, 1, tzinfo=UTC)
"""What lies behind it is past for the sites."""


def built(name: str, scratch: Path) -> Mapping[str, bytes]:
    """Return what a build of the site publishes, by path; the build takes place in the folder `scratch`."""
    site = scratch / name
    shutil.copytree(FOLDER / name / "site", site)
    request = pipeline.Request(folder=site, options=config.load(site), now=NOW)
    pipeline.build(request)
    return contents(request.output)


def expected(name: str) -> Mapping[str, bytes]:
    """Return what a build of the site must publish, by path."""
    return contents(FOLDER / name / "public")


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return the bytes of every file of a folder, by its path below it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
