"""Sphinx reads the Markdown of this folder; `make site` builds it into site/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "feedpub"
language = "en"
extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns: list[str] = []
html_title = "feedpub"
html_theme = "furo"
html_show_sphinx = False
html_show_copyright = False  # the licence is stated once, in LICENSE
html_copy_source = False
myst_heading_anchors = 4
nitpicky = True
copybutton_prompt_text = "$ "
# Examples of rules come as `site` (several files), `bytes` and `repeated`, which no highlighter knows.
suppress_warnings = ["misc.highlighting_failure"]

BESIDE = {
    "changelog": "CHANGELOG.md",
    "contributing": "CONTRIBUTING.md",
    "explanation/architecture": "ARCHITECTURE.md",
    "explanation/security": "SECURITY.md",
}
"""Pages that are files beside this folder, where code hosts look for them."""
_PAGES = {file: page for page, file in BESIDE.items()}
_LINK = re.compile(rf"\]\((?:\.\./)*({'|'.join(map(re.escape, _PAGES))})")


def _with_files_beside(app: Sphinx, page: str, source: list[str]) -> None:
    """Read files beside this folder as the pages that stand for them, and lead links to them there."""
    if file := BESIDE.get(page):
        path = Path(app.srcdir).parent / file
        app.env.note_dependency(str(path))
        source[0] = path.read_text(encoding="utf-8").replace("](docs/", "](/")
    source[0] = _LINK.sub(lambda link: f"](/{_PAGES[link[1]]}.md", source[0])


def setup(app: Sphinx) -> None:
    """Have Sphinx call what is above."""
    app.connect("source-read", _with_files_beside)
