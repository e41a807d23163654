"""What of a text is code, and shown as it is written: nothing in it is what it looks like.

`without_code` and `without_spans` look at Markdown by patterns; where it matters for what is published,
`without_verbatim` asks the renderer itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from feedpub.content.bounded import bounded
from feedpub.model.records import Markup
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCED = patterns.lazy(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+)[^\n]*\n"
    r".*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_TICKS = patterns.lazy(r"`++")
_BLANK_LINE = patterns.lazy(r"\n[ \t]*+\n")
_IN_HTML = patterns.lazy(r"<(pre|code|samp|kbd|script|style)(?![^\s/>]).*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_RENDERED = patterns.lazy(r'<(pre|code) data-sourcepos="(\d+):(\d+)-(\d+):(\d+)">')
_SPAN = patterns.lazy(r"(?<![\\`])`[^`]++`(?!`)")
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n?|\n|\Z)")
_BODY = patterns.lazy(r"[^\r\n]+")


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


def outside_of_fences(markdown: str) -> str:
    """Return the lines of Markdown outside of fenced code, without spans of code that are plain to see.

    It is there to tell quickly that a text has nothing to look for; what is left may be code nevertheless.
    """
    kept: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        start = line[:3]
        if fence:
            fence = "" if line.startswith(fence) and not line.strip(fence[0] + " \t\r") else fence
        elif start in {"```", "~~~"} and "`" not in line.lstrip("`"):
            fence = start[0] * (len(line) - len(line.lstrip(start[0])))
        else:
            kept.append(_SPAN.sub("", line) if "`" in line and not line.count("`") % 2 else line)
    return "\n".join(kept)


def without_verbatim(body: str, markup: Markup) -> str:
    """Return the body with blanks in place of code; every other place keeps its index, and every line its end.

    Raises ValueError for a body that takes too long to be read.
    """
    if markup is Markup.MARKDOWN:
        body = bounded(lambda: _without_code_of_markdown(body), str, len(body))
    return _IN_HTML.sub(lambda code: _blanked(code[0]), body) if "<" in body else body


def _without_code_of_markdown(body: str) -> str:
    data = body.encode()
    parts: list[str] = []
    done = 0
    for start, end in sorted(_places(body, data)):
        if start >= done:
            parts += [data[done:start].decode(), _blanked(data[start:end].decode())]
            done = end
    return "".join([*parts, data[done:].decode()])


def _places(markdown: str, data: bytes) -> Iterator[tuple[int, int]]:
    """Return start and end, in bytes, of each block and span of code, as the renderer has found them."""
    from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown  # noqa: PLC0415 - rarely needed

    extensions, output = ExtensionOptions(), RenderOptions()
    extensions.table = extensions.footnotes = output.sourcepos = True
    html: str = render_markdown(markdown, extensions, ParseOptions(), output)
    lines = _LINE.findall(data)
    starts = [0, *accumulate(map(len, lines))]
    for place in _RENDERED.finditer(html):
        first, column, last, until = map(int, place.groups()[1:])
        if place[1] == "pre":
            last = max(last if until else last - 1, _last_indented(lines, first, column))
            yield starts[first - 1] + column - 1, starts[last]
        else:
            yield starts[first - 1] + column - 1, starts[last - 1] + until


def _last_indented(lines: Sequence[bytes], first: int, column: int) -> int:
    """Return the last line of indented code: of code within a list the renderer says that it ends where it begins."""
    if lines[first - 1][column - 1 : column] in {b"`", b"~"}:
        return first
    last = first
    for number in range(first, len(lines)):
        if not lines[number].isspace():
            if not lines[number][: column - 1].isspace():
                break
            last = number + 1
    return last


def _blanked(text: str) -> str:
    return _BODY.sub(lambda line: " " * len(line[0]), text)
