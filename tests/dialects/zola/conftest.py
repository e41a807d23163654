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
        configuration="zola.toml",
        keys='base_url = "https://example.com"\ntitle = "Tests"\n',
        path="content/posts/a.md",
        fence="+++",
        front='title = "A"\ndate = 2024-01-02\n',
    )
    made.configure()
    return made
