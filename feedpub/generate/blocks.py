"""Lines of ours in a text file that others write, too: between two marks, so that theirs stay as they are. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_BEGIN = "# feedpub: begin"
_END = "# feedpub: end"


def parted(existing: str, ours: str) -> tuple[str, str]:
    """Return what stands before our block, and behind it; all of it stands before where there is none.

    `ours` is a pattern: only lines that match it count as ours, so that whatever somebody else wrote between the marks
    is not thrown away.
    """
    block = _block(ours)
    found = block.search(existing)
    start, end = found.span() if found else (len(existing), len(existing))
    return existing[:start], block.sub("", existing[end:])


def joined(before: str, lines: list[str], after: str) -> bytes:
    """Return the file with these lines as our block; without a block where there are none."""
    block = "".join((_gap(before), f"{_BEGIN}\n", *(f"{line}\n" for line in lines), f"{_END}\n")) if lines else ""
    return (before + block + after).encode("utf-8", "surrogateescape")


@lru_cache(maxsize=4)
def _block(ours: str) -> re.Pattern[str]:
    return re.compile(rf"^{_BEGIN}[ \t]*+\r?(?:\n|\Z)(?:{ours}(?:\n|\Z))*+(?:{_END}[ \t]*+\r?(?:\n|\Z))?", re.MULTILINE)


def _gap(before: str) -> str:
    """Return what ends the line before the block and leaves one empty, so that people see where ours begins."""
    if not before or before.endswith(("\n\n", "\r\n\r\n")):
        return ""
    return "\n" if before.endswith("\n") else "\n\n"
