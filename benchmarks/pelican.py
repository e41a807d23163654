"""The posts of the corpus in the form Pelican reads: it knows no front matter, and gives a post one category.

The categories of the corpus become tags, for Pelican has a feed for each tag as well.
"""

from __future__ import annotations

import html
import tomllib
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_DAY = len("2024-01-01")


def convert(source: Path, target: Path) -> None:
    """Write every post of `source` below `target`, under the same name."""
    for file in sorted(source.rglob("*.*")):
        said, body = _read(file)
        categories = said["categories"]
        head = {
            "title": said["title"],
            "date": str(said.get("date", file.name[:_DAY])),
            "tags": ", ".join([categories] if isinstance(categories, str) else categories),
            "summary": " ".join(str(said.get("excerpt", said.get("description", ""))).split()),
        }
        written = target / file.relative_to(source)
        written.parent.mkdir(parents=True, exist_ok=True)
        as_text = _html if file.suffix == ".html" else _markdown
        written.write_text(as_text(head, body), encoding="utf-8")


def _read(file: Path) -> tuple[dict[str, Any], str]:
    mark, _, rest = file.read_text(encoding="utf-8").partition("\n")
    if mark not in {"---", "+++"}:
        raise ValueError(f"{file} is not a post of the corpus")
    front, _, body = rest.partition(f"\n{mark}\n")
    return (tomllib.loads(front) if mark == "+++" else yaml.load(front, yaml.BaseLoader)), body  # noqa: S506 - makes texts alone


def _markdown(head: dict[str, str], body: str) -> str:
    return "".join(f"{name.title()}: {value}\n" for name, value in head.items()) + body


def _html(head: dict[str, str], body: str) -> str:
    title, *others = head.items()
    meta = "".join(f'<meta name="{name}" content="{html.escape(value)}">\n' for name, value in others)
    return f"<html><head>\n<title>{html.escape(title[1])}</title>\n{meta}</head>\n<body>{body}</body></html>\n"
