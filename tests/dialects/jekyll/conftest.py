from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dialects.site import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(
        folder=tmp_path,
        configuration="_config.yml",
        keys="url: https://example.com\ntitle: Tests\n",
        path="_posts/2024-01-02-a.md",
    )
    made.configure()
    return made
