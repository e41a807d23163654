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
        keys="title: Tests\nurl: https://example.com\nsource_dir: source\n",
        path="source/_posts/a.md",
        front="title: A\ndate: 2024-01-02 10:00:00\n",
    )
    made.configure("timezone: UTC")
    made.write("source/_posts/.keep", "")
    return made
