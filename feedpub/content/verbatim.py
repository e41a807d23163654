"""What of a body is shown as it is written: code. What looks like a template there is meant as text."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from feedpub.content.bounded import bounded
from feedpub.model.records import Markup
from feedpub.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_IN_HTML = patterns.lazy(r"<(pre|code|samp|kbd|script|style)(?![^\s/>]).*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_RENDERED = patterns.lazy(r'<(pre|code) data-sourcepos="(\d+):(\d+)-(\d+):(\d+)">')
_SPAN = patterns.lazy(r"(?<![\\`])`[^`]++`(?!`)")
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n?|\n|\Z)")
_BODY = patterns.lazy(r"[^\r\n]+")


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
    return _IN_HTML.sub(_blank, body) if "<" in body else body


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


def _blank(match: re.Match[str]) -> str:
    return _blanked(match[0])


def _blanked(text: str) -> str:
    return _BODY.sub(lambda line: " " * len(line[0]), text)
