from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dialects.site import Site

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """
export default {
  title: 'Tests',
  url: 'https://example.com',
  baseUrl: '/',
  presets: [['classic', {}]],
};
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(
        folder=tmp_path,
        configuration="docusaurus.config.js",
        keys="",
        path="blog/2024-01-02-a.md",
        front="title: A\n",
    )
    made.configure(CONFIGURATION)
    made.write("blog/2023-01-01-other.md", "---\ntitle: Other\n---\nText.\n")
    return made
