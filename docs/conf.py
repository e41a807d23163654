"""Sphinx reads the Markdown of this folder; `make site` builds it into site/."""

project = "feedpub"
extensions = ["myst_parser"]
exclude_patterns: list[str] = []
html_title = "feedpub"
html_theme = "alabaster"
myst_heading_anchors = 3
nitpicky = True
# Examples of rules come as `site` (several files), `bytes` and `repeated`, which no highlighter knows.
suppress_warnings = ["misc.highlighting_failure"]
