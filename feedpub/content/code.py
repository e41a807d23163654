"""Where in Markdown the code stands."""

from __future__ import annotations

import re
from bisect import bisect_left

from feedpub.text import patterns

_FENCED = patterns.lazy(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+)[^\n]*\n"
    r".*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_TICKS = patterns.lazy(r"`++")
_BLANK_LINE = patterns.lazy(r"\n[ \t]*+\n")


def without_code(markdown: str) -> str:
    """Return `markdown` with blanks in place of fenced code and code spans; every other place keeps its index."""
    if "```" in markdown or "~~~" in markdown:
        markdown = _FENCED.sub(_blank, markdown)
    return without_spans(markdown) if "`" in markdown else markdown


def without_spans(markdown: str, fill: str = " ") -> str:
    """Return `markdown` with `fill` for what stands between two runs of as many backticks in one paragraph.

    Places of runs are looked up by their length: to look through the text from each run would take the square of its
    length where none is closed.
    """
    runs = [match.span() for match in _TICKS.finditer(markdown)]
    starts: dict[int, list[int]] = {}
    for start, end in runs:
        starts.setdefault(end - start, []).append(start)
    blank_lines = [match.start() for match in _BLANK_LINE.finditer(markdown)]
    parts: list[str] = []
    done = 0
    for start, end in runs:
        if start < done or (start and markdown[start - 1] == "\\"):
            continue
        same = starts[end - start]
        following = bisect_left(same, end)
        blank = bisect_left(blank_lines, end)
        if following == len(same) or (blank < len(blank_lines) and blank_lines[blank] < same[following]):
            continue
        close = same[following] + end - start
        parts += [markdown[done:start], fill * (close - start)]
        done = close
    return "".join([*parts, markdown[done:]])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
