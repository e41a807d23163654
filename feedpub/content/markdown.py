"""Markdown to HTML, not yet sanitised, and where in Markdown the code stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Callable

_BOX = '<input type="checkbox" '


@lru_cache(maxsize=1)  # of a post its text is asked for, and its excerpt then
def to_html(markdown: str) -> str:
    """Return the HTML of CommonMark with GFM's additions and footnotes; raw HTML in it stays as it is.

    The boxes of task lists become characters, since feeds carry no forms. ValueError for a table that would be many
    times as long as what is written of it, and for a line full of addresses of e-mail.
    """
    if "|" in markdown:
        _check_tables(markdown)
    if "@" in markdown:
        _check_addresses(markdown)
    html = _renderer()(markdown)
    if _BOX in html:
        html = html.replace(f'{_BOX}checked="" disabled="" />', "☑").replace(f'{_BOX}disabled="" />', "☐")
    return html


_MOST_COLUMNS = 1000
_MOST_CELLS = 200_000
"""Cells that Markdown may add to the rows of a table that have fewer than its head."""
_DELIMITERS = patterns.lazy(r"^[ \t>]*+[|:-][|:\- \t]*+$", re.MULTILINE)


def _check_tables(markdown: str) -> None:
    """Refuse tables that a few bytes make endless: each row, a byte long, is filled up to the columns of the head."""
    end = added = 0
    for head in _DELIMITERS.finditer(markdown):
        if head.start() < end:
            continue
        columns = head[0].count("|")
        if columns > _MOST_COLUMNS:
            raise ValueError(f"it has a table of {columns} columns; {_MOST_COLUMNS} are allowed")
        blank = _BLANK_LINE.search(markdown, head.end())
        end = blank.start() if blank else len(markdown)
        added += max(columns * markdown.count("\n", head.end(), end) - markdown.count("|", head.end(), end), 0)
        if added > _MOST_CELLS:
            raise ValueError(f"its tables have more than {_MOST_CELLS} cells that are not written")


_MOST_COPIED = 200_000_000


def _check_addresses(markdown: str) -> None:
    """Refuse lines of so many addresses of e-mail that comrak, which copies the rest of a line for each, takes all."""
    if markdown.count("@") * len(markdown) <= _MOST_COPIED:
        return
    if sum(line.count("@") * len(line) for line in markdown.split("\n")) > _MOST_COPIED:
        raise ValueError("it has too many @ in one line")


@cache
def _renderer() -> Callable[[str], str]:
    from comrak import (  # noqa: PLC0415 - a site in HTML does without it
        ExtensionOptions,
        ParseOptions,
        RenderOptions,
        render_markdown,
    )

    def to_raw_html(markdown: str) -> str:
        extensions, output = ExtensionOptions(), RenderOptions()
        for name in _EXTENSIONS:
            setattr(extensions, name, True)
        output.unsafe_ = True
        html: str = render_markdown(markdown, extensions, ParseOptions(), output)
        return html

    return to_raw_html


_EXTENSIONS = ("table", "footnotes", "strikethrough", "tasklist", "autolink", "cjk_friendly_emphasis")

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
    return _without_spans(markdown) if "`" in markdown else markdown


def _without_spans(markdown: str) -> str:
    """Blank what stands between two runs of equally many backticks in one paragraph, and the runs.

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
        parts += [markdown[done:start], " " * (close - start)]
        done = close
    return "".join([*parts, markdown[done:]])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


_DEFINITION = patterns.lazy(r"^ {0,3}\[[^\]\n]+\]:[^\n]+$", re.MULTILINE)


def definitions(markdown: str) -> str:
    """Return the lines that define references and footnotes, so that a piece cut off can be read alone."""
    if "]:" not in markdown:
        return ""
    return "\n\n" + "\n".join(_DEFINITION.findall(markdown))
