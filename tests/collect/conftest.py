from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.collect.sites import Sites

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    return Sites(tmp_path)
