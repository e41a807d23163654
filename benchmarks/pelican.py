"""The posts of the corpus in the form Pelican reads: it knows no front matter, and gives a post one category.

The categories of the corpus become tags, for Pelican has a feed for each tag as well.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_POST: Final = re.compile(
    r'---\ntitle: "(?P<title>.*)"\ndate: (?P<date>.*)\ncategories:\n(?P<terms>(?:  - .*\n)+)'
    r"excerpt: >\n  (?P<summary>.*)\n---\n(?P<body>.*)",
    re.DOTALL,
)


def convert(source: Path, target: Path) -> None:
    """Write every post of `source` below `target`, under the same name."""
    for file in sorted(source.rglob("*.*")):
        post = _POST.fullmatch(file.read_text(encoding="utf-8"))
        if post is None:
            raise ValueError(f"{file} is not a post of the corpus")
        terms = ", ".join(line.removeprefix("  - ") for line in post["terms"].splitlines())
        head = {"title": post["title"], "date": post["date"], "tags": terms, "summary": post["summary"]}
        written = target / file.relative_to(source)
        written.parent.mkdir(parents=True, exist_ok=True)
        as_text = _html if file.suffix == ".html" else _markdown
        written.write_text(as_text(head, post["body"]), encoding="utf-8")


def _markdown(head: dict[str, str], body: str) -> str:
    return "".join(f"{name.title()}: {value}\n" for name, value in head.items()) + body


def _html(head: dict[str, str], body: str) -> str:
    title, *others = head.items()
    meta = "".join(f'<meta name="{name}" content="{html.escape(value)}">\n' for name, value in others)
    return f"<html><head>\n<title>{html.escape(title[1])}</title>\n{meta}</head>\n<body>{body}</body></html>\n"
