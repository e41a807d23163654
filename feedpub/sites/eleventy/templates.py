"""What stands in the files of an Eleventy site besides text: front matter in its forms, and templates."""

from __future__ import annotations

import json
import re
from typing import Final

from feedpub.collect import frontmatter
from feedpub.sites.eleventy.rules import GRAMMAR
from feedpub.sites.shared import javascript

_NOT_RUN: Final = "{{ javascript }}"
"""Stands for a value of front matter that only a run of it could tell."""


def read(text: str) -> frontmatter.FrontMatter | None:
    """Return the front matter, also where `---json`, `---yaml` or `---js` opens it. Raises FrontMatterError."""
    for name, mark in (("---json", ";;;"), ("---yaml", "---"), ("---yml", "---")):
        first, _, rest = text.partition("\n")
        if first.strip() == name:
            head, _, body = rest.partition("\n---")
            return frontmatter.read(f"{mark}\n{head}\n{mark}{body}", GRAMMAR)
    return _of_script(text) if text.startswith(("---js\n", "---javascript\n")) else frontmatter.read(text, GRAMMAR)


def _of_script(text: str) -> frontmatter.FrontMatter | None:
    """Return front matter in JavaScript, with what is written out in it; the rest stands as a template."""
    head, _, body = text.partition("\n")[2].partition("\n---")
    values = {
        key: _NOT_RUN if value is javascript.UNKNOWN else value
        for key, value in javascript.Script(head).declared().items()
    }
    written = json.dumps(values, default=lambda _: None) + "\n" * head.count("\n")  # so that all lines stay
    return frontmatter.read(f";;;\n{written}\n;;;{body}", GRAMMAR)


_PICTURE = re.compile(r"<img\b[^>]*+(?:>|\Z)|!\[[^\]]{0,1000}+\]\((?P<target>[^)]{0,2000}+)\)", re.IGNORECASE)


def without_pictures(body: str) -> str:
    """Return the body without the pictures whose address is a template, and so cannot be known."""

    def kept(match: re.Match[str]) -> str:
        address = match[0] if match["target"] is None else match["target"]
        return "" if "{{" in address or "{%" in address else match[0]

    return _PICTURE.sub(kept, body)
