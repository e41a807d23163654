"""Write README.md anew as package indexes show it, for a release: its links and pictures lead to the repository.

`python -m tools.readme https://github.com/OWNER/feedpub v0.1.0`. In the repository they are relative, so that a branch
or a clone shows its own; an index has only the text.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!\w+:|#)([^)]+)\)")


def absolute(text: str, repository: str, ref: str) -> str:
    """Return Markdown with every relative link leading to a repository, as it is at `ref`, a tag, branch or commit."""
    root = repository.rstrip("/")

    def at_repository(link: re.Match[str]) -> str:
        picture, words, path = link.groups()
        return f"{picture}[{words}]({root}/{'raw' if picture else 'blob'}/{ref}/{path})"

    return _LINK.sub(at_repository, text)


if __name__ == "__main__":
    README.write_text(absolute(README.read_text(encoding="utf-8"), *sys.argv[1:3]), encoding="utf-8")
