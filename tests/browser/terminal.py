"""A window of a terminal as SVG, with what a command has really written: colours, and lines that are cut at its edge.

The lines can be read back (`lines_of`), so a test holds a picture to what the command says today.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from feedpub.cli.cells import cells, width

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS: Final = 100
_CELL: Final = 8.4
"""Pixels from one letter to the next, in a font of 14 pixels."""
_LINE: Final = 21
_EDGE: Final = 20
_BAR: Final = 34
_CLASSES: Final = {"1": "b", "2": "q", "31": "r", "32": "g", "33": "y", "36": "c"}
"""Select Graphic Rendition (ECMA-48, 8.3.117): what our commands use of it."""
_ESCAPE: Final = re.compile(r"\x1b\[([\d;]*)m")
_STYLE: Final = (
    "text{font:14px ui-monospace,'SFMono-Regular',Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#e6eaed;"
    "white-space:pre}"
    ".b{font-weight:700}.q{fill:#9aa6b0}.r{fill:#f97066}.g{fill:#6ce9a6}.y{fill:#fec84b}.c{fill:#84adff}"
)
_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"

Piece = tuple[str, str]
"""Letters that look alike: their class, and they themselves."""


def svg(command: str, written: str, title: str) -> str:
    """Return the picture of a command and what it wrote, with its escapes; `title` is for those who do not see it."""
    lines = [[("g", "$ "), ("b", command)], *_lines(written)]
    wide, high = _COLUMNS * _CELL + 2 * _EDGE, len(lines) * _LINE + _BAR + _EDGE
    texts = "\n".join(
        f'<text x="{_EDGE}" y="{_BAR + 14 + number * _LINE}">{_spans(line)}</text>' for number, line in enumerate(lines)
    )
    dots = "".join(f'<circle cx="{_EDGE + 16 * place}" cy="16" r="5" fill="#2c343b"/>' for place in range(3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" role="img" xml:lang="en">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#14181c"/>\n{dots}\n{texts}\n</svg>\n'
    )


def lines_of(picture: str) -> list[str]:
    """Return the lines that a picture shows, the command first."""
    return ["".join(text.itertext()) for text in ET.fromstring(picture).iter(f"{_NAMESPACE}text")]


def _spans(line: list[Piece]) -> str:
    return "".join(
        f'<tspan class="{style}">{html.escape(text, quote=False)}</tspan>' if style else html.escape(text, quote=False)
        for style, text in line
    )


def _lines(written: str) -> Iterator[list[Piece]]:
    """Return what was written as lines of the window."""
    style = ""
    for line in written.rstrip("\n").split("\n"):
        shown: list[Piece] = []
        room = _COLUMNS
        parts = _ESCAPE.split(line)
        for text, code in zip(parts[::2], [*parts[1::2], None], strict=True):
            rest = text
            while rest:
                fits = _that_fit(rest, room)
                if fits:
                    shown.append((style, rest[:fits]))
                    room -= width(rest[:fits])
                rest = rest[fits:]
                if rest:
                    yield shown
                    shown, room = [], _COLUMNS
            if code is not None:
                style = " ".join(_CLASSES[each] for each in code.split(";") if each not in {"", "0"})
        yield shown


def _that_fit(text: str, room: int) -> int:
    """Return how many letters of a text fit into so many cells."""
    for number, letter in enumerate(text):
        room -= cells(letter)
        if room < 0:
            return number
    return len(text)
