"""The parts that the pages of the reference share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_GENERATED: Final = "<!-- Written by `make docs` from the code: change it there. -->"


def page(title: str, introduction: str, sections: Iterable[str]) -> str:
    """Return a page of Markdown."""
    parts = [_GENERATED, f"# {title}", introduction.strip(), *(section.strip() for section in sections)]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of Markdown."""
    return "\n".join([_row(head), _row(("---",) * len(head)), *(_row(row) for row in rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in cells)} |"
