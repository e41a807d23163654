"""The show of the how-to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.podcast.sites import build, how_to, said
from tests.running import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """Return the folder of the show of the how-to, built without a word."""
    pytest.importorskip("mutagen", reason="recordings are read by mutagen, of the extra `podcast`")
    write(tmp_path, how_to())
    ended = build(tmp_path, "--strict")
    assert (ended.status, said(ended)) == (0, [])
    return tmp_path
