"""What stands in the files of an Eleventy site besides text: front matter in its forms, and templates."""

from __future__ import annotations

import re

from feedpub.collect import frontmatter
from feedpub.sites.eleventy.rules import GRAMMAR


def read(text: str) -> frontmatter.FrontMatter | None:
    """Return the front matter, also where `---json` or `---yaml` opens it. Raises FrontMatterError."""
    for name, mark in (("---json", ";;;"), ("---yaml", "---"), ("---yml", "---")):
        first, _, rest = text.partition("\n")
        if first.strip() == name:
            head, _, body = rest.partition("\n---")
            return frontmatter.read(f"{mark}\n{head}\n{mark}{body}", GRAMMAR)
    return frontmatter.read(text, GRAMMAR)


_PICTURE = re.compile(r"<img\b[^>]*+(?:>|\Z)|!\[[^\]]{0,1000}+\]\((?P<target>[^)]{0,2000}+)\)", re.IGNORECASE)


def without_pictures(body: str) -> str:
    """Return the body without the pictures whose address is a template, and so cannot be known."""

    def kept(match: re.Match[str]) -> str:
        address = match[0] if match["target"] is None else match["target"]
        return "" if "{{" in address or "{%" in address else match[0]

    return _PICTURE.sub(kept, body)
